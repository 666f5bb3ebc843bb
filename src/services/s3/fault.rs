//! What a refusal of S3 means: the service's code first, then the status; never its words. The one place
//! that maps them, for answers, for errors inside good answers, and for answers that never came.

use std::error::Error;
use std::time::Duration;

use reqwest::header::HeaderMap;

use super::xml::{self, Node};
use crate::net::{self, Lost};
use crate::problem::{Code, Problem, Retry, chain};

/// What a request was about, for the title.
#[derive(Clone, Copy)]
pub enum About<'a> {
    Bucket(&'a str),
    Key(&'a str, &'a str),
}

impl About<'_> {
    fn bucket(&self) -> &str {
        match self {
            About::Bucket(bucket) | About::Key(bucket, _) => bucket,
        }
    }
}

/// The services' codes and what they mean: those of the API reference ("Error responses"), then those that
/// compatible services add (MinIO, Ceph, SeaweedFS, Alibaba).
const CODES: &[(&str, Code)] = &[
    ("NoSuchBucket", Code::BucketMissing),
    ("NoSuchKey", Code::ObjectMissing),
    ("NoSuchVersion", Code::ObjectMissing),
    ("NoSuchUpload", Code::ObjectMissing),
    ("InvalidAccessKeyId", Code::StorageCredentials),
    ("SignatureDoesNotMatch", Code::StorageCredentials),
    ("ExpiredToken", Code::StorageCredentials),
    ("InvalidToken", Code::StorageCredentials),
    ("TokenRefreshRequired", Code::StorageCredentials),
    ("InvalidSecurity", Code::StorageCredentials),
    ("NotSignedUp", Code::StorageCredentials),
    ("AccessDenied", Code::StoragePermission),
    ("AllAccessDisabled", Code::StoragePermission),
    ("AccountProblem", Code::StoragePermission),
    ("UnauthorizedAccess", Code::StoragePermission),
    ("KMS.AccessDeniedException", Code::StoragePermission),
    ("KMS.DisabledException", Code::StorageState),
    ("KMS.KMSInvalidStateException", Code::StorageState),
    ("KMS.NotFoundException", Code::StorageState),
    ("AuthorizationHeaderMalformed", Code::EndpointWrong),
    ("PermanentRedirect", Code::EndpointWrong),
    ("Redirect", Code::EndpointWrong),
    ("TemporaryRedirect", Code::EndpointWrong),
    ("IncorrectEndpoint", Code::EndpointWrong),
    ("IllegalLocationConstraintException", Code::EndpointWrong),
    ("InvalidLocationConstraint", Code::EndpointWrong),
    ("InvalidRegionName", Code::EndpointWrong),
    ("RequestTimeTooSkewed", Code::StorageClockSkewed),
    ("RequestExpired", Code::StorageClockSkewed),
    ("BadDigest", Code::IntegrityFailed),
    ("InvalidDigest", Code::IntegrityFailed),
    ("XAmzContentChecksumMismatch", Code::IntegrityFailed),
    ("XAmzContentSHA256Mismatch", Code::IntegrityFailed),
    ("IncompleteBody", Code::IntegrityFailed),
    // The parts that are there are not those that were sent.
    ("InvalidPart", Code::IntegrityFailed),
    ("InvalidPartOrder", Code::IntegrityFailed),
    ("PreconditionFailed", Code::ConditionFailed),
    ("ConditionalRequestConflict", Code::ConditionFailed),
    ("SlowDown", Code::Throttled),
    ("Throttling", Code::Throttled),
    ("ThrottlingException", Code::Throttled),
    ("RequestLimitExceeded", Code::Throttled),
    ("RequestThrottled", Code::Throttled),
    ("BandwidthLimitExceeded", Code::Throttled),
    ("TooManyRequests", Code::Throttled),
    ("TooManyRequestsException", Code::Throttled),
    ("ServiceUnavailable", Code::Throttled),
    ("Busy", Code::Throttled),
    ("EntityTooLarge", Code::ObjectTooLarge),
    ("EntityTooSmall", Code::ObjectTooLarge),
    ("MaxMessageLengthExceeded", Code::ObjectTooLarge),
    ("MetadataTooLarge", Code::ObjectTooLarge),
    ("KeyTooLongError", Code::NameImpossible),
    ("InvalidBucketName", Code::NameImpossible),
    ("BucketNotEmpty", Code::StorageState),
    ("BucketAlreadyExists", Code::StorageState),
    ("BucketAlreadyOwnedByYou", Code::StorageState),
    ("InvalidObjectState", Code::StorageState),
    ("InvalidBucketState", Code::StorageState),
    ("ObjectLocked", Code::StorageState),
    ("OperationAborted", Code::StorageState),
    ("RestoreAlreadyInProgress", Code::StorageState),
    ("TooManyBuckets", Code::StorageState),
    ("QuotaExceeded", Code::StorageState),
    ("InsufficientStorage", Code::StorageState),
    ("MethodNotAllowed", Code::StorageUnsupported),
    ("InvalidStorageClass", Code::StorageUnsupported),
    ("NotImplemented", Code::StorageUnsupported),
    ("XNotImplemented", Code::StorageUnsupported),
    ("SlowDownRead", Code::Throttled),
    ("SlowDownWrite", Code::Throttled),
    ("ServerNotInitialized", Code::Throttled),
    ("XMinioServerNotInitialized", Code::Throttled),
    ("XMinioAdminBucketQuotaExceeded", Code::StorageState),
    ("XMinioStorageFull", Code::StorageState),
    ("XMinioObjectExistsAsDirectory", Code::NameImpossible),
    ("XMinioParentIsObject", Code::NameImpossible),
    ("XMinioInvalidObjectName", Code::NameImpossible),
    ("ExistingObjectIsDirectory", Code::NameImpossible),
    ("ExistingObjectIsFile", Code::NameImpossible),
    ("UserSuspended", Code::StoragePermission),
    ("SecondLevelDomainForbidden", Code::EndpointWrong),
];

/// What a service said when it refused. Displayed, it is the cause of a problem.
#[derive(Default)]
pub struct Said<'a> {
    pub name: Option<String>,
    pub message: Option<String>,
    pub status: u16,
    pub headers: Option<&'a HeaderMap>,
    request_id: Option<String>,
    region: Option<String>,
    /// What the service received, by a checksum ("BadDigest").
    received: Option<String>,
}

impl<'a> Said<'a> {
    /// Reads an error's document; what is none says nothing.
    pub fn of(xml: &[u8], status: u16, headers: &'a HeaderMap) -> Said<'a> {
        let mut said = Said {
            status,
            headers: Some(headers),
            ..Said::default()
        };
        // What stands before a fault in the document still helps.
        drop(xml::read(xml, |node| {
            let Node::Leaf(_, name, text) = node else {
                return;
            };
            let place = match name {
                "Code" => &mut said.name,
                "Message" => &mut said.message,
                "RequestId" => &mut said.request_id,
                "Region" => &mut said.region,
                "CalculatedDigest" => &mut said.received,
                _ => return,
            };
            if !text.is_empty() {
                place.get_or_insert_with(|| text.to_owned());
            }
        }));
        said
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers?.get(name)?.to_str().ok()
    }

    fn cause(&self) -> String {
        let words = match (&self.name, &self.message) {
            (Some(name), Some(message)) => format!("{name}: {message}"),
            (Some(name), None) => format!("{name} (status {})", self.status),
            // The answer to HEAD has no body to say more in.
            (None, _) => format!("status {}", self.status),
        };
        match &self.received {
            Some(received) => format!("{words} (it received {received})"),
            None => words,
        }
    }
}

/// A refusal, by its status and whatever document came with it.
pub fn refused(status: u16, headers: &HeaderMap, document: &[u8], about: About<'_>) -> Problem {
    problem(&Said::of(document, status, headers), about)
}

/// What is meant by what was said.
pub fn problem(said: &Said<'_>, about: About<'_>) -> Problem {
    let name = said.name.as_deref();
    let listed = CODES
        .iter()
        .find(|(listed, _)| Some(*listed) == name)
        .map(|(_, code)| *code);
    let code = match (said.status, about) {
        // What is read is a marker of a deletion.
        (404 | 405, About::Key(..)) if said.header("x-amz-delete-marker") == Some("true") => {
            Code::ObjectMissing
        }
        (status, _) if listed.is_none() => by_status(status, about),
        _ => listed.unwrap_or(Code::StorageFailed),
    };
    let problem = Problem::new(code).service("s3").because(said.cause());
    let mut problem = match (code, about) {
        (Code::BucketMissing, _) => problem
            .title(format!("bucket \"{}\" does not exist", about.bucket()))
            .variable("S3_BUCKET_NAME")
            .help("create it, or correct S3_BUCKET_NAME"),
        (Code::ObjectMissing, About::Key(_, key)) => {
            problem.title(format!("\"{key}\" does not exist")).key(key)
        }
        (Code::ConditionFailed, About::Key(_, key)) => problem
            .title(format!(
                "\"{key}\" exists already, or was changed meanwhile"
            ))
            .key(key),
        (_, About::Key(_, key)) => problem.key(key),
        _ => problem,
    };
    if let Some((_, title, help)) = ADVICE.iter().find(|(advised, ..)| Some(*advised) == name) {
        problem = problem.title(*title).help(*help);
    }
    if name == Some("InvalidAccessKeyId") {
        problem = problem.variable("S3_ACCESS_KEY");
    }
    let region = said
        .header("x-amz-bucket-region")
        .or(said.region.as_deref());
    if code == Code::EndpointWrong
        && let Some(region) = region
    {
        problem = problem
            .title(format!(
                "bucket \"{}\" is in region {region}",
                about.bucket()
            ))
            .variable("S3_REGION")
            .help(format!(
                "S3_REGION={region}, and its endpoint in S3_ENDPOINT"
            ));
    }
    let id = said.request_id.as_deref();
    if let Some(id) = id.or_else(|| said.header("x-amz-request-id")) {
        problem = problem.request_id(id);
    }
    let wish = said.header("retry-after").and_then(net::wish);
    match (wish, said.status) {
        (Some(wish), _) if code == Code::Throttled => problem.retry(Retry::After(wish)),
        (_, 500..) | (_, 429) if !matches!(said.status, 501 | 507) => problem.retry(Retry::Now),
        _ if code == Code::Throttled || name.is_some_and(|name| PASSING.contains(&name)) => {
            problem.retry(Retry::Now)
        }
        _ => problem,
    }
}

fn by_status(status: u16, about: About<'_>) -> Code {
    match (status, about) {
        (404, About::Key(..)) => Code::ObjectMissing,
        (404, About::Bucket(_)) => Code::BucketMissing,
        (301 | 302 | 307 | 308, _) => Code::EndpointWrong,
        (401, _) => Code::StorageCredentials,
        (403, _) => Code::StoragePermission,
        (405 | 501, _) => Code::StorageUnsupported,
        (412, _) => Code::ConditionFailed,
        (413, _) => Code::ObjectTooLarge,
        (429 | 503, _) => Code::Throttled,
        (507, _) => Code::StorageState,
        _ => Code::StorageFailed,
    }
}

/// Codes of what may pass, whatever their status.
const PASSING: [&str; 5] = [
    "RequestTimeout",
    // Another write of the same key ended just then ("PutObject": If-None-Match): the next attempt tells its outcome.
    "ConditionalRequestConflict",
    "InternalError",
    "OperationAborted",
    "IncompleteBody",
];

/// What to do about a code, where the catalogue's words are too wide: code, title, help.
const ADVICE: [(&str, &str, &str); 10] = [
    (
        "InvalidStorageClass",
        "the service does not know this storage class",
        "name one that it has, such as STANDARD or STANDARD_IA",
    ),
    (
        "InvalidAccessKeyId",
        "the service does not know this access key",
        "correct S3_ACCESS_KEY, or make a new key: it may have been deleted",
    ),
    (
        "SignatureDoesNotMatch",
        "the service computed another signature",
        "correct S3_SECRET_KEY; behind a proxy, have it pass Host and path as they are",
    ),
    (
        "ExpiredToken",
        "the temporary credentials have ended",
        "get new ones, with their AWS_SESSION_TOKEN",
    ),
    (
        "KMS.AccessDeniedException",
        "the key that encrypts the object may not be used",
        "allow kms:GenerateDataKey and kms:Decrypt on the bucket's key",
    ),
    (
        "KMS.DisabledException",
        "the key that encrypts the object is disabled",
        "enable the key in KMS",
    ),
    (
        "SecondLevelDomainForbidden",
        "this service wants the bucket in the host's name",
        "S3_ADDRESS_STYLE=virtual",
    ),
    (
        "BucketNotEmpty",
        "the bucket is not empty",
        "remove its objects first, versions and unfinished uploads included",
    ),
    (
        "EntityTooSmall",
        "a part is smaller than 5 MiB and is not the last",
        "give a larger part size",
    ),
    (
        "InvalidPart",
        "a part is gone, or is not the one that was sent",
        "upload it again from the beginning",
    ),
];

/// No answer came, or a part of one.
pub fn lost(lost: Lost) -> Problem {
    match lost {
        Lost::Http(error) => unanswered(error),
        Lost::Silent(patience) => stalled(patience),
    }
}

/// Nothing moved for so long.
fn stalled(patience: Duration) -> Problem {
    Problem::new(Code::StorageUnreachable)
        .service("s3")
        .variable("S3_ENDPOINT")
        .because(format!(
            "timed out: nothing moved for {} s",
            patience.as_secs_f32()
        ))
        .retry(Retry::Now)
}

/// Something answered, and it was no HTTP, or no S3.
pub fn not_understood(why: &str) -> Problem {
    Problem::new(Code::StorageFailed)
        .title("the answer was not understood")
        .service("s3")
        .because(why)
        .help("look at whether S3_ENDPOINT is the service's API, not its console or a proxy")
}

/// No answer came, or none that could be read.
pub fn unanswered(error: reqwest::Error) -> Problem {
    let error = error.without_url();
    // Our own fault, on the way through the client: a file that could not be read.
    if let Some(problem) = find::<Problem>(&error) {
        return problem.clone();
    }
    let unreachable = Problem::new(Code::StorageUnreachable)
        .service("s3")
        .because(cause(&error));
    match net::tls_error(&error) {
        Some(rustls::Error::InvalidCertificate(_)) => return unreachable
            .title("the certificate of the endpoint is not trusted")
            .variable("S3_ENDPOINT")
            .help("connect by a name that the certificate has, or name its authority in AWS_CA_BUNDLE")
            .source(error),
        Some(_) => return unreachable
            .title("TLS with the endpoint failed")
            .variable("S3_ENDPOINT")
            .help("S3_ENDPOINT=http://… when the service does not speak TLS there")
            .source(error),
        None => {}
    }
    if find::<hyper::Error>(&error).is_some_and(hyper::Error::is_parse) {
        return not_understood(&cause(&error));
    }
    unreachable.variable("S3_ENDPOINT").retry(Retry::Now)
}

/// The inner words: those around them say no more than "error sending request".
fn cause(error: &(dyn Error + 'static)) -> String {
    let inner = error.source().unwrap_or(error);
    chain(inner.source().unwrap_or(inner))
}

/// The first error of this type in a chain.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = error.source();
    }
    None
}
