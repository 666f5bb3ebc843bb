//! `tieline storage cp` and `mv`: objects from place to place. Inside one provider the service copies, between
//! providers the bytes stream through; a moved source goes when its copy is verified.

use clap::Args;

use super::moving::{Carries, How, Target, Which, are_many};
use super::report::End;
use crate::app::App;
use crate::problem::Failure;

#[derive(Debug, Args)]
pub struct CopyArgs {
    /// A key or a URL; a path of this machine begins with ./ ../ / or ~
    #[arg(value_name = "SRC")]
    source: String,
    /// The same; below one that ends with `/` each keeps its name
    #[arg(value_name = "DEST")]
    destination: String,
    /// All that is below a folder: what is in SRC comes to be below DEST
    #[arg(short, long)]
    recursive: bool,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    carries: Carries,
    #[command(flatten)]
    how: How,
}

pub async fn perform(args: &CopyArgs, op: &'static str, app: &App) -> Result<End, Failure> {
    args.which.is_one_place(&args.destination)?;
    let source = args
        .which
        .side(&args.source, args.recursive, op != "mv", app)?;
    let sources = vec![source];
    let target = Target::side(&args.destination, are_many(&sources), app)?;
    args.which
        .carry_out(app, &args.how, op, sources, target, Some(&args.carries))
        .await
}
