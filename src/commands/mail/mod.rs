//! `tieline mail`: send through the deployment's own mailer, and look at what became of it.

mod each;
mod log;
mod send;
mod templates;

use clap::Subcommand;

use crate::app::App;
use crate::mail::log::State;
use crate::output::Style;
use crate::problem::{Exit, Failure};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send a message, or one for each row of a file, and say what became of it at each recipient
    Send(Box<send::SendArgs>),
    /// List the templates with their variables
    Templates(templates::TemplatesArgs),
    /// Show what became of what was sent
    Log(log::LogArgs),
}

impl Command {
    pub fn run(self, app: &App) -> Result<Exit, Failure> {
        match self {
            Command::Send(args) if args.each.file.is_some() => each::run(&args, app),
            Command::Send(args) => send::run(&args, app),
            Command::Templates(args) => templates::run(&args, app),
            Command::Log(args) => log::run(&args, app),
        }
    }

    /// Whether stdout is the message itself, so that a problem goes to stderr.
    pub fn stdout_is_data(&self) -> bool {
        matches!(self, Command::Send(args) if args.is_dry_run())
    }
}

/// How an outcome looks.
fn shown(outcome: State) -> (Style, &'static str) {
    match outcome {
        State::Started | State::Unknown => (Style::Warning, "unknown"),
        State::Sent => (Style::Good, "sent"),
        State::Queued => (Style::Good, "queued"),
        State::Refused => (Style::Error, "refused"),
        State::Deferred => (Style::Warning, "deferred"),
    }
}
