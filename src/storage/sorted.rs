//! Listings in the order of keys, whatever order a service has: what comes unordered is sorted in runs, and
//! runs that do not fit in memory wait in a file that has no name. Used by `sync`, which merges two listings.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, Write as _};

use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Digest, Meta, Pages, Result};
use crate::problem::{Code, Problem};

/// Entries that are sorted in memory; some 20 MB.
const RUN: usize = 100_000;
/// Runs that are open at once: as many files, of which a process may often have but 1,024.
const RUNS: usize = 64;

/// What a comparison needs of an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    pub key: String,
    pub size: u64,
    pub modified: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checksums: Vec<Digest>,
}

impl From<Meta> for Entry {
    fn from(meta: Meta) -> Entry {
        Entry {
            key: meta.key,
            size: meta.size,
            modified: meta.modified,
            checksums: meta.checksums,
        }
    }
}

pub type Entries = BoxStream<'static, Result<Entry>>;

/// The objects of a listing in the order of their keys' bytes.
pub fn sorted(pages: Pages) -> Entries {
    let objects = pages
        .stream
        .map_ok(|page| stream::iter(page.objects.into_iter().map(|meta| Ok(Entry::from(meta)))))
        .try_flatten();
    match pages.ordered {
        true => objects.boxed(),
        false => stream::once(by_runs(objects.boxed(), RUN, RUNS))
            .try_flatten()
            .boxed(),
    }
}

async fn by_runs(mut entries: Entries, run: usize, most: usize) -> Result<Entries> {
    let mut runs = Vec::new();
    let mut current = Vec::new();
    while let Some(entry) = entries.next().await {
        current.push(entry?);
        if current.len() >= run {
            current.sort();
            runs.push(Run::spilled(
                std::mem::take(&mut current).into_iter().map(Ok),
            )?);
        }
        if runs.len() >= most {
            let merged = Run::spilled(Merge::of(std::mem::take(&mut runs))?)?;
            runs.push(merged);
        }
    }
    current.sort();
    if runs.is_empty() {
        return Ok(stream::iter(current.into_iter().map(Ok)).boxed());
    }
    runs.push(Run::Memory(current.into_iter()));
    Ok(stream::iter(Merge::of(runs)?).boxed())
}

/// Runs as one.
struct Merge {
    runs: Vec<Run>,
    /// The next of each run, and which run that is.
    heads: BinaryHeap<Reverse<(Entry, usize)>>,
}

impl Merge {
    fn of(mut runs: Vec<Run>) -> Result<Merge> {
        let mut heads = BinaryHeap::new();
        for (index, run) in runs.iter_mut().enumerate() {
            if let Some(entry) = run.next()? {
                heads.push(Reverse((entry, index)));
            }
        }
        Ok(Merge { runs, heads })
    }
}

impl Iterator for Merge {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Result<Entry>> {
        let Reverse((entry, index)) = self.heads.pop()?;
        match self.runs[index].next() {
            Ok(Some(next)) => self.heads.push(Reverse((next, index))),
            Ok(None) => {}
            Err(problem) => return Some(Err(problem)),
        }
        Some(Ok(entry))
    }
}

/// Entries in order, in memory or in a file.
enum Run {
    Memory(std::vec::IntoIter<Entry>),
    File(BufReader<File>),
}

impl Run {
    fn spilled(entries: impl Iterator<Item = Result<Entry>>) -> Result<Run> {
        let mut file = BufWriter::new(tempfile::tempfile().map_err(fault)?);
        for entry in entries {
            let entry = entry?;
            serde_json::to_writer(&mut file, &entry)
                .map_err(std::io::Error::from)
                .and_then(|()| file.write_all(b"\n"))
                .map_err(fault)?;
        }
        let mut file = file
            .into_inner()
            .map_err(|error| fault(error.into_error()))?;
        file.rewind().map_err(fault)?;
        Ok(Run::File(BufReader::new(file)))
    }

    fn next(&mut self) -> Result<Option<Entry>> {
        match self {
            Run::Memory(entries) => Ok(entries.next()),
            Run::File(file) => {
                let mut line = String::new();
                match file.read_line(&mut line).map_err(fault)? {
                    0 => Ok(None),
                    _ => serde_json::from_str(&line)
                        .map(Some)
                        .map_err(|error| fault(error.into())),
                }
            }
        }
    }
}

fn fault(error: std::io::Error) -> Problem {
    Problem::new(Code::LocalFileError)
        .title("a listing cannot be sorted in the directory for temporary files")
        .help("make room there, or point TMPDIR elsewhere")
        .source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn runs_in_files_are_merged_in_order() {
        let keys = (0..1000).map(|number| format!("{:04}", number * 7919 % 1000));
        let entries = keys.map(|key| {
            Ok(Entry {
                key,
                size: 1,
                modified: None,
                checksums: Vec::new(),
            })
        });
        // Of 15 runs no more than four at once.
        let sorted = by_runs(stream::iter(entries).boxed(), 64, 4);
        let sorted = sorted.await.unwrap();
        let sorted: Vec<Entry> = sorted.try_collect().await.unwrap();
        let expected: Vec<String> = (0..1000).map(|number| format!("{number:04}")).collect();
        assert!(sorted.iter().map(|entry| &entry.key).eq(&expected));
    }
}
