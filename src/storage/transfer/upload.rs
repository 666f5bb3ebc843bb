//! Files and streams into a store. Small ones go in one piece, large ones in parts, several at once where the
//! store allows; nothing is visible before all of it is there and verified. Called by the engine.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use tokio::task::JoinSet;
use tokio_util::task::AbortOnDropHandle;

use super::budget::{MOST_HELD, STREAMED};
use super::download::{hidden_beside, keep};
use super::held::{self, Kept, Room};
use super::journal::{self, Header, Journal, Left, Record, VERSION};
use super::plan::{Cut, PART, Plan, SMALLEST, streamed_part};
use super::{
    Engine, Making, Moved, Snapshot, blocking, continuable, differs, local_fault, may_continue,
};
use crate::net::Guard;
use crate::problem::{Code, Problem};
use crate::storage::checksum::{Algorithm, Digest};
use crate::storage::{
    Attributes, Body, Condition, End, Part, PartLimits, Parts, Piece, Result, SharedStore, Store,
    Upload, Written,
};

/// Bytes that pass at once where there is a limit of rate.
const PACED: u64 = 256 << 10;

/// The checksum by which parts are told from others in a journal, where the store asks for none.
const OWN: Algorithm = Algorithm::Crc64Nvme;

impl Engine {
    /// Uploads one file. Fails with STORAGE_010 when it cannot be read, STORAGE_007 when it changes while
    /// it is read or the condition does not hold, STORAGE_006 when other bytes arrived, STORAGE_015 when the
    /// store cannot hold it.
    pub async fn put_file(
        &self,
        source: &Path,
        store: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        let snapshot = Snapshot::of(source)?;
        self.0.progress.expect(snapshot.size);
        if let Some(path) = store.local_path(key) {
            return match self.0.options.limit_rate {
                None => self.put_whole_file(&snapshot, store, key, making).await,
                Some(_) => self.put_paced(&snapshot, store, key, &path?, making).await,
            };
        }
        match store.parts() {
            Some(parts)
                if snapshot.size
                    > self
                        .part_bytes()
                        .unwrap_or(PART)
                        .max(parts.limits().min)
                        .min(store.largest_write()) =>
            {
                self.put_in_parts(snapshot, store, key, making).await
            }
            _ if snapshot.size > MOST_HELD => {
                self.put_whole_file(&snapshot, store, key, making).await
            }
            _ => self.put_small(snapshot, store, key, making).await,
        }
    }

    /// Bytes of a part, where somebody asks for a size: who limits the rate asks for those of a second, since a part
    /// goes at once when it is paid for.
    fn part_bytes(&self) -> Option<u64> {
        let limited = self.0.options.limit_rate;
        let limited = limited.map(|rate| rate.clamp(SMALLEST, PART));
        self.0.options.part_bytes.or(limited)
    }

    /// A file that fits in memory: read once, sent from there as often as it takes.
    async fn put_small(
        &self,
        snapshot: Snapshot,
        store: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        let held = self.0.budget.hold(snapshot.size).await;
        let mut buffer = self.0.budget.buffers.take(snapshot.size as usize);
        let algorithm = store.checksum();
        let (buffer, digest) = blocking(move || {
            snapshot.read(0, &mut buffer)?;
            let digest = algorithm.map(|algorithm| Digest::of(algorithm, &buffer));
            snapshot.holds()?;
            Ok((buffer, digest))
        })
        .await?;
        let content = self.0.budget.buffers.bytes(buffer);
        let moved = self
            .write(store, key, Body::Bytes(content), making, digest)
            .await;
        drop(held);
        moved
    }

    /// A file in one request, read as it is sent.
    async fn put_whole_file(
        &self,
        snapshot: &Snapshot,
        store: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        let digest = match store.checksum() {
            Some(algorithm) => {
                let snapshot = snapshot.clone();
                Some(blocking(move || snapshot.digest(algorithm, 0, snapshot.size)).await?)
            }
            None => None,
        };
        let body = snapshot.body(0, snapshot.size);
        // From here on other bytes than these are refused: by their checksum, or by the directory that reads them.
        snapshot.holds()?;
        let moved = self.write(store, key, body, making, digest).await;
        moved.map_err(|problem| snapshot.reason(problem))
    }

    /// A file into a directory, no faster than the user's limit: a store would write it as fast as it can.
    async fn put_paced(
        &self,
        snapshot: &Snapshot,
        store: &SharedStore,
        key: &str,
        path: &Path,
        making: &Making,
    ) -> Result<Moved> {
        let hidden = hidden_beside(path)?;
        let fault = |error| local_fault(path, error);
        let mut source =
            File::open(&snapshot.path).map_err(|error| local_fault(&snapshot.path, error))?;
        let mut left = snapshot.size;
        while left > 0 {
            let length = left.min(PACED);
            self.0.budget.spend(length).await;
            let mut file = hidden.as_file().try_clone().map_err(fault)?;
            let destination = path.to_owned();
            (source, left) = blocking(move || {
                let copied = io::copy(&mut (&mut source).take(length), &mut file)
                    .map_err(|error| local_fault(&destination, error))?;
                // One that became shorter is found out below.
                Ok((source, if copied == length { left - length } else { 0 }))
            })
            .await?;
            self.0.progress.advance(length);
        }
        let (file, destination) = (
            hidden.as_file().try_clone().map_err(fault)?,
            path.to_owned(),
        );
        let synced = move || {
            file.sync_data()
                .map_err(|error| local_fault(&destination, error))
        };
        blocking(synced).await?;
        snapshot.holds()?;
        if let Condition::Match(etag) = &making.condition
            && store.stat(key, None).await?.etag.as_ref() != Some(etag)
        {
            return Err(Problem::new(Code::ConditionFailed)
                .service(store.service())
                .key(key));
        }
        keep(hidden, path, making.condition != Condition::Absent).await?;
        Ok(Moved {
            bytes: snapshot.size,
            etag: store.stat(key, None).await?.etag,
            verified: "size",
        })
    }

    async fn write(
        &self,
        store: &SharedStore,
        key: &str,
        body: Body,
        making: &Making,
        digest: Option<Digest>,
    ) -> Result<Moved> {
        let bytes = body.length();
        if bytes > store.largest_write() {
            return Err(Problem::new(Code::ObjectTooLarge)
                .service(store.service())
                .key(key));
        }
        self.0.budget.spend(bytes).await;
        let written = store
            .write(
                key,
                body,
                &making.attributes,
                &making.condition,
                digest.as_ref(),
            )
            .await?;
        self.0.progress.advance(bytes);
        arrived(&**store, key, bytes, digest.as_ref(), written)
    }

    async fn put_in_parts(
        &self,
        snapshot: Snapshot,
        store: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        let parts = in_parts(&**store)?;
        let limits = parts.limits();
        let plan = Plan::new(snapshot.size, self.part_bytes(), &limits)
            .map_err(|problem| problem.service(store.service()).key(key))?;
        let absolute = std::path::absolute(&snapshot.path)
            .map_err(|error| local_fault(&snapshot.path, error))?;
        let mut header = Header {
            version: VERSION,
            source: absolute.display().to_string(),
            destination: journal::name_of(&**store, key),
            size: snapshot.size,
            stamp: snapshot.stamp(),
            part_bytes: plan.part_bytes,
            asked: Digest::of(Algorithm::Md5, format!("{making:?}").as_bytes()).hex(),
            upload: None,
        };
        let (mut journal, left) = match Journal::open("put", &header.source, &header.destination) {
            Some((journal, left)) => (Some(Arc::new(journal)), left),
            None => (None, None),
        };
        let continued = match left {
            Some(left) => self.take_up(store, parts, &snapshot, &header, left).await?,
            None => {
                // A process ended after it had begun an upload, and before it could note which.
                if journal.as_ref().is_some_and(|journal| journal.broken) {
                    // Who may not list them has to leave it.
                    for upload in parts.list_uploads(key).await.unwrap_or_default() {
                        // One with parts is somebody else's.
                        if upload.key == key
                            && parts
                                .list_parts(&upload)
                                .await
                                .is_ok_and(|parts| parts.is_empty())
                        {
                            drop(parts.abort(&upload).await);
                        }
                    }
                }
                None
            }
        };
        let (upload, plan, done) = match continued {
            Some((upload, plan, done)) => (upload, plan, done),
            None => {
                let begun = async {
                    let attributes = self.with_checksum(&**store, &snapshot, making).await?;
                    parts.begin(key, &attributes, &making.condition).await
                };
                let upload = match begun.await {
                    Ok(upload) => upload,
                    Err(problem) => {
                        // There is nothing to continue.
                        if let Some(journal) = journal {
                            journal.remove();
                        }
                        return Err(problem);
                    }
                };
                header.upload = Some(upload.clone());
                if let Some(begins) = journal.clone() {
                    let begun = blocking(move || {
                        begins
                            .begin(&header)
                            .map_err(|error| Problem::new(Code::LocalFileError).source(error))
                    });
                    // Without a journal the transfer goes on; it cannot be continued, that is all.
                    if begun.await.is_err()
                        && let Some(journal) = journal.take()
                    {
                        journal.remove();
                    }
                }
                (upload, plan, Vec::new())
            }
        };
        // Without a journal nobody could continue it.
        let guard = self.given_up_when_dropped(store, journal.is_none().then(|| upload.clone()));
        let sending = Sending::new(self, store, &upload, journal.clone());
        let whole = match limits.sequential {
            true => sending.one_after_the_other(&snapshot, plan, done).await,
            false => sending.all_at_once(&snapshot, plan, done).await,
        };
        let completed = async {
            let (sent, end) = whole.map_err(|problem| snapshot.reason(problem))?;
            // Where parts are sequential, this was asked before the last of them.
            if !limits.sequential {
                snapshot.holds()?;
            }
            if end.size != snapshot.size {
                return Err(Problem::new(Code::IntegrityFailed)
                    .service(store.service())
                    .key(key)
                    .because(format!("{} bytes of {} were sent", end.size, snapshot.size)));
            }
            self.complete(store, &upload, &sent, &making.condition, &end)
                .await
        };
        let completed = completed.await;
        guard.disarm();
        match completed {
            Ok(moved) => {
                if let Some(journal) = journal {
                    journal.remove();
                }
                Ok(moved)
            }
            // A file that is gone, or another, leaves nothing that could be continued.
            Err(problem)
                if journal.is_some() && may_continue(&problem) && snapshot.holds().is_ok() =>
            {
                Err(continuable(problem))
            }
            Err(problem) => {
                // The upload is of no more use, and would be paid for until somebody finds it.
                drop(parts.abort(&upload).await);
                if let Some(journal) = journal {
                    journal.remove();
                }
                Err(problem)
            }
        }
    }

    /// Gives an upload up, where there is one, when what comes back is dropped before the upload's end.
    pub(super) fn given_up_when_dropped(
        &self,
        store: &SharedStore,
        upload: Option<Upload>,
    ) -> Guard {
        let store = Arc::clone(store);
        self.0.net.when_dropped(upload.map(|upload| async move {
            if let Some(parts) = store.parts() {
                drop(parts.abort(&upload).await);
            }
        }))
    }

    /// What the object carries, and the whole's checksum where the service would keep none.
    async fn with_checksum(
        &self,
        store: &dyn Store,
        snapshot: &Snapshot,
        making: &Making,
    ) -> Result<Attributes> {
        let mut attributes = making.attributes.clone();
        if store.checksum() == Some(Algorithm::Md5) {
            let snapshot = snapshot.clone();
            let whole = blocking(move || snapshot.digest(OWN, 0, snapshot.size)).await?;
            attributes.keep_checksum(&whole);
        }
        Ok(attributes)
    }

    /// What an earlier process left of the same upload, checked: its parts are at the service, and the file
    /// still has those bytes. What is of another version, or not wanted, is given up.
    async fn take_up(
        &self,
        store: &SharedStore,
        parts: &dyn Parts,
        snapshot: &Snapshot,
        header: &Header,
        left: Left,
    ) -> Result<Option<(Upload, Plan, Vec<Record>)>> {
        let Some(upload) = left.header.upload.clone() else {
            return Ok(None);
        };
        let same = left.header.size == header.size
            && left.header.stamp == header.stamp
            && left.header.asked == header.asked;
        if !(self.0.options.resume && same) {
            drop(parts.abort(&upload).await);
            return Ok(None);
        }
        let there = match parts.list_parts(&upload).await {
            Ok(there) => there,
            // It was completed, given up, or forgotten.
            Err(gone) if gone.code == Code::ObjectMissing => return Ok(None),
            Err(problem) => return Err(problem),
        };
        let plan = Plan {
            size: header.size,
            part_bytes: left.header.part_bytes,
        };
        let mut checked = Vec::new();
        if parts.limits().sequential {
            let committed = there.iter().map(|part| part.size).sum();
            let mut next = 0;
            for record in left.records {
                let end = record.offset + record.part.size;
                if record.offset == next && end <= committed {
                    next = end;
                    checked.push(record);
                }
            }
            // Some of a part that the journal does not know: its stretch is read here for the whole's sake.
            if next < committed {
                let algorithm = store.checksum().unwrap_or(OWN);
                let (own, length) = (snapshot.clone(), committed - next);
                let digest = blocking(move || own.digest(algorithm, next, length)).await?;
                checked.push(Record {
                    part: Part {
                        number: u32::try_from(checked.len() + 1).unwrap_or(u32::MAX),
                        size: length,
                        etag: String::new(),
                        checksum: None,
                    },
                    offset: next,
                    digest,
                });
            }
        } else {
            for record in left.records {
                let is_there = there.iter().any(|part| {
                    part.number == record.part.number
                        && part.size == record.part.size
                        && part.etag == record.part.etag
                });
                if is_there {
                    checked.push(record);
                }
            }
        }
        // The file's time may lie: its bytes decide.
        let snapshot = snapshot.clone();
        let holds = blocking(move || {
            for record in &checked {
                let (algorithm, length) = (record.digest.algorithm, record.part.size);
                if snapshot.digest(algorithm, record.offset, length)? != record.digest {
                    return Ok(None);
                }
            }
            Ok(Some(checked))
        });
        Ok(match holds.await? {
            Some(checked) => Some((upload, plan, checked)),
            None => {
                drop(parts.abort(&upload).await);
                None
            }
        })
    }

    pub(super) async fn complete(
        &self,
        store: &SharedStore,
        upload: &Upload,
        parts: &[Part],
        condition: &Condition,
        end: &End,
    ) -> Result<Moved> {
        let written = in_parts(&**store)?
            .complete(upload, parts, condition, end)
            .await?;
        let mut moved = arrived(
            &**store,
            &upload.key,
            end.size,
            end.digest.as_ref(),
            written,
        )?;
        // The whole cannot be told from its parts' hashes, each of which the service verified.
        if let (None, Some(algorithm)) = (&end.digest, store.checksum()) {
            moved.verified = algorithm.word();
        }
        Ok(moved)
    }

    /// Uploads what comes out of `input`, whose length nobody knows; `-` of the command line. Cannot be
    /// continued: what was read is gone.
    pub async fn put_stream(
        &self,
        input: impl Read + Send + 'static,
        store: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        let limits = store.parts().map_or(WHOLE, |parts| parts.limits());
        let wanted = self.part_bytes();
        let mut input = Input {
            engine: self.clone(),
            input: Box::new(input),
            algorithm: store.checksum(),
        };
        let first_bytes = match store.parts() {
            Some(_) => streamed_part(1, wanted, &limits),
            None => PART,
        };
        let first = input.next(first_bytes).await?;
        if first.body.length() < first_bytes {
            return self
                .write(store, key, first.body, making, first.digest)
                .await;
        }
        if store.parts().is_none() {
            return input.spool(first, store, key, making).await;
        }
        let upload = in_parts(&**store)?
            .begin(key, &making.attributes, &making.condition)
            .await?;
        // An upload that is dropped, by Ctrl-C too, is given up behind its back.
        let guard = self.given_up_when_dropped(store, Some(upload.clone()));
        let sent = self.send_stream(&mut input, first, store, &upload, wanted, &limits);
        let (sent, end) = sent.await?;
        let moved = self
            .complete(store, &upload, &sent, &making.condition, &end)
            .await?;
        guard.disarm();
        Ok(moved)
    }

    async fn send_stream(
        &self,
        input: &mut Input,
        first: Chunk,
        store: &SharedStore,
        upload: &Upload,
        wanted: Option<u64>,
        limits: &PartLimits,
    ) -> Result<(Vec<Part>, End)> {
        let at_once = if limits.sequential {
            1
        } else {
            self.0.options.concurrency.max(1)
        };
        let sending = Sending::new(self, store, upload, None);
        let mut tally = Tally::default();
        let mut under_way = JoinSet::new();
        let mut next = Some(first);
        let (mut number, mut offset) = (0, 0);
        while let Some(chunk) = next.take() {
            number += 1;
            if number > limits.count {
                return Err(Problem::new(Code::ObjectTooLarge)
                    .service(store.service())
                    .key(&upload.key)
                    .help("give a larger --part-size"));
            }
            let length = chunk.body.length();
            // One ahead: the last part has to be known as such.
            let following = input
                .next(streamed_part(number + 1, wanted, limits))
                .await?;
            tally.note(offset, length, chunk.digest.clone());
            let last = following.body.length() == 0;
            let cut = Cut {
                number,
                offset,
                length,
            };
            offset += length;
            while under_way.len() >= held::at_once(length, at_once) {
                tally.sent(joined(under_way.join_next().await)?);
            }
            let end = (last && limits.sequential).then(|| tally.end());
            let sending = sending.clone();
            under_way.spawn(async move {
                let Chunk { body, digest, kept } = chunk;
                sending.part(cut, body, digest, end, kept).await
            });
            next = (!last).then_some(following);
        }
        while !under_way.is_empty() {
            tally.sent(joined(under_way.join_next().await)?);
        }
        let end = tally.end();
        Ok((tally.into_parts(), end))
    }
}

/// The limits of a store that takes everything in one piece.
const WHOLE: PartLimits = PartLimits {
    min: 1,
    max: u64::MAX,
    count: 1,
    granularity: 1,
    sequential: true,
    uniform: false,
};

pub(super) fn in_parts(store: &dyn Store) -> Result<&dyn Parts> {
    store.parts().ok_or_else(|| {
        Problem::new(Code::ObjectTooLarge)
            .service(store.service())
            .because("this store takes no uploads in parts")
    })
}

/// Compares what a service says it has with what was sent.
pub(super) fn arrived(
    store: &dyn Store,
    key: &str,
    bytes: u64,
    sent: Option<&Digest>,
    written: Written,
) -> Result<Moved> {
    let there = |sent: &Digest| {
        written
            .checksums
            .iter()
            .find(|digest| digest.algorithm == sent.algorithm)
    };
    if let Some(sent) = sent
        && let Some(there) = there(sent)
        && there != sent
    {
        return Err(differs(store, key, sent, there));
    }
    Ok(Moved {
        bytes,
        etag: written.etag,
        verified: sent.map_or("size", |sent| sent.algorithm.word()),
    })
}

/// The outcome of one of several tasks; there always is one where this is asked.
pub(super) fn joined<T>(
    done: Option<std::result::Result<Result<T>, tokio::task::JoinError>>,
) -> Result<T> {
    match done {
        Some(Ok(done)) => done,
        Some(Err(error)) => Err(Problem::new(Code::StorageFailed).source(error)),
        None => Err(Problem::new(Code::StorageFailed)),
    }
}

/// A part of a stream.
struct Chunk {
    body: Body,
    digest: Option<Digest>,
    kept: Kept,
}

/// Everything that sends a part has to know.
#[derive(Clone)]
pub(super) struct Sending {
    engine: Engine,
    store: SharedStore,
    upload: Upload,
    journal: Option<Arc<Journal>>,
}

impl Sending {
    pub(super) fn new(
        engine: &Engine,
        store: &SharedStore,
        upload: &Upload,
        journal: Option<Arc<Journal>>,
    ) -> Sending {
        Sending {
            engine: engine.clone(),
            store: Arc::clone(store),
            upload: upload.clone(),
            journal,
        }
    }

    /// All parts that are not there yet, several at once.
    async fn all_at_once(
        &self,
        snapshot: &Snapshot,
        plan: Plan,
        done: Vec<Record>,
    ) -> Result<(Vec<Part>, End)> {
        let mut tally = self.taken_up(done);
        let missing: Vec<Cut> = plan.cuts().filter(|cut| !tally.has(cut.number)).collect();
        let mut under_way = JoinSet::new();
        for cut in missing {
            while under_way.len() >= self.engine.0.options.concurrency.max(1) {
                self.reap(&mut tally, &mut under_way).await?;
            }
            let (this, snapshot) = (self.clone(), snapshot.clone());
            // Held before the task begins, so that no more are begun than there is memory for.
            let held = self.engine.0.budget.hold(self.memory_of(cut)).await;
            under_way.spawn(async move {
                let (body, digest) = this.read(snapshot, cut).await?;
                let sent = this.part(cut, body, digest.clone(), None, Kept::memory(held));
                let part = sent.await?;
                let digest = digest.or_else(|| part.checksum.clone());
                Ok((cut, part, digest))
            });
        }
        while !under_way.is_empty() {
            self.reap(&mut tally, &mut under_way).await?;
        }
        let end = tally.end();
        Ok((tally.into_parts(), end))
    }

    /// What an earlier process sent.
    fn taken_up(&self, done: Vec<Record>) -> Tally {
        let mut tally = Tally::default();
        for record in done {
            self.engine.0.progress.advance(record.part.size);
            let digest = self.sent_along(&record.digest);
            tally.note(record.offset, record.part.size, digest);
            tally.sent(record.part);
        }
        tally
    }

    async fn reap(
        &self,
        tally: &mut Tally,
        under_way: &mut JoinSet<Result<(Cut, Part, Option<Digest>)>>,
    ) -> Result<()> {
        let (cut, part, digest) = joined(under_way.join_next().await)?;
        tally.note(cut.offset, cut.length, digest);
        tally.sent(part);
        Ok(())
    }

    /// One part after the other, the next one read while one is on its way.
    async fn one_after_the_other(
        &self,
        snapshot: &Snapshot,
        plan: Plan,
        done: Vec<Record>,
    ) -> Result<(Vec<Part>, End)> {
        let mut tally = self.taken_up(done);
        let mut offset = tally.size;
        let mut number = tally.count();
        let read = |number: u32, offset: u64| {
            let cut = Cut {
                number,
                offset,
                length: plan.part_bytes.min(plan.size - offset),
            };
            let (this, snapshot) = (self.clone(), snapshot.clone());
            AbortOnDropHandle::new(tokio::spawn(async move {
                let held = this.engine.0.budget.hold(this.memory_of(cut)).await;
                let (body, digest) = this.read(snapshot, cut).await?;
                Ok((cut, body, digest, held))
            }))
        };
        let mut ahead = (offset < plan.size).then(|| read(number + 1, offset));
        while let Some(reading) = ahead.take() {
            let (cut, body, digest, held) = joined(Some(reading.await))?;
            (number, offset) = (cut.number, cut.offset + cut.length);
            let last = offset >= plan.size;
            ahead = (!last).then(|| read(number + 1, offset));
            tally.note(cut.offset, cut.length, digest.clone());
            if last {
                // It makes the object visible.
                snapshot.holds()?;
            }
            let end = last.then(|| tally.end());
            let part = self
                .part(cut, body, digest, end, Kept::memory(held))
                .await?;
            tally.sent(part);
        }
        let end = tally.end();
        Ok((tally.into_parts(), end))
    }

    /// A digest of the journal, if it is one that the service knows.
    fn sent_along(&self, digest: &Digest) -> Option<Digest> {
        (self.store.checksum() == Some(digest.algorithm)).then(|| digest.clone())
    }

    fn store_computes(&self) -> bool {
        self.store
            .parts()
            .is_some_and(|parts| parts.computes_checksums())
    }

    /// Bytes of memory that a part takes while it is sent.
    fn memory_of(&self, cut: Cut) -> u64 {
        match cut.length > MOST_HELD || self.store_computes() {
            true => STREAMED,
            false => cut.length,
        }
    }

    /// A part's bytes, in memory or to be streamed, and their checksum.
    async fn read(&self, snapshot: Snapshot, cut: Cut) -> Result<(Body, Option<Digest>)> {
        let algorithm = self.store.checksum().unwrap_or(OWN);
        let body = snapshot.body(cut.offset, cut.length);
        if self.store_computes() {
            return Ok((body, None));
        }
        if cut.length > MOST_HELD {
            let digest =
                blocking(move || snapshot.digest(algorithm, cut.offset, cut.length)).await?;
            return Ok((body, Some(digest)));
        }
        let mut buffer = self.engine.0.budget.buffers.take(cut.length as usize);
        let (buffer, digest) = blocking(move || {
            snapshot.read(cut.offset, &mut buffer)?;
            let digest = Digest::of(algorithm, &buffer);
            Ok((buffer, digest))
        })
        .await?;
        let content = self.engine.0.budget.buffers.bytes(buffer);
        Ok((Body::Bytes(content), Some(digest)))
    }

    /// Sends a part, lets go of its memory, and notes it in the journal.
    pub(super) async fn part(
        &self,
        cut: Cut,
        body: Body,
        digest: Option<Digest>,
        end: Option<End>,
        kept: Kept,
    ) -> Result<Part> {
        self.engine.0.budget.spend(cut.length).await;
        let parts = in_parts(&*self.store)?;
        let piece = Piece {
            number: cut.number,
            offset: cut.offset,
            body,
            digest: digest.clone().and_then(|digest| self.sent_along(&digest)),
            end,
        };
        let part = parts.part(&self.upload, piece).await?;
        drop(kept);
        let digest = digest.or_else(|| part.checksum.clone());
        if let (Some(journal), Some(digest)) = (self.journal.clone(), digest) {
            let record = Record {
                part: part.clone(),
                offset: cut.offset,
                digest,
            };
            let noted = blocking(move || {
                journal
                    .note(&record)
                    .map_err(|error| Problem::new(Code::LocalFileError).source(error))
            });
            // A part that is not noted is sent again when the upload is continued, that is all.
            drop(noted.await);
        }
        self.engine.0.progress.advance(cut.length);
        Ok(part)
    }
}

/// The parts that are there, and what the whole of them comes to.
#[derive(Default)]
pub(super) struct Tally {
    parts: Vec<Part>,
    /// Offset, length and checksum, in whatever order they were sent.
    stretches: Vec<(u64, u64, Option<Digest>)>,
    size: u64,
}

impl Tally {
    pub(super) fn note(&mut self, offset: u64, length: u64, digest: Option<Digest>) {
        self.stretches.push((offset, length, digest));
        self.size += length;
    }

    pub(super) fn sent(&mut self, part: Part) {
        self.parts.push(part);
    }

    fn has(&self, number: u32) -> bool {
        self.parts.iter().any(|part| part.number == number)
    }

    fn count(&self) -> u32 {
        u32::try_from(self.parts.len()).unwrap_or(u32::MAX)
    }

    /// The whole's size, and its checksum where those of parts combine.
    pub(super) fn end(&mut self) -> End {
        self.stretches.sort_by_key(|(offset, ..)| *offset);
        let combined = |stretches: &[(u64, u64, Option<Digest>)]| {
            let (first, rest) = stretches.split_first()?;
            let first = first
                .2
                .clone()
                .filter(|digest| digest.algorithm != Algorithm::Md5)?;
            rest.iter().try_fold(first, |so_far, (_, length, digest)| {
                so_far.followed_by(digest.as_ref()?, *length)
            })
        };
        let digest = combined(&self.stretches);
        End {
            size: self.size,
            digest,
        }
    }

    pub(super) fn into_parts(mut self) -> Vec<Part> {
        self.parts.sort_by_key(|part| part.number);
        self.parts
    }
}

/// A stream, cut into chunks as it comes.
struct Input {
    engine: Engine,
    input: Box<dyn Read + Send>,
    algorithm: Option<Algorithm>,
}

impl Input {
    /// The next bytes: as many as asked for, fewer only at the end. Fails with STORAGE_010.
    async fn next(&mut self, bytes: u64) -> Result<Chunk> {
        let mut room = Room::new(&self.engine.0.budget, bytes).await?;
        let mut input = std::mem::replace(&mut self.input, Box::new(std::io::empty()));
        let (engine, algorithm) = (self.engine.clone(), self.algorithm);
        let (input, chunk) = blocking(move || {
            room.fill(&mut *input)?;
            let (body, kept) = room.finish(&engine.0.budget);
            let digest = held::digest(&body, algorithm, |_| {})?;
            Ok((input, Chunk { body, digest, kept }))
        })
        .await?;
        self.input = input;
        self.engine.0.progress.expect(chunk.body.length());
        Ok(chunk)
    }

    /// Into a store that takes no parts: through a file that is there for no longer than that.
    async fn spool(
        mut self,
        first: Chunk,
        store: &SharedStore,
        key: &str,
        making: &Making,
    ) -> Result<Moved> {
        let spool = tempfile::NamedTempFile::new().map_err(held::no_file)?;
        let mut file = spool.as_file().try_clone().map_err(held::no_file)?;
        let copied = blocking(move || {
            held::each(&first.body, |piece| {
                std::io::Write::write_all(&mut file, piece).map_err(held::no_file)
            })?;
            std::io::copy(&mut self.input, &mut file).map_err(held::no_file)
        });
        copied.await?;
        self.engine.put_file(spool.path(), store, key, making).await
    }
}
