//! JOB 3: objects in buckets. Owns the vocabulary ([`Store`] and what it deals in), the places a user
//! types, and the one transfer engine. Knows no provider: those implement [`Store`] in `services/`.

mod ahead;
mod body;
mod buffers;
pub mod bulk;
pub mod checksum;
pub mod glob;
pub mod place;
pub mod remove;
pub mod shard;
pub mod sorted;
pub mod steady;
pub mod sync;
pub mod transfer;
pub mod trial;
pub mod way;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::probe::Probe;
use crate::problem::{Code, Problem};
use crate::secret::Secret;

pub use ahead::ahead;
pub use body::Body;
pub use checksum::{Algorithm, Digest};

pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// The content of an object on its way, in pieces of whatever size the service sends.
pub type ByteStream = BoxStream<'static, Result<Bytes>>;

/// What is known of one object (or one version of it) without reading it.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// As the service quotes it, without the quotes.
    pub etag: Option<String>,
    pub modified: Option<Timestamp>,
    pub version: Option<String>,
    /// A version that marks a deletion (S3).
    pub deleted: bool,
    /// Of the whole content, as the service keeps them; empty from a listing that does not carry them.
    pub checksums: Vec<Digest>,
    /// Empty from a listing, which does not carry them.
    pub attributes: Attributes,
}

/// The metadata in which an upload in parts keeps the whole's CRC-64/NVME, in base64, where the service keeps
/// none: a hash of the whole cannot be told from those of its parts. Letters alone, for Azure's sake.
pub const OWN_CHECKSUM: &str = "tielinecrc64nvme";

impl Meta {
    /// With the checksum that an upload of ours left in the metadata, where the service has none.
    pub fn with_own_checksum(mut self) -> Meta {
        if self.checksums.is_empty()
            && let Some(text) = self.attributes.metadata.get(OWN_CHECKSUM)
        {
            self.checksums
                .extend(Digest::from_base64(Algorithm::Crc64Nvme, text));
        }
        self
    }
}

/// What an object carries beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes {
    pub content_type: Option<String>,
    pub content_encoding: Option<String>,
    pub content_disposition: Option<String>,
    /// Kept by copies; no command sets it.
    pub content_language: Option<String>,
    pub cache_control: Option<String>,
    pub metadata: BTreeMap<String, String>,
    pub storage_class: Option<String>,
    /// `AES256`, `aws:kms`.
    pub sse: Option<String>,
    pub sse_kms_key_id: Option<String>,
}

impl Attributes {
    /// Has the object carry the checksum of its whole, by [`Algorithm::Crc64Nvme`].
    pub fn keep_checksum(&mut self, whole: &Digest) {
        self.metadata
            .insert(OWN_CHECKSUM.to_owned(), whole.base64());
    }

    /// These, and what they leave open as a source has it; but where and how a service keeps an object is that
    /// service's affair.
    pub fn over(&self, source: &Attributes) -> Attributes {
        let either = |own: &Option<String>, other: &Option<String>| own.clone().or(other.clone());
        let mut metadata = source.metadata.clone();
        metadata.extend(self.metadata.clone());
        Attributes {
            content_type: either(&self.content_type, &source.content_type),
            content_encoding: either(&self.content_encoding, &source.content_encoding),
            content_disposition: either(&self.content_disposition, &source.content_disposition),
            content_language: either(&self.content_language, &source.content_language),
            cache_control: either(&self.cache_control, &source.cache_control),
            metadata,
            ..self.clone()
        }
    }
}

/// What to list. Keys are within the store's bucket and prefix.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    pub prefix: String,
    /// Only keys that sort after this one.
    pub after: Option<String>,
    /// Group what follows it into `Page::prefixes`.
    pub delimiter: Option<char>,
    pub versions: bool,
    /// Links lead to what they name, out of the root too; only directories have any.
    pub follow_links: bool,
    /// Sockets, pipes and devices too, for who tells that they are left out; only directories have any.
    pub specials: bool,
}

/// A listing on its way, a page at a time; memory does not grow with the number of objects.
pub struct Pages {
    /// True when keys come in the order of their UTF-8 bytes, which `sync` needs to merge.
    pub ordered: bool,
    pub stream: BoxStream<'static, Result<Page>>,
}

#[derive(Clone, Debug, Default)]
pub struct Page {
    pub objects: Vec<Meta>,
    pub prefixes: Vec<String>,
}

/// What to read of an object.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub version: Option<String>,
    /// First and last byte, both included, as in HTTP.
    pub range: Option<RangeInclusive<u64>>,
    /// Fail with STORAGE_007 when the object is no longer this one.
    pub if_match: Option<String>,
}

impl Reading {
    /// The range as HTTP's `Range` has it (RFC 9110 14.1.2); one up to `u64::MAX` has no end.
    pub fn range_header(&self) -> Option<String> {
        let range = self.range.as_ref()?;
        Some(match *range.end() {
            u64::MAX => format!("bytes={}-", range.start()),
            last => format!("bytes={}-{last}", range.start()),
        })
    }

    /// Whether an answer with this `Content-Range` (`bytes 5-9/1234`) begins where it was asked to: a server may
    /// ignore a range (RFC 9110 14.2).
    pub fn is_answered_by(&self, content_range: Option<&str>) -> bool {
        let first = || {
            let (first, _) = content_range?.strip_prefix("bytes ")?.split_once('-')?;
            first.parse::<u64>().ok()
        };
        self.range
            .as_ref()
            .is_none_or(|range| first() == Some(*range.start()))
    }
}

/// What an answer means that holds other bytes than those that were asked for.
pub const OTHER_RANGE: &str = "the range that was asked for was ignored";

/// Under which condition a write may replace what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    #[default]
    None,
    /// Only when there is nothing yet (`If-None-Match: *`), else STORAGE_007.
    Absent,
    /// Only over the object with this ETag, else STORAGE_007.
    Match(String),
}

/// What a write left behind.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub etag: Option<String>,
    pub version: Option<String>,
    /// As the service computed them over what it received.
    pub checksums: Vec<Digest>,
}

/// A bucket, container or directory with objects in it. Keys never hold the configured prefix: the
/// store adds it on the way out and takes it off on the way in.
///
/// What a store may lack is handed out by the methods that return an `Option`; there is no method that
/// answers "not supported".
#[async_trait]
pub trait Store: Probe {
    /// The service's id, for subjects and reports.
    fn service(&self) -> &'static str;
    /// The URL of a key, for reports: `s3://bucket/key`.
    fn url(&self, key: &str) -> String;
    /// What a person calls it: the URL, or the path of a file.
    fn name(&self, key: &str) -> String {
        self.url(key)
    }
    /// Where a key really is, the configured prefix included: what a server-side copy names as its source.
    fn location(&self, key: &str) -> Location;

    async fn stat(&self, key: &str, version: Option<&str>) -> Result<Meta>;
    fn list(&self, listing: Listing) -> Pages;
    async fn read(&self, key: &str, reading: Reading) -> Result<(Meta, ByteStream)>;
    /// Writes an object in one piece: visible whole, or not at all. `digest`, when given, is sent
    /// along for the service to verify (STORAGE_006), or verified here before the object is visible.
    async fn write(
        &self,
        key: &str,
        body: Body,
        attributes: &Attributes,
        condition: &Condition,
        digest: Option<&Digest>,
    ) -> Result<Written>;
    /// Deletes an object; one that is not there is STORAGE_004 only where the service says so.
    async fn delete(&self, key: &str, version: Option<&str>, if_match: Option<&str>) -> Result<()>;

    /// The checksum that [`Store::write`] and [`Parts::part`] send along for the service to verify, so the
    /// one that an engine should compute while it reads; `None` when the store verifies by itself.
    fn checksum(&self) -> Option<Algorithm> {
        None
    }
    /// The file that holds a key, where the store is a directory: such objects are read and written as
    /// files. Fails with STORAGE_013 for a key that the directory cannot hold.
    fn local_path(&self, _key: &str) -> Option<Result<PathBuf>> {
        None
    }
    /// Whether several ranges of one object come faster than the whole in one stream.
    fn reads_ranges_in_parallel(&self) -> bool {
        false
    }
    /// Where the service is: two may have buckets of one name, and what is half done at one is nothing to the other.
    fn endpoint(&self) -> &str {
        ""
    }
    /// Whether [`Store::delete`] tells that there was nothing to delete, by STORAGE_004.
    fn tells_what_is_gone(&self) -> bool {
        true
    }
    /// The largest body that [`Store::write`] takes, in bytes.
    fn largest_write(&self) -> u64 {
        u64::MAX
    }
    fn parts(&self) -> Option<&dyn Parts> {
        None
    }
    fn presign(&self) -> Option<&dyn Presign> {
        None
    }
    fn server_copy(&self) -> Option<&dyn ServerCopy> {
        None
    }
    fn batch_delete(&self) -> Option<&dyn BatchDelete> {
        None
    }
    fn buckets(&self) -> Option<&dyn Buckets> {
        None
    }
}

/// A bucket that is missing, where a URL names it: no variable is to blame.
pub fn of_url(problem: Problem) -> Problem {
    problem.blameless().help("create it, or correct the URL")
}

/// Whether there is an object of this key.
pub async fn is_there(store: &dyn Store, key: &str) -> Result<bool> {
    match store.stat(key, None).await {
        Ok(_) => Ok(true),
        Err(missing) if missing.code == Code::ObjectMissing => Ok(false),
        Err(problem) => Err(problem),
    }
}

/// What a write left whose answer was lost: the object of this key, when it has this size and one of these checksums.
/// A conditional write that is made again is refused for what it made itself. Asks the service; not for within
/// [`crate::net::Net::retry`], which holds a place among those who may ask.
pub async fn left_by_write(
    store: &dyn Store,
    key: &str,
    size: u64,
    digests: &[Digest],
) -> Option<Written> {
    let there = store.stat(key, None).await.ok()?.with_own_checksum();
    let same = |digest: &Digest| there.checksums.contains(digest);
    (there.size == size && digests.iter().any(same)).then_some(Written {
        etag: there.etag,
        version: there.version,
        checksums: there.checksums,
    })
}

/// What a deletion came to that was asked for again and refused: the attempt before, whose answer was lost, may have
/// done it. Asks the service where the refusal does not tell; see [`left_by_write`].
pub async fn gone_by_deletion(
    store: &dyn Store,
    key: &str,
    version: Option<&str>,
    refused: Problem,
) -> Result<()> {
    let missing = |problem: &Problem| problem.code == Code::ObjectMissing;
    let is_gone = match refused.code {
        Code::ConditionFailed => store
            .stat(key, version)
            .await
            .is_err_and(|problem| missing(&problem)),
        _ => missing(&refused),
    };
    match is_gone {
        true => Ok(()),
        false => Err(refused),
    }
}

/// A bucket and a whole key in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    pub bucket: String,
    pub key: String,
}

/// An upload in parts, in the middle of it. Serialisable, so that another process can continue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub key: String,
    /// The service's own: an upload id, a session URL.
    pub id: String,
}

/// What a store asks of parts.
#[derive(Clone, Copy, Debug)]
pub struct PartLimits {
    /// Bytes; the last part may be smaller.
    pub min: u64,
    pub max: u64,
    pub count: u32,
    /// Part sizes are multiples of this many bytes.
    pub granularity: u64,
    /// Parts must be sent one after the other (GCS sessions).
    pub sequential: bool,
    /// All parts but the last must be of one size (Cloudflare R2).
    pub uniform: bool,
}

/// One part that is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// From 1.
    pub number: u32,
    pub size: u64,
    pub etag: String,
    pub checksum: Option<Digest>,
}

/// One part on its way to the service.
pub struct Piece {
    /// From 1.
    pub number: u32,
    /// Bytes before it.
    pub offset: u64,
    pub body: Body,
    /// Of this part, by [`Store::checksum`]; the service verifies it (STORAGE_006).
    pub digest: Option<Digest>,
    /// Set on the last part of a sequential upload, which such a store finishes with it.
    pub end: Option<End>,
}

/// What is known of the whole once its last part is: how large it is and what it hashes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Bytes.
    pub size: u64,
    pub digest: Option<Digest>,
}

/// Uploads in parts. Nothing is visible before [`Parts::complete`] (or, where parts are sequential, before
/// the part that carries the [`End`]).
#[async_trait]
pub trait Parts: Send + Sync {
    fn limits(&self) -> PartLimits;
    /// Begins an upload. `condition` holds for its end; services that want it first take it from here.
    async fn begin(
        &self,
        key: &str,
        attributes: &Attributes,
        condition: &Condition,
    ) -> Result<Upload>;
    /// The parts that are there, in order. An upload that is gone is STORAGE_004.
    async fn list_parts(&self, upload: &Upload) -> Result<Vec<Part>>;
    /// Whether [`Parts::part`] computes the checksum of a file's stretch itself, while it sends it, and has the
    /// service verify it: such a piece needs no digest, and [`Part::checksum`] has it afterwards.
    fn computes_checksums(&self) -> bool {
        false
    }
    /// Sends one part. Sent again, it replaces what came under its number.
    async fn part(&self, upload: &Upload, piece: Piece) -> Result<Part>;
    /// Makes the object visible, whole: all `parts`, in order. `end` is verified by the service where it can.
    async fn complete(
        &self,
        upload: &Upload,
        parts: &[Part],
        condition: &Condition,
        end: &End,
    ) -> Result<Written>;
    /// Gives an upload up, where the service can; one that is gone already is no failure.
    async fn abort(&self, upload: &Upload) -> Result<()>;
    /// Uploads that were begun and neither completed nor given up.
    async fn list_uploads(&self, prefix: &str) -> Result<Vec<Upload>>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Put,
}

/// Signed URLs.
#[async_trait]
pub trait Presign: Send + Sync {
    /// Signs `method` on `key`, valid for `expires`. Fails with STORAGE_011 when the credentials cannot
    /// sign that long.
    async fn presign(&self, key: &str, method: Method, expires: Duration)
    -> Result<Secret<String>>;
}

/// Copies that happen at the service, from a store of the same service: one configuration has one account
/// of each.
#[async_trait]
pub trait ServerCopy: Send + Sync {
    /// The largest object that [`ServerCopy::copy`] takes, in bytes; larger ones go by
    /// [`ServerCopy::copy_part`].
    fn largest_copy(&self) -> u64;
    /// Copies the version of one object that `from` tells of: STORAGE_007 when it is no longer that one.
    /// `attributes` replace the source's when given.
    async fn copy(
        &self,
        source: &Location,
        from: &Meta,
        to: &str,
        attributes: Option<&Attributes>,
        condition: &Condition,
    ) -> Result<Written>;
    /// Copies a range of a source as one part of an upload.
    async fn copy_part(
        &self,
        source: &Location,
        from: &Meta,
        range: RangeInclusive<u64>,
        upload: &Upload,
        number: u32,
    ) -> Result<Part>;
}

/// Many deletions in one request.
#[async_trait]
pub trait BatchDelete: Send + Sync {
    /// The most keys that one call takes.
    fn most(&self) -> usize;
    /// One outcome a key, in the order given.
    async fn delete_batch(&self, keys: &[(String, Option<String>)]) -> Result<Vec<Result<()>>>;
}

/// Making and removing the bucket itself.
#[async_trait]
pub trait Buckets: Send + Sync {
    async fn create(&self) -> Result<()>;
    async fn remove(&self) -> Result<()>;
}

/// A store, shared by the tasks of a transfer.
pub type SharedStore = Arc<dyn Store>;

/// Runs what blocks on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(Problem::new(Code::LocalFileError).source(error)))
}
