//! `tieline config`: check, show, init, vars.

pub mod check;
mod init;
mod show;
mod vars;

use clap::Subcommand;

use crate::app::{App, services};
use crate::problem::{Exit, Failure};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what is wrong with the configuration, with file and line
    Check(check::CheckArgs),
    /// Show every value that is set, where it came from and what it shadowed
    Show(show::ShowArgs),
    /// Ask for the variables of services, and write them to an env file
    Init(init::InitArgs),
    /// Show the contract of variables: type, default, when required, aliases
    Vars(vars::VarsArgs),
}

impl Command {
    pub fn run(self, app: &App) -> Result<Exit, Failure> {
        match self {
            Command::Check(args) => check::run(&args, app),
            Command::Show(args) => show::run(&args, app),
            Command::Init(args) => init::run(args, app),
            Command::Vars(args) => vars::run(&args, app),
        }
    }
}

/// The words that name a service on the command line.
fn service_names() -> clap::builder::PossibleValuesParser {
    services()
        .iter()
        .map(|service| service.id)
        .collect::<Vec<_>>()
        .into()
}
