//! What may be wrong with GitHub's variables.

use crate::config::{Found, Rule, Scope, Settings, Value};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[
    Rule {
        name: "github-client-id-shape",
        code: Code::ValueInvalid,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "GITHUB_CLIENT_ID is neither an OAuth app's id (Ov23…, or 20 hex digits) nor a GitHub App's (Iv…).",
        find: github_client_id,
    },
    Rule {
        name: "github-app-needs-permission",
        code: Code::NotAsMeant,
        severity: Severity::Info,
        scope: Scope::Dify,
        about: "GITHUB_CLIENT_ID is that of a GitHub App, which needs the permission to read mail addresses.",
        find: github_app,
    },
];

fn github_id(settings: &Settings) -> Option<&Value> {
    // An Enterprise Server of one's own may have other ids.
    let public = settings.text("GITHUB_SERVER_URL").contains("//github.com");
    settings.get("GITHUB_CLIENT_ID").filter(|_| public)
}

fn github_client_id(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = github_id(settings) else {
        return;
    };
    let id = value.text().trim();
    let hex = |length| id.len() == length && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if id.starts_with("Ov23") || id.starts_with("Iv") || hex(20) {
        return;
    }
    let title = match hex(40) {
        true => "GITHUB_CLIENT_ID holds a client's secret",
        false => "GITHUB_CLIENT_ID does not look like a GitHub client's id",
    };
    found.at(
        value,
        title,
        "GitHub answers 404 to every login",
        "copy the client id from the app's page under Settings, Developer settings",
    );
}

fn github_app(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = github_id(settings).filter(|value| value.text().trim().starts_with("Iv")) {
        found.at(
            value,
            "GITHUB_CLIENT_ID is a GitHub App's, not an OAuth app's",
            "without the permission to read mail addresses everybody gets a noreply address",
            "give the app the account permission \"Email addresses: read\"",
        );
    }
}
