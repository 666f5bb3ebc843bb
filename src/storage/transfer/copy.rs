//! Objects from store to store: at the service where both ends are one service's, else streamed through this
//! machine in pieces of one version. Called by the engine.

use futures_util::{StreamExt as _, stream};
use tokio::task::JoinSet;
use tokio_util::task::AbortOnDropHandle;

use super::download::Wanted;
use super::held::{self, Kept, Room};
use super::plan::{Cut, PART, Plan, SEQUENTIAL_HELD};
use super::upload::{Sending, Tally, arrived, in_parts, joined};
use super::{Engine, Making, Moved, blocking, differs};
use crate::problem::{Code, Problem};
use crate::storage::checksum::{Algorithm, Digest, Hasher};
use crate::storage::{
    Attributes, Body, Condition, End, Meta, Part, Reading, Result, ServerCopy, SharedStore, steady,
};

/// Bytes of a range that a service copies by itself: few requests, and each ends well within a deadline.
const COPIED_PART: u64 = 512 << 20;

impl Engine {
    /// Copies one version of an object. What it carries beside its bytes goes along, unless `making` says
    /// otherwise. Fails with STORAGE_006 when other bytes arrived, STORAGE_007 when the source changes
    /// meanwhile or the condition does not hold.
    pub async fn copy(
        &self,
        wanted: &Wanted,
        to: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        if let Some(path) = wanted.store.local_path(&wanted.key) {
            // What is missing is an object.
            wanted
                .store
                .stat(&wanted.key, wanted.version.as_deref())
                .await?;
            return self.put_file(&path?, to, key, making).await;
        }
        if let Some(path) = to.local_path(key) {
            let replace = making.condition != Condition::Absent;
            return self.get_file(wanted, &path?, replace).await;
        }
        let source = wanted
            .store
            .stat(&wanted.key, wanted.version.as_deref())
            .await?
            .with_own_checksum();
        self.0.progress.expect(source.size);
        let given = making.attributes != Attributes::default();
        let mut making = making.clone();
        making.attributes = making.attributes.over(&source.attributes);
        if wanted.store.service() == to.service()
            && let Some(copier) = to.server_copy()
        {
            let attributes = given.then_some(&making.attributes);
            return self
                .copy_there(
                    wanted,
                    &source,
                    copier,
                    to,
                    key,
                    attributes,
                    &making.condition,
                )
                .await;
        }
        match source.size <= PART {
            true => self.copy_small(wanted, &source, to, key, &making).await,
            false => self.copy_in_parts(wanted, &source, to, key, &making).await,
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "both ends, and what is between them"
    )]
    async fn copy_there(
        &self,
        wanted: &Wanted,
        source: &Meta,
        copier: &dyn ServerCopy,
        to: &SharedStore,
        key: &str,
        attributes: Option<&Attributes>,
        condition: &Condition,
    ) -> Result<Moved> {
        let location = wanted.store.location(&wanted.key);
        let written = match source.size <= copier.largest_copy() {
            true => {
                copier
                    .copy(&location, source, key, attributes, condition)
                    .await?
            }
            false => {
                let parts = in_parts(&**to)?;
                let plan = Plan::new(source.size, Some(COPIED_PART), &parts.limits())?;
                // As a copy in one request has it: how and where the source is kept is not carried along.
                let carried = Attributes::default().over(&source.attributes);
                let carried = attributes.unwrap_or(&carried);
                let upload = parts.begin(key, carried, condition).await?;
                let guard = self.given_up_when_dropped(to, Some(upload.clone()));
                let mut copied: Vec<Part> = Vec::new();
                let ranges = stream::iter(plan.cuts()).map(|cut| {
                    let range = cut.offset..=cut.offset + cut.length - 1;
                    copier.copy_part(&location, source, range, &upload, cut.number)
                });
                let mut ranges = ranges.buffered(self.0.options.concurrency.max(1));
                while let Some(part) = ranges.next().await {
                    copied.push(part?);
                }
                drop(ranges);
                let end = End {
                    size: source.size,
                    digest: None,
                };
                let written = parts.complete(&upload, &copied, condition, &end).await?;
                guard.disarm();
                written
            }
        };
        self.0.progress.advance(source.size);
        // What arrived is asked, not believed.
        let there = to.stat(key, None).await?.with_own_checksum();
        if there.size != source.size {
            return Err(Problem::new(Code::IntegrityFailed)
                .service(to.service())
                .key(key)
                .because(format!(
                    "expected {} bytes, found {}",
                    source.size, there.size
                )));
        }
        let both = source.checksums.iter().find_map(|sent| {
            let same = |there: &&Digest| there.algorithm == sent.algorithm;
            Some((sent, there.checksums.iter().find(same)?))
        });
        let verified = match both {
            Some((sent, there)) if sent != there => return Err(differs(&**to, key, sent, there)),
            Some((sent, _)) => sent.algorithm.word(),
            None => "size",
        };
        Ok(Moved {
            bytes: source.size,
            etag: written.etag.or(there.etag),
            verified,
        })
    }

    async fn copy_small(
        &self,
        wanted: &Wanted,
        source: &Meta,
        to: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        self.0.budget.spend(source.size).await;
        let cut = Cut {
            number: 1,
            offset: 0,
            length: source.size,
        };
        let room = Room::new(&self.0.budget, source.size).await?;
        let (body, kept) = match source.size {
            0 => room.finish(&self.0.budget),
            _ => Fetching::new(self, wanted, source).fetch(cut, room).await?,
        };
        let mut source_hash = SourceHash::of(source);
        let digest = source_hash.take(&body, to.checksum())?;
        source_hash.verify(wanted)?;
        let written = to
            .write(
                key,
                body,
                &making.attributes,
                &making.condition,
                digest.as_ref(),
            )
            .await?;
        drop(kept);
        self.0.progress.advance(source.size);
        arrived(&**to, key, source.size, digest.as_ref(), written)
    }

    async fn copy_in_parts(
        &self,
        wanted: &Wanted,
        source: &Meta,
        to: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        let parts = in_parts(&**to)?;
        let limits = parts.limits();
        // Parts are held here, however a store would take them from a file.
        let held = limits.sequential.then_some(SEQUENTIAL_HELD);
        let plan = Plan::new(source.size, self.0.options.part_bytes.or(held), &limits)?;
        let mut attributes = making.attributes.clone();
        // As an upload of a file leaves it where the service would keep none of the whole.
        let known = |digest: &&Digest| digest.algorithm == Algorithm::Crc64Nvme;
        if to.checksum() == Some(Algorithm::Md5)
            && let Some(whole) = source.checksums.iter().find(known)
        {
            attributes.keep_checksum(whole);
        }
        let upload = parts.begin(key, &attributes, &making.condition).await?;
        // Cannot be continued: given up when it is dropped, by Ctrl-C too.
        let guard = self.given_up_when_dropped(to, Some(upload.clone()));
        let at_once = held::at_once(plan.part_bytes, self.0.options.concurrency);
        let fetching = Fetching::new(self, wanted, source);
        let engine = self.clone();
        let mut pieces = std::pin::pin!(
            stream::iter(plan.cuts())
                // Memory is taken in the order of parts: the one that is waited for has some.
                .then(move |cut| {
                    let engine = engine.clone();
                    async move { (cut, Room::new(&engine.0.budget, cut.length).await) }
                })
                .map(|(cut, room)| {
                    let fetching = fetching.clone();
                    // Ended with the copy, so that it holds no memory for nobody.
                    AbortOnDropHandle::new(tokio::spawn(async move {
                        let (body, kept) = fetching.fetch(cut, room?).await?;
                        Ok::<_, Problem>((cut, body, kept))
                    }))
                })
                .buffered(at_once)
        );
        let sending = Sending::new(self, to, &upload, None);
        let mut tally = Tally::default();
        let mut source_hash = SourceHash::of(source);
        let mut under_way: JoinSet<Result<Part>> = JoinSet::new();
        let most = if limits.sequential { 1 } else { at_once };
        while let Some(piece) = pieces.next().await {
            let (cut, body, kept): (Cut, Body, Kept) = joined(Some(piece))?;
            let algorithm = to.checksum();
            let (hash, digest, body) = blocking(move || {
                let digest = source_hash.take(&body, algorithm)?;
                Ok((source_hash, digest, body))
            })
            .await?;
            source_hash = hash;
            tally.note(cut.offset, cut.length, digest.clone());
            let last = cut.offset + cut.length == plan.size;
            if last {
                // Before anything becomes visible.
                source_hash.verify(wanted)?;
            }
            while under_way.len() >= most {
                tally.sent(joined(under_way.join_next().await)?);
            }
            let end = (last && limits.sequential).then(|| tally.end());
            let sending = sending.clone();
            under_way.spawn(async move { sending.part(cut, body, digest, end, kept).await });
        }
        while !under_way.is_empty() {
            tally.sent(joined(under_way.join_next().await)?);
        }
        let end = tally.end();
        let moved = self
            .complete(to, &upload, &tally.into_parts(), &making.condition, &end)
            .await?;
        guard.disarm();
        Ok(moved)
    }
}

/// The checksum of what came, by an algorithm of which the source's service knows the value.
struct SourceHash(Option<(Digest, Hasher)>);

impl SourceHash {
    fn of(source: &Meta) -> SourceHash {
        let known = steady::cheapest(&source.checksums);
        SourceHash(known.map(|known| (known.clone(), Hasher::new(known.algorithm))))
    }

    /// Takes the next part, and tells its own checksum by the destination's algorithm. Blocks.
    fn take(&mut self, body: &Body, algorithm: Option<Algorithm>) -> Result<Option<Digest>> {
        held::digest(body, algorithm, |piece| {
            if let Some((_, hasher)) = &mut self.0 {
                hasher.update(piece);
            }
        })
    }

    fn verify(&mut self, wanted: &Wanted) -> Result<()> {
        match self.0.take() {
            Some((known, hasher)) => match hasher.finish() {
                came if came == known => Ok(()),
                came => Err(differs(&*wanted.store, &wanted.key, &known, &came)),
            },
            None => Ok(()),
        }
    }
}

/// Everything that fetches a piece of one version of an object into memory.
#[derive(Clone)]
struct Fetching {
    engine: Engine,
    wanted: Wanted,
    etag: Option<String>,
}

impl Fetching {
    fn new(engine: &Engine, wanted: &Wanted, source: &Meta) -> Fetching {
        Fetching {
            engine: engine.clone(),
            wanted: wanted.clone(),
            etag: source.etag.clone(),
        }
    }

    /// The bytes of a piece, whole.
    async fn fetch(&self, cut: Cut, room: Room) -> Result<(Body, Kept)> {
        let reading = Reading {
            version: self.wanted.version.clone(),
            range: Some(cut.offset..=cut.offset + cut.length - 1),
            if_match: self.etag.clone(),
        };
        let (net, store) = (&self.engine.0.net, &self.wanted.store);
        let (_, mut stream) = steady::read(net, store, &self.wanted.key, reading).await?;
        let mut room = room;
        while let Some(bytes) = stream.next().await {
            room = room.put(bytes?).await?;
        }
        match room.filled() {
            received if received == cut.length => Ok(room.finish(&self.engine.0.budget)),
            received => Err(Problem::new(Code::IntegrityFailed)
                .service(self.wanted.store.service())
                .key(&self.wanted.key)
                .because(format!(
                    "expected {} bytes, received {received}",
                    cut.length,
                ))),
        }
    }
}
