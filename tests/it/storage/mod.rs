//! `tieline storage`, on the embedded default, a directory, and on a real S3 server.

mod azure;
mod faults;
mod gcs;
mod interrupted;
mod killed;
mod look;
mod machine;
mod remove;
mod run;
mod s3;
mod transfer;

use std::fs;
use std::process::Stdio;

use crate::support::CANARY;
use crate::support::api::Api;
use crate::support::fault::Fault;
use crate::support::ports::closed_port;
use crate::support::testbed;
use crate::support::world::World;

#[test]
fn an_object_goes_in_is_seen_and_comes_out_again() {
    let world = World::new().file("a.csv", "one,two\n");
    world.run("storage put a.csv reports/").ends_with(0);
    assert_eq!(world.run("storage ls").ends_with(0).stdout, "reports/\n");
    assert_eq!(
        world.run("storage ls -r").ends_with(0).stdout,
        "reports/a.csv\n"
    );
    assert_eq!(
        world.run("storage cat reports/a.csv").ends_with(0).stdout,
        "one,two\n"
    );
    assert_eq!(
        world
            .run("storage cat reports/a.csv --range 4-6")
            .ends_with(0)
            .stdout,
        "two"
    );
    assert_eq!(
        world.run("storage get reports/a.csv -").ends_with(0).stdout,
        "one,two\n"
    );
    assert_eq!(
        world.run("storage stat reports/a.csv -o json").json()["size"],
        8
    );
    let line = world.run("storage ls -r -o json");
    assert_eq!(line.json()["key"], "reports/a.csv");
    world.run("storage get reports/a.csv b.csv").ends_with(0);
    assert_eq!(fs::read(world.work().join("b.csv")).unwrap(), b"one,two\n");
    world.run("storage rm reports/a.csv").ends_with(0);
    assert_eq!(world.run("storage ls -r").ends_with(0).stdout, "");
}

#[test]
fn no_clobber_refuses_to_replace_on_either_side() {
    let world = World::new().file("a", "new").file("there", "old");
    world.run("storage put a a").ends_with(0);
    for words in [
        "storage put there a --no-clobber",
        "storage get a there --no-clobber",
    ] {
        let outcome = world.run(&format!("{words} -o json"));
        assert_eq!(outcome.ends_with(6).end()["problem"]["code"], "STORAGE_007");
    }
    assert_eq!(fs::read(world.work().join("there")).unwrap(), b"old");
    assert_eq!(world.run("storage cat a").stdout, "new");
}

#[test]
fn what_is_missing_is_told_and_nothing_is_left_behind() {
    let world = World::new();
    for (words, code) in [
        ("storage stat none", "STORAGE_004"),
        ("storage get none out", "STORAGE_004"),
        ("storage put none key", "STORAGE_010"),
        ("storage get ../out", "STORAGE_013"),
        ("storage presign key", "STORAGE_014"),
    ] {
        let outcome = world.run(&format!("{words} -o json"));
        assert_eq!(
            outcome.ends_with(6).end()["problem"]["code"],
            code,
            "{}",
            outcome.text()
        );
    }
    assert_eq!(fs::read_dir(world.work()).unwrap().count(), 0);
    let data = world.run("storage cat none -o json");
    assert_eq!((data.status, data.stdout.as_str()), (Some(6), ""));
    assert!(data.stderr.contains("STORAGE_004"), "{}", data.text());
}

#[test]
fn a_url_names_a_file_exactly() {
    let world = World::new().file("dir/a", "x");
    let url = format!("file://{}", world.work().join("dir/a").display());
    assert_eq!(
        world.run(&format!("storage cat {url}")).ends_with(0).stdout,
        "x"
    );
}

#[test]
fn cat_ends_quietly_when_nobody_reads_any_more() {
    let world = World::new().file("large", vec![b'x'; 4 << 20]);
    world.run("storage put large large").ends_with(0);
    let mut command = world.command("storage cat large");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

/// A world whose store is the real server.
fn with_s3() -> World {
    s3_at(&testbed::s3().endpoint)
}

fn s3_at(endpoint: &str) -> World {
    World::new()
        .env("STORAGE_TYPE", "s3")
        .env("S3_ENDPOINT", endpoint)
        .env("S3_BUCKET_NAME", testbed::shared_bucket())
        .env("S3_ACCESS_KEY", testbed::S3_KEY)
        .env("S3_SECRET_KEY", CANARY)
}

#[test]
fn s3_takes_an_object_shows_it_and_gives_it_back() {
    let content: Vec<u8> = (0..(3u32 << 20)).map(|i| (i % 251) as u8).collect();
    let world = with_s3().file("a.bin", &content).env("S3_PREFIX", "round/");
    let put = world.run("storage put a.bin in/");
    assert!(
        put.ends_with(0)
            .stdout
            .ends_with("/round/in/a.bin, 3.0 MiB\n"),
        "{}",
        put.text()
    );
    assert_eq!(world.run("storage ls").ends_with(0).stdout, "in/\n");
    assert_eq!(world.run("storage ls -r").ends_with(0).stdout, "in/a.bin\n");
    assert_eq!(
        world.run("storage stat in/a.bin -o json").json()["size"],
        3 << 20
    );
    world.run("storage get in/a.bin b.bin").ends_with(0);
    assert!(fs::read(world.work().join("b.bin")).unwrap() == content);
    let exact = format!(
        "storage stat s3://{}/round/in/a.bin",
        testbed::shared_bucket()
    );
    world.run(&exact).ends_with(0);
    let again = world.run("storage put a.bin in/ --no-clobber -o json");
    assert_eq!(again.ends_with(6).end()["problem"]["code"], "STORAGE_007");
    world.run("storage rm in/a.bin").ends_with(0);
    assert_eq!(
        world
            .run("storage stat in/a.bin -o json")
            .ends_with(6)
            .json()["problem"]["code"],
        "STORAGE_004"
    );
}

#[test]
fn a_signed_url_works_without_credentials_and_only_for_its_method() {
    let world = with_s3().file("a", "signed for");
    world.run("storage put a signed+and").ends_with(0);
    let url = world
        .run("storage presign signed+and --expires 5m")
        .ends_with(0)
        .stdout
        .clone();
    assert!(
        url.contains("X-Amz-Expires=300") && url.ends_with('\n'),
        "{url}"
    );
    assert_eq!(http("GET", url.trim(), ""), (200, "signed for".to_owned()));
    assert_eq!(http("PUT", url.trim(), "x").0, 403);
    let put = world.run("storage presign signed-new --method PUT -o json");
    let put = put.ends_with(0).json()["url"].as_str().unwrap().to_owned();
    assert_eq!(http("PUT", &put, "by url").0, 200);
    assert_eq!(
        world.run("storage cat signed-new").ends_with(0).stdout,
        "by url"
    );
    for too_long in ["0s", "8d"] {
        let refused = world.run(&format!("storage presign a --expires {too_long} -o json"));
        assert_eq!(
            refused.ends_with(6).json()["problem"]["code"],
            "STORAGE_011"
        );
    }
}

/// One HTTP request, as a browser without credentials makes it.
fn http(method: &str, url: &str, body: &str) -> (u16, String) {
    use std::io::{Read, Write};
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(stream, "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (
        head.split(' ').nth(1).unwrap().parse().unwrap(),
        body.to_owned(),
    )
}

#[test]
fn each_refusal_of_s3_has_its_code_and_the_services_words() {
    for (name, value, words, code, cause) in [
        (
            "S3_BUCKET_NAME",
            "no-such-bucket",
            "storage cat a",
            "STORAGE_003",
            "NoSuchBucket",
        ),
        (
            "S3_BUCKET_NAME",
            "no-such-bucket",
            "storage stat a",
            "STORAGE_003",
            "404",
        ),
        (
            "S3_BUCKET_NAME",
            "no-such-bucket",
            "storage ls",
            "STORAGE_003",
            "NoSuchBucket",
        ),
        (
            "S3_ACCESS_KEY",
            "AKIANOBODY0000000000",
            "storage ls",
            "STORAGE_002",
            "InvalidAccessKeyId",
        ),
        (
            "S3_SECRET_KEY",
            "canary-7f3a91c2-no",
            "storage ls",
            "STORAGE_002",
            "SignatureDoesNotMatch",
        ),
        (
            "S3_REGION",
            "",
            "storage cat none",
            "STORAGE_004",
            "NoSuchKey",
        ),
    ] {
        let outcome = with_s3().env(name, value).run(&format!("{words} -o json"));
        let problem = if words.contains("cat") {
            serde_json::from_str::<serde_json::Value>(&outcome.ends_with(6).stderr).unwrap()
        } else {
            outcome.ends_with(6).json()
        };
        let problem = &problem["problem"];
        assert_eq!(problem["code"], code, "{}", outcome.text());
        assert!(
            problem["cause"].as_str().unwrap().contains(cause),
            "{}",
            outcome.text()
        );
        if code == "STORAGE_002" {
            assert_eq!(problem["variable"], name);
        }
    }
}

#[test]
fn an_s3_that_cannot_be_reached_ends_within_the_deadline_in_the_systems_words() {
    let silent = Fault::silent();
    let nonsense = Fault::http("220 this is no HTTP\r\n\r\n", std::time::Duration::ZERO);
    let page = Fault::http(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>",
        std::time::Duration::ZERO,
    );
    let busy = Fault::http(
        "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n",
        std::time::Duration::ZERO,
    );
    let plain = testbed::smtp().port("implicit");
    for (endpoint, code, cause) in [
        (
            format!("http://127.0.0.1:{}", closed_port()),
            "STORAGE_001",
            "Connection refused",
        ),
        (
            format!("http://127.0.0.1:{}", silent.port),
            "STORAGE_001",
            "timed out",
        ),
        (
            "http://s3.invalid".to_owned(),
            "STORAGE_001",
            "failed to lookup address",
        ),
        (
            format!("http://127.0.0.1:{}", nonsense.port),
            "STORAGE_016",
            "",
        ),
        (format!("http://127.0.0.1:{}", page.port), "STORAGE_016", ""),
        (
            format!("http://127.0.0.1:{}", busy.port),
            "STORAGE_012",
            "503",
        ),
        (
            format!("https://127.0.0.1:{plain}"),
            "STORAGE_001",
            "UnknownIssuer",
        ),
        (
            testbed::s3().endpoint.replace("http:", "https:"),
            "STORAGE_001",
            "",
        ),
    ] {
        let outcome = s3_at(&endpoint).run("storage ls -o json --timeout 500ms --retries 0");
        let problem = &outcome.ends_with(6).json()["problem"];
        assert_eq!(problem["code"], code, "{endpoint} {}", outcome.text());
        assert!(
            problem["cause"].as_str().unwrap().contains(cause),
            "{endpoint} {}",
            outcome.text()
        );
    }
}

#[test]
fn a_request_that_may_pass_is_made_again_as_often_as_asked() {
    let answers = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
    let busy = Fault::http(answers, std::time::Duration::ZERO);
    let endpoint = format!("http://127.0.0.1:{}", busy.port);
    for retries in [0, 2] {
        let before = busy.answered();
        s3_at(&endpoint)
            .run(&format!("storage ls --retries {retries}"))
            .ends_with(6);
        assert_eq!(busy.answered() - before, retries + 1);
    }
}

#[test]
fn a_live_check_of_s3_proves_it_and_leaves_nothing() {
    let world = with_s3()
        .env("S3_PREFIX", "probe/")
        .env("S3_ACCESS_KEY", testbed::S3_OWNER);
    let checked = world.run("config check --live --for generic -o json");
    let json = checked.ends_with(0).json();
    let row = json["services"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["service"] == "s3")
        .unwrap()
        .clone();
    assert_eq!(row["state"], "ok", "{}", checked.text());
    assert_eq!(world.run("storage ls -r").ends_with(0).stdout, "");
    let wrong = with_s3()
        .env("S3_BUCKET_NAME", "no-such-bucket")
        .run("config check --live --for generic -o json");
    let finding = wrong.ends_with(3).json()["findings"][0].clone();
    assert_eq!(
        (finding["code"].as_str(), finding["variable"].as_str()),
        (Some("STORAGE_003"), Some("S3_BUCKET_NAME"))
    );
    assert_eq!(finding["origin"], "environment");
}

#[test]
fn services_that_are_named_are_probed_all_at_once() {
    let slow = Fault::http(
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        std::time::Duration::from_millis(200),
    );
    let world = s3_at(&format!("http://127.0.0.1:{}", slow.port))
        .env("SMTP_SERVER", "127.0.0.1")
        .env("SMTP_PORT", &testbed::smtp().port("plain").to_string())
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org");
    let checked = world.run("config check --live s3 local smtp outbox -o json");
    let json = checked.ends_with(3).json();
    let states: Vec<_> = json["services"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["elapsed_ms"].is_u64())
        .map(|row| {
            format!(
                "{} {}",
                row["service"].as_str().unwrap(),
                row["state"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        states,
        ["s3 failing", "local ok", "smtp ok", "outbox ok"],
        "{}",
        checked.text()
    );
}

#[test]
fn ctrl_c_ends_a_transfer_with_130_and_leaves_nothing() {
    let half = Fault::http(
        "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 1000000\r\n\r\nthe first bytes",
        std::time::Duration::ZERO,
    );
    let world = s3_at(&format!("http://127.0.0.1:{}", half.port));
    let mut command = world.command("storage get large here/large");
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let dir = world.work().join("here");
    // The hidden neighbour is there as soon as bytes arrive.
    while !fs::read_dir(&dir).is_ok_and(|mut entries| entries.next().is_some()) {
        std::thread::yield_now();
    }
    let interrupt = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
}

#[test]
fn credentials_come_from_one_family_of_names_or_from_awss_own_chain() {
    let bare = || {
        World::new()
            .env("STORAGE_TYPE", "s3")
            .env("S3_ENDPOINT", &testbed::s3().endpoint)
            .env("S3_BUCKET_NAME", testbed::shared_bucket())
    };
    let file = format!(
        "[default]\naws_access_key_id = AKIANOBODY0000000000\naws_secret_access_key = none\n[staging]\naws_access_key_id = {}\naws_secret_access_key = {CANARY}\n",
        testbed::S3_KEY
    );
    let aws = bare()
        .env("AWS_ACCESS_KEY_ID", testbed::S3_KEY)
        .env("AWS_SECRET_ACCESS_KEY", CANARY);
    let profile = bare()
        .file("home/.aws/credentials", &file)
        .env("AWS_PROFILE", "staging");
    for world in [aws, profile] {
        world.run("storage ls").ends_with(0);
    }
    // Half of one family and the whole of another: never mixed.
    let mixed = bare()
        .env("S3_ACCESS_KEY", testbed::S3_KEY)
        .env("AWS_ACCESS_KEY_ID", testbed::S3_KEY)
        .env("AWS_SECRET_ACCESS_KEY", CANARY);
    assert_eq!(
        mixed.run("storage ls -o json").ends_with(3).json()["problem"]["code"],
        "CONFIG_002"
    );
    let wrong = bare().file("home/.aws/credentials", &file);
    assert_eq!(
        wrong.run("storage ls -o json").ends_with(6).json()["problem"]["code"],
        "STORAGE_002"
    );
    let none = bare().env("AWS_EC2_METADATA_DISABLED", "true");
    let outcome = none.run("storage ls -o json");
    assert_eq!(
        outcome.ends_with(6).json()["problem"]["code"],
        "STORAGE_002",
        "{}",
        outcome.text()
    );
}

#[test]
fn a_proxy_is_used_unless_the_host_needs_none() {
    let proxy = Api::serve(|_, _| (403, vec![], serde_json::Value::Null));
    let world = s3_at("http://s3.proxied.invalid").env("HTTP_PROXY", &proxy.url);
    let outcome = world.run("storage ls -o json --retries 0");
    assert_eq!(
        outcome.ends_with(6).json()["problem"]["code"],
        "STORAGE_005",
        "{}",
        outcome.text()
    );
    assert!(
        proxy.seen()[0]
            .path
            .starts_with("http://s3.proxied.invalid/"),
        "{:?}",
        proxy.seen()
    );
    let direct = s3_at(&testbed::s3().endpoint)
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("NO_PROXY", "127.0.0.1");
    direct.run("storage ls").ends_with(0);
    let broken = s3_at("http://s3.proxied.invalid").env("HTTP_PROXY", "::no url::");
    assert_eq!(broken.run("storage ls").status, Some(3));
}

#[test]
fn a_large_object_is_fetched_in_ranges_of_one_version_and_never_a_mixture() {
    let content: Vec<u8> = (0..(70u32 << 20) + 7)
        .map(|i| (i / 3 % 253) as u8)
        .collect();
    let world = with_s3().file("large", &content);
    world.run("storage put large many-ranges").ends_with(0);
    world.run("storage get many-ranges back").ends_with(0);
    assert!(fs::read(world.work().join("back")).unwrap() == content);
    // The first answer is of one version, every range of another.
    let changed = Api::serve(|request, _| match request.header("if-match") {
        None => (
            200,
            vec![("ETag", "\"one\"".to_owned()), ("X-Pad", String::new())],
            serde_json::json!("x".repeat(40 << 20)),
        ),
        Some(_) => (412, vec![], serde_json::Value::Null),
    });
    let world = s3_at(&changed.url);
    let outcome = world.run("storage get k there/k -o json --retries 0");
    assert_eq!(
        outcome.ends_with(6).end()["problem"]["code"],
        "STORAGE_007",
        "{}",
        outcome.text()
    );
    assert_eq!(fs::read_dir(world.work().join("there")).unwrap().count(), 0);
}

#[test]
fn an_authority_of_ones_own_is_trusted_when_it_is_named() {
    let server = testbed::smtp();
    // It speaks TLS, and then no HTTP: whether the certificate was taken is told by which of the two fails.
    let endpoint = format!("https://127.0.0.1:{}", server.port("implicit"));
    let untrusted = s3_at(&endpoint).run("storage ls --retries 0");
    assert!(
        untrusted
            .ends_with(6)
            .stderr
            .contains("certificate of the endpoint is not trusted")
    );
    for name in ["AWS_CA_BUNDLE", "SSL_CERT_FILE"] {
        let world = s3_at(&endpoint).env(name, server.ca().to_str().unwrap());
        let outcome = world.run("storage ls -o json --retries 0");
        let problem = &outcome.ends_with(6).json()["problem"];
        let cause = problem["cause"].as_str().unwrap();
        assert!(!cause.contains("certificate"), "{name} {}", outcome.text());
        let missing = s3_at(&endpoint)
            .env(name, "none.pem")
            .run("storage ls -o json");
        let problem = &missing.ends_with(3).json()["problem"];
        assert_eq!(
            (problem["code"].as_str(), problem["variable"].as_str()),
            (Some("CONFIG_003"), Some(name))
        );
    }
}
