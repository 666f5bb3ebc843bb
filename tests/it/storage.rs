//! `tieline storage`, on the embedded default: a directory.

use std::fs;
use std::process::Stdio;

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
        assert_eq!(
            outcome.ends_with(6).json()["problem"]["code"],
            "STORAGE_007"
        );
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
        ("storage ls s3://bucket", "STORAGE_014"),
    ] {
        let outcome = world.run(&format!("{words} -o json"));
        assert_eq!(
            outcome.ends_with(6).json()["problem"]["code"],
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
