//! `tieline storage rm`: removes objects, in batches where the store takes them.

use clap::Args;
use futures_util::stream::{self, BoxStream, StreamExt as _};

use super::consent;
use super::report::{self, End};
use crate::app::App;
use crate::problem::{Failure, Problem};
use crate::storage::glob::{self, Pattern};
use crate::storage::place::Place;
use crate::storage::remove::{self, How, Job};
use crate::storage::{Meta, SharedStore};

#[derive(Debug, Args)]
pub struct RmArgs {
    /// Keys or URLs, with wildcards
    #[arg(value_name = "PLACE", required = true)]
    places: Vec<String>,
    /// All that lies in folders, too
    #[arg(short, long)]
    recursive: bool,
    /// Take wildcards as they are
    #[arg(long)]
    literal: bool,
    /// Remove more than one object without being asked
    #[arg(short, long)]
    yes: bool,
    /// Say what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
}

/// Objects to remove.
struct Doomed {
    place: Place,
    store: SharedStore,
    pattern: Pattern,
    recursive: bool,
}

impl Doomed {
    fn resolve(text: &str, recursive: bool, literal: bool, app: &App) -> Result<Doomed, Failure> {
        let place = Place::parse(text)?;
        Ok(Doomed {
            store: app.store(&place)?,
            pattern: Pattern::new(place.key(), literal)?,
            place,
            recursive,
        })
    }

    /// Whether it is one object, whatever the store holds.
    fn is_one(&self) -> bool {
        self.pattern.is_literal() && !self.recursive
    }

    fn found(&self) -> BoxStream<'static, Result<Meta, Problem>> {
        glob::select(&self.store, &self.pattern, self.recursive, false)
    }

    /// The same to be counted: to look up one object would tell no more.
    fn counted(&self) -> BoxStream<'static, Result<Meta, Problem>> {
        match self.is_one() {
            true => stream::iter([Ok(Meta::default())]).boxed(),
            false => self.found(),
        }
    }

    fn jobs(self, dry_run: bool) -> BoxStream<'static, Job> {
        if self.is_one() && !dry_run {
            let key = self.pattern.literal_prefix().to_owned();
            let job = async move { vec![remove::named(&self.store, &key).await] };
            return stream::iter([Box::pin(job) as Job]).boxed();
        }
        let how = if dry_run { How::DryRun } else { How::Objects };
        let found = self.found();
        remove::jobs(self.store, found, how, self.place.to_string())
    }
}

pub async fn perform(args: &RmArgs, app: &App) -> Result<End, Failure> {
    let doomed = args
        .places
        .iter()
        .map(|text| Doomed::resolve(text, args.recursive, args.literal, app))
        .collect::<Result<Vec<_>, _>>()?;
    let is_one = matches!(doomed.as_slice(), [one] if one.is_one());
    if !args.yes && !args.dry_run && !is_one {
        let found = stream::iter(&doomed).flat_map(Doomed::counted).boxed();
        if !consent::given(app, found).await? {
            return Ok(End::default());
        }
    }
    let at_once = doomed.iter().map(|doomed| remove::at_once(&doomed.store));
    let at_once = at_once.max().unwrap_or(1);
    let jobs = stream::iter(doomed).flat_map(|doomed| doomed.jobs(args.dry_run));
    report::all(app, jobs.map(Ok), at_once).await
}
