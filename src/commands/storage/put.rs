//! `tieline storage put`: one file into a store.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::Moved;
use crate::app::App;
use crate::problem::{Exit, Failure};
use crate::storage::place::Place;
use crate::storage::{Condition, transfer};

#[derive(Debug, Args)]
pub struct PutArgs {
    /// The file
    #[arg(value_name = "SRC")]
    source: PathBuf,
    /// A key or a URL; one that ends with `/` gets the file's name
    #[arg(value_name = "DEST")]
    destination: String,
    /// Fail rather than replace an object
    #[arg(long)]
    no_clobber: bool,
}

pub fn run(args: &PutArgs, app: &App) -> Result<Exit, Failure> {
    let started = Instant::now();
    let mut destination = args.destination.clone();
    if destination.ends_with('/')
        && let Some(name) = args.source.file_name()
    {
        destination += &name.to_string_lossy();
    }
    let place = Place::parse(&destination);
    let store = app.store(&place)?;
    let condition = if args.no_clobber {
        Condition::Absent
    } else {
        Condition::None
    };
    let bar = app.output().bar(&destination);
    let stored = app.block_on(transfer::put(
        &*store,
        &args.source,
        place.key(),
        &condition,
        &bar,
    ))??;
    drop(bar);
    app.output().report(&Moved {
        op: "put",
        source: Some(args.source.display().to_string()),
        place: store.url(place.key()),
        bytes: Some(stored.size),
        etag: stored.etag,
        verified: Some("size"),
        elapsed_ms: started.elapsed().as_millis(),
    })?;
    Ok(Exit::Done)
}
