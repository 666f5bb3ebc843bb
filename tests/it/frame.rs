//! What holds for every command: problems in both forms, exit statuses, colour, closed pipes, bad files.

use std::io::Read;
use std::process::Stdio;

use expect_test::expect;

use crate::support::world::World;

#[test]
fn a_problem_is_said_in_words_on_stderr() {
    let world = World::new().file("prod.env", "A=1\nSMTP_SERVER=\"open\n");
    world
        .run("config check --env-file prod.env")
        .is(expect![[r#"
            $ tieline config check --env-file prod.env
            [3]
            --- stderr
            error[CONFIG_004]: syntax error: the quote that opens here is never closed
              at       prod.env:2
              cause    line 2, column 13
                           SMTP_SERVER="open
                                       ^
              help     correct the line; quote values that hold blanks, `#` or quotes; `tieline explain CONFIG_004`
        "#]]);
}

#[test]
fn a_problem_is_one_json_document_on_stdout() {
    let world = World::new();
    world
        .run("config check --env-file none.env -o json")
        .is(expect![[r#"
            $ tieline config check --env-file none.env -o json
            [3]
            --- stdout
            {"ok":false,"problem":{"code":"CONFIG_004","title":"env file \"none.env\" cannot be read","service":null,"variable":null,"origin":null,"key":"none.env","address":null,"cause":"No such file or directory (os error 2)","help":"give --env-file a readable file","request_id":null}}
        "#]]);
}

#[test]
fn files_that_are_no_env_files_end_with_one_problem() {
    let world = World::new()
        .file("binary.env", b"A=\0\x01")
        .file("latin1.env", b"A=1\nB=\xe9")
        .file("large.env", vec![b'#'; 2 << 20])
        .file("dir.env/inner", "");
    for (file, title) in [
        ("binary.env", "env file \"binary.env\" is binary"),
        ("latin1.env", "env file \"latin1.env\" is not valid UTF-8"),
        ("large.env", "env file \"large.env\" is larger than 1 MiB"),
        ("dir.env", "env file \"dir.env\" is a directory"),
        ("/dev/zero", "env file \"/dev/zero\" is larger than 1 MiB"),
        ("missing.env", "env file \"missing.env\" cannot be read"),
    ] {
        let outcome = world.run(&format!("config check -o json --env-file {file}"));
        outcome.ends_with(3);
        assert_eq!(
            outcome.json()["problem"]["code"],
            "CONFIG_004",
            "{}",
            outcome.text()
        );
        assert_eq!(outcome.json()["problem"]["title"], title);
    }
}

#[test]
fn a_profile_is_the_weakest_layer_and_an_unknown_one_is_named() {
    let world = World::new()
        .file(
            "home/.config/tieline/config.toml",
            "[profile.staging]\nS3_REGION = \"eu-west-1\"\nSMTP_PORT = 587\n",
        )
        .file("prod.env", "SMTP_PORT=25\n")
        .env("S3_BUCKET_NAME", "files");
    world
        .run("config show --profile staging --env-file prod.env")
        .is(expect![[r#"
            $ tieline config show --profile staging --env-file prod.env
            [0]
            --- stdout
            S3_BUCKET_NAME  files  environment
            S3_REGION       eu-west-1  profile "staging"
            SMTP_PORT       25  prod.env:1, shadows profile "staging"
        "#]]);
    let outcome = world.run("config show --profile production -o json");
    outcome.ends_with(3);
    assert_eq!(
        outcome.json()["problem"]["cause"],
        "the config file has: staging"
    );
}

#[test]
fn usage_errors_end_with_2() {
    World::new().run("config chekc").ends_with(2);
    World::new().run("explain STORAGE_999").ends_with(2);
}

#[test]
fn colour_comes_only_when_it_is_wanted() {
    let plain = World::new().run("config check");
    assert!(!plain.stdout.contains('\x1b'), "{}", plain.text());
    let colored = World::new().run("config check --color always");
    assert!(colored.stdout.contains('\x1b'), "{}", colored.text());
}

#[test]
fn a_reader_that_goes_away_ends_the_command_quietly() {
    let world = World::new();
    let mut child = world
        .command("config vars")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}
