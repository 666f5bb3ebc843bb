//! What may be wrong with SendGrid's variables.

use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[Rule {
    name: "sendgrid-key-shape",
    code: Code::ValueInvalid,
    severity: Severity::Warning,
    scope: Scope::Any,
    about: "SENDGRID_API_KEY does not begin with SG. as SendGrid's keys do.",
    find: key_shape,
}];

fn key_shape(settings: &Settings, found: &mut Found<'_>) {
    // The example's own value has a rule of its own.
    if let Some(value) = settings.get("SENDGRID_API_KEY")
        && !value.text().trim().starts_with("SG.")
        && !value.text().starts_with("your-")
    {
        let title = if value.text().trim().starts_with("re_") {
            "SENDGRID_API_KEY is another provider's key"
        } else {
            "SENDGRID_API_KEY does not look like SendGrid's"
        };
        found.at(
            value,
            title,
            "every mail is refused with 401",
            "create a key in SendGrid's console and set SENDGRID_API_KEY to it",
        );
    }
}
