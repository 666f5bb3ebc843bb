//! Signed URLs, V4 ("Signed URLs"), by the vendor's crate: offline with a service account's key, else by
//! Google's IAM for an account that this machine may act as. Called by the engine, through [`Presign`].

use std::time::Duration;

use async_trait::async_trait;
use google_cloud_storage::builder::storage::SignedUrlBuilder;
use reqwest::Method as Verb;

use super::store::Bucket;
use crate::problem::{Code, Problem};
use crate::secret::Secret;
use crate::storage::{Method, Presign, Result};

/// V4's own limit.
const LONGEST_SIGNED: Duration = Duration::from_secs(7 * 24 * 3600);

#[async_trait]
impl Presign for Bucket {
    /// Signs `method` on `key`, valid for `expires` (1 second to 7 days). Fails with STORAGE_011 when that is
    /// not possible, or the credentials cannot sign.
    async fn presign(
        &self,
        key: &str,
        method: Method,
        expires: Duration,
    ) -> Result<Secret<String>> {
        let full = self.full(key)?;
        let cannot = |why: String| {
            Problem::new(Code::CannotPresign)
                .service("gcs")
                .key(key)
                .because(why)
        };
        if expires.as_secs() == 0 || expires > LONGEST_SIGNED {
            return Err(
                cannot("Google Cloud Storage signs for 1 second to 7 days".to_owned())
                    .help("give --expires between 1s and 7d"),
            );
        }
        let signer = self.reach.credentials.signer()?;
        let signing =
            SignedUrlBuilder::for_object(format!("projects/_/buckets/{}", self.bucket), full)
                .with_method(match method {
                    Method::Get => Verb::GET,
                    Method::Put => Verb::PUT,
                })
                .with_expiration(expires)
                .with_endpoint(&self.reach.endpoint);
        let patience = self.reach.credentials.patience();
        let signed = tokio::time::timeout(patience, signing.sign_with(&signer)).await;
        match signed {
            Ok(Ok(url)) => Ok(url.into()),
            Ok(Err(error)) => Err(cannot(crate::problem::chain(&error)).help(
                "sign with a service account's key, or grant iam.serviceAccounts.signBlob \
                 (role Service Account Token Creator)",
            )),
            Err(_) => Err(cannot(format!(
                "no signature came after {} s",
                patience.as_secs_f32()
            ))),
        }
    }
}
