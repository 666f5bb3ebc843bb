//! The README's examples are run, and print what it says they print; its table of variables is that of the
//! program. `UPDATE_EXPECT=1` writes both anew.

use std::fs;
use std::path::{Path, PathBuf};

use tieline::config::{DifyType, Var};

use crate::support::world::World;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

#[test]
fn the_readme_says_what_the_program_does() {
    let readme = fs::read_to_string(path()).unwrap();
    let env_file = readme
        .split("```dotenv\n")
        .nth(1)
        .expect("an example env file");
    let env_file = env_file.split("```").next().unwrap();
    let world = World::new().file("prod.env", env_file);
    let mut pieces = readme.split("```console\n");
    let mut fresh = pieces.next().unwrap().to_owned();
    let mut examples = 0;
    for piece in pieces {
        let (example, rest) = piece.split_once("```").unwrap();
        let command = example.lines().next().unwrap();
        let words = command
            .strip_prefix("$ tieline ")
            .expect("an example starts with `$ tieline `");
        let outcome = world.run(words);
        let work = world.work().display().to_string();
        let shown =
            steady(&format!("{}{}", outcome.stdout, outcome.stderr).replace(&work, "/srv/app"));
        fresh += &format!("```console\n{command}\n{shown}```{rest}");
        examples += 1;
    }
    assert!(examples >= 5);
    let (before, rest) = fresh.split_once("<!-- variables -->").unwrap();
    let (_, after) = rest.split_once("<!-- /variables -->").unwrap();
    let fresh = format!(
        "{before}<!-- variables -->\n{}<!-- /variables -->{after}",
        variables()
    );
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path(), fresh).unwrap();
    } else {
        assert_eq!(
            readme, fresh,
            "UPDATE_EXPECT=1 cargo test writes the README anew"
        );
    }
}

/// What differs from run to run, made the same: times, and ids made of many digits.
fn steady(text: &str) -> String {
    let mut steady = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        steady += &rest[..start];
        rest = &rest[start..];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let id = word.len() > 10
            && word.contains(|c: char| c.is_ascii_digit())
            && word
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'T' | b'Z'));
        steady += if id { "…" } else { word };
        rest = &rest[end..];
    }
    steady += rest;
    let mut lines = String::new();
    for line in steady.lines() {
        lines += &match (
            line.split_once("\"modified\":\""),
            line.split_once("_ms\":"),
        ) {
            (Some((before, after)), _) => format!(
                "{before}\"modified\":\"…\"{}",
                after.split_once('"').unwrap().1
            ),
            (None, Some((before, _))) => format!("{before}_ms\":…}}"),
            // The time that a live proof took.
            (None, None) => match line
                .split_once(" s  ")
                .and_then(|(before, after)| Some((before.rsplit_once(' ')?, after)))
            {
                Some(((before, time), after)) if time.parse::<f64>().is_ok() => {
                    format!("{before} 0.00 s  {after}")
                }
                _ => line.to_owned(),
            },
        };
        lines.push('\n');
    }
    lines
}

fn variables() -> String {
    let mut table =
        String::from("\n| variable | also | default | what it is |\n| --- | --- | --- | --- |\n");
    let shared = ("shared by all", tieline::config::vars::SHARED);
    let services = tieline::services::SERVICES
        .iter()
        .map(|service| (service.title, service.vars));
    for (title, vars) in std::iter::once(shared).chain(services) {
        table += &format!("| **{title}** | | | |\n");
        for var in vars {
            table += &row(var);
        }
    }
    table + "\n"
}

fn row(var: &Var) -> String {
    let mark = |name: &str, reads: bool| format!("`{name}`{}", if reads { " ○" } else { "" });
    let aliases: Vec<String> = var
        .aliases
        .iter()
        .map(|alias| mark(alias, var.dify.aliases.contains(alias)))
        .collect();
    let default = var
        .default
        .map_or(String::new(), |default| format!("`{default}`"));
    let name = mark(var.name, var.dify.reads != DifyType::Unread);
    format!(
        "| {name} | {} | {default} | {} |\n",
        aliases.join(", "),
        var.about
    )
}
