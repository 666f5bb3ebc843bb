//! What an error of the SDK means: the service's code first, then the status; never its words. The one place
//! that maps them.

use std::error::Error;
use std::io;
use std::time::Duration;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::RequestId;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

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

/// The service's codes and what they mean, from its API reference ("Error responses").
const CODES: [(&str, Code); 38] = [
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
    ("AuthorizationHeaderMalformed", Code::EndpointWrong),
    ("PermanentRedirect", Code::EndpointWrong),
    ("Redirect", Code::EndpointWrong),
    ("TemporaryRedirect", Code::EndpointWrong),
    ("IllegalLocationConstraintException", Code::EndpointWrong),
    ("InvalidRegionName", Code::EndpointWrong),
    ("RequestTimeTooSkewed", Code::StorageClockSkewed),
    ("BadDigest", Code::IntegrityFailed),
    ("InvalidDigest", Code::IntegrityFailed),
    ("XAmzContentChecksumMismatch", Code::IntegrityFailed),
    ("IncompleteBody", Code::IntegrityFailed),
    ("PreconditionFailed", Code::ConditionFailed),
    ("ConditionalRequestConflict", Code::ConditionFailed),
    ("SlowDown", Code::Throttled),
    ("Throttling", Code::Throttled),
    ("RequestLimitExceeded", Code::Throttled),
    ("ServiceUnavailable", Code::Throttled),
    ("EntityTooLarge", Code::ObjectTooLarge),
    ("KeyTooLongError", Code::NameImpossible),
    ("InvalidBucketName", Code::NameImpossible),
    ("BucketNotEmpty", Code::StorageState),
    ("BucketAlreadyExists", Code::StorageState),
    ("BucketAlreadyOwnedByYou", Code::StorageState),
    ("InvalidObjectState", Code::StorageState),
];

pub fn problem<E>(error: SdkError<E, HttpResponse>, about: About<'_>) -> Problem
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    let SdkError::ServiceError(answer) = &error else {
        return unanswered(error);
    };
    let (name, status) = (answer.err().code(), answer.raw().status().as_u16());
    let header = |name: &str| answer.raw().headers().get(name);
    let listed = CODES
        .iter()
        .find(|(listed, _)| Some(*listed) == name)
        .map(|(_, code)| *code);
    let code = listed.unwrap_or(match (status, about) {
        (404, About::Key(..)) => Code::ObjectMissing,
        (404, About::Bucket(_)) => Code::BucketMissing,
        (301 | 307, _) => Code::EndpointWrong,
        (401, _) => Code::StorageCredentials,
        (403, _) => Code::StoragePermission,
        (405 | 501, _) => Code::StorageUnsupported,
        (412, _) => Code::ConditionFailed,
        (413, _) => Code::ObjectTooLarge,
        (429 | 503, _) => Code::Throttled,
        _ => Code::StorageFailed,
    });
    let cause = match (name, answer.err().message()) {
        (Some(name), Some(message)) => format!("{name}: {message}"),
        (Some(name), None) => format!("{name} (status {status})"),
        // The answer to HEAD has no body to say more in.
        (None, _) => format!("status {status}"),
    };
    let problem = Problem::new(code).service("s3").because(cause);
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
    if code == Code::EndpointWrong
        && let Some(region) = header("x-amz-bucket-region")
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
    if let Some(id) = error.request_id() {
        problem = problem.request_id(id);
    }
    let wish = header("retry-after")
        .and_then(|wish| wish.parse().ok())
        .map(Duration::from_secs);
    match (wish, status) {
        (Some(wish), _) if code == Code::Throttled => problem.retry(Retry::After(wish)),
        (_, 500..) | (_, 429) => problem.retry(Retry::Now),
        _ if name == Some("RequestTimeout") => problem.retry(Retry::Now),
        _ => problem,
    }
}

/// No answer came, or none that could be read.
fn unanswered<E>(error: SdkError<E, HttpResponse>) -> Problem
where
    E: Error + Send + Sync + 'static,
{
    let unreachable = Problem::new(Code::StorageUnreachable).service("s3");
    if find::<CredentialsError>(&error).is_some() {
        return Problem::new(Code::StorageCredentials)
            .title("there are no credentials")
            .service("s3")
            .help("set S3_ACCESS_KEY and S3_SECRET_KEY, or give this machine a role")
            .because(cause(&error));
    }
    let tls = tls_error(&error);
    match (&error, tls) {
        (_, Some(rustls::Error::InvalidCertificate(_))) => unreachable
            .title("the certificate of the endpoint is not trusted")
            .variable("S3_ENDPOINT")
            .because(cause(&error))
            .help("connect by a name that the certificate has, or name its authority in AWS_CA_BUNDLE"),
        (_, Some(_)) => unreachable
            .title("TLS with the endpoint failed")
            .variable("S3_ENDPOINT")
            .because(cause(&error))
            .help("S3_ENDPOINT=http://… when the service does not speak TLS there"),
        (SdkError::ConstructionFailure(_), _) => Problem::new(Code::StorageFailed).service("s3").because(cause(&error)),
        (SdkError::DispatchFailure(failure), _) if failure.is_io() || failure.is_timeout() => unreachable
            .variable("S3_ENDPOINT")
            .because(cause(&error))
            .retry(Retry::Now),
        // Something answered, and it was no HTTP, or no S3.
        (SdkError::ResponseError(_) | SdkError::DispatchFailure(_), _) => Problem::new(Code::StorageFailed)
            .title("the answer was not understood")
            .service("s3")
            .because(cause(&error))
            .help("look at whether S3_ENDPOINT is the service's API, not its console or a proxy"),
        _ => unreachable.variable("S3_ENDPOINT").because(cause(&error)).retry(Retry::Now),
    }
}

/// The inner words: those around them say no more than "dispatch failure: io error".
fn cause(error: &(dyn Error + 'static)) -> String {
    let inner = error.source().unwrap_or(error);
    chain(inner.source().unwrap_or(inner))
}

/// The TLS error in a chain, which I/O errors hide in themselves, one in the other.
fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref() {
            return Some(tls);
        }
        let inner = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
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
