//! `tieline config check`, whole.

use expect_test::expect;

use crate::support::CANARY;
use crate::support::world::World;

/// A Dify env file with ten faults, each on a line of its own.
fn ten_faults() -> String {
    format!(
        "CONSOLE_API_URL=https://console.example.org/\n\
         CONSOLE_WEB_URL=http://localhost\n\
         GITHUB_CLIENT_ID=Ov23liAbCdEfGhIjKlMn\n\
         GITHUB_CLIENT_SECRET={CANARY}\n\
         ENABLE_SOCIAL_OAUTH_LOGIN=enable\n\
         ALLOW_REGISTER=false\n\
         STORAGE_TYPE=s3\n\
         S3_BUCKET=files\n\
         S3_BUCKET_NAME=files\n\
         S3_REGION=eu-west-1a\n\
         S3_ENDPOINT=https://files.s3.eu-west-1.amazonaws.com\n\
         S3_ACCESS_KEY=ASIAIOSFODNN7EXAMPLE\n\
         S3_SECRET_KEY={CANARY}\n\
         S3_ADDRESS_STYLE=\n\
         MAIL_TYPE=smtp\n\
         MAIL_DEFAULT_SEND_FROM=dify\n\
         SMTP_SERVER=smtp.example.org\n\
         SMTP_PORT=587\n\
         SMTP_USE_TLS=true\n\
         SMTP_USERNAME=ops\n"
    )
}

#[test]
fn ten_faults_are_found_with_their_lines() {
    let world = World::new().file("prod.env", ten_faults());
    world
        .run("config check --env-file prod.env")
        .is(expect![[r#"
            $ tieline config check --env-file prod.env
            [3]
            --- stdout
            prod.env: 20 variables, checked as Dify reads it

            deployment
              error    S3_ADDRESS_STYLE  prod.env:14  CONFIG_003 [blank-typed-value]
                       S3_ADDRESS_STYLE is blank; the api container will not start
                       help: delete the line, or S3_ADDRESS_STYLE=path
              error    ENABLE_SOCIAL_OAUTH_LOGIN  prod.env:5  CONFIG_003 [value-of-wrong-type]
                       ENABLE_SOCIAL_OAUTH_LOGIN="enable" is not true or false; the api container will not start
                       help: ENABLE_SOCIAL_OAUTH_LOGIN=true
              error    MAIL_DEFAULT_SEND_FROM  prod.env:16  CONFIG_003 [mail-sender-not-an-address]
                       MAIL_DEFAULT_SEND_FROM is not one mailbox; the relay refuses the sender of every mail
                       help: MAIL_DEFAULT_SEND_FROM=Ops <ops@example.org>
              error    CONSOLE_API_URL  prod.env:1  AUTH_007 [login-callback-not-usable]
                       CONSOLE_API_URL is more than scheme and host; the redirect URI is https://console.example.org//console/api/oauth/authorize/github, and the provider answers redirect_uri_mismatch
                       help: CONSOLE_API_URL=https://console.example.org, and register https://console.example.org/console/api/oauth/authorize/github
              warning  S3_BUCKET  prod.env:8  CONFIG_008 [variable-looks-misspelt]
                       nobody reads S3_BUCKET; S3_BUCKET_NAME looks like what is meant; the line has no effect
                       help: rename it to S3_BUCKET_NAME
              warning  CONSOLE_WEB_URL  prod.env:2  CONFIG_011 [mail-links-lead-nowhere]
                       CONSOLE_WEB_URL is local to this machine; links in invitations lead nowhere for whoever gets them
                       help: CONSOLE_WEB_URL=https://console.example.org
            storage  s3        failing      bucket "files" at https://files.s3.eu-west-1.amazonaws.com, path style, key ASIA…MPLE
              error    S3_ENDPOINT  prod.env:11  STORAGE_008 [s3-endpoint-holds-bucket]
                       the endpoint already holds the bucket's name; requests name it twice: files.files.s3.eu-west-1.amazonaws.com or files.s3.eu-west-1.amazonaws.com/files/files
                       help: S3_ENDPOINT=https://s3.eu-west-1.amazonaws.com
              error    S3_REGION  prod.env:10  STORAGE_008 [s3-region-not-a-region]
                       eu-west-1a is a zone, not a region; the address that is made of it does not exist
                       help: S3_REGION=eu-west-1
              error    S3_ACCESS_KEY  prod.env:12  CONFIG_011 [s3-temporary-key]
                       S3_ACCESS_KEY is a temporary key, which needs a session token; Dify has no variable for it: every request fails with InvalidAccessKeyId
                       help: use a key that begins with AKIA, or S3_USE_AWS_MANAGED_IAM=true
            mail     smtp      failing      smtp.example.org:587, implicit TLS, AUTH as ops, from dify
              error    SMTP_PORT  prod.env:18  CONFIG_005 [smtp-port-and-tls-disagree]
                       this port speaks plain text first, TLS from the first byte is asked for; every mail fails with WRONG_VERSION_NUMBER
                       help: SMTP_OPPORTUNISTIC_TLS=true
              warning  SMTP_USERNAME  prod.env:20  CONFIG_011 [smtp-half-credentials]
                       SMTP_PASSWORD is not set; no login happens at all, and the relay refuses to relay
                       help: set SMTP_PASSWORD too, or delete SMTP_USERNAME
            login    github    not proven   client Ov23…KlMn, redirect URI https://console.example.org//console/api/oauth/authorize/github
            not configured: azure, gcs, local, sendgrid, resend, outbox, google

            8 errors, 3 warnings. 10 services: 2 failing, 1 not proven, 7 not configured.
        "#]]);
    let outcome = world.run("config check --env-file prod.env -o json");
    let json = outcome.ends_with(3).json();
    let mut origins: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["origin"].as_str())
        .collect();
    origins.sort_unstable();
    let lines = [1, 10, 11, 12, 14, 16, 18, 2, 20, 5, 8].map(|line| format!("prod.env:{line}"));
    assert_eq!(origins, lines);
}

#[test]
fn with_nothing_configured_the_embedded_defaults_are_meant() {
    World::new().run("config check").is(expect![[r#"
        $ tieline config check
        [0]
        --- stdout
        environment: no env file given, checked for any reader

        storage  local     not proven   directory "storage"
        mail     outbox    not proven   files in directory "outbox"
        not configured: s3, azure, gcs, smtp, sendgrid, resend, github, google

        0 errors, 0 warnings. 10 services: 2 not proven, 8 not configured.
    "#]]);
}

#[test]
fn rules_about_dify_are_off_for_any_other_reader() {
    let world = World::new().file(
        "prod.env",
        "CONSOLE_API_URL=https://c.example.org\nS3_ADDRESS_STYLE=\n",
    );
    world.run("config check --env-file prod.env").ends_with(3);
    world
        .run("config check --env-file prod.env --for generic")
        .ends_with(0);
}

#[test]
fn a_rule_is_silenced_by_flag_and_by_the_comment_on_its_line() {
    let flagged = World::new().file("prod.env", "S3_BUCKET=files\n");
    flagged
        .run("config check --strict --env-file prod.env")
        .ends_with(3);
    flagged
        .run("config check --strict --env-file prod.env --allow variable-looks-misspelt")
        .ends_with(0);
    let commented = World::new().file(
        "prod.env",
        "S3_BUCKET=files # tieline: allow variable-looks-misspelt\n",
    );
    commented
        .run("config check --strict --env-file prod.env")
        .ends_with(0);
}

#[test]
fn a_comment_that_became_part_of_a_real_environment_value_is_caught() {
    let world = World::new()
        .env("SMTP_PORT", "587 # x")
        .env("SMTP_SERVER", "smtp.example.org");
    let outcome = world.run("config check -o json --for generic");
    let finding = &outcome.ends_with(3).json()["findings"][0];
    assert_eq!(
        (&finding["origin"], &finding["code"]),
        (&"environment".into(), &"CONFIG_003".into())
    );
}

#[test]
fn a_live_check_proves_the_embedded_defaults_and_leaves_nothing_behind() {
    let world = World::new();
    let outcome = world.run("config check --live -o json");
    let json = outcome.ends_with(0).json();
    let service = |id: &str| {
        let services = json["services"].as_array().unwrap();
        services
            .iter()
            .find(|row| row["service"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(service("local")["state"], "ok");
    assert!(service("local")["elapsed_ms"].is_u64());
    assert_eq!(service("outbox")["state"], "ok");
    assert_eq!(std::fs::read_dir(world.work()).unwrap().count(), 0);
}

#[test]
fn a_directory_that_cannot_be_used_fails_a_live_check() {
    let world = World::new()
        .file("taken", "a file, no directory")
        .env("STORAGE_LOCAL_PATH", "taken");
    let outcome = world.run("config check --live -o json");
    let json = outcome.ends_with(3).json();
    assert_eq!(
        json["findings"][0]["code"],
        "STORAGE_010",
        "{}",
        outcome.text()
    );
    assert_eq!(json["findings"][0]["live"], true);
}
