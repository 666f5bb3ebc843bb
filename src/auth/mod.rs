//! JOB 1: login. Owns the vocabulary of identities ([`Identity`] and what it deals in). Knows no
//! provider: those implement [`Identity`] in `services/`.

use async_trait::async_trait;
use jiff::Timestamp;
use url::Url;

use crate::probe::Probe;
use crate::problem::Problem;
use crate::secret::Secret;

pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// One login in progress: what was sent out, and must come back the same.
pub struct Attempt {
    pub redirect_uri: Url,
    pub scopes: Vec<String>,
    /// 256 bits each, base64url without padding.
    pub state: Secret<String>,
    pub nonce: Secret<String>,
    /// PKCE (RFC 7636), S256.
    pub verifier: Secret<String>,
}

/// What the provider handed back to the callback.
pub struct Callback {
    pub code: Secret<String>,
    /// The issuer in the response, where the provider sends it (RFC 9207).
    pub iss: Option<String>,
}

/// Tokens as the provider issued them.
pub struct Tokens {
    pub access: Secret<String>,
    pub refresh: Option<Secret<String>>,
    pub id_token: Option<Secret<String>>,
    pub granted: Vec<String>,
    pub expires: Option<Timestamp>,
}

/// Who came back.
#[derive(Clone, Debug)]
pub struct Profile {
    pub id: String,
    pub login: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub email_verified: Option<bool>,
}

/// A provider of logins.
#[async_trait]
pub trait Identity: Probe {
    /// The service's id, for subjects and reports.
    fn service(&self) -> &'static str;
    async fn authorize_url(&self, attempt: &Attempt) -> Result<Url>;
    async fn exchange(&self, attempt: &Attempt, callback: Callback) -> Result<Tokens>;
    async fn profile(&self, tokens: &Tokens) -> Result<Profile>;
    fn device(&self) -> Option<&dyn DeviceFlow> {
        None
    }
    fn refresher(&self) -> Option<&dyn Refresher> {
        None
    }
    fn revoker(&self) -> Option<&dyn Revoker> {
        None
    }
}

/// The device flow (RFC 8628).
#[async_trait]
pub trait DeviceFlow: Send + Sync {
    async fn begin(&self, scopes: &[String]) -> Result<Device>;
    /// `None` while the user has not decided; the device's interval is raised on `slow_down`.
    async fn poll(&self, device: &mut Device) -> Result<Option<Tokens>>;
}

pub struct Device {
    pub code: Secret<String>,
    pub user_code: String,
    pub verification_uri: Url,
    pub interval: std::time::Duration,
    pub expires: Timestamp,
}

#[async_trait]
pub trait Refresher: Send + Sync {
    async fn refresh(&self, refresh: &Secret<String>) -> Result<Tokens>;
}

/// Revocation (RFC 7009).
#[async_trait]
pub trait Revoker: Send + Sync {
    async fn revoke(&self, tokens: &Tokens) -> Result<()>;
}
