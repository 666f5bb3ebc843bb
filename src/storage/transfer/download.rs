//! Objects into files. A download grows in a hidden neighbour of its destination, with the right size
//! reserved, and takes its name when it is whole and verified; large ones come in ranges of one version,
//! several at once. Called by the engine.

use std::collections::HashSet;
use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use futures_util::StreamExt as _;
use tempfile::NamedTempFile;
use tokio::task::{JoinHandle, JoinSet};

use super::gather::Gather;
use super::journal::{self, Header, Journal, Left, Record, VERSION};
use super::{Engine, Moved, blocking, continuable, differs, digest_of, local_fault, may_continue};
use crate::problem::{Code, Problem};
use crate::storage::checksum::{Algorithm, Digest, Hasher};
use crate::storage::{ByteStream, Meta, Part, Reading, Result, SharedStore, steady};
use crate::whole;

/// From this size on an object is fetched in ranges: below it, the second request costs more than it gains.
const PARALLEL_FROM: u64 = 32 << 20;
/// Bytes of a range unless parts of another size are asked for, and how many are fetched at once: measured on
/// loopback, two cores. A shorter one would be all head and no body.
const RANGE: u64 = 16 << 20;
const SHORTEST_RANGE: u64 = 1 << 20;
const AT_ONCE: usize = 8;
/// The checksum of ranges where the service tells none of the whole.
const OWN: Algorithm = Algorithm::Crc64Nvme;

/// What is fetched.
#[derive(Clone)]
pub struct Wanted {
    pub store: SharedStore,
    pub key: String,
    pub version: Option<String>,
    /// Bytes, where a listing told: a large object is then asked for in ranges from the start.
    pub size: Option<u64>,
}

impl Engine {
    /// Downloads one object into a file. Without `replace` a file that is there stays as it is (STORAGE_007).
    /// Fails with STORAGE_006 when other bytes came than the service's checksum says, STORAGE_007 when the
    /// object changes meanwhile, STORAGE_010 when the file cannot be written.
    pub async fn get_file(
        &self,
        wanted: &Wanted,
        destination: &Path,
        replace: bool,
    ) -> Result<Moved> {
        if !replace && destination.symlink_metadata().is_ok() {
            return Err(exists_already(destination.display().to_string()));
        }
        // A name is given to a file that is whole: what is a device or a pipe would be one no more.
        if let Ok(there) = destination.metadata()
            && !there.is_file()
            && !there.is_dir()
        {
            return Err(Problem::new(Code::LocalFileError)
                .title(format!("\"{}\" is not a file", destination.display()))
                .key(destination.display().to_string())
                .help("get it to `-`, which is stdout, and send that there"));
        }
        let expected_large = wanted.size.is_some_and(|size| size >= PARALLEL_FROM);
        let (meta, stream) = match expected_large || self.0.options.resume {
            true => (
                wanted
                    .store
                    .stat(&wanted.key, wanted.version.as_deref())
                    .await?
                    .with_own_checksum(),
                None,
            ),
            false => {
                let reading = Reading {
                    version: wanted.version.clone(),
                    ..Reading::default()
                };
                let read = steady::read(&self.0.net, &wanted.store, &wanted.key, reading);
                let (meta, stream) = read.await?;
                (meta, Some(stream))
            }
        };
        self.0.progress.expect(meta.size);
        let parent = whole::directory_of(destination);
        std::fs::create_dir_all(parent).map_err(|error| unmade(destination, error))?;
        let in_ranges = meta.size >= PARALLEL_FROM
            && meta.etag.is_some()
            && wanted.store.reads_ranges_in_parallel();
        match in_ranges {
            true => {
                self.get_in_ranges(wanted, meta, stream, destination, replace)
                    .await
            }
            false => {
                self.get_whole(wanted, meta, stream, destination, replace)
                    .await
            }
        }
    }

    async fn get_whole(
        &self,
        wanted: &Wanted,
        meta: Meta,
        stream: Option<ByteStream>,
        destination: &Path,
        replace: bool,
    ) -> Result<Moved> {
        let fault = |error| local_fault(destination, error);
        let parent = whole::directory_of(destination);
        let hidden = whole::hidden_for_all_in(parent).map_err(fault)?;
        let fetch = self.fetch(wanted, &meta, destination);
        let stream = match stream {
            Some(stream) => stream,
            None => fetch.stream(None).await?,
        };
        // A whole object is compared with its checksum by the stream itself.
        let (file, path) = hidden.into_parts();
        let file = Mutex::new(file);
        fetch.pour(stream, 0..meta.size, &file, None).await?;
        let file = file.into_inner().unwrap_or_else(PoisonError::into_inner);
        let hidden = NamedTempFile::from_parts(file, path);
        let verified =
            steady::cheapest(&meta.checksums).map_or("size", |known| known.algorithm.word());
        keep(hidden, destination, replace).await?;
        Ok(Moved {
            bytes: meta.size,
            etag: meta.etag,
            verified,
        })
    }

    async fn get_in_ranges(
        &self,
        wanted: &Wanted,
        meta: Meta,
        first: Option<ByteStream>,
        destination: &Path,
        replace: bool,
    ) -> Result<Moved> {
        let fault = |error| local_fault(destination, error);
        let parent = whole::directory_of(destination);
        let absolute = std::path::absolute(destination).map_err(fault)?;
        let mut header = Header {
            version: VERSION,
            source: journal::name_of(&*wanted.store, &wanted.key),
            destination: absolute.display().to_string(),
            size: meta.size,
            stamp: format!(
                "{} {}",
                meta.etag.as_deref().unwrap_or_default(),
                meta.version.as_deref().unwrap_or_default()
            ),
            part_bytes: self.range_bytes(),
            asked: String::new(),
            upload: None,
        };
        let opened = Journal::open("get", &header.source, &header.destination);
        let (mut hidden, journal, records) = match opened {
            None => (
                whole::hidden_for_all_in(parent).map_err(fault)?,
                None,
                Vec::new(),
            ),
            Some((journal, left)) => 'named: {
                let named = whole::hidden_named_in(parent, &journal.name());
                if named.is_err() && left.is_none() {
                    journal.remove();
                }
                let hidden = match named {
                    // Another process fetches the same right now, with a journal elsewhere.
                    Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                        let hidden = whole::hidden_for_all_in(parent).map_err(fault)?;
                        break 'named (hidden, None, Vec::new());
                    }
                    hidden => hidden.map_err(fault)?,
                };
                // Continued in ranges as large as those that are there.
                let same = |left: &Left| {
                    let part_bytes = left.header.part_bytes;
                    left.header
                        == Header {
                            part_bytes,
                            ..header.clone()
                        }
                };
                let same = left.filter(|left| self.0.options.resume && same(left));
                let records = match same {
                    Some(left) => {
                        let there = still_there(hidden.path(), left.records).await?;
                        if !there.is_empty() {
                            header.part_bytes = left.header.part_bytes;
                        }
                        there
                    }
                    None => Vec::new(),
                };
                if records.is_empty() {
                    hidden.as_file().set_len(0).map_err(fault)?;
                    // Without its first line it cannot be continued, that is all.
                    drop(journal.begin(&header));
                }
                (hidden, Some(Arc::new(journal)), records)
            }
        };
        let kept = journal.clone();
        let fetched = self
            .fetch_ranges(
                wanted,
                &meta,
                first,
                &hidden,
                journal,
                records,
                destination,
                header.part_bytes,
            )
            .await;
        match fetched {
            Ok(verified) => {
                hidden.disable_cleanup(false);
                let given = keep(hidden, destination, replace).await;
                if let Some(journal) = kept {
                    journal.remove();
                }
                given?;
                Ok(Moved {
                    bytes: meta.size,
                    etag: meta.etag,
                    verified,
                })
            }
            Err(problem) if kept.is_some() && may_continue(&problem) => Err(continuable(problem)),
            Err(problem) => {
                hidden.disable_cleanup(false);
                if let Some(journal) = kept {
                    journal.remove();
                }
                Err(problem)
            }
        }
    }

    /// Fetches all ranges that are not there yet, and says by what the whole was verified.
    #[expect(
        clippy::too_many_arguments,
        reason = "one call, each a thing of its own"
    )]
    async fn fetch_ranges(
        &self,
        wanted: &Wanted,
        meta: &Meta,
        mut first: Option<ByteStream>,
        hidden: &NamedTempFile,
        journal: Option<Arc<Journal>>,
        records: Vec<Record>,
        destination: &Path,
        range_bytes: u64,
    ) -> Result<&'static str> {
        let fault = |error| local_fault(destination, error);
        // A disk that is too small says so now, and not after an hour.
        if let Err(error) = whole::reserve(hidden.as_file(), meta.size) {
            // Not all file systems give back what they had taken by then.
            let there = records
                .iter()
                .map(|record| record.offset + record.part.size);
            drop(hidden.as_file().set_len(there.max().unwrap_or(0)));
            return Err(fault(error));
        }
        let known = meta
            .checksums
            .iter()
            .find(|digest| digest.algorithm != Algorithm::Md5);
        let algorithm = known.map_or(OWN, |known| known.algorithm);
        let md5 = meta
            .checksums
            .iter()
            .find(|digest| digest.algorithm == Algorithm::Md5)
            .filter(|_| known.is_none());
        let follower = md5.map(|_| Follower::start(hidden.path().to_owned()));
        let file = Arc::new(Mutex::new(hidden.as_file().try_clone().map_err(fault)?));
        let mut there: Vec<(u64, u64, Digest)> = Vec::new();
        for record in records {
            if record.digest.algorithm == algorithm {
                self.0.progress.advance(record.part.size);
                there.push((record.offset, record.part.size, record.digest));
            }
        }
        // One after the other: a size that a service made up must take no memory.
        let known_starts: HashSet<u64> = there.iter().map(|(offset, ..)| *offset).collect();
        let mut starts = (0..meta.size)
            .step_by(usize::try_from(range_bytes).unwrap_or(usize::MAX))
            .filter(move |start| !known_starts.contains(start));
        let fetch = self.fetch(wanted, meta, destination);
        let at_once = self.0.options.concurrency.clamp(1, AT_ONCE);
        let (mut fetching, mut noting) = (JoinSet::new(), JoinSet::new());
        loop {
            while fetching.len() < at_once
                && let Some(start) = starts.next()
            {
                let range = start..(start + range_bytes).min(meta.size);
                let (fetch, file) = (fetch.clone(), Arc::clone(&file));
                // The answer to the first request begins with the first range.
                let begun = (start == 0).then(|| first.take()).flatten();
                // Tasks of their own, so that all cores take part; dropped with the set.
                fetching.spawn(async move { fetch.range(range, algorithm, &file, begun).await });
            }
            let fetched = match fetching.join_next().await {
                None => break,
                Some(Ok(fetched)) => fetched,
                Some(Err(error)) => Err(Problem::new(Code::StorageFailed).source(error)),
            };
            match fetched {
                Ok(fetched) => {
                    if let Some(journal) = journal.clone() {
                        let record = record(&fetched, range_bytes);
                        // A range that is not noted is fetched again when the download is continued, that is all:
                        // none waits for the disk.
                        noting.spawn_blocking(move || drop(journal.note(&record)));
                    }
                    there.push(fetched);
                }
                Err(problem) => {
                    drop(fetching);
                    noting.join_all().await;
                    return Err(problem);
                }
            }
            if let Some(follower) = &follower {
                follower.reach(prefix(&mut there));
            }
        }
        there.sort_by_key(|(offset, ..)| *offset);
        if prefix(&mut there) != meta.size {
            return Err(Problem::new(Code::IntegrityFailed)
                .service(wanted.store.service())
                .key(&wanted.key)
                .because("parts of it did not come"));
        }
        if let (Some(md5), Some(follower)) = (md5, follower) {
            let came = follower.finish(meta.size).await?;
            return match came == *md5 {
                true => Ok("md5"),
                false => Err(differs(&*wanted.store, &wanted.key, md5, &came)),
            };
        }
        let Some(known) = known else {
            return Ok("size");
        };
        let mut digests = there.into_iter();
        let whole = digests.next().and_then(|(.., first)| {
            digests.try_fold(first, |so_far, (_, length, next)| {
                so_far.followed_by(&next, length)
            })
        });
        match whole {
            Some(came) if came != *known => Err(differs(&*wanted.store, &wanted.key, known, &came)),
            _ => Ok(known.algorithm.word()),
        }
    }

    fn range_bytes(&self) -> u64 {
        self.0
            .options
            .part_bytes
            .map_or(RANGE, |asked| asked.max(SHORTEST_RANGE))
    }

    fn fetch(&self, wanted: &Wanted, meta: &Meta, destination: &Path) -> Fetch {
        Fetch {
            engine: self.clone(),
            wanted: wanted.clone(),
            etag: meta.etag.clone(),
            size: meta.size,
            destination: Arc::from(destination),
        }
    }
}

/// What must not be replaced is there.
pub fn exists_already(name: String) -> Problem {
    Problem::new(Code::ConditionFailed)
        .title(format!("\"{name}\" exists already"))
        .key(name)
        .help("leave --no-clobber away to replace it")
}

/// Gives a whole download its name. What takes the place of another file is on the disk before, so that a power cut
/// leaves the one or the other; what is new there can be fetched once more.
pub(super) async fn keep(hidden: NamedTempFile, destination: &Path, replace: bool) -> Result<()> {
    let fault = |error| local_fault(destination, error);
    if replace
        && destination
            .symlink_metadata()
            .is_ok_and(|old| old.is_file())
    {
        #[cfg(unix)]
        if let Ok(old) = rustix::fs::lstat(destination) {
            whole::succeed(hidden.as_file(), &old).map_err(fault)?;
        }
        let file = hidden.as_file();
        if file.metadata().map_err(fault)?.len() >= whole::SYNCED_FROM {
            let (file, path) = (file.try_clone().map_err(fault)?, destination.to_owned());
            let synced = move || file.sync_data().map_err(|error| local_fault(&path, error));
            blocking(synced).await?;
        }
    }
    whole::rename(hidden, destination, replace).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists if !replace => {
            exists_already(destination.display().to_string())
        }
        _ => unmade(destination, error),
    })
}

/// A hidden neighbour of a file that is to be, in its directory, which is made if it is not there.
pub(super) fn hidden_beside(destination: &Path) -> Result<NamedTempFile> {
    let parent = whole::directory_of(destination);
    std::fs::create_dir_all(parent)
        .and_then(|()| whole::hidden_for_all_in(parent))
        .map_err(|error| unmade(destination, error))
}

/// STORAGE_010 of a file that cannot be made, and what may be in its way.
fn unmade(destination: &Path, error: std::io::Error) -> Problem {
    use std::io::ErrorKind::{AlreadyExists, IsADirectory, NotADirectory};
    let is_in_the_way = matches!(error.kind(), AlreadyExists | IsADirectory | NotADirectory);
    let problem = local_fault(destination, error);
    match is_in_the_way {
        true => problem.help(
            "choose another name, or remove what has it; sync --delete does, when only DEST has it",
        ),
        false => problem,
    }
}

/// What a journal notes of a range.
fn record((offset, size, digest): &(u64, u64, Digest), range_bytes: u64) -> Record {
    Record {
        part: Part {
            number: u32::try_from(offset / range_bytes + 1).unwrap_or(u32::MAX),
            size: *size,
            etag: String::new(),
            checksum: None,
        },
        offset: *offset,
        digest: digest.clone(),
    }
}

/// Bytes that are there from the start on, without a gap; sorts.
fn prefix(there: &mut [(u64, u64, Digest)]) -> u64 {
    there.sort_by_key(|(offset, ..)| *offset);
    there
        .iter()
        .fold(0, |end, (offset, length, _)| match *offset == end {
            true => end + length,
            false => end,
        })
}

/// Those parts of an earlier download whose bytes are still in the file.
async fn still_there(path: &Path, records: Vec<Record>) -> Result<Vec<Record>> {
    let path = path.to_owned();
    blocking(move || {
        let mut checked = Vec::new();
        for record in records {
            let algorithm = record.digest.algorithm;
            let there = digest_of(&path, algorithm, record.offset, record.part.size)?;
            if there.as_ref() == Some(&record.digest) {
                checked.push(record);
            }
        }
        Ok(checked)
    })
    .await
}

/// Everything that fetches one version of one object.
#[derive(Clone)]
struct Fetch {
    engine: Engine,
    wanted: Wanted,
    etag: Option<String>,
    /// Bytes of the whole.
    size: u64,
    destination: Arc<Path>,
}

impl Fetch {
    /// One range, whole: its start, length and checksum.
    async fn range(
        &self,
        range: Range<u64>,
        algorithm: Algorithm,
        file: &Mutex<File>,
        begun: Option<ByteStream>,
    ) -> Result<(u64, u64, Digest)> {
        let stream = match begun {
            Some(stream) => stream,
            None => self.stream(Some(range.clone())).await?,
        };
        let (start, length) = (range.start, range.end - range.start);
        let mut hasher = Hasher::new(algorithm);
        self.pour(stream, range, file, Some(&mut hasher)).await?;
        Ok((start, length, hasher.finish()))
    }

    /// The bytes of one version, or a range of them, from a connection that is replaced when it breaks.
    async fn stream(&self, range: Option<Range<u64>>) -> Result<ByteStream> {
        let reading = Reading {
            version: self.wanted.version.clone(),
            range: range.map(|range| range.start..=range.end - 1),
            if_match: self.etag.clone(),
        };
        let read = steady::read(
            &self.engine.0.net,
            &self.wanted.store,
            &self.wanted.key,
            reading,
        );
        Ok(read.await?.1)
    }

    /// What a stream brings, into the file, up to the range's end.
    async fn pour(
        &self,
        mut stream: ByteStream,
        range: Range<u64>,
        file: &Mutex<File>,
        mut hasher: Option<&mut Hasher>,
    ) -> Result<()> {
        let fault = |error| local_fault(&self.destination, error);
        let mut gather = Gather::new(file, range.start);
        let mut at = range.start;
        while let Some(bytes) = stream.next().await {
            let mut bytes = bytes?;
            bytes.truncate(usize::try_from(range.end - at).unwrap_or(usize::MAX));
            let length = bytes.len() as u64;
            self.engine.0.budget.spend(length).await;
            if let Some(hasher) = &mut hasher {
                hasher.update(&bytes);
            }
            gather.push(bytes).map_err(fault)?;
            at += length;
            self.engine.0.progress.advance(length);
            // The stream of the first answer goes on to the object's end; that of a whole object has its
            // last word to say.
            if at == range.end && range.end < self.size {
                break;
            }
        }
        gather.flush().map_err(fault)?;
        match at == range.end {
            true => Ok(()),
            false => Err(Problem::new(Code::IntegrityFailed)
                .service(self.wanted.store.service())
                .key(&self.wanted.key)
                .because(format!("it ended after byte {at}, expected {}", range.end))),
        }
    }
}

/// Hashes a growing file from its start, as far as it is there without a gap: a hash cannot be combined from
/// those of ranges.
struct Follower {
    reached: mpsc::Sender<u64>,
    hashing: JoinHandle<Result<Digest>>,
}

impl Follower {
    fn start(path: std::path::PathBuf) -> Follower {
        let (reached, reaches) = mpsc::channel();
        let hashing = tokio::task::spawn_blocking(move || {
            let fault = |error| local_fault(&path, error);
            let mut file = File::open(&path).map_err(fault)?;
            let mut hasher = Hasher::new(Algorithm::Md5);
            let mut piece = vec![0; 256 << 10];
            let mut at = 0;
            for end in reaches {
                while at < end {
                    let most = usize::try_from(end - at)
                        .unwrap_or(piece.len())
                        .min(piece.len());
                    let read = std::io::Read::read(&mut file, &mut piece[..most]).map_err(fault)?;
                    if read == 0 {
                        break;
                    }
                    hasher.update(&piece[..read]);
                    at += read as u64;
                }
            }
            Ok(hasher.finish())
        });
        Follower { reached, hashing }
    }

    /// So many bytes are there.
    fn reach(&self, end: u64) {
        // A follower that failed says why at its end.
        self.reached.send(end).unwrap_or_default();
    }

    async fn finish(self, size: u64) -> Result<Digest> {
        self.reach(size);
        drop(self.reached);
        self.hashing
            .await
            .unwrap_or_else(|error| Err(Problem::new(Code::LocalFileError).source(error)))
    }
}
