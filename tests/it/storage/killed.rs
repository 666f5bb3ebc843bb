//! A process that is killed in the middle of a transfer: what was there is still there, whole, or what was to
//! come is; and `--resume` comes to the end, with nothing left behind.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::process::Stdio;
use std::time::Duration;

use crate::conformance::store::stage::open;
use crate::support::world::World;
use crate::support::{CANARY, testbed};

use super::with_s3;

const KILLS: usize = 25;

fn content(seed: u32) -> Vec<u8> {
    (0..(36u32 << 20) + 11)
        .map(|i| (i / 9 + seed) as u8)
        .collect()
}

/// Starts a command and kills it, as `kill -9` does, a random moment later; tells whether it was done by then.
fn is_killed(world: &World, words: &str) -> bool {
    let mut command = world.command(words);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let share = RandomState::new().hash_one(()) as f64 / u64::MAX as f64;
    // The moment is what is tested, and nothing is waited for.
    std::thread::sleep(Duration::from_secs(1).mul_f64(share * share));
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

#[test]
fn an_upload_that_is_killed_again_and_again_replaces_nothing_and_is_continued() {
    let (old, new) = (content(1), content(2));
    let world = with_s3()
        .env("S3_PREFIX", "killed-put/")
        .file("old", &old)
        .file("new", &new);
    world.run("storage put old k").ends_with(0);
    let put = "storage put new k --resume --part-size 5MiB --concurrency 2";
    let mut killed = 0;
    while killed < KILLS {
        let was_killed = is_killed(&world, put);
        killed += usize::from(was_killed);
        world.run("storage get k there").ends_with(0);
        let there = fs::read(world.work().join("there")).unwrap();
        assert!(there == old || there == new, "neither the old nor the new");
        if there == new {
            world.run("storage put old k").ends_with(0);
        }
    }
    world.run(put).ends_with(0);
    world.run("storage get k there").ends_with(0);
    assert!(fs::read(world.work().join("there")).unwrap() == new);
    let journals = world.home().join(".local/state/tieline/transfers");
    assert_eq!(fs::read_dir(journals).unwrap().count(), 0);
    let store = open(
        "s3",
        &[
            ("S3_ENDPOINT", testbed::s3().endpoint.clone()),
            ("S3_BUCKET_NAME", testbed::shared_bucket().to_owned()),
            ("S3_ACCESS_KEY", testbed::S3_KEY.to_owned()),
            ("S3_SECRET_KEY", CANARY.to_owned()),
            ("S3_PREFIX", "killed-put/".to_owned()),
        ],
        None,
    );
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let open = runtime
        .block_on(store.parts().unwrap().list_uploads(""))
        .unwrap();
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_download_that_is_killed_again_and_again_replaces_nothing_and_is_continued() {
    let (old, new) = (content(3), content(4));
    let world = with_s3()
        .env("S3_PREFIX", "killed-get/")
        .file("dir/there", &old)
        .file("new", &new);
    world.run("storage put new k").ends_with(0);
    let get = "storage get k dir/there --resume --concurrency 1";
    let mut killed = 0;
    while killed < KILLS {
        killed += usize::from(is_killed(&world, get));
        let there = fs::read(world.work().join("dir/there")).unwrap();
        assert!(there == old || there == new, "neither the old nor the new");
        if there == new {
            fs::write(world.work().join("dir/there"), &old).unwrap();
        }
    }
    world.run(get).ends_with(0);
    assert!(fs::read(world.work().join("dir/there")).unwrap() == new);
    // Nothing hidden beside it, and no journal.
    assert_eq!(fs::read_dir(world.work().join("dir")).unwrap().count(), 1);
    let journals = world.home().join(".local/state/tieline/transfers");
    assert_eq!(fs::read_dir(journals).unwrap().count(), 0);
}
