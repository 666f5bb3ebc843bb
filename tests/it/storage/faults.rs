//! Networks and servers that fail in the middle of `tieline storage`: whatever happens, there is a clear problem, the old
//! content or the new, whole, and nothing left behind but what `--resume` needs.

use std::collections::HashSet;
use std::fs;
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::conformance::store::conformance;
use crate::conformance::store::stage::{Stage, content, same};
use crate::support::proxy::{Fault, Proxy, Seen, Total, answer};
use crate::support::said::{self, is_listing};
use crate::support::world::{Outcome, World};

// What goes on after a fault in the middle of a session, and what is verified as it arrives, is for `gcs_strict` alone:
// fake-gcs-server ends an upload that is asked how far it is, and takes whatever bytes come.
conformance! { s3 azure gcs_strict:
    a_put_that_is_cut_at_any_tenth_is_made_whole
    a_put_that_is_cut_for_good_leaves_the_old_object_and_can_be_resumed
    an_upload_of_another_version_of_its_file_begins_anew
    a_storm_of_503_is_waited_out
    a_500_after_the_last_byte_is_no_loss
    a_connection_that_ends_before_the_answer_is_no_loss
    a_move_whose_answers_are_all_lost_once_is_made
    a_source_that_is_written_as_it_is_deleted_is_kept
}

conformance! { s3 azure gcs:
    a_get_that_is_cut_at_any_tenth_is_made_whole
    a_get_that_is_cut_for_good_leaves_the_old_file_and_can_be_resumed
    what_is_continued_is_of_one_version_and_checked
}

conformance! { s3 azure gcs gcs_strict:
    a_storm_of_503_without_end_is_storage_012
    a_wish_to_be_left_alone_for_a_second_is_granted
    a_server_that_says_nothing_is_storage_001_in_time
    an_answer_that_stalls_is_storage_001_in_time
    a_redirect_elsewhere_takes_no_credentials_along
    a_continue_that_never_comes_is_not_waited_for
    a_page_that_answers_everything_is_no_store
    an_answer_without_a_length_or_of_another_range_is_not_taken
}

conformance! { s3:
    what_is_half_done_at_one_endpoint_is_nothing_to_another
    a_deletion_of_a_batch_that_may_pass_is_made_by_itself
}

conformance! { s3 s3_crc azure gcs_strict:
    wrong_bytes_on_the_way_in_are_storage_006
}

conformance! { s3 s3_crc azure gcs gcs_strict:
    wrong_bytes_on_the_way_out_are_storage_006
}

// No server hears of these: one stage of each service will do.
conformance! { s3 azure gcs:
    a_listing_that_repeats_its_token_ends
    an_answer_that_is_a_bomb_is_not_lit
    an_answer_without_end_is_not_read_on
    downloads_never_leave_their_destination
}

/// The least that makes three parts at every service.
pub(super) const LARGE: usize = (11 << 20) + 7;
pub(super) const IN_PARTS: &str = "--part-size 5MiB";
/// What is fetched in three ranges.
pub(super) const IN_RANGES: usize = 40 << 20;

/// The problem of a command that failed, by its code.
#[track_caller]
pub(super) fn code(outcome: &Outcome) -> String {
    let end = outcome.ends_with(6).end();
    let failed = outcome
        .lines()
        .into_iter()
        .find(|line| line["problem"].is_object());
    let problem = match end["problem"].is_object() {
        true => end["problem"].clone(),
        false => failed.unwrap_or_default()["problem"].clone(),
    };
    problem["code"]
        .as_str()
        .unwrap_or_else(|| panic!("no code in {}", outcome.text()))
        .to_owned()
}

/// What a transfer leaves beside what it was asked for: hidden files here, uploads that are open there.
pub(super) async fn nothing_is_left(stage: &Stage, world: &World) {
    let mut found = Vec::new();
    hidden(world.work().parent().unwrap(), &mut found);
    assert!(found.is_empty(), "{found:?}");
    if stage.service != "gcs" {
        let open = stage.store.parts().unwrap().list_uploads("").await.unwrap();
        assert!(open.is_empty(), "{open:?}");
    }
}

fn hidden(dir: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Hidden neighbours, and journals.
        if name.starts_with(".tieline-") || path.parent().unwrap().ends_with("transfers") {
            found.push(path);
        } else if path.is_dir() {
            hidden(&path, found);
        }
    }
}

pub(super) fn endpoint(stage: &Stage) -> &str {
    stage.value(stage.endpoint)
}

/// Cuts what carries content, once, when so much of it has passed.
fn cutting_requests(stage: &Stage, at: u64) -> Proxy {
    let total = Total::cut_at(at);
    Proxy::before(endpoint(stage), move |seen, _| match seen.carries() {
        true => Fault::CutRequests(Arc::clone(&total)),
        false => Fault::None,
    })
}

fn cutting_answers(stage: &Stage, at: u64) -> Proxy {
    let total = Total::cut_at(at);
    Proxy::before(endpoint(stage), move |seen, _| match seen.method.as_str() {
        "GET" => Fault::CutAnswers(Arc::clone(&total)),
        _ => Fault::None,
    })
}

fn tenths() -> impl Iterator<Item = u64> {
    (0..10).map(|tenth| (LARGE as u64 * tenth) / 10)
}

async fn a_put_that_is_cut_at_any_tenth_is_made_whole(stage: &Stage) {
    let all = content(LARGE);
    for cut in tenths() {
        let proxy = cutting_requests(stage, cut);
        let world = stage.world_at(&proxy.url).file("large", &all);
        world
            .run(&format!("storage put large k {IN_PARTS}"))
            .ends_with(0);
        same(&stage.get("k").await, &all);
        // What was cut is sent once more, and nothing else is.
        let bytes: u64 = proxy.carried().iter().map(|seen| seen.body_bytes).sum();
        let parts = proxy.carried().len();
        let most = LARGE as u64 + (5 << 20) + 4096 * parts as u64;
        assert!(
            (LARGE as u64..=most).contains(&bytes),
            "{bytes} bytes in {parts} parts"
        );
        nothing_is_left(stage, &world).await;
        stage.store.delete("k", None, None).await.unwrap();
    }
}

async fn a_put_that_is_cut_for_good_leaves_the_old_object_and_can_be_resumed(stage: &Stage) {
    let all = content(LARGE);
    for cut in tenths().step_by(3) {
        stage.put("k", b"old").await;
        let proxy = cutting_requests(stage, cut);
        let world = stage.world_at(&proxy.url).file("large", &all);
        let put = format!("storage put large k {IN_PARTS} -o json --concurrency 1");
        let failed = world.run(&format!("{put} --retries 0"));
        assert_eq!(code(&failed), "STORAGE_001", "{}", failed.text());
        assert_eq!(stage.get("k").await, b"old");
        let before = proxy.carried().len();
        world.run(&format!("{put} --resume")).ends_with(0);
        same(&stage.get("k").await, &all);
        // What was there is not sent again.
        let again: u64 = proxy.carried()[before..]
            .iter()
            .map(|seen| seen.body_bytes)
            .sum();
        let whole_parts = cut / (5 << 20) * (5 << 20);
        assert!(
            again <= LARGE as u64 - whole_parts + 16384,
            "{again} bytes again after {cut}"
        );
        nothing_is_left(stage, &world).await;
    }
}

async fn a_get_that_is_cut_at_any_tenth_is_made_whole(stage: &Stage) {
    let all = content(LARGE);
    stage.put("k", &all).await;
    for cut in tenths() {
        let proxy = cutting_answers(stage, cut);
        let world = stage.world_at(&proxy.url);
        world
            .run(&format!("storage get k back {IN_PARTS}"))
            .ends_with(0);
        same(&fs::read(world.work().join("back")).unwrap(), &all);
        nothing_is_left(stage, &world).await;
    }
}

async fn a_get_that_is_cut_for_good_leaves_the_old_file_and_can_be_resumed(stage: &Stage) {
    let all = content(IN_RANGES);
    stage.put("k", &all).await;
    for (cut, ranges) in [(0, 0), (9 << 20, 0), (39 << 20, 2)] {
        let proxy = cutting_answers(stage, cut);
        let world = stage.world_at(&proxy.url).file("back", "old");
        // Ranges of the usual size: of the first answer no more is on its way than the first of them.
        let get = "storage get k back -o json --concurrency 1";
        let failed = world.run(&format!("{get} --retries 0"));
        assert_eq!(code(&failed), "STORAGE_001", "{}", failed.text());
        assert_eq!(fs::read(world.work().join("back")).unwrap(), b"old");
        let before = proxy.seen().len();
        // Parts of another size: those that are there tell how large the others are.
        world
            .run(&format!("{get} --resume --part-size 5MiB"))
            .ends_with(0);
        same(&fs::read(world.work().join("back")).unwrap(), &all);
        // What is there is not fetched again.
        let again = proxy.seen().split_off(before);
        let from: Vec<_> = again.iter().filter_map(first_byte).collect();
        let missing = [0, 16 << 20, 32 << 20].split_at(ranges).1;
        match ranges {
            // By anything but the first byte.
            0 => assert!(from.iter().all(|from| from % (5 << 20) == 0), "{from:?}"),
            _ => assert_eq!(from, missing),
        }
        nothing_is_left(stage, &world).await;
    }
}

/// Where the range begins that a request asks for.
fn first_byte(seen: &Seen) -> Option<u64> {
    let range = seen.header("range").or(seen.header("x-ms-range"))?;
    range
        .strip_prefix("bytes=")?
        .split('-')
        .next()?
        .parse()
        .ok()
}

/// Puts a download into the state that Ctrl-C leaves: two ranges are there, and the file that they are in.
fn broken_off(stage: &Stage) -> (Proxy, World) {
    let proxy = cutting_answers(stage, 39 << 20);
    let world = stage.world_at(&proxy.url).file("back", "old");
    let failed = world.run("storage get k back -o json --concurrency 1 --retries 0");
    assert_eq!(code(&failed), "STORAGE_001", "{}", failed.text());
    (proxy, world)
}

async fn what_is_continued_is_of_one_version_and_checked(stage: &Stage) {
    let (old, new) = (content(IN_RANGES), content(IN_RANGES + 1)[1..].to_vec());
    stage.put("k", &old).await;
    let get = "storage get k back --resume --concurrency 1";
    let asked_for = |proxy: &Proxy, before| {
        let again = proxy.seen().split_off(before);
        again.iter().filter_map(first_byte).collect::<Vec<_>>()
    };
    // Somebody wrote into the hidden file: that range is fetched again, and the other not.
    let (proxy, world) = broken_off(stage);
    let mut found = Vec::new();
    hidden(&world.work(), &mut found);
    let [file] = &found[..] else {
        panic!("{found:?}")
    };
    let written = fs::OpenOptions::new().write(true).open(file).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&written, b"tampered", 20 << 20).unwrap();
    drop(written);
    let before = proxy.seen().len();
    world.run(get).ends_with(0);
    same(&fs::read(world.work().join("back")).unwrap(), &old);
    assert_eq!(asked_for(&proxy, before), [16 << 20, 32 << 20]);
    nothing_is_left(stage, &world).await;
    // The object became another: nothing of the old one is used.
    let (_proxy, world) = broken_off(stage);
    stage.put("k", &new).await;
    world.run(get).ends_with(0);
    same(&fs::read(world.work().join("back")).unwrap(), &new);
    nothing_is_left(stage, &world).await;
}

async fn an_upload_of_another_version_of_its_file_begins_anew(stage: &Stage) {
    let (old, new) = (content(LARGE), content(LARGE + 1)[1..].to_vec());
    let put = format!("storage put large k {IN_PARTS} -o json --concurrency 1");
    // Written with another time; and with the time that it had, as `rsync -t` and `cp -p` leave it.
    for same_time in [false, true] {
        let proxy = cutting_requests(stage, 6 << 20);
        let world = stage.world_at(&proxy.url).file("large", &old);
        let path = world.work().join("large");
        let failed = world.run(&format!("{put} --retries 0"));
        assert_eq!(code(&failed), "STORAGE_001", "{}", failed.text());
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, &new).unwrap();
        let time = match same_time {
            true => before,
            false => before + Duration::from_secs(1),
        };
        let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_modified(time).unwrap();
        world.run(&format!("{put} --resume")).ends_with(0);
        same(&stage.get("k").await, &new);
        nothing_is_left(stage, &world).await;
    }
}

async fn a_storm_of_503_is_waited_out(stage: &Stage) {
    let all = content(LARGE);
    // The first two requests of each kind, of whichever part they are.
    let said = said::busy(stage.service);
    let proxy = Proxy::before(endpoint(stage), move |seen, before| match before {
        0 | 1 if !asks_a_session(seen) => Fault::Answer(said[before % said.len()].clone()),
        _ => Fault::None,
    });
    let world = stage.world_at(&proxy.url).file("large", &all);
    world
        .run(&format!("storage put large k {IN_PARTS}"))
        .ends_with(0);
    same(&stage.get("k").await, &all);
    world.run("storage get k back").ends_with(0);
    same(&fs::read(world.work().join("back")).unwrap(), &all);
    nothing_is_left(stage, &world).await;
    assert!(
        proxy
            .seen()
            .iter()
            .filter(|seen| matches!(seen.status, 429 | 503))
            .count()
            >= 4
    );
}

/// Whether a session is asked how far it is: a part that failed begins with that when it is tried again, so that a
/// fault of both would be two of the part's.
fn asks_a_session(seen: &Seen) -> bool {
    let range = seen.header("content-range");
    range.is_some_and(|range| range.starts_with("bytes */"))
}

async fn a_storm_of_503_without_end_is_storage_012(stage: &Stage) {
    stage.put("k", b"old").await;
    for said in said::busy(stage.service) {
        let proxy = Proxy::before(endpoint(stage), move |_, _| Fault::Answer(said.clone()));
        let world = stage
            .world_at(&proxy.url)
            .file("small", "new")
            .file("back", "old");
        for (words, is_asked) in [("put small k", &["PUT", "POST"][..]), ("get k back", &[])] {
            for retries in [0, 2] {
                let before = proxy.seen().len();
                let outcome = world.run(&format!("storage {words} --retries {retries} -o json"));
                assert_eq!(code(&outcome), "STORAGE_012", "{}", outcome.text());
                let seen = proxy.seen().split_off(before);
                let asked = seen
                    .iter()
                    .filter(|seen| is_asked.contains(&&*seen.method) || is_asked.is_empty());
                assert_eq!(asked.count(), retries + 1, "{}", outcome.text());
            }
        }
        assert_eq!(stage.get("k").await, b"old");
        assert_eq!(fs::read(world.work().join("back")).unwrap(), b"old");
        nothing_is_left(stage, &world).await;
    }
}

async fn a_wish_to_be_left_alone_for_a_second_is_granted(stage: &Stage) {
    for said in said::busy_until(stage.service, 1) {
        let proxy = Proxy::before(endpoint(stage), move |seen, before| {
            match (before, &*seen.method) {
                (0, "PUT" | "POST") => Fault::Answer(said.clone()),
                _ => Fault::None,
            }
        });
        let world = stage.world_at(&proxy.url).file("small", vec![b'x'; 10_000]);
        let start = Instant::now();
        world.run("storage put small k").ends_with(0);
        assert!(start.elapsed() >= Duration::from_secs(1));
        assert_eq!(stage.stat("k").await.size, 10_000);
    }
}

/// Each request that changes something is done, and its answer is lost, once.
async fn no_answer_is_no_loss(
    stage: &Stage,
    fault: impl Fn() -> Fault + Clone + Send + Sync + 'static,
) {
    let all = content(LARGE);
    for (size, words) in [(10_000, ""), (LARGE, IN_PARTS)] {
        let fault = fault.clone();
        let proxy = Proxy::before(endpoint(stage), move |seen, before| {
            match (before, &*seen.method) {
                (0, "PUT" | "POST") => fault(),
                _ => Fault::None,
            }
        });
        let world = stage.world_at(&proxy.url).file("source", &all[..size]);
        world
            .run(&format!("storage put source k {words}"))
            .ends_with(0);
        same(&stage.get("k").await, &all[..size]);
        stage.store.delete("k", None, None).await.unwrap();
        nothing_is_left(stage, &world).await;
    }
}

async fn a_500_after_the_last_byte_is_no_loss(stage: &Stage) {
    let said = said::internal_error(stage.service);
    no_answer_is_no_loss(stage, move || Fault::AnswerAfterwards(said.clone())).await;
}

async fn a_connection_that_ends_before_the_answer_is_no_loss(stage: &Stage) {
    no_answer_is_no_loss(stage, || Fault::DropAfterwards).await;
}

/// What is written under a condition stands in its own way when it is asked for again, and what is deleted is gone.
async fn a_move_whose_answers_are_all_lost_once_is_made(stage: &Stage) {
    let all = content(LARGE);
    for (size, words) in [(10_000, ""), (LARGE, IN_PARTS)] {
        let lost = Mutex::new(HashSet::new());
        let proxy = Proxy::before(endpoint(stage), move |seen, _| {
            let is_change = !matches!(&*seen.method, "GET" | "HEAD");
            let range = seen.header("content-range").unwrap_or_default().to_owned();
            let request = (seen.method.clone(), seen.path.clone(), range);
            match is_change && !asks_a_session(seen) && lost.lock().unwrap().insert(request) {
                true => Fault::DropAfterwards,
                false => Fault::None,
            }
        });
        let world = stage.world_at(&proxy.url).file("source", &all[..size]);
        world
            .run(&format!("storage mv ./source k --no-clobber {words}"))
            .ends_with(0);
        assert!(!world.work().join("source").exists());
        same(&stage.get("k").await, &all[..size]);
        world.run("storage mv k other --no-clobber").ends_with(0);
        stage.has_not("k").await;
        same(&stage.get("other").await, &all[..size]);
        world.run("storage mv other ./back").ends_with(0);
        stage.has_not("other").await;
        same(&fs::read(world.work().join("back")).unwrap(), &all[..size]);
        stage.put_all((0..3).map(|n| format!("d/{n}"))).await;
        world.run("storage rm -r --yes d/").ends_with(0);
        assert!(stage.keys().await.is_empty());
        nothing_is_left(stage, &world).await;
    }
}

async fn what_is_half_done_at_one_endpoint_is_nothing_to_another(stage: &Stage) {
    let all = content(LARGE);
    let proxy = cutting_requests(stage, LARGE as u64 * 9 / 10);
    let world = stage.world_at(&proxy.url).file("large", &all);
    let put = format!("storage put large k {IN_PARTS} --concurrency 1 --retries 0");
    world.run(&put).ends_with(6);
    // The same server by another address: nothing there tells that it is.
    let other = Proxy::before(endpoint(stage), |_, _| Fault::None);
    let mut elsewhere = world.command(&put);
    let ended = elsewhere.env(stage.endpoint, &other.url).output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(other.seen().iter().all(|seen| seen.method != "DELETE"));
    let before = proxy.carried().len();
    world.run(&format!("{put} --resume")).ends_with(0);
    let again = &proxy.carried()[before..];
    let again: u64 = again.iter().map(|seen| seen.body_bytes).sum();
    assert!(
        again <= LARGE as u64 - (5 << 20) + 16384,
        "{again} bytes again"
    );
    same(&stage.get("k").await, &all);
    nothing_is_left(stage, &world).await;
}

async fn a_deletion_of_a_batch_that_may_pass_is_made_by_itself(stage: &Stage) {
    stage.put_all((0..2).map(|n| format!("d/{n}"))).await;
    let prefix = stage.value(stage.prefix);
    let said = format!(
        "<DeleteResult><Deleted><Key>{prefix}d/0</Key></Deleted>\
         <Error><Key>{prefix}d/1</Key><Code>InternalError</Code></Error></DeleteResult>"
    );
    let proxy = Proxy::before(endpoint(stage), move |seen, _| match seen.method.as_str() {
        "POST" => Fault::Answer(answer("200 OK", "Content-Type: application/xml\r\n", &said)),
        _ => Fault::None,
    });
    let world = stage.world_at(&proxy.url);
    world.run("storage rm -r --yes d/").ends_with(0);
    assert_eq!(
        stage.keys().await,
        ["d/0"],
        "which was only said to be gone"
    );
}

/// Written anew between the last look at it and its deletion.
async fn a_source_that_is_written_as_it_is_deleted_is_kept(stage: &Stage) {
    let writer = stage
        .world_at(endpoint(stage))
        .file("new", "written meanwhile");
    stage.put("k", b"old").await;
    let proxy = Proxy::before(endpoint(stage), move |seen, before| {
        if seen.method == "DELETE" && before == 0 {
            writer.run("storage put new k").ends_with(0);
        }
        Fault::None
    });
    let world = stage.world_at(&proxy.url);
    let outcome = world.run("storage mv k ./back -o json");
    assert_eq!(code(&outcome), "STORAGE_007", "{}", outcome.text());
    assert_eq!(stage.get("k").await, b"written meanwhile");
}

async fn wrong_bytes_on_the_way_in_are_storage_006(stage: &Stage) {
    let all = content(LARGE);
    stage.put("k", b"old").await;
    for (size, words) in [(10_000, ""), (LARGE, IN_PARTS)] {
        let proxy = Proxy::before(endpoint(stage), |seen, _| match seen.carries() {
            true => Fault::FlipRequest(seen.body_bytes / 2),
            false => Fault::None,
        });
        let world = stage.world_at(&proxy.url).file("source", &all[..size]);
        let outcome = world.run(&format!("storage put source k {words} -o json"));
        assert_eq!(code(&outcome), "STORAGE_006", "{}", outcome.text());
        assert_eq!(stage.get("k").await, b"old");
        nothing_is_left(stage, &world).await;
    }
}

async fn wrong_bytes_on_the_way_out_are_storage_006(stage: &Stage) {
    // In one piece, in parts, and in ranges: of the last, the first answer is right.
    for size in [10_000, LARGE, IN_RANGES] {
        let world = stage
            .world_at(endpoint(stage))
            .file("source", content(size));
        world.run("storage put source k").ends_with(0);
        let proxy = Proxy::before(endpoint(stage), move |seen, before| {
            match (&*seen.method, before) {
                ("GET", 0) if size == IN_RANGES => Fault::None,
                ("GET", _) => Fault::FlipAnswer(5000),
                _ => Fault::None,
            }
        });
        let world = stage.world_at(&proxy.url).file("back", "old");
        let outcome = world.run("storage get k back -o json");
        assert_eq!(code(&outcome), "STORAGE_006", "{}", outcome.text());
        let cause = outcome.lines()[0]["problem"]["cause"].clone();
        let cause = cause.as_str().unwrap_or_default();
        assert!(
            cause.starts_with("expected ") && cause.contains(", found "),
            "{cause}"
        );
        assert_eq!(fs::read(world.work().join("back")).unwrap(), b"old");
        // What has been written to stdout cannot be taken back: the end says so.
        let read = world.command("storage cat k").output().unwrap();
        let said = String::from_utf8_lossy(&read.stderr);
        assert!(said.contains("STORAGE_006"), "{said}");
        assert_eq!(read.status.code(), Some(6));
        nothing_is_left(stage, &world).await;
    }
}

async fn a_server_that_says_nothing_is_storage_001_in_time(stage: &Stage) {
    stage.put("k", b"old").await;
    let proxy = Proxy::before(endpoint(stage), |_, _| Fault::Silent);
    let world = stage.world_at(&proxy.url).file("small", "new");
    for words in ["put small k", "get k back", "ls", "stat k", "rm k", "cat k"] {
        let start = Instant::now();
        let outcome = world.run(&format!("storage {words} --timeout 500ms --retries 0"));
        let text = outcome.ends_with(6).text();
        assert!(text.contains("STORAGE_001"), "{text}");
        assert!(start.elapsed() < Duration::from_secs(10), "{text}");
    }
    assert_eq!(stage.get("k").await, b"old");
    nothing_is_left(stage, &world).await;
}

async fn an_answer_that_stalls_is_storage_001_in_time(stage: &Stage) {
    stage.put("k", content(LARGE)).await;
    let proxy = Proxy::before(endpoint(stage), |seen, _| match &*seen.method {
        "GET" => Fault::StallAnswer(10_000),
        _ => Fault::None,
    });
    let world = stage.world_at(&proxy.url).file("back", "old");
    let start = Instant::now();
    let outcome = world.run("storage get k back --timeout 500ms --retries 0 -o json");
    assert_eq!(code(&outcome), "STORAGE_001", "{}", outcome.text());
    assert!(start.elapsed() < Duration::from_secs(10));
    assert_eq!(fs::read(world.work().join("back")).unwrap(), b"old");
}

async fn a_page_that_answers_everything_is_no_store(stage: &Stage) {
    let page = answer("200 OK", "Content-Type: text/html\r\n", "<html></html>");
    let proxy = Proxy::before(endpoint(stage), move |_, _| Fault::Answer(page.clone()));
    let world = stage.world_at(&proxy.url).file("small", "new");
    for words in [
        "put small k",
        "mv ./small k",
        "get k back",
        "mv k ./back",
        "ls",
        "stat k",
        "rm -r k --yes",
    ] {
        let outcome = world.run(&format!("storage {words} -o json"));
        assert_eq!(code(&outcome), "STORAGE_016", "{}", outcome.text());
    }
    assert_eq!(fs::read(world.work().join("small")).unwrap(), b"new");
    assert!(!world.work().join("back").exists());
    nothing_is_left(stage, &world).await;
}

async fn an_answer_without_a_length_or_of_another_range_is_not_taken(stage: &Stage) {
    stage.put("k", b"0123456789").await;
    let headers = "ETag: \"e-1\"\r\nx-goog-generation: 1\r\nContent-Type: text/plain\r\n";
    let unmeasured = format!(
        "HTTP/1.1 200 OK\r\n{headers}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    );
    let whole = answer("200 OK", headers, "0123456789");
    let other = answer(
        "206 Partial Content",
        &format!("{headers}Content-Range: bytes 0-4/10\r\n"),
        "01234",
    );
    for (instead, words) in [
        (unmeasured, "get k back"),
        (whole, "cat k --range 5-9"),
        (other, "cat k --range 5-9"),
    ] {
        let proxy = Proxy::before(endpoint(stage), move |seen, _| match seen.method == "GET" {
            true => Fault::Answer(instead.clone()),
            false => Fault::None,
        });
        let world = stage.world_at(&proxy.url).file("back", "old");
        let said = world.run(&format!("storage {words}"));
        let said = said.ends_with(6).stderr.clone();
        assert!(said.contains("STORAGE_016"), "{words}: {said}");
        assert_eq!(fs::read(world.work().join("back")).unwrap(), b"old");
    }
}

async fn a_redirect_elsewhere_takes_no_credentials_along(stage: &Stage) {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    let to = elsewhere.local_addr().unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let answer = answer(status, &format!("Location: http://{to}/there\r\n"), "");
        let proxy = Proxy::before(endpoint(stage), move |_, _| Fault::Answer(answer.clone()));
        let world = stage.world_at(&proxy.url).file("small", "new");
        for words in ["put small k", "get k back", "ls"] {
            let outcome = world.run(&format!("storage {words} --retries 0"));
            let text = outcome.ends_with(6).text();
            assert!(
                text.contains("STORAGE_008") || text.contains("STORAGE_016"),
                "{text}"
            );
        }
    }
    assert!(elsewhere.accept().is_err(), "somebody followed");
}

async fn a_continue_that_never_comes_is_not_waited_for(stage: &Stage) {
    let proxy = Proxy::before(endpoint(stage), |seen, _| {
        assert_eq!(seen.header("expect"), None, "nobody here would say so");
        Fault::None
    });
    let world = stage.world_at(&proxy.url).file("large", content(LARGE));
    world
        .run(&format!("storage put large k {IN_PARTS}"))
        .ends_with(0);
    assert_eq!(stage.stat("k").await.size, LARGE as u64);
}

/// Listings are answered by these pages in turn, and all else is done as `rest` says.
fn listing_of(stage: &Stage, pages: Vec<String>, rest: fn(&str, &Seen) -> Fault) -> Proxy {
    let (service, turns) = (stage.service, AtomicUsize::new(0));
    Proxy::before(endpoint(stage), move |seen, _| {
        match is_listing(service, seen) {
            true => {
                let turn = turns.fetch_add(1, Ordering::SeqCst);
                Fault::Answer(pages[turn % pages.len()].clone())
            }
            false => rest(service, seen),
        }
    })
}

async fn a_listing_that_repeats_its_token_ends(stage: &Stage) {
    let key = format!("{}in/k", stage.value(stage.prefix));
    // The same page again and again, and three that name each other.
    for tokens in [&["again"][..], &["a", "b", "c"]] {
        let pages = tokens
            .iter()
            .map(|token| said::page(stage.service, std::slice::from_ref(&key), Some(token)));
        let proxy = listing_of(stage, pages.collect(), |_, _| Fault::None);
        let world = stage.world_at(&proxy.url);
        for words in ["ls -r", "du", "rm -r in --yes", "get -r in out"] {
            let outcome = world.run(&format!("storage {words} --retries 0"));
            let text = outcome.ends_with(6).text();
            assert!(text.contains("STORAGE_016"), "{text}");
        }
        assert!(proxy.seen().len() < 60, "{}", proxy.seen().len());
    }
}

/// The outcome of a listing, which is STORAGE_016 in time.
#[track_caller]
fn not_understood(stage: &Stage, fault: impl Fn() -> Fault + Send + Sync + 'static) -> String {
    let proxy = Proxy::before(endpoint(stage), move |_, _| fault());
    let start = Instant::now();
    let outcome = stage
        .world_at(&proxy.url)
        .run("storage ls -r --retries 0 -o json");
    assert_eq!(code(&outcome), "STORAGE_016", "{}", outcome.text());
    assert!(start.elapsed() < Duration::from_secs(10));
    outcome.text()
}

async fn an_answer_that_is_a_bomb_is_not_lit(stage: &Stage) {
    for bomb in said::bombs(stage.service) {
        not_understood(stage, move || Fault::Answer(bomb.clone()));
    }
}

async fn an_answer_without_end_is_not_read_on(stage: &Stage) {
    let text = not_understood(stage, || Fault::Endless);
    assert!(text.contains("its answer has no end"), "{text}");
}

async fn downloads_never_leave_their_destination(stage: &Stage) {
    let prefix = stage.value(stage.prefix);
    let hostile = [
        "in/good",
        "in/../../escaped",
        "in/../escaped",
        "in//etc/escaped",
        "in/./../../escaped",
        "in/link/escaped",
        "in/deep/link/escaped",
        "in/.tieline-012345678escaped",
        "in/nul\0escaped",
    ];
    let keys = hostile.map(|key| format!("{prefix}{key}"));
    let page = said::page(stage.service, &keys, None);
    let proxy = listing_of(stage, vec![page], |service, seen| {
        Fault::Answer(said::object(service, seen))
    });
    let world = stage.world_at(&proxy.url);
    let outside = world.work().join("outside");
    fs::create_dir_all(world.work().join("dest/out/deep")).unwrap();
    fs::create_dir(&outside).unwrap();
    for link in ["dest/out/link", "dest/out/deep/link"] {
        std::os::unix::fs::symlink(&outside, world.work().join(link)).unwrap();
    }
    for words in [
        "get -r in dest/out",
        "cp -r in ./dest/out",
        "sync in ./dest/out",
    ] {
        let outcome = world.run(&format!("storage {words} -o json"));
        assert_eq!(outcome.status, Some(6), "{}", outcome.text());
        assert_eq!(code(&outcome), "STORAGE_013", "{}", outcome.text());
        assert_eq!(
            fs::read(world.work().join("dest/out/good")).unwrap(),
            b"x",
            "{}",
            outcome.text()
        );
        fs::remove_file(world.work().join("dest/out/good")).unwrap();
        let mut names = Vec::new();
        everything(world.work().parent().unwrap(), &mut names);
        let escaped: Vec<_> = names
            .iter()
            .filter(|name| name.contains("escaped"))
            .collect();
        assert!(escaped.is_empty(), "{escaped:?} after {}", outcome.text());
    }
}

fn everything(dir: &std::path::Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.display().to_string());
        if path.is_dir() && !path.is_symlink() {
            everything(&path, found);
        }
    }
}
