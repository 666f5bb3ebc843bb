//! GitHub: its variables, and what a deployment does with them. Its rules stand in `github/rules.rs`.

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
    live: &[],
    summary,
    open: Open::CheckedOnly,
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
        "client {}, redirect URI {}/console/api/oauth/authorize/github",
        abbreviate(settings.text("GITHUB_CLIENT_ID")),
        settings.text("CONSOLE_API_URL")
    )
}
