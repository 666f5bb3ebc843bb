//! WHAT A USER CAN TYPE: the folders are the command line; arguments, help and run in one file each.
//! Commands parse, resolve, run a job and report; they never print and never name a service.

pub mod auth;
pub mod config;
mod explain;
mod generate;
pub mod mail;
pub mod storage;

use clap::{Parser, Subcommand};

use crate::app::{App, Globals};
use crate::problem::{Exit, Failure};

/// Proves, operates and explains the services a deployment depends on
///
/// Exit status: 0 done, 1 unexpected, 2 usage, 3 configuration, 4 login, 5 mail, 6 storage,
/// 130 interrupted.
#[derive(Debug, Parser)]
#[command(name = "tieline", version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Log in at the deployment's providers, and use the session
    #[command(subcommand)]
    Auth(auth::Command),
    /// Check and show the deployment's configuration
    #[command(subcommand)]
    Config(config::Command),
    /// Send mail through the deployment's mailer
    #[command(subcommand)]
    Mail(mail::Command),
    /// Put, get and look at objects in the deployment's store
    #[command(subcommand)]
    Storage(Box<storage::Command>),
    /// Explain a problem code, or a rule of the check
    Explain(explain::ExplainArgs),
    /// Print the completions for a shell
    Completions(generate::CompletionsArgs),
    /// Print the manual page of a command
    Man(generate::ManArgs),
}

impl Command {
    pub fn run(self, app: &App) -> Result<Exit, Failure> {
        match self {
            Command::Auth(command) => command.run(app),
            Command::Config(command) => command.run(app),
            Command::Mail(command) => command.run(app),
            Command::Storage(command) => command.run(app),
            Command::Explain(args) => explain::run(&args, app),
            Command::Completions(args) => generate::completions(&args, app),
            Command::Man(args) => generate::man(&args, app),
        }
    }

    /// Whether stdout is the command's data itself, so that a problem goes to stderr.
    pub fn stdout_is_data(&self) -> bool {
        match self {
            Command::Auth(command) => command.stdout_is_data(),
            Command::Mail(command) => command.stdout_is_data(),
            Command::Storage(command) => command.stdout_is_data(),
            _ => false,
        }
    }
}
