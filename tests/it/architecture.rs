//! Who may import whom, and where things stand. The table is the architecture: change it there on purpose
//! or not at all.

use std::fs;
use std::path::{Path, PathBuf};

/// A module, and what it may import. `*` is everything.
const MAY_IMPORT: [(&str, &str); 17] = [
    ("problem", ""),
    ("secret", ""),
    ("progress", ""),
    ("whole", ""),
    ("probe", "problem secret whole"),
    ("config", "problem secret probe"),
    ("net", "problem secret progress"),
    ("auth", "problem secret progress probe config net whole"),
    ("mail", "problem secret progress probe config net whole"),
    ("storage", "problem secret progress probe config net whole"),
    ("service", "auth mail storage config net probe problem"),
    (
        "services",
        "service auth mail storage config net probe problem secret progress whole",
    ),
    ("output", "problem probe progress secret"),
    ("app", "*"),
    (
        "commands",
        "app service services config auth mail storage probe output problem secret whole",
    ),
    ("lib", "*"),
    ("main", "*"),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert!(found.len() > 30);
    found
}

/// The module of a file: the first name below `src`.
fn module(path: &Path) -> String {
    let below = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap();
    let first = below
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let mut faults = String::new();
    for (path, text) in sources() {
        let module = module(&path);
        let (_, allowed) = MAY_IMPORT
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} is not in the table"));
        if *allowed == "*" {
            continue;
        }
        for import in text.split("crate::").skip(1) {
            let name: String = import
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            if name != module && !allowed.split(' ').any(|allowed| allowed == name) {
                faults += &format!("{} imports {name}\n", path.display());
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_file_says_what_it_is_and_none_is_called_helpers() {
    let mut faults = String::new();
    for (path, text) in sources() {
        if !text.starts_with("//!") {
            faults += &format!("{} has no header\n", path.display());
        }
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if ["util", "utils", "helper", "helpers", "common", "misc"].contains(&stem) {
            faults += &format!("{} has no role in its name\n", path.display());
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn whatever_a_live_check_finds_can_be_explained() {
    let mut names: Vec<&str> = tieline::commands::config::check::live::LIVE
        .iter()
        .map(|(name, _)| *name)
        .collect();
    for service in tieline::services::SERVICES {
        names.extend(service.live.iter().map(|(name, _)| *name));
    }
    let all: String = sources().into_iter().map(|(_, text)| text).collect();
    for name in names {
        // Once where it is explained, once at least where it is found.
        assert!(
            all.matches(&format!("\"{name}\"")).count() > 1,
            "{name} is never found"
        );
    }
    // Between two quotes; what lies between two texts is no such name.
    let found = all.split('"').filter(|text| {
        ["smtp-", "s3-", "azure-", "gcs-", "local-", "outbox-"]
            .iter()
            .any(|family| text.starts_with(family) && text != family)
            // A value of STORAGE_TYPE.
            && *text != "azure-blob"
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit())
    });
    let world = crate::support::world::World::new();
    let unique: std::collections::BTreeSet<&str> = found.collect();
    assert!(unique.len() > 20);
    for name in unique {
        world.run(&format!("explain {name}")).ends_with(0);
    }
}

#[test]
fn no_other_program_is_started_with_anything_secret() {
    let mut starts = Vec::new();
    for (path, text) in sources() {
        if text.contains("process::Command") || text.contains("process::{Command") {
            starts.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    starts.sort();
    // The user's own command, which is told nothing, and `stty echo`.
    assert_eq!(starts, ["mailer.rs", "prompt.rs"]);
}
