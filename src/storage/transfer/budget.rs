//! What all transfers of one command share: the memory that parts in flight may take, buffers that are used
//! again, and the rate that a user may have set. How many requests are under way at once is the network's
//! (`net::Net::retry`), which learns it from the services.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::storage::buffers::Buffers;

/// Bytes that parts in flight may take together. With what the program itself and its connections take,
/// a transfer stays below 64 MiB.
const MEMORY: u64 = 40 << 20;
/// What one piece holds at the most: there is always room for the one that is sent and the one that is read. Larger
/// ones are streamed from a file.
pub const MOST_HELD: u64 = 16 << 20;
/// Bytes of memory that a piece takes which is streamed: what waits in its connection.
pub const STREAMED: u64 = 1 << 20;
/// The unit of the memory's semaphore.
const UNIT: u64 = 1 << 10;
/// Of the process: `storage run` has an engine for each of its lines.
static IN_FLIGHT: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new((MEMORY / UNIT) as usize)));

pub struct Budget {
    memory: Arc<Semaphore>,
    pub buffers: Buffers,
    rate: Option<Rate>,
}

struct Rate {
    bytes_per_s: u64,
    /// When all that was spent so far is paid for.
    paid: Mutex<Instant>,
}

impl Rate {
    /// When so many bytes may pass: when they and all that came before them are paid for.
    fn after(&self, bytes: u64, now: Instant) -> Instant {
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        *paid = (*paid).max(now) + Duration::from_secs_f64(bytes as f64 / self.bytes_per_s as f64);
        *paid
    }
}

impl Budget {
    /// `bytes_per_s` is the user's limit, if there is one.
    pub fn new(bytes_per_s: Option<u64>) -> Budget {
        Budget {
            memory: Arc::clone(&IN_FLIGHT),
            buffers: Buffers::default(),
            rate: bytes_per_s.map(|bytes_per_s| Rate {
                bytes_per_s: bytes_per_s.max(1),
                paid: Mutex::new(Instant::now()),
            }),
        }
    }

    /// Waits until so many bytes are free, and holds them.
    pub async fn hold(&self, bytes: u64) -> OwnedSemaphorePermit {
        let units = bytes.min(MOST_HELD).div_ceil(UNIT).max(1);
        let held = Arc::clone(&self.memory).acquire_many_owned(u32::try_from(units).unwrap_or(1));
        match held.await {
            Ok(permit) => permit,
            Err(_) => unreachable!("the semaphore is never closed"),
        }
    }

    /// Waits until so many bytes may pass.
    pub async fn spend(&self, bytes: u64) {
        let Some(rate) = &self.rate else { return };
        tokio::time::sleep_until(rate.after(bytes, Instant::now())).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_kept() {
        let now = Instant::now();
        let rate = Rate {
            bytes_per_s: 1000,
            paid: Mutex::new(now),
        };
        let pass = [0, 1, 2].map(|_| (rate.after(500, now) - now).as_millis());
        assert_eq!(pass, [500, 1000, 1500]);
    }
}
