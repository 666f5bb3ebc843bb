//! Google, or any OpenID Connect issuer, as an identity. From OpenID Connect Core 1.0 (3.1.3.7: what is
//! verified of an ID token), Discovery 1.0, RFC 7009, RFC 9207, and Google's "OAuth 2.0 for Desktop Apps".

use std::str::FromStr as _;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJsonWebKey, CoreJsonWebKeySet,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm,
    CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalProviderMetadata, ClaimsVerificationError, ClientId,
    DiscoveryError, IssuerUrl, Nonce, ProviderMetadata, SignatureVerificationError,
};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;
use url::Url;

use crate::auth::oauth::{CALLBACK, End, Endpoints, OAuth, SKEW, refused, safe_url};
use crate::auth::{
    Attempt, Callback, Device, DeviceFlow, Holder, Identity, Profile, Refresher, Result, Revoker,
    Tokens,
};
use crate::config::Settings;
use crate::net::Net;
use crate::probe::{Ask, Finding, Probe, Severity};
use crate::problem::{Code, Problem};
use crate::secret::Secret;
use crate::service::Opened;

/// Scopes that have two names ("OAuth 2.0 Scopes for Google APIs").
const SAME: [(&str, &str); 2] = [
    ("email", "https://www.googleapis.com/auth/userinfo.email"),
    (
        "profile",
        "https://www.googleapis.com/auth/userinfo.profile",
    ),
];

/// What an issuer may sign with. HMAC is not among them: its key is the client's secret, which a desktop
/// client cannot keep; `none` is no signature at all.
const SIGNATURES: [CoreJwsSigningAlgorithm; 10] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EcdsaP521Sha512,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What discovery says beside OpenID Connect's own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct More {
    /// RFC 8628 4.
    device_authorization_endpoint: Option<String>,
    /// RFC 8414 2.
    revocation_endpoint: Option<String>,
    /// RFC 9207 3.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

struct Issuer {
    oauth: OAuth,
    url: IssuerUrl,
    /// Google itself, whose clients have a secret even on desktops.
    is_google: bool,
    discovered: OnceCell<Discovered>,
    callback: Option<String>,
}

struct Discovered {
    endpoints: Endpoints,
    revoke: Option<Url>,
    userinfo: Option<Url>,
    keys: CoreJsonWebKeySet,
    jwks: openidconnect::JsonWebKeySetUrl,
    sends_iss: bool,
}

pub fn open(settings: &Settings, net: &Net) -> Opened<dyn Identity> {
    let text = settings.text("GOOGLE_ISSUER_URL").trim();
    safe_url("google", "GOOGLE_ISSUER_URL", text)?;
    let url = IssuerUrl::new(text.to_owned()).map_err(|error| {
        Problem::new(Code::ValueInvalid)
            .variable("GOOGLE_ISSUER_URL")
            .source(error)
    })?;
    Ok(Arc::new(Issuer {
        oauth: OAuth::open(
            settings,
            net,
            "google",
            [
                "GOOGLE_CLIENT_ID",
                "GOOGLE_CLIENT_SECRET",
                "GOOGLE_ISSUER_URL",
            ],
        ),
        is_google: text.starts_with("https://accounts.google.com"),
        url,
        discovered: OnceCell::new(),
        callback: super::callback(settings),
    }))
}

impl Issuer {
    fn failed(&self, title: &'static str, why: impl Into<String>) -> Problem {
        let problem = self.oauth.problem(Code::ProviderFailed);
        let problem = self.oauth.blame(problem, "GOOGLE_ISSUER_URL");
        problem.title(title).because(why)
    }

    fn unverified(&self, why: impl Into<String>) -> Problem {
        self.oauth.problem(Code::IdentityUnverified).because(why)
    }

    /// What the issuer says of itself, asked once.
    async fn discovered(&self) -> Result<&Discovered> {
        let net = self.oauth.net();
        self.discovered
            .get_or_try_init(|| net.retry(|| self.discover()))
            .await
    }

    async fn discover(&self) -> Result<Discovered> {
        let asked = Metadata::discover_async(self.url.clone(), &self.oauth).await;
        let metadata = asked.map_err(|error| match error {
            DiscoveryError::Request(problem) => problem,
            DiscoveryError::Validation(why) => self
                .failed("discovery is that of another issuer", why)
                .help("set GOOGLE_ISSUER_URL to the issuer's own name, to the last slash"),
            DiscoveryError::Response(status, ..) => {
                self.failed("the issuer has no discovery", format!("HTTP {status}"))
            }
            error => self.failed(
                "the issuer's discovery was not understood",
                crate::problem::chain(&error),
            ),
        })?;
        let safe = |name: &str, url: &str| {
            safe_url("google", "GOOGLE_ISSUER_URL", url).map_err(|_| {
                self.failed(
                    "the issuer's discovery is not safe",
                    format!("its {name} is not https"),
                )
            })
        };
        let missing = |name: &str| {
            self.failed(
                "the issuer's discovery was not understood",
                format!("it has no {name}"),
            )
        };
        let more = metadata.additional_metadata();
        let optional =
            |name: &str, url: Option<&String>| url.map(|url| safe(name, url)).transpose();
        let token = metadata
            .token_endpoint()
            .ok_or_else(|| missing("token_endpoint"))?;
        let methods = metadata.token_endpoint_auth_methods_supported();
        // Without a list the header is what an issuer takes (Discovery 1.0, 3).
        let posts =
            methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretPost));
        Ok(Discovered {
            endpoints: Endpoints {
                authorize: safe(
                    "authorization_endpoint",
                    metadata.authorization_endpoint().as_str(),
                )?,
                token: safe("token_endpoint", token.as_str())?,
                device: optional(
                    "device_authorization_endpoint",
                    more.device_authorization_endpoint.as_ref(),
                )?,
                basic: !posts || (methods.is_none() && !self.is_google),
            },
            revoke: optional("revocation_endpoint", more.revocation_endpoint.as_ref())?,
            userinfo: match metadata.userinfo_endpoint() {
                Some(url) => Some(safe("userinfo_endpoint", url.as_str())?),
                None => None,
            },
            keys: metadata.jwks().clone(),
            jwks: metadata.jwks_uri().clone(),
            sends_iss: more.authorization_response_iss_parameter_supported,
        })
    }

    /// Who an ID token is about, verified; the keys are fetched once more when none of them signed it, as
    /// after a rotation. Fails with AUTH_008, or AUTH_013 where the clocks explain it.
    async fn verified(
        &self,
        token: &Secret<String>,
        access: &Secret<String>,
        nonce: Option<&Nonce>,
    ) -> Result<Profile> {
        let token = CoreIdToken::from_str(token.reveal())
            .map_err(|_| self.unverified("the ID token is not a JWT"))?;
        let discovered = self.discovered().await?;
        let first = self.claims(&token, access, nonce, &discovered.keys);
        let claims = match first {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey
                | SignatureVerificationError::CryptoError(_),
            )) => {
                let keys = CoreJsonWebKeySet::fetch_async(&discovered.jwks, &self.oauth).await;
                let keys = keys.map_err(|error| match error {
                    DiscoveryError::Request(problem) => problem,
                    error => self.failed(
                        "the issuer's keys were not understood",
                        crate::problem::chain(&error),
                    ),
                })?;
                self.claims(&token, access, nonce, &keys)
            }
            other => other,
        };
        let claims = claims.map_err(|error| {
            let late = matches!(error, ClaimsVerificationError::Expired(_));
            match self.oauth.clock() {
                Err(skewed) if late => skewed,
                _ => self.unverified(crate::problem::chain(&error)),
            }
        })?;
        let text = |claim: Option<String>| claim.filter(|text| !text.is_empty());
        let name = claims
            .name()
            .and_then(|name| name.get(None))
            .map(|name| name.to_string());
        Ok(Profile {
            id: claims.subject().to_string(),
            login: None,
            name: text(name),
            email: text(claims.email().map(|email| email.to_string())),
            email_verified: claims.email_verified(),
        })
    }

    fn claims(
        &self,
        token: &CoreIdToken,
        access: &Secret<String>,
        nonce: Option<&Nonce>,
        keys: &CoreJsonWebKeySet,
    ) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
        let other = |why: &str| ClaimsVerificationError::Other(why.to_owned());
        let id = self
            .oauth
            .id()
            .map_err(|_| other("no client is configured"))?;
        let leeway = Duration::from_secs(SKEW.unsigned_abs().as_secs());
        let verifier = CoreIdTokenVerifier::new_public_client(
            ClientId::new(id.to_owned()),
            self.url.clone(),
            keys.clone(),
        )
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || (SystemTime::now() - leeway).into())
        .set_issue_time_verifier_fn(move |issued| {
            match SystemTime::from(issued) > SystemTime::now() + leeway {
                true => Err(format!("issued in the future, at {issued}")),
                false => Ok(()),
            }
        });
        // A login without a browser has no nonce to come back.
        let same_nonce = |seen: Option<&Nonce>| match (nonce, seen) {
            (Some(sent), seen) => openidconnect::NonceVerifier::verify(sent, seen),
            (None, _) => Ok(()),
        };
        let claims = token.claims(&verifier, same_nonce)?;
        // Step 5: the party that the token is for, where it is named.
        if claims
            .authorized_party()
            .is_some_and(|party| party.as_str() != id)
        {
            return Err(ClaimsVerificationError::InvalidAudience(
                "azp is another client".to_owned(),
            ));
        }
        if let Some(hash) = claims.access_token_hash() {
            let signed = |error: SignatureVerificationError| other(&error.to_string());
            let made = AccessTokenHash::from_token(
                &AccessToken::new(access.reveal().clone()),
                token.signing_alg().map_err(signed)?,
                token.signing_key(&verifier).map_err(signed)?,
            );
            if made.ok().as_ref() != Some(hash) {
                return Err(other("at_hash is not that of the access token"));
            }
        }
        Ok(claims.clone())
    }
}

#[async_trait]
impl Identity for Issuer {
    fn service(&self) -> &'static str {
        "google"
    }

    fn server(&self) -> &str {
        &self.url
    }

    fn client_id(&self) -> Result<&str> {
        self.oauth.id()
    }

    fn usual_scopes(&self) -> &'static [&'static str] {
        &["openid", "email", "profile"]
    }

    fn covers(&self, granted: &[String], asked: &str) -> bool {
        let long = SAME
            .iter()
            .find(|(short, _)| *short == asked)
            .map(|(_, long)| *long);
        // It asks for a refresh token, and is not always among what is granted.
        asked == "offline_access"
            || granted
                .iter()
                .any(|granted| granted == asked || Some(granted.as_str()) == long)
    }

    fn callback(&self) -> Option<&str> {
        self.callback.as_deref()
    }

    fn to_register(&self, redirect_uri: &Url) -> String {
        format!(
            "use a client of the type \"Desktop app\", or register {redirect_uri} with its port and give --port, or log in with --device"
        )
    }

    async fn authorize_url(&self, attempt: &Attempt) -> Result<Url> {
        if self.is_google {
            self.oauth.secret()?;
        }
        self.oauth.id()?;
        let endpoints = &self.discovered().await?.endpoints;
        // A refresh token is given for a consent alone ("Refreshing an access token").
        let extra = [
            ("nonce", attempt.nonce.reveal().as_str()),
            ("access_type", "offline"),
            ("prompt", "consent"),
        ];
        self.oauth.authorize_url(endpoints, attempt, &extra)
    }

    async fn exchange(&self, attempt: &Attempt, callback: Callback) -> Result<Tokens> {
        let discovered = self.discovered().await?;
        let foreign = match &callback.iss {
            Some(iss) => iss != self.url.as_str(),
            None => discovered.sends_iss,
        };
        if foreign {
            return Err(self
                .oauth
                .problem(Code::StateMismatch)
                .title("callback rejected: it is another issuer's")
                .because("its iss is not that of the issuer (RFC 9207)"));
        }
        let (tokens, id_token) = self
            .oauth
            .exchange(&discovered.endpoints, attempt, &callback)
            .await?;
        let Some(id_token) = id_token else {
            return match attempt.scopes.iter().any(|scope| scope == "openid") {
                true => Err(self.unverified("there is no ID token in the answer")),
                false => Ok(tokens),
            };
        };
        let nonce = Nonce::new(attempt.nonce.reveal().clone());
        let who = self
            .verified(&id_token, &tokens.access, Some(&nonce))
            .await?;
        Ok(Tokens {
            who: Some(who),
            ..tokens
        })
    }

    async fn holder(&self, access: &Secret<String>) -> Result<Holder> {
        let Some(url) = &self.discovered().await?.userinfo else {
            return Err(self.failed(
                "the issuer cannot say whose a token is",
                "it has no userinfo_endpoint",
            ));
        };
        let answer = self
            .oauth
            .get(url.as_str(), access, "application/json")
            .await?;
        let json = answer.json();
        let text = |name: &str| {
            json[name]
                .as_str()
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let id = text("sub").ok_or_else(|| {
            self.failed(
                "the issuer's answer was not understood",
                format!("HTTP {} without sub", answer.status),
            )
        })?;
        Ok(Holder {
            profile: Profile {
                id,
                login: None,
                name: text("name"),
                email: text("email"),
                // Some issuers send it as text.
                email_verified: json["email_verified"]
                    .as_bool()
                    .or_else(|| text("email_verified").map(|text| text == "true")),
            },
            granted: None,
        })
    }

    fn device(&self) -> &dyn DeviceFlow {
        self
    }

    fn refresher(&self) -> &dyn Refresher {
        self
    }

    fn revoker(&self) -> &dyn Revoker {
        self
    }
}

#[async_trait]
impl DeviceFlow for Issuer {
    async fn begin(&self, scopes: &[String]) -> Result<Device> {
        self.oauth.id()?;
        let endpoints = &self.discovered().await?.endpoints;
        self.oauth.begin_device(endpoints, scopes).await
    }

    async fn finish(&self, device: &Device) -> Result<Tokens> {
        let endpoints = &self.discovered().await?.endpoints;
        self.oauth.finish_device(endpoints, device).await
    }
}

#[async_trait]
impl Refresher for Issuer {
    async fn refresh(&self, refresh: &Secret<String>) -> Result<Tokens> {
        let endpoints = &self.discovered().await?.endpoints;
        self.oauth.refresh(endpoints, refresh).await
    }
}

#[async_trait]
impl Revoker for Issuer {
    async fn revoke(
        &self,
        access: &Secret<String>,
        refresh: Option<&Secret<String>>,
    ) -> Result<()> {
        let Some(url) = &self.discovered().await?.revoke else {
            return Err(self
                .oauth
                .problem(Code::ClientRefused)
                .title("the issuer has no revocation")
                .help(
                    "log out without --revoke, and withdraw the access in the account's settings",
                ));
        };
        // With the refresh token go the access tokens made of it (RFC 7009 2.1).
        let token = refresh.unwrap_or(access);
        let net = self.oauth.net();
        let mut form = vec![
            ("token", token.reveal().as_str()),
            ("client_id", self.oauth.id()?),
        ];
        if let Ok(secret) = self.oauth.secret() {
            form.push(("client_secret", secret.reveal()));
        }
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let answer = net
            .retry(|| async {
                let request = net.http()?.post(url.as_str()).body(body.clone());
                let request = request.header("Content-Type", "application/x-www-form-urlencoded");
                self.oauth.answer(request, true).await
            })
            .await?;
        let json = answer.json();
        match (answer.status.is_success(), json["error"].as_str()) {
            // Google's word for a token that is none any more.
            (true, _) | (_, Some("invalid_token")) => Ok(()),
            (_, Some(error)) => Err(refused("google", error, json["error_description"].as_str())),
            _ => Err(self.failed(
                "the issuer's answer was not understood",
                format!("HTTP {}", answer.status),
            )),
        }
    }
}

#[async_trait]
impl Probe for Issuer {
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let error = |rule, problem: &Problem| vec![Finding::live(Severity::Error, rule, problem)];
        // Asked once: a probe tells what it meets.
        let discovered = match self.discovered.get_or_try_init(|| self.discover()).await {
            Ok(discovered) => discovered,
            Err(problem) => return error("google-discovery", &problem),
        };
        let proven = async {
            self.oauth.secret()?;
            self.oauth
                .wrong_code(&discovered.endpoints, self.callback.as_deref())
                .await
        };
        let reaches = async {
            match &discovered.userinfo {
                Some(url) => {
                    let request = self.oauth.net().http()?.get(url.clone());
                    self.oauth.answer(request, true).await.map(drop)
                }
                None => Ok(()),
            }
        };
        let (proven, reached) = futures_util::join!(proven, reaches);
        let (said, words) = match proven {
            Ok(said) => said,
            Err(problem) => return error("google-client", &problem),
        };
        let mut findings = Vec::new();
        match said.as_str() {
            "invalid_grant" => {}
            "redirect_uri_mismatch" => {
                let uri = self.callback.as_deref().unwrap_or("its redirect URI");
                let problem = self
                    .oauth
                    .problem(Code::ClientRefused)
                    .title(format!("{uri} is not registered"))
                    .because(words)
                    .help(format!(
                        "add {uri} to the client's authorised redirect URIs"
                    ));
                let problem = self.oauth.blame(problem, CALLBACK);
                findings.extend(error("google-redirect-uri", &problem));
            }
            other => {
                let problem = self.oauth.refused(other, None).because(words);
                findings.extend(error("google-client", &problem));
            }
        }
        if discovered.keys.keys().is_empty() {
            let problem = self.failed(
                "the issuer has no keys",
                "its JWKS is empty, so no ID token can be verified",
            );
            findings.extend(error("google-discovery", &problem));
        }
        let rules = End {
            provider: "Google",
            api: "google-api",
            clock: "google-clock",
            redirect_uri: "google-redirect-uri-not-proven",
        };
        self.oauth.conclude(
            &mut findings,
            reached.err(),
            ask,
            self.callback.as_deref(),
            &rules,
        );
        findings
    }
}
