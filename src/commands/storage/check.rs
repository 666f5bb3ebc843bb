//! `tieline storage check`: compares two trees, contents and all, and changes nothing.

use clap::Args;
use futures_util::{StreamExt as _, TryStreamExt as _};

use super::moving::{Globs, How, nothing_in, tree};
use super::report::{self, End};
use super::sync::{is_its_content, is_marker, is_there, source_of};
use crate::app::App;
use crate::problem::{Code, Failure, Problem};
use crate::storage::bulk::{Fate, Outcome};
use crate::storage::sync::{Pair, Tree, pairs};
use crate::storage::transfer::{Known, Sameness};

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// A folder: a key, a URL, or a directory of this machine, which begins with ./ ../ / or ~
    #[arg(value_name = "SRC")]
    source: String,
    /// The same
    #[arg(value_name = "DEST")]
    destination: String,
    /// Leave links in directories out
    #[arg(long)]
    no_follow_symlinks: bool,
    #[command(flatten)]
    globs: Globs,
    #[command(flatten)]
    how: How,
}

pub async fn perform(args: &CheckArgs, app: &App) -> Result<End, Failure> {
    let follow_links = !args.no_follow_symlinks;
    let from = tree(&args.source, follow_links, app)?;
    let to = tree(&args.destination, follow_links, app)?;
    let filter = args.globs.filter()?;
    is_there(&from)?;
    is_there(&to)?;
    let engine = args.how.engine(app, &args.destination)?;
    let mut any = false;
    let compared = pairs(from.entries(), to.entries()).try_filter(|pair| {
        any = true;
        std::future::ready(!is_marker(pair, &from, &to) && filter.wants(pair.key()))
    });
    let jobs = compared.map(|pair| {
        let pair = pair?;
        let (engine, from, to) = (engine.clone(), from.clone(), to.clone());
        Ok(async move {
            let mut outcome = Outcome {
                source: Some(name(&from, pair.key())),
                ..Outcome::new("check", name(&to, pair.key()))
            };
            let compared = match &pair {
                Pair::Left(_) => Err(lacking(&to, pair.key())),
                Pair::Right(_) => Err(lacking(&from, pair.key())),
                Pair::Both(left, right) => {
                    outcome.bytes = Some(left.size);
                    same(&engine, &from, &to, left, right).await
                }
            };
            if let Err(problem) = compared {
                outcome.fate = Fate::Failed(problem);
            }
            outcome
        })
    });
    let end = report::all(app, jobs, args.how.concurrency()).await?;
    // A listing that failed has told so.
    match !any && !end.has_failed() && is_its_content(&from) {
        true => Err(nothing_in(&args.source).into()),
        false => Ok(end),
    }
}

async fn same(
    engine: &crate::storage::transfer::Engine,
    from: &Tree,
    to: &Tree,
    left: &crate::storage::sorted::Entry,
    right: &crate::storage::sorted::Entry,
) -> Result<(), Problem> {
    let ends = (
        source_of(from, &left.key, left.size)?,
        source_of(to, &right.key, right.size)?,
    );
    let is_same = engine
        .is_same(
            &ends.0,
            &Known::from(left),
            &ends.1,
            &Known::from(right),
            Sameness::Content,
        )
        .await?;
    if is_same {
        return Ok(());
    }
    let why = match left.size == right.size {
        true => "their contents differ".to_owned(),
        false => format!("{} bytes and {} bytes", left.size, right.size),
    };
    Err(Problem::new(Code::IntegrityFailed)
        .title(format!("\"{}\" differs", left.key))
        .key(name(to, &left.key))
        .because(why)
        .help("sync the two, or find out which one is right"))
}

fn lacking(tree: &Tree, relative: &str) -> Problem {
    Problem::new(Code::ObjectMissing)
        .title(format!("\"{relative}\" is missing"))
        .service(tree.store.service())
        .key(name(tree, relative))
        .help("sync the two")
}

fn name(tree: &Tree, relative: &str) -> String {
    tree.store.name(&tree.key(relative))
}
