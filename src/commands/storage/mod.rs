//! `tieline storage`: one object at a time, in the configured store or by URL.

mod cat;
mod get;
mod ls;
mod presign;
mod put;
mod rm;
mod stat;

use std::io;

use clap::Subcommand;
use serde::Serialize;

use crate::app::App;
use crate::output::{Painter, Report};
use crate::problem::{Exit, Failure};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Upload a file
    Put(put::PutArgs),
    /// Download an object to a file, or `-` to stdout
    Get(get::GetArgs),
    /// List objects
    Ls(ls::LsArgs),
    /// Show what is known of an object
    Stat(stat::StatArgs),
    /// Write an object to stdout
    Cat(cat::CatArgs),
    /// Delete an object
    Rm(rm::RmArgs),
    /// Print a signed URL for an object
    Presign(presign::PresignArgs),
}

impl Command {
    pub fn run(self, app: &App) -> Result<Exit, Failure> {
        match self {
            Command::Put(args) => put::run(&args, app),
            Command::Get(args) => get::run(&args, app),
            Command::Ls(args) => ls::run(&args, app),
            Command::Stat(args) => stat::run(&args, app),
            Command::Cat(args) => cat::run(&args, app),
            Command::Rm(args) => rm::run(&args, app),
            Command::Presign(args) => presign::run(&args, app),
        }
    }

    /// Whether stdout is an object's bytes, so that a problem goes to stderr.
    pub fn stdout_is_data(&self) -> bool {
        match self {
            Command::Cat(_) => true,
            Command::Get(args) => args.is_to_stdout(),
            _ => false,
        }
    }
}

/// One object that was moved or removed.
#[derive(Serialize)]
struct Moved {
    op: &'static str,
    source: Option<String>,
    place: String,
    bytes: Option<u64>,
    etag: Option<String>,
    /// What was compared at the end.
    verified: Option<&'static str>,
    elapsed_ms: u128,
}

impl Report for Moved {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        to.text(self.op)?;
        if let Some(source) = &self.source {
            to.text(&format!(" {source} to"))?;
        }
        to.text(&format!(" {}", self.place))?;
        if let Some(bytes) = self.bytes {
            to.text(&format!(", {bytes} bytes"))?;
        }
        to.end()
    }
}
