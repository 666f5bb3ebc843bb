//! `tieline mail log`: what became of what was sent.

use std::io;
use std::time::Duration;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde::Serialize;

use crate::app::App;
use crate::mail::log::{Record, State, read};
use crate::output::{Painter, Report, Style};
use crate::problem::{Exit, Failure};

#[derive(Debug, Args)]
pub struct LogArgs {
    /// Only what is not older than this, such as 2h or 7d
    #[arg(long, value_name = "DUR", value_parser = humantime::parse_duration)]
    since: Option<Duration>,
    /// Only to this address
    #[arg(long, value_name = "ADDR")]
    to: Option<String>,
    /// Only what ended like this
    #[arg(long, value_enum, value_name = "OUTCOME")]
    outcome: Option<Ended>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ended {
    Sent,
    Queued,
    Refused,
    Deferred,
    Unknown,
}

impl Ended {
    fn is(self, state: State) -> bool {
        matches!(
            (self, state),
            (Ended::Sent, State::Sent)
                | (Ended::Queued, State::Queued)
                | (Ended::Refused, State::Refused)
                | (Ended::Deferred, State::Deferred)
                | (Ended::Unknown, State::Unknown)
        )
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Line(Record);

pub fn run(args: &LogArgs, app: &App) -> Result<Exit, Failure> {
    let oldest = args.since.map(|since| {
        Timestamp::now()
            .checked_sub(since)
            .unwrap_or(Timestamp::MIN)
    });
    let mut ended = Ok(());
    read(|record| {
        let wanted = oldest.is_none_or(|oldest| record.time >= oldest)
            && args
                .to
                .as_ref()
                .is_none_or(|to| to.eq_ignore_ascii_case(&record.recipient))
            && args
                .outcome
                .is_none_or(|outcome| outcome.is(record.outcome));
        if wanted && ended.is_ok() {
            ended = app.output().item(&Line(record));
        }
    })?;
    ended?;
    Ok(Exit::Done)
}

impl Report for Line {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        let record = &self.0;
        to.column(
            Style::Faint,
            &record.time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            21,
        )?;
        let (style, word) = super::shown(record.outcome);
        to.column(style, word, 9)?;
        to.text(&format!("{}  {}", record.recipient, record.reply))?;
        if let Some(problem) = &record.problem {
            to.paint(Style::Faint, &format!("  {problem}"))?;
        }
        to.end()
    }
}
