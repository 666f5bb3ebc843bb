//! `tieline mail send --each`: a message for every row of a file, over a few connections, to be continued
//! when it was cut off.

use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use tokio::sync::mpsc;

use super::send::{Maker, SendArgs, warn};
use crate::app::App;
use crate::mail::batch::{self, Done, Event, Pace};
use crate::mail::log::{Batch, Record, SendLog, State};
use crate::mail::rows;
use crate::output::{Format, Painter, Report, Style};
use crate::problem::{Code, Exit, Failure, Family, Problem};

pub fn run(args: &SendArgs, app: &App) -> Result<Exit, Failure> {
    let Some(file) = &args.each.file else {
        return Err(Failure::Usage("give --each a file".to_owned()));
    };
    let maker = args.maker(app)?;
    if args.dry_run {
        return print_all(file, &maker, app);
    }
    let net = app.net_with(args.insecure_auth)?;
    warn(args, app);
    let mailer = app.mailer(args.via.as_deref(), &net)?;
    let source = std::path::absolute(file)
        .unwrap_or_else(|_| file.clone())
        .display()
        .to_string();
    if args.each.resume && file.as_os_str() == "-" {
        return Err(Failure::Usage(
            "--resume needs a file, not stdin".to_owned(),
        ));
    }
    let (id, done) = match args.each.resume {
        true => batch::resume(&source)?,
        false => (new_id(), Done::new()),
    };
    let log = Arc::new(SendLog::open()?);
    let rows = rows::open(file)?;
    let pace = Pace {
        connections: args.each.connections.into(),
        per_connection: usize::try_from(args.each.per_connection).unwrap_or(usize::MAX),
        rate_per_s: args.each.rate,
    };
    let mut sums = Sums::default();
    let bar = app.output().counter("mail", || rows::count(file));
    let ended = app.block_on(async {
        let (events, mut told) = mpsc::channel(256);
        let compose = move |row: &rows::Row| maker.make(Some(&row.values));
        let batch = Batch { id, source, row: 0 };
        let run = batch::run(mailer, net, log, rows, compose, pace, batch, done, events);
        let tell = async {
            while let Some(event) = told.recv().await {
                bar.step();
                sums.count(&event, app)?;
            }
            Ok::<(), Failure>(())
        };
        let (ran, said) = tokio::join!(run, tell);
        said?;
        Ok::<_, Failure>(ran)
    })??;
    drop(bar);
    let failed = sums.failed();
    app.output().report(&Ended {
        ok: !failed && ended.is_ok(),
        summary: &sums,
    })?;
    ended?;
    Ok(if failed {
        Exit::Failed(Family::Mail)
    } else {
        Exit::Done
    })
}

fn new_id() -> String {
    jiff::Timestamp::now().as_nanosecond().to_string()
}

/// `--dry-run`: every message, one after the other.
fn print_all(file: &Path, maker: &Maker, app: &App) -> Result<Exit, Failure> {
    let mut bad = 0;
    for row in rows::open(file)? {
        let made = row.and_then(|row| {
            maker
                .make(Some(&row.values))
                .map_err(|problem| (row.line, problem))
        });
        match made {
            Ok(message) => app.output().data(message.content.raw())?,
            Err((line, problem)) => {
                bad += 1;
                app.output().warning(&format!("line {line}: {problem}"));
            }
        }
    }
    Ok(if bad > 0 {
        Exit::Failed(Family::Mail)
    } else {
        Exit::Done
    })
}

#[derive(Default, Serialize)]
struct Sums {
    sent: u64,
    queued: u64,
    refused: u64,
    deferred: u64,
    unknown: u64,
    /// Rows that make no message.
    bad: u64,
    /// Done by an earlier run.
    skipped: u64,
}

#[derive(Default, Serialize)]
struct Line {
    line: u64,
    recipient: Option<String>,
    outcome: Option<State>,
    reply: Option<String>,
    message_id: Option<String>,
    /// The code of what kept it from being sent.
    code: Option<String>,
    #[serde(serialize_with = "crate::output::fields")]
    problem: Option<Problem>,
}

#[derive(Serialize)]
struct Ended<'a> {
    #[serde(skip)]
    ok: bool,
    summary: &'a Sums,
}

impl Sums {
    fn count(&mut self, event: &Event, app: &App) -> Result<(), Failure> {
        let json = app.output().format() == Format::Json;
        match event {
            Event::Skipped => self.skipped += 1,
            Event::Bad { line, problem } => {
                self.bad += 1;
                app.output().item(&Line {
                    line: *line,
                    code: Some(problem.code.id().to_owned()),
                    problem: Some(problem.clone()),
                    ..Line::default()
                })?;
            }
            Event::Unknown { line, recipient } => {
                self.unknown += 1;
                app.output().item(&Line {
                    line: *line,
                    recipient: Some(recipient.clone()),
                    outcome: Some(State::Unknown),
                    reply: Some("it was on its way when an earlier run was cut off".to_owned()),
                    code: Some(Code::MailOutcomeUnknown.id().to_owned()),
                    ..Line::default()
                })?;
            }
            Event::Finished(line, records) => {
                for record in records {
                    *match record.outcome {
                        State::Sent => &mut self.sent,
                        State::Queued => &mut self.queued,
                        State::Refused => &mut self.refused,
                        State::Deferred => &mut self.deferred,
                        State::Unknown | State::Started => &mut self.unknown,
                    } += 1;
                    // People are told of what went wrong; programs of everything.
                    if json || !matches!(record.outcome, State::Sent | State::Queued) {
                        app.output().item(&told(*line, record))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn failed(&self) -> bool {
        self.refused + self.deferred + self.unknown + self.bad > 0
    }
}

fn told(line: u64, record: &Record) -> Line {
    Line {
        line,
        recipient: Some(record.recipient.clone()),
        outcome: Some(record.outcome),
        reply: Some(record.reply.clone()),
        message_id: Some(record.id.clone()),
        code: record.problem.clone(),
        problem: None,
    }
}

impl Report for Line {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        match (self.outcome, &self.problem) {
            (Some(outcome), _) => {
                let (style, word) = super::shown(outcome);
                to.column(style, word, 9)?;
            }
            (None, _) => to.column(Style::Error, "bad row", 9)?,
        }
        let (recipient, reply) = (
            self.recipient.as_deref().unwrap_or_default(),
            self.reply.as_deref().unwrap_or_default(),
        );
        to.text(&format!("line {}  {recipient}  {reply}", self.line))?;
        if let Some(problem) = &self.problem {
            to.text(&problem.title)?;
        }
        if let Some(code) = &self.code {
            to.paint(Style::Faint, &format!("  {code}"))?;
        }
        to.end()
    }
}

impl Report for Ended<'_> {
    fn ok(&self) -> bool {
        self.ok
    }

    fn human(&self, to: &mut Painter) -> io::Result<()> {
        let sums = self.summary;
        let counts = [
            (sums.sent, "sent"),
            (sums.queued, "queued"),
            (sums.refused, "refused"),
            (sums.deferred, "deferred"),
            (sums.unknown, "unknown"),
            (sums.bad, "bad rows"),
            (sums.skipped, "done before"),
        ];
        let words: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        to.text(
            if words.is_empty() {
                "no rows".to_owned()
            } else {
                words.join(", ")
            }
            .as_str(),
        )?;
        to.end()
    }
}
