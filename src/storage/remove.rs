//! Removing many objects: in batches where the store takes them, else one by one. Owns how they are put
//! together; which objects those are is its caller's, and how many go at once the run's in `bulk`.

use std::time::Instant;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt as _};

use super::bulk::{Fate, Outcome};
use super::glob::or_folder;
use super::{Meta, Result, SharedStore};
use crate::problem::{Code, Problem, Retry};

/// Removes an object or a batch of them.
pub type Job = BoxFuture<'static, Vec<Outcome>>;

/// What is done with the objects that are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// They are gone for who looks; a store that keeps versions keeps them.
    Objects,
    /// The very versions that were found are gone for good.
    Versions,
    /// Nothing: each is only told.
    DryRun,
}

/// Requests that should be under way at once: a batch is as much work for the service as many single ones.
pub fn at_once(store: &SharedStore) -> usize {
    match store.batch_delete() {
        Some(_) => 4,
        None => 64,
    }
}

/// The jobs that remove what a listing finds. What cannot be listed is the last job, which fails: it stands for
/// `place`.
pub fn jobs(
    store: SharedStore,
    found: BoxStream<'static, Result<Meta>>,
    how: How,
    place: String,
) -> BoxStream<'static, Job> {
    let most = match (how, store.batch_delete()) {
        (How::DryRun, _) | (_, None) => 1,
        (_, Some(batch)) => batch.most().max(1),
    };
    batches(found, most)
        .flat_map(move |(metas, broken)| {
            let (store, place) = (SharedStore::clone(&store), place.clone());
            let full = (!metas.is_empty()).then(|| Box::pin(remove(store, metas, how)) as Job);
            let broken = broken.map(|problem| {
                Box::pin(async { vec![ended(place, Instant::now(), Err(problem))] }) as Job
            });
            stream::iter(full.into_iter().chain(broken))
        })
        .boxed()
}

/// So many at once, and why there are no more where that is not the end.
fn batches(
    found: BoxStream<'static, Result<Meta>>,
    most: usize,
) -> BoxStream<'static, (Vec<Meta>, Option<Problem>)> {
    stream::unfold(Some(found), move |found| async move {
        let mut found = found?;
        let mut metas = Vec::new();
        while metas.len() < most {
            match found.next().await {
                Some(Ok(meta)) => metas.push(meta),
                Some(Err(problem)) => return Some(((metas, Some(problem)), None)),
                None => return Some(((metas, None), None)),
            }
        }
        Some(((metas, None), Some(found)))
    })
    .boxed()
}

async fn remove(store: SharedStore, metas: Vec<Meta>, how: How) -> Vec<Outcome> {
    let started = Instant::now();
    let version = |meta: &Meta| meta.version.clone().filter(|_| how == How::Versions);
    match (metas.as_slice(), store.batch_delete()) {
        (metas, _) if how == How::DryRun => metas
            .iter()
            .map(|meta| Outcome {
                bytes: Some(meta.size),
                fate: Fate::Planned,
                ..Outcome::new("rm", store.name(&meta.key))
            })
            .collect(),
        (metas @ [_, _, ..], Some(batch)) => {
            let keys: Vec<_> = metas
                .iter()
                .map(|meta| (meta.key.clone(), version(meta)))
                .collect();
            let deleted = match batch.delete_batch(&keys).await {
                Ok(mut each) => {
                    for (outcome, (key, version)) in each.iter_mut().zip(&keys) {
                        // Refused alone, for what may pass: it gets a turn of its own.
                        if matches!(outcome, Err(problem) if problem.retry != Retry::Never) {
                            *outcome = match store.delete(key, version.as_deref(), None).await {
                                Err(gone) if gone.code == Code::ObjectMissing => Ok(()),
                                again => again,
                            };
                        }
                    }
                    each
                }
                // The whole was tried again already.
                Err(problem) => vec![Err(problem); keys.len()],
            };
            let each = metas.iter().zip(deleted);
            each.map(|(meta, deleted)| ended(store.name(&meta.key), started, deleted))
                .collect()
        }
        (metas, _) => {
            let mut outcomes = Vec::with_capacity(metas.len());
            for meta in metas {
                outcomes.push(one(&store, &meta.key, version(meta).as_deref()).await);
            }
            outcomes
        }
    }
}

/// Removes an object that was named: one that is not there is STORAGE_004, whatever the store says.
pub async fn named(store: &SharedStore, key: &str) -> Outcome {
    if !store.tells_what_is_gone() {
        let started = Instant::now();
        // Who may not look may delete all the same.
        if let Err(missing) = store.stat(key, None).await
            && missing.code == Code::ObjectMissing
        {
            let missing = or_folder(&**store, key, missing).await;
            return ended(store.name(key), started, Err(missing));
        }
    }
    let mut outcome = one(store, key, None).await;
    if let Fate::Failed(missing) = outcome.fate {
        outcome.fate = Fate::Failed(or_folder(&**store, key, missing).await);
    }
    outcome
}

/// Removes one object, or one version of it.
pub async fn one(store: &SharedStore, key: &str, version: Option<&str>) -> Outcome {
    let started = Instant::now();
    let deleted = store.delete(key, version, None).await;
    ended(store.name(key), started, deleted)
}

fn ended(place: String, started: Instant, deleted: Result<()>) -> Outcome {
    Outcome {
        elapsed: started.elapsed(),
        fate: deleted.map_or_else(Fate::Failed, |()| Fate::Done),
        ..Outcome::new("rm", place)
    }
}
