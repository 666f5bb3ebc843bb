//! `tieline storage mb` and `rb`: make or remove the bucket itself.

use std::time::Instant;

use clap::Args;
use futures_util::stream::{BoxStream, StreamExt as _};

use super::consent;
use super::report::{self, End};
use crate::app::{App, services};
use crate::problem::{Code, Failure, Problem};
use crate::storage::bulk::{Fate, Outcome};
use crate::storage::place::Place;
use crate::storage::remove::{self, How};
use crate::storage::{Buckets, Listing, Meta, SharedStore, glob};

#[derive(Debug, Args)]
pub struct MakeArgs {
    /// The URL of a bucket or container [default: the configured one]
    bucket: Option<String>,
}

#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// The URL of a bucket or container [default: the configured one]
    bucket: Option<String>,
    /// Remove every version of every object in it first
    #[arg(long)]
    force: bool,
    /// Remove more than one object without being asked
    #[arg(short, long)]
    yes: bool,
}

pub async fn make(args: &MakeArgs, app: &App) -> Result<End, Failure> {
    let store = store(args.bucket.as_deref(), app)?;
    let started = Instant::now();
    let made = buckets(&store)?.create().await.map_err(|problem| {
        // The service's own words are the cause: that it exists already, mostly.
        match problem.code == Code::StorageState && problem.help == problem.code.entry().help {
            true => problem
                .title(format!(
                    "bucket \"{}\" cannot be made",
                    store.location("").bucket
                ))
                .help("choose another name, or use the one that is there"),
            false => problem,
        }
    });
    report::one(app, ended("mb", &store, started, made))
}

pub async fn remove(args: &RemoveArgs, app: &App) -> Result<End, Failure> {
    let store = store(args.bucket.as_deref(), app)?;
    let buckets = buckets(&store)?;
    let mut end = End::default();
    if args.force {
        // What is not ours to remove is told before anything is.
        outside(&store, &whole(&store, app)?).await?;
        if !args.yes && !consent::given(app, versions(&store)).await? {
            return Ok(end);
        }
        let (found, place) = (versions(&store), store.url(""));
        let jobs = remove::jobs(SharedStore::clone(&store), found, How::Versions, place);
        end = report::all(app, jobs.map(Ok), remove::at_once(&store)).await?;
        if end.has_failed() {
            return Ok(end);
        }
    }
    let started = Instant::now();
    let removed = match empty(&whole(&store, app)?).await {
        Ok(()) => buckets.remove().await,
        not => not,
    };
    end.merge(report::one(app, ended("rb", &store, started, removed))?);
    Ok(end)
}

/// All there is in a store.
fn versions(store: &SharedStore) -> BoxStream<'static, Result<Meta, Problem>> {
    glob::objects(store.list(Listing {
        versions: true,
        ..Listing::default()
    }))
}

/// The bucket of a store, with what lies outside of the configured prefix.
fn whole(store: &SharedStore, app: &App) -> Result<SharedStore, Problem> {
    let service = services()
        .iter()
        .find(|service| service.id == store.service());
    let scheme = service.and_then(|service| service.schemes.first());
    app.store(&Place::Url {
        scheme: scheme.copied().unwrap_or_default().to_owned(),
        bucket: store.location("").bucket,
        key: String::new(),
    })
}

/// Fails with STORAGE_017 when there is anything in it. Not all services see to that: Azure removes a container
/// with all that is in it, and so do some that are like S3.
async fn empty(store: &SharedStore) -> Result<(), Problem> {
    match versions(store).next().await {
        None => Ok(()),
        Some(Err(problem)) => Err(problem),
        Some(Ok(meta)) => Err(not_empty(store, &meta.key)),
    }
}

/// Fails with STORAGE_017 when the bucket holds what lies outside of the configured prefix.
async fn outside(store: &SharedStore, whole: &SharedStore) -> Result<(), Problem> {
    let prefix = store.location("").key;
    let mut all = match prefix.is_empty() {
        true => return Ok(()),
        false => versions(whole),
    };
    while let Some(meta) = all.next().await {
        let meta = meta?;
        if !meta.key.starts_with(&prefix) {
            return Err(not_empty(whole, &meta.key));
        }
    }
    Ok(())
}

fn not_empty(store: &SharedStore, key: &str) -> Problem {
    Problem::new(Code::StorageState)
        .title(format!(
            "bucket \"{}\" is not empty",
            store.location("").bucket
        ))
        .service(store.service())
        .because(format!("it holds {}", store.url(key)))
        .help("empty it by `tieline storage rb --force URL`, where URL names it whole")
}

fn store(bucket: Option<&str>, app: &App) -> Result<SharedStore, Failure> {
    let place = match bucket.map(Place::parse).transpose()? {
        Some(place @ Place::Url { .. }) if place.key().is_empty() => place,
        Some(other) => {
            return Err(Failure::Usage(format!(
                "\"{other}\" is no bucket; write its URL, such as s3://bucket"
            )));
        }
        None => Place::Configured { key: String::new() },
    };
    Ok(app.store(&place)?)
}

fn buckets(store: &SharedStore) -> Result<&dyn Buckets, Problem> {
    store.buckets().ok_or_else(|| {
        Problem::new(Code::StorageUnsupported)
            .title("this store has no buckets that could be made or removed")
            .service(store.service())
    })
}

fn ended(
    op: &'static str,
    store: &SharedStore,
    started: Instant,
    result: Result<(), Problem>,
) -> Outcome {
    Outcome {
        elapsed: started.elapsed(),
        fate: result.map_or_else(Fate::Failed, |()| Fate::Done),
        ..Outcome::new(op, store.url(""))
    }
}
