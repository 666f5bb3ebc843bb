//! What may be wrong with Google's variables.

use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[Rule {
    name: "google-client-id-shape",
    code: Code::ValueInvalid,
    severity: Severity::Warning,
    scope: Scope::Any,
    about: "GOOGLE_CLIENT_ID does not end with .apps.googleusercontent.com, as every Google client's id does.",
    find: google_client_id,
}];

fn google_client_id(settings: &Settings, found: &mut Found<'_>) {
    // Another issuer's clients have other ids.
    let google = settings
        .text("GOOGLE_ISSUER_URL")
        .contains("accounts.google.com");
    if let Some(value) = settings.get("GOOGLE_CLIENT_ID")
        && google
        && !value.text().trim().ends_with(".apps.googleusercontent.com")
    {
        found.at(
            value,
            "GOOGLE_CLIENT_ID does not look like a Google client's id",
            "Google answers invalid_client",
            "copy the id that ends with .apps.googleusercontent.com",
        );
    }
}
