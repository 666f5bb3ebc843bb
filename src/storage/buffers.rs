//! Memory for content on its way, used again: a fresh buffer costs a fault for each of its pages. Used by bodies
//! that are read as they are sent, and by the engine.

use std::ops::{Deref, DerefMut, Range};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// Smaller pieces of memory, in bytes, are not worth keeping.
const SMALLEST_KEPT: usize = 256 << 10;
/// Where large buffers begin. The kernel copies a file's pages with one instruction, and AMD's processors take
/// twice to thrice the time for it when the target begins a few bytes behind the beginning of a page, as
/// all large memory of the allocator does (Xuanwo, "Rust std fs slower than Python!? No, it's hardware!").
const ALIGNMENT: usize = 4096;

/// Buffers that are in nobody's hands.
#[derive(Clone, Default)]
pub struct Buffers(Arc<Mutex<Vec<Vec<u8>>>>);

impl Buffers {
    /// A buffer of `length` bytes, used before if possible; whatever it holds is to be written over.
    pub fn take(&self, length: usize) -> Buffer {
        if length < SMALLEST_KEPT {
            return Buffer {
                memory: vec![0; length],
                content: 0..length,
            };
        }
        let needed = length + ALIGNMENT;
        let spare = {
            let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match spare.iter().position(|memory| memory.len() >= needed) {
                Some(index) => Some(spare.swap_remove(index)),
                // A new one takes the place of one that is too small: there are never more than were once out.
                None => {
                    drop(spare.pop());
                    None
                }
            }
        };
        let memory = spare.unwrap_or_else(|| vec![0; needed]);
        let start = memory.as_ptr().align_offset(ALIGNMENT).min(ALIGNMENT);
        Buffer {
            memory,
            content: start..start + length,
        }
    }

    /// The content of a buffer, which comes back here when nobody needs it any more.
    pub fn bytes(&self, buffer: Buffer) -> Bytes {
        let Buffer { memory, content } = buffer;
        if memory.len() < SMALLEST_KEPT {
            return Bytes::from(memory).slice(content);
        }
        let lent = Lent {
            memory,
            home: self.clone(),
        };
        Bytes::from_owner(lent).slice(content)
    }
}

/// Memory in one's hands.
pub struct Buffer {
    memory: Vec<u8>,
    content: Range<usize>,
}

impl Buffer {
    /// Keeps the first `length` bytes; all of them when there are fewer.
    pub fn truncate(&mut self, length: usize) {
        self.content.end = self.content.end.min(self.content.start + length);
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.memory[self.content.clone()]
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.memory[self.content.clone()]
    }
}

/// Memory that is out.
struct Lent {
    memory: Vec<u8>,
    home: Buffers,
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.memory
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let memory = std::mem::take(&mut self.memory);
        let spare = &self.home.0;
        spare
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(memory);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_comes_back_when_its_content_is_gone() {
        let buffers = Buffers::default();
        let mut buffer = buffers.take(SMALLEST_KEPT);
        buffer[..7].copy_from_slice(b"content");
        buffer.truncate(7);
        let place = buffer.as_ptr();
        assert_eq!(place.align_offset(ALIGNMENT), 0);
        let bytes = buffers.bytes(buffer);
        assert_eq!(&bytes[..], b"content");
        drop(bytes);
        let again = buffers.take(SMALLEST_KEPT);
        assert!(again.len() == SMALLEST_KEPT && again.as_ptr() == place);
    }

    #[test]
    fn memory_that_is_too_small_is_not_kept_beside_the_larger() {
        let buffers = Buffers::default();
        for length in [SMALLEST_KEPT, 2 * SMALLEST_KEPT, 3 * SMALLEST_KEPT] {
            drop(buffers.bytes(buffers.take(length)));
        }
        assert_eq!(buffers.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn what_is_small_takes_no_more_than_it_needs() {
        let buffers = Buffers::default();
        let mut buffer = buffers.take(3);
        buffer.copy_from_slice(b"abc");
        assert_eq!(&buffers.bytes(buffer)[..], b"abc");
        assert!(buffers.take(0).is_empty());
    }
}
