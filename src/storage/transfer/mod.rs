//! Moving objects: files into stores, objects into files, from store to store. The one engine that does it;
//! owns the rules that a destination holds the old content or the new, whole, that what arrived is compared
//! with what was sent, and that memory does not grow with an object. Knows no provider and no command line;
//! called by `put`, `get`, `cp`, `mv` and `sync`.

mod budget;
mod copy;
mod download;
mod gather;
mod held;
mod job;
mod journal;
mod plan;
mod upload;

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::checksum::{Algorithm, Digest, Hasher};
use super::{Attributes, Body, Condition, Result, Store, blocking};
use crate::net::Net;
use crate::problem::{Code, Problem, Retry};
use crate::progress::Progress;
use budget::Budget;

pub use download::{Wanted, exists_already};
pub use job::{From, Job, Known, Sameness, To};

/// What the user may choose.
#[derive(Clone, Debug)]
pub struct Options {
    /// Parts of one object that are under way at once.
    pub concurrency: usize,
    /// Bytes; provider limits and large objects may ask for more.
    pub part_bytes: Option<u64>,
    /// Bytes a second, all transfers together.
    pub limit_rate: Option<u64>,
    /// Continue what an earlier process began.
    pub resume: bool,
}

/// What an upload or a copy makes of its destination.
#[derive(Clone, Debug, Default)]
pub struct Making {
    pub attributes: Attributes,
    pub condition: Condition,
}

/// An object that arrived.
#[derive(Clone, Debug)]
pub struct Moved {
    pub bytes: u64,
    pub etag: Option<String>,
    /// What was compared at the end: `crc64nvme`, `crc32c`, `md5`, or `size` where the service tells no more.
    pub verified: &'static str,
}

/// Moves objects; cheap to clone, and clones share memory, rate and progress.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    net: Net,
    options: Options,
    budget: Budget,
    progress: Arc<dyn Progress>,
}

impl Engine {
    pub fn new(net: Net, options: Options, progress: Arc<dyn Progress>) -> Engine {
        let budget = Budget::new(options.limit_rate);
        Engine(Arc::new(Inner {
            net,
            options,
            budget,
            progress,
        }))
    }

    /// Waits until so many bytes may pass, where there is a limit.
    pub async fn pace(&self, bytes: u64) {
        self.0.budget.spend(bytes).await;
    }
}

/// A file on this machine that cannot be used: STORAGE_010.
fn local_fault(path: &Path, error: io::Error) -> Problem {
    let name = path.display();
    let problem = Problem::new(Code::LocalFileError).key(name.to_string());
    let problem = match error.kind() {
        io::ErrorKind::NotFound => problem
            .title(format!("\"{name}\" does not exist"))
            .help("correct the path"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            problem
                .title(format!("there is no room for \"{name}\""))
                .help("make room there, or choose another place")
        }
        _ => problem.title(format!("\"{name}\" cannot be read or written")),
    };
    problem.source(error)
}

/// A file as it was when the transfer began; another size or time means that it was changed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Snapshot {
    path: PathBuf,
    size: u64,
    modified: Option<SystemTime>,
}

impl Snapshot {
    /// Fails with STORAGE_010 for what is no file, or cannot be looked at.
    fn of(path: &Path) -> Result<Snapshot> {
        let found = fs::metadata(path).map_err(|error| local_fault(path, error))?;
        if !found.is_file() {
            return Err(Problem::new(Code::LocalFileError)
                .title(format!("\"{}\" is not a file", path.display()))
                .key(path.display().to_string())
                .help("name a file, or give -r for a directory"));
        }
        Ok(Snapshot {
            path: path.to_owned(),
            size: found.len(),
            modified: found.modified().ok(),
        })
    }

    /// Fails with STORAGE_007 when the file is no longer this one.
    fn holds(&self) -> Result<()> {
        if *self == Snapshot::of(&self.path)? {
            return Ok(());
        }
        Err(self.was_changed())
    }

    /// A stretch of it, to be read as it is sent.
    fn body(&self, offset: u64, length: u64) -> Body {
        Body::File {
            path: self.path.clone(),
            offset,
            length,
            modified: self.modified,
        }
    }

    /// Why sending it failed, where that may be because it was changed.
    fn reason(&self, problem: Problem) -> Problem {
        self.holds().err().unwrap_or(problem)
    }

    fn was_changed(&self) -> Problem {
        Problem::new(Code::ConditionFailed)
            .title(format!(
                "\"{}\" was changed while it was read",
                self.path.display()
            ))
            .key(self.path.display().to_string())
            .help("transfer it again when nothing writes to it")
    }

    /// What tells this version of the file from others, for a journal.
    fn stamp(&self) -> String {
        let since = self
            .modified
            .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        since.map_or_else(String::new, |since| since.as_nanos().to_string())
    }

    /// A stretch of it, as long as `buffer`, which it fills. Fails with STORAGE_007 when the file has become
    /// shorter.
    fn read(&self, offset: u64, buffer: &mut [u8]) -> Result<()> {
        let fault = |error| local_fault(&self.path, error);
        let mut file = File::open(&self.path).map_err(fault)?;
        file.seek(SeekFrom::Start(offset)).map_err(fault)?;
        match file.read_exact(buffer) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(self.was_changed()),
            other => other.map_err(fault),
        }
    }

    /// The checksum of a stretch, read in small pieces.
    fn digest(&self, algorithm: Algorithm, offset: u64, length: u64) -> Result<Digest> {
        match digest_of(&self.path, algorithm, offset, length)? {
            Some(digest) => Ok(digest),
            None => Err(self.was_changed()),
        }
    }
}

/// The checksum of a stretch of a file; `None` when the file ends before it.
fn digest_of(
    path: &Path,
    algorithm: Algorithm,
    offset: u64,
    length: u64,
) -> Result<Option<Digest>> {
    let mut hasher = Hasher::new(algorithm);
    let is_there = each_piece(path, offset, length, |piece| {
        hasher.update(piece);
        Ok(())
    })?;
    Ok(is_there.then(|| hasher.finish()))
}

/// Hands on a stretch of a file, in small pieces; tells whether the file was as long as that.
fn each_piece(
    path: &Path,
    offset: u64,
    length: u64,
    mut take: impl FnMut(&[u8]) -> Result<()>,
) -> Result<bool> {
    let fault = |error| local_fault(path, error);
    let mut file = File::open(path).map_err(fault)?;
    file.seek(SeekFrom::Start(offset)).map_err(fault)?;
    let mut file = file.take(length);
    let mut piece = vec![0; Body::PIECE as usize];
    let mut left = length;
    while left > 0 {
        match file.read(&mut piece).map_err(fault)? {
            0 => return Ok(false),
            read => {
                take(&piece[..read])?;
                left -= read as u64;
            }
        }
    }
    Ok(true)
}

/// STORAGE_006, with both values.
fn differs(store: &dyn Store, key: &str, sent: &Digest, there: &Digest) -> Problem {
    Problem::new(Code::IntegrityFailed)
        .service(store.service())
        .key(key)
        .because(format!("expected {sent}, found {there}"))
}

/// Whether what is there of a transfer should stay for `--resume`: when the failure may pass and the content
/// is not in doubt.
fn may_continue(problem: &Problem) -> bool {
    problem.retry != Retry::Never
        || matches!(
            problem.code,
            Code::StorageUnreachable
                | Code::Throttled
                | Code::StorageFailed
                | Code::StorageCredentials
                | Code::StoragePermission
                | Code::LocalFileError
        )
}

/// Tells the user that the transfer can be continued.
fn continuable(problem: Problem) -> Problem {
    let help = format!("{}; then continue with --resume", problem.help);
    problem.help(help)
}
