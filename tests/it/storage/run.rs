//! Many commands in one file.

use std::fs;

use expect_test::expect;

use crate::support::world::World;

#[test]
fn each_line_is_a_command_and_one_that_fails_does_not_stop_the_others() {
    let script = r#"# what was left over
put 'a b' "kept/a b"   # quoted as for a shell

put nothing kept/x
stat
cat kept/x
run other
rm none
put a\ b kept/'it''s'
ls "
"#;
    let world = World::new().file("a b", "content").file("script", script);
    let ran = world.run("storage run script --concurrency 1");
    let said = ran.text().replace(world.work().to_str().unwrap(), "/work");
    expect![[r#"
        $ tieline storage run script --concurrency 1
        [6]
        --- stdout
        put a b to storage/kept/a b, 7 bytes
        put a b to storage/kept/its, 7 bytes
        --- stderr
        error[STORAGE_010]: "nothing" does not exist
          at       script:4
          key      nothing
          cause    No such file or directory (os error 2)
          help     correct the path; `tieline explain STORAGE_010`
        error: script:5: the following required arguments were not provided: <PLACE>
        error: script:6: commands that write an object to stdout would mix with the others
        error: script:7: a file of commands cannot run another one
        error[STORAGE_004]: "none" does not exist
          service  local
          at       script:8
          key      storage/none
          cause    No such file or directory (os error 2)
          help     list what is there; `tieline explain STORAGE_004`
        error: script:10: a quote is not closed
        2 done, 6 failed, 14 bytes
    "#]]
    .assert_eq(&said);
    assert_eq!(world.run("storage ls -r").stdout, "kept/a b\nkept/its\n");
    let json = world.run("storage run script --concurrency 1 -o json");
    expect![[r#"{"ok":false,"problem":{"address":null,"cause":"No such file or directory (os error 2)","code":"STORAGE_010","help":"correct the path","key":"nothing","origin":"script:4","request_id":null,"service":null,"title":"\"nothing\" does not exist","variable":null},"summary":{"bytes":14,"done":2,"failed":6,"planned":0,"skipped":0}}"#]].assert_eq(&json.end().to_string());
}

#[test]
fn what_is_no_command_is_told_in_the_format_that_was_asked_for() {
    let world = World::new()
        .file("nothing", "# to do")
        .file("script", "ls --help\nput nothing\n");
    let said = world.run("storage run nothing -o json").ends_with(0).json();
    assert_eq!(said["summary"]["done"], 0);
    let ran = world.run("storage run script --concurrency 1 -o json");
    let lines = ran.ends_with(2).lines();
    assert_eq!(lines[0]["error"], "a file of commands gives no help");
    assert_eq!(lines[0]["origin"], "script:1");
    assert_eq!(lines[1]["origin"], "script:2");
    assert_eq!(lines[2]["summary"]["failed"], 2);
    // Where a problem is told at the end, the status is of its family, whatever else stands in the file.
    fs::write(world.work().join("script"), "ls --help\nput gone a\n").unwrap();
    let ran = world.run("storage run script --concurrency 1 -o json");
    assert_eq!(ran.ends_with(6).end()["problem"]["code"], "STORAGE_010");
    let put = world.run("storage put . folder/ -o json");
    let said = put.ends_with(2).json();
    assert_eq!(said["error"], "\".\" is a directory; give -r");
    for words in ["ls --timeout 0s", "put nothing k --concurrency 0"] {
        world.run(&format!("storage {words}")).ends_with(2);
    }
}

#[test]
fn commands_come_from_stdin_as_well() {
    let world = World::new().file("a", "x");
    let mut running = world.start("storage run -");
    running.types("put a b");
    running.types("ls none");
    let outcome = running.ends();
    assert_eq!(outcome.status, Some(0), "{}", outcome.text());
    assert_eq!(world.run("storage ls").stdout, "b\n");
    let missing = world.run("storage run none -o json");
    assert_eq!(
        missing.ends_with(6).json()["problem"]["code"],
        "STORAGE_010"
    );
}
