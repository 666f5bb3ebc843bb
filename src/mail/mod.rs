//! JOB 2: mail. Owns the vocabulary ([`Mailer`] and what it deals in) and the making of messages. Knows
//! no provider: those implement [`Mailer`] in `services/`.

pub mod api;
pub mod batch;
pub mod compose;
pub mod log;
pub mod rows;
pub mod send;
pub mod template;

use async_trait::async_trait;
use serde::Serialize;

use crate::config::Settings;
use crate::probe::Probe;
use crate::problem::{Code, Problem};
use crate::progress::Trace;
use crate::secret::Secret;

pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// The deployment's sender, in words for a summary.
pub fn sender(settings: &Settings) -> String {
    match settings.text("MAIL_DEFAULT_SEND_FROM") {
        "" => "no sender".to_owned(),
        from => format!("from {from}"),
    }
}

/// What a provider cannot carry, known before anything is sent. `None`: no limit of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Bytes of the finished message.
    pub message_bytes: Option<u64>,
    pub recipients: Option<usize>,
    /// Takes a finished RFC 5322 message as it is.
    pub raw: bool,
}

/// Who sends and who receives, as the server is told; not what the headers say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The envelope sender (return path), a bare address.
    pub from: String,
    /// Bare addresses; To, Cc and Bcc alike.
    pub to: Vec<String>,
}

/// A message ready to go.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub envelope: Envelope,
    /// Without the angle brackets.
    pub message_id: String,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// Made by [`compose`]: the parts, for providers that take those, and the finished message.
    Composed {
        parts: Box<compose::Parts>,
        raw: Vec<u8>,
    },
    /// Somebody else's finished message (`--from-file`).
    Raw(Vec<u8>),
}

impl Content {
    /// The finished RFC 5322 message, lines ended by CRLF.
    pub fn raw(&self) -> &[u8] {
        match self {
            Content::Composed { raw, .. } | Content::Raw(raw) => raw,
        }
    }
}

/// What became of a message at one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The server took responsibility for it.
    Sent,
    /// The provider took it into a queue of its own.
    Queued,
    /// Refused for good.
    Refused,
    /// Refused for now.
    Deferred,
    /// Handed over, and the connection was lost before the answer.
    Unknown,
}

/// What became of a message: one fate a recipient, in the order of the envelope.
#[derive(Debug, Default)]
pub struct Delivery {
    pub fates: Vec<Fate>,
    /// The provider's own id of the message, when it gives one.
    pub provider_id: Option<String>,
}

#[derive(Debug)]
pub struct Fate {
    pub recipient: String,
    pub outcome: Outcome,
    /// The reply in the server's words.
    pub reply: String,
    /// Why it was not sent, when it was not.
    pub problem: Option<Problem>,
}

impl Delivery {
    /// Fails with the first recipient's problem when it ended so at every recipient.
    pub fn unless_all(mut self, ended: impl Fn(Outcome) -> bool) -> Result<Delivery> {
        if !self.fates.iter().all(|fate| ended(fate.outcome)) {
            return Ok(self);
        }
        let problem = self.fates.iter_mut().find_map(|fate| fate.problem.take());
        problem.map_or(Ok(self), Err)
    }

    /// How it ended at each recipient, in the server's words: `sent to you@example.org: 250 Ok`.
    pub fn told(&self) -> String {
        let one = |fate: &Fate| {
            let outcome = fate.outcome.word();
            format!("{outcome} to {}: {}", fate.recipient, fate.reply)
        };
        self.fates.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    /// Fails with the first problem that any recipient had.
    pub fn to_everybody(self) -> Result<()> {
        let mut problems = self.fates.into_iter().filter_map(|fate| fate.problem);
        problems.next().map_or(Ok(()), Err)
    }
}

impl Outcome {
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Sent => "sent",
            Outcome::Queued => "queued",
            Outcome::Refused => "refused",
            Outcome::Deferred => "deferred",
            Outcome::Unknown => "unknown",
        }
    }

    /// What a problem that ended a message means for its recipient.
    pub fn of(problem: &Problem) -> Outcome {
        match problem.code {
            Code::MailOutcomeUnknown => Outcome::Unknown,
            Code::MailDeferred | Code::MailNotSent => Outcome::Deferred,
            _ => Outcome::Refused,
        }
    }
}

/// A way to send mail.
#[async_trait]
pub trait Mailer: Probe {
    /// The service's id, for subjects and reports.
    fn service(&self) -> &'static str;
    fn limits(&self) -> Limits;
    /// Connects and signs in, ready for messages. Each step has a deadline.
    async fn session<'a>(&'a self, trace: &'a dyn Trace) -> Result<Box<dyn MailSession + 'a>>;
}

/// A connection over which messages go one after the other.
#[async_trait]
pub trait MailSession: Send {
    /// Sends one message. `Err` only when nothing was attempted; all else is in the [`Delivery`].
    async fn send(&mut self, message: &Outgoing, idempotency_key: &str) -> Result<Delivery>;
    /// Ends politely (QUIT). Never fails: what was sent is sent.
    async fn close(self: Box<Self>);
}

/// How XOAUTH2 gets its token without mail knowing about logins.
#[async_trait]
pub trait TokenSource: Send + Sync {
    async fn token(&self) -> Result<Secret<String>>;
}
