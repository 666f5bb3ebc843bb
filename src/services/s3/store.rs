//! S3 as a store: one bucket, with the configured prefix in front of every key. How it is reached is
//! `client`'s, what its errors mean `fault`'s; what a store may lack stands in the files of those traits.

use std::sync::Arc;

use async_trait::async_trait;
use reqwest::Method;
use reqwest::header::HeaderMap;

use super::attributes::{
    NO_ETAG, checksums, headers, is_encrypted, meta, quoted, unquoted, verifier, verify,
};
use super::client::{Answer, Document, Reach, Request, reach};
use super::fault::{self, About};
use crate::config::Settings;
use crate::net::Net;
use crate::problem::{Code, Origin, Problem};
use crate::service::Opened;
use crate::storage::{
    Algorithm, Attributes, BatchDelete, Body, Buckets, ByteStream, Condition, Digest, Listing,
    Location, Meta, OTHER_RANGE, Pages, Parts, Presign, Reading, Result, ServerCopy, Store,
    Written, gone_by_deletion, left_by_write, of_url,
};

/// Bytes of one PutObject, and of one CopyObject ("Uploading objects" in the S3 user guide).
pub const LARGEST_WRITE: u64 = 5 << 30;
/// Bytes of a key in UTF-8 ("Creating object key names").
const LONGEST_KEY: usize = 1024;

pub fn open(settings: &Settings, net: &Net, bucket: Option<&str>) -> Opened<dyn Store> {
    let configured = settings.require("s3", "S3_BUCKET_NAME");
    let by_url = bucket.is_some();
    let (bucket, prefix) = match bucket {
        // A URL is exact.
        Some(bucket) => (bucket.to_owned(), String::new()),
        None => (
            configured?.text().trim().to_owned(),
            settings.text("S3_PREFIX").to_owned(),
        ),
    };
    let blames = [
        "S3_BUCKET_NAME",
        "S3_ENDPOINT",
        "S3_REGION",
        "S3_ACCESS_KEY",
        "S3_SECRET_KEY",
    ];
    let origins = blames.iter().filter_map(|name| {
        let value = settings.set_value(name)?;
        Some((*name, value.name.clone(), value.origin.clone()))
    });
    Ok(Arc::new(Bucket {
        reach: Arc::new(reach(settings, net, &bucket)?),
        net: net.clone(),
        origins: origins.collect(),
        bucket,
        prefix,
        by_url,
    }))
}

#[derive(Clone)]
pub struct Bucket {
    pub reach: Arc<Reach>,
    pub net: Net,
    pub bucket: String,
    pub prefix: String,
    /// A URL names the bucket, no variable.
    pub by_url: bool,
    /// Where the variables to blame got their values: by first name, the name that was used, its origin.
    pub origins: Vec<(&'static str, String, Origin)>,
}

impl Bucket {
    /// The whole key. Fails with STORAGE_013 for one that S3 cannot hold, or that would leave the prefix
    /// at a proxy that resolves `..`.
    pub fn full(&self, key: &str) -> Result<String> {
        let full = format!("{}{key}", self.prefix);
        let why = if key.is_empty() {
            "it is empty"
        } else if full.len() > LONGEST_KEY {
            "it has more than 1024 bytes"
        } else if key.split('/').any(|part| matches!(part, "." | "..")) {
            "one of its parts is `.` or `..`"
        } else {
            return Ok(full);
        };
        Err(Problem::new(Code::NameImpossible)
            .title(format!("S3 cannot hold the key \"{key}\""))
            .service("s3")
            .key(key)
            .because(why))
    }

    /// A whole key without the configured prefix.
    pub fn own(&self, key: &str) -> String {
        key.strip_prefix(&self.prefix).unwrap_or(key).to_owned()
    }

    pub fn about<'a>(&'a self, key: &'a str) -> About<'a> {
        About::Key(&self.bucket, key)
    }

    /// Adds where the blamed variable's value came from.
    pub fn blame(&self, problem: Problem) -> Problem {
        if self.by_url && problem.code == Code::BucketMissing {
            return of_url(problem);
        }
        let named = problem.subject.variable.as_deref();
        let name = match problem.code {
            Code::StorageCredentials => named.unwrap_or("S3_SECRET_KEY"),
            _ => named.unwrap_or_default(),
        };
        match self.origins.iter().find(|(first, ..)| *first == name) {
            Some((_, used, origin)) => {
                let used = used.clone();
                problem.at(used, origin)
            }
            None => problem,
        }
    }

    /// Sends a request, again while that may help.
    pub async fn send(&self, request: &Request<'_>, about: About<'_>) -> Result<Answer> {
        self.send_telling(request, about).await.0
    }

    /// The same, and whether it was sent more than once.
    pub async fn send_telling(
        &self,
        request: &Request<'_>,
        about: About<'_>,
    ) -> (Result<Answer>, bool) {
        let send = || self.reach.send(request, about);
        let (sent, again) = self.net.retry_telling(send).await;
        (sent.map_err(|problem| self.blame(problem)), again)
    }

    /// Sends a request whose answer is XML, again while that may help.
    pub async fn ask(&self, request: &Request<'_>, about: About<'_>) -> Result<Document> {
        self.ask_telling(request, about).await.0
    }

    /// The same, and whether it was sent more than once.
    pub async fn ask_telling(
        &self,
        request: &Request<'_>,
        about: About<'_>,
    ) -> (Result<Document>, bool) {
        let ask = || self.reach.ask(request, about);
        let (asked, again) = self.net.retry_telling(ask).await;
        (asked.map_err(|problem| self.blame(problem)), again)
    }

    pub async fn has_bucket(&self) -> Result<()> {
        let request = Request::of_bucket(Method::HEAD);
        let asked = self.reach.send(&request, About::Bucket(&self.bucket)).await;
        asked.map(drop).map_err(|problem| self.blame(problem))
    }
}

/// A request to make only under a condition.
pub fn under<'a>(condition: &Condition, request: Request<'a>) -> Request<'a> {
    match condition {
        Condition::None => request,
        Condition::Absent => request.header("if-none-match", "*"),
        Condition::Match(etag) => request.header("if-match", &quoted(etag)),
    }
}

/// A body's request with its checksum, for the service to verify.
pub fn with_digest<'a>(request: Request<'a>, digest: Option<&Digest>) -> Request<'a> {
    match digest {
        Some(digest) => {
            let (name, value) = verifier(digest);
            request.header(name, &value)
        }
        None => request,
    }
}

/// A write that was refused because something is missing, which can only be what it was to replace.
pub fn no_longer_there(problem: Problem, key: &str, condition: &Condition) -> Problem {
    match (problem.code, condition) {
        (Code::ObjectMissing, Condition::Match(_)) => Problem::new(Code::ConditionFailed)
            .title(format!("\"{key}\" is no longer there"))
            .service("s3")
            .key(key),
        _ => problem,
    }
}

/// What the headers of a write's answer tell.
pub fn written(headers: &HeaderMap) -> Written {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    Written {
        etag: text("etag").map(unquoted),
        version: text("x-amz-version-id").map(str::to_owned),
        checksums: checksums(headers),
    }
}

#[async_trait]
impl Store for Bucket {
    fn service(&self) -> &'static str {
        "s3"
    }

    fn url(&self, key: &str) -> String {
        format!("s3://{}/{}{key}", self.bucket, self.prefix)
    }

    fn endpoint(&self) -> &str {
        &self.reach.service
    }

    fn location(&self, key: &str) -> Location {
        Location {
            bucket: self.bucket.clone(),
            key: format!("{}{key}", self.prefix),
        }
    }

    async fn stat(&self, key: &str, version: Option<&str>) -> Result<Meta> {
        let full = self.full(key)?;
        let plain = || Request::of_key(Method::HEAD, &full).maybe_query("versionId", version);
        let request = plain().header("x-amz-checksum-mode", "ENABLED");
        let told = match self.send(&request, self.about(key)).await {
            // The checksum of what is encrypted by KMS is for those alone who may decrypt it ("HeadObject").
            Err(refused) if refused.code == Code::StoragePermission => {
                self.send(&plain(), self.about(key)).await
            }
            told => told,
        };
        match told {
            // HEAD does not say what is missing, the object or the whole bucket.
            Err(missing) if missing.code == Code::ObjectMissing => {
                Err(match self.has_bucket().await {
                    Err(problem) if problem.code == Code::BucketMissing => problem,
                    _ => missing,
                })
            }
            // Nor does it say why: an answer to GET has words.
            Err(refused) if refused.code == Code::StoragePermission => {
                let reading = Reading {
                    version: version.map(str::to_owned),
                    range: Some(0..=0),
                    if_match: None,
                };
                match self.read(key, reading).await {
                    Err(told) if told.code == Code::StorageCredentials => Err(told),
                    _ => Err(refused),
                }
            }
            other => meta(key, other?.headers()),
        }
    }

    fn list(&self, listing: Listing) -> Pages {
        self.pages(listing)
    }

    async fn read(&self, key: &str, reading: Reading) -> Result<(Meta, ByteStream)> {
        let full = self.full(key)?;
        let range = reading.range_header();
        let request = Request::of_key(Method::GET, &full)
            .maybe_query("versionId", reading.version.as_deref())
            .maybe_header("range", range.as_deref())
            .maybe_header(
                "if-match",
                reading.if_match.as_deref().map(quoted).as_deref(),
            )
            .header("x-amz-checksum-mode", "ENABLED");
        let answer = self.send(&request, self.about(key)).await?;
        let meta = meta(key, answer.headers())?;
        let begins = answer.headers().get("content-range");
        if !reading.is_answered_by(begins.and_then(|range| range.to_str().ok())) {
            return Err(fault::not_understood(OTHER_RANGE));
        }
        Ok((meta, answer.pieces(key)))
    }

    async fn write(
        &self,
        key: &str,
        body: Body,
        attributes: &Attributes,
        condition: &Condition,
        digest: Option<&Digest>,
    ) -> Result<Written> {
        let full = self.full(key)?;
        let length = body.length();
        let request = Request::of_key(Method::PUT, &full)
            .headers(headers(attributes)?)
            .body(body);
        let request = under(condition, with_digest(request, digest));
        let answer = match self.send_telling(&request, self.about(key)).await {
            (Err(refused), true) if refused.code == Code::ConditionFailed => {
                let left = left_by_write(self, key, length, digest.cloned().as_slice()).await;
                return left.ok_or(refused);
            }
            (sent, _) => sent.map_err(|problem| no_longer_there(problem, key, condition))?,
        };
        let written = written(answer.headers());
        if written.etag.is_none() {
            return Err(fault::not_understood(NO_ETAG));
        }
        verify(key, digest, &written.checksums)?;
        is_encrypted(key, attributes, answer.headers())?;
        Ok(written)
    }

    async fn delete(&self, key: &str, version: Option<&str>, if_match: Option<&str>) -> Result<()> {
        let full = self.full(key)?;
        let request = Request::of_key(Method::DELETE, &full)
            .maybe_query("versionId", version)
            .maybe_header("if-match", if_match.map(quoted).as_deref());
        match self.send_telling(&request, self.about(key)).await {
            (Err(refused), true) => gone_by_deletion(self, key, version, refused).await,
            (sent, _) => sent.map(drop),
        }
    }

    /// "DeleteObject" answers 204 whatever was there.
    fn tells_what_is_gone(&self) -> bool {
        false
    }

    /// A CRC where the service is known to take one; else the MD5, which every compatible service does.
    fn checksum(&self) -> Option<Algorithm> {
        Some(match self.reach.checksums {
            true => Algorithm::Crc64Nvme,
            false => Algorithm::Md5,
        })
    }

    fn reads_ranges_in_parallel(&self) -> bool {
        true
    }

    fn largest_write(&self) -> u64 {
        LARGEST_WRITE
    }

    fn parts(&self) -> Option<&dyn Parts> {
        Some(self)
    }

    fn presign(&self) -> Option<&dyn Presign> {
        Some(self)
    }

    fn server_copy(&self) -> Option<&dyn ServerCopy> {
        Some(self)
    }

    fn batch_delete(&self) -> Option<&dyn BatchDelete> {
        Some(self)
    }

    fn buckets(&self) -> Option<&dyn Buckets> {
        Some(self)
    }
}
