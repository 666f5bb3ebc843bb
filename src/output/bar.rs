//! A progress bar on the terminal's stderr, drawn only when a command takes longer than a blink.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::progress::Progress;

/// What is over before this is not worth a bar that flickers.
const PATIENCE: Duration = Duration::from_millis(250);

pub struct Bar {
    bar: ProgressBar,
    since: std::time::Instant,
    shown: bool,
}

impl Bar {
    pub fn hidden() -> Bar {
        Bar {
            bar: ProgressBar::hidden(),
            since: std::time::Instant::now(),
            shown: false,
        }
    }

    pub fn shown(label: &str) -> Bar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template =
            "{msg} {bar:30} {bytes} of {total_bytes}  {binary_bytes_per_sec}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(super::painter::clean(label).into_owned());
        Bar {
            bar,
            since: std::time::Instant::now(),
            shown: true,
        }
    }
}

impl Bar {
    /// Counts things rather than bytes; with a total it knows how much time is left.
    pub fn counting(label: &str, total: Option<u64>) -> Bar {
        let mut bar = Bar::shown(label);
        let template = match total {
            Some(_) => "{msg} {bar:30} {pos} of {len}  {per_sec}  {eta} left",
            None => "{msg} {pos}  {per_sec}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.bar.set_style(style);
        }
        if let Some(total) = total {
            bar.bar.set_length(total);
        }
        bar.shown = true;
        bar
    }

    /// One more is done.
    pub fn step(&self) {
        self.advance(1);
    }
}

impl Progress for Bar {
    fn expect(&self, total: u64) {
        self.bar.set_length(total);
    }

    fn advance(&self, done: u64) {
        self.bar.inc(done);
        if self.shown && self.bar.is_hidden() && self.since.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
