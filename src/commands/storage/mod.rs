//! `tieline storage`: objects in the configured store, or by URL in any.

mod bucket;
mod cat;
mod check;
mod consent;
mod cp;
mod du;
mod get;
mod ls;
mod moving;
mod presign;
mod put;
mod report;
mod rm;
mod run;
mod stat;
mod sync;

use clap::Subcommand;

use report::End;

use crate::app::App;
use crate::problem::{Code, Exit, Failure, Problem};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Upload files, trees of them, or stdin
    Put(put::PutArgs),
    /// Download objects to files, or one to stdout
    Get(get::GetArgs),
    /// Copy objects between places
    Cp(cp::CopyArgs),
    /// Move objects: a source goes when its copy is verified
    Mv(cp::CopyArgs),
    /// Make one tree like another
    Sync(sync::SyncArgs),
    /// Compare two trees, contents and all
    Check(check::CheckArgs),
    /// List objects
    Ls(ls::LsArgs),
    /// Show what is known of an object
    Stat(stat::StatArgs),
    /// Write an object to stdout
    Cat(cat::CatArgs),
    /// Sum up the sizes of objects
    Du(du::DuArgs),
    /// Remove objects
    Rm(rm::RmArgs),
    /// Make the configured bucket or container
    Mb(bucket::MakeArgs),
    /// Remove the configured bucket or container
    Rb(bucket::RemoveArgs),
    /// Print a signed URL for an object
    Presign(presign::PresignArgs),
    /// Run the storage commands in a file, several at once
    Run(run::RunArgs),
}

impl Command {
    pub fn run(self, app: &App) -> Result<Exit, Failure> {
        let told = app
            .block_on(self.perform(app))?
            .and_then(|end| end.tell(app));
        told.map_err(of_stdout)
    }

    /// Does what was typed. Several may run at once on one runtime, which `run` is for.
    async fn perform(&self, app: &App) -> Result<End, Failure> {
        match self {
            Command::Put(args) => put::perform(args, app).await,
            Command::Get(args) => get::perform(args, app).await,
            Command::Cp(args) => cp::perform(args, "cp", app).await,
            Command::Mv(args) => cp::perform(args, "mv", app).await,
            Command::Sync(args) => sync::perform(args, app).await,
            Command::Check(args) => check::perform(args, app).await,
            Command::Ls(args) => ls::perform(args, app).await,
            Command::Stat(args) => stat::perform(args, app).await,
            Command::Cat(args) => cat::perform(args, app).await,
            Command::Du(args) => du::perform(args, app).await,
            Command::Mb(args) => bucket::make(args, app).await,
            Command::Rb(args) => bucket::remove(args, app).await,
            Command::Rm(args) => rm::perform(args, app).await,
            Command::Presign(args) => presign::perform(args, app).await,
            // Boxed: it performs others.
            Command::Run(args) => Box::pin(run::perform(args, app)).await,
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

/// Stdout is a file of this machine like others: what cannot be written there is STORAGE_010.
fn of_stdout(failure: Failure) -> Failure {
    match failure {
        Failure::Unexpected(error) if error.is::<std::io::Error>() => {
            Problem::new(Code::LocalFileError)
                .title("stdout cannot be written")
                .help("make room where it leads to")
                .source(error)
                .into()
        }
        other => other,
    }
}
