//! Signed URLs ("V4 signing process"): offline with a service account's key, else by Google's IAM for an account
//! that this machine may act as. Called by the engine, through [`Presign`].

use std::time::Duration;

use async_trait::async_trait;
use google_cloud_auth::signer::{Signer, SigningError};
use jiff::Timestamp;
use percent_encoding::utf8_percent_encode;
use sha2::{Digest as _, Sha256};

use super::store::Bucket;
use crate::net::{RESERVED_IN_PATH, escaped};
use crate::problem::{Code, Problem};
use crate::secret::Secret;
use crate::storage::checksum::hex;
use crate::storage::{Method, Presign, Result};

/// V4's own limit.
const LONGEST_SIGNED: Duration = Duration::from_secs(7 * 24 * 3600);

/// IAM signs with keys that it may replace by then ("Signed URLs"; gsutil refuses more, too).
const LONGEST_BY_IAM: Duration = Duration::from_secs(12 * 3600);

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
        if expires > LONGEST_BY_IAM && !self.reach.credentials.has_own_key()? {
            return Err(cannot(
                "without a key of its own an account signs for 12 hours".to_owned(),
            )
            .help("give --expires up to 12h, or sign with a service account's key"));
        }
        let signer = self.reach.credentials.signer()?;
        let path = format!(
            "/{}/{}",
            self.bucket,
            utf8_percent_encode(&full, RESERVED_IN_PATH)
        );
        let signing = signed(&self.reach.endpoint, &path, method, expires, &signer);
        let patience = self.reach.credentials.patience();
        let signed = tokio::time::timeout(patience, signing).await;
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

async fn signed(
    endpoint: &str,
    path: &str,
    method: Method,
    expires: Duration,
    signer: &Signer,
) -> std::result::Result<String, SigningError> {
    let verb = match method {
        Method::Get => "GET",
        Method::Put => "PUT",
    };
    let (_, host) = endpoint.split_once("://").unwrap_or(("", endpoint));
    // As Google's own libraries do it: the name, without the port of an emulator.
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let now = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let scope = format!("{}/auto/storage/goog4_request", &now[..8]);
    let who = format!("{}/{scope}", signer.client_email().await?);
    // In the order of their names.
    let query = format!(
        "X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential={}&X-Goog-Date={now}&X-Goog-Expires={}&X-Goog-SignedHeaders=host",
        escaped(&who),
        expires.as_secs()
    );
    let request = format!("{verb}\n{path}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD");
    let hash = hex(&Sha256::digest(request));
    let text = format!("GOOG4-RSA-SHA256\n{now}\n{scope}\n{hash}");
    let signature = hex(&signer.sign(text).await?);
    Ok(format!(
        "{endpoint}{path}?{query}&X-Goog-Signature={signature}"
    ))
}
