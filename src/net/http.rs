//! The one HTTP client for vendors' APIs: reqwest over the one TLS configuration, deadlines and proxies as the
//! options say, redirects off. Owns what a broken connection and a vendor's `Retry-After` mean.

use std::time::Duration;

use reqwest::{Client, NoProxy, Proxy, RequestBuilder, StatusCode, redirect};

use super::Net;
use crate::problem::{Code, Problem, Retry, chain};
use crate::progress::Direction;

/// Bytes of an answer; the APIs' are far shorter.
const LARGEST_ANSWER: usize = 1 << 20;

/// A vendor's answer, whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

/// Why there is no answer.
#[derive(Debug)]
pub struct NoAnswer {
    /// The request may have reached the service.
    pub maybe_received: bool,
    pub cause: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// When the same request may be made again: by `Retry-After` (in seconds), else after the usual
    /// backoff; never unless it was throttled or the service failed.
    pub fn retry(&self) -> Retry {
        let wish = self
            .header("retry-after")
            .and_then(|wish| wish.trim().parse().ok());
        match (self.status.as_u16(), wish) {
            (429 | 503, Some(seconds)) => Retry::After(Duration::from_secs(seconds)),
            (429 | 500.., _) => Retry::Now,
            _ => Retry::Never,
        }
    }
}

impl Net {
    /// The client. Fails with CONFIG_003 for a certificate file or a proxy that cannot be used.
    pub fn http(&self) -> Result<Client, Problem> {
        let tls = std::sync::Arc::unwrap_or_clone(self.tls()?);
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(redirect::Policy::none())
            .connect_timeout(self.timeout())
            .read_timeout(self.timeout())
            .user_agent(concat!("tieline/", env!("CARGO_PKG_VERSION")))
            .no_proxy();
        let none_for = self
            .proxies()
            .none_for
            .as_deref()
            .and_then(NoProxy::from_string);
        for (variable, url) in [
            ("HTTPS_PROXY", &self.proxies().https),
            ("HTTP_PROXY", &self.proxies().http),
        ] {
            if let Some(url) = url {
                let made = match variable {
                    "HTTPS_PROXY" => Proxy::https(url),
                    _ => Proxy::http(url),
                };
                let proxy = made.map_err(|error| {
                    Problem::new(Code::ValueInvalid)
                        .title(format!("{variable} is not a proxy's URL"))
                        .variable(variable)
                        .source(error.without_url())
                })?;
                builder = builder.proxy(proxy.no_proxy(none_for.clone()));
            }
        }
        builder
            .build()
            .map_err(|error| Problem::new(Code::ValueInvalid).source(error))
    }

    /// Sends a request and reads the answer, whatever its status.
    pub async fn ask(&self, request: RequestBuilder) -> Result<Answer, NoAnswer> {
        let no_answer = |error: reqwest::Error| NoAnswer {
            maybe_received: !error.is_connect() && !error.is_builder(),
            cause: chain(&error.without_url()),
        };
        let (client, request) = request.build_split();
        let request = request.map_err(no_answer)?;
        self.trace().line(
            Direction::Sent,
            &format!("{} {}", request.method(), request.url()),
        );
        let mut response = client.execute(request).await.map_err(no_answer)?;
        let (status, headers) = (response.status(), response.headers().clone());
        self.trace().line(Direction::Received, &status.to_string());
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(no_answer)? {
            body.extend_from_slice(&piece);
            if body.len() > LARGEST_ANSWER {
                return Err(NoAnswer {
                    maybe_received: true,
                    cause: "its answer has no end".to_owned(),
                });
            }
        }
        Ok(Answer {
            status,
            headers,
            text: String::from_utf8_lossy(&body).into_owned(),
        })
    }
}
