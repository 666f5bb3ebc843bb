//! Sends one message and accounts for every recipient. Owns when to try again; called by `mail send`.

use super::{Delivery, Mailer, Outcome, Outgoing, Result};
use crate::net::Net;
use crate::problem::Problem;
use crate::progress::Trace;

/// Opens a session, sends, ends it. Tried again, as often as `net` allows, as long as nothing was
/// accepted and every refusal is a temporary one. Fails when nobody got the message, with the first
/// recipient's problem; when some did, the [`Delivery`] tells who.
pub async fn send(
    mailer: &dyn Mailer,
    message: &Outgoing,
    net: &Net,
    trace: &dyn Trace,
) -> Result<Delivery> {
    let limits = mailer.limits();
    if limits
        .message_bytes
        .is_some_and(|most| message.content.raw().len() as u64 > most)
    {
        return Err(Problem::new(crate::problem::Code::MessageTooLarge).service(mailer.service()));
    }
    net.retry(|| async {
        let mut session = mailer.session(trace).await?;
        let sent = session.send(message, &message.message_id).await;
        session.close().await;
        let mut delivery = sent?;
        let nobody = delivery.fates.iter().all(|fate| {
            matches!(
                fate.outcome,
                Outcome::Refused | Outcome::Deferred | Outcome::Unknown
            )
        });
        match delivery
            .fates
            .iter_mut()
            .find_map(|fate| fate.problem.take_if(|_| nobody))
        {
            Some(problem) => Err(problem),
            None => Ok(delivery),
        }
    })
    .await
}
