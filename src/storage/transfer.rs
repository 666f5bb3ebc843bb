//! Moving one object's bytes. Owns the rule that a destination holds the old content or the new, whole, and
//! nothing in between. Streams: memory does not grow with the object. Called by `put` and `get`.

use std::fs::File;
use std::io::Write as _;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use futures_util::StreamExt as _;
use tokio::task::JoinSet;

use super::{Attributes, Body, ByteStream, Condition, Meta, Reading, Result, SharedStore, Store};
use crate::problem::{Code, Problem};
use crate::progress::Progress;

/// A file on this machine that cannot be used: STORAGE_010.
fn local_fault(path: &Path, error: std::io::Error) -> Problem {
    Problem::new(Code::LocalFileError)
        .title(format!("\"{}\" cannot be read or written", path.display()))
        .key(path.display().to_string())
        .source(error)
}

/// Uploads one file. Fails with STORAGE_010 when it cannot be read, STORAGE_007 when it changes while
/// it is read, STORAGE_015 when the store does not take it in one piece.
pub async fn put(
    store: &dyn Store,
    source: &Path,
    key: &str,
    condition: &Condition,
    progress: &dyn Progress,
) -> Result<Meta> {
    let describe = || std::fs::metadata(source).map_err(|error| local_fault(source, error));
    let before = describe()?;
    if !before.is_file() {
        return Err(Problem::new(Code::LocalFileError)
            .title(format!("\"{}\" is not a file", source.display()))
            .key(source.display().to_string())
            .help("name a file"));
    }
    if before.len() > store.largest_write() {
        return Err(Problem::new(Code::ObjectTooLarge)
            .service(store.service())
            .key(key));
    }
    progress.expect(before.len());
    let body = Body::File {
        path: source.to_owned(),
        offset: 0,
        length: before.len(),
    };
    store
        .write(key, body, &Attributes::default(), condition, None)
        .await?;
    progress.advance(before.len());
    let after = describe()?;
    if after.len() != before.len() || after.modified().ok() != before.modified().ok() {
        return Err(Problem::new(Code::ConditionFailed)
            .title(format!(
                "\"{}\" was changed while it was read",
                source.display()
            ))
            .key(source.display().to_string())
            .help("put it again when nothing writes to it"));
    }
    let stored = store.stat(key, None).await?;
    if stored.size != before.len() {
        return Err(Problem::new(Code::IntegrityFailed)
            .service(store.service())
            .key(key)
            .because(format!(
                "sent {} bytes, stored {}",
                before.len(),
                stored.size
            )));
    }
    Ok(stored)
}

/// From this size on an object is fetched in ranges: below it, the second request costs more than it gains.
const PARALLEL_FROM: u64 = 32 << 20;
/// Bytes of a range, and how many are fetched at once: measured on loopback, two cores.
const RANGE: u64 = 16 << 20;
const AT_ONCE: usize = 4;

/// Downloads one object into a hidden neighbour of `destination`, which takes its name when it is whole.
/// Fails with STORAGE_006 when bytes are missing, STORAGE_007 when the object changes meanwhile,
/// STORAGE_010 when the file cannot be written.
pub async fn get(
    store: &SharedStore,
    key: &str,
    destination: &Path,
    replace: bool,
    progress: &dyn Progress,
) -> Result<Meta> {
    let fault = |error| local_fault(destination, error);
    let (meta, stream) = store.read(key, Reading::default()).await?;
    progress.expect(meta.size);
    let parent = destination
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(fault)?;
    // Removed when it is dropped: on failure, and on Ctrl-C, which drops the job.
    let hidden = tempfile::Builder::new()
        .prefix(".tieline-")
        .tempfile_in(parent)
        .map_err(fault)?;
    let in_ranges = meta.size >= PARALLEL_FROM && meta.etag.is_some();
    let received = if in_ranges && store.reads_ranges_in_parallel() {
        drop(stream);
        let file = hidden.as_file().try_clone().map_err(fault)?;
        fetch_ranges(store, &meta, Arc::new(file), destination, progress).await?
    } else {
        let file = hidden.as_file();
        fetch_whole(stream, file, destination, progress).await?
    };
    if received != meta.size {
        return Err(Problem::new(Code::IntegrityFailed)
            .service(store.service())
            .key(key)
            .because(format!("expected {} bytes, received {received}", meta.size)));
    }
    hidden.as_file().sync_all().map_err(fault)?;
    if replace {
        hidden
            .persist(destination)
            .map_err(|failed| fault(failed.error))?;
    } else {
        hidden
            .persist_noclobber(destination)
            .map_err(|failed| match failed.error.kind() {
                std::io::ErrorKind::AlreadyExists => Problem::new(Code::ConditionFailed)
                    .title(format!("\"{}\" exists already", destination.display()))
                    .key(destination.display().to_string()),
                _ => fault(failed.error),
            })?;
    }
    Ok(meta)
}

/// Writes a stream to a file, and tells how many bytes came.
async fn fetch_whole(
    mut stream: ByteStream,
    mut file: &File,
    destination: &Path,
    progress: &dyn Progress,
) -> Result<u64> {
    let mut received = 0;
    while let Some(bytes) = stream.next().await {
        let bytes = bytes?;
        file.write_all(&bytes)
            .map_err(|error| local_fault(destination, error))?;
        received += bytes.len() as u64;
        progress.advance(bytes.len() as u64);
    }
    Ok(received)
}

/// Fetches an object in ranges, each pinned to the version that `meta` tells of, so that two versions are
/// never mixed; and tells how many bytes came.
async fn fetch_ranges(
    store: &SharedStore,
    meta: &Meta,
    file: Arc<File>,
    destination: &Path,
    progress: &dyn Progress,
) -> Result<u64> {
    let mut starts = (0..meta.size).step_by(usize::try_from(RANGE).unwrap_or(usize::MAX));
    let mut fetching = JoinSet::new();
    let mut received = 0;
    loop {
        while fetching.len() < AT_ONCE
            && let Some(start) = starts.next()
        {
            let range = start..=(start + RANGE).min(meta.size) - 1;
            let (store, file, key) = (Arc::clone(store), Arc::clone(&file), meta.key.clone());
            let (etag, destination) = (meta.etag.clone(), destination.to_owned());
            // Tasks of their own, so that all cores take part; dropped with the set.
            fetching.spawn(async move {
                fetch_range(&store, &key, range, etag, &file, &destination).await
            });
        }
        match fetching.join_next().await {
            None => return Ok(received),
            Some(Ok(fetched)) => {
                let bytes = fetched?;
                received += bytes;
                progress.advance(bytes);
            }
            Some(Err(error)) => return Err(Problem::new(Code::StorageFailed).source(error)),
        }
    }
}

async fn fetch_range(
    store: &SharedStore,
    key: &str,
    range: RangeInclusive<u64>,
    if_match: Option<String>,
    file: &File,
    destination: &Path,
) -> Result<u64> {
    let (start, end) = (*range.start(), *range.end());
    let reading = Reading {
        range: Some(range),
        if_match,
        ..Reading::default()
    };
    let (_, mut stream) = store.read(key, reading).await?;
    let mut at = start;
    while let Some(bytes) = stream.next().await {
        let bytes = bytes?;
        if at + bytes.len() as u64 > end + 1 {
            return Err(Problem::new(Code::IntegrityFailed)
                .service(store.service())
                .key(key)
                .because(format!("more came than bytes {start} to {end}")));
        }
        write_at(file, &bytes, at).map_err(|error| local_fault(destination, error))?;
        at += bytes.len() as u64;
    }
    Ok(at - start)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> std::io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        bytes = &bytes[written..];
        at += written as u64;
    }
    Ok(())
}
