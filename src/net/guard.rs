//! What must be undone when a job is dropped before its end, by Ctrl-C or by a failure beside it: a dropped job cannot
//! wait itself. Used by uploads and by copies that go on at a service.

use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::Net;

/// Undoes when it is dropped, in the background, unless it is disarmed before.
pub struct Guard {
    net: Net,
    undo: Option<BoxFuture<'static, ()>>,
    /// So that [`Net::cleared_up`] waits for it: a task that is told to end is not yet over.
    _waited_for: TaskTrackerToken,
}

impl Guard {
    /// The end was reached.
    pub fn disarm(mut self) {
        self.undo = None;
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(undo) = self.undo.take() {
            self.net.0.cleanups.spawn(undo);
        }
    }
}

impl Net {
    /// Does this when what comes back is dropped, where there is something to do. The process waits for it at its end.
    /// Called, and dropped, within the runtime.
    pub fn when_dropped(&self, undo: Option<impl Future<Output = ()> + Send + 'static>) -> Guard {
        Guard {
            net: self.clone(),
            undo: undo.map(FutureExt::boxed),
            _waited_for: self.0.cleanups.token(),
        }
    }

    /// Waits until all is cleared up, and no longer than this.
    pub async fn cleared_up(&self, patience: Duration) {
        self.0.cleanups.close();
        // What could not be cleared up in time is left; there is nobody to tell any more.
        drop(tokio::time::timeout(patience, self.0.cleanups.wait()).await);
    }
}
