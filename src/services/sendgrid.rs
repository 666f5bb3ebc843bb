//! SendGrid: its variables, and what a deployment does with them. Its rules stand in `sendgrid/rules.rs`.

mod rules;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
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
    live: &[],
    summary,
    open: Open::CheckedOnly,
};

static VARS: &[Var] = &[
    Var::new("SENDGRID_API_KEY", "The API key")
        .secret()
        .needed(Needed::Always)
        .dify(DifyType::Text),
    Var::new("SENDGRID_API_URL", "The API's address")
        .kind(Kind::Url)
        .default("https://api.sendgrid.com")
        .example("https://api.sendgrid.com"),
];

fn summary(settings: &Settings) -> String {
    let from = settings.text("MAIL_DEFAULT_SEND_FROM");
    format!("{}, from {from}", settings.text("SENDGRID_API_URL"))
}
