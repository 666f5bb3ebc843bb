//! The live check of a bucket: a small object goes in, comes back, and is deleted; and what else a deployment
//! needs of the bucket than that, or had better not have. Called by `config check --live`.

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use reqwest::Method;
use serde::Deserialize;

use super::fault::{self, About};
use super::store::Bucket;
use crate::net::Answer;
use crate::probe::{Ask, Finding, Probe, Severity};
use crate::problem::{Code, Problem};
use crate::storage::{Listing, Store as _, trial};

/// Permissions that no deployment needs on its bucket, and that would lose all of it.
const TOO_MUCH: [&str; 2] = ["storage.buckets.delete", "storage.buckets.setIamPolicy"];

/// What we read of a bucket's own resource ("Buckets" in the JSON API reference).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Described {
    retention_policy: Retention,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Retention {
    /// Seconds; a 64-bit number is a string in JSON.
    retention_period: Option<String>,
}

#[async_trait]
impl Probe for Bucket {
    /// Looks at the bucket, writes one small object, reads it back, compares and deletes it, within the
    /// deadline; a quarter of that is kept for the deletion. A bucket that retains its objects is only read.
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let this = Bucket {
            net: self.net.once(),
            ..self.clone()
        };
        let key = trial::key();
        let reserve = ask.deadline / 4;
        let mut findings = Vec::new();
        let mut left = false;
        let looked = async {
            let retains = this.look(ask, &mut findings).await;
            if retains {
                return this.lists().await;
            }
            left = true;
            let tried = trial::round_trip(&this, &key).await;
            tried.map_err(|(stays, problem)| {
                left = stays;
                problem
            })
        };
        let tried = match tokio::time::timeout(ask.deadline - reserve, looked).await {
            Ok(tried) => tried,
            Err(_) => Err(trial::late(&this, ask.deadline - reserve)),
        };
        let works = tried.is_ok();
        if let Err(problem) = tried {
            if problem.code == Code::StorageClockSkewed {
                // Said once.
                findings.retain(|finding| finding.rule != "gcs-clock");
            }
            findings.push(Finding::live(
                Severity::Error,
                "gcs-round-trip",
                &this.reach.blame(problem),
            ));
        }
        if left {
            let cleared = tokio::time::timeout(reserve, this.delete(&key, None, None)).await;
            if let Ok(Err(problem)) = cleared
                && works
            {
                let problem = match problem.code {
                    Code::StoragePermission => problem.help(format!(
                        "grant storage.objects.delete (role Storage Object User), and remove the object \"{key}\""
                    )),
                    _ => problem,
                };
                findings.push(Finding::live(Severity::Warning, "gcs-delete", &problem));
            }
        }
        if works {
            let asked = tokio::time::timeout(reserve, this.privileges()).await;
            findings.extend(asked.ok().flatten());
        }
        findings
    }
}

impl Bucket {
    /// What the bucket itself says; true when it keeps objects from being deleted.
    async fn look(&self, ask: &Ask, findings: &mut Vec<Finding>) -> bool {
        let parameters = [("fields", Some("name,retentionPolicy"))];
        let request = self
            .reach
            .request(Method::GET, &self.bucket_path(), &parameters);
        // Who cannot be reached or refuses us says so to the round trip, too.
        let Ok(answer) = self.answer(request).await else {
            return false;
        };
        if let Some(skew) = fault::skew(&answer).filter(|skew| skew.abs() > fault::SKEW) {
            let direction = if skew.is_negative() {
                "ahead of"
            } else {
                "behind"
            };
            let problem = Problem::new(Code::StorageClockSkewed)
                .title(format!(
                    "this machine's clock is {} s {direction} Google's",
                    skew.abs().as_secs()
                ))
                .service("gcs")
                .because("tokens and signed URLs are made by it, and refused");
            findings.push(Finding::live(Severity::Warning, "gcs-clock", &problem));
        }
        if !answer.status.is_success() {
            let problem = fault::problem(&answer, About::Bucket(&self.bucket));
            if problem.code == Code::StoragePermission && ask.for_dify {
                let problem = problem
                    .title("the account may not look at the bucket itself, which Dify does before every access")
                    .help("grant storage.buckets.get (role Storage Legacy Bucket Reader) on the bucket");
                findings.push(Finding::live(Severity::Error, "gcs-bucket-get", &problem));
            }
            return false;
        }
        let described: Described = serde_json::from_str(&answer.text).unwrap_or_default();
        let period = described.retention_policy.retention_period;
        let period = period.and_then(|period| period.parse::<u64>().ok());
        let Some(seconds) = period.filter(|seconds| *seconds > 0) else {
            return false;
        };
        let problem = Problem::new(Code::StorageState)
            .title(format!(
                "the bucket retains every object for {seconds} s: nothing can be deleted or replaced before"
            ))
            .service("gcs")
            .because("its retention policy; nothing was written to it for this check")
            .help("use a bucket without a retention policy");
        findings.push(Finding::live(Severity::Warning, "gcs-retention", &problem));
        true
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Answer, Problem> {
        let response = self.reach.open(request, None).await?;
        self.reach.whole(response).await
    }

    /// All that can be tried where nothing may be written.
    async fn lists(&self) -> Result<(), Problem> {
        let mut pages = self.list(Listing::default()).stream;
        pages.try_next().await.map(drop)
    }

    /// Whether the account could remove the bucket, or give it away.
    async fn privileges(&self) -> Option<Finding> {
        let path = format!("{}/iam/testPermissions", self.bucket_path());
        let asked = TOO_MUCH.map(|one| ("permissions", Some(one)));
        let request = self.reach.request(Method::GET, &path, &asked);
        let answer = self.answer(request).await.ok()?;
        let granted: serde_json::Value = serde_json::from_str(&answer.text).ok()?;
        let granted: Vec<&str> = granted["permissions"]
            .as_array()?
            .iter()
            .filter_map(|one| one.as_str())
            .filter(|one| TOO_MUCH.contains(one))
            .collect();
        if granted.is_empty() {
            return None;
        }
        let problem = Problem::new(Code::PrivilegeTooWide)
            .service("gcs")
            .because(format!("it has {}", granted.join(" and ")))
            .help("grant Storage Object User and Storage Legacy Bucket Reader on this bucket, and no more");
        Some(Finding::live(Severity::Warning, "gcs-privilege", &problem))
    }
}
