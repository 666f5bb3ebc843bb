//! Moving one object's bytes. Owns the rule that a destination holds the old content or the new, whole, and
//! nothing in between. Streams: memory does not grow with the object. Called by `put` and `get`.

use std::io::Write as _;
use std::path::Path;

use futures_util::StreamExt as _;

use super::{Attributes, Body, Condition, Meta, Reading, Result, Store};
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

/// Downloads one object into a hidden neighbour of `destination`, which takes its name when it is whole.
/// Fails with STORAGE_006 when bytes are missing, STORAGE_010 when the file cannot be written.
pub async fn get(
    store: &dyn Store,
    key: &str,
    destination: &Path,
    replace: bool,
    progress: &dyn Progress,
) -> Result<Meta> {
    let fault = |error| local_fault(destination, error);
    let (meta, mut stream) = store.read(key, Reading::default()).await?;
    progress.expect(meta.size);
    let parent = destination
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(fault)?;
    // Removed when it is dropped: on failure, and on Ctrl-C, which drops the job.
    let mut hidden = tempfile::Builder::new()
        .prefix(".tieline-")
        .tempfile_in(parent)
        .map_err(fault)?;
    let mut received = 0;
    while let Some(bytes) = stream.next().await {
        let bytes = bytes?;
        hidden.write_all(&bytes).map_err(fault)?;
        received += bytes.len() as u64;
        progress.advance(bytes.len() as u64);
    }
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
