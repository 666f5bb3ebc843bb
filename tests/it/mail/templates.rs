//! The templates of `mail send`.

use crate::support::world::World;

#[test]
fn every_template_renders_in_both_languages_and_escapes_what_it_is_given() {
    let world = World::new();
    let listed = world.run("mail templates -o json").ends_with(0).json();
    let rows = listed["templates"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 6);
    for row in rows {
        let (name, lang) = (row["name"].as_str().unwrap(), row["lang"].as_str().unwrap());
        let needed = row["needed"]
            .as_array()
            .unwrap()
            .iter()
            .chain(row["optional"].as_array().unwrap());
        let vars: Vec<String> = needed
            .map(|var| format!("--var {}=<b>&</b>", var.as_str().unwrap()))
            .collect();
        let words = format!(
            "mail send --to a@example.net --from ops@example.org --template {name} --lang {lang} {}",
            vars.join(" ")
        );
        world.run(&words).ends_with(0);
        let message = world
            .run(&format!("{words} --dry-run"))
            .ends_with(0)
            .stdout
            .clone();
        assert!(
            message.contains("multipart/alternative")
                && message.contains(&format!("lang=3D\"{lang}\"")),
            "{message}"
        );
        assert!(
            message.contains("&lt;b&gt;&amp;")
                && !message.split("text/html").nth(1).unwrap().contains("<b>"),
            "{message}"
        );
    }
}

#[test]
fn a_variable_that_is_missing_is_named_before_anything_is_sent() {
    let world = World::new();
    let outcome = world.run("mail send --to a@example.net --from ops@example.org --template verification --var product=Dify --var code=1 -o json");
    let problem = &outcome.ends_with(5).json()["problem"];
    assert_eq!(
        (problem["code"].as_str(), problem["key"].as_str()),
        (Some("MAIL_006"), Some("minutes"))
    );
    let unknown =
        world.run("mail send --to a@example.net --from ops@example.org --template welcome -o json");
    assert_eq!(unknown.ends_with(5).json()["problem"]["code"], "MAIL_006");
    assert!(!world.work().join("outbox").exists());
}

#[test]
fn a_directory_overrides_and_adds_templates() {
    let world = World::new()
        .file("mine/verification.en.txt", "Subject: Own {{ code }}\n\nOwn text\n")
        .file("mine/welcome.de.txt", "Subject: Willkommen {{ name }}\n\nHallo {{ name }}{% if team is defined %} vom {{ team }}{% endif %}\n");
    let send = "mail send --to a@example.net --from ops@example.org --template-dir mine --dry-run";
    let own = world
        .run(&format!(
            "{send} --template welcome --lang de --var name=Ann"
        ))
        .ends_with(0)
        .stdout
        .clone();
    assert!(
        own.contains("Subject: Willkommen Ann\r\n") && own.ends_with("\r\n\r\nHallo Ann\r\n"),
        "{own}"
    );
    // Text of one's own beside built-in HTML: both are the template's.
    let mixed = world.run(&format!(
        "{send} --template verification --var code=1 --var product=P --var minutes=5"
    ));
    assert!(
        mixed.ends_with(0).stdout.contains("Subject: Own 1\r\n"),
        "{}",
        mixed.text()
    );
    let listed = world.run("mail templates --template-dir mine");
    assert!(
        listed
            .ends_with(0)
            .stdout
            .contains("welcome           de  name [team]\n"),
        "{}",
        listed.text()
    );
    let broken = World::new().file("mine/x.en.txt", "Subject: {{ a \n");
    let outcome = broken.run("mail templates --template-dir mine -o json");
    assert_eq!(outcome.ends_with(5).json()["problem"]["code"], "MAIL_006");
    let none = broken.run("mail templates --template-dir none -o json");
    assert_eq!(none.ends_with(5).json()["problem"]["code"], "MAIL_012");
}
