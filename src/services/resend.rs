//! Resend: its variables, and what a deployment does with them. Its rules stand in `resend/rules.rs`.

mod mailer;
mod rules;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
use crate::mail::sender;
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "resend",
    title: "Resend",
    job: Job::Mail,
    schemes: &[],
    chosen_by: &["resend"],
    vars: VARS,
    marks: &["RESEND_API_KEY"],
    rules: rules::RULES,
    live: &[
        ("resend-key", "The key is known."),
        (
            "resend-key-too-mighty",
            "The key has full access; sending access would do.",
        ),
        (
            "resend-domain",
            "The domain of MAIL_DEFAULT_SEND_FROM is verified.",
        ),
        ("resend-message", "With --send-to, a real message is taken."),
    ],
    summary,
    open: Open::Mailer(mailer::open),
};

static VARS: &[Var] = &[
    Var::new("RESEND_API_KEY", "The API key")
        .secret()
        .needed(Needed::Always)
        .dify(DifyType::Text),
    Var::new("RESEND_API_URL", "The API's address")
        .kind(Kind::Url)
        .default("https://api.resend.com")
        .example("https://api.resend.com")
        .dify(DifyType::Text),
];

fn summary(settings: &Settings) -> String {
    format!("{}, {}", settings.text("RESEND_API_URL"), sender(settings))
}
