//! Bytes on their way into a store: in memory, or a stretch of a file that is read as it is sent. Every kind
//! can be sent again when an attempt fails. Used by the stores, which stream it into their requests.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};

use super::buffers::Buffers;
use super::{ByteStream, Result, blocking};
use crate::problem::{Code, Problem};

/// The memory of all pieces of files, which are many, short-lived and alike.
static PIECES: LazyLock<Buffers> = LazyLock::new(Buffers::default);

#[derive(Clone, Debug)]
pub enum Body {
    Bytes(Bytes),
    /// `length` bytes of a file from `offset`, read as they are sent.
    File {
        path: PathBuf,
        offset: u64,
        length: u64,
        /// Its time when it was looked at: a store that cannot compare a checksum takes no other version.
        modified: Option<SystemTime>,
    },
}

impl Body {
    /// Bytes of each piece of a file but the last: large enough that the calls do not count, small enough to be
    /// hashed and sent while it is in the processor's cache.
    pub const PIECE: u64 = 256 << 10;

    /// Bytes.
    pub fn length(&self) -> u64 {
        match self {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File { length, .. } => *length,
        }
    }

    /// Fails with STORAGE_010 when a file is shorter than what is to be sent of it, before anything is sent: not
    /// every service drops a body that breaks off.
    pub fn is_there(&self) -> Result<()> {
        let Body::File {
            path,
            offset,
            length,
            ..
        } = self
        else {
            return Ok(());
        };
        let metadata = std::fs::metadata(path).map_err(|error| unreadable(path).source(error))?;
        match metadata.len() < offset + length {
            true => Err(unreadable(path).because("it became shorter")),
            false => Ok(()),
        }
    }

    /// The bytes, in pieces: what is in memory is one. A file that cannot be read, or that became shorter, is
    /// STORAGE_010.
    pub fn stream(&self) -> ByteStream {
        let pieces = match self {
            Body::Bytes(bytes) => {
                return stream::iter([Ok(bytes.clone())]).boxed();
            }
            Body::File {
                path,
                offset,
                length,
                ..
            } => Pieces {
                path: path.clone(),
                file: None,
                at: *offset,
                left: *length,
            },
        };
        stream::try_unfold(pieces, |mut pieces| async move {
            let piece = pieces.next().await?;
            Ok(piece.map(|piece| (piece, pieces)))
        })
        .boxed()
    }
}

fn unreadable(path: &Path) -> Problem {
    Problem::new(Code::LocalFileError)
        .title(format!("\"{}\" cannot be read", path.display()))
        .key(path.display().to_string())
}

/// A stretch of a file that is being read.
struct Pieces {
    path: PathBuf,
    file: Option<File>,
    at: u64,
    /// Bytes.
    left: u64,
}

impl Pieces {
    async fn next(&mut self) -> Result<Option<Bytes>> {
        let length = self.left.min(Body::PIECE);
        if length == 0 {
            return Ok(None);
        }
        let mut buffer = PIECES.take(length as usize);
        // What takes no waiting is read right here, by the thread that sends it.
        let here = match &self.file {
            Some(file) => read_from_memory(file, &mut buffer, self.at),
            None => 0,
        };
        if here < buffer.len() {
            let (path, file, at) = (self.path.clone(), self.file.take(), self.at + here as u64);
            let (file, whole) = blocking(move || {
                let read = || -> io::Result<_> {
                    let mut file = match file {
                        Some(file) => file,
                        None => File::open(&path)?,
                    };
                    file.seek(SeekFrom::Start(at))?;
                    file.read_exact(&mut buffer[here..])?;
                    Ok((file, buffer))
                };
                read().map_err(|error| unreadable(&path).source(error))
            })
            .await?;
            (self.file, buffer) = (Some(file), whole);
        }
        self.at += length;
        self.left -= length;
        Ok(Some(PIECES.bytes(buffer)))
    }
}

/// Reads what the kernel holds in memory, and waits for no disk; says how many bytes that were.
#[cfg(target_os = "linux")]
fn read_from_memory(file: &File, buffer: &mut [u8], at: u64) -> usize {
    let slices = &mut [io::IoSliceMut::new(buffer)];
    // What goes wrong, or is not known here, is the slow way's to tell.
    rustix::io::preadv2(file, slices, at, rustix::io::ReadWriteFlags::NOWAIT).unwrap_or(0)
}

#[cfg(not(target_os = "linux"))]
fn read_from_memory(_: &File, _: &mut [u8], _: u64) -> usize {
    0
}
