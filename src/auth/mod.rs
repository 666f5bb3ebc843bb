//! JOB 1: login. Owns the vocabulary of identities ([`Identity`] and what it deals in), the flow ([`login`]),
//! the throwaway listener for its callback, and the sessions that are kept. Knows no provider: those
//! implement [`Identity`] in `services/`, over [`oauth`].

pub mod dify;
pub mod listener;
pub mod login;
pub mod oauth;
mod page;
pub mod session;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
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
    /// The scopes that were granted; `None` where the provider does not say.
    pub granted: Option<Vec<String>>,
    pub expires: Option<Timestamp>,
    /// Who came back, where a verified ID token said so.
    pub who: Option<Profile>,
}

/// Who came back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Profile {
    pub id: String,
    pub login: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub email_verified: Option<bool>,
}

impl Profile {
    /// As a person would recognise the account: `octocat`, or the address, or the id.
    pub fn short(&self) -> &str {
        let short = self.login.as_deref().or(self.email.as_deref());
        short.unwrap_or(&self.id)
    }
}

/// Whose a token is, and what it may do, by the provider.
pub struct Holder {
    pub profile: Profile,
    pub granted: Option<Vec<String>>,
}

/// A provider of logins. Opened without a client too: what needs one fails with AUTH_001.
#[async_trait]
pub trait Identity: Probe {
    /// The service's id, for subjects and reports.
    fn service(&self) -> &'static str;
    /// Whose tokens these are: the server's or issuer's URL. A token never goes to another.
    fn server(&self) -> &str;
    /// The client's id; AUTH_001 where none is set.
    fn client_id(&self) -> Result<&str>;
    /// What is asked for when nothing else is.
    fn usual_scopes(&self) -> &'static [&'static str];
    /// Whether these scopes hold that one, by another name or as part of a wider one.
    fn covers(&self, granted: &[String], asked: &str) -> bool;
    /// The redirect URI of the deployment itself, where it is known.
    fn callback(&self) -> Option<&str>;
    /// What has to be registered for a login from here to a listener at `redirect_uri`.
    fn to_register(&self, redirect_uri: &Url) -> String;
    /// Fails with AUTH_001, and what an issuer's discovery fails with (AUTH_010, AUTH_011).
    async fn authorize_url(&self, attempt: &Attempt) -> Result<Url>;
    /// Fails with AUTH_002 for another issuer's response, AUTH_004, AUTH_008, AUTH_010, AUTH_011, AUTH_013.
    async fn exchange(&self, attempt: &Attempt, callback: Callback) -> Result<Tokens>;
    /// Fails with AUTH_006 when the provider does not take the token.
    async fn holder(&self, access: &Secret<String>) -> Result<Holder>;
    fn device(&self) -> &dyn DeviceFlow;
    fn refresher(&self) -> &dyn Refresher;
    fn revoker(&self) -> &dyn Revoker;
}

/// The device flow (RFC 8628).
#[async_trait]
pub trait DeviceFlow: Send + Sync {
    /// Fails with AUTH_004 where the provider or the client has no such flow.
    async fn begin(&self, scopes: &[String]) -> Result<Device>;
    /// Asks at the provider's pace, slower when told so, until the user decided: AUTH_003 when against it,
    /// AUTH_005 when not in time.
    async fn finish(&self, device: &Device) -> Result<Tokens>;
}

/// A device flow in progress.
pub struct Device {
    pub user_code: String,
    pub verification_uri: String,
    pub expires_in: std::time::Duration,
    /// The provider's answer, which the flow goes on with.
    pub begun: oauth::Begun,
}

#[async_trait]
pub trait Refresher: Send + Sync {
    /// Fails with AUTH_006 when the provider does not take the refresh token any more.
    async fn refresh(&self, refresh: &Secret<String>) -> Result<Tokens>;
}

/// Revocation (RFC 7009, or the provider's own).
#[async_trait]
pub trait Revoker: Send + Sync {
    /// A token that is not known any more counts as revoked.
    async fn revoke(&self, access: &Secret<String>, refresh: Option<&Secret<String>>)
    -> Result<()>;
}
