//! Google: its variables, and what a deployment does with them. Its rules stand in `google/rules.rs`.

mod rules;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
use crate::secret::abbreviate;
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "google",
    title: "Google",
    job: Job::Login,
    schemes: &[],
    chosen_by: &[],
    vars: VARS,
    marks: &["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
    rules: rules::RULES,
    live: &[],
    summary,
    open: Open::CheckedOnly,
};

static VARS: &[Var] = &[
    Var::new("GOOGLE_CLIENT_ID", "The OAuth client's id")
        .needed(Needed::Always)
        .example("1234-abcd.apps.googleusercontent.com")
        .dify(DifyType::Text),
    Var::new("GOOGLE_CLIENT_SECRET", "The OAuth client's secret")
        .secret()
        .needed(Needed::Always)
        .dify(DifyType::Text),
    Var::new("GOOGLE_ISSUER_URL", "The OpenID Connect issuer")
        .kind(Kind::Url)
        .default("https://accounts.google.com")
        .example("https://accounts.google.com"),
];

fn summary(settings: &Settings) -> String {
    format!(
        "client {}, redirect URI {}/console/api/oauth/authorize/google",
        abbreviate(settings.text("GOOGLE_CLIENT_ID")),
        settings.text("CONSOLE_API_URL")
    )
}
