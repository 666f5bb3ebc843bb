//! GitHub as an identity. From its documentation: "Authorizing OAuth apps" (endpoints, device flow, errors
//! with status 200), "Get the authenticated user", "List email addresses for the authenticated user",
//! "Delete an app token", "Scopes for OAuth apps".

use std::sync::Arc;

use async_trait::async_trait;
use reqwest::Method;
use serde_json::Value as Json;
use url::Url;

use crate::auth::oauth::{CALLBACK, End, Endpoints, OAuth, safe_url};
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

const JSON: &str = "application/vnd.github+json";

/// A wider scope, and those that it holds ("Scopes for OAuth apps").
const WIDER: &[(&str, &[&str])] = &[
    ("user", &["read:user", "user:email", "user:follow"]),
    (
        "repo",
        &[
            "repo:status",
            "repo_deployment",
            "public_repo",
            "repo:invite",
            "security_events",
        ],
    ),
    ("admin:org", &["write:org", "read:org"]),
    ("write:org", &["read:org"]),
    ("write:packages", &["read:packages"]),
];

struct GitHub {
    oauth: OAuth,
    server: String,
    api: String,
    endpoints: Endpoints,
    /// The redirect URI of the deployment itself.
    callback: Option<String>,
}

pub fn open(settings: &Settings, net: &Net) -> Opened<dyn Identity> {
    let server = safe_url(
        "github",
        "GITHUB_SERVER_URL",
        settings.text("GITHUB_SERVER_URL"),
    )?;
    let server = server.as_str().trim_end_matches('/').to_owned();
    let api = match settings.text("GITHUB_API_URL").trim() {
        "" => api_of(&server),
        url => safe_url("github", "GITHUB_API_URL", url)?
            .as_str()
            .trim_end_matches('/')
            .to_owned(),
    };
    let at = |path: &str| safe_url("github", "GITHUB_SERVER_URL", &format!("{server}{path}"));
    Ok(Arc::new(GitHub {
        oauth: OAuth::open(
            settings,
            net,
            "github",
            [
                "GITHUB_CLIENT_ID",
                "GITHUB_CLIENT_SECRET",
                "GITHUB_SERVER_URL",
            ],
        ),
        endpoints: Endpoints {
            authorize: at("/login/oauth/authorize")?,
            token: at("/login/oauth/access_token")?,
            device: Some(at("/login/device/code")?),
            basic: false,
        },
        callback: super::callback(settings),
        server,
        api,
    }))
}

/// Where a server's API is: github.com's has a host of its own, and so have the tenants of ghe.com; an
/// Enterprise Server's is below it.
fn api_of(server: &str) -> String {
    match server.split_once("://") {
        Some((scheme, "github.com")) => format!("{scheme}://api.github.com"),
        Some((scheme, host)) if host.ends_with(".ghe.com") => format!("{scheme}://api.{host}"),
        _ => format!("{server}/api/v3"),
    }
}

fn text(json: &Json) -> Option<String> {
    json.as_str()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

impl GitHub {
    fn not_understood(&self, why: impl Into<String>) -> Problem {
        let problem = self.oauth.problem(Code::ProviderFailed);
        problem
            .title("GitHub's answer was not understood")
            .because(why)
    }

    /// The address that mail reaches: the verified primary one, which the profile may hide. `None` where the
    /// token may not look, or there is none.
    async fn primary_address(&self, access: &Secret<String>) -> Result<Option<String>> {
        let url = format!("{}/user/emails", self.api);
        let answer = self.oauth.get(&url, access, JSON).await?;
        let json = answer.json();
        let addresses = json.as_array().into_iter().flatten();
        let mut primary = addresses.filter(|one| one["primary"] == true && one["verified"] == true);
        Ok(primary.next().and_then(|one| text(&one["email"])))
    }
}

#[async_trait]
impl Identity for GitHub {
    fn service(&self) -> &'static str {
        "github"
    }

    fn server(&self) -> &str {
        &self.server
    }

    fn client_id(&self) -> Result<&str> {
        self.oauth.id()
    }

    fn usual_scopes(&self) -> &'static [&'static str] {
        &["read:user", "user:email"]
    }

    fn covers(&self, granted: &[String], asked: &str) -> bool {
        // A GitHub App has permissions and no scopes.
        let is_app = self.oauth.id().is_ok_and(|id| id.starts_with("Iv"));
        let holds = |wide: &str| {
            let (_, narrow) = WIDER.iter().find(|(name, _)| *name == wide)?;
            narrow.contains(&asked).then_some(())
        };
        let mut granted = granted.iter();
        is_app || granted.any(|granted| granted == asked || holds(granted).is_some())
    }

    fn callback(&self) -> Option<&str> {
        self.callback.as_deref()
    }

    fn to_register(&self, _: &Url) -> String {
        // "Redirect URLs" in "Authorizing OAuth apps": the port of a loopback address may differ.
        "register http://127.0.0.1/callback as the application's callback URL (any port will do), or log in with --device"
            .to_owned()
    }

    async fn authorize_url(&self, attempt: &Attempt) -> Result<Url> {
        self.oauth.secret()?;
        self.oauth.authorize_url(&self.endpoints, attempt, &[])
    }

    async fn exchange(&self, attempt: &Attempt, callback: Callback) -> Result<Tokens> {
        let (tokens, _) = self
            .oauth
            .exchange(&self.endpoints, attempt, &callback)
            .await?;
        Ok(tokens)
    }

    async fn holder(&self, access: &Secret<String>) -> Result<Holder> {
        let url = format!("{}/user", self.api);
        let answer = self.oauth.get(&url, access, JSON).await?;
        let json = answer.json();
        if !answer.status.is_success() {
            let said = json["message"].as_str().unwrap_or_default();
            return Err(self.not_understood(format!("{}: {said}", answer.status)));
        }
        let Some(id) = json["id"].as_u64() else {
            return Err(self.not_understood("its profile has no id"));
        };
        let primary = self.primary_address(access).await?;
        let granted = answer.header("x-oauth-scopes").map(|scopes| {
            let scopes = scopes.split(',').map(str::trim);
            scopes
                .filter(|scope| !scope.is_empty())
                .map(str::to_owned)
                .collect()
        });
        Ok(Holder {
            profile: Profile {
                id: id.to_string(),
                login: text(&json["login"]),
                name: text(&json["name"]),
                // A public address is always a verified one.
                email_verified: Some(primary.is_some() || json["email"].is_string()),
                email: primary.or_else(|| text(&json["email"])),
            },
            granted,
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
impl DeviceFlow for GitHub {
    async fn begin(&self, scopes: &[String]) -> Result<Device> {
        self.oauth.begin_device(&self.endpoints, scopes).await
    }

    async fn finish(&self, device: &Device) -> Result<Tokens> {
        self.oauth.finish_device(&self.endpoints, device).await
    }
}

#[async_trait]
impl Refresher for GitHub {
    async fn refresh(&self, refresh: &Secret<String>) -> Result<Tokens> {
        self.oauth.refresh(&self.endpoints, refresh).await
    }
}

#[async_trait]
impl Revoker for GitHub {
    async fn revoke(&self, access: &Secret<String>, _: Option<&Secret<String>>) -> Result<()> {
        let (id, secret) = (self.oauth.id()?, self.oauth.secret()?);
        let net = self.oauth.net();
        let url = format!("{}/applications/{id}/token", self.api);
        let answer = net
            .retry(|| async {
                let request = net
                    .http()?
                    .request(Method::DELETE, &url)
                    .header("Accept", JSON);
                let request = request.basic_auth(id, Some(secret.reveal()));
                let body = serde_json::json!({"access_token": access.reveal()});
                self.oauth.answer(request.json(&body), true).await
            })
            .await?;
        match answer.status.as_u16() {
            // 422 is what a token gets that is none any more.
            200..=299 | 422 => Ok(()),
            401 | 404 => Err(self
                .oauth
                .problem(Code::ClientRefused)
                .because(format!("HTTP {}", answer.status))),
            _ => Err(self.not_understood(format!("HTTP {}", answer.status))),
        }
    }
}

#[async_trait]
impl Probe for GitHub {
    async fn probe(&self, ask: &Ask) -> Vec<Finding> {
        let error = |rule, problem: &Problem| vec![Finding::live(Severity::Error, rule, problem)];
        let proven = async {
            self.oauth.secret()?;
            self.oauth
                .wrong_code(&self.endpoints, self.callback.as_deref())
                .await
        };
        let api = format!("{}/", self.api);
        let reaches = async {
            let request = self.oauth.net().http()?.get(&api).header("Accept", JSON);
            self.oauth.answer(request, true).await
        };
        let (proven, reached) = futures_util::join!(proven, reaches);
        let (said, words) = match proven {
            Ok(said) => said,
            Err(problem) => return error("github-client", &problem),
        };
        let mut findings = Vec::new();
        match said.as_str() {
            "bad_verification_code" => {}
            "redirect_uri_mismatch" => {
                let uri = self.callback.as_deref().unwrap_or("its callback");
                let problem = self
                    .oauth
                    .problem(Code::ClientRefused)
                    .title(format!("{uri} is not registered"))
                    .because(words)
                    .help(format!("set the application's callback URL to {uri}"));
                let problem = self.oauth.blame(problem, CALLBACK);
                findings.extend(error("github-redirect-uri", &problem));
            }
            refused => {
                let problem = self.oauth.refused(refused, None).because(words);
                findings.extend(error("github-client", &problem));
            }
        }
        let rules = End {
            provider: "GitHub",
            api: "github-api",
            clock: "github-clock",
            redirect_uri: "github-redirect-uri-not-proven",
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
