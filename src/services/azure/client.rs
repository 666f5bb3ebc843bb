//! How Azure is reached: the vendor's pipeline with a policy that signs each try, over the one HTTP client. The
//! vendor's crate knows no account key, so `reqsign` signs; its retries are off. What its typed calls lack (a
//! delimiter in listings, a checksum on Put Blob, batches, one stream for a whole download) goes through the
//! same pipeline as plain requests.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::Error;
use azure_core::credentials::TokenCredential;
use azure_core::error::ErrorKind;
use azure_core::http::headers::{HeaderName, HeaderValue, Headers};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{
    AsyncRawResponse, Body as PlainBody, ClientMethodOptions, ClientOptions, Context, Method,
    Pipeline, PipelineSendOptions, PipelineStreamOptions, RawResponse, Request, RetryOptions,
    Transport,
};
use azure_storage_blob::{
    BlobClient, BlobClientOptions, BlobContainerClient, BlobContainerClientOptions,
};
use bytes::Bytes;
use futures_util::future::ready;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use reqsign_azure_storage::RequestSigner;
use reqsign_core::SignRequest as _;
use url::Url;

use super::account::{Account, Credential};
use super::fault;
use crate::net::{self, Net, escaped};
use crate::problem::{Code, Problem};
use crate::storage::Body;

/// The version of the service's API that every request asks for: the one that the vendor's crate is made for.
const API: &str = "2026-04-06";

/// Bytes of an answer that is read whole: a page of 5,000 of the longest names, each byte escaped.
const LARGEST_ANSWER: u64 = 64 << 20;

/// Marks a request whose answer is content, handed on as it comes. All others are read whole by the vendor's
/// pipeline, which knows no limit of its own.
struct Content;

/// A pipeline and what is worth knowing of it.
pub struct Reach {
    pub account: Account,
    signer: Arc<Signer>,
    options: ClientOptions,
    pipeline: Pipeline,
}

/// The way to an account. Asks nobody yet.
pub fn reach(
    account: Account,
    token: Option<Arc<dyn TokenCredential>>,
    net: &Net,
) -> Result<Reach, Problem> {
    if token.is_some() && account.endpoint.scheme() != "https" {
        return Err(Problem::new(Code::ValueInvalid)
            .title("a token of Entra ID would go over a connection that is not encrypted")
            .service("azure")
            .variable(account.place_from)
            .help(format!("{}=https://…", account.place_from)));
    }
    let signer = Arc::new(Signer {
        name: account.name.clone(),
        proof: match &account.credential {
            Credential::Key(key) => Proof::Fixed(
                reqsign_azure_storage::Credential::with_shared_key(&account.name, key.reveal()),
            ),
            Credential::Sas(token) => Proof::Fixed(
                reqsign_azure_storage::Credential::with_sas_token(token.reveal()),
            ),
            Credential::Entra => Proof::Token(token),
        },
    });
    let options = ClientOptions {
        per_try_policies: vec![signer.clone()],
        ..over(net, account.endpoint.scheme() == "https")?
    };
    Ok(Reach {
        pipeline: Pipeline::new(None, None, options.clone(), Vec::new(), Vec::new(), None),
        account,
        signer,
        options,
    })
}

/// The vendor's options over the one HTTP client, each request made once.
pub fn over(net: &Net, encrypted: bool) -> Result<ClientOptions, Problem> {
    let wire = Wire {
        client: net.carrier(encrypted, None)?,
        net: net.clone(),
    };
    Ok(ClientOptions {
        retry: RetryOptions::none(),
        transport: Some(Transport::with_policy(Arc::new(wire))),
        ..ClientOptions::default()
    })
}

impl Reach {
    /// Each byte but the unreserved ones is escaped: a path that a URL would tidy up must arrive as it is.
    pub fn url(&self, container: &str, key: &str) -> Url {
        let mut url = self.account.endpoint.clone();
        let mut path = format!("{}/{container}", url.path().trim_end_matches('/'));
        for part in key.split('/').filter(|_| !key.is_empty()) {
            path.push('/');
            path.push_str(&escaped(part));
        }
        url.set_path(&path);
        url
    }

    /// What requests are proved with right now.
    pub async fn proof(&self) -> Result<reqsign_azure_storage::Credential, Problem> {
        self.signer.proof().await
    }

    pub fn container(&self, container: &str) -> Result<BlobContainerClient, Error> {
        let options = BlobContainerClientOptions {
            client_options: self.options.clone(),
            version: API.to_owned(),
        };
        BlobContainerClient::new(self.url(container, ""), None, Some(options))
    }

    pub fn blob(&self, container: &str, key: &str) -> Result<BlobClient, Error> {
        let options = BlobClientOptions {
            client_options: self.options.clone(),
            version: API.to_owned(),
        };
        BlobClient::new(self.url(container, key), None, Some(options))
    }

    /// A request of our own, for what the vendor's calls do not carry.
    pub fn request(url: Url, method: Method) -> Request {
        let mut request = Request::new(url, method);
        request.insert_header("x-ms-version", API);
        request
    }

    pub async fn send(
        &self,
        mut request: Request,
        body: Option<Body>,
    ) -> Result<RawResponse, Error> {
        let context = carrying(body);
        let options = PipelineSendOptions::default();
        self.pipeline
            .send(&context, &mut request, Some(options))
            .await
    }

    /// The answer as soon as it begins.
    pub async fn stream(&self, mut request: Request) -> Result<AsyncRawResponse, Error> {
        let options = PipelineStreamOptions::default();
        self.pipeline
            .stream(
                &Context::new().with_value(Content),
                &mut request,
                Some(options),
            )
            .await
    }
}

/// Hands a body past the vendor's calls to [`Wire`]: their own streams are copied through a buffer.
pub fn carrying(body: Option<Body>) -> Context<'static> {
    match body {
        Some(body) => Context::new().with_value(body),
        None => Context::new(),
    }
}

pub fn method_options(body: Option<Body>) -> ClientMethodOptions<'static> {
    ClientMethodOptions {
        context: carrying(body),
    }
}

/// What a request is proved with.
enum Proof {
    Fixed(reqsign_azure_storage::Credential),
    Token(Option<Arc<dyn TokenCredential>>),
}

/// Signs each try of a request.
struct Signer {
    name: String,
    proof: Proof,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer for {}", self.name)
    }
}

impl Signer {
    async fn proof(&self) -> Result<reqsign_azure_storage::Credential, Problem> {
        match &self.proof {
            Proof::Fixed(credential) => Ok(credential.clone()),
            Proof::Token(Some(token)) => {
                let token = token
                    .get_token(&[SCOPE], None)
                    .await
                    .map_err(fault::no_token)?;
                let token = token.token.secret();
                Ok(reqsign_azure_storage::Credential::with_bearer_token(
                    token, None,
                ))
            }
            Proof::Token(None) => Err(Problem::new(Code::StorageCredentials).service("azure")),
        }
    }
}

/// The scope of a token for storage ("Authorize with Microsoft Entra ID").
const SCOPE: &str = "https://storage.azure.com/.default";

#[async_trait]
impl Policy for Signer {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let credential = self.proof().await.map_err(failed)?;
        // The vendor writes a blank in a query as `+`, which the service's canonical form takes for a plus.
        if let Some(query) = request.url().query()
            && query.contains('+')
        {
            let query = query.replace('+', "%20");
            request.url_mut().set_query(Some(&query));
        }
        // The length is signed, and the client would add it only afterwards.
        let length = match context.value::<Body>() {
            Some(body) => Some(body.length()),
            None => request.body().len().filter(|length| *length > 0),
        };
        if let Some(length) = length {
            request.insert_header("content-length", length.to_string());
        }
        sign(request, &credential).await.map_err(failed)?;
        match next.split_first() {
            Some((policy, rest)) => policy.send(context, request, rest).await,
            None => Err(failed(Problem::new(Code::StorageFailed))),
        }
    }
}

/// Adds to a request what proves it: headers, or a query.
pub async fn sign(
    request: &mut Request,
    credential: &reqsign_azure_storage::Credential,
) -> Result<(), Problem> {
    let unsigned = |error: &dyn std::error::Error| {
        Problem::new(Code::StorageCredentials)
            .title("a request cannot be signed")
            .service("azure")
            .because(error.to_string())
    };
    let mut parts = http::Request::builder()
        .method(request.method().as_ref())
        .uri(request.url().as_str());
    for (name, value) in request.headers().iter() {
        parts = parts.header(name.as_str(), value.as_str());
    }
    let parts = parts.body(()).map_err(|error| unsigned(&error))?;
    let mut parts = parts.into_parts().0;
    RequestSigner::new()
        .sign_request(
            &reqsign_core::Context::new(),
            &mut parts,
            Some(credential),
            None,
        )
        .await
        .map_err(|error| unsigned(&error))?;
    for name in ["authorization", "x-ms-date"] {
        if let Some(value) = parts.headers.get(name) {
            let value = value.to_str().map_err(|error| unsigned(&error))?.to_owned();
            request.insert_header(name, value);
        }
    }
    request.url_mut().set_query(parts.uri.query());
    Ok(())
}

/// The end of the pipeline: the one HTTP client.
#[derive(Clone)]
struct Wire {
    client: reqwest::Client,
    net: Net,
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wire")
    }
}

#[async_trait]
impl Policy for Wire {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        _: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let nonsense = |error: &dyn std::error::Error| {
            failed(
                Problem::new(Code::NameImpossible)
                    .title("the request cannot be written as HTTP")
                    .service("azure")
                    .because(error.to_string()),
            )
        };
        let method = reqwest::Method::from_bytes(request.method().as_ref().as_bytes())
            .map_err(|error| nonsense(&error))?;
        let mut sent = reqwest::Request::new(method, request.url().clone());
        for (name, value) in request.headers().iter() {
            let name = reqwest::header::HeaderName::from_bytes(name.as_str().as_bytes())
                .map_err(|error| nonsense(&error))?;
            let value = reqwest::header::HeaderValue::from_str(value.as_str())
                .map_err(|error| nonsense(&error))?;
            sent.headers_mut().insert(name, value);
        }
        let body = context.value::<Body>();
        if body.is_none()
            && let PlainBody::Bytes(bytes) = request.body()
            && !bytes.is_empty()
        {
            *sent.body_mut() = Some(bytes.clone().into());
        }
        let host = sent.url().host_str().unwrap_or_default().to_owned();
        let pieces = body.map(|body| (body.stream(), body.length()));
        let sent = self
            .net
            .carry(&self.client, sent, pieces, self.net.timeout());
        let answer = match sent.await {
            Ok(answer) => answer,
            Err(lost) => return Err(failed(fault::unanswered(&self.net, lost, &host).await)),
        };
        let status = answer.status();
        let is_content = context.value::<Content>().is_some() && status.is_success();
        let is_page = net::is_page(answer.headers());
        // A blob may be a page; all else is told in XML, or by nothing but headers.
        if status.is_success() && is_page && !is_content && request.method() != Method::Head {
            return Err(failed(fault::nonsense("it is a web page")));
        }
        let headers: std::collections::HashMap<_, _> = answer
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (
                    HeaderName::from(name.as_str().to_owned()),
                    HeaderValue::from(value),
                )
            })
            .collect();
        let pieces = self
            .net
            .pieces(answer)
            .map_err(|lost| failed(fault::broken(&lost)));
        let pieces = match is_content {
            true => pieces.boxed(),
            false => limited(pieces).boxed(),
        };
        Ok(AsyncRawResponse::new(
            status.as_u16().into(),
            Headers::from(headers),
            pieces,
        ))
    }
}

/// The same pieces, up to the length of the largest answer.
fn limited(
    pieces: impl Stream<Item = Result<Bytes, Error>>,
) -> impl Stream<Item = Result<Bytes, Error>> {
    let mut read = 0;
    pieces.and_then(move |piece| {
        read += piece.len() as u64;
        ready(match read > LARGEST_ANSWER {
            true => Err(failed(fault::nonsense("its answer has no end"))),
            false => Ok(piece),
        })
    })
}

/// A problem on its way through the vendor's error type; `fault::problem` takes it out again.
pub fn failed(problem: Problem) -> Error {
    Error::new(ErrorKind::Other, problem)
}
