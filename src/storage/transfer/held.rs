//! A part of what comes from a stream or from another store, kept until it is sent: in memory, or, where it would take
//! more than one piece may, in a file that is gone with it. Used by uploads of streams and by copies.

use std::io::{self, Read, Write as _};
use std::path::Path;

use bytes::Bytes;
use tempfile::{NamedTempFile, TempPath};
use tokio::sync::OwnedSemaphorePermit;

use super::budget::{Budget, MOST_HELD, STREAMED};
use super::{blocking, each_piece, local_fault};
use crate::problem::Problem;
use crate::storage::buffers::Buffer;
use crate::storage::checksum::{Algorithm, Digest, Hasher};
use crate::storage::{Body, Result};

/// Bytes of disk that the parts of one transfer may take together, where one alone does not take more.
const SPOOLED: u64 = 1 << 30;

/// How many parts of this size may be kept at once, where `most` are wanted.
pub fn at_once(part_bytes: u64, most: usize) -> usize {
    match part_bytes > MOST_HELD {
        true => usize::try_from(SPOOLED / part_bytes)
            .unwrap_or(most)
            .clamp(1, most.max(1)),
        false => most.max(1),
    }
}

/// Whatever a part takes as long as it is kept.
pub struct Kept {
    _memory: OwnedSemaphorePermit,
    _file: Option<TempPath>,
}

impl Kept {
    pub fn memory(held: OwnedSemaphorePermit) -> Kept {
        Kept {
            _memory: held,
            _file: None,
        }
    }
}

enum Place {
    Memory(Buffer),
    File(NamedTempFile),
}

/// Room for a part, which is filled from its beginning.
pub struct Room {
    place: Place,
    /// Bytes.
    size: u64,
    filled: u64,
    memory: OwnedSemaphorePermit,
}

impl Room {
    /// Waits until there is memory for it. Fails with STORAGE_010 when there is no file where one is needed.
    pub async fn new(budget: &Budget, size: u64) -> Result<Room> {
        let (memory, place) = match size > MOST_HELD {
            true => {
                let memory = budget.hold(STREAMED).await;
                let file = blocking(|| NamedTempFile::new().map_err(no_file)).await?;
                (memory, Place::File(file))
            }
            false => {
                let memory = budget.hold(size).await;
                (memory, Place::Memory(budget.buffers.take(size as usize)))
            }
        };
        Ok(Room {
            place,
            size,
            filled: 0,
            memory,
        })
    }

    /// Bytes that came so far, those too for which there was no room.
    pub fn filled(&self) -> u64 {
        self.filled
    }

    /// Takes the next bytes. Fails with STORAGE_010.
    pub async fn put(mut self, piece: Bytes) -> Result<Room> {
        let from = self.filled;
        self.filled += piece.len() as u64;
        if self.filled > self.size {
            return Ok(self);
        }
        match &mut self.place {
            Place::Memory(buffer) => {
                buffer[from as usize..self.filled as usize].copy_from_slice(&piece);
                Ok(self)
            }
            Place::File(_) => {
                blocking(move || {
                    if let Place::File(file) = &mut self.place {
                        file.write_all(&piece).map_err(no_file)?;
                    }
                    Ok(self)
                })
                .await
            }
        }
    }

    /// Takes what comes out of `input`, until it is full or nothing comes any more. Blocks. Fails with STORAGE_010.
    pub fn fill(&mut self, input: &mut dyn Read) -> Result<()> {
        let mut piece = match &self.place {
            Place::Memory(_) => Vec::new(),
            Place::File(_) => vec![0; Body::PIECE as usize],
        };
        while self.filled < self.size {
            let room = match &mut self.place {
                Place::Memory(buffer) => &mut buffer[self.filled as usize..],
                Place::File(_) => {
                    let left = (self.size - self.filled).min(Body::PIECE);
                    &mut piece[..left as usize]
                }
            };
            match input.read(room) {
                Ok(0) => break,
                Ok(read) => {
                    if let Place::File(file) = &mut self.place {
                        file.write_all(&piece[..read]).map_err(no_file)?;
                    }
                    self.filled += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(local_fault(Path::new("-"), error)),
            }
        }
        Ok(())
    }

    /// What came, ready to be sent.
    pub fn finish(self, budget: &Budget) -> (Body, Kept) {
        let (body, file) = match self.place {
            Place::Memory(mut buffer) => {
                buffer.truncate(self.filled as usize);
                (Body::Bytes(budget.buffers.bytes(buffer)), None)
            }
            Place::File(file) => {
                let path = file.into_temp_path();
                let body = Body::File {
                    path: path.to_path_buf(),
                    offset: 0,
                    length: self.filled,
                    modified: None,
                };
                (body, Some(path))
            }
        };
        let kept = Kept {
            _memory: self.memory,
            _file: file,
        };
        (body, kept)
    }
}

/// Hands on all bytes of a part, in order. Blocks.
pub fn each(body: &Body, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    match body {
        Body::Bytes(bytes) => take(bytes),
        Body::File {
            path,
            offset,
            length,
            ..
        } => match each_piece(path, *offset, *length, take)? {
            true => Ok(()),
            false => Err(no_file(io::ErrorKind::UnexpectedEof.into())),
        },
    }
}

/// The checksum of a part, where one is wanted, and all its bytes to whoever else wants them. Blocks.
pub fn digest(
    body: &Body,
    algorithm: Option<Algorithm>,
    mut take: impl FnMut(&[u8]),
) -> Result<Option<Digest>> {
    let mut own = algorithm.map(Hasher::new);
    each(body, |piece| {
        take(piece);
        if let Some(hasher) = &mut own {
            hasher.update(piece);
        }
        Ok(())
    })?;
    Ok(own.map(Hasher::finish))
}

/// A file that is there for no longer than it is needed cannot be made or used.
pub fn no_file(error: io::Error) -> Problem {
    let directory = std::env::temp_dir();
    local_fault(&directory, error).help("make room there, or point TMPDIR elsewhere")
}
