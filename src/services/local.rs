//! Directory.

mod rules;

use crate::config::Settings;
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "local",
    title: "Directory",
    job: Job::Storage,
    schemes: &[],
    chosen_by: &[],
    vars: &[],
    marks: &[],
    rules: rules::RULES,
    summary,
    open: Open::CheckedOnly,
};

fn summary(_: &Settings) -> String {
    String::new()
}
