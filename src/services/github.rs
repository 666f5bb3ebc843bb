//! GitHub: its variables, and what a deployment does with them. Logs in by `github/identity.rs`; its rules stand in `github/rules.rs`.

mod identity;
mod rules;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
use crate::secret::abbreviate;
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "github",
    title: "GitHub",
    job: Job::Login,
    schemes: &[],
    chosen_by: &[],
    vars: VARS,
    marks: &["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
    rules: rules::RULES,
    live: &[
        (
            "github-client",
            "The client id and secret are known: a code that cannot be right is refused as such, and not the client.",
        ),
        (
            "github-redirect-uri",
            "The deployment's redirect URI is registered, as far as GitHub says so for a code that is wrong.",
        ),
        (
            "github-redirect-uri-not-proven",
            "Only a login proves that the redirect URI is registered.",
        ),
        (
            "github-api",
            "The API, which is asked for profile and addresses, can be reached.",
        ),
        (
            "github-clock",
            "This machine's clock is not far from GitHub's.",
        ),
    ],
    summary,
    open: Open::Identity(identity::open),
};

static VARS: &[Var] = &[
    Var::new("GITHUB_CLIENT_ID", "The OAuth client's id")
        .needed(Needed::Always)
        .example("Ov23liAbCdEfGhIjKlMn")
        .dify(DifyType::Text),
    Var::new("GITHUB_CLIENT_SECRET", "The OAuth client's secret")
        .secret()
        .needed(Needed::Always)
        .dify(DifyType::Text),
    Var::new("GITHUB_SERVER_URL", "The server, for GitHub Enterprise")
        .kind(Kind::Url)
        .default("https://github.com")
        .example("https://github.example.org"),
    Var::new(
        "GITHUB_API_URL",
        "The API's address, when it is not the server's usual one",
    )
    .kind(Kind::Url)
    .example("https://api.github.com"),
];

fn summary(settings: &Settings) -> String {
    format!(
        "client {}, redirect URI {}",
        abbreviate(settings.text("GITHUB_CLIENT_ID")),
        callback(settings).unwrap_or_else(|| PATH.to_owned())
    )
}

/// Where Dify has its callback; the path is built in.
const PATH: &str = "/console/api/oauth/authorize/github";

/// The redirect URI that the deployment sends, and that has to be registered.
fn callback(settings: &Settings) -> Option<String> {
    let server = settings.text("CONSOLE_API_URL");
    (!server.is_empty()).then(|| format!("{server}{PATH}"))
}
