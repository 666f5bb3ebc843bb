//! Every rule of the offline check against one configuration it must catch and one it must leave alone.

mod general;
mod login;
mod mail;
mod storage;

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;

use tieline::commands::config::check::offline;
use tieline::config::rules::{GENERAL, LOGIN, MAIL, PER_SERVICE, STORAGE, VALUES};
use tieline::config::{Settings, Sources};
use tieline::probe::{Finding, Severity};
use tieline::services::SERVICES;

/// One rule, both ways.
pub struct Row {
    pub rule: &'static str,
    /// An env file that it must catch.
    pub catch: &'static str,
    /// The variable that is to blame.
    pub blames: &'static str,
    /// An env file, as near to the other as can be, that it must leave alone.
    pub leave: &'static str,
}

fn rows() -> Vec<&'static Row> {
    [general::ROWS, login::ROWS, mail::ROWS, storage::ROWS]
        .into_iter()
        .flatten()
        .collect()
}

fn check(text: &str) -> Vec<Finding> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("prod.env");
    std::fs::write(&path, text).unwrap();
    // The one rule that looks at the file itself is told by a first line.
    let mode = if text.starts_with("# mode 644") {
        0o644
    } else {
        0o600
    };
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    let sources = Sources {
        env_files: vec![path],
        profile: None,
    };
    let settings = Settings::load(&sources, &tieline::app::tables(), std::iter::empty()).unwrap();
    offline(&settings, true, &[])
}

#[test]
fn every_rule_catches_its_fault_and_leaves_the_correct_file_alone() {
    let mut faults = String::new();
    for row in rows() {
        let caught = check(row.catch);
        if !caught.iter().any(|finding| {
            finding.rule == row.rule && finding.variable.as_deref().unwrap_or("") == row.blames
        }) {
            faults += &format!("{}: not caught in {:?}: {caught:#?}\n", row.rule, row.catch);
        }
        let left = check(row.leave);
        if left.iter().any(|finding| finding.rule == row.rule) {
            faults += &format!("{}: false alarm in {:?}: {left:#?}\n", row.rule, row.leave);
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_rule_has_a_row_and_a_name_of_its_own() {
    let mut names = Vec::new();
    for rules in [GENERAL, PER_SERVICE, VALUES, MAIL, LOGIN, STORAGE] {
        names.extend(rules.iter().map(|rule| rule.name));
    }
    for service in SERVICES {
        names.extend(service.rules.iter().map(|rule| rule.name));
    }
    let unique: BTreeSet<_> = names.iter().copied().collect();
    assert_eq!(unique.len(), names.len(), "two rules of one name");
    // It takes two sources, and has a test of its own below.
    let two_sources = ["variable-overridden"];
    let tested: BTreeSet<_> = rows()
        .iter()
        .map(|row| row.rule)
        .chain(two_sources)
        .collect();
    let untested: Vec<_> = unique.difference(&tested).collect();
    let unknown: Vec<_> = tested.difference(&unique).collect();
    assert!(
        untested.is_empty() && unknown.is_empty(),
        "untested {untested:?}, unknown {unknown:?}"
    );
}

/// A correct file, with no error and no warning in it.
pub fn is_clean(text: &str) {
    let loud: Vec<_> = check(text)
        .into_iter()
        .filter(|finding| finding.severity != Severity::Info)
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

#[test]
fn a_variable_that_two_files_set_differently_is_told_with_both_places() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let sources = Sources {
        env_files: vec![
            file("a.env", "SMTP_PORT=25\nSMTP_SERVER=same"),
            file("b.env", "SMTP_PORT=587\nSMTP_SERVER=same"),
        ],
        profile: None,
    };
    let environment = [("SMTP_PORT".into(), "465".into())];
    let settings =
        Settings::load(&sources, &tieline::app::tables(), environment.into_iter()).unwrap();
    let told: Vec<_> = offline(&settings, false, &[])
        .into_iter()
        .filter(|finding| finding.rule == "variable-overridden")
        .map(|finding| (finding.severity, finding.title))
        .collect();
    let [(one, first), (two, second)] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!((*one, *two), (Severity::Info, Severity::Info));
    assert!(first.contains("b.env:1 wins over") && first.contains("a.env:1"));
    assert!(second.contains("environment wins over") && second.contains("b.env:1"));
}
