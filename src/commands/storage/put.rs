//! `tieline storage put`: files, trees of files, or what comes from stdin, into a store.

use std::time::Instant;

use clap::Args;

use super::moving::{Carries, How, Target, Which, are_many, streamed, suits_a_stream};
use super::report::{self, End};
use crate::app::App;
use crate::problem::Failure;
use crate::storage::bulk::{Fate, Outcome};
use crate::storage::is_there;
use crate::storage::place::Place;
use crate::storage::transfer::{Making, To, exists_already};

#[derive(Debug, Args)]
pub struct PutArgs {
    /// Files, directories with -r, wildcards in quotes, `-` for stdin; then DEST: a key or a URL, below one that ends with
    /// `/` each keeps its name
    // In one list: clap takes no flag between two.
    #[arg(value_name = "SRC", required = true)]
    places: Vec<String>,
    /// All that is in directories: what is in SRC comes to be below DEST
    #[arg(short, long)]
    recursive: bool,
    /// Leave links in directories out
    #[arg(long)]
    no_follow_symlinks: bool,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    carries: Carries,
    #[command(flatten)]
    how: How,
}

impl PutArgs {
    pub fn reads_stdin(&self) -> bool {
        self.split().0.iter().any(|source| source == "-")
    }

    fn split(&self) -> (&[String], &str) {
        match self.places.split_last() {
            Some((destination, sources)) => (sources, destination),
            None => (&[], ""),
        }
    }
}

pub async fn perform(args: &PutArgs, app: &App) -> Result<End, Failure> {
    let (texts, destination) = args.split();
    if texts.is_empty() {
        return Err(Failure::Usage("put goes from SRC to DEST".to_owned()));
    }
    args.which.is_one_place(destination)?;
    let place = Place::parse(destination)?;
    if texts == ["-"] {
        return stdin(args, &place, app).await;
    }
    let mut sources = Vec::new();
    for text in texts {
        if text == "-" {
            return Err(Failure::Usage("`-` goes alone, to one key".to_owned()));
        }
        let source = args
            .which
            .files(text, args.recursive, !args.no_follow_symlinks, app)?;
        sources.push(source);
    }
    let several = sources.len() > 1;
    if several && !destination.ends_with('/') && !place.key().is_empty() {
        return Err(Failure::Usage(
            "more than one goes below a folder: end DEST with /".to_owned(),
        ));
    }
    let many = are_many(&sources);
    let target = Target::stored(&place, many, app)?;
    args.which
        .carry_out(app, &args.how, "put", sources, target, Some(&args.carries))
        .await
}

async fn stdin(args: &PutArgs, place: &Place, app: &App) -> Result<End, Failure> {
    suits_a_stream(&args.which, &args.how, "stdin")?;
    let started = Instant::now();
    if place.key().is_empty() || place.key().ends_with('/') {
        return Err(Failure::Usage(
            "stdin has no name: write out the key".to_owned(),
        ));
    }
    let to = To::Object(app.store(place)?, place.key().to_owned());
    args.carries.suit(&to)?;
    let To::Object(store, key) = &to else {
        return Err(Failure::Usage("stdin goes to one key".to_owned()));
    };
    let making = Making {
        attributes: match store.local_path(key) {
            Some(_) => args.carries.asked(),
            None => args.carries.attributes(key),
        },
        condition: args.which.condition(),
    };
    if args.which.is_dry() {
        if args.which.is_no_clobber() && is_there(&**store, key).await? {
            return Err(exists_already(to.name()).into());
        }
        let planned = Outcome {
            source: Some("-".to_owned()),
            fate: Fate::Planned,
            ..Outcome::new("put", to.name())
        };
        return report::one(app, planned);
    }
    let engine = args.how.engine(app, key)?;
    let moved = engine
        .put_stream(std::io::stdin(), store, key, &making)
        .await?;
    report::one(app, streamed(to.name(), moved, started))
}
