//! The live probe: a real round trip, and what shows on the way: what the key may and may not, what the bucket
//! and the service make of it. Every object that it writes is removed, by version where there are versions.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use crc_fast::CrcAlgorithm;
use futures_util::TryStreamExt as _;
use reqwest::Method;

use super::client::Request;
use super::fault::About;
use super::store::{Bucket, with_digest, written};
use super::trailer;
use super::xml::{self, Node};
use crate::net;
use crate::probe::{Ask, CONTENT, Finding, Probe, Severity};
use crate::problem::{Code, Problem};
use crate::storage::{Body, Digest, Listing, Result, Store, trial};

/// What a round trip that failed is called, by what it met; all else is the round trip's own.
const RULES: [(Code, &str); 5] = [
    (Code::EndpointWrong, "s3-region"),
    (Code::StorageCredentials, "s3-credentials"),
    (Code::StoragePermission, "s3-permission"),
    (Code::StorageClockSkewed, "s3-clock"),
    (Code::BucketMissing, "s3-bucket"),
];

/// What a probe found, and what it has to clear away; kept when its deadline passes.
#[derive(Default)]
struct Notes {
    found: Mutex<Vec<Finding>>,
    /// Keys, and their versions where they are known.
    left: Mutex<Vec<(String, Option<String>)>>,
}

impl Notes {
    fn add(&self, severity: Severity, rule: &'static str, problem: &Problem) {
        let finding = Finding::live(severity, rule, problem);
        self.found
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(finding);
    }

    fn leave(&self, key: &str, version: Option<String>) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.retain(|(kept, _)| kept != key);
        left.push((key.to_owned(), version));
    }

    fn forget(&self, key: &str) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.retain(|(kept, _)| kept != key);
    }
}

#[async_trait]
impl Probe for Bucket {
    /// Everything within the deadline; a quarter of that is kept for clearing away.
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let this = Bucket {
            net: self.net.once(),
            ..self.clone()
        };
        let (notes, reserve) = (Notes::default(), ask.deadline / 4);
        let tried = tokio::time::timeout(ask.deadline - reserve, this.examine(&notes)).await;
        if tried.is_err() {
            let late = trial::late(&this, ask.deadline - reserve);
            notes.add(Severity::Error, "s3-round-trip", &late);
        }
        // What did not end in time is removed as far as it can be, in silence: more would follow from it.
        let cleared = tokio::time::timeout(reserve, this.clear(&notes)).await;
        let mut found = notes
            .found
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if let (Ok(Err(problem)), true) = (
            cleared,
            found.iter().all(|one| one.severity != Severity::Error),
        ) {
            found.push(Finding::live(Severity::Warning, "s3-delete", &problem));
        }
        found.sort_by_key(|one| one.severity);
        found
    }
}

impl Bucket {
    async fn examine(&self, notes: &Notes) {
        if let Err(problem) = self.round_trip(notes).await {
            let by_code = RULES.iter().find(|(code, _)| *code == problem.code);
            let is_tls = problem
                .source
                .as_deref()
                .is_some_and(|error| net::tls_error(error).is_some());
            let rule = match by_code {
                _ if is_tls => "s3-tls",
                Some((_, rule)) => rule,
                None => "s3-round-trip",
            };
            return notes.add(Severity::Error, rule, &self.blame(problem));
        }
        tokio::join!(
            self.examine_head(notes),
            self.examine_versions(notes),
            self.examine_privilege(notes),
            self.examine_checksums(notes),
        );
    }

    /// Writes a small object, reads it back, compares, and looks for it in the listing.
    async fn round_trip(&self, notes: &Notes) -> Result<()> {
        let key = trial::key();
        let full = self.full(&key)?;
        let body = Body::Bytes(Bytes::from_static(CONTENT));
        let digest = self
            .checksum()
            .map(|algorithm| Digest::of(algorithm, CONTENT));
        // Where objects are locked by default, none is taken without.
        let request = with_digest(Request::of_key(Method::PUT, &full), digest.as_ref()).body(body);
        self.leave_one(&key, &request, notes).await?;
        let late = || {
            Problem::new(Code::StorageFailed)
                .title("an object that was just written is not seen yet")
                .service("s3")
                .help("do not use a service or a cache that shows writes only later")
        };
        if let Err(problem) = trial::comes_back(self, &key).await {
            if problem.code != Code::ObjectMissing {
                return Err(problem);
            }
            notes.add(Severity::Error, "s3-read-after-write", &late());
            return Ok(());
        }
        let listing = Listing {
            prefix: key.clone(),
            ..Listing::default()
        };
        match self.pages(listing).stream.try_collect::<Vec<_>>().await {
            Ok(pages) if pages.iter().all(|page| page.objects.is_empty()) => {
                let late = late().because("the listing does not have it");
                notes.add(Severity::Warning, "s3-read-after-write", &late);
            }
            Ok(_) => {}
            Err(problem) => {
                let problem = problem.help("allow s3:ListBucket on the bucket itself");
                notes.add(Severity::Warning, "s3-list", &problem);
            }
        }
        Ok(())
    }

    /// Writes one object that [`Bucket::clear`] will remove. A write that was refused left nothing.
    async fn leave_one(&self, key: &str, request: &Request<'_>, notes: &Notes) -> Result<()> {
        notes.leave(key, None);
        match self.send(request, self.about(key)).await {
            Ok(answer) => {
                notes.leave(key, written(answer.headers()).version);
                Ok(())
            }
            Err(problem) => {
                if problem.code != Code::StorageUnreachable {
                    notes.forget(key);
                }
                Err(problem)
            }
        }
    }

    /// What Dify asks at its start: HeadBucket. A refusal is swallowed there.
    async fn examine_head(&self, notes: &Notes) {
        if let Err(problem) = self.has_bucket().await
            && problem.code == Code::StoragePermission
        {
            let problem = problem
                .title("the key may not look at the bucket itself")
                .help("allow s3:ListBucket on the bucket, beside what is allowed on its objects");
            notes.add(Severity::Warning, "s3-head-bucket", &problem);
        }
    }

    async fn examine_versions(&self, notes: &Notes) {
        let request = Request::of_bucket(Method::GET).query("versioning", "");
        // Who may not ask, or asks a service without versions, learns nothing.
        let Ok(document) = self.ask(&request, About::Bucket(&self.bucket)).await else {
            return;
        };
        if xml::leaf(&document.xml, "Status").as_deref() == Some("Enabled") {
            let problem = Problem::new(Code::NotAsMeant)
                .title(format!("bucket \"{}\" keeps versions", self.bucket))
                .service("s3")
                .variable("S3_BUCKET_NAME")
                .because("what is deleted or replaced stays, and costs, behind a marker")
                .help("give the bucket a lifecycle rule that expires noncurrent versions");
            notes.add(Severity::Info, "s3-versioning", &self.blame(problem));
        }
    }

    /// A key for one bucket has no business with the others.
    async fn examine_privilege(&self, notes: &Notes) {
        let request = Request::of_service(Method::GET);
        let Ok(document) = self.ask(&request, About::Bucket(&self.bucket)).await else {
            return;
        };
        let mut others = 0;
        let read = xml::read(&document.xml, |node| {
            if let Node::Leaf("Bucket", "Name", name) = node
                && name != self.bucket
            {
                others += 1;
            }
        });
        if read.is_ok() && others > 0 {
            let problem = Problem::new(Code::PrivilegeTooWide)
                .title("the key may list all buckets")
                .service("s3")
                .variable("S3_ACCESS_KEY")
                .because(format!("it sees {others} beside \"{}\"", self.bucket))
                .help(format!(
                    "use a key that may get, put, delete and list in \"{}\", and nothing else",
                    self.bucket
                ));
            notes.add(Severity::Warning, "s3-privilege", &self.blame(problem));
        }
    }

    /// Uploads as boto3 does since 1.36, unless it is told not to: with a CRC32, which stands behind the content
    /// where the connection is encrypted, and in a header where it is not.
    async fn examine_checksums(&self, notes: &Notes) {
        if self.reach.told_no_checksums {
            return;
        }
        let key = trial::key();
        let Ok(full) = self.full(&key) else {
            return;
        };
        let crc = crc_fast::checksum(CrcAlgorithm::Crc32IsoHdlc, CONTENT);
        let crc = STANDARD.encode(&crc.to_be_bytes()[4..]);
        let request =
            Request::of_key(Method::PUT, &full).header("x-amz-sdk-checksum-algorithm", "CRC32");
        let request = match self.reach.is_encrypted {
            true => {
                let content = String::from_utf8_lossy(CONTENT);
                let ending = trailer::ending("x-amz-checksum-crc32", &crc);
                let chunks = format!("{:x}\r\n{content}\r\n{ending}", CONTENT.len());
                request
                    .chunked("x-amz-checksum-crc32", CONTENT.len() as u64)
                    .body(Body::Bytes(chunks.into()))
            }
            false => request
                .header("x-amz-checksum-crc32", &crc)
                .body(Body::Bytes(Bytes::from_static(CONTENT))),
        };
        // The same object without was taken a moment ago.
        if let Err(problem) = self.leave_one(&key, &request, notes).await
            && problem.code != Code::StorageUnreachable
        {
            let problem = problem
                .title("the service refuses the checksums that AWS's newer SDKs send")
                .variable("AWS_REQUEST_CHECKSUM_CALCULATION")
                .help("AWS_REQUEST_CHECKSUM_CALCULATION=when_required for all that uses boto3 1.36 or later");
            notes.add(Severity::Warning, "s3-checksums", &problem);
        }
    }

    /// Removes what was written.
    async fn clear(&self, notes: &Notes) -> Result<()> {
        let left = std::mem::take(&mut *notes.left.lock().unwrap_or_else(PoisonError::into_inner));
        let mut outcome = Ok(());
        for (key, version) in left {
            let removed = match &version {
                Some(version) => match self.delete(&key, Some(version), None).await {
                    // Without the right to remove a version, a marker is all that can be left.
                    Err(problem) if problem.code == Code::StoragePermission => {
                        self.delete(&key, None, None).await
                    }
                    other => other,
                },
                None => self.delete(&key, None, None).await,
            };
            if let Err(problem) = removed {
                outcome = Err(problem.help(format!(
                    "allow s3:DeleteObject, and remove the object \"{key}\""
                )));
            }
        }
        outcome
    }
}
