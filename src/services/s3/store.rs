//! S3 as a store: one bucket, with the configured prefix in front of every key. How it is reached is
//! `client`'s, what its errors mean `fault`'s.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::{ByteStream as SdkStream, DateTime, Length};
use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration, EncodingType};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;

use super::client::{Reach, reach};
use super::fault::{About, problem};
use crate::config::Settings;
use crate::net::Net;
use crate::probe::{Ask, Finding, Probe, Severity};
use crate::problem::{Code, Origin, Problem, Retry};
use crate::secret::Secret;
use crate::service::Opened;
use crate::storage::{
    Algorithm, Attributes, Body, Buckets, ByteStream, Condition, Digest, Listing, Meta, Method,
    Page, Pages, Presign, Reading, Result, Store, Written,
};

/// Bytes of one PutObject ("Uploading objects" in the S3 user guide).
const LARGEST_WRITE: u64 = 5 << 30;
/// Bytes of a key in UTF-8 ("Creating object key names").
const LONGEST_KEY: usize = 1024;
/// SigV4's own limit ("Authenticating requests: using query parameters").
const LONGEST_SIGNED: Duration = Duration::from_secs(7 * 24 * 3600);

pub fn open(settings: &Settings, net: &Net, bucket: Option<&str>) -> Opened<dyn Store> {
    let configured = settings.require("s3", "S3_BUCKET_NAME");
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
        "S3_SECRET_KEY",
    ];
    let origins = blames.iter().filter_map(|name| {
        let value = settings.set_value(name)?;
        Some((*name, value.name.clone(), value.origin.clone()))
    });
    Ok(Arc::new(Bucket {
        reach: Arc::new(reach(settings, net)?),
        net: net.clone(),
        origins: origins.collect(),
        bucket,
        prefix,
    }))
}

#[derive(Clone)]
struct Bucket {
    reach: Arc<Reach>,
    net: Net,
    bucket: String,
    prefix: String,
    /// Where the variables to blame got their values: by first name, the name that was used, its origin.
    origins: Vec<(&'static str, String, Origin)>,
}

impl Bucket {
    /// The whole key. Fails with STORAGE_013 for one that S3 cannot hold, or that would leave the prefix
    /// at a proxy that resolves `..`.
    fn full(&self, key: &str) -> Result<String> {
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

    fn about<'a>(&'a self, key: &'a str) -> About<'a> {
        About::Key(&self.bucket, key)
    }

    /// Adds where the blamed variable's value came from.
    fn blame(&self, problem: Problem) -> Problem {
        let name = match problem.code {
            Code::StorageCredentials => "S3_SECRET_KEY",
            _ => problem.subject.variable.as_deref().unwrap_or_default(),
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
    async fn send<T, F>(&self, request: impl Fn() -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        self.net
            .retry(request)
            .await
            .map_err(|problem| self.blame(problem))
    }

    async fn has_bucket(&self) -> Result<()> {
        let asked = self
            .reach
            .client
            .head_bucket()
            .bucket(&self.bucket)
            .send()
            .await;
        asked
            .map(drop)
            .map_err(|error| problem(error, About::Bucket(&self.bucket)))
    }

    fn own(&self, key: &str) -> String {
        key.strip_prefix(&self.prefix).unwrap_or(key).to_owned()
    }

    async fn page(
        &self,
        listing: &Listing,
        token: Option<String>,
    ) -> Result<(Page, Option<String>)> {
        // Compatible services may skip whole folders that sort after it, or have an order of their own.
        let after = listing.after.as_ref().filter(|_| self.reach.is_aws);
        let after = after.map(|after| format!("{}{after}", self.prefix));
        let answer = self
            .send(|| async {
                self.reach
                    .client
                    .list_objects_v2()
                    .bucket(&self.bucket)
                    .prefix(format!("{}{}", self.prefix, listing.prefix))
                    .set_start_after(after.clone())
                    .set_delimiter(listing.delimiter.map(String::from))
                    .set_continuation_token(token.clone())
                    // XML cannot hold every character of a key.
                    .encoding_type(EncodingType::Url)
                    .send()
                    .await
                    .map_err(|error| problem(error, About::Bucket(&self.bucket)))
            })
            .await?;
        let encoded = answer.encoding_type().is_some();
        let name = |text: Option<&str>| {
            let text = text.unwrap_or_default();
            self.own(&if encoded {
                decoded(text)
            } else {
                text.to_owned()
            })
        };
        let objects = answer.contents().iter().map(|object| Meta {
            key: name(object.key()),
            size: object
                .size()
                .and_then(|size| size.try_into().ok())
                .unwrap_or(0),
            etag: object.e_tag().map(unquoted),
            modified: object.last_modified().and_then(timestamp),
            ..Meta::default()
        });
        let is_wanted = |key: &str| listing.after.as_deref().is_none_or(|after| key > after);
        let page = Page {
            objects: objects.filter(|object| is_wanted(&object.key)).collect(),
            prefixes: answer
                .common_prefixes()
                .iter()
                .map(|prefix| name(prefix.prefix()))
                .collect(),
        };
        let more = answer.is_truncated() == Some(true);
        Ok((
            page,
            answer
                .next_continuation_token()
                .filter(|_| more)
                .map(str::to_owned),
        ))
    }
}

/// As a URL encodes it in a listing.
fn decoded(text: &str) -> String {
    let query = format!("k={text}");
    let first = url::form_urlencoded::parse(query.as_bytes()).next();
    first.map_or_else(|| text.to_owned(), |(_, value)| value.into_owned())
}

fn unquoted(etag: &str) -> String {
    etag.trim_matches('"').to_owned()
}

fn quoted(etag: &str) -> String {
    format!("\"{etag}\"")
}

fn timestamp(time: &DateTime) -> Option<Timestamp> {
    Timestamp::new(time.secs(), i32::try_from(time.subsec_nanos()).ok()?).ok()
}

#[async_trait]
impl Store for Bucket {
    fn service(&self) -> &'static str {
        "s3"
    }

    fn url(&self, key: &str) -> String {
        format!("s3://{}/{}{key}", self.bucket, self.prefix)
    }

    async fn stat(&self, key: &str, version: Option<&str>) -> Result<Meta> {
        let full = self.full(key)?;
        let asked = self
            .send(|| async {
                self.reach
                    .client
                    .head_object()
                    .bucket(&self.bucket)
                    .key(&full)
                    .set_version_id(version.map(str::to_owned))
                    .send()
                    .await
                    .map_err(|error| problem(error, self.about(key)))
            })
            .await;
        let found = match asked {
            // HEAD does not say what is missing, the object or the whole bucket.
            Err(missing) if missing.code == Code::ObjectMissing => {
                return Err(match self.has_bucket().await {
                    Err(problem) if problem.code == Code::BucketMissing => self.blame(problem),
                    _ => missing,
                });
            }
            other => other?,
        };
        let attributes = Attributes {
            content_type: found.content_type().map(str::to_owned),
            content_encoding: found.content_encoding().map(str::to_owned),
            content_disposition: found.content_disposition().map(str::to_owned),
            cache_control: found.cache_control().map(str::to_owned),
            metadata: found
                .metadata()
                .into_iter()
                .flatten()
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect(),
            storage_class: found.storage_class().map(|class| class.as_str().to_owned()),
            sse: found
                .server_side_encryption()
                .map(|sse| sse.as_str().to_owned()),
            sse_kms_key_id: found.ssekms_key_id().map(str::to_owned),
        };
        Ok(Meta {
            key: key.to_owned(),
            size: found
                .content_length()
                .and_then(|size| size.try_into().ok())
                .unwrap_or(0),
            etag: found.e_tag().map(unquoted),
            modified: found.last_modified().and_then(timestamp),
            version: found.version_id().map(str::to_owned),
            deleted: false,
            checksums: Vec::new(),
            attributes,
        })
    }

    fn list(&self, listing: Listing) -> Pages {
        let first = (self.clone(), listing, None, false);
        let pages = stream::try_unfold(first, |(this, listing, token, over)| async move {
            if over {
                return Ok(None);
            }
            let (page, next) = this.page(&listing, token).await?;
            let over = next.is_none();
            Ok(Some((page, (this, listing, next, over))))
        });
        Pages {
            ordered: self.reach.is_aws,
            stream: pages.boxed(),
        }
    }

    async fn read(&self, key: &str, reading: Reading) -> Result<(Meta, ByteStream)> {
        let full = self.full(key)?;
        let range = reading.range.as_ref().map(|range| match *range.end() {
            u64::MAX => format!("bytes={}-", range.start()),
            last => format!("bytes={}-{last}", range.start()),
        });
        let answer = self
            .send(|| async {
                self.reach
                    .client
                    .get_object()
                    .bucket(&self.bucket)
                    .key(&full)
                    .set_version_id(reading.version.clone())
                    .set_range(range.clone())
                    .set_if_match(reading.if_match.as_deref().map(quoted))
                    .send()
                    .await
                    .map_err(|error| problem(error, self.about(key)))
            })
            .await?;
        let length = answer
            .content_length()
            .and_then(|size| size.try_into().ok())
            .unwrap_or(0);
        // `bytes 0-9/1234`
        let whole = answer
            .content_range()
            .and_then(|range| range.rsplit('/').next()?.parse().ok());
        let meta = Meta {
            key: key.to_owned(),
            size: whole.unwrap_or(length),
            etag: answer.e_tag().map(unquoted),
            modified: answer.last_modified().and_then(timestamp),
            version: answer.version_id().map(str::to_owned),
            ..Meta::default()
        };
        let key = key.to_owned();
        let pieces = stream::try_unfold(answer.body, move |mut body| {
            let key = key.clone();
            async move {
                match body.try_next().await {
                    Ok(piece) => Ok(piece.map(|piece: Bytes| (piece, body))),
                    Err(error) => Err(Problem::new(Code::StorageUnreachable)
                        .title(format!("\"{key}\" broke off while it was read"))
                        .service("s3")
                        .key(key)
                        .retry(Retry::Now)
                        .source(error)),
                }
            }
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
        let full = self.full(key)?;
        let md5 = digest
            .filter(|digest| digest.algorithm == Algorithm::Md5)
            .map(|digest| {
                use base64::Engine as _;
                base64::engine::general_purpose::STANDARD.encode(&digest.value)
            });
        let (absent, matching) = match condition {
            Condition::None => (None, None),
            Condition::Absent => (Some("*".to_owned()), None),
            Condition::Match(etag) => (None, Some(quoted(etag))),
        };
        let answer = self
            .send(|| async {
                self.reach
                    .client
                    .put_object()
                    .bucket(&self.bucket)
                    .key(&full)
                    .body(content(&body).await?)
                    .content_length(i64::try_from(body.length()).unwrap_or(i64::MAX))
                    .set_content_md5(md5.clone())
                    .set_if_none_match(absent.clone())
                    .set_if_match(matching.clone())
                    .set_content_type(attributes.content_type.clone())
                    .set_content_encoding(attributes.content_encoding.clone())
                    .set_content_disposition(attributes.content_disposition.clone())
                    .set_cache_control(attributes.cache_control.clone())
                    .set_metadata(
                        (!attributes.metadata.is_empty())
                            .then(|| attributes.metadata.clone().into_iter().collect()),
                    )
                    .set_storage_class(attributes.storage_class.as_deref().map(Into::into))
                    .set_server_side_encryption(attributes.sse.as_deref().map(Into::into))
                    .set_ssekms_key_id(attributes.sse_kms_key_id.clone())
                    .send()
                    .await
                    .map_err(|error| match problem(error, self.about(key)) {
                        // Nothing is missing that could have been there before.
                        missing if missing.code == Code::ObjectMissing => {
                            Problem::new(Code::ConditionFailed)
                                .title(format!("\"{key}\" is no longer there"))
                                .service("s3")
                                .key(key)
                        }
                        other => other,
                    })
            })
            .await?;
        Ok(Written {
            etag: answer.e_tag().map(unquoted),
            version: answer.version_id().map(str::to_owned),
            checksums: Vec::new(),
        })
    }

    async fn delete(&self, key: &str, version: Option<&str>, if_match: Option<&str>) -> Result<()> {
        let full = self.full(key)?;
        self.send(|| async {
            self.reach
                .client
                .delete_object()
                .bucket(&self.bucket)
                .key(&full)
                .set_version_id(version.map(str::to_owned))
                .set_if_match(if_match.map(quoted))
                .send()
                .await
                .map(drop)
                .map_err(|error| problem(error, self.about(key)))
        })
        .await
    }

    fn reads_ranges_in_parallel(&self) -> bool {
        true
    }

    fn largest_write(&self) -> u64 {
        LARGEST_WRITE
    }

    fn presign(&self) -> Option<&dyn Presign> {
        Some(self)
    }

    fn buckets(&self) -> Option<&dyn Buckets> {
        Some(self)
    }
}

/// A body as the SDK takes it; files are read as they are sent.
async fn content(body: &Body) -> Result<SdkStream> {
    match body {
        Body::Bytes(bytes) => Ok(SdkStream::from(bytes.clone())),
        Body::File {
            path,
            offset,
            length,
        } => SdkStream::read_from()
            .path(path)
            .offset(*offset)
            .length(Length::Exact(*length))
            .build()
            .await
            .map_err(|error| {
                Problem::new(Code::LocalFileError)
                    .title(format!("\"{}\" cannot be read", path.display()))
                    .key(path.display().to_string())
                    .source(error)
            }),
    }
}

#[async_trait]
impl Presign for Bucket {
    async fn presign(
        &self,
        key: &str,
        method: Method,
        expires: Duration,
    ) -> Result<Secret<String>> {
        let full = self.full(key)?;
        let cannot = |why: String| {
            Problem::new(Code::CannotPresign)
                .service("s3")
                .key(key)
                .because(why)
        };
        if expires.is_zero() || expires > LONGEST_SIGNED {
            return Err(cannot("S3 signs for 1 second to 7 days".to_owned())
                .help("give --expires between 1s and 7d"));
        }
        let credentials = self
            .reach
            .credentials
            .provide_credentials()
            .await
            .map_err(|error| {
                self.blame(
                    Problem::new(Code::StorageCredentials)
                        .service("s3")
                        .source(error),
                )
            })?;
        let ends = credentials.expiry();
        if ends.is_some_and(|ends| ends < SystemTime::now() + expires) {
            return Err(
                cannot("the credentials themselves end before that".to_owned())
                    .help("give a shorter --expires, or sign with a lasting key"),
            );
        }
        let config =
            PresigningConfig::expires_in(expires).map_err(|error| cannot(error.to_string()))?;
        let client = &self.reach.client;
        let signed = match method {
            Method::Get => {
                let request = client.get_object().bucket(&self.bucket).key(full);
                request
                    .presigned(config)
                    .await
                    .map_err(|error| problem(error, self.about(key)))
            }
            Method::Put => {
                let request = client.put_object().bucket(&self.bucket).key(full);
                request
                    .presigned(config)
                    .await
                    .map_err(|error| problem(error, self.about(key)))
            }
        };
        signed
            .map(|signed| signed.uri().to_owned().into())
            .map_err(|problem| self.blame(problem))
    }
}

#[async_trait]
impl Buckets for Bucket {
    async fn create(&self) -> Result<()> {
        // us-east-1 is the one region that must not be named ("CreateBucket").
        let region = Some(self.reach.region.as_str()).filter(|region| *region != "us-east-1");
        let place = region.map(|region| {
            CreateBucketConfiguration::builder()
                .location_constraint(BucketLocationConstraint::from(region))
                .build()
        });
        self.send(|| async {
            let request = self.reach.client.create_bucket().bucket(&self.bucket);
            let sent = request
                .set_create_bucket_configuration(place.clone())
                .send()
                .await;
            sent.map(drop)
                .map_err(|error| problem(error, About::Bucket(&self.bucket)))
        })
        .await
    }

    async fn remove(&self) -> Result<()> {
        self.send(|| async {
            let sent = self
                .reach
                .client
                .delete_bucket()
                .bucket(&self.bucket)
                .send()
                .await;
            sent.map(drop)
                .map_err(|error| problem(error, About::Bucket(&self.bucket)))
        })
        .await
    }
}

#[async_trait]
impl Probe for Bucket {
    /// Writes one small object, reads it back, compares and deletes it, within the deadline; a quarter of
    /// that is kept for the deletion.
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let this = Bucket {
            net: self.net.once(),
            ..self.clone()
        };
        let key = format!(".tieline-probe-{:016x}", RandomState::new().hash_one(()));
        let reserve = ask.deadline / 4;
        let tried = tokio::time::timeout(ask.deadline - reserve, this.round_trip(&key)).await;
        let (may_be_there, tried) = match tried {
            Ok(Ok(())) => (true, Ok(())),
            // A write that was refused left nothing.
            Ok(Err((wrote, problem))) => (wrote, Err(problem)),
            Err(_) => (
                true,
                Err(Problem::new(Code::StorageUnreachable)
                    .service("s3")
                    .because(format!(
                        "no end after {} s",
                        (ask.deadline - reserve).as_secs_f32()
                    ))),
            ),
        };
        let mut findings = Vec::new();
        if let Err(problem) = tried {
            findings.push(Finding::live(
                Severity::Error,
                "s3-round-trip",
                &this.blame(problem),
            ));
        }
        if may_be_there {
            let cleared = tokio::time::timeout(reserve, this.delete(&key, None, None)).await;
            if let Ok(Err(problem)) = cleared
                && findings.is_empty()
            {
                let problem = problem.help(format!(
                    "allow DeleteObject, and remove the object \"{key}\""
                ));
                findings.push(Finding::live(Severity::Warning, "s3-delete", &problem));
            }
        }
        findings
    }
}

impl Bucket {
    async fn round_trip(&self, key: &str) -> Result<(), (bool, Problem)> {
        let content = Bytes::from_static(b"tieline was here");
        let body = Body::Bytes(content.clone());
        let written = self
            .write(key, body, &Attributes::default(), &Condition::None, None)
            .await;
        written.map_err(|problem| (problem.code == Code::StorageUnreachable, problem))?;
        let (_, pieces) = self
            .read(key, Reading::default())
            .await
            .map_err(|problem| (true, problem))?;
        let read: Vec<Bytes> = pieces
            .try_collect()
            .await
            .map_err(|problem| (true, problem))?;
        if read.concat() == content {
            Ok(())
        } else {
            let other = Problem::new(Code::IntegrityFailed).service("s3").key(key);
            Err((
                true,
                other.because("other bytes came back than were written"),
            ))
        }
    }
}
