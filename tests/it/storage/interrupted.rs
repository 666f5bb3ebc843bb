//! What ends or changes in the middle of a transfer by somebody's hand: Ctrl-C, a second process that wants the same,
//! a source that is written to while it is read, an upload that may not begin. A clear end, the old content or the new,
//! whole, and nothing left behind but what `--resume` needs.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

use tieline::problem::Code;
use tieline::storage::Reading;

use super::faults::{IN_PARTS, LARGE, code, endpoint, nothing_is_left};
use crate::conformance::store::conformance;
use crate::conformance::store::stage::{self, Stage, content, same};
use crate::support::proxy::{Fault, Proxy, Seen};
use crate::support::said;
use crate::support::world::World;

// fake-gcs-server ends an upload that is asked how far it is: `gcs_strict` alone.
conformance! { s3 azure gcs_strict:
    ctrl_c_gives_up_an_upload_that_nobody_could_continue
    ctrl_c_gives_up_an_upload_of_what_comes_from_stdin
    ctrl_c_gives_up_a_copy_between_providers
    ctrl_c_leaves_an_upload_that_is_continued_with_what_is_missing
}

/// Where no directory can be made: there is no place for a journal.
const NOWHERE: &str = "/dev/null";

fn begin(command: &mut Command) -> Child {
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What is under a key now. Asked over a new connection: servers end those that are idle for as long as a command may
/// take.
async fn found(stage: &Stage, key: &str) -> Option<Vec<u8>> {
    match stage::read(&*stage.again(), key, Reading::default()).await {
        Ok(content) => Some(content),
        Err(problem) if problem.code == Code::ObjectMissing => None,
        Err(problem) => panic!("{problem}"),
    }
}

/// Waits for what a request tells, and fails when the command ends without it.
#[track_caller]
fn comes_to(child: &mut Child, came: &Receiver<()>) {
    while came.recv_timeout(Duration::from_millis(100)).is_err() {
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none(), "it ended before: {ended:?}");
    }
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([format!("-{name}"), child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// Ctrl-C, and what becomes of it: the status that shells know, and no word beside.
#[track_caller]
fn is_interrupted(child: Child) {
    signal(&child, "INT");
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    let said = String::from_utf8([stdout, stderr].concat()).unwrap();
    assert_eq!((status.code(), &*said), (Some(130), ""));
}

/// Passes one part on, and keeps the second from the server; tells when that came. Parts that come one after the
/// other: the first is answered by then.
fn holding_the_second_part(stage: &Stage) -> (Proxy, Receiver<()>) {
    let (tell, came) = channel();
    let proxy = Proxy::before(endpoint(stage), move |seen, before| {
        match (seen.carries(), before) {
            (true, 1) => {
                tell.send(()).unwrap_or_default();
                Fault::Silent
            }
            _ => Fault::None,
        }
    });
    (proxy, came)
}

/// What was begun is no longer there: S3 tells what is open, and a session says by its answer that it ended. Blocks
/// of Azure's can be given up by nobody.
async fn is_given_up(stage: &Stage, world: &World, proxy: &Proxy) {
    nothing_is_left(stage, world).await;
    if stage.service == "gcs" {
        let ends = |seen: &crate::support::proxy::Seen| seen.method == "DELETE";
        let ended: Vec<_> = proxy.seen().into_iter().filter(ends).collect();
        assert_eq!(ended.len(), 1, "{ended:?}");
        assert_eq!(ended[0].status, 499);
    }
}

async fn ctrl_c_gives_up_an_upload_that_nobody_could_continue(stage: &Stage) {
    stage.put("k", b"old").await;
    for (words, has_home) in [
        ("put large", true),
        ("put large", false),
        ("cp ./large", true),
    ] {
        let (proxy, came) = holding_the_second_part(stage);
        let world = stage
            .world_at(&proxy.url)
            .file("large", content(LARGE))
            .env("XDG_STATE_HOME", NOWHERE);
        let mut put = world.command(&format!("storage {words} k {IN_PARTS} --concurrency 1"));
        if !has_home {
            put.env_remove("HOME").env_remove("XDG_STATE_HOME");
        }
        let mut child = begin(&mut put);
        comes_to(&mut child, &came);
        is_interrupted(child);
        is_given_up(stage, &world, &proxy).await;
        assert_eq!(found(stage, "k").await.unwrap(), b"old");
    }
}

async fn ctrl_c_gives_up_an_upload_of_what_comes_from_stdin(stage: &Stage) {
    stage.put("k", b"old").await;
    let (proxy, came) = holding_the_second_part(stage);
    let world = stage.world_at(&proxy.url);
    let mut put = world.command(&format!("storage put - k {IN_PARTS} --concurrency 1"));
    let mut child = begin(put.stdin(Stdio::piped()));
    let mut stdin = child.stdin.take().unwrap();
    let writing = std::thread::spawn(move || {
        // A part is sent when the next one is there; nobody reads on to the end.
        drop(stdin.write_all(&content(16 << 20)));
        stdin
    });
    comes_to(&mut child, &came);
    // Stdin stays open all the while: nobody waits for more of it.
    is_interrupted(child);
    drop(writing.join().unwrap());
    is_given_up(stage, &world, &proxy).await;
    assert_eq!(found(stage, "k").await.unwrap(), b"old");
}

async fn ctrl_c_gives_up_a_copy_between_providers(stage: &Stage) {
    stage.put("k", b"old").await;
    let source = stage.elsewhere().await;
    source.put("large", content(LARGE)).await;
    let (proxy, came) = holding_the_second_part(stage);
    let world = stage.world_with(&proxy.url, &source);
    let mut copy = world.command("storage cp");
    copy.arg(source.url("large"));
    let mut child = begin(copy.args(["k", "--part-size", "5MiB", "--concurrency", "1"]));
    comes_to(&mut child, &came);
    is_interrupted(child);
    is_given_up(stage, &world, &proxy).await;
    assert_eq!(found(stage, "k").await.unwrap(), b"old");
}

async fn ctrl_c_leaves_an_upload_that_is_continued_with_what_is_missing(stage: &Stage) {
    stage.put("k", b"old").await;
    let all = content(LARGE);
    let (proxy, came) = holding_the_second_part(stage);
    let world = stage.world_at(&proxy.url).file("large", &all);
    let put = format!("storage put large k {IN_PARTS} --concurrency 1");
    let mut child = begin(&mut world.command(&put));
    comes_to(&mut child, &came);
    is_interrupted(child);
    assert_eq!(found(stage, "k").await.unwrap(), b"old");
    let open = stage.store.parts().unwrap().list_uploads("").await.unwrap();
    // Of the others nobody can be asked.
    assert_eq!(open.len(), usize::from(stage.service == "s3"));
    let before = proxy.carried().len();
    world.run(&format!("{put} --resume")).ends_with(0);
    same(&found(stage, "k").await.unwrap(), &all);
    let again = proxy.carried().split_off(before);
    let bytes: u64 = again.iter().map(|seen| seen.body_bytes).sum();
    assert_eq!(bytes, LARGE as u64 - (5 << 20), "{} parts", again.len());
    nothing_is_left(stage, &world).await;
}

conformance! { s3 azure gcs gcs_strict:
    two_that_get_the_same_at_once_both_end_well
    a_file_that_changes_while_its_parts_are_sent_is_storage_007
}

/// Of the ranges of a download, whether this asks for one behind the first.
fn is_later_range(seen: &Seen) -> bool {
    let range = seen.header("range").or(seen.header("x-ms-range"));
    seen.method == "GET" && range.is_some_and(|range| !range.starts_with("bytes=0-"))
}

async fn two_that_get_the_same_at_once_both_end_well(stage: &Stage) {
    // So many that it comes in ranges, into a file whose name both would choose.
    let all = content((36 << 20) + 11);
    stage.put("k", &all).await;
    for words in ["", " --resume"] {
        let (tell, came) = channel();
        let (let_go, go) = channel::<()>();
        let held = Mutex::new(Some(go));
        let proxy = Proxy::before(endpoint(stage), move |seen, _| {
            if is_later_range(seen)
                && let Some(go) = held.lock().unwrap().take()
            {
                tell.send(()).unwrap_or_default();
                go.recv().unwrap_or_default();
            }
            Fault::None
        });
        let get = format!("storage get k ./file --concurrency 2{words}");
        let first_world = stage.world_at(&proxy.url).file("file", "old");
        let second_world = stage.world_at(endpoint(stage));
        let mut first = begin(&mut first_world.command(&get));
        comes_to(&mut first, &came);
        // In the same directory, with a state of its own.
        let mut second = second_world.command(&get);
        second.current_dir(first_world.work());
        let second = second.output().unwrap();
        let ended = |output: &Output| {
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{said}");
            same(&fs::read(first_world.work().join("file")).unwrap(), &all);
        };
        ended(&second);
        let_go.send(()).unwrap();
        ended(&first.wait_with_output().unwrap());
        for world in [&first_world, &second_world] {
            nothing_is_left(stage, world).await;
        }
    }
}

/// What somebody does to a file.
type Change = fn(&Path);

const CHANGES: [Change; 3] = [
    |file| {
        let mut file = fs::OpenOptions::new().append(true).open(file).unwrap();
        file.write_all(b"more").unwrap();
    },
    // As many bytes as before.
    |file| {
        let bytes = fs::metadata(file).unwrap().len();
        fs::write(file, vec![b'x'; usize::try_from(bytes).unwrap()]).unwrap();
    },
    |file| {
        let file = fs::OpenOptions::new().write(true).open(file).unwrap();
        file.set_len(LARGE as u64 - 1).unwrap();
    },
];

/// A file that has been there for an hour, so that no clock is too coarse for what is written to it now.
fn an_old_file(path: &Path, content: &[u8]) {
    fs::write(path, content).unwrap();
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_modified(hour_ago).unwrap();
}

async fn a_file_that_changes_while_its_parts_are_sent_is_storage_007(stage: &Stage) {
    let source = stage.dir.path().join("source");
    stage.put("old", b"old").await;
    for change in CHANGES {
        for key in ["old", "new"] {
            an_old_file(&source, &content(LARGE));
            let changed = source.clone();
            let proxy = Proxy::before(endpoint(stage), move |seen, before| {
                if seen.carries() && before == 1 {
                    change(&changed);
                }
                Fault::None
            });
            let world = stage.world_at(&proxy.url);
            let source = source.display();
            let put = world.run(&format!("storage put {source} {key} {IN_PARTS} -o json"));
            assert_eq!(code(&put), "STORAGE_007", "{}", put.text());
            let old = (key == "old").then(|| b"old".to_vec());
            assert_eq!(found(stage, key).await, old);
            nothing_is_left(stage, &world).await;
        }
    }
}

// At Azure an upload begins with its first block.
conformance! { s3 gcs gcs_strict:
    an_upload_that_may_not_begin_leaves_nothing
}

async fn an_upload_that_may_not_begin_leaves_nothing(stage: &Stage) {
    stage.put("k", b"old").await;
    let busy = said::busy(stage.service).remove(0);
    for (said, expected) in [
        (said::denied(stage.service), "STORAGE_005"),
        (busy, "STORAGE_012"),
    ] {
        let proxy = Proxy::before(endpoint(stage), move |seen, _| match &*seen.method {
            "POST" => Fault::Answer(said.clone()),
            _ => Fault::None,
        });
        let world = stage.world_at(&proxy.url).file("large", content(LARGE));
        for words in ["", "--resume"] {
            let put = world.run(&format!(
                "storage put large k {IN_PARTS} --retries 0 -o json {words}"
            ));
            assert_eq!(code(&put), expected, "{}", put.text());
            assert!(!put.stdout.contains("--resume"), "{}", put.text());
            assert!(proxy.carried().is_empty());
            nothing_is_left(stage, &world).await;
        }
        assert_eq!(found(stage, "k").await.unwrap(), b"old");
    }
}

conformance! { s3 azure gcs_strict:
    a_file_that_changes_while_a_part_of_it_is_streamed_never_becomes_a_mixture
}

async fn a_file_that_changes_while_a_part_of_it_is_streamed_never_becomes_a_mixture(stage: &Stage) {
    let source = stage.dir.path().join("source");
    let all = content(30 << 20);
    // Parts that are larger than what is held in memory, and the whole in one request.
    for part in ["20MiB", "40MiB"] {
        for (index, change) in CHANGES.into_iter().enumerate() {
            an_old_file(&source, &all);
            let changed = source.clone();
            let proxy = Proxy::before(endpoint(stage), move |seen, before| {
                if seen.carries() && before == 0 {
                    change(&changed);
                }
                Fault::None
            });
            let world = stage.world_at(&proxy.url);
            let (source, key) = (source.display(), format!("{part}-{index}"));
            let words = format!("storage put {source} {key} --part-size {part} -o json");
            let put = world.run(&words);
            match found(stage, &key).await {
                // It was changed when all of it was on its way.
                Some(there) => {
                    put.ends_with(0);
                    same(&there, &all);
                }
                None => assert_eq!(code(&put), "STORAGE_007", "{}", put.text()),
            }
            nothing_is_left(stage, &world).await;
        }
    }
}

/// Starts a command and stops it as soon as a hidden file grows in this directory, and before it is as large as
/// this: by then it has not yet looked whether its source is still the same. `None` when it was too quick.
fn stopped_in_the_middle(command: &mut Command, dir: &Path, bytes: u64) -> Option<Child> {
    let mut child = begin(command);
    let grown = || {
        let hidden = fs::read_dir(dir).ok()?.flatten().find(|entry| {
            let name = entry.file_name();
            name.to_string_lossy().starts_with(".tieline-")
        });
        Some(hidden?.metadata().ok()?.len())
    };
    while grown().is_none_or(|bytes| bytes == 0) {
        if child.try_wait().unwrap().is_some() {
            return None;
        }
        std::thread::yield_now();
    }
    signal(&child, "STOP");
    let stat = format!("/proc/{}/stat", child.id());
    loop {
        let stat = fs::read_to_string(&stat).unwrap();
        // Stopped, or ended already.
        if stat.contains(") T ") || stat.contains(") Z ") {
            break;
        }
        std::thread::yield_now();
    }
    match grown() {
        Some(grown) if grown < bytes => Some(child),
        _ => {
            signal(&child, "CONT");
            drop(child.wait());
            None
        }
    }
}

#[test]
fn a_file_that_changes_while_a_directory_takes_it_is_storage_007() {
    for change in CHANGES {
        let world = World::new().file("storage/k", "old");
        let (source, storage) = (world.work().join("source"), world.work().join("storage"));
        let bytes = 128 << 20;
        let stopped = loop {
            an_old_file(&source, b"");
            let file = fs::OpenOptions::new().write(true).open(&source).unwrap();
            file.set_len(bytes).unwrap();
            let mut put = world.command("storage put source k -o json");
            if let Some(child) = stopped_in_the_middle(&mut put, &storage, bytes) {
                break child;
            }
            fs::write(storage.join("k"), "old").unwrap();
        };
        change(&source);
        signal(&stopped, "CONT");
        let output = stopped.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(6), "{said}");
        assert!(said.contains("\"STORAGE_007\""), "{said}");
        assert_eq!(fs::read(storage.join("k")).unwrap(), b"old");
        assert_eq!(fs::read_dir(&storage).unwrap().count(), 1);
    }
}
