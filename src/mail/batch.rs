//! Many messages over a few connections, each accounted for in the send log before and after, so that a run
//! that was killed continues where it was. Owns the workers, the pace and what a resumption leaves out.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::log::{self, Batch, Record, SendLog, State};
use super::rows::{Row, Rows};
use super::send::fits;
use super::{Delivery, MailSession, Mailer, Outcome, Outgoing, Result};
use crate::net::Net;
use crate::problem::{Code, Problem};

/// How a batch goes.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Connections at once, at least 1.
    pub connections: usize,
    /// Messages over one connection before it is made anew, at least 1.
    pub per_connection: usize,
    /// Messages a second, all connections together.
    pub rate_per_s: Option<f64>,
}

/// What happened to a row.
#[derive(Debug)]
pub enum Event {
    /// It was sent, or tried: one record a recipient.
    Finished(u64, Vec<Record>),
    /// It makes no message.
    Bad { line: u64, problem: Problem },
    /// An earlier run got it there, or was refused for good.
    Skipped,
    /// An earlier run was cut off while it was on its way: not sent again.
    Unknown { line: u64, recipient: String },
}

/// What an earlier run did, by row.
pub type Done = HashMap<u64, (String, State)>;

/// The latest batch of this source, and what it did. Fails with MAIL_012 when there is none to resume.
pub fn resume(source: &str) -> Result<(String, Done)> {
    let mut latest: Option<(String, Done)> = None;
    log::read(|record| {
        let Some(batch) = record.batch.filter(|batch| batch.source == source) else {
            return;
        };
        let (_, done) = match &mut latest {
            Some(latest) if latest.0 == batch.id => latest,
            other => other.insert((batch.id.clone(), Done::new())),
        };
        done.insert(batch.row, (record.recipient, record.outcome));
    })?;
    latest.ok_or_else(|| {
        Problem::new(Code::MailFileError)
            .title("there is no batch of this file to resume")
            .key(source)
            .help("start it without --resume")
    })
}

/// What every worker shares.
struct Shared<C> {
    mailer: Arc<dyn Mailer>,
    net: Net,
    log: Arc<SendLog>,
    compose: C,
    pace: Pace,
    batch: Batch,
    done: Done,
    rows: Mutex<mpsc::Receiver<std::result::Result<Row, (u64, Problem)>>>,
    next: Mutex<Instant>,
    events: mpsc::Sender<Event>,
}

/// Sends a message for each row. `events` gets one event a row, in the order in which they end. Fails with
/// what keeps the mailer from sending at all (it cannot be reached, refuses the login); rows that were not
/// begun by then are for a resumption.
#[expect(
    clippy::too_many_arguments,
    reason = "each is one thing that a batch is made of"
)]
pub async fn run<C>(
    mailer: Arc<dyn Mailer>,
    net: Net,
    log: Arc<SendLog>,
    rows: Rows,
    compose: C,
    pace: Pace,
    batch: Batch,
    done: Done,
    events: mpsc::Sender<Event>,
) -> Result<()>
where
    C: Fn(&Row) -> Result<Outgoing> + Send + Sync + 'static,
{
    let (feed, fed) = mpsc::channel(256);
    // Reading blocks; it ends when nobody takes rows any more.
    let reader = tokio::task::spawn_blocking(move || {
        rows.into_iter().try_for_each(|row| feed.blocking_send(row))
    });
    let shared = Arc::new(Shared {
        mailer,
        net,
        log: Arc::clone(&log),
        compose,
        pace,
        batch,
        done,
        rows: Mutex::new(fed),
        next: Mutex::new(Instant::now()),
        events,
    });
    let mut workers = JoinSet::new();
    for _ in 0..pace.connections.max(1) {
        let shared = Arc::clone(&shared);
        workers.spawn(async move { work(&shared).await });
    }
    drop(shared);
    let mut first = Ok(());
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            ended = workers.join_next() => match ended {
                Some(Ok(Ok(()))) => {}
                Some(Ok(Err(problem))) => {
                    // The others would fail the same way.
                    first = first.and(Err(problem));
                    workers.abort_all();
                }
                Some(Err(_)) => {}
                None => break,
            },
            _ = tick.tick() => log.sync()?,
        }
    }
    log.sync()?;
    drop(reader.await);
    first
}

async fn work<C>(shared: &Shared<C>) -> Result<()>
where
    C: Fn(&Row) -> Result<Outgoing>,
{
    let slot = Mutex::new(Slot::default());
    loop {
        let Some(row) = shared.rows.lock().await.recv().await else {
            break;
        };
        let event = match row {
            Err((line, problem)) => Event::Bad { line, problem },
            Ok(row) => match one(shared, &row, &slot).await? {
                Ok(event) => event,
                Err(problem) => Event::Bad {
                    line: row.line,
                    problem,
                },
            },
        };
        if shared.events.send(event).await.is_err() {
            break;
        }
    }
    slot.into_inner().end().await;
    Ok(())
}

/// A session, for as many messages as it may carry.
#[derive(Default)]
struct Slot<'a> {
    session: Option<Box<dyn MailSession + 'a>>,
    carried: usize,
    /// Why there is none, when the last attempt to open one failed.
    unopened: Option<Problem>,
}

impl<'a> Slot<'a> {
    /// The session that is there, or a new one when there is none or it has carried enough.
    async fn session<C>(
        &mut self,
        shared: &'a Shared<C>,
    ) -> Result<&mut Box<dyn MailSession + 'a>> {
        if self.carried >= shared.pace.per_connection.max(1) {
            self.end().await;
        }
        if self.session.is_none() {
            let opened = shared.mailer.session(shared.net.trace()).await;
            self.unopened = opened.as_ref().err().cloned();
            self.session = Some(opened?);
        }
        self.session
            .as_mut()
            .ok_or_else(|| Problem::new(Code::MailNotSent))
    }

    async fn end(&mut self) {
        if let Some(session) = self.session.take() {
            session.close().await;
        }
        self.carried = 0;
    }
}

/// One row. The outer error ends the batch, the inner one only the row.
async fn one<'a, C>(
    shared: &'a Shared<C>,
    row: &Row,
    slot: &Mutex<Slot<'a>>,
) -> Result<Result<Event>>
where
    C: Fn(&Row) -> Result<Outgoing>,
{
    let message = match (shared.compose)(row) {
        Ok(message) => message,
        Err(problem) => return Ok(Err(problem)),
    };
    if let Err(problem) = fits(&*shared.mailer, &message) {
        return Ok(Err(problem));
    }
    if let Some((recipient, state)) = shared.done.get(&row.number) {
        if message.envelope.to.first() != Some(recipient) {
            return Err(Problem::new(Code::MailFileError)
                .title(format!(
                    "row {} is for another recipient than when the batch was begun",
                    row.number
                ))
                .key(&shared.batch.source)
                .help("resume with the file as it was, or start a new batch without --resume"));
        }
        match state {
            State::Sent | State::Queued | State::Refused => return Ok(Ok(Event::Skipped)),
            State::Unknown | State::Started => {
                return Ok(Ok(Event::Unknown {
                    line: row.line,
                    recipient: recipient.clone(),
                }));
            }
            State::Deferred => {}
        }
    }
    wait_for_turn(shared).await;
    let batch = Batch {
        row: row.number,
        ..shared.batch.clone()
    };
    let started = log::started(&message, shared.mailer.service(), Some(&batch));
    shared.log.append(&started)?;
    let attempts = AtomicU32::new(0);
    let result = shared
        .net
        .retry(|| async {
            attempts.fetch_add(1, Ordering::Relaxed);
            let mut slot = slot.lock().await;
            let sent = slot
                .session(shared)
                .await?
                .send(&message, &message.message_id)
                .await;
            slot.carried += 1;
            settle(sent, &mut slot).await
        })
        .await;
    let records = log::finished(started, &result, attempts.into_inner());
    shared.log.append(&records)?;
    // Nothing was handed over, and nothing will be.
    if let Some(problem) = slot.lock().await.unopened.take() {
        return Err(problem);
    }
    Ok(Ok(Event::Finished(row.line, records)))
}

/// A message that nobody took and that may be tried again is an error to the retry loop; a session that
/// broke, or may have had enough, is ended and not used again.
async fn settle(sent: Result<Delivery>, slot: &mut Slot<'_>) -> Result<Delivery> {
    let broke = |problem: &Problem| {
        matches!(
            problem.code,
            Code::MailNotSent | Code::MailOutcomeUnknown | Code::MailDeferred
        )
    };
    let delivery = match sent {
        Ok(delivery) => delivery,
        Err(problem) => {
            slot.end().await;
            return Err(problem);
        }
    };
    let any_broke = delivery
        .fates
        .iter()
        .filter_map(|fate| fate.problem.as_ref())
        .any(broke);
    if any_broke {
        slot.end().await;
    }
    delivery.unless_all(|outcome| outcome == Outcome::Deferred)
}

/// Waits until the pace allows one more message.
async fn wait_for_turn<C>(shared: &Shared<C>) {
    if let Some(rate) = shared.pace.rate_per_s {
        let turn = {
            let mut next = shared.next.lock().await;
            let turn = (*next).max(Instant::now());
            *next = turn + Duration::from_secs_f64(1.0 / rate);
            turn
        };
        tokio::time::sleep_until(turn).await;
    }
}
