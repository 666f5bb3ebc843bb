//! The checked-in completions and manual pages are those that the binary makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::CommandFactory;

use crate::support::world::World;

/// Every file that belongs to a folder, by name.
fn generated() -> BTreeMap<String, String> {
    let world = World::new();
    let mut files = BTreeMap::new();
    for (shell, name) in [
        ("bash", "tieline.bash"),
        ("elvish", "tieline.elv"),
        ("fish", "tieline.fish"),
        ("powershell", "_tieline.ps1"),
        ("zsh", "_tieline"),
    ] {
        let text = world.run(&format!("completions {shell}"));
        files.insert(
            format!("completions/{name}"),
            text.ends_with(0).stdout.clone(),
        );
    }
    let mut root = tieline::commands::Cli::command().disable_help_subcommand(true);
    root.build();
    pages(&world, &root, "", &mut files);
    files
}

fn pages(
    world: &World,
    command: &clap::Command,
    words: &str,
    files: &mut BTreeMap<String, String>,
) {
    let page = world.run(&format!("man {words}"));
    let name = format!("tieline {words}").trim().replace(' ', "-");
    files.insert(format!("man/{name}.1"), page.ends_with(0).stdout.clone());
    for below in command.get_subcommands() {
        pages(
            world,
            below,
            format!("{words} {}", below.get_name()).trim(),
            files,
        );
    }
}

#[test]
fn completions_and_manual_pages_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let generated = generated();
    let mut faults = String::new();
    for folder in ["completions", "man"] {
        fs::create_dir_all(root.join(folder)).unwrap();
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap());
            if !generated.contains_key(&name) {
                faults += &format!("{name} belongs to nothing; delete it\n");
            }
        }
    }
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    for (name, text) in &generated {
        let path = root.join(name);
        if fs::read_to_string(&path).ok().as_ref() == Some(text) {
            continue;
        }
        if update {
            fs::write(&path, text).unwrap();
        } else {
            faults += &format!(
                "{name} is not what the binary makes; UPDATE_EXPECT=1 cargo test writes it anew\n"
            );
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn a_command_that_does_not_exist_has_no_manual_page() {
    World::new().run("man storage fly").ends_with(2);
}
