//! `tieline config init`, as a template and by questions.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::CANARY;
use crate::support::terminal::on_a_terminal;
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
