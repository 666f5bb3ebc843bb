//! What may be wrong with SMTP's variables. The matrix of TLS modes is Dify's own.

use super::{Mode, mode};
use crate::config::rules::hosts;
use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[
    Rule {
        name: "smtp-starttls-without-tls",
        code: Code::VariablesContradict,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "SMTP_OPPORTUNISTIC_TLS is true and SMTP_USE_TLS is not: Dify refuses to start.",
        find: starttls_without_tls,
    },
    Rule {
        name: "smtp-port-and-tls-disagree",
        code: Code::VariablesContradict,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "Port 465 speaks TLS from the first byte; 25, 587 and 2525 speak plain text first. The other way round the dialogue hangs or breaks.",
        find: port_and_tls_disagree,
    },
    Rule {
        name: "smtp-credentials-in-clear",
        code: Code::SecretExposed,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "A password is sent over a connection that is not encrypted.",
        find: credentials_in_clear,
    },
    Rule {
        name: "smtp-half-credentials",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "Only one of SMTP_USERNAME and SMTP_PASSWORD is set: no login happens at all.",
        find: half_credentials,
    },
    Rule {
        name: "smtp-server-not-a-host",
        code: Code::ValueInvalid,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "SMTP_SERVER holds a scheme, a port or blanks; it is a host name alone.",
        find: server_not_a_host,
    },
    Rule {
        name: "smtp-local-hostname-blank",
        code: Code::ValueInvalid,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "SMTP_LOCAL_HOSTNAME is blank: some versions greet the relay with nothing, which it refuses.",
        find: local_hostname_blank,
    },
    Rule {
        name: "smtp-local-hostname-not-a-name",
        code: Code::ValueInvalid,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "SMTP_LOCAL_HOSTNAME is not a fully qualified name: strict relays refuse the greeting (504, 550).",
        find: local_hostname_not_a_name,
    },
    Rule {
        name: "smtp-sender-is-not-the-login",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "Some relays only send for the address that logged in.",
        find: sender_is_not_the_login,
    },
];

fn starttls_without_tls(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.raw("SMTP_OPPORTUNISTIC_TLS")
        && settings.truth("SMTP_OPPORTUNISTIC_TLS") == Some(true)
        && settings.truth("SMTP_USE_TLS") != Some(true)
    {
        found.at(
            value,
            "SMTP_OPPORTUNISTIC_TLS is true and SMTP_USE_TLS is not",
            "the api container will not start",
            "SMTP_USE_TLS=true",
        );
    }
}

fn port_and_tls_disagree(settings: &Settings, found: &mut Found<'_>) {
    let opportunistic = settings.truth("SMTP_OPPORTUNISTIC_TLS") == Some(true);
    if opportunistic && settings.truth("SMTP_USE_TLS") != Some(true) {
        return;
    }
    let (title, cause, help) = match (settings.text("SMTP_PORT"), mode(settings)) {
        ("465", Mode::StartTls) => (
            "port 465 speaks TLS from the first byte, STARTTLS is asked for",
            "every mail hangs for 10 s and then times out",
            "SMTP_OPPORTUNISTIC_TLS=false",
        ),
        ("465", Mode::Plain) => (
            "port 465 speaks TLS from the first byte, plain text is asked for",
            "every mail hangs and then times out",
            "SMTP_USE_TLS=true",
        ),
        ("25" | "587" | "2525", Mode::Implicit) => (
            "this port speaks plain text first, TLS from the first byte is asked for",
            "every mail fails with WRONG_VERSION_NUMBER",
            "SMTP_OPPORTUNISTIC_TLS=true",
        ),
        _ => return,
    };
    match settings.set_value("SMTP_PORT") {
        Some(port) => found.at(port, title, cause, help),
        None => found.missing(
            "SMTP_PORT",
            format!("{title} (465 is the default)"),
            cause,
            help,
        ),
    }
}

fn credentials_in_clear(settings: &Settings, found: &mut Found<'_>) {
    let host = settings.text("SMTP_SERVER");
    if let Some(password) = settings.get("SMTP_PASSWORD")
        && mode(settings) == Mode::Plain
        && settings.text("SMTP_PORT") != "465"
        && settings.truth("SMTP_OPPORTUNISTIC_TLS") != Some(true)
        && !hosts::is_loopback(host)
        && !hosts::is_neighbour(host)
    {
        found.at(
            password,
            "the password is sent over a connection that is not encrypted",
            "anyone on the path can read it, and most relays answer 530 Must issue STARTTLS first",
            "SMTP_USE_TLS=true and SMTP_OPPORTUNISTIC_TLS=true, with port 587",
        );
    }
}

fn half_credentials(settings: &Settings, found: &mut Found<'_>) {
    // A command or a kept session may give it.
    if settings.get("SMTP_PASSWORD_COMMAND").is_some() || settings.text("SMTP_AUTH") == "xoauth2" {
        return;
    }
    let (there, missing) = match (settings.get("SMTP_USERNAME"), settings.get("SMTP_PASSWORD")) {
        (Some(user), None) => (user, "SMTP_PASSWORD"),
        (None, Some(password)) => (password, "SMTP_USERNAME"),
        _ => return,
    };
    found.at(
        there,
        format!("{missing} is not set"),
        "no login happens at all, and the relay refuses to relay",
        format!("set {missing} too, or delete {}", there.name),
    );
}

fn server_not_a_host(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("SMTP_SERVER") else {
        return;
    };
    let text = value.text().trim();
    let host = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = host.split(['/', ' ']).next().unwrap_or(host);
    let host = match host.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') && port.parse::<u16>().is_ok() => name,
        _ => host,
    };
    if host != text {
        found.at(
            value,
            "SMTP_SERVER is not a host name alone",
            "the name cannot be resolved, and no mail is sent",
            format!("SMTP_SERVER={host}"),
        );
    }
}

fn local_hostname_blank(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings
        .raw("SMTP_LOCAL_HOSTNAME")
        .filter(|value| value.is_blank())
    {
        found.at(
            value,
            "SMTP_LOCAL_HOSTNAME is blank",
            "some versions of Dify greet the relay with nothing, which it refuses with 501",
            "delete the line SMTP_LOCAL_HOSTNAME=",
        );
    }
}

fn local_hostname_not_a_name(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("SMTP_LOCAL_HOSTNAME") else {
        return;
    };
    let name = value.text().trim();
    let labels = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    // RFC 5321 4.1.4 also allows an address in brackets.
    let literal = name.starts_with('[') && name.ends_with(']');
    let qualified = name.contains('.') && name.split('.').all(labels);
    if !literal && !qualified {
        found.at(
            value,
            format!("SMTP_LOCAL_HOSTNAME=\"{name}\" is not a fully qualified name"),
            "strict relays refuse the greeting with 504 or 550",
            "SMTP_LOCAL_HOSTNAME=app.example.org",
        );
    }
}

/// Relays that only send for the address that logged in.
const OWN_SENDER_ONLY: [&str; 7] = [
    "smtp.qq.com",
    "smtp.exmail.qq.com",
    "smtp.163.com",
    "smtp.126.com",
    "smtp.yandex.com",
    "smtp.gmail.com",
    "smtp.office365.com",
];

fn sender_is_not_the_login(settings: &Settings, found: &mut Found<'_>) {
    let user = settings.text("SMTP_USERNAME");
    if let Some(from) = settings.get("MAIL_DEFAULT_SEND_FROM")
        && OWN_SENDER_ONLY.contains(&settings.text("SMTP_SERVER"))
        && user.contains('@')
        && !from
            .text()
            .to_ascii_lowercase()
            .contains(&user.to_ascii_lowercase())
    {
        found.at(
            from,
            "the sender is not the address that logs in",
            "this relay refuses or rewrites it (501, 553, SendAsDenied)",
            format!("MAIL_DEFAULT_SEND_FROM={user}"),
        );
    }
}
