//! Azure Blob as a store: one container, with the configured prefix in front of every key. How it is reached is
//! `client`'s, what its errors mean `fault`'s.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::Error;
use azure_core::http::headers::{HeaderName, Headers};
use azure_core::http::{Etag, Method as Verb};
use azure_storage_blob::models::{BlobClientDeleteOptions, BlobClientGetPropertiesOptions};
use futures_util::{StreamExt as _, TryStreamExt as _};

use super::account::Account;
use super::client::{Reach, reach};
use super::fault::{self, About, problem};
use super::listing::{self, timestamp};
use super::{attributes, entra};
use crate::config::Settings;
use crate::net::Net;
use crate::problem::{Code, Origin, Problem, Retry};
use crate::service::Opened;
use crate::storage::{
    Algorithm, Attributes, BatchDelete, Body, Buckets, ByteStream, Condition, Digest, Listing,
    Location, Meta, OTHER_RANGE, Pages, Parts, Presign, Reading, Result, ServerCopy, Store,
    Written, gone_by_deletion, left_by_write, of_url,
};

/// Bytes of one Put Blob ("Scalability and performance targets for Blob Storage").
const LARGEST_WRITE: u64 = 5000 << 20;
/// Characters of a name ("Naming and referencing containers, blobs, and metadata").
const LONGEST_NAME: usize = 1024;

pub fn open(settings: &Settings, net: &Net, container: Option<&str>) -> Opened<dyn Store> {
    let configured = settings.require("azure", "AZURE_BLOB_CONTAINER_NAME");
    let by_url = container.is_some();
    let (name, prefix) = match container {
        // A URL is exact.
        Some(container) => (container.to_owned(), String::new()),
        None => (
            configured?.text().trim().to_owned(),
            settings.text("AZURE_BLOB_PREFIX").to_owned(),
        ),
    };
    let account = Account::from(settings)?;
    let blames = [
        "AZURE_BLOB_CONTAINER_NAME",
        "AZURE_BLOB_ACCOUNT_URL",
        "AZURE_BLOB_ACCOUNT_KEY",
        "AZURE_STORAGE_SAS_TOKEN",
        "AZURE_STORAGE_CONNECTION_STRING",
    ];
    let origins = blames.iter().filter_map(|name| {
        let value = settings.set_value(name)?;
        Some((*name, value.name.clone(), value.origin.clone()))
    });
    let origins = origins.collect();
    let token = entra::token(settings, net, &account);
    Ok(Arc::new(Container {
        reach: Arc::new(reach(account, token, net)?),
        net: net.clone(),
        name,
        prefix,
        by_url,
        origins,
    }))
}

#[derive(Clone)]
pub struct Container {
    pub reach: Arc<Reach>,
    pub net: Net,
    pub name: String,
    pub prefix: String,
    /// A URL names the container, no variable.
    pub by_url: bool,
    /// Where the variables to blame got their values: by first name, the name that was used, its origin.
    origins: Vec<(&'static str, String, Origin)>,
}

impl Container {
    /// The whole name. Fails with STORAGE_013 for one that Azure cannot hold, or that would leave the prefix
    /// at a proxy that resolves `..`.
    pub fn full(&self, key: &str) -> Result<String> {
        let full = format!("{}{key}", self.prefix);
        let why = if key.is_empty() {
            "it is empty"
        } else if full.chars().count() > LONGEST_NAME {
            "it has more than 1024 characters"
        } else if key.split('/').any(|part| matches!(part, "." | "..")) {
            "one of its parts is `.` or `..`"
        } else if key.contains('\\') {
            "it holds a backslash, which Azure makes a slash"
        } else {
            return Ok(full);
        };
        Err(Problem::new(Code::NameImpossible)
            .title(format!("Azure cannot hold the name \"{key}\""))
            .service("azure")
            .key(key)
            .because(why))
    }

    pub fn own(&self, key: &str) -> String {
        key.strip_prefix(&self.prefix).unwrap_or(key).to_owned()
    }

    pub fn about<'a>(&'a self, key: Option<&'a str>, checked: bool) -> About<'a> {
        let account = &self.reach.account;
        About {
            container: &self.name,
            key,
            emulator: !account.is_azure(),
            keyed: account.has_key(),
            checked,
        }
    }

    /// Adds where the blamed variable's value came from.
    pub fn blame(&self, problem: Problem) -> Problem {
        if self.by_url && problem.code == Code::BucketMissing {
            return of_url(problem);
        }
        let account = &self.reach.account;
        let name = match (problem.code, problem.subject.variable.as_deref()) {
            (Code::StorageCredentials, _) => account.credential_from,
            (_, Some("AZURE_BLOB_ACCOUNT_URL")) => account.place_from,
            (_, name) => name.unwrap_or_default(),
        };
        match self.origins.iter().find(|(first, ..)| *first == name) {
            Some((_, used, origin)) => {
                let used = used.clone();
                problem.at(used, origin)
            }
            None => problem,
        }
    }

    /// Makes a request, again while that may help.
    pub async fn send<T, F>(&self, key: Option<&str>, request: impl Fn() -> F) -> Result<T>
    where
        F: Future<Output = Result<T, Error>>,
    {
        self.send_about(self.about(key, false), request).await
    }

    pub async fn send_about<T, F>(&self, about: About<'_>, request: impl Fn() -> F) -> Result<T>
    where
        F: Future<Output = Result<T, Error>>,
    {
        self.send_telling(about, request).await.0
    }

    /// The same, and whether it was made more than once.
    pub async fn send_telling<T, F>(
        &self,
        about: About<'_>,
        request: impl Fn() -> F,
    ) -> (Result<T>, bool)
    where
        F: Future<Output = Result<T, Error>>,
    {
        let attempt = || async { request().await.map_err(|error| problem(error, about)) };
        let (sent, again) = self.net.retry_telling(attempt).await;
        (sent.map_err(|problem| self.blame(problem)), again)
    }

    /// Deletes the current version: first the name, which makes one of before of it, and only of this one, so that
    /// no later one is hidden.
    pub async fn delete_current(&self, key: &str, version: &str) -> Result<()> {
        let current = self.stat(key, Some(version)).await?;
        self.delete_one(key, None, current.etag.as_deref()).await?;
        self.delete_one(key, Some(version), None).await
    }

    /// Deletes a name or a version, as the service takes it.
    async fn delete_one(
        &self,
        key: &str,
        version: Option<&str>,
        if_match: Option<&str>,
    ) -> Result<()> {
        let full = self.full(key)?;
        let sent = self
            .send_telling(self.about(Some(key), false), || async {
                let options = BlobClientDeleteOptions {
                    version_id: version.map(str::to_owned),
                    if_match: if_match.map(quoted),
                    ..Default::default()
                };
                let blob = self.reach.blob(&self.name, &full)?;
                blob.delete(Some(options)).await.map(drop)
            })
            .await;
        match sent {
            (Err(refused), true) => gone_by_deletion(self, key, version, refused).await,
            (sent, _) => sent,
        }
    }

    /// The checksum that the service verifies. Azure's own verifies CRC-64 ("Put Blob", "Put Block":
    /// x-ms-content-crc64), which costs a thirtieth of MD5; the emulator ignores that header and verifies MD5.
    pub fn algorithm(&self) -> Algorithm {
        match self.reach.account.is_azure() {
            true => Algorithm::Crc64Nvme,
            false => Algorithm::Md5,
        }
    }
}

pub fn unquoted(etag: &str) -> String {
    etag.trim_matches('"').to_owned()
}

pub fn quoted(etag: &str) -> Etag {
    Etag::from(format!("\"{etag}\""))
}

pub fn header<'a>(headers: &'a Headers, name: &'static str) -> Option<&'a str> {
    headers.get_optional_str(&HeaderName::from_static(name))
}

/// The headers under which the service verifies a body, and the same as the vendor's calls take it. Azure
/// writes a CRC-64 with its lowest byte first, as its SDKs do (`StorageCrc64Checksum`).
pub fn crc64(digest: Option<&Digest>) -> Option<Vec<u8>> {
    let digest = digest.filter(|digest| digest.algorithm == Algorithm::Crc64Nvme)?;
    Some(digest.value.iter().rev().copied().collect())
}

pub fn md5(digest: Option<&Digest>) -> Option<Vec<u8>> {
    let digest = digest.filter(|digest| digest.algorithm == Algorithm::Md5)?;
    Some(digest.value.clone())
}

/// What headers or a listing tell of a content.
pub fn checksums(md5: Option<&str>, crc64: Option<&str>) -> Vec<Digest> {
    let md5 = md5.and_then(|text| Digest::from_base64(Algorithm::Md5, text));
    let crc64 = crc64.and_then(|text| Digest::from_base64(Algorithm::Crc64Nvme, text));
    let crc64 = crc64.map(|mut digest| {
        digest.value.reverse();
        digest
    });
    md5.into_iter().chain(crc64).collect()
}

/// What the answer to a write tells.
pub fn written(headers: &Headers) -> Written {
    Written {
        etag: header(headers, "etag").map(unquoted),
        version: header(headers, "x-ms-version-id").map(str::to_owned),
        checksums: checksums(
            header(headers, "content-md5"),
            header(headers, "x-ms-content-crc64"),
        ),
    }
}

/// The conditions of a write, as `If-Match` and `If-None-Match`.
pub fn conditions(condition: &Condition) -> (Option<Etag>, Option<Etag>) {
    match condition {
        Condition::None => (None, None),
        Condition::Absent => (None, Some(Etag::from("*"))),
        Condition::Match(etag) => (Some(quoted(etag)), None),
    }
}

/// A write over an object that must be a certain one found none at all.
pub fn no_longer_there(key: &str, condition: &Condition, problem: Problem) -> Problem {
    match (condition, problem.code) {
        (Condition::Match(_), Code::ObjectMissing) => Problem::new(Code::ConditionFailed)
            .title(format!("\"{key}\" is no longer there"))
            .service("azure")
            .key(key),
        _ => problem,
    }
}

/// What every blob service says of a blob; a proxy or a portal that answers 200 to everything does not.
const NO_ETAG: &str = "it tells no ETag of the blob";

/// Without it a blob could break off, and nobody would know.
fn no_length() -> Problem {
    fault::nonsense("it tells no length of the blob")
}

#[async_trait]
impl Store for Container {
    fn service(&self) -> &'static str {
        "azure"
    }

    fn url(&self, key: &str) -> String {
        format!("az://{}/{}{key}", self.name, self.prefix)
    }

    fn endpoint(&self) -> &str {
        self.reach.account.endpoint.as_str()
    }

    fn location(&self, key: &str) -> Location {
        Location {
            bucket: self.name.clone(),
            key: format!("{}{key}", self.prefix),
        }
    }

    async fn stat(&self, key: &str, version: Option<&str>) -> Result<Meta> {
        let full = self.full(key)?;
        let headers = self
            .send(Some(key), || async {
                let options = BlobClientGetPropertiesOptions {
                    version_id: version.map(str::to_owned),
                    ..Default::default()
                };
                let blob = self.reach.blob(&self.name, &full)?;
                let answer = blob.get_properties(Some(options)).await?;
                Ok(answer.headers().clone())
            })
            .await?;
        if header(&headers, "etag").is_none() {
            return Err(fault::nonsense(NO_ETAG));
        }
        Ok(Meta {
            size: header(&headers, "content-length")
                .and_then(|size| size.parse().ok())
                .ok_or_else(no_length)?,
            checksums: checksums(header(&headers, "content-md5"), None),
            ..meta(key, &headers)
        })
    }

    fn list(&self, listing: Listing) -> Pages {
        listing::pages(self.clone(), listing)
    }

    async fn read(&self, key: &str, reading: Reading) -> Result<(Meta, ByteStream)> {
        let full = self.full(key)?;
        let mut url = self.reach.url(&self.name, &full);
        if let Some(version) = &reading.version {
            url.query_pairs_mut().append_pair("versionid", version);
        }
        let answer = self
            .send(Some(key), || async {
                let mut request = Reach::request(url.clone(), Verb::Get);
                if let Some(range) = reading.range_header() {
                    request.insert_header("x-ms-range", range);
                }
                if let Some(etag) = &reading.if_match {
                    request.insert_header("if-match", quoted(etag).to_string());
                }
                self.reach.stream(request).await
            })
            .await?;
        let (_, headers, body) = answer.deconstruct();
        let length = header(&headers, "content-length").and_then(|size| size.parse().ok());
        // `bytes 0-9/1234`
        let whole = header(&headers, "content-range")
            .and_then(|range| range.rsplit('/').next()?.parse().ok());
        // Content-MD5 is of the range where there is one.
        let md5 = match whole {
            Some(_) => header(&headers, "x-ms-blob-content-md5"),
            None => header(&headers, "content-md5"),
        };
        let meta = Meta {
            size: whole.or(length).ok_or_else(no_length)?,
            checksums: checksums(md5, None),
            ..meta(key, &headers)
        };
        if meta.etag.is_none() {
            return Err(fault::nonsense(NO_ETAG));
        }
        if !reading.is_answered_by(header(&headers, "content-range")) {
            return Err(fault::nonsense(OTHER_RANGE));
        }
        let about = key.to_owned();
        let pieces = body.map_err(move |error| {
            let found = error.downcast_ref::<Problem>().cloned();
            let broken =
                found.unwrap_or_else(|| Problem::new(Code::StorageUnreachable).source(error));
            broken
                .title(format!("\"{about}\" broke off while it was read"))
                .service("azure")
                .key(&about)
                .retry(Retry::Now)
        });
        Ok((meta, pieces.boxed()))
    }

    async fn write(
        &self,
        key: &str,
        body: Body,
        attributes: &Attributes,
        condition: &Condition,
        digest: Option<&Digest>,
    ) -> Result<Written> {
        attributes::are_kept(attributes, key)?;
        let full = self.full(key)?;
        let url = self.reach.url(&self.name, &full);
        let (matching, absent) = conditions(condition);
        let about = self.about(Some(key), digest.is_some());
        let sent = self
            .send_telling(about, || async {
                // The vendor's upload sends no checksum.
                let mut request = Reach::request(url.clone(), Verb::Put);
                request.insert_header("x-ms-blob-type", "BlockBlob");
                for (name, value) in attributes::headers(attributes) {
                    request.insert_header(name, value);
                }
                for (name, value) in [("if-match", &matching), ("if-none-match", &absent)] {
                    if let Some(value) = value {
                        request.insert_header(name, value.to_string());
                    }
                }
                match digest.map(|digest| digest.algorithm) {
                    Some(Algorithm::Md5) => {
                        request.insert_header("content-md5", base64(md5(digest)));
                    }
                    Some(Algorithm::Crc64Nvme) => {
                        request.insert_header("x-ms-content-crc64", base64(crc64(digest)));
                    }
                    _ => {}
                }
                let answer = self.reach.send(request, Some(body.clone())).await?;
                Ok(answer.headers().clone())
            })
            .await;
        let headers = match sent {
            (Err(refused), true) if refused.code == Code::ConditionFailed => {
                let left =
                    left_by_write(self, key, body.length(), digest.cloned().as_slice()).await;
                return left.ok_or(refused);
            }
            (sent, _) => sent
                .map_err(|problem| no_longer_there(key, condition, problem))
                .map_err(|problem| attributes::refused(problem, attributes))?,
        };
        match written(&headers) {
            Written { etag: None, .. } => Err(fault::nonsense(NO_ETAG)),
            written => Ok(written),
        }
    }

    async fn delete(&self, key: &str, version: Option<&str>, if_match: Option<&str>) -> Result<()> {
        match (self.delete_one(key, version, if_match).await, version) {
            (Err(refused), Some(version)) if fault::is_of_current_version(&refused) => {
                self.delete_current(key, version).await
            }
            (other, _) => other,
        }
    }

    fn checksum(&self) -> Option<Algorithm> {
        Some(self.algorithm())
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

fn base64(value: Option<Vec<u8>>) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(value.unwrap_or_default())
}

/// What the headers of a blob tell whichever way it was asked for.
fn meta(key: &str, headers: &Headers) -> Meta {
    Meta {
        key: key.to_owned(),
        etag: header(headers, "etag").map(unquoted),
        modified: header(headers, "last-modified").and_then(timestamp),
        version: header(headers, "x-ms-version-id").map(str::to_owned),
        attributes: attributes::of(headers),
        ..Meta::default()
    }
}

#[async_trait]
impl Buckets for Container {
    async fn create(&self) -> Result<()> {
        self.send(None, || async {
            self.reach
                .container(&self.name)?
                .create(None)
                .await
                .map(drop)
        })
        .await
    }

    /// The service would remove a container with all that is in it.
    async fn remove(&self) -> Result<()> {
        let whole = Container {
            prefix: String::new(),
            ..self.clone()
        };
        let mut pages = whole.list(Listing::default()).stream;
        while let Some(page) = pages.try_next().await? {
            if let Some(object) = page.objects.first() {
                return Err(Problem::new(Code::StorageState)
                    .title(format!("container \"{}\" is not empty", self.name))
                    .service("azure")
                    .because(format!("it holds \"{}\"", object.key))
                    .help("remove what is in it first"));
            }
        }
        self.send(None, || async {
            self.reach
                .container(&self.name)?
                .delete(None)
                .await
                .map(drop)
        })
        .await
    }
}
