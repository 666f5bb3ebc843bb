//! What only a directory has: components of paths, links, permissions, other names in it.

use std::os::unix::fs::symlink;

use tieline::problem::Code;
use tieline::storage::{Condition, Listing, Reading};

use super::stage::{self, Stage, fails_with};

async fn refuses(stage: &Stage, keys: &[&str]) {
    for key in keys {
        let written = stage.put_if(key, b"x", &Condition::None).await;
        fails_with(written, Code::NameImpossible);
        let read = stage.read(key, Reading::default()).await;
        fails_with(read, Code::NameImpossible);
        let deleted = stage.store.delete(key, None, None).await;
        fails_with(deleted, Code::NameImpossible);
    }
}

#[tokio::test]
async fn a_key_that_a_directory_cannot_hold_is_storage_013() {
    let stage = stage::local().await;
    refuses(
        &stage,
        &["/etc/passwd", "a//b", "a/", "a\0b", ".tieline-aB3xYz"],
    )
    .await;
    let deleted = stage.store.delete("none", None, None).await;
    fails_with(deleted, Code::ObjectMissing);
}

#[tokio::test]
async fn a_directory_lists_in_the_order_of_keys() {
    let stage = stage::local().await;
    assert!(stage.store.list(Listing::default()).ordered);
}

#[tokio::test]
async fn a_link_out_of_the_directory_is_not_followed() {
    let stage = stage::local().await;
    stage.put("inside", b"x").await;
    let outside = stage.dir.path().join("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("secret"), b"secret").unwrap();
    symlink(&outside, stage.dir.path().join("root/link")).unwrap();
    let read = stage.read("link/secret", Reading::default()).await;
    fails_with(read, Code::NameImpossible);
    let written = stage.put_if("link/new", b"x", &Condition::None).await;
    fails_with(written, Code::NameImpossible);
    assert_eq!(stage.keys().await, ["inside"]);
}

#[tokio::test]
async fn a_link_that_is_put_there_meanwhile_leads_nowhere_either() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    let stage = stage::local().await;
    stage.put("dir/a", b"inside").await;
    let (root, outside) = (
        stage.dir.path().join("root"),
        stage.dir.path().join("outside"),
    );
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("a"), b"outside").unwrap();
    symlink(&outside, root.join("link")).unwrap();
    // Ends with the test, however that ends.
    let over = Arc::new(AtomicBool::new(false));
    let is_over = Arc::downgrade(&over);
    let (dir, link) = (root.join("dir"), root.join("link"));
    let swapping = std::thread::spawn(move || {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        while is_over
            .upgrade()
            .is_some_and(|over| !over.load(Ordering::Relaxed))
        {
            // Gone with the stage, when the test failed.
            let _ = renameat_with(CWD, &dir, CWD, &link, RenameFlags::EXCHANGE);
        }
    });
    for _ in 0..1000 {
        if let Ok(read) = stage.read("dir/a", Reading::default()).await {
            assert_eq!(read, b"inside");
        }
        drop(stage.put_if("dir/new", b"x", &Condition::None).await);
        drop(stage.store.delete("dir/new", None, None).await);
    }
    over.store(true, Ordering::Relaxed);
    swapping.join().unwrap();
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 1);
    assert_eq!(std::fs::read(outside.join("a")).unwrap(), b"outside");
}

fn mode(stage: &Stage, key: &str) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    let file = stage.dir.path().join("root").join(key);
    std::fs::metadata(file).unwrap().permissions().mode() & 0o7777
}

#[tokio::test]
async fn others_may_read_what_is_new_and_what_they_could_read() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    let stage = stage::local().await;
    // As any file that this process makes.
    let ordinary = stage.dir.path().join("ordinary");
    std::fs::write(&ordinary, b"x").unwrap();
    let ordinary = std::fs::metadata(ordinary).unwrap().permissions().mode() & 0o7777;
    stage.put("dir/new", b"x").await;
    assert_eq!(mode(&stage, "dir/new"), ordinary);
    let file = stage.dir.path().join("root/dir/new");
    for kept in [0o600, 0o664] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(kept)).unwrap();
        chown(&file, Some(1234), Some(1234)).unwrap();
        stage.put("dir/new", b"replaced").await;
        assert_eq!(mode(&stage, "dir/new"), kept);
        let (user, group) = (
            file.metadata().unwrap().uid(),
            file.metadata().unwrap().gid(),
        );
        assert_eq!((user, group), (1234, 1234));
    }
}

#[tokio::test]
async fn a_file_and_a_directory_of_one_name_are_storage_013() {
    let stage = stage::local().await;
    stage.put("file", b"x").await;
    stage.put("dir/a", b"x").await;
    for key in ["file/below", "file/deep/below", "dir"] {
        for condition in [Condition::None, Condition::Absent] {
            let written = stage.put_if(key, b"y", &condition).await;
            assert!(written.is_err(), "{key}");
        }
        let written = stage.put_if(key, b"y", &Condition::None).await;
        fails_with(written, Code::NameImpossible);
    }
    assert_eq!(stage.keys().await, ["dir/a", "file"]);
    assert_eq!(stage.get("file").await, b"x");
}

#[tokio::test]
async fn a_write_that_fails_leaves_no_hidden_file() {
    use tieline::storage::{Algorithm, Attributes, Digest};
    let stage = stage::local().await;
    let wrong = Digest::of(Algorithm::Crc32c, b"another");
    let (attributes, condition) = (Attributes::default(), Condition::None);
    let body = stage::bytes(b"x");
    let written = stage
        .store
        .write("k", body, &attributes, &condition, Some(&wrong));
    let problem = written.await.unwrap_err();
    // Both values, for who looks for the place where they part.
    let cause = problem.cause.clone().unwrap();
    assert!(cause.contains(&wrong.to_string()), "{cause}");
    assert_eq!(
        std::fs::read_dir(stage.dir.path().join("root"))
            .unwrap()
            .count(),
        0
    );
}

#[tokio::test]
async fn writes_of_one_moment_have_etags_of_their_own() {
    let stage = stage::local().await;
    let mut last = None;
    for round in 0..200 {
        let etag = stage.put("k", [round]).await.etag;
        assert_ne!(etag, last);
        last = etag;
    }
}

#[tokio::test]
async fn directories_that_come_and_go_lose_no_write() {
    let stage = stage::local().await;
    let stage = &stage;
    let rounds = (0..8).map(|worker| async move {
        for _ in 0..50 {
            let key = format!("a/b/{worker}");
            stage.put(&key, b"x").await;
            stage.store.delete(&key, None, None).await.unwrap();
        }
        stage.put(&format!("a/b/{worker}"), b"x").await;
    });
    futures_util::future::join_all(rounds).await;
    assert_eq!(stage.keys().await.len(), 8);
}
