//! `tieline storage rm`: one object.

use std::time::Instant;

use clap::Args;

use super::Moved;
use crate::app::App;
use crate::problem::{Exit, Failure};
use crate::storage::place::Place;

#[derive(Debug, Args)]
pub struct RmArgs {
    /// A key or a URL
    place: String,
}

pub fn run(args: &RmArgs, app: &App) -> Result<Exit, Failure> {
    let started = Instant::now();
    let place = Place::parse(&args.place);
    let store = app.store(&place)?;
    app.block_on(store.delete(place.key(), None, None))??;
    app.output().report(&Moved {
        op: "rm",
        source: None,
        place: store.url(place.key()),
        bytes: None,
        etag: None,
        verified: None,
        elapsed_ms: started.elapsed().as_millis(),
    })?;
    Ok(Exit::Done)
}
