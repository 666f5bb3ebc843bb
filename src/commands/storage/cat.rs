//! `tieline storage cat`: an object's bytes on stdout, and nothing else there.

use std::ops::RangeInclusive;

use clap::Args;
use futures_util::StreamExt as _;

use super::report::End;
use crate::app::App;
use crate::problem::{Code, Exit, Failure, Problem, Retry};
use crate::storage::glob::or_folder;
use crate::storage::place::Place;
use crate::storage::transfer::Engine;
use crate::storage::{Reading, SharedStore, steady};

#[derive(Debug, Args)]
// A version here is an object's.
#[command(disable_version_flag = true)]
pub struct CatArgs {
    /// A key or a URL
    place: String,
    /// Only the bytes from A to B, both included, counted from 0; B may be left out
    #[arg(long, value_name = "A-B", value_parser = range)]
    range: Option<RangeInclusive<u64>>,
    /// This version of it
    #[arg(long, value_name = "ID")]
    version: Option<String>,
}

fn range(text: &str) -> Result<RangeInclusive<u64>, String> {
    let wrong = || "a range is A-B, such as 0-99".to_owned();
    let (first, last) = text.split_once('-').ok_or_else(wrong)?;
    let first = first.parse().map_err(|_| wrong())?;
    let last = match last {
        "" => u64::MAX,
        last => last.parse().map_err(|_| wrong())?,
    };
    if first > last {
        Err(wrong())
    } else {
        Ok(first..=last)
    }
}

pub async fn perform(args: &CatArgs, app: &App) -> Result<End, Failure> {
    let reading = Reading {
        version: args.version.clone(),
        range: args.range.clone(),
        if_match: None,
    };
    write_to_stdout(&args.place, reading, None, app).await
}

/// As fast as the engine's limit has it, if there is one.
pub async fn write_to_stdout(
    place: &str,
    reading: Reading,
    engine: Option<&Engine>,
    app: &App,
) -> Result<End, Failure> {
    let place = Place::parse(place)?;
    let store = app.store(&place)?;
    let read = steady::read(&app.net()?, &store, place.key(), reading.clone()).await;
    let mut stream = match read {
        Ok((_, stream)) => stream,
        Err(problem) if is_beyond_the_end(&store, place.key(), &reading, &problem).await => {
            return Ok(End::said(Exit::Done));
        }
        Err(problem) => return Err(or_folder(&*store, place.key(), problem).await.into()),
    };
    while let Some(bytes) = stream.next().await {
        let bytes = bytes?;
        if let Some(engine) = engine {
            engine.pace(bytes.len() as u64).await;
        }
        app.output().data(&bytes)?;
    }
    Ok(End::said(Exit::Done))
}

/// Whether a range was refused (HTTP's 416) because it begins where the object ends, or later: there is nothing in
/// it, as there is nothing in such a range of a file.
async fn is_beyond_the_end(
    store: &SharedStore,
    key: &str,
    reading: &Reading,
    refused: &Problem,
) -> bool {
    let Some(range) = &reading.range else {
        return false;
    };
    refused.code == Code::StorageFailed
        && refused.retry == Retry::Never
        && store
            .stat(key, reading.version.as_deref())
            .await
            .is_ok_and(|meta| *range.start() >= meta.size)
}
