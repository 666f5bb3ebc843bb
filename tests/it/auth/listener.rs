//! The throwaway listener: whatever comes that is not the one right callback is turned away, and changes nothing.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use super::faults::{callback, sent};
use super::native;
use crate::support::person::Person;
use crate::support::ports::closed_port;
use crate::support::provider::{github, ok, tokens};
use crate::support::world::World;

const GITHUB: &str = "auth login github --no-browser -o json";

/// The first line of what is answered; empty when the connection just ends.
fn says(port: u16, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    // It may be hung up on before it has said all.
    drop(stream.write_all(request));
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    let answer = String::from_utf8_lossy(&answer);
    answer.lines().next().unwrap_or_default().to_owned()
}

fn port(url: &str) -> u16 {
    url::Url::parse(&sent(url, "redirect_uri"))
        .unwrap()
        .port()
        .unwrap()
}

#[test]
fn forged_callbacks_and_strangers_neither_break_nor_complete_a_login() {
    let (_api, world) = github(|_| ok(tokens()));
    let mut running = world.start(GITHUB);
    let url = running.says("    http");
    let (port, state) = (port(&url), sent(&url, "state"));
    let host = format!("127.0.0.1:{port}");
    let get =
        |path: &str, headers: &str| format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n");
    let cases: Vec<(&str, String, &str)> = vec![
        ("no query", get("/callback", ""), "400"),
        ("no state", get("/callback?code=x", ""), "400"),
        ("an empty state", get("/callback?code=x&state=", ""), "400"),
        (
            "another login's state",
            get(
                "/callback?code=x&state=Zj9NdDlpR6GKFwcGn91C2ptFRGuYru01oO05NaZ7YJ0",
                "",
            ),
            "400",
        ),
        (
            "a state that only begins right",
            get(&format!("/callback?code=x&state={}", &state[..20]), ""),
            "400",
        ),
        (
            "a doubled state",
            get(&format!("/callback?code=x&state={state}&state={state}"), ""),
            "400",
        ),
        (
            "a right and a wrong state",
            get(&format!("/callback?code=x&state=y&state={state}"), ""),
            "400",
        ),
        (
            "no code",
            get(&format!("/callback?state={state}"), ""),
            "400",
        ),
        (
            "an empty code",
            get(&format!("/callback?code=&state={state}"), ""),
            "400",
        ),
        (
            "a doubled code",
            get(&format!("/callback?code=x&code=y&state={state}"), ""),
            "400",
        ),
        (
            "a code and an error",
            get(
                &format!("/callback?code=x&error=access_denied&state={state}"),
                "",
            ),
            "400",
        ),
        (
            "a code of a megabyte",
            get(
                &format!("/callback?code={}&state={state}", "x".repeat(1 << 20)),
                "",
            ),
            "4",
        ),
        ("a favicon", get("/favicon.ico", ""), "404"),
        ("the root", get("/", ""), "404"),
        (
            "a path below",
            get(&format!("/callback/?code=x&state={state}"), ""),
            "404",
        ),
        (
            "a doubled slash",
            get(&format!("//callback?code=x&state={state}"), ""),
            "4",
        ),
        (
            "POST",
            format!(
                "POST /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n"
            ),
            "405",
        ),
        (
            "HEAD",
            format!("HEAD /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
            "405",
        ),
        (
            "OPTIONS",
            format!("OPTIONS /callback HTTP/1.1\r\nHost: {host}\r\n\r\n"),
            "405",
        ),
        (
            "no Host",
            format!("GET /callback?code=x&state={state} HTTP/1.1\r\n\r\n"),
            "400",
        ),
        (
            "HTTP/1.0 without Host",
            format!("GET /callback?code=x&state={state} HTTP/1.0\r\n\r\n"),
            "400",
        ),
        (
            "a foreign Host",
            format!(
                "GET /callback?code=x&state={state} HTTP/1.1\r\nHost: evil.example.org\r\n\r\n"
            ),
            "400",
        ),
        (
            "this machine by another name",
            format!(
                "GET /callback?code=x&state={state} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
            ),
            "400",
        ),
        (
            "another port's Host",
            format!("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n"),
            "400",
        ),
        (
            "two Hosts",
            format!(
                "GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nHost: evil.example.org\r\n\r\n"
            ),
            "400",
        ),
        (
            "a foreign absolute URL",
            format!(
                "GET http://evil.example.org/callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n"
            ),
            "400",
        ),
        (
            "a prefetch",
            get(
                &format!("/callback?code=x&state={state}"),
                "Sec-Purpose: prefetch\r\n",
            ),
            "400",
        ),
        (
            "an older prefetch",
            get(
                &format!("/callback?code=x&state={state}"),
                "Purpose: prefetch\r\n",
            ),
            "400",
        ),
        (
            "a header of 100 kB",
            get("/callback", &format!("X: {}\r\n", "x".repeat(100_000))),
            "4",
        ),
        (
            "ten thousand headers",
            get("/callback", &"X: y\r\n".repeat(10_000)),
            "4",
        ),
        ("TLS", "\u{16}\u{3}\u{1}\0\u{5}hello".to_owned(), ""),
        ("nonsense", "hello\r\n\r\n".to_owned(), "400"),
    ];
    for (name, request, status) in &cases {
        let said = says(port, request.as_bytes());
        let code = said.split(' ').nth(1).unwrap_or_default();
        assert!(code.starts_with(status), "{name}: {said:?}");
    }
    let page = Person::new().visit(&callback(&url, "code=good"));
    assert!(
        page.text.contains("You are logged in as octocat."),
        "{}",
        page.text
    );
    running.ends().ends_with(0);
}

#[test]
fn a_thousand_silent_connections_and_one_that_dribbles_do_not_keep_the_right_one_out() {
    let (_api, world) = github(|_| ok(tokens()));
    let mut running = world.start(GITHUB);
    let url = running.says("    http");
    let port = port(&url);
    let mut dribbling = TcpStream::connect(("127.0.0.1", port)).unwrap();
    dribbling.write_all(b"G").unwrap();
    // As many as this process may have; the listener closes what is too much.
    let silent: Vec<TcpStream> = (0..1000)
        .map_while(|_| TcpStream::connect(("127.0.0.1", port)).ok())
        .collect();
    assert!(
        silent.len() > 500,
        "only {} connections could be made",
        silent.len()
    );
    drop(dribbling.write_all(b"E"));
    let page = Person::new().visit(&callback(&url, "code=good"));
    assert!(
        page.text.contains("You are logged in as octocat."),
        "{}",
        page.text
    );
    running.ends().ends_with(0);
}

#[test]
fn only_forged_callbacks_are_auth_002_and_none_is_auth_005() {
    // Long enough for a forged callback to come in time on a machine under load.
    for (forged, patience, code) in [(true, "5s", "AUTH_002"), (false, "1s", "AUTH_005")] {
        let (api, world) = github(|_| ok(tokens()));
        let mut running = world.start(&format!(
            "{GITHUB} --login-timeout {patience} --port {}",
            closed_port()
        ));
        let url = running.says("    http");
        if forged {
            let said = says(
                port(&url),
                format!(
                    "GET /callback?code=x&state=y HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
                    port(&url)
                )
                .as_bytes(),
            );
            assert!(said.contains("400"), "{said}");
        }
        let late = running.ends();
        assert_eq!(late.ends_with(4).json()["problem"]["code"], code);
        // Right, but late: nobody listens any more.
        assert!(TcpStream::connect(("127.0.0.1", port(&url))).is_err());
        assert!(api.sent().is_empty());
        Person::new().visit(&api.url);
    }
}

#[test]
fn a_code_is_taken_once() {
    let (api, world) = github(|_| ok(tokens()));
    let mut running = world.start(&format!("{GITHUB} --port {}", closed_port()));
    let url = running.says("    http");
    Person::new().visit(&callback(&url, "code=good"));
    running.ends().ends_with(0);
    assert!(TcpStream::connect(("127.0.0.1", port(&url))).is_err());
    assert_eq!(api.sent().len(), 1);
}

#[test]
fn a_port_that_was_used_a_moment_ago_can_be_used_again() {
    let (_api, world) = github(|_| ok(tokens()));
    let port = closed_port();
    for _ in 0..3 {
        let mut running = world.start(&format!("{GITHUB} --port {port}"));
        let url = running.says("    http");
        Person::new().visit(&callback(&url, "code=good"));
        running.ends().ends_with(0);
    }
}

#[test]
fn a_port_that_is_taken_is_auth_005_and_a_free_one_is_offered() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port();
    let world = World::new()
        .env("GITHUB_CLIENT_ID", "any")
        .env("GITHUB_CLIENT_SECRET", "not-asked-for");
    let offered = || {
        let refused = world.run(&format!("{GITHUB} --port {port}"));
        let problem = refused.ends_with(4).json()["problem"].clone();
        assert_eq!(problem["code"], "AUTH_005");
        assert_eq!(
            problem["title"],
            format!("port {port} cannot be listened on")
        );
        let help = problem["help"].as_str().unwrap();
        let free = help.split([' ', ',']).find_map(|word| word.parse().ok());
        free.unwrap()
    };
    // Another test may come to hold the one that was free, but not one each time.
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    assert!((0..5).any(|_| is_free(offered())));
}

#[test]
fn ctrl_c_ends_a_wait_and_leaves_nothing() {
    let world = native();
    let words = format!("auth login google --no-browser --port {}", closed_port());
    let mut running = world.start(&words);
    let url = running.says("    http");
    let pid = running.child.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    running.ends().ends_with(130);
    assert!(TcpStream::connect(("127.0.0.1", port(&url))).is_err());
    assert!(!world.home().join(".local/state/tieline/sessions").exists());
}
