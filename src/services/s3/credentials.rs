//! Who we are to S3: the pair that is set, else AWS's own chain (environment, profile, web identity,
//! container, instance), which the vendor's crate walks when it is first asked. Owns what is kept of the
//! answer until it ends. Used by `client`, which signs with it, and by `presign`.

use std::path::Path;
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use aws_config::Region;
use aws_config::default_provider::credentials::DefaultCredentialsChain;
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials as _;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::identity::Identity;
use tokio::sync::OnceCell;

use crate::config::{Settings, Value};
use crate::net::{self, Net};
use crate::problem::{Code, Problem, chain};

/// Credentials that end sooner than this are asked for anew: a request must not outlive them.
const MARGIN: Duration = Duration::from_secs(60);

/// The credentials, asked for once and kept until shortly before they end.
pub struct Keys {
    source: Source,
    held: RwLock<Option<Identity>>,
    /// One asks, the others wait for the answer.
    asking: tokio::sync::Mutex<()>,
}

enum Source {
    Pair(Credentials),
    Chain(Box<Chain>),
}

/// AWS's own chain, made when it is first asked.
struct Chain {
    profile: Option<String>,
    region: String,
    http: SharedHttpClient,
    made: OnceCell<DefaultCredentialsChain>,
}

impl Keys {
    /// The pair that is set, from one family of names; else AWS's own chain. Fails with CONFIG_002 for half
    /// a pair. Asks nobody.
    pub fn of(
        settings: &Settings,
        net: &Net,
        managed: bool,
        region: &str,
    ) -> Result<Keys, Problem> {
        let pair = settings
            .pair("S3_ACCESS_KEY", "S3_SECRET_KEY")
            .filter(|_| !managed);
        let source = match pair {
            Some((Some(key), Some(secret))) => {
                let id = key.text().trim();
                // A temporary key is nothing without its token; a lasting one is refused with one, which may be of
                // whoever runs this. What stands in one file belongs together: only AWS's own keys tell by their name.
                let file = key.origin.place().map(|(path, _)| path);
                let is_of = |token: &Value| {
                    key.name.starts_with("AWS_")
                        || id.starts_with("ASIA")
                        || (file.is_some() && token.origin.place().map(|(path, _)| path) == file)
                };
                let token = settings
                    .set_value("AWS_SESSION_TOKEN")
                    .filter(|token| is_of(token))
                    .map(|token| token.text().trim().to_owned());
                let secret = secret.text().trim();
                Source::Pair(Credentials::new(id, secret, token, None, "variables"))
            }
            Some((Some(half), None) | (None, Some(half))) => {
                return Err(Problem::new(Code::RequiredVariableMissing)
                    .title(format!(
                        "{} is set, and the other half of the pair is not",
                        half.name
                    ))
                    .service("s3")
                    .at(&half.name, &half.origin)
                    .help("set both S3_ACCESS_KEY and S3_SECRET_KEY"));
            }
            _ => Source::Chain(Box::new(Chain {
                profile: settings
                    .set_value("AWS_PROFILE")
                    .map(|profile| profile.text().trim().to_owned()),
                region: region.to_owned(),
                http: http_client(settings, net)?,
                made: OnceCell::new(),
            })),
        };
        Ok(Keys {
            source,
            held: RwLock::new(None),
            asking: tokio::sync::Mutex::new(()),
        })
    }

    /// The credentials of now. Fails with STORAGE_002 when there are none.
    pub async fn get(&self) -> Result<Identity, Problem> {
        if let Some(held) = self.fresh() {
            return Ok(held);
        }
        let _asking = self.asking.lock().await;
        if let Some(held) = self.fresh() {
            return Ok(held);
        }
        let credentials = match &self.source {
            Source::Pair(pair) => pair.clone(),
            Source::Chain(chain) => chain.ask().await?,
        };
        let ends = credentials.expiry();
        let identity = Identity::new(credentials, ends);
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(identity.clone());
        Ok(identity)
    }

    /// What is held, while it lasts.
    fn fresh(&self) -> Option<Identity> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.clone().filter(|held| {
            held.expiration()
                .is_none_or(|ends| ends > SystemTime::now() + MARGIN)
        })
    }
}

impl Chain {
    async fn ask(&self) -> Result<Credentials, Problem> {
        let make = || async {
            let config = aws_config::provider_config::ProviderConfig::default()
                .with_http_client(self.http.clone());
            let mut chain = DefaultCredentialsChain::builder()
                .configure(config)
                .region(Region::new(self.region.clone()));
            if let Some(profile) = &self.profile {
                chain = chain.profile_name(profile);
            }
            chain.build().await
        };
        let made = self.made.get_or_init(make).await;
        made.provide_credentials().await.map_err(|error| {
            Problem::new(Code::StorageCredentials)
                .title("there are no credentials")
                .service("s3")
                .help("set S3_ACCESS_KEY and S3_SECRET_KEY, or give this machine a role")
                .because(chain(&error))
        })
    }
}

/// What the chain asks AWS's token service and the metadata services with: the latter stand beside the
/// machine and are never behind a proxy, so only what is encrypted goes through one.
fn http_client(settings: &Settings, net: &Net) -> Result<SharedHttpClient, Problem> {
    let mut trusted = TrustStore::default().with_native_roots(true);
    let bundle = Some(settings.text("AWS_CA_BUNDLE")).filter(|path| !path.is_empty());
    let named = [
        ("SSL_CERT_FILE", net.extra_ca()),
        ("AWS_CA_BUNDLE", bundle.map(Path::new)),
    ];
    for (variable, path) in named {
        if let Some(path) = path {
            trusted.add_pem_certificate(net::authorities(variable, path)?);
        }
    }
    let tls = TlsContext::builder()
        .with_trust_store(trusted)
        .build()
        .map_err(|error| {
            Problem::new(Code::ValueInvalid)
                .variable("AWS_CA_BUNDLE")
                .source(error)
        })?;
    let proxy = proxy(net)?;
    Ok(
        aws_smithy_http_client::Builder::new().build_with_connector_fn(
            move |settings, components| {
                let mut builder = Connector::builder().proxy_config(proxy.clone());
                builder.set_connector_settings(settings.cloned());
                builder.set_sleep_impl(components.and_then(|components| components.sleep_impl()));
                builder
                    .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
                    .tls_context(tls.clone())
                    .build()
            },
        ),
    )
}

fn proxy(net: &Net) -> Result<ProxyConfig, Problem> {
    let Some(url) = &net.proxies().https else {
        return Ok(ProxyConfig::disabled());
    };
    let config = ProxyConfig::https(url.as_str()).map_err(|error| {
        Problem::new(Code::ValueInvalid)
            .title("HTTPS_PROXY is not a proxy's URL")
            .variable("HTTPS_PROXY")
            .source(error)
    })?;
    Ok(match &net.proxies().none_for {
        Some(hosts) => config.no_proxy(hosts),
        None => config,
    })
}
