//! What the commands that move or remove objects say: a line an object as it ends, and how it went with all
//! of them. Used by all such commands; which objects there are is `storage::bulk`'s.

use std::io;

use futures_util::Stream;
use serde::Serialize;

use crate::app::App;
use crate::output::{self, Format, Output, Painter, Report};
use crate::problem::{Exit, Failure, Problem};
use crate::storage::bulk::{self, Fate, Outcome, Summary};

#[derive(Serialize)]
struct Line<'a> {
    op: &'static str,
    source: Option<&'a str>,
    place: &'a str,
    bytes: Option<u64>,
    etag: Option<&'a str>,
    verified: Option<&'static str>,
    elapsed_ms: u128,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    planned: bool,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "output::fields"
    )]
    problem: Option<Problem>,
}

impl<'a> From<&'a Outcome> for Line<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        Line {
            op: outcome.op,
            source: outcome.source.as_deref(),
            place: &outcome.place,
            bytes: outcome.bytes,
            etag: outcome.etag.as_deref(),
            verified: outcome.verified,
            elapsed_ms: outcome.elapsed.as_millis(),
            skipped: match outcome.fate {
                Fate::Skipped(why) => Some(why),
                _ => None,
            },
            planned: matches!(outcome.fate, Fate::Planned),
            problem: None,
        }
    }
}

impl Report for Line<'_> {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        if self.planned {
            to.text("would ")?;
        }
        to.text(self.op)?;
        if let Some(source) = self.source {
            to.text(&format!(" {source} to"))?;
        }
        to.text(&format!(" {}", self.place))?;
        if let Some(bytes) = self.bytes {
            to.text(&format!(", {}", output::size(bytes)))?;
        }
        if let Some(why) = self.skipped {
            to.text(&format!(", skipped: {why}"))?;
        }
        to.end()
    }
}

/// Says how one object went. What was skipped is no news to a person who did not ask (`-v`).
pub fn line(output: &Output, outcome: &Outcome) -> Result<(), Failure> {
    match (&outcome.fate, output.format()) {
        (Fate::Failed(problem), Format::Human) => {
            output.problem(problem, false);
            Ok(())
        }
        (Fate::Skipped(_), Format::Human) if output.verbosity() < 1 => Ok(()),
        _ => {
            let told = output.item(&Line {
                problem: match &outcome.fate {
                    Fate::Failed(problem) => Some(output.located(problem)),
                    _ => None,
                },
                ..Line::from(outcome)
            });
            match told {
                // The work is what was asked for, whether or not somebody reads of it.
                Err(Failure::ClosedPipe) => Ok(()),
                told => told,
            }
        }
    }
}

/// Runs jobs on objects, `at_once` of them at the most, and says how each went.
pub async fn all<J>(
    app: &App,
    jobs: impl Stream<Item = Result<J, Problem>>,
    at_once: usize,
) -> Result<End, Failure>
where
    J: Future<Output: IntoIterator<Item = Outcome> + Send> + Send + 'static,
{
    Ok(End::sum(each(app, jobs, at_once).await?))
}

/// The same, for a command that has more to do then.
pub async fn each<J>(
    app: &App,
    jobs: impl Stream<Item = Result<J, Problem>>,
    at_once: usize,
) -> Result<Summary, Failure>
where
    J: Future<Output: IntoIterator<Item = Outcome> + Send> + Send + 'static,
{
    bulk::run(jobs, at_once, |outcome| line(app.output(), outcome)).await
}

/// The end of a command that had one object.
pub fn one(app: &App, outcome: Outcome) -> Result<End, Failure> {
    let mut summary = Summary::default();
    summary.add(&outcome);
    line(app.output(), &outcome)?;
    Ok(End::sum(summary))
}

/// How a command ended.
#[derive(Debug)]
pub struct End {
    /// Of a command that said how each object went: the sum is still to be told.
    summary: Option<Summary>,
    exit: Exit,
}

#[derive(Serialize)]
struct Sum<'a> {
    summary: &'a Summary,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "output::fields"
    )]
    problem: Option<Problem>,
    #[serde(skip)]
    ok: bool,
}

impl Report for Sum<'_> {
    /// On stdout are the objects alone: the sum is a note.
    fn human(&self, _: &mut Painter) -> io::Result<()> {
        Ok(())
    }

    fn ok(&self) -> bool {
        self.ok
    }
}

/// Nothing was done, and nothing went wrong.
impl Default for End {
    fn default() -> End {
        End::sum(Summary::default())
    }
}

impl End {
    /// Of a command that said itself all there is to say.
    pub fn said(exit: Exit) -> End {
        End {
            summary: None,
            exit,
        }
    }

    /// Whether an object failed.
    pub fn has_failed(&self) -> bool {
        self.exit != Exit::Done
    }

    /// Of a command that was ended by this, which was told.
    pub fn failed(failure: Failure) -> End {
        let exit = failure.exit();
        let summary = Summary {
            failed: 1,
            first: match failure {
                Failure::Problem(problem) => Some(problem),
                _ => None,
            },
            ..Summary::default()
        };
        End {
            summary: Some(summary),
            exit,
        }
    }

    /// By the family of the first failure.
    pub fn sum(summary: Summary) -> End {
        let exit = match summary.problem() {
            Some(problem) => Exit::Failed(problem.code.family()),
            None => Exit::Done,
        };
        End {
            summary: Some(summary),
            exit,
        }
    }

    /// With the place of the command in what went wrong.
    pub fn located(mut self, output: &Output) -> End {
        if let Some(summary) = &mut self.summary {
            for problem in [&mut summary.first, &mut summary.broken] {
                *problem = problem.take().map(|problem| output.located(&problem));
            }
        }
        self
    }

    /// Two commands as one: the other ended later.
    pub fn merge(&mut self, other: End) {
        if let Some(summary) = other.summary {
            self.summary.get_or_insert_default().merge(summary);
        }
        // A problem is told at the end, and the status is its family's: a line that was none is told by itself.
        let is_told = |exit: &Exit| matches!(exit, Exit::Failed(_));
        if self.exit == Exit::Done || (!is_told(&self.exit) && is_told(&other.exit)) {
            self.exit = other.exit;
        }
    }

    /// Tells the sum, and how the process should end.
    pub fn tell(self, app: &App) -> Result<Exit, Failure> {
        let output = app.output();
        match (self.summary, output.format()) {
            (Some(summary), Format::Json) => output.report(&Sum {
                summary: &summary,
                problem: summary.problem().cloned(),
                ok: self.exit == Exit::Done,
            })?,
            (Some(summary), Format::Human) => {
                if let Some(problem) = &summary.broken {
                    output.problem(problem, false);
                }
                // That nothing was done is no less to be told.
                if summary.objects() > 1 || summary.skipped > 0 {
                    output.note(&sentence(&summary));
                }
            }
            (None, _) => {}
        }
        Ok(self.exit)
    }
}

/// `12 done, 1 failed, 34.5 MiB`
fn sentence(summary: &Summary) -> String {
    let counts = [
        (summary.done, "done"),
        (summary.planned, "to do"),
        (summary.skipped, "skipped"),
        (summary.failed, "failed"),
    ];
    let mut parts: Vec<_> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if summary.bytes > 0 {
        parts.push(output::size(summary.bytes));
    }
    parts.join(", ")
}
