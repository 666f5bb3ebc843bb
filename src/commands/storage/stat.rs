//! `tieline storage stat`: what is known of one object.

use std::collections::BTreeMap;
use std::io;

use clap::Args;
use serde::Serialize;

use super::report::End;
use crate::app::App;
use crate::output::{self, Painter, Report, Style};
use crate::problem::{Exit, Failure};
use crate::storage::Attributes;
use crate::storage::glob::or_folder;
use crate::storage::place::Place;

#[derive(Debug, Args)]
// A version here is an object's.
#[command(disable_version_flag = true)]
pub struct StatArgs {
    /// A key or a URL
    place: String,
    /// This version of it
    #[arg(long, value_name = "ID")]
    version: Option<String>,
}

#[derive(Serialize)]
struct Known {
    place: String,
    key: String,
    size: u64,
    modified: Option<String>,
    etag: Option<String>,
    version: Option<String>,
    /// By algorithm, in hexadecimal.
    checksums: BTreeMap<&'static str, String>,
    #[serde(flatten)]
    attributes: Attributes,
}

pub async fn perform(args: &StatArgs, app: &App) -> Result<End, Failure> {
    let place = Place::parse(&args.place)?;
    let store = app.store(&place)?;
    let meta = match store.stat(place.key(), args.version.as_deref()).await {
        Ok(meta) => meta,
        Err(problem) => return Err(or_folder(&*store, place.key(), problem).await.into()),
    };
    let checksums = meta.checksums.iter();
    app.output().report(&Known {
        place: store.name(&meta.key),
        size: meta.size,
        modified: meta.modified.map(|time| time.to_string()),
        etag: meta.etag,
        version: meta.version,
        checksums: checksums
            .map(|digest| (digest.algorithm.word(), digest.hex()))
            .collect(),
        attributes: meta.attributes,
        key: meta.key,
    })?;
    Ok(End::said(Exit::Done))
}

impl Report for Known {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        let size = match self.size {
            bytes @ 0..1024 => output::size(bytes),
            bytes => format!("{} ({bytes} bytes)", output::size(bytes)),
        };
        let known = &self.attributes;
        let rows = [
            ("place", Some(&self.place)),
            ("size", Some(&size)),
            ("modified", self.modified.as_ref()),
            ("etag", self.etag.as_ref()),
            ("version", self.version.as_ref()),
            ("type", known.content_type.as_ref()),
            ("encoding", known.content_encoding.as_ref()),
            ("disposition", known.content_disposition.as_ref()),
            ("language", known.content_language.as_ref()),
            ("cache", known.cache_control.as_ref()),
            ("class", known.storage_class.as_ref()),
            ("encryption", known.sse.as_ref()),
            ("key id", known.sse_kms_key_id.as_ref()),
        ];
        let rows = rows
            .into_iter()
            .filter_map(|(label, value)| Some((label, value?.clone())));
        let checksums = self.checksums.iter();
        let checksums = checksums.map(|(label, value)| (*label, value.clone()));
        let metadata = known.metadata.iter();
        let metadata = metadata.map(|(name, value)| ("metadata", format!("{name}={value}")));
        for (label, value) in rows.chain(checksums).chain(metadata) {
            to.column(Style::Faint, label, 13)?;
            to.text(&value)?;
            to.end()?;
        }
        Ok(())
    }
}
