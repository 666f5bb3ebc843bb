//! Rules about mail as a whole, whichever service carries it.

use super::hosts;
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
        name: "mail-codes-never-sent",
        code: Code::NotAsMeant,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "Login by mailed code is on and MAIL_TYPE is blank or not set: nobody can log in that way.",
        find: codes_never_sent,
    },
    Rule {
        name: "mail-codes-end-early",
        code: Code::NotAsMeant,
        severity: Severity::Info,
        scope: Scope::Dify,
        about: "A mailed code is good for less than 5 minutes, which is less than greylisting and slow relays take.",
        find: codes_end_early,
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
        name: "mail-sender-domain-not-ascii",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "The sender's domain has letters beyond ASCII, which many relays refuse as they are.",
        find: sender_domain_not_ascii,
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

/// Whether the deployment sends mail at all.
pub(super) fn is_on(settings: &Settings) -> bool {
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
    if settings.truth("ENABLE_EMAIL_CODE_LOGIN") == Some(true) {
        return;
    }
    let cause = "invitations and password resets are silently never sent";
    found.unset(settings, "MAIL_TYPE", cause, "MAIL_TYPE=smtp");
}

fn codes_never_sent(settings: &Settings, found: &mut Found<'_>) {
    if settings.set_value("MAIL_TYPE").is_none()
        && settings.truth("ENABLE_EMAIL_CODE_LOGIN") == Some(true)
    {
        let cause = "login by mailed code is on, and its codes are silently never sent, nor is any other mail";
        found.unset(settings, "MAIL_TYPE", cause, "MAIL_TYPE=smtp");
    }
}

fn codes_end_early(settings: &Settings, found: &mut Found<'_>) {
    let lifetimes = settings
        .vars()
        .into_iter()
        .filter(|var| var.name.ends_with("_TOKEN_EXPIRY_MINUTES"));
    for var in lifetimes {
        if let Some(value) = settings.set_value(var.name)
            && is_on(settings)
            && value
                .text()
                .trim()
                .parse()
                .is_ok_and(|minutes: u32| (1..5).contains(&minutes))
        {
            found.at(
                value,
                format!("the code is good for {} minutes", value.text().trim()),
                "a relay that is slow, or that is put off once, delivers it too late",
                format!("{}=5, or more", var.name),
            );
        }
    }
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

fn sender_domain_not_ascii(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings
        .get("MAIL_DEFAULT_SEND_FROM")
        .filter(|_| is_on(settings))
    else {
        return;
    };
    let text = value.text().trim().trim_end_matches('>');
    let Some((_, domain)) = text
        .rsplit_once('@')
        .filter(|(_, domain)| !domain.is_ascii())
    else {
        return;
    };
    if let Ok(ascii) = url::Host::parse(domain) {
        found.at(
            value,
            format!("the sender's domain {domain} is not ASCII"),
            "relays without SMTPUTF8 refuse the sender of every mail",
            format!("write the domain as {ascii}"),
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
    match hosts::web(value.text()) {
        None => found.at(value, format!("{NAME} is not a URL"), cause, help),
        Some(url) if url.host_str().is_some_and(hosts::is_loopback) => {
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
