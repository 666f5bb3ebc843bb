//! The trace of dialogues with services on stderr (`-vv`), secrets covered.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;

use super::Masks;
use super::painter::clean;
use crate::progress::{Direction, Trace};

pub struct StderrTrace {
    on: bool,
    masks: Arc<Masks>,
    started: Instant,
}

impl StderrTrace {
    pub fn new(on: bool, masks: Arc<Masks>) -> StderrTrace {
        StderrTrace {
            on,
            masks,
            started: Instant::now(),
        }
    }
}

impl Trace for StderrTrace {
    fn on(&self) -> bool {
        self.on
    }

    fn line(&self, direction: Direction, text: &str) {
        if !self.on {
            return;
        }
        let mark = match direction {
            Direction::Sent => '>',
            Direction::Received => '<',
            Direction::Note => '*',
        };
        let elapsed = self.started.elapsed().as_secs_f64();
        let text = self.masks.cover(&clean(text));
        // A trace that nobody can read is no reason to fail.
        drop(writeln!(io::stderr().lock(), "{elapsed:8.3} {mark} {text}"));
    }
}
