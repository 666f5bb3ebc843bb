//! Makes messages: from what a user says to a finished RFC 5322 message and the envelope it travels in.
//! lettre builds and encodes; what is not valid is refused here, before anything is sent.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

use bytes::Bytes;
use lettre::Address;
use lettre::address::AddressError;
use lettre::message::header::{self, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};

use super::{Content, Envelope, Outgoing, Result};
use crate::problem::{Code, Problem};

/// The parts of a message, as people write them: for providers that take parts, and for [`compose`].
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// `ops@example.org` or `Ops <ops@example.org>`.
    pub from: String,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    /// In the envelope alone, never in a header.
    pub bcc: Vec<String>,
    pub reply_to: Vec<String>,
    pub subject: String,
    pub text: Option<String>,
    pub html: Option<String>,
    pub attachments: Vec<File>,
    /// Shown within the HTML, which names them as `cid:NAME`.
    pub inline: Vec<File>,
    /// Headers of the user's own.
    pub headers: Vec<(String, String)>,
    /// Where a reader unsubscribes, `https:` or `mailto:` (RFC 2369, RFC 8058).
    pub unsubscribe: Option<String>,
}

/// A file that travels with a message.
#[derive(Clone, Debug)]
pub struct File {
    pub name: String,
    pub content_type: String,
    pub bytes: Bytes,
}

/// Characters of an address (RFC 5321 4.5.3.1.3, less the angle brackets).
const LONGEST_ADDRESS: usize = 254;
/// Octets of a line without its end (RFC 5322 2.1.1).
const LONGEST_LINE: usize = 998;
/// Headers that tieline or the servers on the way write.
const RESERVED: [&str; 17] = [
    "bcc",
    "cc",
    "content-disposition",
    "content-id",
    "content-transfer-encoding",
    "content-type",
    "date",
    "dkim-signature",
    "from",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "subject",
];

/// The finished message. Fails with MAIL_006 when an address is none, a header holds a line break, there is
/// nobody to send to or nothing to say.
pub fn compose(parts: Parts) -> Result<Outgoing> {
    let from = mailbox("From", &parts.from)?;
    let [to, cc, bcc, reply_to] = [
        ("To", &parts.to),
        ("Cc", &parts.cc),
        ("Bcc", &parts.bcc),
        ("Reply-To", &parts.reply_to),
    ]
    .map(|(name, list)| {
        list.iter()
            .map(|text| mailbox(name, text))
            .collect::<Result<Vec<_>>>()
    });
    let (to, cc, bcc, reply_to) = (to?, cc?, bcc?, reply_to?);
    let recipients: Vec<String> = to
        .iter()
        .chain(&cc)
        .chain(&bcc)
        .map(|mailbox| mailbox.email.to_string())
        .collect();
    if recipients.is_empty() {
        return Err(invalid("the message has no recipient").help("name one with --to"));
    }
    let body = body(&parts)?;
    let message_id = message_id(from.email.domain());
    let envelope = lettre::address::Envelope::new(
        Some(from.email.clone()),
        to.iter()
            .chain(&cc)
            .chain(&bcc)
            .map(|mailbox| mailbox.email.clone())
            .collect(),
    )
    .map_err(|error| invalid("the envelope cannot be made").source(error))?;
    let mut builder = Message::builder()
        .date(SystemTime::now())
        .message_id(Some(format!("<{message_id}>")))
        .header(header::MIME_VERSION_1_0)
        .envelope(envelope)
        .from(from.clone())
        .subject(single_line("the subject", &parts.subject)?);
    for mailbox in &to {
        builder = builder.to(mailbox.clone());
    }
    for mailbox in &cc {
        builder = builder.cc(mailbox.clone());
    }
    for mailbox in &reply_to {
        builder = builder.reply_to(mailbox.clone());
    }
    for value in own_headers(&parts)? {
        builder = builder.raw_header(value);
    }
    let built = match body {
        Body::Single(kind, text) => builder.header(kind).body(text),
        Body::Multi(part) => builder.multipart(part),
    };
    let raw = built
        .map_err(|error| invalid("the message cannot be made").source(error))?
        .formatted();
    Ok(Outgoing {
        envelope: Envelope {
            from: from.email.to_string(),
            to: recipients,
        },
        message_id,
        content: Content::Composed {
            raw,
            parts: Box::new(parts),
        },
    })
}

enum Body {
    Single(ContentType, String),
    Multi(MultiPart),
}

/// Text and HTML as alternatives, inline files with the HTML, attachments beside it all.
fn body(parts: &Parts) -> Result<Body> {
    for text in parts.text.iter().chain(&parts.html) {
        if text.contains('\0') {
            return Err(invalid("the body holds a NUL").help("send it as an attachment"));
        }
    }
    // Its name is its Content-ID, an address of a kind (RFC 2392).
    let unnameable = |file: &&File| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-+".contains(&byte);
        !file.name.bytes().all(plain)
    };
    if let Some(file) = parts.inline.iter().find(unnameable) {
        return Err(invalid(format!(
            "the inline file \"{}\" has a name that no cid: can have",
            file.name
        ))
        .help("rename it to letters, digits, dots and dashes"));
    }
    let html = parts.html.as_ref().map(|html| {
        if parts.inline.is_empty() {
            return Body::Single(ContentType::TEXT_HTML, ended(html));
        }
        let related = MultiPart::related().singlepart(SinglePart::html(ended(html)));
        Body::Multi(parts.inline.iter().fold(related, |related, file| {
            related.singlepart(
                Attachment::new_inline_with_name(file.name.clone(), file.name.clone())
                    .body(file.bytes.to_vec(), content_type(file)),
            )
        }))
    });
    if html.is_none() && !parts.inline.is_empty() {
        return Err(
            invalid("there is an inline file, and no HTML to show it in")
                .help("give --html, or --attach the file"),
        );
    }
    let text = parts.text.as_ref().map(|text| ended(text));
    let said = match (text, html) {
        (Some(text), Some(html)) => {
            let alternative = MultiPart::alternative().singlepart(SinglePart::plain(text));
            Some(Body::Multi(match html {
                Body::Single(_, html) => alternative.singlepart(SinglePart::html(html)),
                Body::Multi(html) => alternative.multipart(html),
            }))
        }
        (Some(text), None) => Some(Body::Single(ContentType::TEXT_PLAIN, text)),
        (None, html) => html,
    };
    if parts.attachments.is_empty() {
        let empty = parts.text.as_deref().unwrap_or_default().is_empty()
            && parts.html.as_deref().unwrap_or_default().is_empty();
        return said.filter(|_| !empty).ok_or_else(|| {
            invalid("the message has no body").help("give --text, --html or --template")
        });
    }
    let mixed = MultiPart::mixed();
    let mut mixed = match said {
        Some(Body::Single(kind, text)) => {
            mixed.singlepart(SinglePart::builder().header(kind).body(text))
        }
        Some(Body::Multi(part)) => mixed.multipart(part),
        None => mixed.build(),
    };
    for file in &parts.attachments {
        mixed = mixed.singlepart(
            Attachment::new(file.name.clone()).body(file.bytes.to_vec(), content_type(file)),
        );
    }
    Ok(Body::Multi(mixed))
}

fn content_type(file: &File) -> ContentType {
    file.content_type.parse().unwrap_or_else(|_| mime_octets())
}

fn mime_octets() -> ContentType {
    // A constant of two well-formed tokens.
    ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN)
}

fn own_headers(parts: &Parts) -> Result<Vec<HeaderValue>> {
    let mut headers = Vec::new();
    for (name, value) in &parts.headers {
        if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(invalid(format!("the header {name} is not free to set"))
                .help("use the option for it, or another name, such as X-…"));
        }
        let value = single_line(&format!("the header {name}"), value)?;
        headers.push(raw_header(name, value.to_owned())?);
    }
    for (name, value) in unsubscribe_headers(parts)? {
        headers.push(raw_header(name, value)?);
    }
    Ok(headers)
}

fn raw_header(name: &str, value: String) -> Result<HeaderValue> {
    // RFC 5322 3.6.8: printable ASCII without the colon.
    let right = !name.is_empty()
        && name.len() <= 76
        && name
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b':');
    let name = HeaderName::new_from_ascii(name.to_owned())
        .ok()
        .filter(|_| right);
    let name = name.ok_or_else(|| {
        invalid("a header's name is not valid").help("write it as --header 'X-Name: value'")
    })?;
    Ok(HeaderValue::new(name, value))
}

/// Text for a header: a line break in it would start a header of the writer's choice.
fn single_line<'a>(what: &str, text: &'a str) -> Result<&'a str> {
    if text.chars().any(char::is_control) {
        return Err(invalid(format!(
            "{what} holds a line break or another control character"
        ))
        .help("write it in one line"));
    }
    Ok(text)
}

/// The text with its last line ended, as the lines of a message are.
fn ended(text: &str) -> String {
    match text.ends_with('\n') {
        true => text.to_owned(),
        false => format!("{text}\n"),
    }
}

/// The headers by which a reader unsubscribes (RFC 2369, RFC 8058). Fails with MAIL_006 when the address is
/// none.
pub fn unsubscribe_headers(parts: &Parts) -> Result<Vec<(&'static str, String)>> {
    let Some(url) = &parts.unsubscribe else {
        return Ok(Vec::new());
    };
    let url = single_line("the address to unsubscribe at", url)?;
    let right = (url.starts_with("https://") || url.starts_with("mailto:"))
        && !url.contains(['<', '>', ' ', ',']);
    if !right {
        return Err(
            invalid(format!("\"{url}\" is no address to unsubscribe at"))
                .help("give --unsubscribe an https: or mailto: URL"),
        );
    }
    let mut headers = vec![("List-Unsubscribe", format!("<{url}>"))];
    if url.starts_with("https://") {
        headers.push((
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click".to_owned(),
        ));
    }
    Ok(headers)
}

/// The message that `--send-to` sends.
pub fn proof(from: &str, to: &str) -> Result<Outgoing> {
    compose(Parts {
        from: from.to_owned(),
        to: vec![to.to_owned()],
        subject: "tieline: this deployment can send mail".to_owned(),
        text: Some(
            "This message was sent by `tieline config check --live --send-to`.\n".to_owned(),
        ),
        ..Parts::default()
    })
}

/// A mailbox's name, if it has one, and its bare address. Fails with MAIL_006 when it is none.
pub fn person(header: &str, text: &str) -> Result<(Option<String>, String)> {
    mailbox(header, text).map(|mailbox| (mailbox.name, mailbox.email.to_string()))
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
    let parsed = parse(text.trim()).map_err(|error| wrong(error.to_string()))?;
    let domain = parsed.email.domain();
    let email = if domain.is_ascii() {
        parsed.email
    } else {
        let ascii = url::Host::parse(domain).map_err(|error| wrong(error.to_string()))?;
        lettre::Address::new(parsed.email.user(), ascii.to_string())
            .map_err(|error| wrong(error.to_string()))?
    };
    let bare: &str = email.as_ref();
    if bare.len() > LONGEST_ADDRESS {
        return Err(wrong(format!(
            "it is longer than {LONGEST_ADDRESS} letters"
        )));
    }
    Ok(Mailbox::new(parsed.name, email))
}

/// What lettre's parser of mailboxes reads, and what it does not although its addresses may have it: quoted local
/// parts with what needs the quotes, and address literals (RFC 5321 4.1.2, 4.1.3).
fn parse(text: &str) -> Result<Mailbox, AddressError> {
    let first = match text.parse::<Mailbox>() {
        Ok(mailbox) => return Ok(mailbox),
        Err(error) => error,
    };
    let (name, address) = match text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
    {
        Some((name, address)) => (name.trim(), address),
        None => ("", text),
    };
    let email: Address = address.parse()?;
    // The one error for all that is neither quoted nor literal.
    let (user, domain) = (email.user(), email.domain());
    let literal = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    if !user.starts_with('"') && literal.is_none() {
        return Err(first);
    }
    if let Some(literal) = literal {
        let ip = match literal.strip_prefix("IPv6:") {
            Some(ip) => ip.parse::<std::net::Ipv6Addr>().is_ok(),
            None => literal.parse::<std::net::Ipv4Addr>().is_ok(),
        };
        if !ip {
            return Err(AddressError::InvalidDomain);
        }
    }
    // lettre reads the name beside an address that it knows.
    let name = match name {
        "" => None,
        name => format!("{name} <a@example.org>").parse::<Mailbox>()?.name,
    };
    Ok(Mailbox::new(name, email))
}

/// A finished message of somebody else's: its lines ended by CRLF, its `Bcc` taken out and into the
/// envelope. `from` and `to` replace what its headers say. Fails with MAIL_006 when it is no message.
pub fn raw(bytes: &[u8], from: Option<&str>, to: &[String]) -> Result<Outgoing> {
    let lines = crlf(bytes);
    if lines
        .split(|byte| *byte == b'\n')
        .any(|line| line.len() > LONGEST_LINE + 1)
    {
        return Err(invalid(format!(
            "a line of the message has more than {LONGEST_LINE} octets"
        ))
        .help("encode that part, as quoted-printable or base64"));
    }
    if lines.contains(&0) {
        return Err(invalid("the message holds a NUL").help("encode that part as base64"));
    }
    let no_message = || {
        invalid("the file is not a message")
            .help("give --from-file a file that begins with headers, From among them")
    };
    let parsed = mail_parser::MessageParser::default()
        .parse(&lines[..])
        .ok_or_else(no_message)?;
    let all = |list: Option<&mail_parser::Address<'_>>| -> Vec<String> {
        let addresses = list.into_iter().flat_map(|list| list.clone().into_list());
        addresses
            .filter_map(|one| one.address.map(Cow::into_owned))
            .collect()
    };
    let from = match from {
        Some(from) => from.to_owned(),
        None => all(parsed.from())
            .into_iter()
            .next()
            .ok_or_else(no_message)?,
    };
    let to = match to {
        [] => [parsed.to(), parsed.cc(), parsed.bcc()]
            .into_iter()
            .flat_map(all)
            .collect(),
        to => to.to_vec(),
    };
    if to.is_empty() {
        return Err(invalid("the message has no recipient").help("name one with --to"));
    }
    let envelope = Envelope {
        from: address("From", &from)?,
        to: to
            .iter()
            .map(|text| address("To", text))
            .collect::<Result<_>>()?,
    };
    let id = parsed.message_id().map(str::to_owned);
    let hidden = parsed.bcc().is_some();
    Ok(Outgoing {
        message_id: id
            .unwrap_or_else(|| message_id(envelope.from.rsplit('@').next().unwrap_or_default())),
        envelope,
        content: Content::Raw(if hidden { without_bcc(&lines) } else { lines }),
    })
}

/// With every line ended by CRLF.
fn crlf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    let mut before = 0;
    for &byte in bytes {
        if byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        } else if before == b'\r' && byte != b'\n' {
            out.push(b'\n');
        }
        out.push(byte);
        before = byte;
    }
    if !out.ends_with(b"\n") {
        out.extend_from_slice(if out.ends_with(b"\r") { b"\n" } else { b"\r\n" });
    }
    out
}

fn without_bcc(lines: &[u8]) -> Vec<u8> {
    let (mut out, mut in_headers, mut in_bcc) = (Vec::with_capacity(lines.len()), true, false);
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        if in_headers {
            in_headers = line != b"\r\n";
            let goes_on = line.starts_with(b" ") || line.starts_with(b"\t");
            in_bcc = if goes_on {
                in_bcc
            } else {
                line.len() > 3 && line[..4].eq_ignore_ascii_case(b"bcc:")
            };
            if in_bcc && in_headers {
                continue;
            }
        }
        out.extend_from_slice(line);
    }
    out
}

/// An id of its own for each message, on the sender's domain (RFC 5322 3.6.4).
fn message_id(domain: &str) -> String {
    let now = jiff::Timestamp::now().as_millisecond();
    // Fresh RandomStates are the standard library's own source of random numbers.
    let random = || RandomState::new().hash_one(now);
    format!("{now:x}.{:016x}{:016x}@{domain}", random(), random())
}

fn invalid(title: impl Into<Cow<'static, str>>) -> Problem {
    Problem::new(Code::MessageInvalid).title(title)
}
