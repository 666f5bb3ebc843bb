//! How S3 is reached: endpoint, region and address style as Dify resolves them, and the one way a request is
//! signed and sent, over the one set of deadlines, proxies and certificate authorities. What a request is
//! for is its caller's, what a refusal means is `fault`'s.
//!
//! Requests are made here and not by AWS's SDK, whose signer and credentials they use. Measured on two cores against
//! a null server, CPU of the client alone: a PutObject of 4 KiB takes 51 µs here and took 159 µs there, a
//! GetObject 44 and 145, 100,000 keys listed 0.14 s and 0.37 s, 1 GiB sent 0.19 s and 0.79 s. One way for all
//! operations, the rare ones too: each is some ten lines, and one place says what a refusal means.

use std::path::Path;
use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningError, SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_runtime_api::client::identity::Identity;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt as _, stream};
use percent_encoding::utf8_percent_encode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Response};

use super::credentials::Keys;
use super::fault::{self, About, Said};
use super::trailer::Trailer;
use super::xml;
use crate::config::Settings;
use crate::config::rules::hosts;
use crate::net::{self, Net, RESERVED, RESERVED_IN_PATH};
use crate::problem::{Code, Problem};
use crate::storage::{Body, ByteStream};

/// Bytes of an answer that is read whole: a thousand keys of 1,024 bytes, each byte written as `%41`, and
/// as much again around them.
const LARGEST_ANSWER: usize = 8 << 20;

/// Bytes a second that a service copies at the least while it says nothing: AWS sends blanks meanwhile, others do not.
const SLOWEST_COPY: u64 = 10 << 20;

/// The header that names what stands behind the body.
const TRAILER: &str = "x-amz-trailer";
/// Bytes of a body that is sent in one piece, together with the request's head.
const SMALL: usize = 64 << 10;

/// A key as it stands in a URL.
pub fn encoded(key: &str) -> String {
    utf8_percent_encode(key, RESERVED_IN_PATH).to_string()
}

/// A bucket, reached.
pub struct Reach {
    http: reqwest::Client,
    /// URLs without a slash at their end.
    bucket: String,
    pub service: String,
    pub keys: Keys,
    pub region: String,
    /// The endpoint is AWS's own, and not a service that is compatible more or less.
    pub is_aws: bool,
    /// Cloudflare's, which takes parts of one size alone ("R2: multipart upload").
    pub is_r2: bool,
    pub is_encrypted: bool,
    /// Uploads carry a CRC64NVME, not a Content-MD5.
    pub checksums: bool,
    /// Whoever runs this knows that checksums are refused.
    pub told_no_checksums: bool,
    net: Net,
}

/// One request, which can be sent again.
pub struct Request<'a> {
    method: Method,
    /// Whole; else the bucket itself is meant, or the service.
    key: Option<&'a str>,
    of_service: bool,
    /// The body's checksum is computed while it is sent, and stands behind it.
    trailer: Option<&'a Trailer>,
    /// Bytes that the service moves by itself before it answers.
    copies: u64,
    query: String,
    pub headers: HeaderMap,
    body: Body,
}

impl<'a> Request<'a> {
    pub fn of_key(method: Method, key: &'a str) -> Request<'a> {
        Request {
            key: Some(key),
            ..Request::of_bucket(method)
        }
    }

    pub fn of_bucket(method: Method) -> Request<'a> {
        Request {
            method,
            key: None,
            of_service: false,
            trailer: None,
            copies: 0,
            query: String::new(),
            headers: HeaderMap::new(),
            body: Body::Bytes(Bytes::new()),
        }
    }

    /// All buckets.
    pub fn of_service(method: Method) -> Request<'a> {
        Request {
            of_service: true,
            ..Request::of_bucket(method)
        }
    }

    /// Has the service copy so many bytes, however long it is silent meanwhile within reason.
    pub fn copies(self, bytes: u64) -> Self {
        Request {
            copies: bytes,
            ..self
        }
    }

    /// Says that the body comes in chunks, with a header behind them; `length` is that of the content alone.
    pub fn chunked(self, trailer: &str, length: u64) -> Self {
        self.header("content-encoding", "aws-chunked")
            .header(TRAILER, trailer)
            .header("x-amz-decoded-content-length", &length.to_string())
    }

    /// A body with its checksum behind it; `trailer` has that afterwards.
    pub fn body_then(self, body: Body, trailer: &'a Trailer) -> Self {
        let request = self.chunked(Trailer::NAME, body.length()).body(body);
        Request {
            trailer: Some(trailer),
            ..request
        }
    }

    /// Adds `name` to the query; with an empty value it stands alone.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        let joint = if self.query.is_empty() { '?' } else { '&' };
        self.query.push(joint);
        self.query.push_str(name);
        self.query.push('=');
        self.query.extend(utf8_percent_encode(value, RESERVED));
        self
    }

    pub fn maybe_query(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Sets a header. One whose value no header can carry stays away, and the service says what is missing.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    pub fn maybe_header(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.header(name, value),
            None => self,
        }
    }

    pub fn headers(mut self, headers: HeaderMap) -> Self {
        self.headers.extend(headers);
        self
    }

    pub fn body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }
}

/// A good answer, its body not read yet.
#[derive(Debug)]
pub struct Answer {
    response: Response,
    patience: Duration,
}

impl Answer {
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The body as it arrives. One that breaks off, or stalls, is STORAGE_001.
    pub fn pieces(self, key: &str) -> ByteStream {
        let key = key.to_owned();
        stream::try_unfold((self, key), |(mut this, key)| async move {
            match this.piece().await {
                Ok(piece) => Ok(piece.map(|piece| (piece, (this, key)))),
                Err(problem) => Err(problem
                    .title(format!("\"{key}\" broke off while it was read"))
                    .key(key)),
            }
        })
        .boxed()
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, Problem> {
        let piece = net::next_piece(&mut self.response, self.patience).await;
        piece.map_err(fault::lost)
    }

    /// The body, whole. Longer than any that makes sense is STORAGE_016.
    async fn whole(mut self) -> Result<Bytes, Problem> {
        let Some(first) = self.piece().await? else {
            return Ok(Bytes::new());
        };
        let mut all = BytesMut::from(first);
        while let Some(piece) = self.piece().await? {
            if all.len() + piece.len() > LARGEST_ANSWER {
                return Err(fault::not_understood("its answer has no end"));
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }
}

/// An answer in XML.
pub struct Document {
    pub headers: HeaderMap,
    pub xml: Bytes,
}

impl Reach {
    /// Sends a request, once. A refusal is a problem by its code.
    pub async fn send(&self, request: &Request<'_>, about: About<'_>) -> Result<Answer, Problem> {
        let url = self.url(request);
        request.body.is_there()?;
        let mut headers = request.headers.clone();
        let identity = self.keys.get().await?;
        self.sign(request, &url, &mut headers, &identity)?;
        let mut sent = self
            .http
            .request(request.method.clone(), url)
            .headers(headers);
        let pieces = match (request.trailer, &request.body) {
            (Some(trailer), body) => Some(trailer.behind(body)),
            (None, Body::Bytes(bytes)) if bytes.len() <= SMALL => {
                sent = sent.body(bytes.clone());
                None
            }
            (None, body) => Some((body.stream(), body.length())),
        };
        let sent = sent.build().map_err(fault::unanswered)?;
        let patience = self.net.timeout() + Duration::from_secs(request.copies / SLOWEST_COPY);
        let answered = self.net.carry(&self.http, sent, pieces, patience).await;
        let answer = Answer {
            response: answered.map_err(fault::lost)?,
            patience,
        };
        if answer.response.status().is_success() {
            // An object may be a page; what became of a request is told in XML, or by nothing but headers.
            let is_object = matches!(request.method, Method::GET | Method::HEAD);
            return match net::is_page(answer.headers()) && !is_object {
                true => Err(fault::not_understood("it is a web page")),
                false => Ok(answer),
            };
        }
        let (status, headers) = (answer.status(), answer.headers().clone());
        // What cannot be read of a refusal leaves its status.
        let words = answer.whole().await.unwrap_or_default();
        Err(fault::refused(status, &headers, &words, about))
    }

    /// Sends a request, once, and reads the answer. An error in an answer with status 200 ("CopyObject",
    /// "CompleteMultipartUpload") is a problem as any other.
    pub async fn ask(&self, request: &Request<'_>, about: About<'_>) -> Result<Document, Problem> {
        let answer = self.send(request, about).await?;
        let headers = answer.headers().clone();
        let xml = answer.whole().await?;
        match xml::root(&xml) {
            Some("Error") => Err(fault::problem(&Said::of(&xml, 200, &headers), about)),
            _ => Ok(Document { headers, xml }),
        }
    }

    fn url(&self, request: &Request<'_>) -> String {
        let base = match request.of_service {
            true => &self.service,
            false => &self.bucket,
        };
        let query = &request.query;
        let key = utf8_percent_encode(request.key.unwrap_or_default(), RESERVED_IN_PATH);
        format!("{base}/{key}{query}")
    }

    /// Signs what stands in `headers`, and adds what the signature needs there. The body is not signed:
    /// hashing it nearly doubled the CPU of a transfer, and its checksum is a header, which is.
    fn sign(
        &self,
        request: &Request<'_>,
        url: &str,
        headers: &mut HeaderMap,
        identity: &Identity,
    ) -> Result<(), Problem> {
        let body = match request.headers.contains_key(TRAILER) {
            true => SignableBody::StreamingUnsignedPayloadTrailer,
            false => SignableBody::UnsignedPayload,
        };
        let signed = {
            let readable = headers
                .iter()
                .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
            let signable = SignableRequest::new(request.method.as_str(), url, readable, body);
            self.signature(signable, identity, None)?
        };
        for (name, value) in signed.headers() {
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(mut value)) = (name, HeaderValue::from_str(value)) {
                value.set_sensitive(true);
                headers.insert(name, value);
            }
        }
        Ok(())
    }

    /// The URL of a key, signed for so long; carries whatever it needs in its query.
    pub fn signed_url(
        &self,
        method: &str,
        key: &str,
        identity: &Identity,
        expires: Duration,
    ) -> Result<String, Problem> {
        let mut url = format!("{}/{}", self.bucket, encoded(key));
        let body = SignableBody::UnsignedPayload;
        let signable = SignableRequest::new(method, url.clone(), [].into_iter(), body);
        let signed = self.signature(signable, identity, Some(expires))?;
        for (at, (name, value)) in signed.params().iter().enumerate() {
            url.push(if at == 0 { '?' } else { '&' });
            url.push_str(name);
            url.push('=');
            url.extend(utf8_percent_encode(value, RESERVED));
        }
        Ok(url)
    }

    fn signature(
        &self,
        request: Result<SignableRequest<'_>, SigningError>,
        identity: &Identity,
        expires: Option<Duration>,
    ) -> Result<aws_sigv4::http_request::SigningInstructions, Problem> {
        let cannot = |why: String| Problem::new(Code::StorageFailed).service("s3").because(why);
        let mut settings = SigningSettings::default();
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        if expires.is_some() {
            settings.signature_location = SignatureLocation::QueryParams;
            settings.expires_in = expires;
        } else {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        let params = SigningParams::builder()
            .identity(identity)
            .region(&self.region)
            .name("s3")
            .time(SystemTime::now())
            .settings(settings)
            .build()
            .map_err(|error| cannot(error.to_string()))?
            .into();
        let request = request.map_err(|error| cannot(error.to_string()))?;
        sign(request, &params)
            .map(|signed| signed.into_parts().0)
            .map_err(|error| cannot(error.to_string()))
    }
}

/// Fails with CONFIG_002 for half a pair of credentials, CONFIG_003 for an endpoint that is no URL,
/// STORAGE_013 for a bucket's name that is an ARN. No I/O but reading certificates.
pub fn reach(settings: &Settings, net: &Net, bucket: &str) -> Result<Reach, Problem> {
    let managed = settings.truth("S3_USE_AWS_MANAGED_IAM") == Some(true);
    let region = match settings.text("S3_REGION") {
        "" => "us-east-1",
        region => region,
    };
    if bucket.starts_with("arn:") || bucket.ends_with("--x-s3") {
        return Err(Problem::new(Code::NameImpossible)
            .title(format!("\"{bucket}\" is not a general purpose bucket"))
            .service("s3")
            .variable("S3_BUCKET_NAME")
            .help("name the bucket itself, or the alias of the access point"));
    }
    let endpoint = if managed { None } else { endpoint(settings)? };
    let is_aws = endpoint.as_ref().is_none_or(|url| {
        let host = url.host_str().unwrap_or_default();
        let is_in = |domain: &str| {
            host.strip_suffix(domain)
                .is_some_and(|rest| rest.ends_with('.'))
        };
        is_in("amazonaws.com") || ELSEWHERE.iter().any(|(_, domain)| is_in(domain))
    });
    // Services that are not AWS's own may refuse checksum headers that they do not know.
    let checksums = match settings.text("AWS_REQUEST_CHECKSUM_CALCULATION") {
        "when_supported" => true,
        "when_required" => false,
        _ => is_aws,
    };
    let endpoint = match endpoint {
        Some(url) => url,
        None => amazon(region)?,
    };
    let bundle = match settings.text("AWS_CA_BUNDLE") {
        "" => None,
        path => Some(("AWS_CA_BUNDLE", Path::new(path))),
    };
    let is_encrypted = endpoint.scheme() == "https";
    let service = endpoint.as_str().trim_end_matches('/').to_owned();
    let in_host = super::style(settings, bucket) == "virtual" && can_be_host(bucket, &endpoint);
    Ok(Reach {
        http: net.carrier(is_encrypted, bundle)?,
        is_encrypted,
        bucket: match in_host {
            true => service.replacen("://", &format!("://{bucket}."), 1),
            false => format!("{service}/{}", utf8_percent_encode(bucket, RESERVED)),
        },
        keys: Keys::of(settings, net, managed, region)?,
        region: region.to_owned(),
        is_aws,
        is_r2: service.ends_with(".r2.cloudflarestorage.com"),
        checksums,
        service,
        told_no_checksums: settings.text("AWS_REQUEST_CHECKSUM_CALCULATION") == "when_required",
        net: net.clone(),
    })
}

/// AWS's partitions beside the first, by the beginning of their regions ("Amazon S3 endpoints and quotas").
const ELSEWHERE: [(&str, &str); 6] = [
    ("cn-", "amazonaws.com.cn"),
    ("eusc-", "amazonaws.eu"),
    ("us-isob-", "sc2s.sgov.gov"),
    ("us-isof-", "csp.hci.ic.gov"),
    ("eu-isoe-", "cloud.adc-e.uk"),
    ("us-iso-", "c2s.ic.gov"),
];

/// AWS's own endpoint of a region.
fn amazon(region: &str) -> Result<url::Url, Problem> {
    let domain = ELSEWHERE
        .iter()
        .find(|(beginning, _)| region.starts_with(beginning))
        .map_or("amazonaws.com", |(_, domain)| domain);
    url::Url::parse(&format!("https://s3.{region}.{domain}")).map_err(|error| {
        Problem::new(Code::ValueInvalid)
            .service("s3")
            .variable("S3_REGION")
            .source(error)
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

/// Whether a bucket can stand in front of this host: not of an address, nor with a name that is no label; dots
/// are taken only without TLS, since a wildcard certificate covers one label. boto3 falls back to path style.
fn can_be_host(bucket: &str, endpoint: &url::Url) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    matches!(endpoint.host(), Some(url::Host::Domain(_)))
        && (endpoint.scheme() == "http" || !bucket.contains('.'))
        && bucket.split('.').all(|label| {
            label.starts_with(plain)
                && label.ends_with(plain)
                && label.chars().all(|c| plain(c) || c == '-')
        })
}
