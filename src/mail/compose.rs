//! Makes messages: from what a user says to a finished RFC 5322 message and the envelope it travels in.
//! lettre builds and encodes; what is not valid is refused here, before anything is sent.

use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

use lettre::message::{Mailbox, Message, header};

use super::{Content, Envelope, Outgoing, Result};
use crate::problem::{Code, Problem};

/// The parts of a message, as people write them: for providers that take parts, and for [`compose`].
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// `ops@example.org` or `Ops <ops@example.org>`.
    pub from: String,
    pub to: Vec<String>,
    pub subject: String,
    pub text: String,
}

/// The finished message. Fails with MAIL_006 when an address is none, a header holds a line break or there
/// is nobody to send to.
pub fn compose(parts: Parts) -> Result<Outgoing> {
    let from = mailbox("From", &parts.from)?;
    let to: Vec<Mailbox> = parts
        .to
        .iter()
        .map(|text| mailbox("To", text))
        .collect::<Result<_>>()?;
    if to.is_empty() {
        return Err(invalid("the message has no recipient").help("name one with --to"));
    }
    if parts.subject.chars().any(char::is_control) {
        // A line break would start a header of the writer's choice.
        return Err(
            invalid("the subject holds a line break or another control character")
                .help("write the subject in one line"),
        );
    }
    if parts.text.is_empty() {
        return Err(invalid("the message has no body").help("give --text or --text-file"));
    }
    let message_id = message_id(from.email.domain());
    let mut builder = Message::builder()
        .date(SystemTime::now())
        .message_id(Some(format!("<{message_id}>")))
        .from(from.clone())
        .subject(&parts.subject);
    for mailbox in &to {
        builder = builder.to(mailbox.clone());
    }
    let message = builder
        .header(header::MIME_VERSION_1_0)
        .header(header::ContentType::TEXT_PLAIN)
        .body(ended(&parts.text))
        .map_err(|error| invalid("the message cannot be made").source(error))?;
    Ok(Outgoing {
        envelope: Envelope {
            from: from.email.to_string(),
            to: to.iter().map(|mailbox| mailbox.email.to_string()).collect(),
        },
        message_id,
        content: Content::Composed {
            raw: message.formatted(),
            parts,
        },
    })
}

/// The text with its last line ended, as the lines of a message are.
fn ended(text: &str) -> String {
    match text.ends_with('\n') {
        true => text.to_owned(),
        false => format!("{text}\n"),
    }
}

/// The bare address of a mailbox. Fails with MAIL_006 when it is none.
pub fn address(header: &str, text: &str) -> Result<String> {
    mailbox(header, text).map(|mailbox| mailbox.email.to_string())
}

/// A mailbox, its domain in the form that the wire takes (RFC 5891).
fn mailbox(header: &str, text: &str) -> Result<Mailbox> {
    let wrong = |why: String| {
        invalid(format!("{header}: \"{text}\" is not a mail address"))
            .because(why)
            .help("write it as name@example.org or Name <name@example.org>")
    };
    if text.chars().any(char::is_control) {
        return Err(wrong("it holds a control character".to_owned()));
    }
    let parsed: Mailbox = text
        .trim()
        .parse()
        .map_err(|error: lettre::address::AddressError| wrong(error.to_string()))?;
    let domain = parsed.email.domain();
    if domain.is_ascii() {
        return Ok(parsed);
    }
    let ascii = url::Host::parse(domain).map_err(|error| wrong(error.to_string()))?;
    let email = lettre::Address::new(parsed.email.user(), ascii.to_string())
        .map_err(|error| wrong(error.to_string()))?;
    Ok(Mailbox::new(parsed.name, email))
}

/// An id of its own for each message, on the sender's domain (RFC 5322 3.6.4).
fn message_id(domain: &str) -> String {
    let now = jiff::Timestamp::now().as_millisecond();
    // Fresh RandomStates are the standard library's own source of random numbers.
    let random = || RandomState::new().hash_one(now);
    format!("{now:x}.{:016x}{:016x}@{domain}", random(), random())
}

fn invalid(title: impl Into<std::borrow::Cow<'static, str>>) -> Problem {
    Problem::new(Code::MessageInvalid).title(title)
}
