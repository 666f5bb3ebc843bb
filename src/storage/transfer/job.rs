//! One object of a command: from where to where, on which conditions, and what became of it. Owns when an
//! object counts as unchanged. Called by the commands that move objects, one by one or by the thousand.

use std::path::PathBuf;
use std::time::Instant;

use futures_util::StreamExt as _;
use jiff::Timestamp;

use super::download::{Wanted, exists_already};
use super::{Engine, Making, Moved, blocking, digest_of, local_fault};
use crate::net::Net;
use crate::problem::{Code, Problem, Retry};
use crate::storage::bulk::{Fate, Outcome};
use crate::storage::checksum::{Algorithm, Digest, Hasher};
use crate::storage::sorted::Entry;
use crate::storage::{Condition, Meta, Reading, Result, SharedStore, steady};
use crate::whole;

/// Where an object's bytes are.
#[derive(Clone)]
pub enum From {
    File(PathBuf),
    Object(Wanted),
}

/// Where they are to be.
#[derive(Clone)]
pub enum To {
    File(PathBuf),
    Object(SharedStore, String),
}

/// By what two objects are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// Of one size, and the copy not older than the original.
    SizeAndTime,
    /// Of one content: by checksums where the services have them, else by reading both.
    Content,
}

/// One object to be moved.
#[derive(Clone)]
pub struct Job {
    /// The command's word.
    pub op: &'static str,
    pub from: From,
    pub to: To,
    pub making: Making,
    /// Left as it is when what is there is the same.
    pub unless: Option<Sameness>,
    /// One of many: what exists already and must not be replaced is skipped, not a failure.
    pub one_of_many: bool,
    /// The source goes when the copy is verified (`mv`).
    pub moves: bool,
    pub dry_run: bool,
}

/// What is known of an end without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub size: u64,
    pub etag: Option<String>,
    pub modified: Option<Timestamp>,
    pub checksums: Vec<Digest>,
}

impl std::convert::From<&Meta> for Known {
    fn from(meta: &Meta) -> Known {
        Known {
            size: meta.size,
            etag: meta.etag.clone(),
            modified: meta.modified,
            checksums: meta.checksums.clone(),
        }
    }
}

impl std::convert::From<&Entry> for Known {
    fn from(entry: &Entry) -> Known {
        Known {
            size: entry.size,
            etag: None,
            modified: entry.modified,
            checksums: entry.checksums.clone(),
        }
    }
}

impl Known {
    /// Whether a copy that looks like `copy` need not be made again: of the same size, and not older.
    pub fn is_unchanged_at(&self, copy: &Known) -> bool {
        let not_older = match (self.modified, copy.modified) {
            (Some(original), Some(copy)) => copy >= original,
            _ => false,
        };
        self.size == copy.size && not_older
    }
}

impl From {
    /// As a person would name it: a path, or a URL.
    pub fn name(&self) -> String {
        match self {
            From::File(path) => path.display().to_string(),
            From::Object(wanted) => wanted.store.name(&wanted.key),
        }
    }

    async fn known(&self) -> Result<Known> {
        match self {
            From::File(path) => known_file(path),
            From::Object(wanted) => {
                let version = wanted.version.as_deref();
                let meta = wanted.store.stat(&wanted.key, version).await?;
                Ok((&meta.with_own_checksum()).into())
            }
        }
    }

    /// The checksum of the content, read whole.
    async fn digest(&self, net: &Net, algorithm: Algorithm, size: u64) -> Result<Digest> {
        let wanted = match self {
            From::File(path) => return digest_of_file(path.clone(), algorithm, size).await,
            From::Object(wanted) => wanted,
        };
        if let Some(path) = wanted.store.local_path(&wanted.key) {
            return digest_of_file(path?, algorithm, size).await;
        }
        let reading = Reading {
            version: wanted.version.clone(),
            ..Reading::default()
        };
        let (_, mut stream) = steady::read(net, &wanted.store, &wanted.key, reading).await?;
        let mut hasher = Hasher::new(algorithm);
        while let Some(bytes) = stream.next().await {
            hasher.update(&bytes?);
        }
        Ok(hasher.finish())
    }
}

impl To {
    pub fn name(&self) -> String {
        match self {
            To::File(path) => path.display().to_string(),
            To::Object(store, key) => store.name(key),
        }
    }

    /// The same place, as one to read from.
    pub fn as_source(&self) -> From {
        match self {
            To::File(path) => From::File(path.clone()),
            To::Object(store, key) => From::Object(Wanted {
                store: store.clone(),
                key: key.clone(),
                version: None,
                size: None,
            }),
        }
    }
}

fn known_file(path: &std::path::Path) -> Result<Known> {
    let found = std::fs::metadata(path).map_err(|error| local_fault(path, error))?;
    let modified = found.modified().ok();
    Ok(Known {
        size: found.len(),
        etag: None,
        modified: modified.and_then(|time| Timestamp::try_from(time).ok()),
        checksums: Vec::new(),
    })
}

async fn digest_of_file(path: PathBuf, algorithm: Algorithm, size: u64) -> Result<Digest> {
    let told = path.clone();
    let digest = blocking(move || digest_of(&path, algorithm, 0, size)).await?;
    digest.ok_or_else(|| {
        Problem::new(Code::ConditionFailed)
            .title(format!(
                "\"{}\" was changed while it was read",
                told.display()
            ))
            .key(told.display().to_string())
    })
}

impl Engine {
    /// Moves one object, and tells what became of it; a failure is an outcome too.
    pub async fn perform(&self, job: Job) -> Outcome {
        let started = Instant::now();
        let mut outcome = Outcome {
            source: Some(job.from.name()),
            ..Outcome::new(job.op, job.to.name())
        };
        match self.tried(&job).await {
            Ok(Tried::Moved(moved)) => {
                outcome.bytes = Some(moved.bytes);
                outcome.etag = moved.etag;
                outcome.verified = Some(moved.verified);
            }
            Ok(Tried::Left(why)) => outcome.fate = Fate::Skipped(why),
            Ok(Tried::Would(bytes)) => {
                outcome.bytes = Some(bytes);
                outcome.fate = Fate::Planned;
            }
            Err(problem) => outcome.fate = Fate::Failed(problem),
        }
        self.0.progress.object();
        outcome.elapsed = started.elapsed();
        outcome
    }

    async fn tried(&self, job: &Job) -> Result<Tried> {
        let absent = job.making.condition == Condition::Absent;
        if job.from.name() == job.to.name() || is_one_file(job)? {
            return Err(Problem::new(Code::StorageUnsupported)
                .title("source and destination are the same")
                .key(job.to.name())
                .help("name another destination"));
        }
        // Of a tree: a socket, a pipe, a device.
        if let From::File(path) = &job.from
            && job.one_of_many
            && path
                .metadata()
                .is_ok_and(|found| !found.is_file() && !found.is_dir())
        {
            return Ok(Tried::Left("not a file"));
        }
        let before = match job.moves {
            true => Some(job.from.known().await?),
            false => None,
        };
        if let Some(sameness) = job.unless {
            let from = job.from.known().await?;
            if let Some(to) = there(&job.to).await?
                && self
                    .is_same(&job.from, &from, &job.to.as_source(), &to, sameness)
                    .await?
            {
                return Ok(Tried::Left("unchanged"));
            }
        }
        if job.dry_run {
            // Asked whatever comes of it: a name that is impossible there, or a service that refuses, is told now.
            if there(&job.to).await?.is_some() && absent {
                return match job.one_of_many {
                    true => Ok(Tried::Left("exists already")),
                    false => Err(exists_already(job.to.name())),
                };
            }
            return Ok(Tried::Would(job.from.known().await?.size));
        }
        let moved = match (&job.from, &job.to) {
            (From::File(path), To::Object(store, key)) => {
                self.put_file(path, store, key, &job.making).await
            }
            (From::Object(wanted), To::File(path)) => self.get_file(wanted, path, !absent).await,
            (From::Object(wanted), To::Object(store, key)) => {
                self.copy(wanted, store, key, &job.making).await
            }
            (From::File(_), To::File(_)) => Err(Problem::new(Code::StorageUnsupported)
                .title("both ends are files of this machine")
                .help("name a place of a store on one side")),
        };
        match moved {
            Ok(moved) => {
                if let Some(before) = before {
                    if before.size != moved.bytes {
                        return Err(was_changed(&job.from));
                    }
                    on_disk(&job.to).await?;
                    remove(&job.from, &before).await?;
                }
                Ok(Tried::Moved(moved))
            }
            // The source may have been changed, too.
            Err(refused)
                if absent
                    && job.one_of_many
                    && refused.code == Code::ConditionFailed
                    && there(&job.to).await?.is_some() =>
            {
                Ok(Tried::Left("exists already"))
            }
            Err(problem) => Err(problem),
        }
    }

    /// Whether two objects are the same. Asks and reads no more than it takes: a difference in size is one.
    pub async fn is_same(
        &self,
        from: &From,
        known_from: &Known,
        to: &From,
        known_to: &Known,
        sameness: Sameness,
    ) -> Result<bool> {
        if known_from.size != known_to.size {
            return Ok(false);
        }
        if sameness == Sameness::SizeAndTime {
            return Ok(known_from.is_unchanged_at(known_to));
        }
        let (mut a, mut b) = (known_from.checksums.clone(), known_to.checksums.clone());
        // Listings tell few checksums; the objects themselves more.
        for (checksums, end) in [(&mut a, from), (&mut b, to)] {
            if checksums.is_empty() {
                checksums.extend(end.known().await?.checksums);
            }
        }
        let both = a.iter().find_map(|one| {
            let other = b.iter().find(|other| other.algorithm == one.algorithm)?;
            Some(one == other)
        });
        if let Some(same) = both {
            return Ok(same);
        }
        let algorithm = a
            .first()
            .or(b.first())
            .map_or(Algorithm::Crc64Nvme, |digest| digest.algorithm);
        let of = |digests: &[Digest]| {
            digests
                .iter()
                .find(|digest| digest.algorithm == algorithm)
                .cloned()
        };
        let one = match of(&a) {
            Some(digest) => digest,
            None => from.digest(&self.0.net, algorithm, known_from.size).await?,
        };
        let other = match of(&b) {
            Some(digest) => digest,
            None => to.digest(&self.0.net, algorithm, known_to.size).await?,
        };
        Ok(one == other)
    }
}

enum Tried {
    Moved(Moved),
    Left(&'static str),
    Would(u64),
}

/// Whether both ends are one file of this machine, by whatever path.
fn is_one_file(job: &Job) -> Result<bool> {
    let path_of = |end: &From| match end {
        From::File(path) => Some(Ok(path.clone())),
        From::Object(wanted) => wanted.store.local_path(&wanted.key),
    };
    let (Some(from), Some(to)) = (path_of(&job.from), path_of(&job.to.as_source())) else {
        return Ok(false);
    };
    // Without the name itself: what is a link is replaced, not followed.
    let place = |path: PathBuf| {
        let directory = whole::directory_of(&path).canonicalize().ok()?;
        Some(directory.join(path.file_name()?))
    };
    let (from, to) = (place(from?), place(to?));
    Ok(from.is_some() && from == to)
}

/// What is at a destination, if anything.
async fn there(to: &To) -> Result<Option<Known>> {
    let known = match to {
        To::File(path) if path.symlink_metadata().is_err() => return Ok(None),
        _ => to.as_source().known().await,
    };
    match known {
        Ok(known) => Ok(Some(known)),
        Err(missing) if missing.code == Code::ObjectMissing => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// Waits until a file of this machine, and its name, are on the disk: its source is about to go.
async fn on_disk(to: &To) -> Result<()> {
    let path = match to {
        To::File(path) => path.clone(),
        To::Object(store, key) => match store.local_path(key) {
            Some(path) => path?,
            None => return Ok(()),
        },
    };
    blocking(move || {
        let synced = std::fs::File::open(&path).and_then(|file| file.sync_all());
        // Not all systems open directories.
        if let Ok(directory) = std::fs::File::open(whole::directory_of(&path)) {
            drop(directory.sync_all());
        }
        synced.map_err(|error| local_fault(&path, error))
    })
    .await
}

fn was_changed(from: &From) -> Problem {
    Problem::new(Code::ConditionFailed)
        .title("the source was changed while it was moved, and is kept")
        .key(from.name())
        .help("move it again when nothing writes to it")
}

/// Removes a source whose copy is verified. Fails with STORAGE_007 when it is no longer what was copied.
async fn remove(from: &From, copied: &Known) -> Result<()> {
    if from.known().await? != *copied {
        return Err(was_changed(from));
    }
    match from {
        From::File(path) => std::fs::remove_file(path).map_err(|error| {
            let words = format!("\"{}\" was copied, and cannot be removed", path.display());
            local_fault(path, error).title(words)
        }),
        From::Object(wanted) => {
            let (store, key, version) = (&wanted.store, &wanted.key, wanted.version.as_deref());
            // A version is what it was; all else may have been written since it was looked at.
            let pinned = copied.etag.as_deref().filter(|_| version.is_none());
            match store.delete(key, version, pinned).await {
                Err(problem) if problem.code == Code::ConditionFailed => Err(was_changed(from)),
                // Not all services delete under a condition, and some do not understand that one is asked for.
                Err(problem)
                    if pinned.is_some()
                        && problem.retry == Retry::Never
                        && matches!(
                            problem.code,
                            Code::StorageUnsupported | Code::StorageFailed
                        ) =>
                {
                    store.delete(key, version, None).await
                }
                other => other,
            }
        }
    }
}
