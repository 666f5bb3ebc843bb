//! What is known of a large transfer while it runs, so that another process can continue it: a file of JSON
//! lines in the state directory, 0600, held by a lock, removed at the transfer's end. A part counts as done for
//! whoever continues when its line is there; the disk is waited for now and then. Knows no store; called by uploads
//! and downloads.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Seek as _, Write as _};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::config::xdg;
use crate::storage::checksum::{Algorithm, Digest};
use crate::storage::{Part, Store, Upload};
use crate::whole;

/// What a journal's first line says: which transfer this is, of which version of its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Of this format.
    pub version: u32,
    pub source: String,
    pub destination: String,
    /// Of the source: a file's size and time, an object's size and ETag.
    pub size: u64,
    pub stamp: String,
    pub part_bytes: u64,
    /// Of an upload: a hash of what the object is to carry, and under which condition it may be written.
    pub asked: String,
    /// Of an upload.
    pub upload: Option<Upload>,
}

pub const VERSION: u32 = 2;

/// A part that is there, as the other lines say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub part: Part,
    pub offset: u64,
    /// Of the part's bytes, by us.
    pub digest: Digest,
}

/// What an earlier process left.
pub struct Left {
    pub header: Header,
    pub records: Vec<Record>,
}

/// How often a journal is forced to the disk at the most.
const BETWEEN_SYNCS: Duration = Duration::from_millis(200);

pub struct Journal {
    file: File,
    path: PathBuf,
    /// When the disk was last waited for; `None` where nothing waits: the bytes of a download are not forced to
    /// the disk either, and are compared with what is noted of them.
    synced: Option<Mutex<Instant>>,
    /// It was there and told nothing: a process ended while it began.
    pub broken: bool,
}

impl Journal {
    /// The journal of one transfer, and what it holds; `None` when there is no place for it, or when another
    /// process has it right now: the transfer then goes on without.
    pub fn open(op: &str, source: &str, destination: &str) -> Option<(Journal, Option<Left>)> {
        let path = path(op, source, destination)?;
        let existed = path.exists();
        // For its owner alone: an upload's id may be all that it takes to write to it.
        let mut options = OpenOptions::new();
        let file = whole::open_private(options.read(true).write(true).create(true), &path).ok()?;
        file.try_lock().ok()?;
        let left = read(&file);
        let broken = existed && left.is_none();
        let journal = Journal {
            file,
            path,
            synced: (op == "put").then(|| Mutex::new(Instant::now())),
            broken,
        };
        Some((journal, left))
    }

    /// Begins anew; an upload's is on the disk when this returns.
    pub fn begin(&self, header: &Header) -> io::Result<()> {
        self.file.set_len(0)?;
        (&self.file).seek(io::SeekFrom::Start(0))?;
        self.line(header)?;
        match self.synced {
            Some(_) => self.file.sync_data(),
            None => Ok(()),
        }
    }

    /// Notes a part, whatever becomes of this process. A power cut may take what was noted last: such a part is
    /// moved once more.
    pub fn note(&self, record: &Record) -> io::Result<()> {
        self.line(record)?;
        match self.synced.as_ref().map(Mutex::try_lock) {
            // Each wait is the disk's time, which the transfer wants for itself.
            Some(Ok(mut synced)) if synced.elapsed() >= BETWEEN_SYNCS => {
                self.file.sync_data()?;
                *synced = Instant::now();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn line(&self, content: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(content)?;
        line.push(b'\n');
        // One write: a line is there whole, or cut off at its end.
        (&self.file).write_all(&line)
    }

    /// Where the file of a download grows that this journal is of.
    pub fn name(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// At the transfer's end.
    pub fn remove(&self) {
        // One that stays is found out by the next transfer of the same name.
        drop(fs::remove_file(&self.path));
    }
}

/// An object, told from one of the same name at another endpoint.
pub fn name_of(store: &dyn Store, key: &str) -> String {
    format!("{} at {}", store.url(key), store.endpoint())
}

fn path(op: &str, source: &str, destination: &str) -> Option<PathBuf> {
    let name = format!("{op}\0{source}\0{destination}");
    let hash = Digest::of(Algorithm::Md5, name.as_bytes());
    let dir = xdg("XDG_STATE_HOME", ".local/state")?;
    Some(
        dir.join("transfers")
            .join(format!("{op}-{}.jsonl", hash.hex())),
    )
}

/// Nothing when the first line is no header of this version; the records up to the first that is broken,
/// after which the file is cut.
fn read(file: &File) -> Option<Left> {
    let mut reader = BufReader::new(file);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let header: Header = serde_json::from_str(&line).ok()?;
    if header.version != VERSION || !line.ends_with('\n') {
        return None;
    }
    let mut whole = line.len() as u64;
    let mut records = Vec::new();
    loop {
        line.clear();
        let read = reader.read_line(&mut line).unwrap_or(0);
        match serde_json::from_str(&line) {
            Ok(record) if line.ends_with('\n') => records.push(record),
            _ => break,
        }
        whole += read as u64;
    }
    file.set_len(whole).ok()?;
    let mut end = file;
    end.seek(io::SeekFrom::Start(whole)).ok()?;
    // What did not hold when it was looked at was moved, and noted, once more.
    let records: BTreeMap<u64, Record> = records
        .into_iter()
        .map(|record: Record| (record.offset, record))
        .collect();
    let records = records.into_values().collect();
    Some(Left { header, records })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was noted of a stretch last is what is there.
    #[test]
    fn a_stretch_counts_once_however_often_it_was_noted() {
        let header = Header {
            version: VERSION,
            source: "a".to_owned(),
            destination: "b".to_owned(),
            size: 20,
            stamp: String::new(),
            part_bytes: 10,
            asked: String::new(),
            upload: None,
        };
        let record = |offset: u64, etag: &str| Record {
            part: Part {
                number: 1,
                size: 10,
                etag: etag.to_owned(),
                checksum: None,
            },
            offset,
            digest: Digest::of(Algorithm::Crc64Nvme, etag.as_bytes()),
        };
        let journal = Journal {
            file: tempfile::tempfile().unwrap(),
            path: PathBuf::new(),
            synced: None,
            broken: false,
        };
        journal.begin(&header).unwrap();
        for (offset, etag) in [(10, "second"), (0, "old"), (0, "new")] {
            journal.note(&record(offset, etag)).unwrap();
        }
        (&journal.file).rewind().unwrap();
        let left = read(&journal.file).unwrap();
        assert_eq!(left.header, header);
        assert_eq!(left.records, [record(0, "new"), record(10, "second")]);
    }
}
