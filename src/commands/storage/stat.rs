//! `tieline storage stat`: what is known of one object.

use std::io;

use clap::Args;
use serde::Serialize;

use crate::app::App;
use crate::output::{Painter, Report, Style};
use crate::problem::{Exit, Failure};
use crate::storage::place::Place;

#[derive(Debug, Args)]
pub struct StatArgs {
    /// A key or a URL
    place: String,
}

#[derive(Serialize)]
struct Known {
    place: String,
    key: String,
    size: u64,
    modified: Option<String>,
    etag: Option<String>,
}

pub fn run(args: &StatArgs, app: &App) -> Result<Exit, Failure> {
    let place = Place::parse(&args.place);
    let store = app.store(&place)?;
    let meta = app.block_on(store.stat(place.key(), None))??;
    app.output().report(&Known {
        place: store.url(&meta.key),
        size: meta.size,
        modified: meta.modified.map(|time| time.to_string()),
        etag: meta.etag,
        key: meta.key,
    })?;
    Ok(Exit::Done)
}

impl Report for Known {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        let size = format!("{} bytes", self.size);
        let rows = [
            ("place", Some(&self.place)),
            ("size", Some(&size)),
            ("modified", self.modified.as_ref()),
            ("etag", self.etag.as_ref()),
        ];
        for (label, value) in rows {
            if let Some(value) = value {
                to.column(Style::Faint, label, 10)?;
                to.text(value)?;
                to.end()?;
            }
        }
        Ok(())
    }
}
