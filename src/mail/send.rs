//! Sends one message and accounts for every recipient. Owns when to try again and the log's records; called
//! by `mail send`.

use std::sync::atomic::{AtomicU32, Ordering};

use super::log::{self, SendLog};
use super::{Content, Delivery, Limits, Mailer, Outcome, Outgoing, Result};
use crate::net::Net;
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
    log: Option<&SendLog>,
) -> Result<Delivery> {
    fits(mailer, message)?;
    let started = log::started(message, mailer.service(), None);
    if let Some(log) = log {
        log.append(&started)?;
    }
    let attempts = AtomicU32::new(0);
    let sent = net
        .retry(|| async {
            attempts.fetch_add(1, Ordering::Relaxed);
            let mut session = mailer.session(trace).await?;
            let sent = session.send(message, &message.message_id).await;
            session.close().await;
            let mut delivery = sent?;
            let deferred = delivery
                .fates
                .iter()
                .all(|fate| fate.outcome == Outcome::Deferred);
            match delivery
                .fates
                .iter_mut()
                .find_map(|fate| fate.problem.take_if(|_| deferred))
            {
                Some(problem) => Err(problem),
                None => Ok(delivery),
            }
        })
        .await;
    if let Some(log) = log {
        log.append(&log::finished(started, &sent, attempts.into_inner()))?;
        log.sync()?;
    }
    let mut delivery = sent?;
    let nobody = delivery
        .fates
        .iter()
        .all(|fate| !matches!(fate.outcome, Outcome::Sent | Outcome::Queued));
    match delivery
        .fates
        .iter_mut()
        .find_map(|fate| fate.problem.take_if(|_| nobody))
    {
        Some(problem) => Err(problem),
        None => Ok(delivery),
    }
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
