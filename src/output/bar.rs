//! A progress bar on the terminal's stderr, drawn only when a command takes longer than a blink.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, WeakProgressBar};

use crate::progress::Progress;

/// What is over before this is not worth a bar that flickers.
const PATIENCE: Duration = Duration::from_millis(250);

pub struct Bar {
    bar: ProgressBar,
    since: std::time::Instant,
    shown: bool,
    objects: AtomicU64,
}

impl Bar {
    pub fn hidden() -> Bar {
        Bar {
            bar: ProgressBar::hidden(),
            since: std::time::Instant::now(),
            shown: false,
            objects: AtomicU64::new(0),
        }
    }

    pub fn shown(label: &str) -> Bar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template =
            "{msg} {bar:30} {bytes} of {total_bytes}  {binary_bytes_per_sec}  {eta} left{prefix}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(super::painter::clean(label).into_owned());
        Bar {
            bar,
            since: std::time::Instant::now(),
            shown: true,
            objects: AtomicU64::new(0),
        }
    }
}

impl Bar {
    /// Counts things rather than bytes; with a total it knows how much time is left.
    pub fn counting(label: &str, total: Option<u64>) -> Bar {
        let mut bar = Bar::shown(label);
        let template = match total {
            Some(_) => "{msg} {bar:30} {pos} of {len}  {rate}  {eta} left",
            None => "{msg} {pos}  {rate}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let rate = |state: &ProgressState, to: &mut dyn std::fmt::Write| {
                write!(to, "{:.0}/s", state.per_sec()).unwrap_or_default();
            };
            bar.bar.set_style(style.with_key("rate", rate));
        }
        if let Some(total) = total {
            bar.bar.set_length(total);
        }
        bar.shown = true;
        bar
    }

    /// For the writer, which keeps lines and bars apart.
    pub(super) fn downgrade(&self) -> WeakProgressBar {
        self.bar.downgrade()
    }

    /// One more is done.
    pub fn step(&self) {
        self.advance(1);
    }
}

impl Progress for Bar {
    fn expect(&self, more: u64) {
        // A bar without a length takes what is done for the whole.
        if self.bar.length().is_none() {
            self.bar.set_length(0);
        }
        self.bar.inc_length(more);
    }

    fn advance(&self, done: u64) {
        self.bar.inc(done);
        if self.shown && self.bar.is_hidden() && self.since.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn object(&self) {
        let over = self.objects.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && over > 1 {
            self.bar.set_prefix(format!("  {over} files"));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
