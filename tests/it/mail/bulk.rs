//! `tieline mail send --each` and `mail log`.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

use crate::support::testbed;
use crate::support::world::World;

fn relay() -> World {
    World::new()
        .env("MAIL_TYPE", "smtp")
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
        .env("SMTP_SERVER", "127.0.0.1")
        .env("SMTP_PORT", &testbed::smtp().port("plain").to_string())
}

/// How often each recipient of this domain got something.
fn counts(domain: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for record in testbed::smtp().all() {
        for to in record["to"].as_array().unwrap() {
            if let Some(to) = to.as_str().filter(|to| to.ends_with(domain)) {
                *counts.entry(to.to_owned()).or_insert(0) += 1;
            }
        }
    }
    counts
}

#[test]
fn every_row_becomes_a_message_and_bad_ones_are_told_with_their_line() {
    let world = relay().file(
        "people.csv",
        "to,name\none@bulk.example,Ann\nnobody,Bob\ntwo@bulk.example,\"Cleo, \"\"C\"\"\"\nthree@bulk.example\nrefused@bulk.example,Eve\n",
    );
    let outcome = world.run("mail send --each people.csv --subject Hi-{{name}} --text Hello-{{name}} -o json --retries 0");
    outcome.ends_with(5);
    let lines: Vec<serde_json::Value> = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let summary = &lines.last().unwrap()["summary"];
    assert_eq!(
        (&summary["sent"], &summary["bad"], &summary["refused"]),
        (&2.into(), &2.into(), &1.into()),
        "{}",
        outcome.text()
    );
    let mut bad: Vec<u64> = lines
        .iter()
        .filter(|line| line["code"] == "MAIL_006")
        .map(|line| line["line"].as_u64().unwrap())
        .collect();
    bad.sort_unstable();
    assert_eq!(bad, [3, 5]);
    assert_eq!(counts("@bulk.example").len(), 2);
    let two = &testbed::smtp().received("two@bulk.example")[0];
    assert!(
        two["content"]
            .as_str()
            .unwrap()
            .contains("Hello-Cleo, \"C\""),
        "{two}"
    );
}

#[test]
fn everybody_can_unsubscribe_at_an_address_of_their_own() {
    let world = World::new()
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
        .file(
            "people.csv",
            "to,token\na@unsub.example,t1\nb@unsub.example,t 2\n",
        );
    let words = "mail send --each people.csv --subject s --text t --dry-run --unsubscribe";
    for more in [
        vec![],
        vec![
            "--template",
            "verification",
            "--var",
            "code=1",
            "--var",
            "product=P",
            "--var",
            "minutes=5",
        ],
    ] {
        let mut command = world.command(&words.replace(
            "--subject s --text t ",
            if more.is_empty() {
                "--subject s --text t "
            } else {
                ""
            },
        ));
        let output = command
            .arg("https://example.org/u/{{token}}")
            .args(&more)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("List-Unsubscribe: <https://example.org/u/t1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{text}");
        // A blank is no part of an address.
        assert_eq!(output.status.code(), Some(5));
        assert!(!text.contains("b@unsub.example"), "{text}");
    }
}

#[test]
fn json_lines_from_stdin_are_rows_too() {
    let world = relay();
    let mut command = world.command("mail send --each - --subject s --text {{n}} --rate 1000/s --connections 2 --per-connection 1");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let rows: String = (0..5)
        .map(|n| format!("{{\"to\":\"j{n}@lines.example\",\"n\":{n}}}\n\n"))
        .collect();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), rows.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "5 sent\n");
    assert_eq!(counts("@lines.example").len(), 5);
}

#[test]
fn a_run_that_is_killed_again_and_again_reaches_everybody_at_most_once_and_names_the_rest() {
    const ROWS: usize = 2000;
    let mut rows = String::from("to\n");
    for n in 0..ROWS {
        rows += &format!("k{n}@killed.example\n");
    }
    let world = relay().file("people.csv", rows);
    let send = "mail send --each people.csv --subject s --text t --connections 4 -o json";
    let mut reached = 0;
    for kill in 1..=10 {
        let resume = if kill == 1 { "" } else { " --resume" };
        let mut child = world
            .command(&format!("{send}{resume}"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // Killed once it has got a tenth further.
        let goal = ROWS / 11 * kill;
        while reached < goal {
            reached = counts("@killed.example").len();
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let outcome = world.run(&format!("{send} --resume"));
    let lines: Vec<serde_json::Value> = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let unknown: Vec<&str> = lines
        .iter()
        .filter(|line| line["outcome"] == "unknown")
        .map(|line| line["recipient"].as_str().unwrap())
        .collect();
    let counts = counts("@killed.example");
    assert!(
        counts.values().all(|count| *count == 1),
        "somebody got it twice"
    );
    for n in 0..ROWS {
        let to = format!("k{n}@killed.example");
        assert!(
            counts.contains_key(&to) || unknown.contains(&to.as_str()),
            "{to} was left out"
        );
    }
    // At most what was in flight at each kill.
    assert!(unknown.len() <= 40, "{}", unknown.len());
    let again = world.run(&format!("{send} --resume"));
    let last: serde_json::Value =
        serde_json::from_str(again.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(
        (
            last["summary"]["sent"].as_u64(),
            last["summary"]["skipped"].as_u64()
        ),
        (Some(0), Some((ROWS - unknown.len()) as u64))
    );
}

#[test]
fn a_resumption_refuses_another_file_and_one_that_was_never_begun() {
    let world = World::new()
        .file("people.csv", "to\na@x.example\n")
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org");
    let none = world.run("mail send --each people.csv --subject s --text t --resume -o json");
    assert_eq!(none.ends_with(5).json()["problem"]["code"], "MAIL_012");
    world
        .run("mail send --each people.csv --subject s --text t")
        .ends_with(0);
    fs::write(world.work().join("people.csv"), "to\nb@x.example\n").unwrap();
    let other = world.run("mail send --each people.csv --subject s --text t --resume");
    assert!(
        other.ends_with(5).stderr.contains("another recipient"),
        "{}",
        other.text()
    );
}

#[test]
fn a_relay_that_goes_away_ends_the_batch_and_leaves_the_rest_to_a_resumption() {
    let world = relay().file("people.csv", "to\na@gone.example\nb@gone.example\n");
    let gone = World::new()
        .env("SMTP_SERVER", "127.0.0.1")
        .env("SMTP_PORT", "1")
        .env("MAIL_TYPE", "smtp")
        .env("MAIL_DEFAULT_SEND_FROM", "ops@example.org")
        .file("people.csv", "to\na@gone.example\nb@gone.example\n");
    let outcome =
        gone.run("mail send --each people.csv --subject s --text t --retries 0 --connections 1");
    assert!(
        outcome.ends_with(5).stderr.contains("MAIL_001"),
        "{}",
        outcome.text()
    );
    world
        .run("mail send --each people.csv --subject s --text t")
        .ends_with(0);
}

#[test]
fn the_log_tells_what_became_of_each_and_holds_no_body() {
    let world = relay().file("people.csv", "to\na@log.example\nrefused@log.example\n");
    world
        .run("mail send --each people.csv --subject s --text the-body --retries 0")
        .ends_with(5);
    world
        .run("mail send --to deferred@log.example --subject s --text the-body --retries 0")
        .ends_with(5);
    let all = world.run("mail log -o json");
    let rows: Vec<serde_json::Value> = all
        .ends_with(0)
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut told: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {}",
                row["recipient"].as_str().unwrap(),
                row["outcome"].as_str().unwrap()
            )
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "a@log.example sent",
            "deferred@log.example deferred",
            "refused@log.example refused"
        ]
    );
    let refused = world.run("mail log --outcome refused --since 1h");
    assert!(
        refused
            .ends_with(0)
            .stdout
            .contains("550 5.1.1 No such user here  MAIL_004"),
        "{}",
        refused.text()
    );
    assert_eq!(
        world
            .run("mail log --to a@log.example")
            .stdout
            .lines()
            .count(),
        1
    );
    // What is asked for together has to hold together.
    for (filters, count) in [
        ("--to A@LOG.example --outcome sent --since 1h", 1),
        ("--to a@log.example --outcome refused", 0),
        ("--outcome deferred --since 1h", 1),
        ("--outcome queued", 0),
        ("--outcome unknown", 0),
        ("--since 0s", 0),
        ("--to nobody@log.example", 0),
    ] {
        for form in ["human", "json"] {
            let some = world.run(&format!("mail log {filters} -o {form}"));
            assert_eq!(
                some.ends_with(0).stdout.lines().count(),
                count,
                "{}",
                some.text()
            );
        }
    }
    world.run("mail log --since yesterday").ends_with(2);
    world.run("mail log --outcome lost").ends_with(2);
    let path = world
        .work()
        .parent()
        .unwrap()
        .join("home/.local/state/tieline/mail.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    assert!(!text.contains("the-body"));
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    fs::write(&path, format!("{text}{{\"half a li")).unwrap();
    assert_eq!(world.run("mail log").stdout.lines().count(), 3);
}

#[test]
fn several_processes_write_one_log_line_by_line() {
    let world = World::new().env("MAIL_DEFAULT_SEND_FROM", "ops@example.org");
    let rows: String = (0..200).map(|n| format!("p{n}@many.example\n")).collect();
    let world = world.file("people.csv", format!("to\n{rows}"));
    let children: Vec<_> = (0..3)
        .map(|_| {
            world
                .command("mail send --each people.csv --subject s --text t")
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(
        world
            .run("mail log --outcome queued")
            .ends_with(0)
            .stdout
            .lines()
            .count(),
        600
    );
}
