//! The way through the pages of a listing, whichever words a service has for where the next begins. Finds a service
//! whose pages come in a circle. Used by every store that lists in pages.

/// What it means to come where we have been.
pub const CIRCLE: &str = "its listing turns in a circle";

/// Where we are, and one place where we have been.
pub struct Way<M> {
    turned: u64,
    kept: Option<M>,
}

impl<M> Default for Way<M> {
    fn default() -> Self {
        Way {
            turned: 0,
            kept: None,
        }
    }
}

impl<M: Clone + PartialEq> Way<M> {
    /// Goes on to `next`; `None` when that is where we have been. Each mark is compared with one that was kept at a
    /// power of two, which finds a circle of any length and keeps nothing else (Brent).
    fn on(&mut self, next: M) -> Option<M> {
        if self.kept.as_ref() == Some(&next) {
            return None;
        }
        self.turned += 1;
        if self.turned.is_power_of_two() {
            self.kept = Some(next.clone());
        }
        Some(next)
    }

    /// The same where there may be no next page; fails with `circle` for one where we have been.
    pub fn turn<E>(&mut self, next: Option<M>, circle: impl FnOnce() -> E) -> Result<Option<M>, E> {
        next.map(|next| self.on(next).ok_or_else(circle))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_of_any_length_end_and_straight_ways_go_on() {
        for length in [1, 2, 3, 7, 100] {
            let mut way = Way::default();
            let ends = (0..).find(|page| way.on(page % length).is_none());
            assert!(ends.is_some_and(|page| page <= 4 * length + 2), "{length}");
        }
        let mut way = Way::default();
        assert!((0..10_000).all(|page| way.on(page).is_some()));
    }
}
