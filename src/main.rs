//! argv in, exit status out; the only place that ends the process.

use std::panic;
use std::process::{ExitCode, exit};

use tieline::problem::Exit;

#[allow(
    clippy::exit,
    clippy::print_stderr,
    reason = "a panic cannot be said through the writer, which may be what panicked, and nothing goes on after it"
)]
fn main() -> ExitCode {
    // Whichever thread it is on, and whether the profile unwinds or not, the process ends in the same way.
    panic::set_hook(Box::new(|panic| {
        // The message of a panic may hold any value, so only its place is told.
        let place = panic
            .location()
            .map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        eprintln!(
            "error: tieline {} met a fault of its own{place}; please report this sentence with the command you typed",
            env!("CARGO_PKG_VERSION"),
        );
        exit(Exit::Unexpected.status().into());
    }));
    ExitCode::from(tieline::run(std::env::args_os()).status())
}
