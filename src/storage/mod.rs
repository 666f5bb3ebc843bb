//! JOB 3: objects in buckets. Owns the vocabulary ([`Store`] and what it deals in), the places a user
//! types, and the one transfer engine. Knows no provider: those implement [`Store`] in `services/`.

pub mod place;
pub mod transfer;

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
use crate::problem::Problem;
use crate::secret::Secret;

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
    pub checksums: Vec<Digest>,
    /// Empty from a listing, which does not carry them.
    pub attributes: Attributes,
}

/// What an object carries beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes {
    pub content_type: Option<String>,
    pub content_encoding: Option<String>,
    pub content_disposition: Option<String>,
    pub cache_control: Option<String>,
    pub metadata: BTreeMap<String, String>,
    pub storage_class: Option<String>,
    /// `AES256`, `aws:kms`.
    pub sse: Option<String>,
    pub sse_kms_key_id: Option<String>,
}

/// A checksum of the whole content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    pub algorithm: Algorithm,
    /// Big-endian bytes of the value.
    pub value: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    Md5,
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha256,
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

/// Bytes to write. All kinds can be sent again when an attempt fails.
#[derive(Clone)]
pub enum Body {
    Bytes(Bytes),
    /// `length` bytes of a file from `offset`, read as they are sent.
    File {
        path: PathBuf,
        offset: u64,
        length: u64,
    },
}

impl Body {
    pub fn length(&self) -> u64 {
        match self {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File { length, .. } => *length,
        }
    }
}

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

    /// Whether several ranges of one object come faster than the whole in one stream.
    fn reads_ranges_in_parallel(&self) -> bool {
        false
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

/// Uploads in parts.
#[async_trait]
pub trait Parts: Send + Sync {
    fn limits(&self) -> PartLimits;
    async fn begin(&self, key: &str, attributes: &Attributes) -> Result<Upload>;
    async fn list_parts(&self, upload: &Upload) -> Result<Vec<Part>>;
    async fn part(
        &self,
        upload: &Upload,
        number: u32,
        offset: u64,
        body: Body,
        digest: Option<&Digest>,
    ) -> Result<Part>;
    async fn complete(
        &self,
        upload: &Upload,
        parts: &[Part],
        condition: &Condition,
    ) -> Result<Written>;
    async fn abort(&self, upload: &Upload) -> Result<()>;
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

/// Copies that happen at the service.
#[async_trait]
pub trait ServerCopy: Send + Sync {
    /// Whether `source` is one that this store can copy from by itself.
    fn reaches(&self, source: &dyn Store) -> bool;
    /// Copies one object; `attributes` replace the source's when given.
    async fn copy(
        &self,
        source: &dyn Store,
        from: &Meta,
        to: &str,
        attributes: Option<&Attributes>,
        condition: &Condition,
    ) -> Result<Written>;
    /// Copies a range of a source as one part of an upload.
    async fn copy_part(
        &self,
        source: &dyn Store,
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
