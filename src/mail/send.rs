//! Sends one message and accounts for every recipient. Owns when to try again and the log's records; called
//! by `mail send`, and by probes that were asked for a real message.

use std::sync::atomic::{AtomicU32, Ordering};

use super::log::{self, SendLog};
use super::{Content, Delivery, Limits, MailSession, Mailer, Outcome, Outgoing, Result, compose};
use crate::net::Net;
use crate::probe::SendTo;
use crate::problem::{Code, Problem};
use crate::progress::Trace;

/// Opens a session, sends, ends it. Tried again, as often as `net` allows, as long as nothing was
/// accepted and every refusal is a temporary one. Fails when nobody got the message, with the first
/// recipient's problem; when some did, the [`Delivery`] tells who.
pub async fn send(
    mailer: &dyn Mailer,
    message: &Outgoing,
    net: &Net,
    trace: &dyn Trace,
    log: &SendLog,
) -> Result<Delivery> {
    fits(mailer, message)?;
    let started = log::started(message, mailer.service(), None);
    log.append(&started)?;
    let attempts = AtomicU32::new(0);
    let sent = net
        .retry(|| async {
            attempts.fetch_add(1, Ordering::Relaxed);
            let mut session = mailer.session(trace).await?;
            let sent = session.send(message, &message.message_id).await;
            session.close().await;
            sent?.unless_all(|outcome| outcome == Outcome::Deferred)
        })
        .await;
    log.append(&log::finished(started, &sent, attempts.into_inner()))?;
    log.sync()?;
    sent?.unless_all(|outcome| !matches!(outcome, Outcome::Sent | Outcome::Queued))
}

/// Whether a mailer can carry a message at all. Fails with MAIL_008 or MAIL_011, before anything is sent.
pub fn fits(mailer: &dyn Mailer, message: &Outgoing) -> Result<()> {
    let Limits {
        message_bytes,
        recipients,
        raw,
    } = mailer.limits();
    let (size, count) = (
        message.content.raw().len() as u64,
        message.envelope.to.len(),
    );
    let problem =
        |code, why: String| Err(Problem::new(code).service(mailer.service()).because(why));
    match (message_bytes, recipients) {
        (Some(most), _) if size > most => problem(
            Code::MessageTooLarge,
            format!("it takes {most} bytes, the message has {size}"),
        ),
        (_, Some(most)) if count > most => problem(
            Code::MailUnsupported,
            format!("it takes {most} recipients a message, this one has {count}"),
        ),
        _ if !raw && matches!(message.content, Content::Raw(_)) => problem(
            Code::MailUnsupported,
            "it takes a message's parts, not a finished message".to_owned(),
        ),
        _ => Ok(()),
    }
}

/// Sends the message that `--send-to` asks for, and tells what came of it.
pub async fn prove(session: &mut dyn MailSession, from: &str, to: &SendTo) -> Result<()> {
    let message = compose::proof(from, &to.address)?;
    let delivery = session.send(&message, &message.message_id).await?;
    to.tell(delivery.told());
    delivery.to_everybody()
}
