//! Sessions at rest: what is refused, what is renewed, and by whom.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value as Json, json};

use crate::support::person::Person;
use crate::support::provider::{github, ok, tokens};
use crate::support::testbed::Keyring;
use crate::support::world::World;

use super::faults::callback;

/// A world in which octocat is logged in with these tokens.
fn logged_in(first: Json, refreshed: Json) -> (crate::support::api::Api, World) {
    let refreshes = AtomicUsize::new(0);
    let (api, world) = github(
        move |request| match request.field("grant_type").as_deref() {
            Some("refresh_token") => {
                let number = refreshes.fetch_add(1, Ordering::Relaxed);
                let mut answer = refreshed.clone();
                if answer["access_token"].is_string() {
                    answer["access_token"] = format!("gho_renewed_{number}").into();
                }
                ok(answer)
            }
            _ => ok(first.clone()),
        },
    );
    let mut running = world.start("auth login github --no-browser");
    let url = running.says("    http");
    Person::new().visit(&callback(&url, "code=good"));
    running.ends().ends_with(0);
    (api, world)
}

#[test]
fn a_session_is_kept_in_the_system_s_keyring_where_there_is_one() {
    let keyring = Keyring::start(None);
    let (api, world) = github(|request| match request.field("grant_type").as_deref() {
        Some("refresh_token") => ok(renewed()),
        _ => ok(ending()),
    });
    let world = world.env("DBUS_SESSION_BUS_ADDRESS", &keyring.bus);
    let mut running = world.start("auth login github --no-browser -o json");
    let url = running.says("    http");
    Person::new().visit(&callback(&url, "code=good"));
    assert_eq!(running.ends().ends_with(0).json()["kept"], "keyring");
    assert!(!world.home().join(".local/state/tieline/sessions").exists());
    let token = world.run("auth token github");
    assert_eq!(token.ends_with(0).stdout, "gho_0123456789abcdef\n");
    assert_eq!(api.sent().len(), 2, "it was renewed once");
    assert_eq!(
        world.run("auth token github").stdout,
        "gho_0123456789abcdef\n"
    );
    assert_eq!(api.sent().len(), 2);
    world.run("auth logout github").ends_with(0);
    assert_eq!(world.run("auth token github").status, Some(4));
}

#[test]
fn a_keyring_that_stays_locked_is_auth_012() {
    let (api, world) = github(|_| ok(tokens()));
    let host = api.url.trim_start_matches("http://").replace(':', "_");
    let keyring = Keyring::start(Some(&format!("github@{host}")));
    let world = world.env("DBUS_SESSION_BUS_ADDRESS", &keyring.bus);
    let mut running = world.start("auth login github --no-browser -o json");
    let url = running.says("    http");
    let page = Person::new().visit(&callback(&url, "code=good"));
    let refused = running.ends();
    assert_eq!(refused.ends_with(4).json()["problem"]["code"], "AUTH_012");
    assert!(page.text.contains("AUTH_012"), "{}", page.text);
    for words in ["auth token github", "auth logout github", "auth status"] {
        let refused = world.run(words);
        let said = &refused.ends_with(4).stderr;
        assert!(
            said.contains("AUTH_012") && said.contains("unlock the keyring"),
            "{said}"
        );
    }
    assert!(!world.home().join(".local/state/tieline/sessions").exists());
}

fn file(world: &World) -> PathBuf {
    let dir = world.home().join(".local/state/tieline/sessions");
    let mut files = fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
    files
        .find(|path| path.extension().is_some_and(|ending| ending == "json"))
        .unwrap()
}

fn ending() -> Json {
    let mut first = tokens();
    first["expires_in"] = 60.into();
    first["refresh_token"] = "ghr_first".into();
    first
}

fn renewed() -> Json {
    let mut renewed = tokens();
    renewed["expires_in"] = 28_800.into();
    renewed["refresh_token"] = "ghr_second".into();
    renewed
}

#[test]
fn of_several_processes_one_renews_and_all_get_its_token() {
    let (api, world) = logged_in(ending(), renewed());
    let running: Vec<_> = (0..6)
        .map(|_| {
            world
                .command("auth token github")
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "gho_renewed_0\n");
    }
    let refreshes: Vec<_> = api
        .sent()
        .into_iter()
        .filter_map(|request| request.field("refresh_token"))
        .collect();
    assert_eq!(refreshes, ["ghr_first"]);
    // The refresh token that came with it is the one that is kept.
    world.run("auth refresh github").ends_with(0);
    assert_eq!(
        api.sent().last().unwrap().field("refresh_token").as_deref(),
        Some("ghr_second")
    );
}

#[test]
fn a_session_that_cannot_be_renewed_is_auth_006_and_stays_for_a_look() {
    let (_api, world) = logged_in(ending(), json!({"error": "bad_refresh_token"}));
    let refused = world.run("auth token github");
    assert!(
        refused.ends_with(4).stderr.contains("AUTH_006"),
        "{}",
        refused.text()
    );
    assert_eq!(refused.stdout, "");
    world.run("auth status github").ends_with(0);
    // Without a refresh token there is nothing to try.
    let mut short = ending();
    short.as_object_mut().unwrap().remove("refresh_token");
    let (api, world) = logged_in(short, renewed());
    let asked = api.sent().len();
    let refused = world.run("auth token github");
    assert!(
        refused
            .ends_with(4)
            .stderr
            .contains("gave no refresh token"),
        "{}",
        refused.text()
    );
    assert_eq!(api.sent().len(), asked);
}

#[test]
fn a_provider_that_fails_while_renewing_leaves_the_session_as_it_was() {
    let (_api, world) = logged_in(ending(), Json::Null);
    let before = fs::read(file(&world)).unwrap();
    let refused = world.run("auth refresh github -o json");
    assert_eq!(refused.ends_with(4).json()["problem"]["code"], "AUTH_011");
    assert_eq!(fs::read(file(&world)).unwrap(), before);
}

#[test]
fn a_session_of_another_client_or_server_is_not_used() {
    let (_api, world) = logged_in(ending(), renewed());
    let world = world.env("GITHUB_CLIENT_ID", "Ov23liSomebodyElse00");
    let refused = world.run("auth token github");
    assert!(
        refused.ends_with(4).stderr.contains("another client's"),
        "{}",
        refused.text()
    );
    let world = world.env("GITHUB_SERVER_URL", "https://github.example.org");
    let nobody = world.run("auth token github");
    assert!(
        nobody.ends_with(4).stderr.contains("nobody is logged in"),
        "{}",
        nobody.text()
    );
}

#[test]
fn a_session_file_that_others_can_read_is_refused() {
    let (_api, world) = logged_in(tokens(), Json::Null);
    fs::set_permissions(file(&world), fs::Permissions::from_mode(0o644)).unwrap();
    for words in ["auth token github", "auth status"] {
        let refused = world.run(words);
        let said = &refused.ends_with(3).stderr;
        assert!(
            said.contains("CONFIG_007") && said.contains("644"),
            "{said}"
        );
    }
    // It can be got rid of.
    world.run("auth logout github").ends_with(0);
}

#[test]
fn a_session_file_that_is_damaged_newer_or_a_link_is_auth_012() {
    let good = |world: &World| -> Json {
        serde_json::from_slice(&fs::read(file(world)).unwrap()).unwrap()
    };
    type Damage = fn(&World, Json);
    let cases: [(&str, Damage); 6] = [
        ("empty", |world, _| fs::write(file(world), "").unwrap()),
        ("no JSON", |world, _| {
            fs::write(file(world), "{\"version\":").unwrap()
        }),
        ("no session", |world, _| {
            fs::write(file(world), "{\"version\":1}").unwrap()
        }),
        ("newer", |world, mut session| {
            session["version"] = 2.into();
            fs::write(file(world), session.to_string()).unwrap();
        }),
        ("huge", |world, _| {
            fs::write(file(world), "x".repeat(1 << 20)).unwrap()
        }),
        ("a link", |world, session| {
            let (path, other) = (file(world), world.work().join("elsewhere"));
            fs::write(&other, session.to_string()).unwrap();
            fs::remove_file(&path).unwrap();
            symlink(&other, &path).unwrap();
        }),
    ];
    for (name, damage) in cases {
        let (_api, world) = logged_in(tokens(), Json::Null);
        damage(&world, good(&world));
        let refused = world.run("auth token github -o json");
        let problem: Json = serde_json::from_str(&refused.ends_with(4).stderr).unwrap();
        assert_eq!(
            problem["problem"]["code"],
            "AUTH_012",
            "{name}: {}",
            refused.text()
        );
        assert!(
            !refused.text().contains("gho_"),
            "{name}: {}",
            refused.text()
        );
        world.run("auth logout github").ends_with(0);
    }
}

#[test]
fn a_revocation_that_fails_forgets_nothing() {
    // This GitHub has no endpoint for it.
    let (_api, world) = logged_in(tokens(), Json::Null);
    let refused = world.run("auth logout github --revoke -o json");
    assert_eq!(refused.ends_with(4).json()["problem"]["code"], "AUTH_004");
    world.run("auth token github").ends_with(0);
}
