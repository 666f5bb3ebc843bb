//! OAuth 2 as every identity speaks it: the `oauth2` crate's requests over the one HTTP client. Owns what a
//! provider's refusals mean ([`REFUSALS`]) and how far its clock is from ours. Used by the identities in
//! `services/`.

use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
    BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    DeviceAuthorizationUrl, ExtraTokenFields, HttpRequest, HttpResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, Scope,
    StandardDeviceAuthorizationResponse, StandardRevocableToken, StandardTokenResponse,
    TokenResponse, TokenUrl, http,
};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Attempt, Callback, Device, Result, Tokens};
use crate::config::Settings;
use crate::config::rules::hosts;
use crate::net::Net;
use crate::probe::{Ask, Finding, Severity};
use crate::problem::{Code, Origin, Problem, Retry};
use crate::secret::Secret;

/// A clock further off than this is a finding: ID tokens and one-time codes live for minutes.
pub const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// The deployment's address, on which its redirect URIs are built.
pub const CALLBACK: &str = "CONSOLE_API_URL";

/// How a provider is called, and the rules of its probe's last findings.
pub struct End {
    pub provider: &'static str,
    pub api: &'static str,
    pub clock: &'static str,
    pub redirect_uri: &'static str,
}

/// Letters of a provider's own words that are repeated.
const MOST_WORDS: usize = 300;

/// What a provider's `error` means: RFC 6749 (4.1.2.1, 5.2), RFC 7009, RFC 8628 (3.5), OpenID Connect Core
/// (3.1.2.6), and GitHub's "Troubleshooting OAuth app access token request errors".
static REFUSALS: &[(&str, Code, &str)] = &[
    ("invalid_client", Code::ClientRefused, CLIENT),
    ("incorrect_client_credentials", Code::ClientRefused, CLIENT),
    ("Not Found", Code::ClientRefused, CLIENT),
    (
        "application_suspended",
        Code::ClientRefused,
        "ask the provider why the application is suspended",
    ),
    (
        "unauthorized_client",
        Code::ClientRefused,
        "allow this kind of login for the client in the provider's console",
    ),
    (
        "unsupported_grant_type",
        Code::ClientRefused,
        "allow this kind of login for the client in the provider's console",
    ),
    (
        "unsupported_response_type",
        Code::ClientRefused,
        "allow the authorization code flow for the client in the provider's console",
    ),
    (
        "device_flow_disabled",
        Code::ClientRefused,
        "tick \"Enable Device Flow\" in the application's settings, or log in without --device",
    ),
    ("invalid_grant", Code::ClientRefused, CODE),
    ("bad_verification_code", Code::ClientRefused, CODE),
    (
        "redirect_uri_mismatch",
        Code::ClientRefused,
        "register the redirect URI at the provider, exactly as it is",
    ),
    (
        "invalid_request",
        Code::ClientRefused,
        "compare client id, secret and redirect URI with the provider's console",
    ),
    (
        "unverified_user_email",
        Code::LoginDeclined,
        "verify the primary mail address of the account at the provider",
    ),
    (
        "access_denied",
        Code::LoginDeclined,
        "log in again and agree, or ask the administrator",
    ),
    (
        "login_required",
        Code::LoginDeclined,
        "log in again and agree, or ask the administrator",
    ),
    (
        "consent_required",
        Code::LoginDeclined,
        "log in again and agree, or ask the administrator",
    ),
    (
        "interaction_required",
        Code::LoginDeclined,
        "log in again and agree, or ask the administrator",
    ),
    (
        "account_selection_required",
        Code::LoginDeclined,
        "log in again and choose an account",
    ),
    (
        "expired_token",
        Code::NoCallback,
        "start again, and type the code before it ends",
    ),
    (
        "token_expired",
        Code::NoCallback,
        "start again, and type the code before it ends",
    ),
    (
        "invalid_scope",
        Code::ScopesTooNarrow,
        "ask for scopes that the provider knows and the client may have",
    ),
    (
        "server_error",
        Code::ProviderFailed,
        "try again later, and look at the provider's status page",
    ),
    (
        "temporarily_unavailable",
        Code::ProviderFailed,
        "try again later, and look at the provider's status page",
    ),
    (
        "bad_refresh_token",
        Code::SessionEnded,
        "log in with `tieline auth login`",
    ),
];
const CLIENT: &str = "compare client id and client secret with the provider's console";
const CODE: &str = "start the login again: a code is good once, and for minutes";

/// Where a provider answers.
pub struct Endpoints {
    pub authorize: Url,
    pub token: Url,
    pub device: Option<Url>,
    /// The client's secret goes into a header (RFC 6749 2.3.1), since the body is not taken.
    pub basic: bool,
}

/// The fields of a token response beside OAuth's own.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Extra {
    id_token: Option<String>,
}

impl ExtraTokenFields for Extra {}

type Answer = StandardTokenResponse<Extra, BasicTokenType>;
type Client = oauth2::Client<
    BasicErrorResponse,
    Answer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
>;
pub type Begun = StandardDeviceAuthorizationResponse;

/// A client at a provider, and the way there.
pub struct OAuth {
    service: &'static str,
    id_variable: &'static str,
    id: String,
    secret_variable: &'static str,
    secret: Secret<String>,
    /// Where the values came from that a provider may not like.
    places: Vec<(&'static str, Origin)>,
    net: Net,
    /// The provider's clock less ours in seconds, as its last answer had it.
    skew: AtomicI64,
}

impl OAuth {
    /// `server_variable` says where the provider is.
    pub fn open(
        settings: &Settings,
        net: &Net,
        service: &'static str,
        [id_variable, secret_variable, server_variable]: [&'static str; 3],
    ) -> OAuth {
        let blamed = [id_variable, secret_variable, server_variable, CALLBACK];
        let place = |name| Some((name, settings.get(name)?.origin.clone()));
        OAuth {
            places: blamed.into_iter().filter_map(place).collect(),
            service,
            id_variable,
            id: settings.text(id_variable).trim().to_owned(),
            secret_variable,
            secret: settings.text(secret_variable).trim().into(),
            net: net.clone(),
            skew: AtomicI64::new(0),
        }
    }

    pub fn net(&self) -> &Net {
        &self.net
    }

    pub fn problem(&self, code: Code) -> Problem {
        Problem::new(code).service(self.service)
    }

    /// A problem with the value of a variable, wherever that came from.
    pub fn blame(&self, problem: Problem, variable: &str) -> Problem {
        let place = self.places.iter().find(|(name, _)| *name == variable);
        match place {
            Some((name, origin)) => problem.at(*name, origin),
            None => problem.variable(variable),
        }
    }

    fn missing(&self, variable: &'static str) -> Problem {
        self.problem(Code::OauthMissing)
            .title(format!("{variable} is not set"))
            .variable(variable)
            .help(format!(
                "set {} and {}",
                self.id_variable, self.secret_variable
            ))
    }

    /// Fails with AUTH_001.
    pub fn id(&self) -> Result<&str> {
        match self.id.as_str() {
            "" => Err(self.missing(self.id_variable)),
            id => Ok(id),
        }
    }

    /// Fails with AUTH_001.
    pub fn secret(&self) -> Result<&Secret<String>> {
        match self.secret.reveal().as_str() {
            "" => Err(self.missing(self.secret_variable)),
            _ => Ok(&self.secret),
        }
    }

    /// The client without secret where none is set; the provider says what it thinks of that.
    fn client(&self, endpoints: &Endpoints) -> Result<Client> {
        let mut client = Client::new(ClientId::new(self.id()?.to_owned())).set_auth_type(
            match endpoints.basic {
                true => AuthType::BasicAuth,
                false => AuthType::RequestBody,
            },
        );
        if let Ok(secret) = self.secret() {
            client = client.set_client_secret(ClientSecret::new(secret.reveal().clone()));
        }
        Ok(client)
    }

    /// The URL that the browser is sent to, with PKCE (RFC 7636) and `extra` parameters.
    pub fn authorize_url(
        &self,
        endpoints: &Endpoints,
        attempt: &Attempt,
        extra: &[(&str, &str)],
    ) -> Result<Url> {
        let client = self
            .client(endpoints)?
            .set_auth_uri(AuthUrl::from_url(endpoints.authorize.clone()))
            .set_redirect_uri(RedirectUrl::from_url(attempt.redirect_uri.clone()));
        let verifier = PkceCodeVerifier::new(attempt.verifier.reveal().clone());
        let state = attempt.state.reveal().clone();
        let mut request = client
            .authorize_url(move || CsrfToken::new(state))
            .add_scopes(scopes(&attempt.scopes))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        for &(name, value) in extra {
            request = request.add_extra_param(name.to_owned(), value.to_owned());
        }
        Ok(request.url().0)
    }

    /// Exchanges a code for tokens; beside them the ID token, which is not verified yet.
    pub async fn exchange(
        &self,
        endpoints: &Endpoints,
        attempt: &Attempt,
        callback: &Callback,
    ) -> Result<(Tokens, Option<Secret<String>>)> {
        let client = self
            .client(endpoints)?
            .set_token_uri(TokenUrl::from_url(endpoints.token.clone()))
            .set_redirect_uri(RedirectUrl::from_url(attempt.redirect_uri.clone()));
        let answer = self
            .net
            .retry(|| async {
                let request = client
                    .exchange_code(AuthorizationCode::new(callback.code.reveal().clone()))
                    .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.reveal().clone()));
                let answered = request.request_async(self).await;
                answered.map_err(|error| self.refusal(error))
            })
            .await?;
        let id_token = answer.extra_fields().id_token.clone().map(Secret::from);
        Ok((self.tokens(&answer, Some(&attempt.scopes))?, id_token))
    }

    /// Fails with AUTH_006 when the provider does not take the token any more.
    pub async fn refresh(&self, endpoints: &Endpoints, token: &Secret<String>) -> Result<Tokens> {
        let client = self
            .client(endpoints)?
            .set_token_uri(TokenUrl::from_url(endpoints.token.clone()));
        let token = RefreshToken::new(token.reveal().clone());
        let asked = self
            .net
            .retry(|| async {
                let answered = client
                    .exchange_refresh_token(&token)
                    .request_async(self)
                    .await;
                answered.map_err(|error| match &error {
                    RequestTokenError::ServerResponse(said)
                        if said.error().to_string() == "invalid_grant" =>
                    {
                        self.problem(Code::SessionEnded)
                            .because(words("invalid_grant", said.error_description()))
                    }
                    _ => self.refusal(error),
                })
            })
            .await;
        self.tokens(&asked?, None)
    }

    pub async fn begin_device(&self, endpoints: &Endpoints, asked: &[String]) -> Result<Device> {
        let url = endpoints.device.clone().ok_or_else(|| {
            self.problem(Code::ClientRefused)
                .title("the provider has no device flow")
                .help("log in without --device")
        })?;
        let client = self
            .client(endpoints)?
            .set_device_authorization_url(DeviceAuthorizationUrl::from_url(url));
        let begun: Begun = self
            .net
            .retry(|| async {
                let request = client.exchange_device_code().add_scopes(scopes(asked));
                let answered = request.request_async(self).await;
                answered.map_err(|error| self.refusal(error))
            })
            .await?;
        Ok(Device {
            user_code: begun.user_code().secret().clone(),
            verification_uri: begun.verification_uri().to_string(),
            expires_in: begun.expires_in(),
            begun,
        })
    }

    pub async fn finish_device(&self, endpoints: &Endpoints, device: &Device) -> Result<Tokens> {
        let client = self
            .client(endpoints)?
            .set_token_uri(TokenUrl::from_url(endpoints.token.clone()));
        let request = client.exchange_device_access_token(&device.begun);
        let answered = request.request_async(self, tokio::time::sleep, None).await;
        let answer = answered.map_err(|error| self.refusal(error))?;
        self.tokens(&answer, None)
    }

    fn tokens(&self, answer: &Answer, asked: Option<&[String]>) -> Result<Tokens> {
        if *answer.token_type() != BasicTokenType::Bearer {
            return Err(self
                .problem(Code::ProviderFailed)
                .title("the provider gave a token of a kind that cannot be used")
                .because("its token_type is not \"bearer\" (RFC 6750)"));
        }
        // RFC 6749 5.1: a response without scope grants what was asked for.
        let granted = match answer.scopes() {
            // GitHub separates by commas.
            Some(scopes) => Some(
                scopes
                    .iter()
                    .flat_map(|scope| scope.split(','))
                    .filter(|scope| !scope.is_empty())
                    .map(str::to_owned)
                    .collect(),
            ),
            None => asked.map(<[String]>::to_vec),
        };
        let expires = answer
            .expires_in()
            .and_then(|life| Timestamp::now().checked_add(life).ok());
        let refresh = answer.refresh_token().map(|token| token.secret().clone());
        Ok(Tokens {
            access: answer.access_token().secret().clone().into(),
            refresh: refresh.map(Secret::from),
            granted,
            expires,
            who: None,
        })
    }

    /// One request of the `oauth2` or `openidconnect` crate. GitHub's errors come with status 200, and leave
    /// here with 400 as everybody's. Fails with AUTH_010 and AUTH_011.
    async fn make(&self, request: HttpRequest) -> Result<HttpResponse> {
        let asks = request.method() == http::Method::GET;
        let request = reqwest::Request::try_from(request)
            .map_err(|error| self.problem(Code::ProviderFailed).source(error))?;
        let request = reqwest::RequestBuilder::from_parts(self.net.http()?, request);
        let answer = self.answer(request, asks).await?;
        let says_error = answer.json()["error"].is_string();
        let status = match answer.status.as_u16() {
            200 if says_error => 400,
            other => other,
        };
        let mut response = http::Response::new(answer.text.into_bytes());
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
        *response.headers_mut() = answer.headers;
        Ok(response)
    }

    /// Asks, and reads an answer that is neither a failure of the server nor a way elsewhere: credentials
    /// do not follow redirects. `again` says that the same request may be made twice.
    pub async fn answer(
        &self,
        request: reqwest::RequestBuilder,
        again: bool,
    ) -> Result<crate::net::Answer> {
        let (client, request) = request.build_split();
        let request = request.map_err(|error| self.problem(Code::ProviderFailed).source(error))?;
        let host = request.url().host_str().unwrap_or_default().to_owned();
        let request = reqwest::RequestBuilder::from_parts(client, request);
        let answer = self.net.ask(request).await.map_err(|lost| {
            let problem = match lost.too_long {
                true => self.problem(Code::ProviderFailed),
                false => self
                    .problem(Code::ProviderUnreachable)
                    .title(format!("{host} gave no answer")),
            };
            let problem = match lost.maybe_received && !again {
                true => problem,
                false => problem.retry(Retry::Now),
            };
            problem.address(host.clone()).because(lost.cause)
        })?;
        self.note_clock(&answer);
        let failed = |title: String| {
            let status = answer.status.to_string();
            let problem = self.problem(Code::ProviderFailed).title(title);
            problem
                .address(host.clone())
                .because(format!("HTTP {status}"))
        };
        match answer.status.as_u16() {
            300..=399 => {
                let to = answer.header("location").and_then(|to| Url::parse(to).ok());
                let to = to.and_then(|to| to.host_str().map(str::to_owned));
                let to = to.unwrap_or_else(|| "elsewhere".to_owned());
                Err(
                    failed(format!("{host} sends on to {to}, which is not followed"))
                        .help("set the server's own address, the one that does not redirect"),
                )
            }
            429 | 500.. => {
                let problem = failed(format!("{host} failed"));
                Err(match again || answer.status == 429 {
                    true => problem.retry(answer.retry()),
                    false => problem,
                })
            }
            _ => Ok(answer),
        }
    }

    fn note_clock(&self, answer: &crate::net::Answer) {
        let theirs = answer
            .header("date")
            .and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
        if let Some(theirs) = theirs {
            let skew = theirs.timestamp().as_second() - Timestamp::now().as_second();
            self.skew.store(skew, Ordering::Relaxed);
        }
    }

    /// AUTH_013 when the provider's clock, as its last answer had it, is too far from ours.
    pub fn clock(&self) -> Result<()> {
        let skew = SignedDuration::from_secs(self.skew.load(Ordering::Relaxed));
        if skew.abs() <= SKEW {
            return Ok(());
        }
        let (seconds, way) = (
            skew.abs().as_secs(),
            if skew.is_positive() {
                "behind"
            } else {
                "ahead of"
            },
        );
        Err(self.problem(Code::AuthClockSkewed).because(format!(
            "this machine's clock is {seconds} s {way} the provider's"
        )))
    }

    /// What the probe of every provider ends with: whether its API was reached, its clock, and for Dify, where all
    /// else is right, that nothing proves the redirect URI.
    pub fn conclude(
        &self,
        findings: &mut Vec<Finding>,
        unreached: Option<Problem>,
        ask: &Ask,
        callback: Option<&str>,
        rules: &End,
    ) {
        // The deployment may have another way out than this machine.
        for (problem, rule) in [(unreached, rules.api), (self.clock().err(), rules.clock)] {
            findings
                .extend(problem.map(|problem| Finding::live(Severity::Warning, rule, &problem)));
        }
        if let Some(uri) = callback.filter(|_| ask.for_dify && findings.is_empty()) {
            let problem = self
                .problem(Code::ClientRefused)
                .title("whether the redirect URI is registered is not proven")
                .because(format!(
                    "{} answers a wrong code before it looks at the redirect URI",
                    rules.provider
                ))
                .help(format!("see that {uri} is registered, exactly so"));
            let problem = self.blame(problem, CALLBACK);
            findings.push(Finding::live(Severity::Info, rules.redirect_uri, &problem));
        }
    }

    fn refusal<T>(
        &self,
        error: RequestTokenError<Problem, oauth2::StandardErrorResponse<T>>,
    ) -> Problem
    where
        T: oauth2::ErrorResponseType + std::fmt::Display + 'static,
    {
        match error {
            RequestTokenError::ServerResponse(said) => {
                let description = said.error_description().map(String::as_str);
                self.refused(&said.error().to_string(), description)
            }
            RequestTokenError::Request(problem) => problem,
            RequestTokenError::Parse(_, body) => self.not_understood(&body),
            RequestTokenError::Other(why) => self.problem(Code::ProviderFailed).because(why),
        }
    }

    /// The same as [`refused`], with the variable that it is about.
    pub fn refused(&self, error: &str, description: Option<&str>) -> Problem {
        let problem = refused(self.service, error, description);
        match REFUSALS.iter().find(|(name, ..)| *name == error) {
            Some((.., CLIENT)) => self.blame(
                problem.title("the provider does not take this client with this secret"),
                match error {
                    "Not Found" => self.id_variable,
                    _ => self.secret_variable,
                },
            ),
            _ => problem,
        }
    }

    /// Only what is wrong with an answer: what stands in it may be a token.
    fn not_understood(&self, body: &[u8]) -> Problem {
        let json: Option<serde_json::Value> = serde_json::from_slice(body).ok();
        let why = match json {
            None => "it is not JSON",
            Some(json) if json["access_token"].is_string() => {
                "one of its fields is not what RFC 6749 says"
            }
            Some(_) => "it has neither access_token nor error",
        };
        self.problem(Code::ProviderFailed)
            .title("the provider's answer was not understood")
            .because(why)
    }

    /// What the token endpoint says to a code that cannot be right: its `error`, and its own words.
    pub async fn wrong_code(
        &self,
        endpoints: &Endpoints,
        redirect_uri: Option<&str>,
    ) -> Result<(String, String)> {
        let client = self
            .client(endpoints)?
            .set_token_uri(TokenUrl::from_url(endpoints.token.clone()));
        let mut request = client.exchange_code(AuthorizationCode::new(
            "tieline-proves-the-client".to_owned(),
        ));
        if let Some(uri) = redirect_uri {
            request = request.add_extra_param("redirect_uri".to_owned(), uri.to_owned());
        }
        match request.request_async(self).await {
            Err(RequestTokenError::ServerResponse(said)) => {
                let error = said.error().to_string();
                let words = words(&error, said.error_description());
                Ok((error, words))
            }
            Err(error) => Err(self.refusal(error)),
            Ok(_) => Err(self
                .problem(Code::ProviderFailed)
                .title("the provider took a code that cannot be right")),
        }
    }

    /// Asks the provider's API with a token. Fails with AUTH_006 when the token is not taken.
    pub async fn get(
        &self,
        url: &str,
        access: &Secret<String>,
        accept: &'static str,
    ) -> Result<crate::net::Answer> {
        self.net
            .retry(|| async {
                let request = self.net.http()?.get(url).header("Accept", accept);
                let answer = self
                    .answer(request.bearer_auth(access.reveal()), true)
                    .await?;
                match answer.status.as_u16() {
                    401 => Err(self
                        .problem(Code::SessionEnded)
                        .title("the provider does not take the token any more")
                        .because("HTTP 401")),
                    _ => Ok(answer),
                }
            })
            .await
    }
}

/// What a provider's `error` means, whichever way it came.
pub fn refused(service: &'static str, error: &str, description: Option<&str>) -> Problem {
    let known = REFUSALS.iter().find(|(name, ..)| *name == error);
    let code = known.map_or(Code::ProviderFailed, |(_, code, _)| *code);
    let problem = Problem::new(code)
        .service(service)
        .because(words(error, description));
    match known {
        Some((.., help)) => problem.help(*help),
        None => problem,
    }
}

impl<'c> AsyncHttpClient<'c> for OAuth {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.make(request))
    }
}

fn scopes(scopes: &[String]) -> impl Iterator<Item = Scope> {
    scopes.iter().cloned().map(Scope::new)
}

/// The provider's own words, of a bearable length.
fn words(error: &str, description: Option<impl AsRef<str>>) -> String {
    let mut words = error.to_owned();
    if let Some(description) = description {
        words.push_str(": ");
        words.push_str(description.as_ref());
    }
    words.chars().take(MOST_WORDS).collect()
}

/// An address to which a client's secret may go: https, or this very machine. Fails with CONFIG_003.
pub fn safe_url(service: &'static str, variable: &'static str, text: &str) -> Result<Url> {
    let wrong = |why: &str| {
        Problem::new(Code::ValueInvalid)
            .title(format!("{variable} \"{text}\" {why}"))
            .service(service)
            .variable(variable)
    };
    let url = hosts::web(text).ok_or_else(|| wrong("is not an address of the web"))?;
    let host = url.host_str().unwrap_or_default();
    match url.scheme() == "https" || hosts::is_loopback(host) {
        true => Ok(url),
        false => {
            Err(wrong("is not https")
                .help("set an https:// address: the client's secret goes there"))
        }
    }
}
