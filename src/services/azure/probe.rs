//! What a live check of Azure does: one small object there and back.

use async_trait::async_trait;
use bytes::Bytes;

use super::fault;
use super::store::{Container, header};
use crate::probe::{Ask, Finding, Probe, Severity};
use crate::problem::{Code, Problem};
use crate::storage::{Attributes, Body, Condition, Store as _, trial};

#[async_trait]
impl Probe for Container {
    /// Writes one small object, reads it back, compares and deletes it, within the deadline; a quarter of
    /// that is kept for the deletion.
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let mut this = self.clone();
        this.net = self.net.once();
        let key = trial::key();
        let reserve = ask.deadline / 4;
        let tried =
            tokio::time::timeout(ask.deadline - reserve, trial::round_trip(&this, &key)).await;
        let (may_be_there, tried) = match tried {
            Ok(Ok(())) => (true, Ok(())),
            Ok(Err((wrote, problem))) => (wrote, Err(problem)),
            Err(_) => (true, Err(trial::late(&this, ask.deadline - reserve))),
        };
        let mut findings = Vec::new();
        if let Err(problem) = tried {
            findings.push(Finding::live(
                Severity::Error,
                "azure-round-trip",
                &this.blame(problem),
            ));
        }
        if findings.is_empty() {
            let seen = this.look(&key, ask.for_dify);
            let seen = tokio::time::timeout(reserve / 2, seen).await;
            findings.extend(seen.unwrap_or_default());
        }
        if may_be_there {
            let cleared = tokio::time::timeout(reserve / 2, this.delete(&key, None, None)).await;
            if let Ok(Err(problem)) = cleared
                && findings
                    .iter()
                    .all(|finding| finding.severity != Severity::Error)
            {
                let problem = problem.help(format!(
                    "allow deletion (d in a signature), and remove the object \"{key}\""
                ));
                findings.push(Finding::live(Severity::Warning, "azure-delete", &problem));
            }
        }
        findings
    }
}

/// A clock that is farther off than this is told, before requests are refused for it (15 minutes).
const SKEW_S: i64 = 5 * 60;

impl Container {
    /// Whether a policy or a legal hold keeps blobs from being deleted and replaced ("Get Container Properties").
    async fn keeps_what_is_deleted(&self) -> Option<Finding> {
        let asked = self.send(None, || async {
            let container = self.reach.container(&self.name)?;
            Ok(container.get_properties(None).await?.headers().clone())
        });
        // Who may not look at the container may still use it.
        let headers = asked.await.ok()?;
        let why = [
            ("x-ms-has-immutability-policy", "its immutability policy"),
            ("x-ms-has-legal-hold", "its legal hold"),
        ];
        let is_set = |name| header(&headers, name) == Some("true");
        let (_, why) = why.into_iter().find(|(name, _)| is_set(name))?;
        let problem = Problem::new(Code::StorageState)
            .title("the container keeps its blobs from being deleted and replaced")
            .service("azure")
            .because(why)
            .help("use a container without one");
        Some(Finding::live(
            Severity::Warning,
            "azure-immutable",
            &problem,
        ))
    }

    /// What else shows on the object that was written.
    async fn look(&self, key: &str, for_dify: bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        let full = format!("{}{key}", self.prefix);
        let headers = self
            .send(Some(key), || async {
                let blob = self.reach.blob(&self.name, &full)?;
                Ok(blob.get_properties(None).await?.headers().clone())
            })
            .await;
        let skew = headers
            .ok()
            .and_then(|headers| fault::skew_s(header(&headers, "date")?));
        if let Some(skew) = skew.filter(|skew| skew.abs() > SKEW_S) {
            let problem = Problem::new(Code::StorageClockSkewed)
                .service("azure")
                .because(fault::skewed(skew));
            findings.push(Finding::live(Severity::Warning, "azure-clock", &problem));
        }
        findings.extend(self.keeps_what_is_deleted().await);
        if for_dify {
            let body = Body::Bytes(Bytes::from_static(b"again"));
            let none = Attributes::default();
            let again = self.write(key, body, &none, &Condition::Absent, None).await;
            if let Err(problem) = again
                && problem.code == Code::ConditionFailed
            {
                let problem = problem
                    .title("an upload of a name that is there fails")
                    .help("let names be unique, as Dify's own are");
                let rule = "azure-no-second-upload";
                findings.push(Finding::live(Severity::Info, rule, &problem));
            }
        }
        findings
    }
}
