//! Bytes on their way into a store: in memory, or a stretch of a file that is read as it is sent. Every kind
//! can be sent again when an attempt fails. Used by the stores, which stream it into their requests.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};

use super::{ByteStream, Result};
use crate::problem::{Code, Problem};

/// Bytes read at once: large enough that the calls do not count, small enough for memory.
const PIECE: usize = 256 << 10;

#[derive(Clone, Debug)]
pub enum Body {
    Bytes(Bytes),
    /// `length` bytes of a file from `offset`, read as they are sent.
    File {
        path: PathBuf,
        offset: u64,
        length: u64,
    },
}

impl Body {
    /// Bytes.
    pub fn length(&self) -> u64 {
        match self {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File { length, .. } => *length,
        }
    }

    /// The bytes, in pieces. A file that cannot be read, or that became shorter, is STORAGE_010.
    pub fn stream(&self) -> ByteStream {
        let (path, offset, length) = match self {
            Body::Bytes(bytes) => {
                return stream::iter([Ok(bytes.clone())]).boxed();
            }
            Body::File {
                path,
                offset,
                length,
            } => (path.clone(), *offset, *length),
        };
        let first: (Option<File>, u64) = (None, length);
        stream::try_unfold(first, move |(file, left)| {
            let path = path.clone();
            async move {
                if left == 0 {
                    return Ok(None);
                }
                let read = tokio::task::spawn_blocking(move || -> Result<(Bytes, File)> {
                    let fault = |error: io::Error| {
                        Problem::new(Code::LocalFileError)
                            .title(format!("\"{}\" cannot be read", path.display()))
                            .key(path.display().to_string())
                            .source(error)
                    };
                    let mut file = match file {
                        Some(file) => file,
                        None => {
                            let mut file = File::open(&path).map_err(fault)?;
                            file.seek(SeekFrom::Start(offset)).map_err(fault)?;
                            file
                        }
                    };
                    let wanted = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
                    let mut piece = vec![0; wanted];
                    file.read_exact(&mut piece).map_err(fault)?;
                    Ok((piece.into(), file))
                });
                let (piece, file) = read.await.unwrap_or_else(|error| {
                    Err(Problem::new(Code::LocalFileError).source(error))
                })?;
                let left = left - piece.len() as u64;
                Ok(Some((piece, (Some(file), left))))
            }
        })
        .boxed()
    }
}
