//! `tieline storage get`: one object into a file, or to stdout.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::{Moved, cat};
use crate::app::App;
use crate::problem::{Exit, Failure};
use crate::storage::place::Place;
use crate::storage::transfer;

#[derive(Debug, Args)]
pub struct GetArgs {
    /// A key or a URL
    #[arg(value_name = "SRC")]
    source: String,
    /// A file or a directory that exists; `-` is stdout [default: the key's last part, here]
    #[arg(value_name = "DEST")]
    destination: Option<PathBuf>,
    /// Fail rather than replace a file
    #[arg(long)]
    no_clobber: bool,
}

impl GetArgs {
    pub fn is_to_stdout(&self) -> bool {
        self.destination
            .as_ref()
            .is_some_and(|path| path.as_os_str() == "-")
    }
}

pub fn run(args: &GetArgs, app: &App) -> Result<Exit, Failure> {
    if args.is_to_stdout() {
        return cat::write_to_stdout(&args.source, None, app);
    }
    let started = Instant::now();
    let place = Place::parse(&args.source);
    let name = place.key().rsplit('/').next().unwrap_or_default();
    let destination = match &args.destination {
        Some(path) if path.is_dir() => path.join(name),
        Some(path) => path.clone(),
        None => PathBuf::from(name),
    };
    let store = app.store(&place)?;
    let bar = app.output().bar(&args.source);
    let replace = !args.no_clobber;
    let fetched = app.block_on(transfer::get(
        &store,
        place.key(),
        &destination,
        replace,
        &bar,
    ))??;
    drop(bar);
    app.output().report(&Moved {
        op: "get",
        source: Some(store.url(place.key())),
        place: destination.display().to_string(),
        bytes: Some(fetched.size),
        etag: fetched.etag,
        verified: Some("size"),
        elapsed_ms: started.elapsed().as_millis(),
    })?;
    Ok(Exit::Done)
}
