//! Signed URLs, by SigV4 in the query ("Authenticating requests: using query parameters").

use std::time::{Duration, SystemTime};

use async_trait::async_trait;

use super::store::Bucket;
use crate::problem::{Code, Problem};
use crate::secret::Secret;
use crate::storage::{Method, Presign, Result};

/// SigV4's own limit.
const LONGEST_SIGNED: Duration = Duration::from_secs(7 * 24 * 3600);

#[async_trait]
impl Presign for Bucket {
    async fn presign(
        &self,
        key: &str,
        method: Method,
        expires: Duration,
    ) -> Result<Secret<String>> {
        let full = self.full(key)?;
        let cannot = |why: &str| {
            Problem::new(Code::CannotPresign)
                .service("s3")
                .key(key)
                .because(why)
        };
        if expires.as_secs() == 0 || expires > LONGEST_SIGNED {
            return Err(
                cannot("S3 signs for 1 second to 7 days").help("give --expires between 1s and 7d")
            );
        }
        let identity = self.reach.keys.get().await;
        let identity = identity.map_err(|problem| self.blame(problem))?;
        let ends = identity.expiration();
        if ends.is_some_and(|ends| ends < SystemTime::now() + expires) {
            return Err(cannot("the credentials themselves end before that")
                .help("give a shorter --expires, or sign with a lasting key"));
        }
        let word = match method {
            Method::Get => "GET",
            Method::Put => "PUT",
        };
        let url = self.reach.signed_url(word, &full, &identity, expires)?;
        Ok(url.into())
    }
}
