//! `tieline storage cat`: an object's bytes on stdout, and nothing else there.

use std::ops::RangeInclusive;

use clap::Args;
use futures_util::StreamExt as _;

use crate::app::App;
use crate::problem::{Exit, Failure};
use crate::storage::Reading;
use crate::storage::place::Place;

#[derive(Debug, Args)]
pub struct CatArgs {
    /// A key or a URL
    place: String,
    /// Only the bytes from A to B, both included, counted from 0; B may be left out
    #[arg(long, value_name = "A-B", value_parser = range)]
    range: Option<RangeInclusive<u64>>,
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

pub fn run(args: &CatArgs, app: &App) -> Result<Exit, Failure> {
    write_to_stdout(&args.place, args.range.clone(), app)
}

pub fn write_to_stdout(
    place: &str,
    range: Option<RangeInclusive<u64>>,
    app: &App,
) -> Result<Exit, Failure> {
    let place = Place::parse(place);
    let store = app.store(&place)?;
    app.block_on(async {
        let reading = Reading {
            range,
            ..Reading::default()
        };
        let (_, mut stream) = store.read(place.key(), reading).await?;
        while let Some(bytes) = stream.next().await {
            app.output().data(&bytes?)?;
        }
        Ok(Exit::Done)
    })?
}
