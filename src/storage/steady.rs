//! An object's content as one stream, for those who cannot take a byte back: it goes on where it broke off,
//! in the same version, and what came is compared with the service's checksum at its end. Used by `cat`
//! and by the engine.

use futures_util::stream::{self, StreamExt as _};

use super::checksum::{Algorithm, Digest, Hasher};
use super::{ByteStream, Meta, Reading, Result, SharedStore};
use crate::net::Net;
use crate::problem::{Code, Problem, Retry};

/// After so many bytes a connection that breaks counts as the first that does.
const PROGRESS: u64 = 1 << 20;

/// Reads an object, or a range of it. The stream fails with STORAGE_006 when what came is not what the service
/// keeps, and with STORAGE_007 when the object was changed before the stream could go on.
pub async fn read(
    net: &Net,
    store: &SharedStore,
    key: &str,
    reading: Reading,
) -> Result<(Meta, ByteStream)> {
    let (meta, stream) = store.read(key, reading.clone()).await?;
    let meta = meta.with_own_checksum();
    let range = reading.range.clone().unwrap_or(0..=u64::MAX);
    let at = *range.start();
    let end = range.end().saturating_add(1).min(meta.size);
    let whole = (at == 0 && end == meta.size)
        .then(|| cheapest(&meta.checksums))
        .flatten();
    let steady = Steady {
        net: net.clone(),
        store: SharedStore::clone(store),
        key: key.to_owned(),
        reading: Reading {
            if_match: meta.etag.clone().or(reading.if_match),
            ..reading
        },
        at,
        end,
        hasher: whole.map(|digest| Hasher::new(digest.algorithm)),
        whole: whole.cloned(),
        stream,
        failures: 0,
        since: 0,
    };
    let pieces = stream::try_unfold(steady, |mut steady| async move {
        let piece = steady.next().await?;
        Ok(piece.map(|piece| (piece, steady)))
    });
    Ok((meta, pieces.boxed()))
}

/// The checksum to compare with: that which costs least.
pub fn cheapest(checksums: &[Digest]) -> Option<&Digest> {
    let cost = |digest: &&Digest| match digest.algorithm {
        Algorithm::Crc64Nvme => 0,
        Algorithm::Crc32c => 1,
        Algorithm::Md5 => 2,
    };
    checksums.iter().min_by_key(cost)
}

struct Steady {
    net: Net,
    store: SharedStore,
    key: String,
    /// Pinned to the version that the first answer was of.
    reading: Reading,
    /// The next byte, and the one after the last.
    at: u64,
    end: u64,
    hasher: Option<Hasher>,
    whole: Option<Digest>,
    stream: ByteStream,
    failures: u32,
    /// Bytes since the last failure.
    since: u64,
}

impl Steady {
    async fn next(&mut self) -> Result<Option<bytes::Bytes>> {
        while self.at < self.end {
            let problem = match self.stream.next().await {
                Some(Ok(mut piece)) => {
                    piece.truncate(usize::try_from(self.end - self.at).unwrap_or(usize::MAX));
                    self.at += piece.len() as u64;
                    self.since += piece.len() as u64;
                    if let Some(hasher) = &mut self.hasher {
                        hasher.update(&piece);
                    }
                    return Ok(Some(piece));
                }
                Some(Err(problem)) => problem,
                None => Problem::new(Code::IntegrityFailed)
                    .service(self.store.service())
                    .key(&self.key)
                    .because(format!(
                        "the answer ended after byte {}, expected {}",
                        self.at, self.end
                    ))
                    .retry(Retry::Now),
            };
            self.go_on(problem).await?;
        }
        match (self.hasher.take().map(Hasher::finish), self.whole.take()) {
            (Some(came), Some(kept)) if came != kept => Err(Problem::new(Code::IntegrityFailed)
                .title(format!(
                    "what was read of \"{}\" is not what is stored",
                    self.key
                ))
                .service(self.store.service())
                .key(&self.key)
                .because(format!("expected {kept}, found {came}"))),
            _ => Ok(None),
        }
    }

    async fn go_on(&mut self, problem: Problem) -> Result<()> {
        if self.since >= PROGRESS {
            self.failures = 0;
        }
        self.since = 0;
        // Without an ETag nothing tells whether it would be the same object.
        if self.reading.if_match.is_none() || !self.net.waits(&problem, self.failures).await {
            return Err(problem);
        }
        self.failures += 1;
        let reading = Reading {
            range: Some(self.at..=self.end - 1),
            ..self.reading.clone()
        };
        // What the store could not answer it has asked again itself.
        (_, self.stream) = self.store.read(&self.key, reading).await?;
        Ok(())
    }
}
