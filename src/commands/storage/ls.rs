//! `tieline storage ls`: a line an object, streamed.

use std::io;

use clap::Args;
use futures_util::StreamExt as _;
use serde::Serialize;

use super::report::End;
use crate::app::App;
use crate::output::{self, Painter, Report, Style};
use crate::problem::{Exit, Failure};
use crate::storage::glob::Pattern;
use crate::storage::place::Place;
use crate::storage::{Listing, Meta, ahead};

#[derive(Debug, Args)]
pub struct LsArgs {
    /// Only keys that begin with this, or that wildcards in it mean; a key or a URL
    #[arg(default_value = "")]
    prefix: String,
    /// Into what looks like folders too
    #[arg(short, long)]
    recursive: bool,
    /// Size and time as well
    #[arg(short, long)]
    long: bool,
    /// Every version of each object, and what was deleted
    #[arg(long)]
    versions: bool,
    /// Take wildcards as they are
    #[arg(long)]
    literal: bool,
}

/// An object, or a folder when there is no size.
#[derive(Serialize)]
struct Line {
    key: String,
    size: Option<u64>,
    modified: Option<String>,
    etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    deleted: bool,
    #[serde(skip)]
    shows: Shows,
}

/// What a person sees beside the key.
#[derive(Clone, Copy)]
struct Shows {
    long: bool,
    versions: bool,
}

pub async fn perform(args: &LsArgs, app: &App) -> Result<End, Failure> {
    let place = Place::parse(&args.prefix)?;
    let store = app.store(&place)?;
    let pattern = Pattern::new(place.key(), args.literal)?;
    let deep = args.recursive || !pattern.is_flat();
    let listing = Listing {
        prefix: pattern.literal_prefix().to_owned(),
        delimiter: (!deep).then_some('/'),
        versions: args.versions,
        ..Listing::default()
    };
    let wanted = |key: &str| match (pattern.is_literal(), args.recursive) {
        // A literal is a prefix, and the store has seen to it.
        (true, _) => true,
        (false, true) => pattern.covers(key),
        (false, false) => pattern.matches(key.trim_end_matches('/')),
    };
    let shows = Shows {
        long: args.long,
        versions: args.versions,
    };
    let mut pages = ahead(store.list(listing)).stream;
    while let Some(page) = pages.next().await {
        let page = page?;
        let folders = page
            .prefixes
            .into_iter()
            .map(|key| Line::folder(key, shows));
        let objects = page.objects.into_iter();
        let objects = objects.map(|object| Line::object(object, shows));
        let mut lines: Vec<_> = folders
            .chain(objects)
            .filter(|line| wanted(&line.key))
            .collect();
        if !deep {
            lines.sort_by(|one, other| one.key.cmp(&other.key));
        }
        app.output().items(&lines)?;
    }
    Ok(End::said(Exit::Done))
}

impl Line {
    fn folder(key: String, shows: Shows) -> Line {
        Line {
            key,
            size: None,
            modified: None,
            etag: None,
            version: None,
            deleted: false,
            shows,
        }
    }

    fn object(object: Meta, shows: Shows) -> Line {
        Line {
            key: object.key,
            size: (!object.deleted).then_some(object.size),
            modified: object.modified.map(|time| time.to_string()),
            etag: object.etag,
            version: object.version.filter(|_| shows.versions),
            deleted: object.deleted,
            shows,
        }
    }
}

/// Columns that hold `1023 bytes`, a time in seconds, a version of S3.
const SIZE: usize = 10;
const TIME: usize = 22;
const VERSION: usize = 34;

impl Report for Line {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        if self.shows.long {
            let size = match self.size {
                Some(size) => output::size(size),
                None if self.deleted => "deleted".to_owned(),
                None => String::new(),
            };
            to.text(&format!("{size:>SIZE$}  "))?;
            // To the second: `2026-11-24T20:23:23Z`.
            let time = self.modified.as_deref().unwrap_or_default();
            let time = match time.split_once('.') {
                Some((seconds, _)) => format!("{seconds}Z"),
                None => time.to_owned(),
            };
            to.column(Style::Faint, &time, TIME)?;
        }
        if self.shows.versions {
            let version = self.version.as_deref().unwrap_or_default();
            to.column(Style::Faint, version, VERSION)?;
        }
        to.text(&self.key)?;
        if self.deleted && !self.shows.long {
            to.text("  (deleted)")?;
        }
        to.end()
    }
}
