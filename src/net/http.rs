//! The one HTTP client for vendors' APIs: reqwest over the one TLS configuration, deadlines and proxies as the
//! options say, redirects off. Owns what a broken connection and a vendor's `Retry-After` mean.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, stream};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use reqwest::{
    Body, Client, ClientBuilder, Method, NoProxy, Proxy, Request, RequestBuilder, Response,
    StatusCode, redirect,
};

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
    /// There was one, longer than any that makes sense.
    pub too_long: bool,
    pub cause: String,
}

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.cause)
    }
}

impl std::error::Error for NoAnswer {}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// When the same request may be made again: by `Retry-After`, else after the usual backoff; never unless it was
    /// throttled or the service failed.
    pub fn retry(&self) -> Retry {
        let wish = self.header("retry-after").and_then(super::wish);
        match (self.status.as_u16(), wish) {
            (429 | 503, Some(wish)) => Retry::After(wish),
            (429 | 500.., _) => Retry::Now,
            _ => Retry::Never,
        }
    }
}

/// Why a long request has no answer, or only a part of one.
#[derive(Debug)]
pub enum Lost {
    /// Nothing moved for so long, in either direction.
    Silent(Duration),
    Http(reqwest::Error),
}

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Lost::Silent(patience) => {
                write!(f, "nothing moved for {} s", patience.as_secs_f32())
            }
            Lost::Http(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Lost {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Lost::Silent(_) => None,
            Lost::Http(error) => error.source(),
        }
    }
}

/// The services beside a machine that say who it is, to nobody but itself: a proxy would be told the token, or ask for
/// its own.
const METADATA: &str = "169.254.169.254,169.254.170.2,fd00:ec2::254,metadata.google.internal";

impl Net {
    /// The client, one for all requests. Fails with CONFIG_003 for a certificate file or a proxy that cannot be used.
    pub fn http(&self) -> Result<Client, Problem> {
        if let Some(client) = self.0.http.get() {
            return Ok(client.clone());
        }
        let tls = std::sync::Arc::unwrap_or_clone(self.tls()?);
        let client = made(self.builder(tls)?.read_timeout(self.timeout()))?;
        Ok(self.0.http.get_or_init(|| client).clone())
    }

    /// A client for bodies of any length. reqwest's own deadline runs from a request's beginning, however well
    /// its body moves: this client has none, and who uses it watches the bytes. `bundle` are authorities
    /// beside the others', by variable; for an endpoint that is not `encrypted` none are loaded (some 10 ms).
    /// Fails with CONFIG_003 as [`Net::http`] does.
    pub fn carrier(
        &self,
        encrypted: bool,
        bundle: Option<(&'static str, &Path)>,
    ) -> Result<Client, Problem> {
        made(self.builder(self.tls_for(encrypted, bundle)?)?)
    }

    fn builder(&self, tls: rustls::ClientConfig) -> Result<ClientBuilder, Problem> {
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(redirect::Policy::none())
            .connect_timeout(self.timeout())
            .user_agent(concat!("tieline/", env!("CARGO_PKG_VERSION")))
            .no_proxy();
        let none_for = self.proxies().none_for.as_deref().unwrap_or_default();
        let none_for = NoProxy::from_string(&format!("{none_for},{METADATA}"));
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
        Ok(builder)
    }

    /// Sends a request and reads the answer, whatever its status.
    pub async fn ask(&self, request: RequestBuilder) -> Result<Answer, NoAnswer> {
        let no_answer = |error: reqwest::Error| NoAnswer {
            maybe_received: !error.is_connect() && !error.is_builder(),
            too_long: false,
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
                    too_long: true,
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

    /// Sends a request whose body may be long, in pieces of so many bytes together when there are some, and
    /// returns the answer when it begins. It may take as long as it likes while something moves, at least once within
    /// `patience`. `client` is a [`Net::carrier`].
    pub async fn carry<E>(
        &self,
        client: &Client,
        mut request: Request,
        pieces: Option<(impl Stream<Item = Result<Bytes, E>> + Send + 'static, u64)>,
        patience: Duration,
    ) -> Result<Response, Lost>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>> + Send + 'static,
    {
        let moved = Arc::new(AtomicU64::new(0));
        if let Some((pieces, length)) = pieces {
            let counted = Arc::clone(&moved);
            let pieces = pieces
                .flat_map(|piece| stream::iter(cut(piece)))
                .inspect(move |_| {
                    counted.fetch_add(1, Ordering::Relaxed);
                });
            request.headers_mut().insert(CONTENT_LENGTH, length.into());
            *request.body_mut() = Some(Body::wrap_stream(pieces));
        } else if matches!(
            *request.method(),
            Method::PUT | Method::POST | Method::PATCH
        ) && request
            .body()
            .is_none_or(|body| body.as_bytes() == Some(b""))
        {
            // The client leaves out a length of nothing, and services answer 411 (RFC 9110 8.6: it should be sent).
            request.headers_mut().insert(CONTENT_LENGTH, 0.into());
        }
        if self.trace().on() {
            let line = format!("{} {}", request.method(), without_secrets(request.url()));
            self.trace().line(Direction::Sent, &line);
        }
        let answer = tokio::select! {
            answer = client.execute(request) => answer.map_err(lost),
            () = stalled(&moved, patience) => Err(Lost::Silent(patience)),
        };
        if self.trace().on() {
            let line = match &answer {
                Ok(answer) => answer.status().as_u16().to_string(),
                Err(_) => "no answer".to_owned(),
            };
            self.trace().line(Direction::Received, &line);
        }
        answer
    }

    /// The content of an answer as it comes; each piece may take as long as the options say.
    pub fn pieces(
        &self,
        answer: Response,
    ) -> impl Stream<Item = Result<Bytes, Lost>> + Send + 'static {
        let patience = self.timeout();
        stream::try_unfold(answer, move |mut answer| async move {
            let piece = next_piece(&mut answer, patience).await?;
            Ok(piece.map(|piece| (piece, answer)))
        })
    }
}

/// Whether an answer holds a web page: consoles, proxies and portals give one to whatever is asked.
pub fn is_page(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// The next bytes of an answer, which may take so long; `None` at its end.
pub async fn next_piece(answer: &mut Response, patience: Duration) -> Result<Option<Bytes>, Lost> {
    match tokio::time::timeout(patience, answer.chunk()).await {
        Ok(piece) => piece.map_err(lost),
        Err(_) => Err(Lost::Silent(patience)),
    }
}

/// Without its URL, whose query may authorise whoever reads it.
fn lost(error: reqwest::Error) -> Lost {
    Lost::Http(error.without_url())
}

/// Small enough that a slow line takes several while anybody waits; the client writes several at once.
fn cut<E>(piece: Result<Bytes, E>) -> impl Iterator<Item = Result<Bytes, E>> {
    const MOST: usize = 64 << 10;
    let mut left = Some(piece);
    std::iter::from_fn(move || match left.take()? {
        Ok(mut piece) if piece.len() > MOST => {
            let first = piece.split_to(MOST);
            left = Some(Ok(piece));
            Some(Ok(first))
        }
        last => Some(last),
    })
}

/// Ends when the count has not changed for so long.
async fn stalled(moved: &AtomicU64, patience: Duration) {
    let mut before = moved.load(Ordering::Relaxed);
    loop {
        tokio::time::sleep(patience).await;
        let now = moved.load(Ordering::Relaxed);
        if now == before {
            return;
        }
        before = now;
    }
}

/// A URL as a trace may show it: a signature in its query, or the id of Google's that authorises whoever has it,
/// is as good as a password.
fn without_secrets(url: &reqwest::Url) -> String {
    const SECRET: [&str; 5] = [
        "sig",
        "X-Amz-Signature",
        "X-Goog-Signature",
        "upload_id",
        "rewriteToken",
    ];
    let is_secret = |name: &str| SECRET.contains(&name);
    if !url.query_pairs().any(|(name, _)| is_secret(&name)) {
        return url.to_string();
    }
    let mut shown = url.clone();
    let pairs = url
        .query_pairs()
        .map(|(name, value)| match is_secret(&name) {
            true => (name, "***".into()),
            false => (name, value),
        });
    shown.query_pairs_mut().clear().extend_pairs(pairs);
    shown.to_string()
}

fn made(builder: ClientBuilder) -> Result<Client, Problem> {
    builder
        .build()
        .map_err(|error| Problem::new(Code::ValueInvalid).source(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_does_not_show_what_authorises() {
        for (url, shown) in [
            ("https://h/b?prefix=a%2Fb", "https://h/b?prefix=a%2Fb"),
            (
                "https://h/upload?name=a&upload_id=AbC",
                "https://h/upload?name=a&upload_id=***",
            ),
            ("https://h/c/b?sv=1&sig=AbC", "https://h/c/b?sv=1&sig=***"),
        ] {
            let url = reqwest::Url::parse(url).expect("it is one");
            assert_eq!(without_secrets(&url), shown);
        }
    }
}
