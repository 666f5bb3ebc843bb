//! `tieline mail`: send through the deployment's own mailer.

mod send;

use clap::Subcommand;

use crate::app::App;
use crate::problem::{Exit, Failure};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send a message, and say what became of it at each recipient
    Send(send::SendArgs),
}

impl Command {
    pub fn run(self, app: &App) -> Result<Exit, Failure> {
        match self {
            Command::Send(args) => send::run(&args, app),
        }
    }

    /// Whether stdout is the message itself, so that a problem goes to stderr.
    pub fn stdout_is_data(&self) -> bool {
        match self {
            Command::Send(args) => args.is_dry_run(),
        }
    }
}
