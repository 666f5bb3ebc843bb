//! What comes in small pieces, written in large ones that end where pages do: a file system takes its toll by the
//! call, and once more for each page that is touched twice. Owns no file. Used by downloads.
//!
//! A file takes one write at a time, and whoever waits for another keeps a processor busy with waiting: several
//! that write to one file take turns, and whose turn it is not gathers some more.

use std::fs::File;
use std::io;
use std::sync::{Mutex, PoisonError, TryLockError};

use bytes::Bytes;

/// Where writes end, unless the content does: more would have left the processor's cache when it is written.
const STRIDE: u64 = 256 << 10;
/// What waits at the most for others to have written.
const MOST_BYTES: u64 = 4 * STRIDE;
/// Pieces that may wait: each may keep a larger piece of memory alive, however short it is.
const MOST_PIECES: usize = 256;

/// Content on its way into a file, without a gap.
pub struct Gather<'a> {
    file: &'a Mutex<File>,
    /// Where what waits belongs, and how long it is.
    at: u64,
    length: u64,
    waiting: Vec<Bytes>,
}

impl<'a> Gather<'a> {
    /// Content that begins at this byte of the file.
    pub fn new(file: &'a Mutex<File>, at: u64) -> Gather<'a> {
        Gather {
            file,
            at,
            length: 0,
            waiting: Vec::new(),
        }
    }

    /// Takes the next piece, and writes what has become enough.
    pub fn push(&mut self, piece: Bytes) -> io::Result<()> {
        let start = self.at + self.length;
        let end = start + piece.len() as u64;
        self.length += piece.len() as u64;
        self.waiting.push(piece);
        let boundary = end - end % STRIDE;
        if self.waiting.len() >= MOST_PIECES {
            return self.flush();
        }
        if boundary <= start {
            return Ok(());
        }
        let file = match self.file.try_lock() {
            Ok(file) => file,
            Err(TryLockError::WouldBlock) if self.length < MOST_BYTES => return Ok(()),
            Err(_) => self.file.lock().unwrap_or_else(PoisonError::into_inner),
        };
        // The boundary lies in the last piece, or at its end.
        let beyond = end - boundary;
        let rest = self.waiting.last_mut().map(|last| {
            let kept = last.len() as u64 - beyond;
            last.split_off(usize::try_from(kept).unwrap_or(usize::MAX))
        });
        write_all_at(&file, &self.waiting, self.at)?;
        drop(file);
        self.waiting.clear();
        self.waiting.extend(rest.filter(|rest| !rest.is_empty()));
        self.at = boundary;
        self.length = beyond;
        Ok(())
    }

    /// Writes all that waits.
    pub fn flush(&mut self) -> io::Result<()> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        write_all_at(&file, &self.waiting, self.at)?;
        self.at += self.length;
        self.length = 0;
        self.waiting.clear();
        Ok(())
    }
}

#[cfg(unix)]
fn write_all_at(file: &File, pieces: &[Bytes], mut at: u64) -> io::Result<()> {
    let mut slices: Vec<_> = pieces.iter().map(|piece| io::IoSlice::new(piece)).collect();
    let mut left = slices.as_mut_slice();
    // Past those that are empty: a write of nothing would seem to be a full disk.
    io::IoSlice::advance_slices(&mut left, 0);
    while !left.is_empty() {
        match rustix::io::pwritev(file, left, at) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => {
                at += written as u64;
                io::IoSlice::advance_slices(&mut left, written);
            }
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(windows)]
fn write_all_at(file: &File, pieces: &[Bytes], mut at: u64) -> io::Result<()> {
    for mut piece in pieces.iter().map(|piece| &piece[..]) {
        while !piece.is_empty() {
            let written = std::os::windows::fs::FileExt::seek_write(file, piece, at)?;
            piece = &piece[written..];
            at += written as u64;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn pieces_of_any_length_come_to_stand_where_they_belong() {
        let content: Vec<u8> = (0..5 * STRIDE + 77).map(|at| (at / 251) as u8).collect();
        let stride = STRIDE as usize;
        for (start, length) in [
            (0, 1),
            (0, 4096),
            (9, 65_537),
            (9, stride),
            (stride - 1, 3 * stride),
        ] {
            let file = Mutex::new(tempfile::tempfile().unwrap());
            let mut gather = Gather::new(&file, start as u64);
            for piece in content.chunks(length).take(MOST_PIECES * 3) {
                gather.push(Bytes::copy_from_slice(piece)).unwrap();
                assert!(gather.waiting.len() < MOST_PIECES);
            }
            gather.flush().unwrap();
            let mut came = Vec::new();
            file.into_inner().unwrap().read_to_end(&mut came).unwrap();
            let expected = &content[..content.len().min(length * MOST_PIECES * 3)];
            assert!(came[start..] == *expected, "{start} {length}");
        }
    }
}
