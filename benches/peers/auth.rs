//! The numbers of logins: how long a callback takes to become a report, what a token costs beside `gh`, and what a
//! listener under hostile requests takes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use url::Url;

use super::support::person::Person;
use super::support::provider::{Bent, github, issuer, ok, tokens};
use super::support::world::World;
use super::{Limit, TIELINE, bare, debian, measured, median, milliseconds, pair, row};

/// Hostile requests a second, and for how long.
const HOSTILE: usize = 1000;
const WAIT: Duration = Duration::from_secs(10);
const SENDERS: usize = 8;

pub fn auth(dir: &Path) {
    callbacks();
    hostile();
    let gh = match debian(&["gh"], "usr/bin/gh") {
        Ok(root) => root.join("usr/bin/gh"),
        Err(why) => return println!("peer: gh is missing, its row is left out: {why}"),
    };
    token(&gh, dir);
}

/// What a login's URL sends.
fn sent(url: &str, name: &str) -> String {
    let url = Url::parse(url).unwrap();
    let found = url.query_pairs().find(|(key, _)| key == name);
    found.unwrap().1.into_owned()
}

fn callback(url: &str) -> String {
    let (to, state) = (sent(url, "redirect_uri"), sent(url, "state"));
    format!("{to}?code=good&state={state}")
}

/// From the callback's way in to the end of the process, the report written and the page shown. The provider
/// is in this process and answers at once; its time is in the number too.
fn callbacks() {
    let time = |world: &World, provider: &str, before: &dyn Fn(&str)| {
        let mut running = world.start(&format!("auth login {provider} --no-browser"));
        let url = running.says("    http");
        before(&url);
        let mut person = Person::new();
        let started = Instant::now();
        person.visit(&callback(&url));
        running.ends().ends_with(0);
        started.elapsed().as_secs_f64()
    };
    let (_api, world) = github(|_| ok(tokens()));
    let times = (0..11).map(|_| time(&world, "github", &|_| ()));
    told("callback to report, GitHub", times.collect());
    let (_api, world, nonce) = issuer(Bent::default());
    let tell = |url: &str| nonce.lock().unwrap().clone_from(&sent(url, "nonce"));
    let times = (0..11).map(|_| time(&world, "google", &tell));
    told("callback to report, an ID token verified", times.collect());
}

fn told(label: &str, times: Vec<f64>) {
    let limit = "150 ms".to_owned();
    let time = milliseconds(median(times));
    row(label, [time, String::new(), String::new(), limit], "");
}

/// What comes to the listener, by turns: forged and doubled callbacks, strangers, nonsense, far too much.
fn assault(number: usize, host: &str, state: &str) -> String {
    match number % 8 {
        0 => format!("GET /callback?code=x&state=forged HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        1 => {
            format!("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: evil.example.org\r\n\r\n")
        }
        2 => format!(
            "GET /callback?code=x&state={state}&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n"
        ),
        3 => format!(
            "POST /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n"
        ),
        4 => format!("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        5 => "\u{16}\u{3}\u{1} no HTTP at all\r\n\r\n".to_owned(),
        6 => format!(
            "GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n",
            "x".repeat(100_000)
        ),
        // Begins, and says no more.
        _ => "GET /callb".to_owned(),
    }
}

/// A login that waits under a thousand hostile requests a second; at the end the one right callback comes.
fn hostile() {
    let (_api, world) = github(|_| ok(tokens()));
    let mut command = measured(&world.command("auth login github --no-browser"));
    let mut login = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(login.stderr.take().unwrap()).lines();
    let url = lines
        .map(Result::unwrap)
        .find(|line| line.starts_with("    http"));
    let url = url.expect("the login's address").trim().to_owned();
    let redirect = Url::parse(&sent(&url, "redirect_uri")).unwrap();
    let (host, state) = (
        format!("127.0.0.1:{}", redirect.port().unwrap()),
        sent(&url, "state"),
    );
    let (done, made) = (AtomicBool::new(false), AtomicUsize::new(0));
    let started = Instant::now();
    let (rate, took) = std::thread::scope(|scope| {
        for sender in 0..SENDERS {
            let (host, state, done, made) = (&host, &state, &done, &made);
            scope.spawn(move || {
                let pace = Duration::from_secs(1) * u32::try_from(SENDERS).unwrap()
                    / u32::try_from(HOSTILE).unwrap();
                let mut next = Instant::now();
                let mut silent = Vec::new();
                let mut number = sender;
                while !done.load(Ordering::Relaxed) {
                    number += 1;
                    // Nobody listens any more once the login is done.
                    let Ok(mut stream) = TcpStream::connect(host) else {
                        break;
                    };
                    drop(stream.write_all(assault(number, host, state).as_bytes()));
                    made.fetch_add(1, Ordering::Relaxed);
                    if number % 8 == 7 {
                        silent.push(stream);
                        silent.drain(..silent.len().saturating_sub(64));
                    } else {
                        drop(stream.set_read_timeout(Some(Duration::from_secs(1))));
                        drop(stream.read_to_end(&mut Vec::new()));
                    }
                    next += pace;
                    std::thread::sleep(next.saturating_duration_since(Instant::now()));
                }
            });
        }
        std::thread::sleep(WAIT);
        let rate = made.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
        let arrived = Instant::now();
        let page = Person::new().visit(&callback(&url));
        let took = arrived.elapsed().as_secs_f64();
        done.store(true, Ordering::Relaxed);
        assert!(
            page.text.contains("You are logged in as octocat."),
            "{}",
            page.text
        );
        (rate, took)
    });
    let output = login.wait_with_output().unwrap();
    let peak: u64 = String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .unwrap();
    row(
        &format!("login under {rate:.0} hostile requests a second"),
        [
            milliseconds(took),
            String::new(),
            String::new(),
            String::new(),
        ],
        &format!("{} (64) MiB", peak / 1024),
    );
}

/// The token of a fresh session, beside `gh`'s.
fn token(gh: &Path, dir: &Path) {
    let (api, _) = github(|_| ok(tokens()));
    let env = [
        ("GITHUB_CLIENT_ID", "Ov23liAbCdEfGhIjKlMn"),
        ("GITHUB_SERVER_URL", api.url.as_str()),
    ];
    let mut login = bare(TIELINE, dir, "auth login github --with-token", &env);
    let mut login = login
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    login
        .stdin
        .take()
        .unwrap()
        .write_all(b"gho_0123456789abcdef\n")
        .unwrap();
    assert!(login.wait().unwrap().success());
    let config = dir.join(".config/gh");
    fs::create_dir_all(&config).unwrap();
    let hosts = "github.com:\n    oauth_token: gho_0123456789abcdef\n    user: octocat\n    git_protocol: https\n";
    fs::write(config.join("hosts.yml"), hosts).unwrap();
    pair(
        "auth token, beside gh auth token",
        60,
        Limit::of("0.50"),
        || bare(TIELINE, dir, "auth token github", &env),
        || bare(gh, dir, "auth token", &[]),
    );
}
