//! tieline proves, operates and explains the services that a deployment depends on.
//!
//! **Three jobs in the middle, services around them, commands on top.** [`commands`] are what a user can
//! type, [`services`] are whom we talk to, [`storage`], [`mail`] and [`auth`] are what we do for them.
//! Commands talk to jobs, services implement jobs, jobs know nobody. Only [`output`] prints; only
//! `main` ends the process. `tests/it/architecture.rs` holds the imports to this.
//!
//! To read it from the bottom: [`problem`] (what can go wrong, the catalogue of codes), [`secret`] and [`whole`] (files
//! that appear whole);
//! [`config`] (variables, where each value came from, the rules that judge them); [`net`];
//! the jobs' traits; [`service`] (what a service is) and the registry in [`services`]; [`app`] (what a
//! command may use); [`commands`].
//!
//! **One configuration, two readings.** The variables are a deployment's, and another program reads them
//! too. tieline reads them for itself, and knows how Dify will read them; where the two differ, the
//! check says so.

pub mod app;
pub mod auth;
pub mod commands;
pub mod config;
pub mod mail;
pub mod net;
pub mod output;
pub mod probe;
pub mod problem;
pub mod progress;
pub mod secret;
pub mod service;
pub mod services;
pub mod storage;
pub mod whole;

use std::ffi::OsString;

use clap::Parser;

use app::App;
use commands::Cli;
use problem::Exit;

/// Runs one command line, program name included, and says how the process should end.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results (stdout, 0); all else is usage (stderr, 2). A closed pipe
            // is nobody's fault.
            let wrong = error.use_stderr();
            drop(error.print());
            return if wrong { Exit::Usage } else { Exit::Done };
        }
    };
    let app = App::new(cli.globals);
    let stdout_is_data = cli.command.stdout_is_data();
    match cli.command.run(&app) {
        Ok(exit) => exit,
        Err(failure) => {
            app.output().failure(&failure, stdout_is_data);
            failure.exit()
        }
    }
}
