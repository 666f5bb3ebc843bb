//! Who we are to Google: a service account's key, a credentials file, or what the machine has. Owns where
//! credentials are looked for and what it means when there are none; tokens are made, kept and renewed by
//! the vendor's crate. Used by `client` for every request and by `presign` for signing.
//!
//! A service account's tokens are self-signed JWTs and need no network. The other kinds ask Google's token
//! service or the machine's metadata server, which the vendor's crate does with a client of its own: it knows
//! the system's proxies and certificate authorities, not those of an env file.

use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use google_cloud_auth::build_errors;
use google_cloud_auth::credentials::service_account::AccessSpecifier;
use google_cloud_auth::credentials::{
    self, CacheableResource, external_account, impersonated, mds, service_account, user_account,
};
use google_cloud_auth::errors::CredentialsError;
use google_cloud_auth::signer::Signer;
use reqwest::header::HeaderMap;
use serde_json::Value as Json;
use tokio::sync::OnceCell;

use crate::config::Settings;
use crate::problem::{Code, Origin, Problem, Retry};
use crate::secret::Secret;

pub const KEY: &str = "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64";
pub const FILE: &str = "GOOGLE_APPLICATION_CREDENTIALS";

/// Everything that a store does, buckets among it ("OAuth 2.0 Scopes for Google APIs").
const SCOPE: &str = "https://www.googleapis.com/auth/devstorage.full_control";

/// What Python's decoder makes of the bits that the last character has too many: nothing.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Where credentials come from, in the order in which they are looked for.
enum Source {
    /// The variable's, decoded: JSON.
    Key(Secret<String>),
    /// The file that the variable names, else that of a login with gcloud.
    File(PathBuf),
    /// The machine's metadata server.
    Machine,
}

pub struct Credentials {
    source: Source,
    /// The variable that is to blame, and where it is set.
    blame: Option<(&'static str, Origin)>,
    patience: Duration,
    made: OnceCell<credentials::Credentials>,
}

impl Credentials {
    /// Takes what is set; asks nobody yet. Fails with CONFIG_003 for a key that is not JSON in base64.
    pub fn new(settings: &Settings, patience: Duration) -> Result<Credentials, Problem> {
        let (source, blame) = if let Some(value) = settings.set_value(KEY) {
            let key = decode(value.text()).ok_or_else(|| {
                Problem::new(Code::ValueInvalid)
                    .title("the service account's key is not JSON in base64")
                    .service("gcs")
                    .at(&value.name, &value.origin)
                    .help("base64 -w0 key.json")
            })?;
            (Source::Key(key), Some((KEY, value.origin.clone())))
        } else if let Some(value) = settings.set_value(FILE) {
            let path = PathBuf::from(value.text().trim());
            (Source::File(path), Some((FILE, value.origin.clone())))
        } else {
            let login = gcloud_file().filter(|path| path.exists());
            (login.map_or(Source::Machine, Source::File), None)
        };
        Ok(Credentials {
            source,
            blame,
            patience,
            made: OnceCell::new(),
        })
    }

    /// The headers that authorise a request. Fails with STORAGE_002 when there are no credentials or they
    /// are refused, STORAGE_001 when the token service or the metadata server does not answer.
    pub async fn headers(&self) -> Result<HeaderMap, Problem> {
        let made = self
            .made
            .get_or_try_init(|| async { self.make(self.json()?) })
            .await?;
        let asked = tokio::time::timeout(self.patience, made.headers(Default::default())).await;
        match asked {
            Ok(Ok(CacheableResource::New { data, .. })) => Ok(data),
            Ok(Ok(CacheableResource::NotModified)) => Ok(HeaderMap::new()),
            Ok(Err(error)) => Err(self.refused(error)),
            Err(_) => Err(self.told(
                Problem::new(Code::StorageUnreachable)
                    .retry(Retry::Now)
                    .title("no token came from Google in time")
                    .because(format!("no answer after {} s", self.patience.as_secs_f32())),
            )),
        }
    }

    /// What signs URLs: a key here, or Google's IAM for an account without one at hand. `Err` says why there
    /// is none.
    pub fn signer(&self) -> Result<Signer, Problem> {
        install_provider();
        let cannot = |why: &str| {
            Problem::new(Code::CannotPresign)
                .service("gcs")
                .because(why.to_owned())
                .help(format!("sign with a service account's key in {KEY}"))
        };
        let json = self.json()?;
        let made = match json.as_ref().map(kind) {
            None => mds::Builder::default().build_signer(),
            Some("service_account") => {
                service_account::Builder::new(json.unwrap_or_default()).build_signer()
            }
            Some("impersonated_service_account") => {
                impersonated::Builder::new(json.unwrap_or_default()).build_signer()
            }
            Some("authorized_user") => return Err(cannot("a user's login cannot sign")),
            Some(other) => {
                return Err(cannot(&format!(
                    "credentials of type \"{other}\" cannot sign"
                )));
            }
        };
        made.map_err(|error| self.malformed(error))
    }

    /// Whether URLs are signed by a key at hand, and not by Google's IAM.
    pub fn has_own_key(&self) -> Result<bool, Problem> {
        let json = self.json()?;
        Ok(json.as_ref().map(kind) == Some("service_account"))
    }

    /// How long to wait for a signature from the network.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// The JSON that says who we are; `None` where only the machine knows.
    fn json(&self) -> Result<Option<Json>, Problem> {
        let (text, path) = match &self.source {
            Source::Key(key) => (key.reveal().clone(), None),
            Source::File(path) => (
                read(path).map_err(|problem| self.told(problem))?,
                Some(path.clone()),
            ),
            Source::Machine => return Ok(None),
        };
        let text = Secret::new(text);
        match serde_json::from_str::<Json>(text.reveal()) {
            Ok(json) => Ok(Some(json)),
            // The position alone: serde's words may hold what it read.
            Err(error) => Err(self.told(
                Problem::new(Code::ValueInvalid)
                    .title(match path {
                        Some(path) => format!("\"{}\" is not JSON", path.display()),
                        None => "the service account's key is not JSON".to_owned(),
                    })
                    .because(format!("line {}, column {}", error.line(), error.column()))
                    .help("take a new key file from Google"),
            )),
        }
    }

    fn make(&self, json: Option<Json>) -> Result<credentials::Credentials, Problem> {
        install_provider();
        let Some(json) = json else {
            return mds::Builder::default()
                .build()
                .map_err(|error| self.malformed(error));
        };
        let made = match kind(&json) {
            "service_account" => service_account::Builder::new(json)
                .with_access_specifier(AccessSpecifier::from_scopes([SCOPE]))
                .build(),
            "authorized_user" => user_account::Builder::new(json).build(),
            "external_account" => external_account::Builder::new(json).build(),
            "impersonated_service_account" => impersonated::Builder::new(json).build(),
            other => {
                return Err(self.told(
                    Problem::new(Code::ValueInvalid)
                        .title(format!("credentials of type \"{other}\" are not known"))
                        .help("take a service account's key, or the file of `gcloud auth application-default login`"),
                ));
            }
        };
        made.map_err(|error| self.malformed(error))
    }

    fn malformed(&self, error: build_errors::Error) -> Problem {
        self.told(
            Problem::new(Code::ValueInvalid)
                .title("Google's credentials lack something, or are of a kind that cannot be used")
                .source(error)
                .help("take a new key file from Google"),
        )
    }

    /// What the token service or the metadata server said.
    fn refused(&self, error: CredentialsError) -> Problem {
        let status = status(&error);
        let problem = match (&self.source, status) {
            // RFC 6749 5.2: 400 `invalid_grant`, 401 `invalid_client`.
            (_, Some(400 | 401 | 403)) => Problem::new(Code::StorageCredentials)
                .title("Google gives no token for these credentials")
                .help("take a new key or log in again: they were revoked, rotated or disabled, or this machine's clock is wrong"),
            (Source::Machine, None | Some(404)) => Problem::new(Code::StorageCredentials)
                .title("there are no credentials for Google")
                .help(format!("set {KEY} or {FILE}, or run where a metadata server gives an account")),
            (_, Some(_)) => Problem::new(Code::StorageFailed).retry(Retry::Now),
            _ if error.is_transient() => {
                Problem::new(Code::StorageUnreachable)
                    .title("Google's token service cannot be reached")
                    .retry(Retry::Now)
            }
            _ => Problem::new(Code::StorageCredentials)
                .title("the service account's key cannot be used")
                .help("take a new key file from Google"),
        };
        self.told(problem.source(error))
    }

    fn told(&self, problem: Problem) -> Problem {
        let problem = problem.service("gcs");
        match &self.blame {
            Some((variable, origin)) => problem.at(*variable, origin),
            None => problem,
        }
    }
}

/// Decodes as the deployment does, with Python's `base64.b64decode`: what is no base64 is skipped, line breaks and
/// quotes among it, and nothing is read behind the padding, which must not be missing.
pub fn b64decode(text: &str) -> Option<Vec<u8>> {
    let mut dense = String::with_capacity(text.len());
    let mut padding = 0;
    for c in text.chars() {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' => {
                dense.push(c);
                padding = 0;
            }
            '=' => padding += 1,
            _ => continue,
        }
        let over = dense.len() % 4;
        if over >= 2 && over + padding >= 4 {
            dense.push_str(&"=="[..4 - over]);
            break;
        }
    }
    LENIENT.decode(dense).ok()
}

fn decode(text: &str) -> Option<Secret<String>> {
    let json = String::from_utf8(b64decode(text)?).ok()?;
    let is_object = serde_json::from_str::<Json>(&json).is_ok_and(|json| json.is_object());
    is_object.then(|| json.into())
}

fn read(path: &std::path::Path) -> Result<String, Problem> {
    std::fs::read_to_string(path).map_err(|error| {
        Problem::new(Code::ValueInvalid)
            .title(format!("\"{}\" cannot be read", path.display()))
            .service("gcs")
            .source(error)
            .help(format!("point {FILE} to the key's file"))
    })
}

fn kind(json: &Json) -> &str {
    json["type"].as_str().unwrap_or_default()
}

/// The file of `gcloud auth application-default login` ("How Application Default Credentials works").
fn gcloud_file() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let dir = set("CLOUDSDK_CONFIG").map(PathBuf::from).or_else(|| {
        if cfg!(windows) {
            Some(PathBuf::from(set("APPDATA")?).join("gcloud"))
        } else {
            Some(PathBuf::from(set("HOME")?).join(".config/gcloud"))
        }
    })?;
    Some(dir.join("application_default_credentials.json"))
}

/// The vendor's crate signs and connects with the process's provider of cryptography.
fn install_provider() {
    // An error means that one is installed already.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
}

/// The status with which the token was refused, when there was an answer.
fn status(error: &CredentialsError) -> Option<u16> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<reqwest::Error>() {
            return error.status().map(|status| status.as_u16());
        }
        next = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Python 3.11 answers.
    #[test]
    fn base64_is_decoded_as_python_does() {
        for (text, decoded) in [
            ("YWJj", Some("abc")),
            ("YWI=", Some("ab")),
            ("YWI", None),
            ("YQ=", None),
            ("YWJjY", None),
            ("YQ==YWJj", Some("a")),
            ("Y W\r\nJj", Some("abc")),
            ("\"YWJj\"", Some("abc")),
            ("YW-Jj", Some("abc")),
            ("=YWJj", Some("abc")),
            ("YQ=YWJj", None),
            ("YW=JjZGVm", Some("abcdef")),
            ("YWI==", Some("ab")),
            ("YR==", Some("a")),
            ("YQ=\n=xx", Some("a")),
            ("", Some("")),
        ] {
            let came = b64decode(text);
            assert_eq!(came.as_deref(), decoded.map(str::as_bytes), "{text:?}");
        }
    }

    #[test]
    fn a_key_is_an_object_of_json() {
        // {"a":1}, 123, not json
        let key = decode("eyJhIjoxfQ==").map(|key| key.reveal().clone());
        assert_eq!(key.as_deref(), Some(r#"{"a":1}"#));
        for text in ["{\"a\":1}", "MTIz", "", "bm90IGpzb24="] {
            assert!(decode(text).is_none(), "{text:?}");
        }
    }
}
