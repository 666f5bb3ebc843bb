//! Rules about mail as a whole, whichever service carries it.

use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

/// Run once.
pub static MAIL: &[Rule] = &[
    Rule {
        name: "mail-type-unknown",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "MAIL_TYPE is none of resend, smtp and sendgrid, exactly so written; Dify refuses to start.",
        find: type_unknown,
    },
    Rule {
        name: "mail-never-sent",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "MAIL_TYPE is blank or not set: invitations, resets and login codes are silently never sent.",
        find: never_sent,
    },
    Rule {
        name: "mail-sender-missing",
        code: Code::RequiredVariableMissing,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "Mail is on and MAIL_DEFAULT_SEND_FROM is not set: everything starts, and every mail fails.",
        find: sender_missing,
    },
    Rule {
        name: "mail-sender-not-an-address",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "MAIL_DEFAULT_SEND_FROM is not one mailbox: `ops@example.org` or `Ops <ops@example.org>`.",
        find: sender_not_an_address,
    },
    Rule {
        name: "mail-links-lead-nowhere",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "Links in mails are built on CONSOLE_WEB_URL, which is blank, local or no URL.",
        find: links_lead_nowhere,
    },
];

fn is_on(settings: &Settings) -> bool {
    matches!(settings.text("MAIL_TYPE"), "smtp" | "sendgrid" | "resend")
}

fn type_unknown(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("MAIL_TYPE") else {
        return;
    };
    let text = value.text();
    if !matches!(text, "smtp" | "sendgrid" | "resend") {
        let lower = text.trim().to_ascii_lowercase();
        let right = match lower.as_str() {
            "sendgrid" | "resend" => lower.as_str(),
            _ => "smtp",
        };
        found.at(
            value,
            format!("MAIL_TYPE=\"{text}\" is none of resend, smtp, sendgrid"),
            "the api container will not start",
            format!("MAIL_TYPE={right}"),
        );
    }
}

fn never_sent(settings: &Settings, found: &mut Found<'_>) {
    if settings.set_value("MAIL_TYPE").is_some() {
        return;
    }
    let cause = if settings.truth("ENABLE_EMAIL_CODE_LOGIN") == Some(true) {
        "login by mailed code is on, and its codes are silently never sent"
    } else {
        "invitations and password resets are silently never sent"
    };
    found.unset(settings, "MAIL_TYPE", cause, "MAIL_TYPE=smtp");
}

fn sender_missing(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "MAIL_DEFAULT_SEND_FROM";
    if !is_on(settings) || settings.get(NAME).is_some() {
        return;
    }
    let cause = "everything starts, and every mail fails with \"mail from is not set\"";
    let help = "MAIL_DEFAULT_SEND_FROM=Ops <ops@example.org>";
    found.unset(settings, NAME, cause, help);
}

fn sender_not_an_address(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings
        .get("MAIL_DEFAULT_SEND_FROM")
        .filter(|_| is_on(settings))
    else {
        return;
    };
    let text = value.text().trim();
    let address = match (text.find('<'), text.strip_suffix('>')) {
        (Some(open), Some(inner)) => &inner[open + 1..],
        _ => text,
    };
    let right = address.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !address.contains([' ', ',', ';', '<', '>'])
            && !domain.contains('@')
    });
    if !right {
        found.at(
            value,
            "MAIL_DEFAULT_SEND_FROM is not one mailbox",
            "the relay refuses the sender of every mail",
            "MAIL_DEFAULT_SEND_FROM=Ops <ops@example.org>",
        );
    }
}

fn links_lead_nowhere(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "CONSOLE_WEB_URL";
    if !is_on(settings) {
        return;
    }
    let help = "CONSOLE_WEB_URL=https://console.example.org";
    let cause = "links in invitations lead nowhere for whoever gets them";
    let Some(value) = settings.get(NAME) else {
        found.unset(settings, NAME, cause, help);
        return;
    };
    let url = url::Url::parse(value.text().trim()).ok();
    let host = url
        .as_ref()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .and_then(|url| url.host_str());
    match host {
        None => found.at(value, format!("{NAME} is not a URL"), cause, help),
        Some("localhost" | "127.0.0.1" | "[::1]" | "0.0.0.0") => {
            found.at(
                value,
                format!("{NAME} is local to this machine"),
                cause,
                help,
            );
        }
        Some(_) => {}
    }
}
