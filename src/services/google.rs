//! Google: its variables, and what a deployment does with them. Logs in by `google/identity.rs`; its rules stand in `google/rules.rs`.

mod identity;
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
    live: &[
        (
            "google-discovery",
            "The issuer is found, is the one that is named, and has keys.",
        ),
        (
            "google-client",
            "The client id and secret are known: a code that cannot be right is refused as such, and not the client.",
        ),
        (
            "google-redirect-uri",
            "The deployment's redirect URI is registered, as far as Google says so for a code that is wrong.",
        ),
        (
            "google-redirect-uri-not-proven",
            "Only a login proves that the redirect URI is registered.",
        ),
        (
            "google-api",
            "The issuer's userinfo endpoint, which is asked for profile and address, can be reached.",
        ),
        (
            "google-clock",
            "This machine's clock is not far from the issuer's.",
        ),
    ],
    summary,
    open: Open::Identity(identity::open),
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
        "client {}, redirect URI {}",
        abbreviate(settings.text("GOOGLE_CLIENT_ID")),
        callback(settings).unwrap_or_else(|| PATH.to_owned())
    )
}

/// Where Dify has its callback; the path is built in.
const PATH: &str = "/console/api/oauth/authorize/google";

/// The redirect URI that the deployment sends, and that has to be registered.
fn callback(settings: &Settings) -> Option<String> {
    let server = settings.text("CONSOLE_API_URL");
    (!server.is_empty()).then(|| format!("{server}{PATH}"))
}
