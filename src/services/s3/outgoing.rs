//! A body on its way out, and the watch over it: a request has failed when no byte has moved for the
//! deadline, not when it is long. Used by `client` alone.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::StreamExt as _;
use hyper::body::{Body as HttpBody, Frame, SizeHint};

use crate::problem::Problem;
use crate::storage::{Body, ByteStream};

/// Bytes handed to the connection at once. It writes several together, so small pieces cost nothing, and a
/// slow line still shows that it moves.
const PIECE: usize = 64 << 10;

/// When a request last moved.
#[derive(Clone)]
pub struct Pulse {
    began: Instant,
    /// Milliseconds since.
    last: Arc<AtomicU64>,
}

impl Pulse {
    pub fn new() -> Pulse {
        Pulse {
            began: Instant::now(),
            last: Arc::default(),
        }
    }

    fn beat(&self) {
        let now = self.began.elapsed().as_millis();
        self.last
            .store(now.try_into().unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// What `work` comes to; `None` when nothing moved for so long.
    pub async fn watch<T>(&self, patience: Duration, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        loop {
            let seen = self.last.load(Ordering::Relaxed);
            let until = self.began + Duration::from_millis(seen) + patience;
            match tokio::time::timeout_at(until.into(), &mut work).await {
                Ok(done) => return Some(done),
                Err(_) if self.last.load(Ordering::Relaxed) == seen => return None,
                Err(_) => {}
            }
        }
    }
}

/// A body as the HTTP client takes it: what is in memory is never copied, a file is read as it is sent.
pub fn outgoing(body: &Body, pulse: &Pulse) -> reqwest::Body {
    let source = match body {
        Body::Bytes(bytes) if bytes.len() <= PIECE => return bytes.clone().into(),
        Body::Bytes(_) => None,
        Body::File { .. } => Some(Mutex::new(body.stream())),
    };
    let ready = match body {
        Body::Bytes(bytes) => bytes.clone(),
        Body::File { .. } => Bytes::new(),
    };
    reqwest::Body::wrap(Outgoing {
        left: body.length(),
        ready,
        source,
        pulse: pulse.clone(),
    })
}

struct Outgoing {
    /// Bytes.
    left: u64,
    ready: Bytes,
    /// Behind a lock that is never taken: the client wants its bodies `Sync`.
    source: Option<Mutex<ByteStream>>,
    pulse: Pulse,
}

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = Problem;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Problem>>> {
        let this = &mut *self;
        this.pulse.beat();
        if this.ready.is_empty()
            && let Some(source) = &mut this.source
        {
            let source = source.get_mut().unwrap_or_else(PoisonError::into_inner);
            match ready!(source.poll_next_unpin(context)) {
                Some(Ok(piece)) => this.ready = piece,
                Some(Err(problem)) => return Poll::Ready(Some(Err(problem))),
                None => {}
            }
        }
        let piece = this.ready.split_to(this.ready.len().min(PIECE));
        if piece.is_empty() {
            return Poll::Ready(None);
        }
        this.left = this.left.saturating_sub(piece.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
