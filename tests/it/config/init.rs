//! `tieline config init`, as a template and by questions.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use crate::support::CANARY;
use crate::support::world::World;

#[test]
fn a_template_holds_every_variable_and_is_read_without_a_fault() {
    let world = World::new();
    world.run("config init --non-interactive").ends_with(0);
    let path = world.work().join(".env");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let text = fs::read_to_string(&path).unwrap();
    for service in tieline::services::SERVICES {
        for var in service.vars {
            assert!(text.contains(&format!("#{}=", var.name)), "{}", var.name);
        }
    }
    let checked = world.run("config check --env-file .env --for generic -o json");
    assert_eq!(checked.ends_with(0).json()["summary"]["errors"], 0);
    // Filled with its own examples it is a correct file, but for the choice between services.
    let filled: String = text
        .lines()
        .map(|line| {
            format!(
                "{}\n",
                line.strip_prefix('#')
                    .filter(|rest| rest.contains('=') && !rest.starts_with(' '))
                    .unwrap_or(line)
            )
        })
        .collect();
    let entries = World::new().file("filled.env", filled);
    entries
        .run("config show --env-file filled.env")
        .ends_with(0);
}

#[test]
fn a_template_for_named_services_chooses_them() {
    let world = World::new();
    world
        .run("config init s3 smtp --non-interactive --to prod.env")
        .ends_with(0);
    let text = fs::read_to_string(world.work().join("prod.env")).unwrap();
    assert!(text.contains("\nSTORAGE_TYPE=s3\n") && text.contains("\nMAIL_TYPE=smtp\n"));
    assert!(!text.contains("AZURE"), "{text}");
}

#[test]
fn an_existing_file_is_not_replaced_unless_forced() {
    let world = World::new().file(".env", "A=1\n");
    let refused = world.run("config init --non-interactive -o json");
    assert_eq!(refused.ends_with(3).json()["problem"]["code"], "CONFIG_013");
    assert_eq!(
        fs::read_to_string(world.work().join(".env")).unwrap(),
        "A=1\n"
    );
    world
        .run("config init --non-interactive --force")
        .ends_with(0);
    assert!(
        fs::read_to_string(world.work().join(".env"))
            .unwrap()
            .contains("S3_BUCKET_NAME")
    );
}

#[test]
fn without_a_terminal_nothing_is_asked_and_nothing_written() {
    let world = World::new();
    let refused = world.run("config init");
    assert!(
        refused.ends_with(2).stderr.contains("--non-interactive"),
        "{}",
        refused.text()
    );
    assert_eq!(fs::read_dir(world.work()).unwrap().count(), 0);
}

/// Runs a command on a terminal of its own, answering each question by the next of these; that of a secret
/// begins with `*`.
const ON_A_TERMINAL: &str = r#"
import os, pty, signal, sys, termios
answers = sys.stdin.buffer.read().split(b"\0")
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:])
shown = b""
# A question that nobody expects waits for ever.
def over(*_):
    sys.exit(f"it waits after: {shown}")
signal.signal(signal.SIGALRM, over)
signal.alarm(60)
def until(what):
    global shown
    while what not in shown:
        shown += os.read(terminal, 4096)
    shown = shown.split(what, 1)[1]
def is_hiding():
    flags = termios.tcgetattr(terminal)[3]
    return flags & termios.ICANON and not flags & termios.ECHO
seen = b""
for question, answer in zip(answers[0::2], answers[1::2]):
    before = shown
    until(question.lstrip(b"*"))
    # What is typed before a secret's echo is off is thrown away.
    while question.startswith(b"*") and not is_hiding():
        os.sched_yield()
    seen += before
    os.write(terminal, answer)
try:
    while True:
        piece = os.read(terminal, 4096)
        if not piece:
            break
        shown += piece
        seen += piece
except OSError:
    pass
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"#;

fn on_a_terminal(world: &World, words: &str, dialogue: &[(&str, &str)]) -> (Option<i32>, String) {
    let told = world.command(words);
    let mut command = Command::new("python3");
    command
        .args(["-c", ON_A_TERMINAL])
        .arg(told.get_program())
        .args(told.get_args());
    command
        .current_dir(world.work())
        .env("HOME", world.work())
        .env("TERM", "dumb");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests need python3");
    let script: Vec<&str> = dialogue
        .iter()
        .flat_map(|(question, answer)| [*question, *answer])
        .collect();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(script.join("\0").as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn what_is_answered_is_written_and_secrets_are_not_shown() {
    let world = World::new();
    let secret = format!("it's ${CANARY}\n");
    let (status, shown) = on_a_terminal(
        &world,
        "config init smtp --to prod.env",
        &[
            ("MAIL_DEFAULT_SEND_FROM", "Ops <ops@example.org>\n"),
            ("CONSOLE_WEB_URL", "console\n"),
            ("http://", "\n"),
            ("SMTP_SERVER", "smtp.example.org\n"),
            ("SMTP_PORT", "70000\n"),
            ("a port, 1 to 65535", "587\n"),
            ("SMTP_USERNAME", "ops\n"),
            ("*SMTP_PASSWORD", &secret),
            ("SMTP_USE_TLS", "true\n"),
            ("SMTP_OPPORTUNISTIC_TLS", "true\n"),
            ("SMTP_LOCAL_HOSTNAME", "\n"),
        ],
    );
    assert_eq!(status, Some(0), "{shown}");
    assert!(!shown.contains(CANARY), "{shown}");
    let show = world
        .reveals()
        .run("config show --env-file prod.env --reveal SMTP_PASSWORD");
    assert_eq!(show.ends_with(0).stdout, secret);
}

#[test]
fn an_interrupted_question_ends_with_130_and_writes_nothing() {
    let world = World::new();
    let (status, shown) = on_a_terminal(
        &world,
        "config init smtp",
        &[("MAIL_DEFAULT_SEND_FROM", "\u{3}")],
    );
    assert_eq!(status, Some(130), "{shown}");
    assert_eq!(fs::read_dir(world.work()).unwrap().count(), 0);
}
