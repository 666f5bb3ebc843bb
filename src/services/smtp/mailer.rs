//! SMTP as a mailer: the order of the commands (RFC 5321), when to encrypt and how to log in. The
//! connection is `dialogue`'s, the meaning of refusals `reply`'s.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::commands::{Auth, Data, Ehlo, Mail, Quit, Rcpt, Rset, Starttls};
use lettre::transport::smtp::extension::{
    ClientId, Extension, MailBodyParameter, MailParameter, ServerInfo,
};
use lettre::transport::smtp::response::Response;

use super::dialogue::{self, Dialogue};
use super::reply::{self, Step};
use super::{Mode, mode};
use crate::config::Settings;
use crate::mail::compose;
use crate::mail::send::prove;
use crate::mail::{
    Delivery, Fate, Limits, MailSession, Mailer, Outcome, Outgoing, Result, TokenSource,
};
use crate::net::Net;
use crate::probe::{Ask, Finding, Probe, Severity};
use crate::problem::{Code, Origin, Problem};
use crate::progress::{Direction, Trace};
use crate::secret::Secret;
use crate::service::{Opened, Sessions};

/// A variable to blame and where its value came from.
type Blame = Option<(String, Origin)>;

struct Smtp {
    host: String,
    port: u16,
    mode: Mode,
    user: String,
    secret: Source,
    mechanism: Option<Mechanism>,
    hello: ClientId,
    patience: Duration,
    /// The deployment's own sender, for the probe.
    from: String,
    net: Net,
    server_at: Blame,
    password_at: Blame,
    from_at: Blame,
}

/// Fails with CONFIG_002 without a server, CONFIG_003 when its port is none.
pub fn open(settings: &Settings, net: &Net, sessions: Sessions<'_>) -> Opened<dyn Mailer> {
    let host = settings
        .require("smtp", "SMTP_SERVER")?
        .text()
        .trim()
        .to_owned();
    let port = settings.require("smtp", "SMTP_PORT")?;
    let number = port.text().trim().parse().ok().filter(|port| *port > 0);
    let number = number.ok_or_else(|| {
        Problem::new(Code::ValueInvalid)
            .title(format!(
                "SMTP_PORT=\"{}\" is not a port, 1 to 65535",
                port.text()
            ))
            .service("smtp")
            .at("SMTP_PORT", &port.origin)
    })?;
    let blame = |name: &str| {
        settings
            .get(name)
            .map(|value| (value.name.clone(), value.origin.clone()))
    };
    let step = settings
        .set_value("SMTP_TIMEOUT")
        .and_then(|value| value.text().trim().parse().ok());
    let patience = step.map_or(net.timeout(), |step| {
        net.timeout().min(Duration::from_secs(step))
    });
    Ok(Arc::new(Smtp {
        host,
        port: number,
        mode: mode(settings),
        user: settings.text("SMTP_USERNAME").to_owned(),
        secret: match (
            settings.text("SMTP_PASSWORD"),
            settings.text("SMTP_PASSWORD_COMMAND"),
        ) {
            ("", "") if settings.text("SMTP_AUTH") == "xoauth2" => {
                Source::Session(sessions(settings.text("SMTP_TOKEN_FROM"))?)
            }
            ("", "") => Source::None,
            ("", command) => Source::Command(command.to_owned()),
            (password, _) => Source::Value(password.into()),
        },
        mechanism: match settings.text("SMTP_AUTH") {
            "plain" => Some(Mechanism::Plain),
            "login" => Some(Mechanism::Login),
            "xoauth2" => Some(Mechanism::Xoauth2),
            _ => None,
        },
        hello: match settings.text("SMTP_LOCAL_HOSTNAME") {
            // An address literal, where there is no name (RFC 5321 4.1.4).
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        },
        patience,
        from: settings.text("MAIL_DEFAULT_SEND_FROM").to_owned(),
        net: net.clone(),
        server_at: blame("SMTP_SERVER"),
        password_at: blame("SMTP_PASSWORD"),
        from_at: blame("MAIL_DEFAULT_SEND_FROM"),
    }))
}

/// Recipients that are sent in one go.
const MOST_AT_ONCE: usize = 100;

/// Where the password or the token comes from.
enum Source {
    None,
    Value(Secret<String>),
    Command(String),
    Session(Arc<dyn TokenSource>),
}

#[async_trait]
impl TokenSource for Source {
    /// Fails with CONFIG_006 when the command does, with what it said on stderr; with AUTH_006 without a session.
    async fn token(&self) -> Result<Secret<String>> {
        let command = match self {
            Source::None => return Ok(Secret::default()),
            Source::Value(secret) => return Ok(secret.clone()),
            Source::Session(session) => return session.token().await,
            Source::Command(command) => command,
        };
        let problem = |why: String| {
            Problem::new(Code::SecretUnresolved)
                .title("SMTP_PASSWORD_COMMAND gave no password")
                .service("smtp")
                .variable("SMTP_PASSWORD_COMMAND")
                .because(why)
                .help("run the command by itself, and make it print the password on its first line")
        };
        let output = tokio::process::Command::new("sh")
            .args(["-c", command])
            .stdin(std::process::Stdio::null())
            .kill_on_drop(true)
            .output()
            .await
            .map_err(|error| problem(error.to_string()))?;
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if !output.status.success() {
            return Err(problem(format!("{}: {said}", output.status)));
        }
        let first = output
            .stdout
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let text = std::str::from_utf8(first)
            .unwrap_or_default()
            .trim_end_matches('\r');
        match text {
            "" => Err(problem(format!("it printed nothing {said}"))),
            text => Ok(text.into()),
        }
    }
}

/// A relay that greeted, encrypted and took the login.
struct Session<'a> {
    smtp: &'a Smtp,
    dialogue: Dialogue<'a>,
    server: ServerInfo,
    /// Bytes; what the relay says with SIZE (RFC 1870).
    size: Option<usize>,
    /// Takes several commands at once (RFC 2920).
    pipelining: bool,
}

impl Smtp {
    async fn begin<'a>(&'a self, trace: &'a dyn Trace) -> Result<Session<'a>> {
        let connected = Dialogue::connect(&self.host, self.port, self.patience, trace).await;
        let mut dialogue = connected.map_err(|problem| match self.port {
            25 => problem.help(
                "SMTP_PORT=587 with SMTP_USE_TLS=true and SMTP_OPPORTUNISTIC_TLS=true: most clouds close port 25",
            ),
            _ => problem,
        })?;
        if self.mode == Mode::Implicit {
            dialogue = dialogue.encrypt(self.net.tls()?).await?;
        }
        let greeting = dialogue
            .reply("")
            .await
            .map_err(|problem| self.hint_tls(problem))?;
        let greeting = positive(Step::Greeting, greeting);
        if greeting.is_err() {
            quit(&mut dialogue).await;
        }
        greeting?;
        let mut hello = self.hello(&mut dialogue).await?;
        if self.mode == Mode::StartTls {
            let offered = info(&hello)?.supports_feature(Extension::StartTls);
            let missing = || {
                Problem::new(Code::MailTls)
                    .title(format!("{} does not offer STARTTLS", self.host))
                    .service("smtp")
                    .because(format!("EHLO was answered with: {}", reply::text(&hello)))
                    .help("use the port on which the relay encrypts: 465 with SMTP_OPPORTUNISTIC_TLS=false")
            };
            let ready = match offered {
                true => positive(Step::StartTls, dialogue.ask(Starttls).await?).map(drop),
                false => Err(missing()),
            };
            if ready.is_err() {
                quit(&mut dialogue).await;
            }
            ready?;
            dialogue = dialogue.encrypt(self.net.tls()?).await?;
            // What the relay said in clear is not believed (RFC 3207 4.2).
            hello = self.hello(&mut dialogue).await?;
        }
        let size = hello
            .message()
            .find_map(|line| line.strip_prefix("SIZE ")?.trim().parse().ok());
        Ok(Session {
            smtp: self,
            server: info(&hello)?,
            dialogue,
            size: size.filter(|size| *size > 0),
            pipelining: hello
                .message()
                .any(|line| line.eq_ignore_ascii_case("PIPELINING")),
        })
    }

    /// EHLO. A relay that refuses it mostly refuses the name.
    async fn hello(&self, dialogue: &mut Dialogue<'_>) -> Result<Response> {
        let answer = dialogue.ask(Ehlo::new(self.hello.clone())).await?;
        let answer = positive(Step::Hello, answer);
        if answer.is_err() {
            quit(dialogue).await;
        }
        answer.map_err(|problem| match problem.code {
            Code::MailPolicy => problem
                .title(format!(
                    "{} refuses to be greeted as {}",
                    self.host, self.hello
                ))
                .variable("SMTP_LOCAL_HOSTNAME")
                .help("SMTP_LOCAL_HOSTNAME=app.example.org, this machine's fully qualified name"),
            _ => problem,
        })
    }

    /// Silence before the greeting on 465 has one usual cause.
    fn hint_tls(&self, problem: Problem) -> Problem {
        match (self.mode, self.port) {
            (Mode::Plain | Mode::StartTls, 465) => problem.help(
                "SMTP_USE_TLS=true with SMTP_OPPORTUNISTIC_TLS=false: port 465 speaks TLS first",
            ),
            _ => problem,
        }
    }

    fn has_login(&self) -> bool {
        !self.user.is_empty() && !matches!(self.secret, Source::None)
    }

    fn blame(&self, problem: Problem) -> Problem {
        let at = match problem.code {
            Code::MailCredentials => &self.password_at,
            Code::SenderRefused => &self.from_at,
            Code::MailNotSent | Code::MailTls => &self.server_at,
            _ => &None,
        };
        match at {
            Some((name, origin)) => problem.at(name, origin),
            None => problem,
        }
    }
}

impl Session<'_> {
    /// Logs in when there is something to log in with. Fails with CONFIG_007 rather than send a password
    /// in clear, MAIL_002 when it is refused.
    async fn login(&mut self) -> Result<()> {
        let smtp = self.smtp;
        if !smtp.has_login() {
            return Ok(());
        }
        if !self.dialogue.encrypted
            && !self.dialogue.loopback
            && !smtp.net.allows_clear_credentials()
        {
            return Err(Problem::new(Code::SecretExposed)
                .title("the password would go over a connection that is not encrypted")
                .service("smtp")
                .help("SMTP_USE_TLS=true and SMTP_OPPORTUNISTIC_TLS=true, or `mail send --insecure-auth` if you must"));
        }
        let offered = [Mechanism::Plain, Mechanism::Login];
        let wanted = smtp
            .mechanism
            .map_or_else(|| offered.to_vec(), |one| vec![one]);
        let Some(mechanism) = self.server.get_auth_mechanism(&wanted) else {
            let names: Vec<String> = wanted.iter().map(ToString::to_string).collect();
            return Err(Problem::new(Code::MailCredentials)
                .title(format!(
                    "{} does not offer a login by {}",
                    smtp.host,
                    names.join(" or ")
                ))
                .service("smtp")
                .because(match self.dialogue.encrypted {
                    true => "its EHLO has no such AUTH",
                    false => "its EHLO has no such AUTH; many relays offer it only over TLS",
                })
                .help("encrypt the connection, or take SMTP_USERNAME and SMTP_PASSWORD away"));
        };
        let secret = smtp.secret.token().await?;
        let credentials = || Credentials::new(smtp.user.clone(), secret.reveal().clone());
        let wrong = |error: lettre::transport::smtp::Error| {
            Problem::new(Code::MailCredentials)
                .service("smtp")
                .source(error)
        };
        let first = Auth::new(mechanism, credentials(), None).map_err(wrong)?;
        let shown = format!("AUTH {mechanism} •••");
        let mut answer = self.dialogue.ask_hidden(first, &shown).await?;
        // LOGIN asks twice; XOAUTH2 explains its refusal in a challenge that wants an empty line.
        let mut explained = None;
        for _ in 0..2 {
            if !answer.has_code(334) {
                break;
            }
            answer = match mechanism {
                Mechanism::Login => {
                    let next = Auth::new_from_response(mechanism, credentials(), &answer)
                        .map_err(wrong)?;
                    self.dialogue.ask_hidden(next, "•••").await?
                }
                _ => {
                    explained = answer
                        .first_word()
                        .and_then(|word| STANDARD.decode(word).ok());
                    self.dialogue.ask_hidden("\r\n", "").await?
                }
            };
        }
        let explained = explained.and_then(|bytes| String::from_utf8(bytes).ok());
        positive(Step::Auth, answer)
            .map(drop)
            .map_err(|problem| match advice(&smtp.host) {
                Some(advice) if problem.code == Code::MailCredentials => problem.help(advice),
                _ => problem,
            })
            .map_err(|problem| match (explained, problem.cause.clone()) {
                (Some(explained), Some(cause)) => problem.because(format!("{cause} ({explained})")),
                _ => problem,
            })
    }

    /// MAIL FROM, with what the relay wants to know of the message.
    fn mail_from(&self, from: &str, raw: &[u8], international: bool) -> Result<Mail> {
        let mut parameters = Vec::new();
        if self.size.is_some() {
            parameters.push(MailParameter::Size(raw.len()));
        }
        if !raw.is_ascii() && self.server.supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        if international {
            parameters.push(MailParameter::SmtpUtfEight);
        }
        Ok(Mail::new(Some(parse(from)?), parameters))
    }

    async fn sender(&mut self, from: &str, raw: &[u8], international: bool) -> Result<()> {
        let command = self.mail_from(from, raw, international)?;
        let answer = self.dialogue.ask(command).await?;
        positive(Step::Sender, answer)
            .map(drop)
            .map_err(|problem| self.wants_first(problem))
    }

    /// A sender that is refused for want of a login or of TLS, which the same number asks for (530, RFC 3207 4,
    /// RFC 4954 6).
    fn wants_first(&self, problem: Problem) -> Problem {
        if problem.code != Code::MailCredentials || self.smtp.has_login() {
            return problem;
        }
        match self.dialogue.encrypted {
            true => problem
                .title(format!("{} wants a login first", self.smtp.host))
                .help("set SMTP_USERNAME and SMTP_PASSWORD"),
            false => problem
                .title(format!("{} wants TLS or a login first", self.smtp.host))
                .help("SMTP_USE_TLS=true and SMTP_OPPORTUNISTIC_TLS=true; set SMTP_USERNAME and SMTP_PASSWORD"),
        }
    }

    async fn recipient(&mut self, to: &str) -> Result<Response> {
        positive(
            Step::Recipient,
            self.dialogue.ask(Rcpt::new(parse(to)?, vec![])).await?,
        )
    }

    async fn reset(&mut self) {
        // What the relay thinks of it changes nothing.
        drop(self.dialogue.ask(Rset).await);
    }
}

#[async_trait]
impl MailSession for Session<'_> {
    async fn send(&mut self, message: &Outgoing, _: &str) -> Result<Delivery> {
        let raw = message.content.raw();
        let envelope = &message.envelope;
        if self.size.is_some_and(|most| raw.len() > most) {
            return Err(Problem::new(Code::MessageTooLarge)
                .service("smtp")
                .because(format!(
                    "{} takes {} bytes, the message has {}",
                    self.smtp.host,
                    self.size.unwrap_or_default(),
                    raw.len()
                )));
        }
        let international = std::iter::once(&envelope.from)
            .chain(&envelope.to)
            .any(|address| !address.is_ascii());
        if international && !self.server.supports_feature(Extension::SmtpUtfEight) {
            return Err(Problem::new(Code::MessageInvalid)
                .title("an address is not ASCII, and the relay does not take that")
                .service("smtp")
                .because(format!("{} does not offer SMTPUTF8", self.smtp.host))
                .help("use an address in ASCII, or a relay that offers SMTPUTF8"));
        }
        // More than the buffers on the way hold would wait for each other.
        let at_once = self.pipelining && envelope.to.len() <= MOST_AT_ONCE;
        let answered = if at_once {
            self.transaction_at_once(message, international).await
        } else {
            self.transaction(message, international).await
        };
        let (mut fates, may_go) = answered.map_err(|problem| self.smtp.blame(problem))?;
        let answer = match may_go {
            // Nobody is left to send it to.
            None => {
                return Ok(Delivery {
                    fates,
                    provider_id: None,
                });
            }
            Some(Err(problem)) => Err(problem),
            Some(Ok(())) => self.content(raw).await,
        };
        for fate in fates.iter_mut().filter(|fate| fate.problem.is_none()) {
            *fate = match &answer {
                Ok(accepted) => taken(&fate.recipient, accepted),
                Err(problem) => refused(&fate.recipient, problem.clone()),
            };
        }
        Ok(Delivery {
            fates,
            provider_id: None,
        })
    }

    async fn close(mut self: Box<Self>) {
        quit(&mut self.dialogue).await;
    }
}

/// What became of each recipient so far, and whether DATA was let through; `None` when nobody is left.
type Begun = (Vec<Fate>, Option<Result<()>>);

impl Session<'_> {
    /// MAIL, RCPT and DATA, one after the other.
    async fn transaction(&mut self, message: &Outgoing, international: bool) -> Result<Begun> {
        let envelope = &message.envelope;
        self.sender(&envelope.from, message.content.raw(), international)
            .await?;
        let mut fates = Vec::new();
        for to in &envelope.to {
            fates.push(match self.recipient(to).await {
                Ok(accepted) => taken(to, &accepted),
                Err(problem) => refused(to, problem),
            });
        }
        if fates.iter().all(|fate| fate.problem.is_some()) {
            self.reset().await;
            return Ok((fates, None));
        }
        let go = self.dialogue.ask(Data).await?;
        Ok((fates, Some(may_go(&go))))
    }

    /// The same in one go (RFC 2920).
    async fn transaction_at_once(
        &mut self,
        message: &Outgoing,
        international: bool,
    ) -> Result<Begun> {
        let envelope = &message.envelope;
        let from = self.mail_from(&envelope.from, message.content.raw(), international)?;
        let mut commands = vec![from.to_string()];
        for to in &envelope.to {
            commands.push(Rcpt::new(parse(to)?, vec![]).to_string());
        }
        commands.push(Data.to_string());
        let mut replies = self.dialogue.ask_all(&commands).await?.into_iter();
        let (Some(from), Some(go)) = (replies.next(), replies.next_back()) else {
            return Err(Problem::new(Code::MailNotSent).service("smtp"));
        };
        let fates: Vec<Fate> = envelope
            .to
            .iter()
            .zip(replies)
            .map(|(to, reply)| match positive(Step::Recipient, reply) {
                Ok(accepted) => taken(to, &accepted),
                Err(problem) => refused(to, problem),
            })
            .collect();
        let sender = positive(Step::Sender, from).map_err(|problem| self.wants_first(problem));
        let nobody = sender.is_err() || fates.iter().all(|fate| fate.problem.is_some());
        if nobody && go.has_code(354) {
            // It waits for a message that there is nobody for: an empty one, whose refusal is expected.
            self.dialogue.end_of_content().await?;
            self.dialogue.reply("the message").await?;
        }
        if nobody {
            self.reset().await;
        }
        sender?;
        Ok((fates, (!nobody).then(|| may_go(&go))))
    }

    /// The message itself, after DATA was let through.
    async fn content(&mut self, raw: &[u8]) -> Result<Response> {
        self.dialogue.content(raw).await?;
        // From here on the relay may have the message, whatever happens to the connection.
        let unknown = |problem: Problem| {
            Problem::new(Code::MailOutcomeUnknown)
                .service("smtp")
                .because(problem.cause.clone().unwrap_or_default())
        };
        self.dialogue.end_of_content().await.map_err(unknown)?;
        let answer = self.dialogue.reply("the message").await.map_err(unknown)?;
        positive(Step::Content, answer)
    }
}

fn may_go(reply: &Response) -> Result<()> {
    match reply.has_code(354) {
        true => Ok(()),
        false => Err(reply::problem(Step::Content, reply)),
    }
}

fn taken(recipient: &str, reply: &Response) -> Fate {
    Fate {
        recipient: recipient.to_owned(),
        outcome: Outcome::Sent,
        reply: reply::text(reply),
        problem: None,
    }
}

fn refused(recipient: &str, problem: Problem) -> Fate {
    Fate {
        recipient: recipient.to_owned(),
        outcome: Outcome::of(&problem),
        reply: problem.cause.clone().unwrap_or_default(),
        problem: Some(problem.address(recipient)),
    }
}

/// A polite end, whatever happened, as long as there is somebody to hear it. What the relay says to it changes
/// nothing.
async fn quit(dialogue: &mut Dialogue<'_>) {
    if !dialogue.lost {
        drop(dialogue.ask(Quit).await);
    }
}

fn positive(step: Step, reply: Response) -> Result<Response> {
    if reply.is_positive() {
        Ok(reply)
    } else {
        Err(reply::problem(step, &reply))
    }
}

fn info(hello: &Response) -> Result<ServerInfo> {
    ServerInfo::from_response(hello).map_err(|error| {
        Problem::new(Code::MailNotSent)
            .service("smtp")
            .source(error)
    })
}

fn parse(address: &str) -> Result<Address> {
    address
        .parse()
        .map_err(|error: lettre::address::AddressError| {
            Problem::new(Code::MessageInvalid)
                .service("smtp")
                .address(address)
                .source(error)
        })
}

/// What providers want beside a right password, by the relay's host. From their help pages.
const ADVICE: [(&str, &str); 9] = [
    (
        "gmail.com",
        "make an app password in the Google account and set SMTP_PASSWORD to it",
    ),
    (
        "office365.com",
        "allow SMTP AUTH for the mailbox, or use another relay: basic logins are being retired",
    ),
    (
        "outlook.com",
        "allow SMTP AUTH for the mailbox, or use another relay: basic logins are being retired",
    ),
    (
        "qq.com",
        "make an authorisation code in the mailbox's settings and set SMTP_PASSWORD to it",
    ),
    (
        "163.com",
        "make an authorisation code in the mailbox's settings and set SMTP_PASSWORD to it",
    ),
    (
        "amazonaws.com",
        "make SMTP credentials in SES for this region: they are not the IAM keys",
    ),
    (
        "mailgun.org",
        "set SMTP_SERVER=smtp.eu.mailgun.org for a domain in the EU region, smtp.mailgun.org for any other",
    ),
    (
        "sendgrid.net",
        "SMTP_USERNAME=apikey, and the key as SMTP_PASSWORD",
    ),
    (
        "resend.com",
        "SMTP_USERNAME=resend, and the key as SMTP_PASSWORD",
    ),
];

fn advice(host: &str) -> Option<&'static str> {
    let of = |(domain, _): &&(&str, &str)| {
        host.strip_suffix(domain)
            .is_some_and(|rest| rest.ends_with('.'))
    };
    ADVICE.iter().find(of).map(|(_, advice)| *advice)
}

#[async_trait]
impl Mailer for Smtp {
    fn service(&self) -> &'static str {
        "smtp"
    }

    fn limits(&self) -> Limits {
        Limits {
            raw: true,
            ..Limits::default()
        }
    }

    async fn session<'a>(&'a self, trace: &'a dyn Trace) -> Result<Box<dyn MailSession + 'a>> {
        let begun = async {
            let mut session = self.begin(trace).await?;
            if self.has_login() && !session.dialogue.encrypted {
                trace.line(
                    Direction::Note,
                    "the password goes over a connection that is not encrypted",
                );
            }
            let login = session.login().await;
            let session: Box<dyn MailSession> = Box::new(session);
            match login {
                Ok(()) => Ok(session),
                Err(problem) => {
                    session.close().await;
                    Err(problem)
                }
            }
        };
        begun.await.map_err(|problem| self.blame(problem))
    }
}

#[async_trait]
impl Probe for Smtp {
    /// As far as a message's recipient, without a message; with `send_to`, a message too.
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut found = |severity, rule, problem: Problem| {
            findings.push(Finding::live(severity, rule, &self.blame(problem)));
        };
        match self.begin(self.net.trace()).await {
            Err(problem) if ask.for_dify && dialogue::is_about_certificate(&problem) => {
                let cause = problem.cause.clone().unwrap_or_default();
                found(
                    Severity::Warning,
                    "smtp-certificate-not-trusted",
                    problem.because(format!(
                        "{cause}; Dify accepts any certificate, and so anyone on the path could read the password; the login was not tried"
                    )),
                );
            }
            Err(problem) => found(Severity::Error, "smtp-connection", problem),
            Ok(mut session) => {
                if self.mode == Mode::Plain
                    && session.server.supports_feature(Extension::StartTls)
                    && !session.dialogue.loopback
                {
                    let offered = Problem::new(Code::NotAsMeant)
                        .title("the relay offers STARTTLS, and the configuration does not use it")
                        .service("smtp")
                        .help("SMTP_USE_TLS=true and SMTP_OPPORTUNISTIC_TLS=true");
                    found(Severity::Info, "smtp-starttls-not-used", offered);
                }
                if let Err((severity, rule, problem)) = session.rehearse().await {
                    found(severity, rule, problem);
                } else if let Some(to) = &ask.send_to
                    && let Err(problem) = prove(&mut session, &self.from, to).await
                {
                    found(Severity::Error, "smtp-message", problem);
                }
                Box::new(session).close().await;
            }
        }
        findings
    }
}

impl Session<'_> {
    /// Login, MAIL FROM, RCPT TO to the sender itself, RSET.
    async fn rehearse(&mut self) -> Result<(), (Severity, &'static str, Problem)> {
        self.login().await.map_err(|problem| match problem.code {
            Code::SecretExposed => (Severity::Warning, "smtp-login-not-proven", problem),
            _ => (Severity::Error, "smtp-login", problem),
        })?;
        let from = compose::address("MAIL_DEFAULT_SEND_FROM", &self.smtp.from)
            .map_err(|problem| (Severity::Error, "smtp-sender", problem.service("smtp")))?;
        self.sender(&from, b"", !from.is_ascii())
            .await
            .map_err(|problem| (Severity::Error, "smtp-sender", problem))?;
        let taken = self.recipient(&from).await;
        self.reset().await;
        // Greylisting is for strangers, and a sender need not have a mailbox.
        taken.map(drop).map_err(|problem| match problem.code {
            Code::MailDeferred => (Severity::Info, "smtp-recipient", problem),
            Code::RecipientRefused => (Severity::Warning, "smtp-recipient", problem),
            _ => (Severity::Error, "smtp-recipient", problem),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_is_for_the_providers_own_hosts() {
        for (host, part) in [
            ("smtp.gmail.com", "app password"),
            ("smtp.office365.com", "SMTP AUTH"),
            ("smtp-mail.outlook.com", "SMTP AUTH"),
            ("smtp.exmail.qq.com", "authorisation code"),
            ("smtp.163.com", "authorisation code"),
            ("email-smtp.eu-west-1.amazonaws.com", "not the IAM keys"),
            ("smtp.eu.mailgun.org", "EU region"),
            ("smtp.sendgrid.net", "SMTP_USERNAME=apikey"),
            ("smtp.resend.com", "SMTP_USERNAME=resend"),
        ] {
            assert!(
                advice(host).is_some_and(|advice| advice.contains(part)),
                "{host}"
            );
        }
        for host in ["smtp.example.org", "notgmail.com", "gmail.com.example.org"] {
            assert_eq!(advice(host), None, "{host}");
        }
    }
}
