//! SendGrid: its variables, and what a deployment does with them. Its rules stand in `sendgrid/rules.rs`.

mod mailer;
mod rules;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
use crate::mail::sender;
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "sendgrid",
    title: "SendGrid",
    job: Job::Mail,
    schemes: &[],
    chosen_by: &["sendgrid"],
    vars: VARS,
    marks: &["SENDGRID_API_KEY"],
    rules: rules::RULES,
    live: &[
        (
            "sendgrid-key",
            "The key is known and may send mail (scope mail.send).",
        ),
        (
            "sendgrid-key-too-mighty",
            "The key may do far more than send mail.",
        ),
        (
            "sendgrid-sender",
            "MAIL_DEFAULT_SEND_FROM is a verified sender, or of an authenticated domain.",
        ),
        (
            "sendgrid-message",
            "With --send-to, a real message is taken.",
        ),
    ],
    summary,
    open: Open::Mailer(mailer::open),
};

static VARS: &[Var] = &[
    Var::new("SENDGRID_API_KEY", "The API key")
        .secret()
        .needed(Needed::Always)
        .dify(DifyType::Text),
    Var::new("SENDGRID_API_URL", "The API's address")
        .kind(Kind::Url)
        .default("https://api.sendgrid.com")
        .example("https://api.eu.sendgrid.com"),
];

fn summary(settings: &Settings) -> String {
    format!(
        "{}, {}",
        settings.text("SENDGRID_API_URL"),
        sender(settings)
    )
}
