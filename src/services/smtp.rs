//! SMTP: its variables, and what a deployment does with them. Its rules stand in `smtp/rules.rs`, the
//! sending in `smtp/mailer.rs`.

mod dialogue;
mod mailer;
mod reply;
mod rules;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
use crate::mail::sender;
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "smtp",
    title: "SMTP",
    job: Job::Mail,
    schemes: &[],
    chosen_by: &["smtp"],
    vars: VARS,
    marks: &["SMTP_SERVER"],
    rules: rules::RULES,
    live: &[
        (
            "smtp-connection",
            "The relay is connected to, encrypts as configured and greets.",
        ),
        (
            "smtp-certificate-not-trusted",
            "The relay's certificate is not trusted. Dify takes any, so mail is sent, and anyone on the path could read it.",
        ),
        (
            "smtp-starttls-not-used",
            "The relay offers STARTTLS, and the configuration sends in clear.",
        ),
        ("smtp-login", "The relay takes the login."),
        (
            "smtp-login-not-proven",
            "The login was not tried, since the password would go over a connection that is not encrypted.",
        ),
        (
            "smtp-sender",
            "The relay takes MAIL_DEFAULT_SEND_FROM as a sender (MAIL FROM).",
        ),
        (
            "smtp-recipient",
            "The relay takes a recipient (RCPT TO), here the sender itself; nothing is sent.",
        ),
        ("smtp-message", "With --send-to, a real message is taken."),
    ],
    summary,
    open: Open::Mailer(mailer::open),
};

static VARS: &[Var] = &[
    Var::new("SMTP_SERVER", "The relay's host name")
        .aliases(&["SMTP_HOST"])
        .needed(Needed::Always)
        .example("smtp.example.org")
        .dify(DifyType::Text),
    Var::new("SMTP_PORT", "The relay's port")
        .kind(Kind::Port)
        .default("465")
        .example("587")
        .dify(DifyType::Int),
    Var::new("SMTP_USERNAME", "The login")
        .example("ops@example.org")
        .dify(DifyType::Text),
    Var::new("SMTP_PASSWORD", "The login's password")
        .secret()
        .needed(Needed::When("SMTP_USERNAME is set"))
        .dify(DifyType::Text),
    Var::new(
        "SMTP_PASSWORD_COMMAND",
        "A shell command that prints the password, or for xoauth2 the token, afresh for each connection",
    )
    .example("pass show relay"),
    Var::new(
        "SMTP_USE_TLS",
        "Encrypt: at once, or by STARTTLS when SMTP_OPPORTUNISTIC_TLS is true",
    )
    .kind(Kind::Bool)
    .example("true")
    .dify(DifyType::Bool),
    Var::new(
        "SMTP_OPPORTUNISTIC_TLS",
        "Connect in plain and encrypt by STARTTLS, which must succeed",
    )
    .kind(Kind::Bool)
    .default("false")
    .example("true")
    .dify(DifyType::Bool),
    Var::new("SMTP_USE_SSL", "An older word for encrypting at once")
        .kind(Kind::Bool)
        .example("true"),
    Var::new("SMTP_LOCAL_HOSTNAME", "The name to greet the relay with")
        .example("app.example.org")
        .dify(DifyType::Text),
    Var::new(
        "SMTP_TIMEOUT",
        "How long a step of the dialogue may take, in seconds",
    )
    .kind(Kind::Int(1, 600))
    .default("30")
    .example("10"),
    Var::new("SMTP_AUTH", "How to log in, when not as the relay offers")
        .kind(Kind::OneOf(&["plain", "login", "xoauth2"]))
        .example("plain"),
    Var::new(
        "SMTP_TOKEN_FROM",
        "The login whose kept session gives xoauth2 its token, where there is no password",
    )
    .kind(Kind::OneOf(&["google", "github"]))
    .default("google")
    .example("google"),
];

fn summary(settings: &Settings) -> String {
    let user = match settings.text("SMTP_USERNAME") {
        "" => "no AUTH".to_owned(),
        user => format!("AUTH as {user}"),
    };
    let mode = match mode(settings) {
        Mode::Plain => "plain text",
        Mode::Implicit => "implicit TLS",
        Mode::StartTls => "STARTTLS",
    };
    let (host, port) = (settings.text("SMTP_SERVER"), settings.text("SMTP_PORT"));
    format!("{host}:{port}, {mode}, {user}, {}", sender(settings))
}

/// How a connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Plain,
    /// TLS from the first byte (RFC 8314).
    Implicit,
    /// Plain, then STARTTLS (RFC 3207), which must succeed.
    StartTls,
}

/// The mode that the variables ask for, by Dify's matrix; the older `SMTP_USE_SSL` speaks where
/// `SMTP_USE_TLS` does not.
pub fn mode(settings: &Settings) -> Mode {
    let tls = settings
        .truth("SMTP_USE_TLS")
        .or_else(|| settings.truth("SMTP_USE_SSL"))
        .unwrap_or(false);
    let starttls = settings.truth("SMTP_OPPORTUNISTIC_TLS").unwrap_or(false);
    match (tls, starttls) {
        (false, _) => Mode::Plain,
        (true, false) => Mode::Implicit,
        (true, true) => Mode::StartTls,
    }
}
