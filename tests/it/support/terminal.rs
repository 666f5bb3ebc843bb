//! A person at a terminal: runs a command on one of its own, and answers what it asks.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::world::World;

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

/// Runs a command on a terminal of its own, answering each question by the next of these; that of a secret begins
/// with `*`. Tells how it ended, and all that was shown.
pub fn on_a_terminal(
    world: &World,
    words: &str,
    dialogue: &[(&str, &str)],
) -> (Option<i32>, String) {
    let told = world.command(words);
    let mut command = Command::new("python3");
    command
        .args(["-c", ON_A_TERMINAL])
        .arg(told.get_program())
        .args(told.get_args());
    let told = told
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    command
        .current_dir(world.work())
        .env_clear()
        .envs(told)
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("TERM", "xterm");
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
