//! Machines that fail under `tieline storage`: disks that are full, files and directories that this user may not
//! touch.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;

use crate::support::proxy::{Fault, Proxy};
use crate::support::testbed;
use crate::support::world::World;

/// `tieline` with these words, run by a shell line that ends in it, in namespaces of its own.
fn in_shell(world: &World, before: &str, words: &str, after: &str) -> Output {
    let tieline = world.command(words);
    let line = format!("{before}; \"$@\"; status=$?; {after}; exit $status");
    let mut shell = Command::new("unshare");
    shell
        .args(["--map-root-user", "--mount", "/bin/sh", "-c", &line, "sh"])
        .arg(tieline.get_program())
        .args(tieline.get_args())
        .current_dir(world.work())
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    for (name, value) in tieline.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    shell
        .output()
        .expect("the tests need unshare (Debian: util-linux)")
}

/// `tieline` as a user who owns nothing here. Root may read and write everything: tests that run as root become nobody.
fn as_nobody(world: &World, words: &str) -> Output {
    let root = world.work().parent().unwrap().to_owned();
    fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = world.command(words);
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        let mut dropped = Command::new("setpriv");
        dropped
            .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
            .arg(command.get_program())
            .args(command.get_args())
            .current_dir(world.work())
            .env_clear();
        for (name, value) in command.get_envs() {
            dropped.env(name, value.unwrap_or_default());
        }
        command = dropped;
    }
    command
        .output()
        .expect("the tests need setpriv (Debian: util-linux)")
}

fn text(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

#[track_caller]
fn fails_with(output: &Output, code: &str) {
    assert_eq!(output.status.code(), Some(6), "{}", text(output));
    assert!(text(output).contains(code), "{}", text(output));
}

#[test]
fn a_full_disk_is_storage_010_and_the_old_file_stays() {
    let disk = "mkdir -p small && mount -t tmpfs -o size=1m tmpfs small && echo old > small/k";
    let look = "echo; echo in small:; ls -A small; cat small/k";
    for bytes in [2 << 20, 40 << 20] {
        let world = World::new().file("large", vec![b'x'; bytes]);
        world.run("storage put large large").ends_with(0);
        let got = in_shell(&world, disk, "storage get large small/k", look);
        fails_with(&got, "STORAGE_010");
        let left = text(&got);
        assert!(left.contains("in small:\nk\nold\n"), "{left}");
        let world = world.env("STORAGE_LOCAL_PATH", "small");
        let put = in_shell(&world, disk, "storage put large k", look);
        fails_with(&put, "STORAGE_010");
        let left = text(&put);
        assert!(left.contains("in small:\nk\nold\n"), "{left}");
    }
}

/// What comes in ranges has its room reserved: a disk that is too small is told before any of them is fetched.
#[test]
fn a_disk_that_is_too_small_is_told_at_once() {
    let proxy = Proxy::before(&testbed::s3().endpoint, |_, _| Fault::None);
    let world = super::s3_at(&proxy.url)
        .env("S3_PREFIX", "full-disk/")
        .file("large", vec![b'x'; 40 << 20]);
    world.run("storage put large large").ends_with(0);
    let disk = "mkdir -p small && mount -t tmpfs -o size=1m tmpfs small && echo old > small/k";
    let look = "echo; echo in small:; ls small; cat small/k";
    let before = proxy.seen().len();
    let got = in_shell(&world, disk, "storage get large small/k", look);
    fails_with(&got, "STORAGE_010");
    assert!(text(&got).contains("there is no room"), "{}", text(&got));
    assert!(text(&got).contains("in small:\nk\nold\n"), "{}", text(&got));
    let ranges = proxy.seen().split_off(before);
    let ranges: Vec<_> = ranges
        .iter()
        .filter_map(|seen| seen.header("range"))
        .collect();
    assert!(ranges.is_empty(), "{ranges:?}");
}

#[test]
fn a_directory_that_may_not_be_written_is_storage_010() {
    let world = World::new()
        .file("storage/a", "content")
        .file("there/a", "old");
    open_to_all(&world.work());
    for words in [
        "storage get a there/a",
        "storage get a new",
        "storage get a new/deep/a",
        "storage put there/a b",
        "storage cp a b",
        "storage rm a",
    ] {
        fails_with(&as_nobody(&world, words), "STORAGE_010");
    }
    assert_eq!(fs::read(world.work().join("there/a")).unwrap(), b"old");
    assert_eq!(fs::read_dir(world.work()).unwrap().count(), 2);
    assert_eq!(
        fs::read_dir(world.work().join("storage")).unwrap().count(),
        1
    );
}

/// Readable by everybody, writable by the owner alone.
fn open_to_all(dir: &Path) {
    fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).unwrap();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => open_to_all(&path),
            false => fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap(),
        }
    }
}

#[test]
fn of_ten_thousand_files_three_unreadable_ones_fail_alone() {
    let world = World::new();
    let (tree, store) = (world.work().join("tree"), world.work().join("storage"));
    for dir in 0..100 {
        let dir = tree.join(format!("d{dir:02}"));
        fs::create_dir_all(&dir).unwrap();
        for file in 0..100 {
            fs::write(dir.join(format!("f{file:02}")), b"x").unwrap();
        }
    }
    open_to_all(&world.work());
    let unreadable = ["d00/f00", "d50/f50", "d99/f99"];
    for name in unreadable {
        fs::set_permissions(tree.join(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    fs::create_dir(&store).unwrap();
    fs::set_permissions(&store, fs::Permissions::from_mode(0o777)).unwrap();
    let put = as_nobody(&world, "storage put -r tree in -o json");
    assert_eq!(
        put.status.code(),
        Some(6),
        "{}",
        String::from_utf8_lossy(&put.stderr)
    );
    let lines = String::from_utf8(put.stdout).unwrap();
    let lines: Vec<Json> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let summary = &lines.last().unwrap()["summary"];
    assert_eq!(
        (&summary["done"], &summary["failed"]),
        (&9997.into(), &3.into())
    );
    let problems = lines
        .iter()
        .filter(|line| line["op"].is_string() && line["problem"].is_object());
    let mut failed: Vec<_> = problems
        .map(|line| {
            assert_eq!(line["problem"]["code"], "STORAGE_010", "{line}");
            line["source"]
                .as_str()
                .unwrap()
                .trim_start_matches("tree/")
                .to_owned()
        })
        .collect();
    failed.sort_unstable();
    assert_eq!(failed, unreadable);
    assert!(store.join("in/d99/f98").is_file() && !store.join("in/d99/f99").exists());
}

#[test]
fn what_cannot_be_listed_is_told_and_keeps_nothing_else_back() {
    use std::os::unix::ffi::OsStrExt as _;
    let world = World::new();
    let (tree, store) = (world.work().join("tree"), world.work().join("storage"));
    for name in ["a", "locked/b", "z/c"] {
        let path = tree.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, b"x").unwrap();
    }
    fs::create_dir(&store).unwrap();
    open_to_all(&world.work());
    fs::set_permissions(&store, fs::Permissions::from_mode(0o777)).unwrap();
    // Its names cannot be read, or they can, and nothing more.
    for mode in [0o000, 0o444] {
        fs::set_permissions(tree.join("locked"), fs::Permissions::from_mode(mode)).unwrap();
        let put = as_nobody(&world, "storage put -r tree in");
        fails_with(&put, "STORAGE_010");
        assert!(text(&put).contains("locked"), "{}", text(&put));
        assert!(store.join("in/a").is_file() && store.join("in/z/c").is_file());
        // A mirror that does not see all of its source deletes nothing.
        fs::write(store.join("in/other"), b"x").unwrap();
        fails_with(
            &as_nobody(&world, "storage sync ./tree in/ --delete"),
            "STORAGE_010",
        );
        assert!(store.join("in/other").is_file());
    }
    fs::remove_dir_all(tree.join("locked")).unwrap();
    fs::write(tree.join(std::ffi::OsStr::from_bytes(b"\xff")), b"x").unwrap();
    let put = as_nobody(&world, "storage put -r tree in");
    fails_with(&put, "STORAGE_013");
    assert!(text(&put).contains("not in UTF-8"), "{}", text(&put));
}

#[test]
fn a_limit_of_file_sizes_is_told_and_leaves_nothing() {
    let world = World::new().file("storage/large", vec![b'x'; 1 << 20]);
    let got = in_shell(
        &world,
        "ulimit -f 100",
        "storage get large back -o json",
        ":",
    );
    assert_eq!(got.status.code(), Some(6), "{}", text(&got));
    assert!(text(&got).contains("STORAGE_010"), "{}", text(&got));
    let left = fs::read_dir(world.work()).unwrap().count();
    assert_eq!(left, 1, "the store alone");
}
