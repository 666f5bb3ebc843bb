//! `tieline auth`.

mod browser;
pub mod faults;
mod flow;
mod listener;
mod probes;
mod sessions;

use crate::support::CANARY;
use crate::support::person::Person;
use crate::support::testbed::{GITHUB_ID, GOOGLE_ID, emulate, issuer};
use crate::support::world::{Outcome, World};

fn github() -> World {
    let server = &emulate().github;
    World::new()
        .env("GITHUB_CLIENT_ID", GITHUB_ID)
        .env("GITHUB_CLIENT_SECRET", CANARY)
        .env("GITHUB_SERVER_URL", server)
        .env("GITHUB_API_URL", server)
}

fn google() -> World {
    World::new()
        .env("GOOGLE_CLIENT_ID", GOOGLE_ID)
        .env("GOOGLE_CLIENT_SECRET", CANARY)
        .env("GOOGLE_ISSUER_URL", &emulate().google)
}

fn native() -> World {
    World::new()
        .env("GOOGLE_CLIENT_ID", "native")
        .env("GOOGLE_ISSUER_URL", &issuer().url)
}

/// Logs in through the listener, as `account`; the page that the browser saw comes with it.
fn log_in(world: &World, words: &str, account: &str) -> (Outcome, String) {
    let mut running = world.start(words);
    let url = running.says("    http");
    let mut person = Person::new();
    let callback = person.agrees(&url, account);
    let page = person.visit(&callback);
    assert_eq!(page.status, 200, "{}", page.text);
    (running.ends(), page.text)
}
