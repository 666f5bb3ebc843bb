//! How S3 is reached: endpoint, region, address style and credentials as Dify resolves them, the SDK's client
//! over the one set of deadlines, proxies and certificate authorities. The SDK's own retries are off.

use std::path::Path;

use aws_config::default_provider::credentials::DefaultCredentialsChain;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use aws_sdk_s3::config::interceptors::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{
    BehaviorVersion, Builder, ConfigBag, Intercept, Region, RequestChecksumCalculation,
    ResponseChecksumValidation, RuntimeComponents, SharedHttpClient, StalledStreamProtectionConfig,
};
use aws_sdk_s3::error::BoxError;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use tokio::sync::OnceCell;

use super::style;
use crate::config::Settings;
use crate::config::rules::hosts;
use crate::net::{self, Net};
use crate::problem::{Code, Problem};
use crate::progress::Direction;

/// A client and what is worth knowing of it.
pub struct Reach {
    pub client: aws_sdk_s3::Client,
    pub credentials: SharedCredentialsProvider,
    pub region: String,
    /// The endpoint is AWS's own, and not a service that is compatible more or less.
    pub is_aws: bool,
}

/// Fails with CONFIG_002 for half a pair of credentials, CONFIG_003 for an endpoint that is no URL.
pub fn reach(settings: &Settings, net: &Net) -> Result<Reach, Problem> {
    let managed = settings.truth("S3_USE_AWS_MANAGED_IAM") == Some(true);
    let region = match settings.text("S3_REGION") {
        "" => "us-east-1",
        region => region,
    };
    let endpoint = if managed { None } else { endpoint(settings)? };
    let is_aws = endpoint.as_ref().is_none_or(|url| {
        let host = url.host_str().unwrap_or_default();
        host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn")
    });
    // Services that are not AWS's own may refuse checksum headers that they do not know.
    let checksums = match settings.text("AWS_REQUEST_CHECKSUM_CALCULATION") {
        "when_supported" => true,
        "when_required" => false,
        _ => is_aws,
    };
    let http = http_client(settings, net, endpoint.as_ref())?;
    let credentials = credentials(settings, managed, region, &http)?;
    let mut config = Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.to_owned()))
        .credentials_provider(credentials.clone())
        .force_path_style(style(settings) == "path")
        .retry_config(RetryConfig::disabled())
        .timeout_config(
            TimeoutConfig::builder()
                .connect_timeout(net.timeout())
                .read_timeout(net.timeout())
                .build(),
        )
        .stalled_stream_protection(
            StalledStreamProtectionConfig::enabled()
                .grace_period(net.timeout())
                .build(),
        )
        .request_checksum_calculation(match checksums {
            true => RequestChecksumCalculation::WhenSupported,
            false => RequestChecksumCalculation::WhenRequired,
        })
        .response_checksum_validation(match checksums {
            true => ResponseChecksumValidation::WhenSupported,
            false => ResponseChecksumValidation::WhenRequired,
        })
        .http_client(http);
    if let Some(url) = endpoint {
        config = config.endpoint_url(url.as_str().trim_end_matches('/'));
    }
    if net.trace().on() {
        config = config.interceptor(Traced(net.clone()));
    }
    Ok(Reach {
        client: aws_sdk_s3::Client::from_conf(config.build()),
        credentials,
        region: region.to_owned(),
        is_aws,
    })
}

fn endpoint(settings: &Settings) -> Result<Option<url::Url>, Problem> {
    let Some(value) = settings.set_value("S3_ENDPOINT") else {
        return Ok(None);
    };
    let wrong = |what: &str, help: String| {
        Problem::new(Code::ValueInvalid)
            .title(format!("{} {what}", value.name))
            .service("s3")
            .at(&value.name, &value.origin)
            .help(help)
    };
    match hosts::web(value.text()) {
        Some(url) if !url.username().is_empty() || url.password().is_some() => Err(wrong(
            "holds a user or a password",
            format!("take the part before the @ out of {}", value.name),
        )),
        Some(url) => Ok(Some(url)),
        None => Err(wrong(
            "is not a URL that begins with http:// or https://",
            format!("{}=https://{}", value.name, value.text().trim()),
        )),
    }
}

fn http_client(
    settings: &Settings,
    net: &Net,
    endpoint: Option<&url::Url>,
) -> Result<SharedHttpClient, Problem> {
    let encrypted = endpoint.is_none_or(|url| url.scheme() == "https");
    let proxy = proxy(net, encrypted)?;
    if !encrypted {
        // Without TLS there is no reason to load the system's certificates.
        return Ok(build(
            move || Connector::builder().proxy_config(proxy.clone()),
            |builder| builder.build_http(),
        ));
    }
    let mut trusted = TrustStore::default().with_native_roots(true);
    if let Some(path) = net.extra_ca() {
        trusted.add_pem_certificate(net::authorities("SSL_CERT_FILE", path)?);
    }
    match settings.text("AWS_CA_BUNDLE") {
        "" => {}
        path => {
            trusted.add_pem_certificate(net::authorities("AWS_CA_BUNDLE", Path::new(path))?);
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
    Ok(build(
        move || Connector::builder().proxy_config(proxy.clone()),
        move |builder| {
            builder
                .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
                .tls_context(tls.clone())
                .build()
        },
    ))
}

type Unfinished = aws_smithy_http_client::ConnectorBuilder;

fn build(
    begin: impl Fn() -> Unfinished + Send + Sync + 'static,
    end: impl Fn(Unfinished) -> Connector + Send + Sync + 'static,
) -> SharedHttpClient {
    aws_smithy_http_client::Builder::new().build_with_connector_fn(move |settings, components| {
        let mut builder = begin();
        builder.set_connector_settings(settings.cloned());
        builder.set_sleep_impl(components.and_then(|components| components.sleep_impl()));
        end(builder)
    })
}

fn proxy(net: &Net, encrypted: bool) -> Result<ProxyConfig, Problem> {
    let proxies = net.proxies();
    let (variable, url) = match encrypted {
        true => ("HTTPS_PROXY", &proxies.https),
        false => ("HTTP_PROXY", &proxies.http),
    };
    let Some(url) = url else {
        return Ok(ProxyConfig::disabled());
    };
    let config = ProxyConfig::all(url.as_str()).map_err(|error| {
        Problem::new(Code::ValueInvalid)
            .title(format!("{variable} is not a proxy's URL"))
            .variable(variable)
            .source(error)
    })?;
    Ok(match &proxies.none_for {
        Some(hosts) => config.no_proxy(hosts),
        None => config,
    })
}

/// The pair that is set, from one family of names; else AWS's own chain.
fn credentials(
    settings: &Settings,
    managed: bool,
    region: &str,
    http: &SharedHttpClient,
) -> Result<SharedCredentialsProvider, Problem> {
    let pair = settings
        .pair("S3_ACCESS_KEY", "S3_SECRET_KEY")
        .filter(|_| !managed);
    match pair {
        Some((Some(key), Some(secret))) => {
            let id = key.text().trim();
            // A temporary key is nothing without its token; a lasting one is refused with one.
            let token = settings
                .set_value("AWS_SESSION_TOKEN")
                .filter(|_| key.name.starts_with("AWS_") || id.starts_with("ASIA"))
                .map(|token| token.text().trim().to_owned());
            Ok(SharedCredentialsProvider::new(Credentials::new(
                id,
                secret.text().trim(),
                token,
                None,
                "variables",
            )))
        }
        Some((Some(half), None) | (None, Some(half))) => {
            Err(Problem::new(Code::RequiredVariableMissing)
                .title(format!(
                    "{} is set, and the other half of the pair is not",
                    half.name
                ))
                .service("s3")
                .at(&half.name, &half.origin)
                .help("set both S3_ACCESS_KEY and S3_SECRET_KEY"))
        }
        _ => Ok(SharedCredentialsProvider::new(Chain {
            profile: settings
                .set_value("AWS_PROFILE")
                .map(|profile| profile.text().trim().to_owned()),
            region: region.to_owned(),
            http: http.clone(),
            made: OnceCell::new(),
        })),
    }
}

/// AWS's own chain (environment, profile, web identity, container, instance), made when it is first asked.
#[derive(Debug)]
struct Chain {
    profile: Option<String>,
    region: String,
    http: SharedHttpClient,
    made: OnceCell<DefaultCredentialsChain>,
}

impl ProvideCredentials for Chain {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.ask())
    }
}

impl Chain {
    async fn ask(&self) -> provider::Result {
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
        self.made
            .get_or_init(make)
            .await
            .provide_credentials()
            .await
    }
}

/// Tells each request and its answer to the trace (`-vv`): method, URL and status, no header.
#[derive(Clone)]
struct Traced(Net);

impl std::fmt::Debug for Traced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Traced")
    }
}

impl Intercept for Traced {
    fn name(&self) -> &'static str {
        "Traced"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request();
        self.0.trace().line(
            Direction::Sent,
            &format!("{} {}", request.method(), request.uri()),
        );
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let line = match context.response() {
            Some(response) => response.status().as_u16().to_string(),
            None => "no answer".to_owned(),
        };
        self.0.trace().line(Direction::Received, &line);
        Ok(())
    }
}
