//! What may be wrong with SendGrid's variables.

use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[
    Rule {
        name: "sendgrid-key-shape",
        code: Code::ValueInvalid,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "SENDGRID_API_KEY does not begin with SG. as SendGrid's keys do.",
        find: key_shape,
    },
    Rule {
        name: "sendgrid-region-not-for-dify",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "SENDGRID_API_URL is not the global address, to which Dify sends whatever it says: a key of the EU region is refused there.",
        find: region_not_for_dify,
    },
];

fn region_not_for_dify(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.set_value("SENDGRID_API_URL")
        && value.text().trim().trim_end_matches('/') != "https://api.sendgrid.com"
    {
        found.at(
            value,
            "Dify does not read SENDGRID_API_URL",
            "it sends to https://api.sendgrid.com, where a key of the EU region is refused with 401",
            "make a key of a global account, or send by MAIL_TYPE=smtp with SMTP_SERVER=smtp.eu.sendgrid.net",
        );
    }
}

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
