//! Secrets never show. Every secret variable is planted with a canary, and `World` looks for it in all that
//! every command says.

use crate::support::CANARY;
use crate::support::world::World;

fn planted() -> World {
    let mut text =
        String::from("CONSOLE_API_URL=https://c.example.org\nMAIL_TYPE=smtp\nSTORAGE_TYPE=s3\n");
    let secrets = tieline::app::tables()
        .into_iter()
        .flatten()
        .filter(|var| var.secret);
    for var in secrets {
        for name in var.names() {
            text += &format!("{name}={CANARY}\n");
        }
    }
    text += &format!(
        "SOME_OTHER_PASSWORD={CANARY}\nS3_ENDPOINT=https://u:{CANARY}@minio.example.org\n"
    );
    World::new().file("prod.env", text)
}

#[test]
fn no_command_shows_a_planted_secret() {
    let world = planted();
    for format in ["human", "json"] {
        for command in [
            "config check",
            "config check --strict s3 azure gcs smtp sendgrid resend github google",
            "config show",
        ] {
            let outcome = world.run(&format!("{command} --env-file prod.env -vv -o {format}"));
            assert!(!outcome.stdout.is_empty(), "{}", outcome.text());
        }
    }
}

#[test]
fn a_syntax_error_in_a_secret_does_not_show_it() {
    let world = World::new().file("prod.env", format!("SMTP_PASSWORD='{CANARY}\n"));
    world.run("config check --env-file prod.env").ends_with(3);
}

#[test]
fn show_reveals_one_secret_when_it_is_asked_to() {
    let world = World::new()
        .file("prod.env", format!("SMTP_PASSWORD={CANARY}\n"))
        .reveals();
    let outcome = world.run("config show --reveal SMTP_PASSWORD --env-file prod.env");
    assert_eq!(outcome.ends_with(0).stdout, format!("{CANARY}\n"));
}

#[test]
fn a_password_in_a_url_is_refused_and_not_shown() {
    let url = format!("S3_ENDPOINT=https://u:{CANARY}@minio.example.org\n");
    let world = World::new().file(
        "prod.env",
        format!("STORAGE_TYPE=s3\nS3_BUCKET_NAME=files\n{url}"),
    );
    for (words, status) in [
        ("config show", 0),
        ("config check", 3),
        ("config check --live", 3),
        ("storage ls", 3),
    ] {
        let outcome = world.run(&format!("{words} --env-file prod.env"));
        let shown = format!("{}{}", outcome.ends_with(status).stdout, outcome.stderr);
        assert!(shown.contains("prod.env:3"), "{}", outcome.text());
    }
}

#[test]
fn a_key_that_is_still_the_examples_does_not_cover_the_bucket_of_that_name() {
    let world = World::new().file(
        "prod.env",
        "S3_BUCKET_NAME=difyai\nAZURE_BLOB_ACCOUNT_KEY=difyai\n",
    );
    let shown = world.run("config check s3 --env-file prod.env").stdout;
    assert!(shown.contains("bucket \"difyai\""), "{shown}");
}
