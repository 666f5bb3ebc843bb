//! `put`, `get`, `cp`, `mv`, `sync` and `check`: one object, trees of them, streams, and what was interrupted.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use expect_test::expect;

use super::faults::endpoint;
use super::with_s3;
use crate::conformance::store::conformance;
use crate::conformance::store::stage::{Stage, content, same};
use crate::support::ports;
use crate::support::proxy::{Fault, Proxy};
use crate::support::terminal::on_a_terminal;
use crate::support::world::World;

/// A tree of four files.
fn tree() -> World {
    with_tree(World::new())
}

fn with_tree(world: World) -> World {
    world
        .file("tree/a.csv", "a")
        .file("tree/b.txt", "bb")
        .file("tree/deep/c.csv", "ccc")
        .file("tree/deep/er/d.csv", "dddd")
}

/// Makes the files an hour old: services tell times in whole seconds, so that what is copied within the second
/// in which it was made looks older than its original, and is copied once more.
fn age(world: &World) {
    let hour_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    for name in ["a.csv", "b.txt", "deep/c.csv", "deep/er/d.csv"] {
        let path = world.work().join("tree").join(name);
        let file = fs::OpenOptions::new().write(true).open(path).unwrap();
        file.set_modified(hour_ago).unwrap();
    }
}

fn keys(world: &World) -> String {
    world.run("storage ls -r").ends_with(0).stdout.clone()
}

#[test]
fn a_tree_goes_in_and_comes_out_the_same() {
    let world = tree();
    world
        .run("storage put -r tree in --concurrency 1")
        .is(expect![[r#"
            $ tieline storage put -r tree in --concurrency 1
            [0]
            --- stdout
            put tree/a.csv to storage/in/a.csv, 1 byte
            put tree/b.txt to storage/in/b.txt, 2 bytes
            put tree/deep/c.csv to storage/in/deep/c.csv, 3 bytes
            put tree/deep/er/d.csv to storage/in/deep/er/d.csv, 4 bytes
            --- stderr
            4 done, 10 bytes
        "#]]);
    assert_eq!(
        keys(&world),
        "in/a.csv\nin/b.txt\nin/deep/c.csv\nin/deep/er/d.csv\n"
    );
    world.run("storage get -r in out").ends_with(0);
    for (name, content) in [("a.csv", "a"), ("deep/er/d.csv", "dddd")] {
        let file = world.work().join("out").join(name);
        assert_eq!(fs::read_to_string(file).unwrap(), content);
    }
}

#[test]
fn wildcards_and_filters_choose_on_both_sides() {
    let world = tree();
    world.run("storage put tree/**/*.csv all/").ends_with(0);
    assert_eq!(
        keys(&world),
        "all/a.csv\nall/deep/c.csv\nall/deep/er/d.csv\n"
    );
    world.run("storage get all/*.csv one/").ends_with(0);
    assert_eq!(fs::read_dir(world.work().join("one")).unwrap().count(), 1);
    world.run("storage rm -r all --yes").ends_with(0);
    world
        .run("storage put -r tree x --include *.csv --exclude deep/er")
        .ends_with(0);
    assert_eq!(keys(&world), "x/a.csv\nx/deep/c.csv\n");
    let none = world.run("storage put tree/*.none x/ -o json");
    assert_eq!(none.ends_with(6).end()["problem"]["code"], "STORAGE_010");
}

/// Named pipes and sockets in a tree are no objects, and no secret either.
#[test]
fn what_is_no_file_is_left_out_and_told() {
    let world = tree();
    let socket = world.work().join("tree/deep/socket");
    let _bound = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let put = world.run("storage put -r tree in -o json");
    let left: Vec<_> = put.ends_with(0).lines();
    let left: Vec<_> = left
        .iter()
        .filter(|line| line["skipped"] == "not a file")
        .collect();
    assert_eq!(left.len(), 1, "{}", put.text());
    assert_eq!(left[0]["source"], "tree/deep/socket");
    assert_eq!(put.end()["summary"]["skipped"], 1);
    world.run("storage mv -r ./tree out").ends_with(0);
    assert!(socket.exists());
    world.run("storage put tree/deep/socket k").ends_with(6);
}

#[test]
fn what_makes_no_sense_is_usage() {
    let world = tree().file("b", "b");
    for words in [
        "storage put tree x",
        "storage put b tree/a.csv x",
        "storage put - x/",
        "storage put - b x",
        "storage get x y -",
        "storage put b",
        "storage put b x --part-size 0",
        "storage put b x --metadata nonsense",
        "storage put b x*",
        "storage put - [x]",
        "storage cp ./b {x,y}",
        "storage get x y?",
        "storage put - x --resume",
        "storage put - x --if-changed",
        "storage get x - --resume",
    ] {
        world.run(words).ends_with(2);
    }
    // Where they are its name.
    world.run("storage put b x* --literal").ends_with(0);
    world.run("storage get x* y? --literal").ends_with(0);
    assert_eq!(fs::read(world.work().join("y?")).unwrap(), b"b");
    let kept = world.run("storage put b x --content-type text/plain -o json");
    assert_eq!(kept.ends_with(6).end()["problem"]["code"], "STORAGE_014");
}

#[test]
fn a_dry_run_tells_and_does_nothing() {
    let world = tree();
    let outcome = world.run("storage put -r tree in --dry-run -o json");
    let lines = outcome.ends_with(0).lines();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[4]["summary"]["planned"], 4);
    assert!(lines[..4].iter().all(|line| line["planned"] == true));
    assert_eq!(keys(&world), "");
}

#[test]
fn if_changed_leaves_what_is_the_same() {
    let world = tree();
    world.run("storage put -r tree in").ends_with(0);
    let again = world.run("storage put -r tree in --if-changed -o json");
    let end = again.ends_with(0).end();
    assert_eq!(
        (&end["summary"]["done"], &end["summary"]["skipped"]),
        (&0.into(), &4.into())
    );
    fs::write(world.work().join("tree/a.csv"), "changed").unwrap();
    let third = world.run("storage put -r tree in --if-changed -o json");
    assert_eq!(third.ends_with(0).end()["summary"]["done"], 1);
    assert_eq!(world.run("storage cat in/a.csv").stdout, "changed");
}

#[test]
fn no_clobber_in_a_tree_leaves_what_is_there() {
    let world = tree();
    world.run("storage put tree/a.csv in/").ends_with(0);
    fs::write(world.work().join("tree/a.csv"), "other").unwrap();
    let outcome = world.run("storage put -r tree in --no-clobber -o json");
    let summary = outcome.ends_with(0).end()["summary"].clone();
    assert_eq!(
        (&summary["done"], &summary["skipped"]),
        (&3.into(), &1.into())
    );
    assert_eq!(world.run("storage cat in/a.csv").stdout, "a");
}

fn put_stdin(world: &World, key: &str, content: &[u8]) {
    let mut command = world.command(&format!("storage put - {key} --part-size 5MiB"));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(content).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn stdin_of_any_length_becomes_an_object() {
    let long: Vec<u8> = (0..(21u32 << 20) + 5)
        .map(|i| (i / 7 % 251) as u8)
        .collect();
    for world in [World::new(), with_s3().env("S3_PREFIX", "stdin/")] {
        for content in [&b""[..], b"short", &long[..5 << 20], &long] {
            put_stdin(&world, "from-stdin", content);
            world.run("storage get from-stdin back").ends_with(0);
            assert!(fs::read(world.work().join("back")).unwrap() == content);
        }
    }
}

conformance! { s3 azure gcs: parts_too_large_for_memory_go_through_files_that_are_gone_afterwards }

async fn parts_too_large_for_memory_go_through_files_that_are_gone_afterwards(stage: &Stage) {
    let long = content((41 << 20) + 5);
    let source = stage.elsewhere().await;
    source.put("long", &long).await;
    let words = ["--part-size", "20MiB", "-o", "json"];
    let world = stage.world_with(endpoint(stage), &source);
    let put = |world: &World| {
        let mut put = world.command("storage put - streamed");
        let mut child = put
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // One that fails reads no further.
        drop(child.stdin.take().unwrap().write_all(&long));
        child.wait_with_output().unwrap()
    };
    let copy = |world: &World| {
        let mut copy = world.command("storage cp");
        copy.arg(source.url("long"))
            .arg("copied")
            .args(words)
            .output()
            .unwrap()
    };
    let spool = world.work().join("spool");
    fs::create_dir(&spool).unwrap();
    let world = world.env("TMPDIR", spool.to_str().unwrap());
    assert!(put(&world).status.success() && copy(&world).status.success());
    for key in ["streamed", "copied"] {
        same(&stage.get(key).await, &long);
    }
    assert_eq!(fs::read_dir(&spool).unwrap().count(), 0);
    fs::remove_dir(&spool).unwrap();
    for output in [put(&world), copy(&world)] {
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(6), "{said}");
        assert!(
            said.contains("STORAGE_010") && said.contains("TMPDIR"),
            "{said}"
        );
    }
}

#[test]
fn a_copy_and_a_move_inside_one_store() {
    for world in [World::new(), with_s3().env("S3_PREFIX", "copies/")] {
        let world = world.file("a", "content");
        world.run("storage put a a").ends_with(0);
        world.run("storage cp a b").ends_with(0);
        world.run("storage mv b c/").ends_with(0);
        assert_eq!(keys(&world), "a\nc/b\n");
        assert_eq!(world.run("storage cat c/b").stdout, "content");
        let same = world.run("storage mv a a -o json");
        assert_eq!(same.ends_with(6).end()["problem"]["code"], "STORAGE_014");
        assert_eq!(world.run("storage cat a").stdout, "content");
        world.run("storage cp -r c ./local").ends_with(0);
        assert_eq!(
            fs::read_to_string(world.work().join("local/b")).unwrap(),
            "content"
        );
        world.run("storage mv ./local/b moved").ends_with(0);
        assert!(!world.work().join("local/b").exists());
        assert_eq!(world.run("storage cat moved").stdout, "content");
    }
}

#[test]
fn a_copy_between_providers_carries_bytes_and_attributes() {
    let content: Vec<u8> = (0..(9u32 << 20)).map(|i| (i / 5 % 241) as u8).collect();
    let world = with_s3()
        .env("S3_PREFIX", "between/")
        .file("large.csv", &content);
    world
        .run("storage put large.csv a/ --metadata owner=ops")
        .ends_with(0);
    let stat = world
        .run("storage stat a/large.csv -o json")
        .ends_with(0)
        .json();
    assert_eq!(stat["content_type"], "text/csv", "{stat}");
    let url = format!("file://{}/b/large.csv", world.work().display());
    world
        .run(&format!("storage cp a/large.csv {url}"))
        .ends_with(0);
    assert!(fs::read(world.work().join("b/large.csv")).unwrap() == content);
    world.run("storage cp a/large.csv c").ends_with(0);
    let copy = world.run("storage stat c -o json").ends_with(0).json();
    for name in ["content_type", "metadata"] {
        assert_eq!(copy[name], stat[name]);
    }
}

#[test]
fn a_folder_that_is_taken_for_an_object_is_told_as_one() {
    for world in [tree(), with_tree(with_s3().env("S3_PREFIX", "folder/"))] {
        world.run("storage put -r tree in").ends_with(0);
        for words in [
            "get in",
            "cp in out",
            "mv in out",
            "rm in",
            "stat in",
            "cat in",
        ] {
            let outcome = world.run(&format!("storage {words}"));
            let said = outcome.ends_with(6).text();
            assert!(said.contains("\"in\" is a folder, not an object"), "{said}");
            assert!(said.contains("give -r"), "{said}");
        }
        assert_eq!(keys(&world).lines().count(), 4);
    }
}

#[test]
fn what_a_dead_service_does_to_all_is_not_tried_on_all() {
    let world = World::new()
        .env("STORAGE_TYPE", "s3")
        .env("S3_BUCKET_NAME", "files")
        .env(
            "S3_ENDPOINT",
            &format!("http://127.0.0.1:{}", ports::closed_port()),
        )
        .env("S3_ACCESS_KEY", "key")
        .env("S3_SECRET_KEY", "secret");
    fs::create_dir(world.work().join("many")).unwrap();
    for number in 0..200 {
        fs::write(world.work().join(format!("many/{number:03}")), "x").unwrap();
    }
    let put = "storage put -r many in --retries 0 --concurrency 4 -o json";
    let summary = world.run(put).ends_with(6).end()["summary"].clone();
    assert_eq!(summary["stopped"], true, "{summary}");
    assert!(summary["failed"].as_u64().unwrap() < 30, "{summary}");
    // A dry run asks, too.
    let dry = world.run(&format!("{put} --dry-run")).ends_with(6).end();
    assert_eq!(dry["problem"]["code"], "STORAGE_001", "{dry}");
    let said = world
        .run("storage put -r many in --retries 0")
        .stderr
        .clone();
    assert!(said.contains("the rest was not tried"), "{said}");
}

#[test]
fn sync_makes_one_tree_like_another_and_deletes_last() {
    for world in [tree(), with_tree(with_s3().env("S3_PREFIX", "sync/"))] {
        age(&world);
        let summary = |words: &str| {
            let end = world.run(&format!("{words} -o json")).ends_with(0).end();
            let count = |name: &str| end["summary"][name].as_u64().unwrap();
            (count("done"), count("skipped"))
        };
        assert_eq!(summary("storage sync ./tree in"), (4, 0));
        assert_eq!(summary("storage sync ./tree in"), (0, 4));
        assert_eq!(summary("storage sync ./tree in --checksum"), (0, 4));
        world.run("storage check ./tree in").ends_with(0);
        fs::write(world.work().join("tree/b.txt"), "BBB").unwrap();
        age(&world);
        fs::remove_file(world.work().join("tree/a.csv")).unwrap();
        world.run("storage check ./tree in").ends_with(6);
        assert_eq!(summary("storage sync ./tree in"), (1, 2));
        assert_eq!(keys(&world).lines().count(), 4);
        assert_eq!(summary("storage sync ./tree in --delete --dry-run").0, 0);
        assert_eq!(summary("storage sync ./tree in --delete"), (1, 3));
        assert_eq!(keys(&world), "in/b.txt\nin/deep/c.csv\nin/deep/er/d.csv\n");
        assert_eq!(world.run("storage cat in/b.txt").stdout, "BBB");
        // And back.
        assert_eq!(summary("storage sync in ./back"), (3, 0));
        assert_eq!(summary("storage sync in ./back"), (0, 3));
        world.run("storage check in ./back").ends_with(0);
    }
}

#[test]
fn a_dry_run_of_a_stream_moves_nothing() {
    let world = with_s3().file("old", "old");
    world.run("storage put old dry").ends_with(0);
    let put = world.run("storage put - dry --dry-run");
    assert_eq!(put.ends_with(0).stdout, "would put - to s3://files/dry\n");
    let refused = world.run("storage put - dry --dry-run --no-clobber -o json");
    assert_eq!(refused.ends_with(6).end()["problem"]["code"], "STORAGE_007");
    let get = world.run("storage get dry - --dry-run");
    assert_eq!(get.ends_with(0).stdout, "");
    assert!(
        get.stderr.contains("would get dry to -, 3 bytes"),
        "{}",
        get.text()
    );
    assert_eq!(world.run("storage cat dry").stdout, "old");
}

/// Whoever reads of it may go; what was asked for is done.
#[test]
fn work_goes_on_when_nobody_reads_of_it() {
    let world = tree();
    for words in [
        "put -r tree in",
        "sync ./tree synced",
        "get -r in got",
        "check ./tree in",
        "run script",
    ] {
        let script = "put tree/a.csv run/1\nput tree/a.csv run/2\n";
        fs::write(world.work().join("script"), script).unwrap();
        let mut command = world.command(&format!("storage {words} --concurrency 1"));
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{words}");
    }
    fs::remove_file(world.work().join("storage/in/deep/er/d.csv")).unwrap();
    let mut command = world.command("storage check ./tree in");
    let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(6));
    for (folder, count) in [("in", 3), ("synced", 4), ("run", 2)] {
        let listed = world.run(&format!("storage ls -r {folder}/"));
        assert_eq!(
            listed.ends_with(0).stdout.lines().count(),
            count,
            "{folder}"
        );
    }
    assert!(world.work().join("got/deep/er/d.csv").exists());
}

#[test]
fn a_listing_that_fails_is_told_as_what_it_is_and_counted() {
    let world = tree().env("STORAGE_TYPE", "s3");
    let port = crate::support::ports::closed_port();
    let world = world
        .env("S3_BUCKET_NAME", "files")
        .env("S3_ENDPOINT", &format!("http://127.0.0.1:{port}"))
        .env("S3_ACCESS_KEY", "key")
        .env("S3_SECRET_KEY", "secret");
    for words in ["sync x ./back", "sync x ./back --delete", "check x ./tree"] {
        let outcome = world.run(&format!("storage {words} --retries 0 -o json"));
        let end = outcome.ends_with(6).end();
        assert_eq!(end["problem"]["code"], "STORAGE_001", "{}", outcome.text());
        assert_eq!(end["summary"]["failed"], 1, "{}", outcome.text());
    }
}

#[test]
fn files_whose_names_begin_like_our_own_are_files() {
    let world = World::new()
        .file("tree/.tieline-notes.txt", "x")
        .file("tree/.tieline-aB3xYz", "a file on its way");
    world.run("storage put -r tree in").ends_with(0);
    assert_eq!(keys(&world), "in/.tieline-notes.txt\n");
    world.run("storage get -r in back").ends_with(0);
    assert!(world.work().join("back/.tieline-notes.txt").exists());
}

#[test]
fn a_path_may_be_written_as_a_url() {
    let world = tree();
    let here = format!("file://{}", world.work().display());
    world
        .run(&format!("storage put {here}/tree/a.csv k"))
        .ends_with(0);
    world
        .run(&format!("storage put -r {here}/tree in"))
        .ends_with(0);
    world
        .run(&format!("storage get k {here}/back/k"))
        .ends_with(0);
    assert_eq!(fs::read(world.work().join("back/k")).unwrap(), b"a");
    assert_eq!(keys(&world).lines().count(), 5);
}

#[test]
fn links_that_lead_to_each_other_end_and_nothing_is_moved_through_one() {
    use std::os::unix::fs::symlink;
    let world = World::new()
        .file("tree/a/1", "1")
        .file("tree/b/2", "2")
        .file("elsewhere/3", "3");
    let work = world.work();
    symlink("../b", work.join("tree/a/to-b")).unwrap();
    symlink("../a", work.join("tree/b/to-a")).unwrap();
    world.run("storage put -r tree in").ends_with(0);
    assert_eq!(keys(&world), "in/a/1\nin/a/to-b/2\nin/b/2\nin/b/to-a/1\n");
    symlink("../elsewhere", work.join("tree/link")).unwrap();
    world.run("storage mv -r ./tree moved").ends_with(0);
    assert!(work.join("elsewhere/3").exists());
    let moved = world.run("storage ls -r moved/");
    assert_eq!(moved.ends_with(0).stdout, "moved/a/1\nmoved/b/2\n");
}

#[test]
fn links_of_the_configured_directory_lead_nowhere() {
    let world = World::new()
        .file("storage/in/a", "a")
        .file("outside/secret", "s");
    std::os::unix::fs::symlink("../../outside", world.work().join("storage/in/link")).unwrap();
    world.run("storage sync in ./back").ends_with(0);
    world.run("storage check in ./back").ends_with(0);
    assert!(world.work().join("back/a").exists());
    assert!(!world.work().join("back/link").exists());
}

#[test]
fn flags_stand_anywhere() {
    let world = tree();
    for words in [
        "put tree/a.csv --if-changed k",
        "put --if-changed tree/a.csv k2",
        "put tree/a.csv tree/b.txt -q both/",
        "put -- tree/a.csv -dash",
        "get k --no-clobber back",
        "cp k --no-clobber k3",
    ] {
        world.run(&format!("storage {words}")).ends_with(0);
    }
    assert_eq!(keys(&world), "-dash\nboth/a.csv\nboth/b.txt\nk\nk2\nk3\n");
    world.run("storage put tree/a.csv").ends_with(2);
    world.run("storage put").ends_with(2);
}

#[test]
fn metadata_is_named_once() {
    let world = with_s3().file("a", "x");
    let put = world.run("storage put a twice --metadata a=1 --metadata A=2 -o json");
    assert_eq!(put.ends_with(6).end()["problem"]["code"], "STORAGE_013");
    world.run("storage stat twice").ends_with(6);
}

#[test]
fn one_that_is_skipped_is_told() {
    let world = tree();
    world.run("storage put tree/a.csv k").ends_with(0);
    let again = world.run("storage put tree/a.csv k --if-changed");
    assert!(
        again.ends_with(0).stderr.contains("1 skipped"),
        "{}",
        again.text()
    );
}

#[test]
fn check_compares_what_sync_would_copy() {
    let world = tree();
    world
        .run("storage sync ./tree in --exclude *.txt")
        .ends_with(0);
    world.run("storage check ./tree in").ends_with(6);
    world
        .run("storage check ./tree in --exclude *.txt")
        .ends_with(0);
    world
        .run("storage check ./tree in --include **/c.csv")
        .ends_with(0);
    std::os::unix::fs::symlink("a.csv", world.work().join("tree/link.csv")).unwrap();
    world
        .run("storage check ./tree in --include link.csv")
        .ends_with(6);
    world
        .run("storage check ./tree in --include link.csv --no-follow-symlinks")
        .ends_with(0);
}

#[test]
fn a_file_is_not_copied_onto_itself_by_another_path() {
    let world = tree();
    std::os::unix::fs::symlink("tree", world.work().join("link")).unwrap();
    for words in ["mv ./tree/a.csv ./link/a.csv", "cp ./link/b.txt ./tree/"] {
        let outcome = world.run(&format!("storage {words}"));
        let text = outcome.ends_with(6).text();
        assert!(text.contains("STORAGE_014"), "{text}");
    }
    assert_eq!(fs::read(world.work().join("tree/a.csv")).unwrap(), b"a");
}

/// What is in the way goes before what takes its place, when all else is there.
#[test]
fn sync_makes_a_file_of_a_folder_and_a_folder_of_a_file() {
    for source in ["./tree", "in"] {
        let world = with_tree(with_s3().env("S3_PREFIX", "alike/"))
            .file("back/a.csv/in the way", "x")
            .file("back/deep", "x");
        fs::create_dir_all(world.work().join("back/b.txt/empty/deeper")).unwrap();
        world.run("storage sync ./tree in").ends_with(0);
        let refused = world.run(&format!("storage sync {source} ./back"));
        let text = refused.ends_with(6).text();
        assert!(text.contains("sync --delete"), "{text}");
        assert_eq!(fs::read(world.work().join("back/deep")).unwrap(), b"x");
        world
            .run(&format!("storage sync {source} ./back --delete"))
            .ends_with(0);
        world.run("storage check ./tree ./back").ends_with(0);
        world.run("storage check ./back ./tree").ends_with(0);
    }
}

/// All that has to go before the last copy is what is in its way.
#[test]
fn sync_deletes_what_is_in_nobodys_way_when_all_is_copied() {
    let world = with_s3()
        .file("a", "a")
        .file("back/folder", "in the way")
        .file("back/other", "only here");
    // No directory can hold both of the twins.
    for key in ["folder/a", "twin", "twin/x"] {
        world
            .run(&format!("storage put a twins/{key}"))
            .ends_with(0);
    }
    // One after the other: the twins come to their place in the order of their keys.
    let outcome = world.run("storage sync twins ./back --delete --concurrency 1");
    let text = outcome.ends_with(6).text();
    assert!(text.contains("nothing more was deleted"), "{text}");
    assert!(world.work().join("back/folder/a").exists());
    assert!(world.work().join("back/other").exists());
    world.run("storage rm twins/twin").ends_with(0);
    world.run("storage sync twins ./back --delete").ends_with(0);
    assert!(world.work().join("back/twin/x").exists());
    assert!(!world.work().join("back/other").exists());
}

#[test]
fn sync_deletes_nothing_when_a_copy_failed() {
    let world = tree().file("storage/in/dangling/x", "in the way, and not why it failed");
    world.run("storage sync ./tree in").ends_with(0);
    fs::remove_file(world.work().join("tree/a.csv")).unwrap();
    std::os::unix::fs::symlink("nowhere", world.work().join("tree/dangling")).unwrap();
    let outcome = world.run("storage sync ./tree in --delete");
    assert!(
        outcome.ends_with(6).stderr.contains("nothing was deleted"),
        "{}",
        outcome.text()
    );
    assert!(keys(&world).contains("in/a.csv"));
}

#[test]
fn links_in_a_tree_are_followed_once_and_left_out_when_asked() {
    let world = tree();
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(to, world.work().join("tree").join(name)).unwrap();
    };
    link("a.csv", "file-link");
    link("deep/er", "dir-link");
    link("../tree", "round");
    world.run("storage put -r tree in").ends_with(0);
    assert_eq!(
        keys(&world),
        "in/a.csv\nin/b.txt\nin/deep/c.csv\nin/deep/er/d.csv\nin/dir-link/d.csv\nin/file-link\n"
    );
    world
        .run("storage put -r tree plain --no-follow-symlinks")
        .ends_with(0);
    let plain = world.run("storage ls -r plain").ends_with(0).stdout.clone();
    assert_eq!(plain.lines().count(), 4);
}

#[test]
fn files_that_are_got_have_the_permissions_of_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new().file("a", "x");
    world.run("storage put a a").ends_with(0);
    world.run("storage get a b").ends_with(0);
    let mode = fs::metadata(world.work().join("b"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o444, 0o444);
}

#[test]
fn shards_of_a_sync_do_the_whole_and_nothing_twice() {
    let mut world = World::new();
    for number in 0..40 {
        world = world.file(&format!("many/{number}"), "x");
    }
    let done: Vec<u64> = (0..3)
        .map(|index| {
            let words = format!("storage sync ./many in --shard {index}/3 -o json");
            world.run(&words).ends_with(0).end()["summary"]["done"]
                .as_u64()
                .unwrap()
        })
        .collect();
    assert_eq!(done.iter().sum::<u64>(), 40);
    assert!(done.iter().all(|share| *share > 0), "{done:?}");
    assert_eq!(keys(&world).lines().count(), 40);
    world.run("storage sync ./many in --shard 3/3").ends_with(2);
    let auto = world
        .env("SLURM_ARRAY_TASK_ID", "1")
        .env("SLURM_ARRAY_TASK_COUNT", "3")
        .env("SLURM_ARRAY_TASK_MIN", "0")
        .run("storage sync ./many in --shard auto -o json");
    assert_eq!(auto.ends_with(0).end()["summary"]["skipped"], done[1]);
}

#[test]
fn what_went_in_parts_is_verified_as_a_whole_where_the_service_keeps_no_checksum() {
    let content = vec![b'x'; (9 << 20) + 1];
    let world = with_s3().env("S3_PREFIX", "whole/").file("large", &content);
    world.run("storage put large k").ends_with(0);
    let got = world.run("storage get k back -o json");
    assert_eq!(got.ends_with(0).lines()[0]["verified"], "crc64nvme");
    // Its copy carries the checksum along.
    world.run("storage cp k copy").ends_with(0);
    let got = world.run("storage get copy back -o json");
    assert_eq!(got.ends_with(0).lines()[0]["verified"], "crc64nvme");
}

#[test]
fn a_limit_of_the_rate_is_kept() {
    // In parts, and in one piece.
    for (bytes, rate) in [((11 << 20) + 7, 16 << 20), (3 << 20, 8 << 20)] {
        let world = with_s3()
            .env("S3_PREFIX", &format!("limited-{bytes}/"))
            .file("large", vec![b'x'; bytes]);
        let least = Duration::from_secs_f64(bytes as f64 / f64::from(rate));
        for words in [
            "put large k",
            "get k back",
            "get k -",
            "cp k ./copy",
            "put ./large ./k",
        ] {
            let words = words.replacen("put ./", "cp ./", 1);
            let start = Instant::now();
            world
                .run(&format!("storage {words} --limit-rate {rate}"))
                .ends_with(0);
            let took = start.elapsed();
            assert!(took >= least, "{words}: {took:?}, at least {least:?}");
        }
        for name in ["back", "copy", "k"] {
            assert!(fs::read(world.work().join(name)).unwrap() == vec![b'x'; bytes]);
        }
    }
}

#[test]
fn a_source_that_is_not_there_or_empty_never_empties_the_other_side() {
    let world = tree();
    world.run("storage sync ./tree in").ends_with(0);
    let gone = world.run("storage sync ./misspelt in --delete -o json");
    assert_eq!(gone.ends_with(6).end()["problem"]["code"], "STORAGE_010");
    fs::create_dir(world.work().join("empty")).unwrap();
    let empty = world.run("storage sync ./empty in --delete -o json");
    assert_eq!(empty.ends_with(6).end()["problem"]["code"], "STORAGE_004");
    let check = world.run("storage check ./misspelt in -o json");
    assert_eq!(check.ends_with(6).end()["problem"]["code"], "STORAGE_010");
    assert_eq!(keys(&world).lines().count(), 4);
}

#[test]
fn a_tree_is_never_copied_into_itself() {
    for world in [tree(), with_tree(with_s3().env("S3_PREFIX", "itself/"))] {
        world.run("storage put -r tree in").ends_with(0);
        let before = keys(&world);
        for words in [
            "cp -r in in/copy",
            "cp -r in in",
            "mv -r in in/copy",
            "cp in/** in/copy/",
            "cp in/* in/",
            "sync in in/copy",
            "sync in in",
            "sync --delete in/deep in",
            "cp -r ./tree ./tree/copy",
            "sync ./tree/ ./tree/deep/../copy",
        ] {
            let refused = world.run(&format!("storage {words} -o json"));
            let problem = refused.ends_with(6).end()["problem"].clone();
            assert_eq!(problem["code"], "STORAGE_014", "{}", refused.text());
        }
        assert_eq!(keys(&world), before);
        assert_eq!(fs::read_dir(world.work().join("tree")).unwrap().count(), 3);
        // What is not found again may lie there.
        for words in [
            "cp -r in in/copy --exclude copy",
            "cp in/*.csv in/copy/",
            "cp -r in/deep in",
            "sync --delete in/copy in --exclude copy",
        ] {
            world.run(&format!("storage {words}")).ends_with(0);
        }
    }
    let world = tree();
    let refused = world.run("storage put -r . in -o json");
    assert_eq!(refused.ends_with(6).end()["problem"]["code"], "STORAGE_014");
    world
        .run("storage put -r . in --exclude storage")
        .ends_with(0);
}

#[test]
fn a_folder_of_which_nothing_is_there_is_told_and_so_is_the_file_that_is_called_like_it() {
    let world = with_tree(with_s3().env("S3_PREFIX", "nothing/"));
    for words in [
        "sync tree in",
        "sync --delete tree in",
        "check tree in",
        "cp -r tree in",
        "cp tree/a.csv in",
        "mv tree/a.csv in",
    ] {
        let said = world.run(&format!("storage {words}"));
        let said = said.ends_with(6).stderr.clone();
        assert!(said.contains("error[STORAGE_004]: "), "{words}: {said}");
        assert!(said.contains("write ./tree"), "{words}: {said}");
    }
    for words in ["sync gone in", "check gone in"] {
        let said = world.run(&format!("storage {words}"));
        let said = said.ends_with(6).stderr.clone();
        assert!(
            said.contains("there is nothing in \"gone\"") && !said.contains("./"),
            "{said}"
        );
    }
    for words in ["get in/", "get in/ out", "cp in/ there", "mv in/ there"] {
        let said = world.run(&format!("storage {words}"));
        let said = said.ends_with(2).stderr.clone();
        assert_eq!(said, "error: \"in/\" is a folder; give -r\n");
    }
}

#[test]
fn two_that_would_come_to_one_place_are_refused_and_of_two_trees_the_later_wins() {
    let world = with_s3()
        .env("S3_PREFIX", "twice/")
        .file("one/x", "1")
        .file("two/x", "2");
    world.run("storage put one/x two/x in/").ends_with(2);
    for _ in 0..3 {
        world.run("storage put -r one two in/").ends_with(0);
        assert_eq!(world.run("storage cat in/x").ends_with(0).stdout, "2");
        world.run("storage put -r two one in/").ends_with(0);
        assert_eq!(world.run("storage cat in/x").ends_with(0).stdout, "1");
    }
    // A folder's object of the name of the object that is called like the folder.
    let fake = crate::support::fake_s3::s3(|request, _| {
        use crate::support::fake_s3::{asks, says};
        asks(request, "list-type").then(|| {
            says(
                200,
                "<ListBucketResult><Contents><Key>a/a</Key><Size>1</Size></Contents>\
                 <IsTruncated>false</IsTruncated></ListBucketResult>",
            )
        })
    });
    let world = super::s3_at(&fake.url).file("one", "1");
    world.run("storage put one a").ends_with(0);
    world.run("storage put one a/a").ends_with(0);
    let moved = world.run("storage mv -r a ./there");
    assert!(moved.ends_with(6).stderr.contains("STORAGE_013"));
    let gone =
        |one: &crate::support::api::Request| one.method == "DELETE" && one.path.contains("a/a");
    assert!(!fake.seen().iter().any(gone));
}

#[test]
fn what_is_no_file_is_not_replaced_by_one_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = with_s3()
        .env("S3_PREFIX", "nodes/")
        .file("a", "secret")
        .file("there", "old");
    world.run("storage put a a").ends_with(0);
    let _socket = std::os::unix::net::UnixListener::bind(world.work().join("node")).unwrap();
    for words in ["get a node", "cp a ./node", "get a /dev/null"] {
        let outcome = world.run(&format!("storage {words} -o json"));
        assert_eq!(outcome.ends_with(6).end()["problem"]["code"], "STORAGE_010");
    }
    // The file is its owner's alone.
    world.run("storage get a there").ends_with(0);
    let there = world.work().join("there");
    assert_eq!(fs::read(&there).unwrap(), b"secret");
    assert_eq!(
        there.metadata().unwrap().permissions().mode() & 0o777,
        0o600
    );
    world.run("storage get a az://files/a").ends_with(2);
    let version = World::new().file("storage/a", "x");
    for words in ["cat a --version 1", "stat a --version 1"] {
        let said = version.run(&format!("storage {words}"));
        assert!(said.ends_with(6).stderr.contains("STORAGE_014"));
    }
}

#[test]
fn what_a_copy_is_not_told_it_has_of_its_source() {
    let world = with_s3().env("S3_PREFIX", "carried/").file("a", "x");
    world
        .run("storage put a a --content-type text/html --content-encoding gzip --cache-control no-store --metadata a=b")
        .ends_with(0);
    world
        .run("storage cp a b --metadata c=d --cache-control max-age=9")
        .ends_with(0);
    let copy = world.run("storage stat b -o json").ends_with(0).json();
    assert_eq!(copy["content_type"], "text/html");
    assert_eq!(copy["content_encoding"], "gzip");
    assert_eq!(copy["cache_control"], "max-age=9");
    assert_eq!(copy["metadata"]["a"], "b");
    assert_eq!(copy["metadata"]["c"], "d");
}

#[test]
fn folders_that_are_keys_are_no_files_for_sync_and_check() {
    let fake = crate::support::fake_s3::s3(|request, _| {
        use crate::support::fake_s3::{asks, says};
        let keys = ["dir/", "dir/a", "dir/sub/", "dir/sub/b"]
            .map(|key| format!("<Contents><Key>{key}</Key><Size>1</Size></Contents>"));
        asks(request, "list-type").then(|| {
            says(
                200,
                format!(
                    "<ListBucketResult>{}<IsTruncated>false</IsTruncated></ListBucketResult>",
                    keys.concat()
                ),
            )
        })
    });
    let world = super::s3_at(&fake.url).file("one", "1");
    for key in ["dir/a", "dir/sub/b"] {
        world.run(&format!("storage put one {key}")).ends_with(0);
    }
    world.run("storage sync dir ./dir --delete").ends_with(0);
    assert_eq!(fs::read(world.work().join("dir/sub/b")).unwrap(), b"1");
    world.run("storage check dir ./dir").ends_with(0);
}

#[test]
fn an_upload_that_is_continued_carries_what_is_asked_for_now() {
    let fake = crate::support::fake_s3::s3(|request, _| {
        use crate::support::fake_s3::{asks, refuses, says};
        match request.method.as_str() {
            "POST" if asks(request, "uploads") => Some(says(
                200,
                "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>",
            )),
            "PUT" if asks(request, "partNumber") => Some(refuses(403, "AccessDenied")),
            "GET" if asks(request, "uploadId") => {
                Some(says(200, "<ListPartsResult></ListPartsResult>"))
            }
            "DELETE" => Some(says(204, "")),
            _ => None,
        }
    });
    let world = super::s3_at(&fake.url).file("large", vec![b'x'; 20 << 20]);
    let begun = || fake.seen().iter().filter(|one| asks_to_begin(one)).count();
    world.run("storage put large k").ends_with(6);
    assert_eq!(begun(), 1);
    world.run("storage put large k --resume").ends_with(6);
    assert_eq!(begun(), 1);
    world
        .run("storage put large k --resume --content-type text/x-now")
        .ends_with(6);
    assert_eq!(begun(), 2);
}

fn asks_to_begin(request: &crate::support::api::Request) -> bool {
    request.method == "POST" && crate::support::fake_s3::asks(request, "uploads")
}

/// Nobody wants a request for each few bytes.
#[tokio::test]
async fn parts_are_never_tiny() {
    let stage = crate::conformance::store::stage::azure().await;
    let proxy = Proxy::before(endpoint(&stage), |_, _| Fault::None);
    let world = stage.world_at(&proxy.url).file("k", vec![b'x'; 600_000]);
    world.run("storage put k k --part-size 16").ends_with(0);
    let mut put = world.command("storage put - s --part-size 1");
    let file = fs::File::open(world.work().join("k")).unwrap();
    assert!(put.stdin(file).status().unwrap().success());
    assert_eq!(stage.stat("s").await.size, 600_000);
    assert_eq!(proxy.carried().len(), 6);
}

/// How far a transfer is: bytes, rate and time left; of many, the files too. In a pipe there is no word of it.
#[test]
fn a_bar_is_drawn_on_a_terminal_alone() {
    let world = tree().file("large", vec![b'x'; 3 << 20]);
    for (words, shows) in [
        (
            "put large k --limit-rate 4MiB",
            &["of 3.00 MiB", "MiB/s", "left"][..],
        ),
        ("put -r tree in --limit-rate 10", &["B/s", "left", "files"]),
    ] {
        let (status, shown) = on_a_terminal(&world, &format!("storage {words}"), &[]);
        assert_eq!(status, Some(0), "{shown}");
        for part in shows {
            assert!(shown.contains(part), "no {part:?} in {shown:?}");
        }
        let (_, quiet) = on_a_terminal(&world, &format!("storage {words} --no-progress"), &[]);
        let piped = world.run(&format!("storage {words}"));
        for said in [&quiet, &piped.ends_with(0).stderr] {
            assert!(!said.contains("/s"), "{said:?}");
        }
    }
}
