//! How many requests may be under way at once: as many as are wanted, until a service says that they are
//! too many; then half of them, and slowly more again (additive increase, multiplicative decrease, as TCP's
//! congestion avoidance, RFC 5681). Used by the retry loop.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// More than any command asks for.
const MOST: f64 = 1024.0;

pub struct Gate {
    state: Mutex<State>,
    left: Notify,
}

struct State {
    limit: f64,
    under_way: usize,
}

/// One request that is under way, until it is dropped.
pub struct Entered<'a>(&'a Gate);

impl Gate {
    pub fn new() -> Gate {
        Gate {
            state: Mutex::new(State {
                limit: MOST,
                under_way: 0,
            }),
            left: Notify::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until one more may be under way.
    pub async fn enter(&self) -> Entered<'_> {
        loop {
            let left = self.left.notified();
            {
                let mut state = self.state();
                if state.under_way == 0 || ((state.under_way + 1) as f64) <= state.limit {
                    state.under_way += 1;
                    return Entered(self);
                }
            }
            left.await;
        }
    }

    /// The service said that they are too many.
    pub fn throttled(&self) {
        let mut state = self.state();
        let met = (state.under_way as f64 + 1.0).min(state.limit);
        state.limit = (met / 2.0).max(1.0);
    }

    /// A request was answered: after as many as there are at once, there may be one more.
    pub fn passed(&self) {
        let mut state = self.state();
        if state.limit < MOST {
            let before = state.limit;
            state.limit = (state.limit + 1.0 / state.limit).min(MOST);
            // Each that leaves lets one in; this is one more.
            if state.limit.floor() > before.floor() {
                self.left.notify_one();
            }
        }
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.state().under_way -= 1;
        // Whoever is woken looks at the limit itself.
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn fewer_are_let_in_after_the_service_said_too_many() {
        let gate = Gate::new();
        let mut inside = Vec::new();
        for _ in 0..8 {
            inside.push(gate.enter().await);
        }
        inside.pop();
        gate.throttled();
        assert_eq!(gate.state().limit, 4.0);
        let mut waiting = Box::pin(gate.enter());
        assert!(futures_util::poll!(&mut waiting).is_pending());
        inside.truncate(3);
        assert!(futures_util::poll!(&mut waiting).is_ready());
        for _ in 0..20 {
            gate.passed();
        }
        assert!(gate.state().limit > 6.0);
    }
}
