//! A process that is killed in the middle of a transfer: what was there is still there, whole, or what was to
//! come is; and `--resume` comes to the end, with nothing left behind.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::process::Stdio;
use std::time::Duration;

use crate::conformance::store::conformance;
use crate::conformance::store::stage::{Stage, content};
use crate::support::world::World;

// fake-gcs-server ends an upload that is asked how far it is: `gcs_strict` alone.
conformance! { s3 azure gcs_strict:
    an_upload_that_is_killed_again_and_again_replaces_nothing_and_is_continued
    a_download_that_is_killed_again_and_again_replaces_nothing_and_is_continued
}

/// Of each transfer at each store: more than 50 of them all.
const KILLS: usize = 9;

/// What is there, and what is to come in its place.
fn old_and_new(bytes: usize) -> (Vec<u8>, Vec<u8>) {
    let mut old = content(2 * bytes);
    let new = old.split_off(bytes);
    (old, new)
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

async fn an_upload_that_is_killed_again_and_again_replaces_nothing_and_is_continued(stage: &Stage) {
    let (old, new) = old_and_new((20 << 20) + 11);
    let world = stage
        .world_at(stage.value(stage.endpoint))
        .file("old", &old)
        .file("new", &new);
    world.run("storage put old k").ends_with(0);
    let put = "storage put new k --resume --part-size 5MiB --concurrency 2";
    let mut killed = 0;
    while killed < KILLS {
        let was_killed = is_killed(&world, put);
        killed += usize::from(was_killed);
        let there = stage.get("k").await;
        assert!(there == old || there == new, "neither the old nor the new");
        if there == new {
            world.run("storage put old k").ends_with(0);
        }
    }
    world.run(put).ends_with(0);
    assert!(stage.get("k").await == new);
    let journals = world.home().join(".local/state/tieline/transfers");
    assert_eq!(fs::read_dir(journals).unwrap().count(), 0);
    let open = stage.store.parts().unwrap().list_uploads("").await.unwrap();
    assert!(open.is_empty(), "{open:?}");
}

async fn a_download_that_is_killed_again_and_again_replaces_nothing_and_is_continued(
    stage: &Stage,
) {
    // So many that it comes in ranges.
    let (old, new) = old_and_new((36 << 20) + 11);
    let world = stage
        .world_at(stage.value(stage.endpoint))
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
