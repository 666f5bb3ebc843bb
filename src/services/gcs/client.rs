//! How Google Cloud Storage is reached: its JSON API, or an emulator's, over the one HTTP client; who we are
//! (`credentials`) in front, deadlines by progress behind. Owns requests and what a broken connection means;
//! what an answer means is `fault`'s. Used by everything in `gcs`.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use reqwest::{Client, Method, RequestBuilder, Response};
use url::Url;

use super::credentials::{self, Credentials};
use super::fault::{self, About, unanswered};
use crate::config::Settings;
use crate::net::{self, Answer, Lost, Net};
use crate::problem::{Code, Origin, Problem, Retry};
use crate::storage::{Body, ByteStream, Result, of_url};

pub const EMULATOR: &str = "STORAGE_EMULATOR_HOST";

/// Bytes of an answer that is read whole: a page of a listing with the longest names and much metadata.
const LARGEST_ANSWER: usize = 64 << 20;

/// The way to the service, shared by all that goes there.
pub struct Reach {
    /// For its deadlines and its trace; who asks retries.
    net: Net,
    http: Client,
    /// Scheme, host and port, no slash at the end.
    pub endpoint: String,
    /// An emulator is told no credentials.
    pub is_emulator: bool,
    pub credentials: Credentials,
    pub project: Option<String>,
    /// A URL names the bucket, no variable.
    by_url: bool,
    /// Where the variables to blame got their values.
    origins: Vec<(&'static str, String, Origin)>,
}

/// Fails with CONFIG_003 for a key, an emulator's address, a proxy or certificates that cannot be used.
pub fn reach(settings: &Settings, net: &Net, by_url: bool) -> Result<Reach> {
    let emulator = match settings.set_value(EMULATOR) {
        Some(value) => Some(origin(value.text()).ok_or_else(|| {
            Problem::new(Code::ValueInvalid)
                .title(format!("{EMULATOR} is not an address"))
                .service("gcs")
                .at(&value.name, &value.origin)
                .help(format!("{EMULATOR}=http://127.0.0.1:4443"))
        })?),
        None => None,
    };
    let encrypted = emulator
        .as_ref()
        .is_none_or(|url| url.starts_with("https:"));
    let blames = [
        "GOOGLE_STORAGE_BUCKET_NAME",
        EMULATOR,
        credentials::KEY,
        credentials::FILE,
    ];
    let origins = blames.iter().filter_map(|name| {
        let value = settings.set_value(name)?;
        Some((*name, value.name.clone(), value.origin.clone()))
    });
    Ok(Reach {
        http: net.carrier(encrypted, None)?,
        credentials: Credentials::new(settings, net.timeout())?,
        is_emulator: emulator.is_some(),
        endpoint: emulator.unwrap_or_else(|| "https://storage.googleapis.com".to_owned()),
        project: Some(settings.text("GOOGLE_CLOUD_PROJECT").to_owned())
            .filter(|project| !project.is_empty()),
        by_url,
        origins: origins.collect(),
        net: net.clone(),
    })
}

/// Scheme, host and port of an address, which may lack its scheme, as Google's libraries take it.
fn origin(text: &str) -> Option<String> {
    let text = text.trim();
    let text = match text.contains("://") {
        true => text.to_owned(),
        false => format!("http://{text}"),
    };
    let url = Url::parse(&text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty();
    (is_web && url.has_host()).then(|| url.origin().ascii_serialization())
}

impl Reach {
    /// A request to a path of the endpoint; parameters without a value are left out.
    pub fn request(
        &self,
        method: Method,
        path: &str,
        parameters: &[(&str, Option<&str>)],
    ) -> RequestBuilder {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in parameters {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        self.http
            .request(method, format!("{}{path}{mark}{query}", self.endpoint))
    }

    /// Adds where the blamed variable's value came from.
    pub fn blame(&self, problem: Problem) -> Problem {
        if self.by_url && problem.code == Code::BucketMissing {
            return of_url(problem);
        }
        let name = match (problem.code, problem.subject.variable.as_deref()) {
            (Code::StorageUnreachable, None) if self.is_emulator => EMULATOR,
            (_, name) => name.unwrap_or_default(),
        };
        match self.origins.iter().find(|(first, ..)| *first == name) {
            Some((_, used, origin)) => {
                let used = used.clone();
                problem.at(used, origin)
            }
            None => problem,
        }
    }

    /// Sends a request that carries who we are, and gives the whole answer to it when it is a success.
    pub async fn ask(&self, request: RequestBuilder, about: About<'_>) -> Result<Answer> {
        let response = self.open(request, None).await?;
        self.success(self.whole(response).await?, about)
    }

    /// The answer, unless it tells of a failure.
    pub fn success(&self, answer: Answer, about: About<'_>) -> Result<Answer> {
        match answer.status.is_success() {
            true => Ok(answer),
            false => Err(fault::problem(&answer, about)),
        }
    }

    /// Sends a request that carries who we are; the answer's body is still to be read.
    pub async fn open(
        &self,
        request: RequestBuilder,
        payload: Option<Vec<Body>>,
    ) -> Result<Response> {
        let request = match self.is_emulator {
            true => request,
            false => request.headers(self.credentials.headers().await?),
        };
        self.execute(request, payload).await
    }

    /// Sends a request as it is, its payload one body after the other. Fails with STORAGE_001 when nothing moves for as long as the options allow.
    pub async fn execute(
        &self,
        request: RequestBuilder,
        payload: Option<Vec<Body>>,
    ) -> Result<Response> {
        let (client, request) = request.build_split();
        let request = request.map_err(unanswered)?;
        let pieces = payload.map(|bodies| {
            let length = bodies.iter().map(Body::length).sum();
            let pieces = bodies.into_iter().map(|body| body.stream());
            (stream::iter(pieces).flatten(), length)
        });
        let sent = self
            .net
            .carry(&client, request, pieces, self.net.timeout())
            .await;
        sent.map_err(lost)
    }

    /// The next bytes of an answer; `None` at its end.
    async fn next(&self, response: &mut Response) -> Result<Option<Bytes>> {
        let piece = net::next_piece(response, self.net.timeout()).await;
        piece.map_err(lost)
    }

    /// Reads an answer to its end.
    pub async fn whole(&self, mut response: Response) -> Result<Answer> {
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(piece) = self.next(&mut response).await? {
            body.extend_from_slice(&piece);
            if body.len() > LARGEST_ANSWER {
                return Err(fault::nonsense("its answer has no end"));
            }
        }
        let text = String::from_utf8(body)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Answer {
            status,
            headers,
            text,
        })
    }

    /// An answer's body, as it comes.
    pub fn content(self: &Arc<Self>, response: Response, key: &str) -> ByteStream {
        let first = (Arc::clone(self), response, key.to_owned());
        stream::try_unfold(first, |(this, mut response, key)| async move {
            match this.next(&mut response).await {
                Ok(piece) => Ok(piece.map(|piece| (piece, (this, response, key)))),
                Err(problem) => Err(this.blame(
                    problem
                        .title(format!("\"{key}\" broke off while it was read"))
                        .key(key)
                        .retry(Retry::Now),
                )),
            }
        })
        .boxed()
    }
}

fn lost(lost: Lost) -> Problem {
    match lost {
        Lost::Http(error) => unanswered(error),
        Lost::Silent(patience) => Problem::new(Code::StorageUnreachable)
            .service("gcs")
            .because(format!("nothing moved for {} s", patience.as_secs_f32()))
            .retry(Retry::Now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emulator_is_named_with_or_without_its_scheme() {
        for (text, expected) in [
            ("http://127.0.0.1:4443", Some("http://127.0.0.1:4443")),
            ("localhost:9000", Some("http://localhost:9000")),
            ("gcs", Some("http://gcs")),
            (" https://gcs.local/ ", Some("https://gcs.local")),
            ("http://[::1]:4443/storage/v1/", Some("http://[::1]:4443")),
            ("ftp://gcs", None),
            ("http://user@gcs", None),
            ("http://", None),
        ] {
            assert_eq!(origin(text).as_deref(), expected, "{text}");
        }
    }
}
