//! The README's examples are run, and print what it says they print.

use std::fs;
use std::path::Path;

use crate::support::world::World;

#[test]
fn every_example_prints_what_the_readme_says() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let env_file = block(&readme, "```dotenv\n")
        .next()
        .expect("an example env file");
    let world = World::new().file("prod.env", env_file);
    let mut examples = 0;
    for example in block(&readme, "```console\n") {
        let (command, expected) = example.split_once('\n').unwrap();
        let words = command
            .strip_prefix("$ tieline ")
            .expect("an example starts with `$ tieline `");
        let outcome = world.run(words);
        assert_eq!(
            format!("{}{}", outcome.stdout, outcome.stderr),
            expected,
            "{command}"
        );
        examples += 1;
    }
    assert!(examples >= 5);
}

fn block<'a>(text: &'a str, fence: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(fence)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
}
