//! Many objects at once: runs the jobs of a stream, so many at a time, on all cores, and tells how each ended.
//! Owns that one failed object does not stop the others, that a service which fails them all does, and that memory
//! does not grow with their number; what a job does is its maker's. Used by every command that moves or removes more
//! than one object.

use std::iter::{self, Once};
use std::pin::pin;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use serde::Serialize;
use tokio::task::JoinSet;

use super::Result;
use crate::problem::{Code, Problem};

/// What no other object will be spared, when it comes as often in a row as objects are under way.
const OF_THE_SERVICE: [Code; 5] = [
    Code::StorageUnreachable,
    Code::StorageCredentials,
    Code::StorageClockSkewed,
    Code::BucketMissing,
    Code::EndpointWrong,
];
/// How often in a row at the least.
const IN_A_ROW: usize = 16;

/// How it went with one object.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The command's word: `put`, `rm`.
    pub op: &'static str,
    pub source: Option<String>,
    pub place: String,
    /// Of the content; `None` where none was moved.
    pub bytes: Option<u64>,
    pub etag: Option<String>,
    /// What was compared at the end: `size`, `crc64nvme`.
    pub verified: Option<&'static str>,
    pub elapsed: Duration,
    pub fate: Fate,
}

#[derive(Clone, Debug)]
pub enum Fate {
    Done,
    /// Left as it is, and why: `unchanged`, `exists already`.
    Skipped(&'static str),
    /// It would be done, were this no dry run.
    Planned,
    Failed(Problem),
}

impl Outcome {
    /// Done, and nothing more is known of it.
    pub fn new(op: &'static str, place: impl Into<String>) -> Outcome {
        Outcome {
            op,
            source: None,
            place: place.into(),
            bytes: None,
            etag: None,
            verified: None,
            elapsed: Duration::ZERO,
            fate: Fate::Done,
        }
    }
}

/// Most jobs end in one outcome; a batch ends in as many as it has objects.
impl IntoIterator for Outcome {
    type Item = Outcome;
    type IntoIter = Once<Outcome>;

    fn into_iter(self) -> Once<Outcome> {
        iter::once(self)
    }
}

/// How it went with all of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    pub done: u64,
    pub skipped: u64,
    pub planned: u64,
    pub failed: u64,
    /// Of all that is done, or planned.
    pub bytes: u64,
    /// The service failed one object after the other, and the rest was not tried.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stopped: bool,
    /// Why the first that failed did.
    #[serde(skip)]
    pub first: Option<Problem>,
    /// Why there may have been more to do: a listing failed, the first that did.
    #[serde(skip)]
    pub broken: Option<Problem>,
}

impl Summary {
    pub fn add(&mut self, outcome: &Outcome) {
        let bytes = outcome.bytes.unwrap_or(0);
        match &outcome.fate {
            Fate::Done => {
                self.done += 1;
                self.bytes += bytes;
            }
            Fate::Skipped(_) => self.skipped += 1,
            Fate::Planned => {
                self.planned += 1;
                self.bytes += bytes;
            }
            Fate::Failed(problem) => {
                self.failed += 1;
                self.first.get_or_insert_with(|| problem.clone());
            }
        }
    }

    /// Two runs as one; the other came later.
    pub fn merge(&mut self, other: Summary) {
        self.done += other.done;
        self.skipped += other.skipped;
        self.planned += other.planned;
        self.failed += other.failed;
        self.bytes += other.bytes;
        self.stopped |= other.stopped;
        self.first = self.first.take().or(other.first);
        self.broken = self.broken.take().or(other.broken);
    }

    /// How many objects there were.
    pub fn objects(&self) -> u64 {
        self.done + self.skipped + self.planned + self.failed
    }

    /// What the exit status follows; `None` when all went well.
    pub fn problem(&self) -> Option<&Problem> {
        self.first.as_ref().or(self.broken.as_ref())
    }
}

/// Runs the jobs, `at_once` of them at the most, and hands each outcome to `each` as it comes. A job that
/// cannot even be made (the listing it comes from failed) is told by the summary, and keeps back no other: the
/// stream has to end by itself. Begins no more when the service failed so many in a row. An error of `each` ends the
/// run at once. Dropped, it drops the jobs.
pub async fn run<J, E>(
    jobs: impl Stream<Item = Result<J>>,
    at_once: usize,
    mut each: impl FnMut(&Outcome) -> Result<(), E>,
) -> Result<Summary, E>
where
    J: Future<Output: IntoIterator<Item = Outcome> + Send> + Send + 'static,
{
    let mut jobs = pin!(jobs);
    let mut running = JoinSet::new();
    let mut summary = Summary::default();
    let (mut more, mut in_a_row) = (true, 0);
    loop {
        tokio::select! {
            // What has ended first: it makes room.
            biased;
            Some(ended) = running.join_next() => {
                let outcomes = ended.unwrap_or_else(|fault| std::panic::resume_unwind(fault.into_panic()));
                // A batch counts as one; a job that had nothing to tell went well.
                let (mut worked, mut failed, mut whole) = (false, false, None);
                for outcome in outcomes {
                    summary.add(&outcome);
                    each(&outcome)?;
                    match outcome.fate {
                        Fate::Failed(problem) => {
                            failed = true;
                            whole = whole.or(Some(problem).filter(|problem| OF_THE_SERVICE.contains(&problem.code)));
                        }
                        _ => worked = true,
                    }
                }
                if worked || !failed {
                    in_a_row = 0;
                }
                in_a_row += usize::from(whole.is_some());
                if more && in_a_row >= at_once.max(IN_A_ROW) && let Some(problem) = whole {
                    more = false;
                    summary.stopped = true;
                    summary.broken.get_or_insert(problem.title("one object failed like the other, and the rest was not tried"));
                }
            }
            next = jobs.next(), if more && running.len() < at_once.max(1) => match next {
                Some(Ok(job)) => drop(running.spawn(job)),
                Some(Err(problem)) => {
                    summary.failed += 1;
                    summary.broken.get_or_insert(problem);
                }
                None => more = false,
            },
            else => return Ok(summary),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::stream;

    use super::*;
    use crate::problem::Code;

    fn failed(place: &str) -> Outcome {
        let problem = Problem::new(Code::ObjectMissing).key(place);
        Outcome {
            fate: Fate::Failed(problem),
            ..Outcome::new("rm", place)
        }
    }

    #[tokio::test]
    async fn a_failed_object_does_not_stop_the_others_and_no_more_run_than_asked() {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let jobs = stream::iter(0..100).map(|number| {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            Ok(async move {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                now.fetch_sub(1, Ordering::SeqCst);
                match number {
                    7 => failed("7"),
                    _ => Outcome {
                        bytes: Some(2),
                        ..Outcome::new("rm", number.to_string())
                    },
                }
            })
        });
        let mut seen = 0;
        let each = |_: &Outcome| {
            seen += 1;
            Ok::<_, ()>(())
        };
        let summary = run(jobs, 4, each).await.unwrap();
        assert_eq!((seen, summary.done, summary.failed), (100, 99, 1));
        assert_eq!((summary.bytes, summary.objects()), (198, 100));
        assert_eq!(summary.problem().unwrap().subject.key.as_deref(), Some("7"));
        assert!((2..=4).contains(&most.load(Ordering::SeqCst)));
    }

    #[tokio::test]
    async fn a_listing_that_fails_is_told_and_does_not_stop_the_others() {
        let ready = |place: &str| std::future::ready(Outcome::new("rm", place));
        let jobs = stream::iter([
            Ok(ready("a")),
            Err(Problem::new(Code::StorageUnreachable)),
            Ok(ready("b")),
            Err(Problem::new(Code::StorageFailed)),
        ]);
        let summary = run(jobs, 8, |_| Ok::<_, ()>(())).await.unwrap();
        assert_eq!((summary.done, summary.failed), (2, 2));
        assert_eq!(summary.problem().unwrap().code, Code::StorageUnreachable);
    }

    #[tokio::test]
    async fn what_a_service_fails_in_a_row_ends_the_run_and_nothing_else_does() {
        let outcome = |number: usize, code: Option<Code>| Outcome {
            fate: code.map_or(Fate::Done, |code| Fate::Failed(Problem::new(code))),
            ..Outcome::new("rm", number.to_string())
        };
        let runs = |code: fn(usize) -> Option<Code>| {
            let jobs = stream::iter(0..1000).map(move |number| {
                let outcome = outcome(number, code(number));
                Ok(async { outcome })
            });
            run(jobs, 20, |_| Ok::<_, ()>(()))
        };
        let gone = runs(|number| (number >= 500).then_some(Code::StorageUnreachable));
        let gone = gone.await.unwrap();
        assert!(gone.stopped && gone.done == 500, "{gone:?}");
        // Those that were under way when it was found out.
        assert!((20..=40).contains(&gone.failed), "{gone:?}");
        for code in [
            |number: usize| (!number.is_multiple_of(15)).then_some(Code::StorageUnreachable),
            |_| Some(Code::StoragePermission),
        ] {
            let all = runs(code).await.unwrap();
            assert!(!all.stopped && all.objects() == 1000, "{all:?}");
        }
    }

    #[tokio::test]
    async fn an_error_of_the_callback_stops_all() {
        let jobs = stream::repeat_with(|| Ok(async { Outcome::new("rm", "a") }));
        assert_eq!(run(jobs, 2, |_| Err("closed")).await.err(), Some("closed"));
    }
}
