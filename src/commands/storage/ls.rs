//! `tieline storage ls`: a line an object, streamed.

use std::io;

use clap::Args;
use futures_util::StreamExt as _;
use serde::Serialize;

use crate::app::App;
use crate::output::{Painter, Report, Style};
use crate::problem::{Exit, Failure};
use crate::storage::place::Place;
use crate::storage::{Listing, Meta};

#[derive(Debug, Args)]
pub struct LsArgs {
    /// Only keys that begin with this
    #[arg(default_value = "")]
    prefix: String,
    /// Into what looks like folders too
    #[arg(short, long)]
    recursive: bool,
    /// Size and time as well
    #[arg(short, long)]
    long: bool,
}

#[derive(Serialize)]
struct Line {
    key: String,
    size: Option<u64>,
    modified: Option<String>,
    etag: Option<String>,
    #[serde(skip)]
    long: bool,
}

pub fn run(args: &LsArgs, app: &App) -> Result<Exit, Failure> {
    let place = Place::parse(&args.prefix);
    let store = app.store(&place)?;
    let listing = Listing {
        prefix: place.key().to_owned(),
        delimiter: (!args.recursive).then_some('/'),
        ..Listing::default()
    };
    app.block_on(async {
        let mut pages = store.list(listing).stream;
        while let Some(page) = pages.next().await {
            let page = page?;
            for prefix in page.prefixes {
                app.output().item(&Line {
                    key: prefix,
                    size: None,
                    modified: None,
                    etag: None,
                    long: args.long,
                })?;
            }
            for object in page.objects {
                app.output().item(&line(object, args.long))?;
            }
        }
        Ok(Exit::Done)
    })?
}

fn line(object: Meta, long: bool) -> Line {
    Line {
        key: object.key,
        size: Some(object.size),
        modified: object.modified.map(|time| time.to_string()),
        etag: object.etag,
        long,
    }
}

impl Report for Line {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        if self.long {
            let size = self.size.map_or(String::new(), |size| size.to_string());
            to.text(&format!("{size:>12}  "))?;
            to.column(
                Style::Faint,
                self.modified.as_deref().unwrap_or_default(),
                32,
            )?;
        }
        to.text(&self.key)?;
        to.end()
    }
}
