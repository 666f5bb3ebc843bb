//! `tieline storage du`: how many objects there are, and how large they are together.

use std::io;

use clap::Args;
use futures_util::StreamExt as _;
use futures_util::stream;
use serde::Serialize;

use super::report::End;
use crate::app::App;
use crate::output::{self, Painter, Report};
use crate::problem::{Exit, Failure, Problem};
use crate::storage::glob::{self, Pattern};
use crate::storage::place::Place;
use crate::storage::{Listing, SharedStore};

#[derive(Debug, Args)]
pub struct DuArgs {
    /// Only keys that begin with this, or that wildcards in it mean; a key or a URL
    #[arg(default_value = "")]
    prefix: String,
    /// Each folder below it as well
    #[arg(long)]
    folders: bool,
    /// Take wildcards as they are
    #[arg(long)]
    literal: bool,
}

#[derive(Clone, Default, Serialize)]
struct Total {
    /// The folder or prefix.
    key: String,
    objects: u64,
    bytes: u64,
}

/// The end of the stream, or all there is.
#[derive(Serialize)]
struct Whole {
    place: String,
    #[serde(flatten)]
    total: Total,
}

/// Folders that are listed at once.
const AT_ONCE: usize = 8;

pub async fn perform(args: &DuArgs, app: &App) -> Result<End, Failure> {
    let place = Place::parse(&args.prefix)?;
    let store = app.store(&place)?;
    let pattern = Pattern::new(place.key(), args.literal)?;
    let mut whole = Total {
        key: place.key().to_owned(),
        ..Total::default()
    };
    if args.folders {
        if !pattern.is_literal() {
            return Err(Failure::Usage(
                "--folders is for a prefix without wildcards".to_owned(),
            ));
        }
        let pages = store.list(Listing {
            prefix: pattern.literal_prefix().to_owned(),
            delimiter: Some('/'),
            ..Listing::default()
        });
        let mut here = 0;
        let folders = pages.stream.flat_map(|page| {
            let folders = match page {
                Ok(page) => {
                    here += page.objects.len() as u64;
                    whole.bytes += page.objects.iter().map(|object| object.size).sum::<u64>();
                    page.prefixes.into_iter().map(Ok).collect()
                }
                Err(problem) => vec![Err(problem)],
            };
            stream::iter(folders)
        });
        let mut totals = folders
            .map(|folder| async { total(&store, folder?).await })
            .buffered(AT_ONCE)
            .boxed();
        let (mut objects, mut bytes) = (0, 0);
        while let Some(total) = totals.next().await {
            let total = total?;
            objects += total.objects;
            bytes += total.bytes;
            app.output().item(&total)?;
        }
        drop(totals);
        whole.objects = here + objects;
        whole.bytes += bytes;
    } else {
        let mut objects = glob::objects(store.list(Listing {
            prefix: pattern.literal_prefix().to_owned(),
            ..Listing::default()
        }));
        while let Some(object) = objects.next().await {
            let object = object?;
            if pattern.is_literal() || pattern.matches(&object.key) {
                whole.objects += 1;
                whole.bytes += object.size;
            }
        }
    }
    app.output().report(&Whole {
        place: store.name(place.key()),
        total: whole,
    })?;
    Ok(End::said(Exit::Done))
}

/// All that lies below a folder.
async fn total(store: &SharedStore, folder: String) -> Result<Total, Problem> {
    let mut total = Total {
        key: folder.clone(),
        ..Total::default()
    };
    let mut objects = glob::objects(store.list(Listing {
        prefix: folder,
        ..Listing::default()
    }));
    while let Some(object) = objects.next().await {
        total.objects += 1;
        total.bytes += object?.size;
    }
    Ok(total)
}

impl Total {
    fn line(&self, name: &str, to: &mut Painter) -> io::Result<()> {
        let plural = if self.objects == 1 { "" } else { "s" };
        let objects = format!("{} object{plural}", self.objects);
        to.text(&format!(
            "{:>10}  {objects:>16}  ",
            output::size(self.bytes)
        ))?;
        to.text(name)?;
        to.end()
    }
}

impl Report for Total {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        self.line(&self.key, to)
    }
}

impl Report for Whole {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        self.total.line(&self.place, to)
    }
}
