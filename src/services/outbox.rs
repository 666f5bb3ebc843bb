//! Outbox: its variables, and what a deployment does with them.

mod mailer;

use crate::config::{Kind, Settings, Var};
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "outbox",
    title: "Outbox",
    job: Job::Mail,
    schemes: &[],
    chosen_by: &["outbox"],
    vars: VARS,
    marks: &["MAIL_OUTBOX_DIR"],
    rules: &[],
    live: &[
        (
            "outbox-writable",
            "A small file is written to the outbox, read back, compared and removed.",
        ),
        (
            "outbox-message",
            "With --send-to, a real message is written.",
        ),
    ],
    summary,
    open: Open::Mailer(mailer::open),
};

static VARS: &[Var] = &[
    Var::new("MAIL_OUTBOX_DIR", "The directory that mails are written to")
        .kind(Kind::Path)
        .default("outbox")
        .example("/var/spool/outbox"),
];

fn summary(settings: &Settings) -> String {
    format!(
        "files in directory \"{}\"",
        settings.text("MAIL_OUTBOX_DIR")
    )
}
