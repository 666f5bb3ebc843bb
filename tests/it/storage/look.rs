//! Looking at what is there: `ls`, `stat`, `cat`, `du`.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use expect_test::expect;
use serde_json::{Value as Json, json};

use super::{s3_at, with_s3};
use crate::conformance::store::conformance;
use crate::conformance::store::stage::Stage;
use crate::support::testbed;
use crate::support::world::{Outcome, World};

/// What differs from run to run, made the same.
fn steady(outcome: &Outcome, world: &World) -> String {
    let text = outcome
        .text()
        .replace(world.work().to_str().unwrap(), "/work")
        .replace(crate::support::testbed::shared_bucket(), "BUCKET");
    let word = |word: &str| -> String {
        let is_time = word.len() >= 20 && word.ends_with('Z') && word.as_bytes()[4] == b'-';
        let is_etag = word.contains('-')
            && word.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
            && word.len() > 12;
        match word {
            _ if is_time => "TIME".to_owned(),
            _ if is_etag => "ETAG".to_owned(),
            word => word.to_owned(),
        }
    };
    let lines = text.lines().map(|line| {
        let words: Vec<_> = line.split(' ').map(word).collect();
        words.join(" ") + "\n"
    });
    lines.collect()
}

fn tree() -> World {
    World::new()
        .file("storage/a.csv", "one")
        .file("storage/b.txt", vec![b'x'; 2048])
        .file("storage/logs/2024/x.csv", "12345")
        .file("storage/logs/y.csv", "")
        .file("storage/logs2/z", "z")
}

#[test]
fn a_listing_shows_folders_prefixes_and_what_wildcards_mean() {
    let world = tree();
    let mut shown = String::new();
    for words in [
        "ls",
        "ls logs/",
        "ls logs",
        "ls -r",
        "ls *.csv",
        "ls **/*.csv",
        "ls log*",
        "ls logs/{y,z}*",
        "ls -r log?",
        "ls none",
        "ls -l",
    ] {
        shown += &steady(world.run(&format!("storage {words}")).ends_with(0), &world);
    }
    expect![[r#"
        $ tieline storage ls
        [0]
        --- stdout
        a.csv
        b.txt
        logs/
        logs2/
        $ tieline storage ls logs/
        [0]
        --- stdout
        logs/2024/
        logs/y.csv
        $ tieline storage ls logs
        [0]
        --- stdout
        logs/
        logs2/
        $ tieline storage ls -r
        [0]
        --- stdout
        a.csv
        b.txt
        logs/2024/x.csv
        logs/y.csv
        logs2/z
        $ tieline storage ls *.csv
        [0]
        --- stdout
        a.csv
        $ tieline storage ls **/*.csv
        [0]
        --- stdout
        a.csv
        logs/2024/x.csv
        logs/y.csv
        $ tieline storage ls log*
        [0]
        --- stdout
        logs/
        logs2/
        $ tieline storage ls logs/{y,z}*
        [0]
        --- stdout
        logs/y.csv
        $ tieline storage ls -r log?
        [0]
        --- stdout
        logs/2024/x.csv
        logs/y.csv
        $ tieline storage ls none
        [0]
        $ tieline storage ls -l
        [0]
        --- stdout
           3 bytes  TIME  a.csv
           2.0 KiB  TIME  b.txt
                                          logs/
                                          logs2/
    "#]]
    .assert_eq(&shown);
    let lines = world.run("storage ls logs/ -o json").lines();
    let fields: Vec<_> = lines[1].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["etag", "key", "modified", "size"]);
    assert_eq!((lines.len(), &lines[1]["size"]), (2, &0.into()));
    assert_eq!(lines[0]["key"], "logs/2024/");
}

#[test]
fn s3_lists_the_same() {
    let world = with_s3().env("S3_PREFIX", "look/").file("a", "12345");
    for key in ["x/1.csv", "x/2.txt", "x/deep/3.csv", "x y/ü+%20.csv"] {
        let put = world.command("storage put a").arg(key).status().unwrap();
        assert!(put.success());
    }
    let mut shown = String::new();
    for words in [
        "ls",
        "ls x/",
        "ls x/*.csv",
        "ls **.csv",
        "du",
        "du --folders",
    ] {
        shown += &steady(world.run(&format!("storage {words}")).ends_with(0), &world);
    }
    expect![[r#"
        $ tieline storage ls
        [0]
        --- stdout
        x y/
        x/
        $ tieline storage ls x/
        [0]
        --- stdout
        x/1.csv
        x/2.txt
        x/deep/
        $ tieline storage ls x/*.csv
        [0]
        --- stdout
        x/1.csv
        $ tieline storage ls **.csv
        [0]
        --- stdout
        x/1.csv
        x/deep/3.csv
        x y/ü+%20.csv
        $ tieline storage du
        [0]
        --- stdout
          20 bytes         4 objects  s3://BUCKET/look/
        $ tieline storage du --folders
        [0]
        --- stdout
          15 bytes         3 objects  x/
           5 bytes          1 object  x y/
          20 bytes         4 objects  s3://BUCKET/look/
    "#]]
    .assert_eq(&shown);
    world.run("storage rm -r x --yes").ends_with(0);
    assert_eq!(world.run("storage ls -r").stdout, "x y/ü+%20.csv\n");
    world.run("storage rm **").ends_with(0);
}

#[test]
fn every_version_is_listed_and_read_and_what_was_deleted_says_so() {
    let world = with_s3().env("S3_BUCKET_NAME", &testbed::versioned_bucket());
    let world = world.file("a", "one").file("b", "other");
    for words in ["put a k", "put b k", "rm k"] {
        world.run(&format!("storage {words}")).ends_with(0);
    }
    assert_eq!(world.run("storage ls").ends_with(0).stdout, "");
    let listed = world.run("storage ls --versions -o json");
    let lines = listed.ends_with(0).lines();
    let told: Vec<_> = lines
        .iter()
        .map(|line| (&line["key"], &line["deleted"], &line["size"]))
        .collect();
    let (key, none) = (&json!("k"), &Json::Null);
    let expected = [
        (key, &json!(true), none),
        (key, none, &json!(5)),
        (key, none, &json!(3)),
    ];
    assert_eq!(told, expected, "{}", listed.text());
    for (line, content) in lines[1..].iter().zip(["other", "one"]) {
        let version = line["version"].as_str().unwrap();
        let read = world.run(&format!("storage cat k --version {version}"));
        assert_eq!(read.ends_with(0).stdout, content);
    }
    let shown = world.run("storage ls --versions -l");
    let shown = &shown.ends_with(0).stdout;
    assert_eq!(shown.matches("deleted").count(), 1, "{shown}");
    assert_eq!(shown.lines().count(), 3, "{shown}");
}

#[test]
fn sizes_are_summed_up_whole_and_by_folder() {
    let world = tree();
    let mut shown = String::new();
    for words in [
        "du",
        "du logs/",
        "du **/*.csv",
        "du --folders",
        "du --folders -o json",
        "du none -o json",
    ] {
        shown += &steady(world.run(&format!("storage {words}")).ends_with(0), &world);
    }
    expect![[r#"
        $ tieline storage du
        [0]
        --- stdout
           2.0 KiB         5 objects  storage/
        $ tieline storage du logs/
        [0]
        --- stdout
           5 bytes         2 objects  storage/logs/
        $ tieline storage du **/*.csv
        [0]
        --- stdout
           8 bytes         3 objects  storage/**/*.csv
        $ tieline storage du --folders
        [0]
        --- stdout
           5 bytes         2 objects  logs/
            1 byte          1 object  logs2/
           2.0 KiB         5 objects  storage/
        $ tieline storage du --folders -o json
        [0]
        --- stdout
        {"key":"logs/","objects":2,"bytes":5}
        {"key":"logs2/","objects":1,"bytes":1}
        {"ok":true,"place":"storage/","key":"","objects":5,"bytes":2057}
        $ tieline storage du none -o json
        [0]
        --- stdout
        {"ok":true,"place":"storage/none","key":"none","objects":0,"bytes":0}
    "#]]
    .assert_eq(&shown);
    world.run("storage du --folders *").ends_with(2);
}

#[test]
fn stat_tells_all_that_the_service_knows() {
    let world = tree();
    let local = steady(world.run("storage stat b.txt").ends_with(0), &world);
    expect![[r#"
        $ tieline storage stat b.txt
        [0]
        --- stdout
        place        storage/b.txt
        size         2.0 KiB (2048 bytes)
        modified     TIME
        etag         ETAG
    "#]]
    .assert_eq(&local);
    let world = with_s3().env("S3_PREFIX", "stat/").file("a.txt", "content");
    world.run("storage put a.txt a.txt").ends_with(0);
    let known = world.run("storage stat a.txt -o json");
    let known = known.ends_with(0).json();
    assert_eq!((&known["ok"], &known["size"]), (&true.into(), &7.into()));
    assert_eq!(known["etag"], "9a0364b9e99bb480dd25e1f0284c8555");
    assert!(known["metadata"].is_object() && known["checksums"].is_object());
}

#[test]
fn a_listing_without_end_takes_no_more_memory_and_ends_when_nobody_reads_on() {
    let mut server = Listing::serve();
    let world = s3_at(&server.url);
    let mut child = world
        .command("storage ls -r")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "key-000000000");
    // Memory is the same after ten times as many.
    lines.nth(10_000).unwrap().unwrap();
    let before = resident(child.id());
    lines.nth(100_000).unwrap().unwrap();
    let after = resident(child.id());
    assert!(after < before + (8 << 10), "{before} KiB, then {after} KiB");
    drop(lines);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
    server.must_have_been_asked();
}

/// The most memory that a process has used so far, in KiB.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let words: Vec<_> = line.unwrap().split_whitespace().collect();
    words[1].parse().unwrap()
}

/// An S3 whose listing has no end.
struct Listing {
    url: String,
    asked: std::sync::mpsc::Receiver<()>,
}

impl Listing {
    fn serve() -> Listing {
        let (tell, asked) = std::sync::mpsc::channel();
        let url = each_request(move |request, stream| {
            let token = request.split("continuation-token=").nth(1);
            let page: usize = token
                .and_then(|rest| rest.split(['&', ' ']).next()?.parse().ok())
                .unwrap_or(0);
            let keys: String = (page * 1000..(page + 1) * 1000)
                .map(|number| format!("<Contents><Key>key-{number:09}</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><ETag>\"e\"</ETag><Size>1</Size></Contents>"))
                .collect();
            let next = page + 1;
            let body = format!(
                "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>{next}</NextContinuationToken>{keys}</ListBucketResult>"
            );
            tell.send(()).unwrap_or_default();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )
            .is_ok()
        });
        Listing { url, asked }
    }

    fn must_have_been_asked(&mut self) {
        assert!(self.asked.try_iter().count() > 100);
    }
}

/// A server that hands the head of each request to `answer`, which says whether the connection goes on.
fn each_request(answer: impl Fn(&str, &mut TcpStream) -> bool + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = std::sync::Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = std::sync::Arc::clone(&answer);
            std::thread::spawn(move || {
                let mut writer = stream.try_clone().unwrap();
                let mut lines = BufReader::new(stream).lines();
                let mut head = String::new();
                while let Some(Ok(line)) = lines.next() {
                    head += &line;
                    head.push('\n');
                    if line.is_empty() {
                        if !answer(&head, &mut writer) {
                            break;
                        }
                        head.clear();
                    }
                }
                drop(writer.shutdown(std::net::Shutdown::Both));
            });
        }
    });
    url
}

const CONTENT: &[u8] = b"an object that breaks off in the middle, and then again";

/// Serves `CONTENT` some bytes at a time, and hangs up after each; the last answers are of `then`.
fn breaking(then: &'static str) -> String {
    each_request(move |request, stream| {
        let request = request.to_lowercase();
        let from: usize = request
            .split("range: bytes=")
            .nth(1)
            .and_then(|rest| rest.split('-').next()?.parse().ok())
            .unwrap_or(0);
        if from > 0 {
            assert!(request.contains("if-match: \"one\""), "{request}");
            if !then.is_empty() {
                drop(write!(stream, "{then}"));
                return false;
            }
        }
        let rest = &CONTENT[from..];
        let status = match from {
            0 => "200 OK".to_owned(),
            from => format!(
                "206 Partial Content\r\nContent-Range: bytes {from}-{}/{}",
                CONTENT.len() - 1,
                CONTENT.len()
            ),
        };
        let length = rest.len();
        let sent = write!(
            stream,
            "HTTP/1.1 {status}\r\nETag: \"one\"\r\nContent-Length: {length}\r\n\r\n"
        );
        drop(sent.and_then(|()| stream.write_all(&rest[..length.min(20)])));
        length <= 20
    })
}

#[test]
fn cat_goes_on_where_the_connection_broke() {
    let world = s3_at(&breaking(""));
    let read = world.run("storage cat key");
    assert_eq!(read.ends_with(0).stdout.as_bytes(), CONTENT);
    let range = world.run("storage cat key --retries 0");
    assert_eq!(range.ends_with(6).stdout.as_bytes(), &CONTENT[..20]);
}

#[test]
fn cat_never_goes_on_in_another_version() {
    let changed = "HTTP/1.1 412 Precondition Failed\r\nContent-Length: 0\r\n\r\n";
    let read = s3_at(&breaking(changed)).run("storage cat key -o json");
    assert_eq!(read.ends_with(6).stdout.as_bytes(), &CONTENT[..20]);
    assert!(read.stderr.contains("STORAGE_007"), "{}", read.text());
}

conformance! { s3 azure gcs gcs_strict:
    a_range_behind_the_end_holds_nothing
}

async fn a_range_behind_the_end_holds_nothing(stage: &Stage) {
    stage.put("a", b"0123456789").await;
    stage.put("empty", b"").await;
    let world = stage.world_at(stage.value(stage.endpoint));
    for words in ["a --range 10-", "a --range 99-100", "empty --range 0-"] {
        let read = world.run(&format!("storage cat {words}"));
        assert_eq!(read.ends_with(0).stdout, "", "{words}");
        assert_eq!(read.stderr, "", "{words}");
    }
    let missing = world.run("storage cat b --range 10-");
    assert!(missing.ends_with(6).stderr.contains("STORAGE_004"));
}

conformance! { s3 azure gcs gcs_strict local:
    what_is_not_there_is_told_by_every_command
}

async fn what_is_not_there_is_told_by_every_command(stage: &Stage) {
    let world = match stage.service {
        "local" => World::new(),
        _ => stage.world_at(stage.value(stage.endpoint)),
    };
    for words in [
        "stat none",
        "cat none",
        "get none",
        "get none ./none",
        "cp none other",
        "mv none ./none",
        "rm none",
        "rm -r none/ --yes",
    ] {
        let outcome = world.run(&format!("storage {words}"));
        let text = outcome.ends_with(6).text();
        assert!(text.contains("STORAGE_004"), "{text}");
    }
}

conformance! { s3 azure gcs gcs_strict:
    a_bucket_that_a_url_names_is_no_variables_fault
}

async fn a_bucket_that_a_url_names_is_no_variables_fault(stage: &Stage) {
    let world = stage
        .world_at(stage.value(stage.endpoint))
        .file("small", "x");
    let scheme = match stage.service {
        "s3" => "s3",
        "azure" => "az",
        _ => "gs",
    };
    for words in ["ls URL", "put small URLk", "stat URLk", "rm -r URL --yes"] {
        let words = words.replace("URL", &format!("{scheme}://nonesuch-bucket/"));
        let outcome = world.run(&format!("storage {words} -o json"));
        let problem = outcome.ends_with(6).end()["problem"].clone();
        assert_eq!(problem["code"], "STORAGE_003", "{}", outcome.text());
        assert_eq!(problem["variable"], serde_json::Value::Null);
        assert_eq!(problem["help"], "create it, or correct the URL");
    }
}

conformance! { azure:
    a_tier_that_there_is_not_is_storage_014
    what_no_header_can_carry_is_storage_013
}

async fn what_no_header_can_carry_is_storage_013(stage: &Stage) {
    stage.put("k", b"x").await;
    let world = stage
        .world_at(stage.value(stage.endpoint))
        .file("small", "x");
    for flag in [
        "--content-disposition",
        "--cache-control",
        "--storage-class",
    ] {
        for words in ["put small a", "cp k a"] {
            let outcome = world.run(&format!("storage {words} {flag} ü"));
            let text = outcome.ends_with(6).text();
            assert!(text.contains("STORAGE_013"), "{text}");
        }
    }
    stage.has_not("a").await;
}

async fn a_tier_that_there_is_not_is_storage_014(stage: &Stage) {
    stage.put("k", b"x").await;
    let world = stage
        .world_at(stage.value(stage.endpoint))
        .file("small", "x")
        .file("large", vec![b'x'; 9 << 20]);
    for words in ["put small a", "put large a --part-size 5MiB", "cp k a"] {
        let outcome = world.run(&format!("storage {words} --storage-class Tepid"));
        let text = outcome.ends_with(6).text();
        assert!(
            text.contains("STORAGE_014") && text.contains("Cool"),
            "{text}"
        );
    }
    stage.has_not("a").await;
}

#[test]
fn a_range_behind_any_end_holds_nothing() {
    let world = World::new().file("storage/a", "0123456789");
    let far = world.run(&format!("storage cat a --range {}-", u64::MAX));
    assert_eq!(far.ends_with(0).stdout, "");
}

/// Runs a command whose stdout takes nothing.
fn on_a_full_stdout(world: &World, words: &str) -> std::process::Output {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    world.command(words).stdout(full).output().unwrap()
}

/// What stdout does not take is told on stderr.
#[test]
fn a_full_stdout_keeps_back_no_problem() {
    let world = World::new().file("a", "x");
    for words in ["put a a", "put nonesuch a"] {
        let output = on_a_full_stdout(&world, &format!("storage {words} -o json"));
        assert_ne!(output.status.code(), Some(0));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.is_empty(), "{words}");
    }
}

#[test]
fn a_full_stdout_is_storage_010() {
    let world = World::new().file("storage/a", "0123456789");
    for words in ["cat a", "get a -", "ls"] {
        let ended = on_a_full_stdout(&world, &format!("storage {words}"));
        let text = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(6), "{text}");
        assert!(
            text.contains("STORAGE_010") && text.contains("No space"),
            "{text}"
        );
    }
}

#[test]
fn a_range_is_what_was_asked_for_and_no_more() {
    let world = World::new().file("storage/a", "0123456789");
    for (range, bytes) in [
        ("0-0", "0"),
        ("4-6", "456"),
        ("8-", "89"),
        ("8-99", "89"),
        ("10-", ""),
    ] {
        let read = world.run(&format!("storage cat a --range {range}"));
        assert_eq!(read.ends_with(0).stdout, bytes);
    }
    for nonsense in ["5", "6-5", "a-b", "-5"] {
        world
            .run(&format!("storage cat a --range={nonsense}"))
            .ends_with(2);
    }
}
