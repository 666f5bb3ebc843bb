//! What may be wrong with Resend's variables.

use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[Rule {
    name: "resend-key-shape",
    code: Code::ValueInvalid,
    severity: Severity::Warning,
    scope: Scope::Any,
    about: "RESEND_API_KEY does not begin with re_ as Resend's keys do.",
    find: key_shape,
}];

fn key_shape(settings: &Settings, found: &mut Found<'_>) {
    // The example's own value has a rule of its own.
    if let Some(value) = settings.get("RESEND_API_KEY")
        && !value.text().trim().starts_with("re_")
        && !value.text().starts_with("your-")
    {
        let title = if value.text().trim().starts_with("SG.") {
            "RESEND_API_KEY is another provider's key"
        } else {
            "RESEND_API_KEY does not look like Resend's"
        };
        found.at(
            value,
            title,
            "every mail is refused with 401",
            "create a key in Resend's console and set RESEND_API_KEY to it",
        );
    }
}
