//! Logins that go well, at `emulate` and `oidc-provider`: every way in, and what can be done with a session.

use super::{github, google, log_in, native};
use crate::support::CANARY;
use crate::support::person::Person;
use crate::support::testbed::emulate;
use crate::support::world::World;

const ALL: &str = "--scope openid,email,profile,offline_access";

/// A world in which Ada is logged in at the issuer, with a session that can be renewed.
fn with_session() -> World {
    let world = native();
    let (done, _) = log_in(
        &world,
        &format!("auth login google --no-browser {ALL}"),
        "ada",
    );
    done.ends_with(0);
    world
}

#[test]
fn github_login_keeps_a_session_that_token_prints() {
    let world = github();
    let words = format!(
        "auth login github --no-browser --port {} -o json",
        emulate().port()
    );
    let (done, page) = log_in(&world, &words, "octocat");
    let json = done.ends_with(0).json();
    assert_eq!(json["account"]["login"], "octocat");
    assert_eq!(json["account"]["email"], "octocat@example.org");
    assert_eq!(json["account"]["email_verified"], true);
    assert_eq!(
        json["scopes"]["granted"],
        serde_json::json!(["read:user", "user:email"])
    );
    assert_eq!(json["expires"], serde_json::Value::Null);
    assert!(page.contains("You are logged in as octocat."), "{page}");
    let token = world.run("auth token github");
    assert!(
        token.ends_with(0).stdout.starts_with("gho_"),
        "{}",
        token.text()
    );
    let checked = world.run("auth status github --check -o json");
    assert_eq!(
        checked.ends_with(0).json()["sessions"][0]["account"]["login"],
        "octocat"
    );
    // There is nothing to renew in a token that does not end.
    let renewed = world.run("auth refresh github");
    assert!(
        renewed.ends_with(0).stderr.contains("nothing to renew"),
        "{}",
        renewed.text()
    );
}

#[test]
fn google_login_verifies_the_id_token_and_asks_for_dify_s_verdict() {
    let world = google()
        .env("CONSOLE_API_URL", "https://console.example.org")
        .env("ALLOW_REGISTER", "true");
    let words = format!(
        "auth login google --no-browser --port {} -o json",
        emulate().port()
    );
    let (done, _) = log_in(&world, &words, "ada@example.org");
    let json = done.ends_with(0).json();
    assert_eq!(json["account"]["email"], "ada@example.org");
    assert_eq!(json["account"]["email_verified"], true);
    let dify = json["dify"].to_string();
    assert!(
        dify.contains("has the address ada@example.org; makes one where there is none"),
        "{dify}"
    );
    assert!(dify.contains("Workspace not found"), "{dify}");
    assert!(
        done.stderr
            .contains("https://console.example.org/console/api/oauth/authorize/google"),
        "{}",
        done.text()
    );
    assert!(done.stderr.contains("Desktop app"), "{}", done.text());
}

#[test]
fn the_page_speaks_the_reader_s_language_and_loads_nothing() {
    let world = native();
    let mut running = world.start("auth login google --no-browser");
    let mut person = Person::new();
    let callback = person.agrees(&running.says("    http"), "小红");
    let page = person.visit_in("zh-CN,zh;q=0.9,en;q=0.5", &callback);
    running.ends().ends_with(0);
    assert!(
        page.text.contains("<html lang=\"zh\">") && page.text.contains("您已登录为"),
        "{}",
        page.text
    );
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'nonce-"),
        "{policy}"
    );
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(
        !page.text.contains("http"),
        "it names another address: {}",
        page.text
    );
}

#[test]
fn a_login_by_device_code_needs_no_browser_here() {
    let world = native();
    let mut running = world.start(&format!("auth login google --device {ALL} -o json"));
    let open = running.says("and type this code");
    let code = running.says("    ");
    let url = open.split_whitespace().nth(1).unwrap();
    let known = [
        ("user_code", code.as_str()),
        ("login", "ada"),
        ("password", "any"),
    ];
    let page = Person::new().goes(url, &known, |_| false).unwrap_err();
    assert!(page.text.contains("Sign-in Success"), "{}", page.text);
    let json = running.ends().ends_with(0).json();
    assert_eq!(json["account"]["id"], "ada");
    assert_eq!(json["renewable"], true);
}

#[test]
fn a_pasted_address_completes_a_login_whose_callback_nothing_answers() {
    let world = native();
    let mut running = world.start("auth login google --paste --port 9 -o json");
    let callback = Person::new().agrees(&running.says("    http"), "ada");
    assert!(
        callback.starts_with("http://127.0.0.1:9/callback?"),
        "{callback}"
    );
    running.types(&callback);
    assert_eq!(running.ends().ends_with(0).json()["account"]["id"], "ada");
}

#[test]
fn a_pasted_address_of_another_login_is_refused() {
    let world = native();
    for wrong in [
        "http://127.0.0.1:9/callback?code=x&state=y",
        "https://example.org/",
        "nonsense",
        "",
    ] {
        let mut running = world.start("auth login google --paste --port 9 -o json");
        running.says("paste the address");
        running.types(wrong);
        assert_eq!(
            running.ends().ends_with(4).json()["problem"]["code"],
            "AUTH_002",
            "{wrong}"
        );
    }
}

#[test]
fn a_redirect_uri_in_clear_is_refused_before_anything_is_sent() {
    let world = native().env("CONSOLE_API_URL", "http://console.example.org");
    let refused = world.run("auth login google --paste -o json");
    assert_eq!(refused.ends_with(4).json()["problem"]["code"], "AUTH_007");
}

#[test]
fn a_token_from_elsewhere_is_kept_when_the_provider_knows_it() {
    let elsewhere = github();
    let words = format!("auth login github --no-browser --port {}", emulate().port());
    log_in(&elsewhere, &words, "octocat").0.ends_with(0);
    let token = elsewhere.run("auth token github");
    let world = github();
    let mut running = world.start("auth login github --with-token -o json");
    running.types(token.stdout.trim());
    let json = running.ends().ends_with(0).json();
    assert_eq!(json["account"]["login"], "octocat");
    let other = native();
    let mut running = other.start("auth login google --with-token -o json");
    running.types("nobody-has-this-one");
    let refused = running.ends();
    assert_eq!(refused.ends_with(4).json()["problem"]["code"], "AUTH_006");
    assert!(!refused.text().contains("nobody-has"), "{}", refused.text());
    world.run("auth status github").ends_with(0);
}

#[test]
fn refresh_renews_and_logout_revokes() {
    let world = with_session();
    let before = world.run("auth status google -o json").json();
    let renewed = world.run("auth refresh google -o json");
    assert_ne!(
        renewed.ends_with(0).json()["obtained"],
        before["sessions"][0]["obtained"]
    );
    let out = world.run("auth logout google --revoke -o json");
    assert_eq!(out.ends_with(0).json()["providers"][0], "google");
    assert_eq!(world.run("auth token google").status, Some(4));
    // There is no session left, and no file of one.
    let sessions = world.home().join(".local/state/tieline/sessions");
    let left: Vec<_> = std::fs::read_dir(sessions)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".lock"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn logging_in_twice_keeps_the_second_and_logout_of_nobody_says_so() {
    let world = with_session();
    let (done, _) = log_in(&world, "auth login google --no-browser -o json", "grace");
    done.ends_with(0);
    let status = world.run("auth status -o json").json();
    assert_eq!(status["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(status["sessions"][0]["account"]["id"], "grace");
    world.run("auth logout").ends_with(0);
    let nobody = world.run("auth logout google -o json");
    assert_eq!(nobody.ends_with(4).json()["problem"]["code"], "AUTH_006");
    world.run("auth logout").ends_with(0);
}

#[test]
fn the_browser_is_opened_by_the_platform_s_own_means_and_never_by_a_shell() {
    // The platform's opener, which here writes down what it was told.
    let world = native().env("DISPLAY", ":0").program(
        "xdg-open",
        "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$1\" > opened\n",
    );
    let mut running = world.start("auth login google");
    let url = running.says("    http");
    let callback = Person::new().agrees(&url, "ada");
    Person::new().visit(&callback);
    running.ends().ends_with(0);
    let opened = std::fs::read_to_string(world.work().join("opened")).unwrap();
    assert_eq!(opened, format!("1\n{url}\n"));
}

#[test]
fn without_a_display_in_a_ci_job_or_over_ssh_login_says_so_at_once() {
    for (name, value, why) in [
        ("TZ", "UTC", "there is no display"),
        ("CI", "true", "this is a CI job"),
        (
            "SSH_CONNECTION",
            "1.2.3.4 5 6.7.8.9 22",
            "this is an SSH session",
        ),
    ] {
        let refused = github().env(name, value).run("auth login github");
        let said = refused.ends_with(4).stderr.clone();
        assert!(said.contains("AUTH_005") && said.contains(why), "{said}");
        assert!(
            said.contains("--device") && said.contains("--no-browser"),
            "{said}"
        );
    }
}

#[test]
fn a_session_is_seen_by_nobody_else_and_holds_no_client_secret() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = github();
    let words = format!("auth login github --no-browser --port {}", emulate().port());
    log_in(&world, &words, "octocat").0.ends_with(0);
    let dir = world.home().join(".local/state/tieline/sessions");
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    let files: Vec<_> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(mode(&files[0]), 0o600);
    assert!(!std::fs::read_to_string(&files[0]).unwrap().contains(CANARY));
}
