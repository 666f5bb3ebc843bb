//! The small object that a live check sends there and back, and what becomes of the check. Used by the probes of the
//! services that keep objects.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt as _;

use super::{Attributes, Body, Condition, Reading, Result, Store};
use crate::probe::{self, CONTENT, OTHER_BYTES};
use crate::problem::{Code, Problem};

/// A key that nobody else uses.
pub fn key() -> String {
    format!(".tieline-probe-{:016x}", RandomState::new().hash_one(()))
}

/// Writes the object, reads it back and compares. Fails with whether it may be there now, and why.
pub async fn round_trip(store: &dyn Store, key: &str) -> Result<(), (bool, Problem)> {
    let body = Body::Bytes(Bytes::from_static(CONTENT));
    let none = Attributes::default();
    let written = store.write(key, body, &none, &Condition::None, None).await;
    // A write that was refused left nothing.
    written.map_err(|problem| (problem.code == Code::StorageUnreachable, problem))?;
    comes_back(store, key)
        .await
        .map_err(|problem| (true, problem))
}

/// Reads the object back. Fails with STORAGE_006 when it is another one.
pub async fn comes_back(store: &dyn Store, key: &str) -> Result<()> {
    let (_, pieces) = store.read(key, Reading::default()).await?;
    match pieces.try_collect::<Vec<_>>().await?.concat() == CONTENT {
        true => Ok(()),
        false => Err(Problem::new(Code::IntegrityFailed)
            .service(store.service())
            .key(key)
            .because(OTHER_BYTES)),
    }
}

/// A check that did not end in time.
pub fn late(store: &dyn Store, after: Duration) -> Problem {
    probe::late(Code::StorageUnreachable, after).service(store.service())
}
