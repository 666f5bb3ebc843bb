//! Removing objects.

use expect_test::expect;

use super::with_s3;
use crate::support::terminal::on_a_terminal;
use crate::support::testbed;
use crate::support::world::{Outcome, World};

#[test]
fn one_object_that_cannot_be_removed_does_not_stop_the_others() {
    let world = World::new().file("storage/a", "").file("storage/b", "");
    let removed = world.run("storage rm a none b --yes -o json");
    let end = removed.ends_with(6).end();
    assert_eq!(end["problem"]["code"], "STORAGE_004");
    expect![[r#"{"bytes":0,"done":2,"failed":1,"planned":0,"skipped":0}"#]]
        .assert_eq(&end["summary"].to_string());
    let lines = removed.lines();
    let failed = lines
        .iter()
        .filter(|line| line["op"] == "rm" && !line["problem"].is_null());
    assert_eq!((lines.len(), failed.count()), (4, 1), "{}", removed.text());
    assert_eq!(world.run("storage ls -r").stdout, "");
}

#[test]
fn more_than_one_object_is_removed_only_when_that_is_meant() {
    let world = World::new()
        .file("storage/logs/a", "one")
        .file("storage/logs/b/c", "three")
        .file("storage/logs2/a", "");
    world.run("storage rm -r logs").is(expect![[r#"
        $ tieline storage rm -r logs
        [2]
        --- stderr
        error: more than one object would be removed; give --yes
    "#]]);
    world.run("storage rm logs/a logs2/a").ends_with(2);
    world.run("storage rm log*/a").ends_with(2);
    let planned = world.run("storage rm -r logs --dry-run -o json");
    let end = planned.ends_with(0).end();
    expect![[r#"{"bytes":8,"done":0,"failed":0,"planned":2,"skipped":0}"#]]
        .assert_eq(&end["summary"].to_string());
    assert_eq!(planned.lines()[0]["planned"], true);
    let removed = world.run("storage rm -r logs --yes");
    assert_eq!(removed.ends_with(0).stdout.lines().count(), 2);
    assert_eq!(removed.stderr, "2 done\n");
    // What merely begins like it stays.
    assert_eq!(world.run("storage ls -r").stdout, "logs2/a\n");
}

#[test]
fn what_matches_nothing_is_told_and_does_not_stop_the_others() {
    let world = World::new()
        .file("storage/a.txt", "")
        .file("storage/[b]", "");
    let removed = world.run("storage rm *.csv *.txt --yes -o json");
    let end = removed.ends_with(6).end();
    assert_eq!(end["problem"]["title"], "nothing matches \"*.csv\"");
    assert_eq!(end["summary"]["done"], 1);
    // One match is one object: nobody has to agree.
    world.run("storage rm [[]b*").ends_with(0);
    world.run("storage rm [b").ends_with(2);
    let literal = world.run("storage rm [b --literal -o json");
    assert_eq!(literal.ends_with(6).end()["problem"]["key"], "storage/[b");
}

#[test]
fn a_bucket_is_made_emptied_and_removed() {
    let bucket = format!("{}-own", testbed::bucket_name());
    let world = with_s3().env("S3_BUCKET_NAME", &bucket).file("a", "x");
    let said = |outcome: &Outcome| outcome.text().replace(&bucket, "BUCKET");
    expect![[r#"
        $ tieline storage mb
        [0]
        --- stdout
        mb s3://BUCKET/
    "#]]
    .assert_eq(&said(&world.run("storage mb")));
    let again = world.run("storage mb");
    let again = again.ends_with(6).stderr.clone();
    assert!(
        again.contains(&format!("bucket \"{bucket}\" cannot be made"))
            && again.contains("BucketAlready")
            && again.contains("choose another name"),
        "{again}"
    );
    for key in ["a", "b/c", "b/d"] {
        world.run(&format!("storage put a {key}")).ends_with(0);
    }
    let full = world.run("storage rb -o json");
    assert_eq!(full.ends_with(6).end()["problem"]["code"], "STORAGE_017");
    world.run("storage rb --force").ends_with(2);
    // What lies outside of the prefix is not what was meant, and nothing is removed.
    let below = with_s3()
        .env("S3_BUCKET_NAME", &bucket)
        .env("S3_PREFIX", "b/")
        .run("storage rb --force --yes -o json");
    let end = below.ends_with(6).end();
    assert_eq!(end["problem"]["code"], "STORAGE_017", "{}", below.text());
    assert_eq!(world.run("storage ls -r").stdout, "a\nb/c\nb/d\n");
    let removed = world.run("storage rb --force --yes -o json");
    let end = removed.ends_with(0).end();
    assert_eq!(end["summary"]["done"], 4, "{}", removed.text());
    let gone = world.run("storage ls -o json");
    assert_eq!(gone.ends_with(6).json()["problem"]["code"], "STORAGE_003");
}

#[test]
fn what_is_no_bucket_cannot_be_made() {
    let world = World::new();
    let local = world.run("storage mb -o json");
    assert_eq!(local.ends_with(6).json()["problem"]["code"], "STORAGE_014");
    for nonsense in ["reports", "s3://bucket/key", "s3://"] {
        world.run(&format!("storage mb {nonsense}")).ends_with(2);
    }
}

#[test]
fn thousands_of_objects_are_removed_from_s3() {
    let world = with_s3().env("S3_PREFIX", "thousands/");
    let world = world.file("a", "x");
    let script: String = (0..1500)
        .map(|number| format!("put a n/{number}\n"))
        .collect();
    let world = world.file("script", script);
    world.run("storage run script -q").ends_with(0);
    let removed = world.run("storage rm -r n --yes -o json");
    let end = removed.ends_with(0).end();
    assert_eq!(end["summary"]["done"], 1500);
    assert_eq!(world.run("storage ls -r").stdout, "");
}

#[test]
fn a_bucket_goes_with_its_versions_and_the_marks_of_what_was_deleted() {
    let world = with_s3().env("S3_BUCKET_NAME", &testbed::versioned_bucket());
    let world = world.file("a", "one");
    for words in ["put a k", "put a k", "put a l", "rm k", "rm l"] {
        world.run(&format!("storage {words}")).ends_with(0);
    }
    let removed = world.run("storage rb --force --yes -o json");
    let end = removed.ends_with(0).end();
    assert_eq!(end["summary"]["failed"], 0, "{}", removed.text());
    let gone = world.run("storage ls -o json");
    assert_eq!(gone.ends_with(6).json()["problem"]["code"], "STORAGE_003");
}

#[test]
fn on_a_terminal_more_than_one_goes_only_by_a_yes() {
    let world = World::new()
        .file("storage/a", "1")
        .file("storage/b", "22")
        .file("storage/c/d", "333");
    let keys = |world: &World| world.run("storage ls -r").ends_with(0).stdout.clone();
    for words in ["storage rm a b", "storage rm -r c a", "storage rm *"] {
        let (status, shown) = on_a_terminal(&world, words, &[("remove 2 objects", "n\n")]);
        assert_eq!(status, Some(0), "{shown}");
        assert_eq!(keys(&world), "a\nb\nc/d\n", "{shown}");
    }
    let (status, shown) = on_a_terminal(&world, "storage rm a b", &[("remove 2 objects", "y\n")]);
    assert_eq!((status, &*keys(&world)), (Some(0), "c/d\n"), "{shown}");
    // One alone is what was said.
    let (status, shown) = on_a_terminal(&world, "storage rm c/d", &[]);
    assert_eq!((status, &*keys(&world)), (Some(0), ""), "{shown}");
}
