//! Google Cloud Storage as a store: one bucket, with the configured prefix in front of every key. How it is
//! reached is `client`'s, what its errors mean `fault`'s; uploads in parts, copies, signed URLs and the probe
//! have files of their own.
//!
//! All goes over the JSON API, not through the vendor's `google-cloud-storage`: that crate makes an HTTP client of
//! its own, which takes neither our certificate authorities nor our proxies nor our deadlines, and sends `Host`
//! without the port.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use reqwest::header::{ACCEPT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use reqwest::{Method, StatusCode};

use super::client::{Reach, reach};
use super::fault::{self, About};
use super::object::{self, Description, LISTED, Listed, Resource};
use crate::config::Settings;
use crate::net::{Net, escaped};
use crate::problem::{Code, Problem};
use crate::service::Opened;
use crate::storage::way::{CIRCLE, Way};
use crate::storage::{
    Algorithm, Attributes, BatchDelete, Body, Buckets, ByteStream, Condition, Digest, Listing,
    Location, Meta, OTHER_RANGE, Page, Pages, Parts, Presign, Reading, Result, ServerCopy, Store,
    Written, gone_by_deletion, left_by_write,
};

/// Bytes of an object ("Quotas and limits").
const LARGEST_OBJECT: u64 = 5 << 40;
/// Bytes of a name in UTF-8 ("About Cloud Storage objects").
const LONGEST_KEY: usize = 1024;
pub fn open(settings: &Settings, net: &Net, bucket: Option<&str>) -> Opened<dyn Store> {
    let by_url = bucket.is_some();
    let (bucket, prefix) = match bucket {
        // A URL is exact.
        Some(bucket) => (bucket.to_owned(), String::new()),
        None => (
            settings
                .require("gcs", "GOOGLE_STORAGE_BUCKET_NAME")?
                .text()
                .trim()
                .to_owned(),
            settings.text("GOOGLE_STORAGE_PREFIX").to_owned(),
        ),
    };
    Ok(Arc::new(Bucket {
        reach: Arc::new(reach(settings, net, by_url)?),
        net: net.clone(),
        bucket: bucket.into(),
        prefix: prefix.into(),
        is_there: Arc::default(),
    }))
}

#[derive(Clone)]
pub struct Bucket {
    pub reach: Arc<Reach>,
    pub net: Net,
    pub bucket: Arc<str>,
    pub prefix: Arc<str>,
    /// Known, so that it is not asked again for every object that is missing.
    pub is_there: Arc<AtomicBool>,
}

impl Bucket {
    /// The whole key. Fails with STORAGE_013 for one that the service cannot hold, or that would leave the
    /// prefix at a proxy that resolves `..`.
    pub fn full(&self, key: &str) -> Result<String> {
        let full = format!("{}{key}", self.prefix);
        let why = if key.is_empty() {
            "it is empty"
        } else if full.len() > LONGEST_KEY {
            "it has more than 1024 bytes"
        } else if full.contains(['\r', '\n']) {
            "it has a line break"
        } else if full.starts_with(".well-known/acme-challenge/") {
            "names that begin with `.well-known/acme-challenge/` are reserved"
        } else if key.split('/').any(|part| matches!(part, "." | "..")) {
            "one of its parts is `.` or `..`"
        } else {
            return Ok(full);
        };
        Err(Problem::new(Code::NameImpossible)
            .title(format!("Google Cloud Storage cannot hold the name {key:?}"))
            .service("gcs")
            .key(key)
            .because(why))
    }

    pub fn about<'a>(&'a self, key: &'a str) -> About<'a> {
        About::Key(&self.bucket, key)
    }

    pub fn bucket_path(&self) -> String {
        format!("/storage/v1/b/{}", escaped(&self.bucket))
    }

    pub fn object_path(&self, full: &str) -> String {
        format!("{}/o/{}", self.bucket_path(), escaped(full))
    }

    fn own(&self, full: &str) -> String {
        full.strip_prefix(&*self.prefix).unwrap_or(full).to_owned()
    }

    /// Makes a request, again while that may help.
    pub async fn send<T, F>(&self, request: impl FnMut() -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        self.send_telling(request).await.0
    }

    /// The same, and whether it was made more than once.
    pub async fn send_telling<T, F>(&self, request: impl FnMut() -> F) -> (Result<T>, bool)
    where
        F: Future<Output = Result<T>>,
    {
        let (sent, again) = self.net.retry_telling(request).await;
        (sent.map_err(|problem| self.reach.blame(problem)), again)
    }

    /// What is really missing, when an object is: the answer does not say whether it is the whole bucket.
    pub async fn missing(&self, problem: Problem) -> Problem {
        if problem.code != Code::ObjectMissing || self.is_there.load(Ordering::Relaxed) {
            return problem;
        }
        let request = self.reach.request(
            Method::GET,
            &self.bucket_path(),
            &[("fields", Some("name"))],
        );
        match self.reach.ask(request, About::Bucket(&self.bucket)).await {
            Err(gone) if gone.code == Code::BucketMissing => self.reach.blame(gone),
            asked => {
                self.is_there.store(asked.is_ok(), Ordering::Relaxed);
                problem
            }
        }
    }

    async fn page(&self, listing: &Listing, token: Option<&str>) -> Result<(Page, Option<String>)> {
        let prefix = format!("{}{}", self.prefix, listing.prefix);
        let delimiter = listing.delimiter.map(String::from);
        // It starts with the first key that is not smaller.
        let start = listing.after.as_ref();
        let start = start.map(|after| format!("{}{after}", self.prefix));
        let path = format!("{}/o", self.bucket_path());
        let parameters = [
            ("fields", Some(LISTED)),
            // The most there are; emulators have no limit of their own.
            ("maxResults", Some("1000")),
            (
                "prefix",
                Some(prefix.as_str()).filter(|prefix| !prefix.is_empty()),
            ),
            ("delimiter", delimiter.as_deref()),
            ("startOffset", start.as_deref()),
            ("versions", listing.versions.then_some("true")),
            ("pageToken", token),
        ];
        let listed = self
            .send(|| async {
                let request = self.reach.request(Method::GET, &path, &parameters);
                let answer = self.reach.ask(request, About::Bucket(&self.bucket)).await?;
                serde_json::from_str::<Listed>(&answer.text)
                    .map_err(|error| fault::nonsense(&error.to_string()))
            })
            .await?;
        let next = listed.next_page_token.filter(|next| !next.is_empty());
        let is_wanted = |key: &str| listing.after.as_deref().is_none_or(|after| key > after);
        let objects = listed.items.into_iter().map(|mut resource| {
            let key = self.own(&std::mem::take(&mut resource.name));
            resource.meta(key)
        });
        let page = Page {
            objects: objects.filter(|object| is_wanted(&object.key)).collect(),
            prefixes: listed
                .prefixes
                .iter()
                .map(|prefix| self.own(prefix))
                .collect(),
        };
        Ok((page, next))
    }
}

/// Attributes that are no fields of an object but parameters of the request; STORAGE_014 for an encryption
/// that the service does not have.
pub fn kms_key<'a>(attributes: &'a Attributes, key: &str) -> Result<Option<&'a str>> {
    match (
        attributes.sse.as_deref(),
        attributes.sse_kms_key_id.as_deref(),
    ) {
        (_, Some(name)) => Ok(Some(name)),
        // Everything is encrypted with AES-256, asked or not.
        (None | Some("AES256"), None) => Ok(None),
        (Some(other), None) => Err(Problem::new(Code::StorageUnsupported)
            .title(format!(
                "Google Cloud Storage has no encryption \"{other}\" without a key's name"
            ))
            .service("gcs")
            .key(key)
            .help("name the key: projects/P/locations/L/keyRings/R/cryptoKeys/K")),
    }
}

#[async_trait]
impl Store for Bucket {
    fn service(&self) -> &'static str {
        "gcs"
    }

    fn url(&self, key: &str) -> String {
        format!("gs://{}/{}{key}", self.bucket, self.prefix)
    }

    fn endpoint(&self) -> &str {
        &self.reach.endpoint
    }

    fn location(&self, key: &str) -> Location {
        Location {
            bucket: self.bucket.to_string(),
            key: format!("{}{key}", self.prefix),
        }
    }

    async fn stat(&self, key: &str, version: Option<&str>) -> Result<Meta> {
        let path = self.object_path(&self.full(key)?);
        let version = object::version(version, key)?;
        let asked = self
            .send(|| async {
                let parameters = [("generation", version)];
                let request = self.reach.request(Method::GET, &path, &parameters);
                let answer = self.reach.ask(request, self.about(key)).await?;
                Ok(Resource::parse(&answer.text)?.into_meta(key))
            })
            .await;
        match asked {
            Ok(meta) => Ok(meta),
            Err(problem) => Err(self.missing(problem).await),
        }
    }

    fn list(&self, listing: Listing) -> Pages {
        let first = (self.clone(), listing, Some(None), Way::default());
        let pages = stream::try_unfold(first, |(this, listing, token, mut way)| async move {
            let Some(token) = token else {
                return Ok(None);
            };
            let token: Option<String> = token;
            let (page, next) = this.page(&listing, token.as_deref()).await?;
            let next = way.turn(next, || fault::nonsense(CIRCLE))?;
            Ok(Some((page, (this, listing, next.map(Some), way))))
        });
        Pages {
            ordered: true,
            stream: pages.boxed(),
        }
    }

    async fn read(&self, key: &str, reading: Reading) -> Result<(Meta, ByteStream)> {
        let path = self.object_path(&self.full(key)?);
        let pinned = object::matching(reading.if_match.as_deref(), key)?;
        let range = reading.range_header();
        let parameters = [
            ("alt", Some("media")),
            (
                "generation",
                object::version(reading.version.as_deref(), key)?,
            ),
            ("ifGenerationMatch", pinned.as_deref()),
        ];
        let asked = self
            .send(|| async {
                let mut request = self
                    .reach
                    .request(Method::GET, &path, &parameters)
                    // As it is stored: else the service unpacks what it holds packed, and ranges are lost.
                    .header(ACCEPT_ENCODING, "gzip");
                if let Some(range) = &range {
                    request = request.header(RANGE, range);
                }
                let response = self.reach.open(request, None).await?;
                match (response.status(), &range) {
                    // Emulators look at the range before the condition: it is shorter now.
                    (StatusCode::RANGE_NOT_SATISFIABLE, _) if pinned.is_some() => {
                        Err(fault::changed(key))
                    }
                    (StatusCode::OK, None) | (StatusCode::PARTIAL_CONTENT, Some(_)) => Ok(response),
                    (status, _) if status.is_success() => Err(fault::nonsense(OTHER_RANGE)),
                    _ => {
                        let answer = self.reach.whole(response).await?;
                        Err(fault::problem(&answer, self.about(key)))
                    }
                }
            })
            .await;
        let response = match asked {
            Ok(response) => response,
            Err(problem) => return Err(self.missing(problem).await),
        };
        let meta = object::of_headers(key, response.headers())?;
        let begins = response.headers().get(CONTENT_RANGE);
        if !reading.is_answered_by(begins.and_then(|range| range.to_str().ok())) {
            return Err(fault::nonsense(OTHER_RANGE));
        }
        // Emulators ignore the condition.
        if pinned.is_some() && meta.etag != pinned {
            return Err(fault::changed(key));
        }
        let content = self.reach.content(response, key);
        Ok((meta, content))
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
        let condition = object::generation(condition, key)?;
        let kms_key = kms_key(attributes, key)?;
        let description = Description::new(&full, attributes, digest).json()?;
        let content_type = attributes.content_type.as_deref();
        let content_type = content_type.unwrap_or("application/octet-stream");
        // Nobody can have written content that holds it.
        let random = || RandomState::new().hash_one(());
        let boundary = format!("{:016x}{:016x}", random(), random());
        // "Multipart uploads": what it is and what is in it, in one request that takes effect whole.
        let head = format!(
            "--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{description}\r\n\
             --{boundary}\r\nContent-Type: {content_type}\r\n\r\n"
        );
        let tail = format!("\r\n--{boundary}--\r\n");
        let path = format!("/upload{}/o", self.bucket_path());
        let parameters = [
            ("uploadType", Some("multipart")),
            ("ifGenerationMatch", condition.as_deref()),
            ("kmsKeyName", kms_key),
        ];
        let written = self
            .send_telling(|| async {
                let request = self.reach.request(Method::POST, &path, &parameters).header(
                    CONTENT_TYPE,
                    format!("multipart/related; boundary={boundary}"),
                );
                let payload = vec![
                    Body::Bytes(Bytes::from(head.clone())),
                    body.clone(),
                    Body::Bytes(Bytes::from(tail.clone())),
                ];
                let response = self.reach.open(request, Some(payload)).await?;
                let answer = self.reach.whole(response).await?;
                // Nothing but the checksum can be invalid in what has no further attributes.
                if answer.status == StatusCode::BAD_REQUEST
                    && let Some(digest) = digest
                    && attributes.storage_class.is_none()
                    && kms_key.is_none()
                    && let Some(damaged) = damaged(key, digest, &answer.text)
                {
                    return Err(damaged);
                }
                let answer = self.reach.success(answer, About::Bucket(&self.bucket));
                Resource::parse(&answer.map_err(|problem| named(problem, key))?.text)
            })
            .await;
        let resource = match written {
            (Err(refused), true) if refused.code == Code::ConditionFailed => {
                let left =
                    left_by_write(self, key, body.length(), digest.cloned().as_slice()).await;
                return left.ok_or(refused);
            }
            (written, _) => written?,
        };
        agree(key, digest, &resource.written().checksums)?;
        Ok(resource.written())
    }

    async fn delete(&self, key: &str, version: Option<&str>, if_match: Option<&str>) -> Result<()> {
        let path = self.object_path(&self.full(key)?);
        let pinned = object::matching(if_match, key)?;
        let parameters = [
            ("generation", object::version(version, key)?),
            ("ifGenerationMatch", pinned.as_deref()),
        ];
        let asked = self
            .send_telling(|| async {
                let request = self.reach.request(Method::DELETE, &path, &parameters);
                self.reach.ask(request, self.about(key)).await
            })
            .await;
        match asked {
            (Err(refused), true) => gone_by_deletion(self, key, version, refused).await,
            (Err(problem), false) => Err(self.missing(problem).await),
            (Ok(_), _) => Ok(()),
        }
    }

    fn checksum(&self) -> Option<Algorithm> {
        Some(Algorithm::Crc32c)
    }

    fn reads_ranges_in_parallel(&self) -> bool {
        true
    }

    fn largest_write(&self) -> u64 {
        LARGEST_OBJECT
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

/// A write has a name, but what may be missing is the bucket.
pub fn named(problem: Problem, key: &str) -> Problem {
    match problem.code {
        Code::ConditionFailed => {
            let cause = problem.cause.clone().unwrap_or_default();
            fault::changed(key).because(cause)
        }
        Code::BucketMissing => problem,
        _ => problem.key(key),
    }
}

/// STORAGE_006: the service refused content for its checksum. Nothing when it gives another reason.
pub fn damaged(key: &str, sent: &Digest, said: &str) -> Option<Problem> {
    let told: serde_json::Value = serde_json::from_str(said).unwrap_or_default();
    let words = told["error"]["message"].as_str().unwrap_or_default();
    let reason = told["error"]["errors"][0]["reason"].as_str();
    let problem = Problem::new(Code::IntegrityFailed)
        .title(format!("\"{key}\" was damaged on its way"))
        .service("gcs")
        .key(key)
        .because(format!("sent {sent}; the service refused it: {words}"));
    reason
        .is_none_or(|reason| reason == "invalid")
        .then_some(problem)
}

/// Compares what was sent with what the service has: emulators take whatever comes.
pub fn agree(key: &str, sent: Option<&Digest>, there: &[Digest]) -> Result<()> {
    let Some(sent) = sent else { return Ok(()) };
    match there.iter().find(|one| one.algorithm == sent.algorithm) {
        Some(there) if there != sent => Err(Problem::new(Code::IntegrityFailed)
            .title(format!("\"{key}\" was damaged on its way"))
            .service("gcs")
            .key(key)
            .because(format!("sent {sent}, stored {there}"))),
        _ => Ok(()),
    }
}

#[async_trait]
impl Buckets for Bucket {
    /// Makes the bucket. Fails with CONFIG_002 when no project is set to make it in.
    async fn create(&self) -> Result<()> {
        let project = match (&self.reach.project, self.reach.is_emulator) {
            (Some(project), _) => project.as_str(),
            (None, true) => "emulator",
            (None, false) => {
                return Err(Problem::new(Code::RequiredVariableMissing)
                    .title("GOOGLE_CLOUD_PROJECT is not set, and a bucket belongs to a project")
                    .service("gcs")
                    .variable("GOOGLE_CLOUD_PROJECT")
                    .help("GOOGLE_CLOUD_PROJECT=acme-prod"));
            }
        };
        let name = serde_json::json!({ "name": &*self.bucket });
        self.send(|| async {
            let parameters = [("project", Some(project))];
            let request = self
                .reach
                .request(Method::POST, "/storage/v1/b", &parameters);
            self.reach
                .ask(request.json(&name), About::Bucket(&self.bucket))
                .await
                .map(drop)
        })
        .await
    }

    async fn remove(&self) -> Result<()> {
        self.send(|| async {
            let request = self.reach.request(Method::DELETE, &self.bucket_path(), &[]);
            let asked = self.reach.ask(request, About::Bucket(&self.bucket)).await;
            // 409 at the service, 412 at emulators.
            asked.map(drop).map_err(|problem| match problem.code {
                Code::StorageState | Code::ConditionFailed => Problem::new(Code::StorageState)
                    .title(format!("bucket \"{}\" is not empty", self.bucket))
                    .service("gcs")
                    .because(problem.cause.clone().unwrap_or_default())
                    .help("remove its objects first"),
                _ => problem,
            })
        })
        .await
    }
}
