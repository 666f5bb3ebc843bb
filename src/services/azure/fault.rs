//! What an error of the service means: its code first, then the status; never its words. The one place that
//! maps them.

use std::error::Error as StdError;

use azure_core::Error;
use azure_core::error::ErrorKind;
use azure_core::http::headers::{HeaderName, Headers};
use azure_storage_blob::StorageError;
use jiff::Timestamp;
use jiff::fmt::rfc2822;

use crate::net::{self, Lost, Net};
use crate::problem::{Code, Problem, Retry, chain};

/// What a request was about, for the title and for what a code means there.
#[derive(Clone, Copy)]
pub struct About<'a> {
    pub container: &'a str,
    pub key: Option<&'a str>,
    /// The emulator, which has words of its own for what these tell of the request.
    pub emulator: bool,
    /// An account key signs it.
    pub keyed: bool,
    /// It carries a checksum of its body.
    pub checked: bool,
}

/// Requests signed longer ago than this are refused ("Authorize with Shared Key": specifying the Date header).
const LARGEST_SKEW: i64 = 15 * 60;

/// The version that a name stands for cannot be deleted by its id ("Blob versioning": delete operations).
const CURRENT_VERSION: &str = "OperationNotAllowedOnRootBlob";

/// Whether a deletion was refused because its version is the current one.
pub fn is_of_current_version(refused: &Problem) -> bool {
    let cause = refused.cause.as_deref();
    cause.is_some_and(|cause| cause.starts_with(CURRENT_VERSION))
}

/// The service's codes and what they mean ("Common REST API error codes", "Blob service error codes").
const CODES: [(&str, Code); 54] = [
    ("ContainerNotFound", Code::BucketMissing),
    ("ContainerBeingDeleted", Code::StorageState),
    ("ContainerDisabled", Code::StorageState),
    ("ContainerAlreadyExists", Code::StorageState),
    ("BlobNotFound", Code::ObjectMissing),
    ("ResourceNotFound", Code::ObjectMissing),
    // Its blocks went when somebody else wrote the same blob.
    ("InvalidBlockList", Code::ConditionFailed),
    ("AuthenticationFailed", Code::StorageCredentials),
    ("InvalidAuthenticationInfo", Code::StorageCredentials),
    ("NoAuthenticationInformation", Code::StorageCredentials),
    ("AccountNotFound", Code::StorageCredentials),
    ("AccountRequiresHttps", Code::EndpointWrong),
    ("AuthorizationFailure", Code::StoragePermission),
    ("AuthorizationPermissionMismatch", Code::StoragePermission),
    ("AuthorizationProtocolMismatch", Code::StoragePermission),
    ("AuthorizationResourceTypeMismatch", Code::StoragePermission),
    ("AuthorizationServiceMismatch", Code::StoragePermission),
    ("AuthorizationSourceIPMismatch", Code::StoragePermission),
    ("CannotVerifyCopySource", Code::StoragePermission),
    ("InsufficientAccountPermissions", Code::StoragePermission),
    (
        "KeyBasedAuthenticationNotPermitted",
        Code::StoragePermission,
    ),
    ("PublicAccessNotPermitted", Code::StoragePermission),
    ("AccountIsDisabled", Code::StorageState),
    ("BlobArchived", Code::StorageState),
    ("BlobBeingRehydrated", Code::StorageState),
    ("BlobImmutableDueToPolicy", Code::StorageState),
    ("BlobImmutableDueToLegalHold", Code::StorageState),
    ("ContainerImmutabilityPolicyFailure", Code::StorageState),
    ("InvalidBlobOrBlock", Code::StorageState),
    ("InvalidBlobType", Code::StorageState),
    ("LeaseIdMissing", Code::StorageState),
    ("LeaseIdMismatchWithBlobOperation", Code::StorageState),
    ("LeaseLost", Code::StorageState),
    ("PendingCopyOperation", Code::StorageState),
    (CURRENT_VERSION, Code::StorageState),
    ("SnapshotsPresent", Code::StorageState),
    ("UncommittedBlockCountExceedsLimit", Code::StorageState),
    ("BlobAlreadyExists", Code::ConditionFailed),
    ("ConditionNotMet", Code::ConditionFailed),
    ("TargetConditionNotMet", Code::ConditionFailed),
    ("SourceConditionNotMet", Code::ConditionFailed),
    ("Md5Mismatch", Code::IntegrityFailed),
    ("Crc64Mismatch", Code::IntegrityFailed),
    ("InvalidMd5", Code::IntegrityFailed),
    ("ServerBusy", Code::Throttled),
    ("OperationTimedOut", Code::Throttled),
    ("RequestBodyTooLarge", Code::ObjectTooLarge),
    ("BlockCountExceedsLimit", Code::ObjectTooLarge),
    ("BlockListTooLong", Code::ObjectTooLarge),
    ("MetadataTooLarge", Code::ObjectTooLarge),
    ("InvalidResourceName", Code::NameImpossible),
    ("OutOfRangeInput", Code::NameImpossible),
    ("InvalidUri", Code::NameImpossible),
    ("InvalidMetadata", Code::NameImpossible),
];

/// What to do, where the code says it better than the catalogue.
const HELP: [(&str, &str); 21] = [
    (
        "AuthenticationFailed",
        "copy the account's key again, and look at this machine's clock",
    ),
    (
        "AuthorizationFailure",
        "let this network through the account's firewall, or use its private endpoint",
    ),
    (
        "AuthorizationPermissionMismatch",
        "assign the role Storage Blob Data Contributor (Owner and Contributor are not enough), or give the signature the permission",
    ),
    ("AccountRequiresHttps", "AZURE_BLOB_ACCOUNT_URL=https://…"),
    (
        "AuthorizationProtocolMismatch",
        "use https, or make a signature that allows http",
    ),
    (
        "AuthorizationResourceTypeMismatch",
        "make a signature for services, containers and objects (srt=sco)",
    ),
    (
        "AuthorizationServiceMismatch",
        "make a signature for the blob service (ss=b)",
    ),
    (
        "AuthorizationSourceIPMismatch",
        "make a signature that allows this network's address",
    ),
    (
        "KeyBasedAuthenticationNotPermitted",
        "AZURE_BLOB_ACCOUNT_KEY=managedidentity, or allow storage account key access in the account's configuration",
    ),
    (
        "AccountIsDisabled",
        "enable the account: look at its subscription",
    ),
    (
        "BlobArchived",
        "set its tier to Hot or Cool, and wait until it is rehydrated",
    ),
    ("BlobBeingRehydrated", "wait until it is rehydrated"),
    (
        "BlobImmutableDueToPolicy",
        "wait until its retention ends, or write to another name",
    ),
    (
        "BlobImmutableDueToLegalHold",
        "clear its legal hold, or write to another name",
    ),
    ("LeaseIdMissing", "break its lease, or wait until it ends"),
    ("SnapshotsPresent", "delete its snapshots first"),
    (
        "ContainerBeingDeleted",
        "wait until the old container is gone, or choose another name",
    ),
    (
        "InvalidBlobOrBlock",
        "another program left an upload of this name unfinished: write it in one piece, or wait a week until its blocks are gone",
    ),
    (
        "InvalidMetadata",
        "use metadata names of letters, digits and underscores",
    ),
    (
        "InvalidResourceName",
        "use a container name of 3 to 63 lower-case letters, digits and single hyphens",
    ),
    (
        "UncommittedBlockCountExceedsLimit",
        "wait a week until the blocks of unfinished uploads are gone, or choose another name",
    ),
];

fn header<'a>(headers: &'a Headers, name: &'static str) -> Option<&'a str> {
    headers.get_optional_str(&HeaderName::from_static(name))
}

pub fn problem(error: Error, about: About<'_>) -> Problem {
    if let Some(problem) = find::<Problem>(&error) {
        let problem = problem.clone();
        return match about.key {
            Some(key) if problem.subject.key.is_none() => problem.key(key),
            _ => problem,
        };
    }
    let ErrorKind::HttpResponse {
        status,
        error_code,
        raw_response,
    } = error.kind()
    else {
        return nonsense(&chain(&error));
    };
    let status = u16::from(*status);
    let headers = raw_response.as_ref().map(|raw| raw.headers().clone());
    let headers = headers.unwrap_or_default();
    let name = header(&headers, "x-ms-error-code")
        .map(str::to_owned)
        .or_else(|| error_code.clone())
        .unwrap_or_default();
    answered(status, &name, &headers, message(error), about)
}

/// STORAGE_016: it was an answer, and made no sense.
pub fn nonsense(what: &str) -> Problem {
    Problem::new(Code::StorageFailed)
        .title("the answer was not understood")
        .service("azure")
        .because(what)
        .help("look at whether the endpoint is the account's blob service, not a proxy's")
}

/// The service's words, without the lines that repeat the request's id and time.
fn message(error: Error) -> Option<String> {
    let told = StorageError::try_from(error).ok()?;
    let words = told
        .authentication_error_detail
        .or(told.copy_source_error_message)
        .or(told.message)?;
    let line = words.lines().next()?.trim().to_owned();
    (!line.is_empty()).then_some(line)
}

/// What a refusal means.
pub fn answered(
    status: u16,
    name: &str,
    headers: &Headers,
    message: Option<String>,
    about: About<'_>,
) -> Problem {
    let listed = CODES.iter().find(|(listed, _)| *listed == name);
    let code = match (listed, status, about.key) {
        _ if about.emulator && about.keyed && name == "AuthorizationFailure" => {
            Code::StorageCredentials
        }
        // It has words of its own for a container and a blob: this is the account.
        _ if about.emulator && name == "ResourceNotFound" => Code::EndpointWrong,
        _ if about.emulator && about.checked && name == "InvalidOperation" => Code::IntegrityFailed,
        // The source of a copy, and not the right to it.
        (Some(("CannotVerifyCopySource", _)), 404, _) => Code::ObjectMissing,
        (Some((_, code)), ..) => *code,
        (None, 404, Some(_)) => Code::ObjectMissing,
        (None, 404, None) => Code::BucketMissing,
        (None, 301 | 302 | 307 | 308, _) => Code::EndpointWrong,
        (None, 401, _) => Code::StorageCredentials,
        (None, 403, _) => Code::StoragePermission,
        (None, 405 | 501, _) => Code::StorageUnsupported,
        (None, 304 | 412, _) => Code::ConditionFailed,
        (None, 413, _) => Code::ObjectTooLarge,
        (None, 429 | 503, _) => Code::Throttled,
        _ => Code::StorageFailed,
    };
    let skew = header(headers, "date").and_then(skew_s);
    let code = match skew {
        Some(skew) if code == Code::StorageCredentials && skew.abs() > LARGEST_SKEW => {
            Code::StorageClockSkewed
        }
        _ => code,
    };
    let cause = match (name, message) {
        ("", Some(message)) => message,
        ("", None) => format!("status {status}"),
        (name, Some(message)) => format!("{name}: {message}"),
        // The answer to HEAD has no body to say more in.
        (name, None) => format!("{name} (status {status})"),
    };
    let mut problem = Problem::new(code).service("azure").because(cause);
    problem = match (code, about.key) {
        (Code::BucketMissing, _) => problem
            .title(format!("container \"{}\" does not exist", about.container))
            .variable("AZURE_BLOB_CONTAINER_NAME")
            .help("create it, or correct AZURE_BLOB_CONTAINER_NAME"),
        (Code::ObjectMissing, Some(key)) => {
            problem.title(format!("\"{key}\" does not exist")).key(key)
        }
        (Code::ConditionFailed, Some(key)) => problem
            .title(format!(
                "\"{key}\" exists already, or was changed meanwhile"
            ))
            .key(key),
        (Code::EndpointWrong, _) if name == "ResourceNotFound" => problem
            .title("the emulator has no account of this name")
            .variable("AZURE_BLOB_ACCOUNT_URL")
            .help("name one that it has as the path of the URL, such as /devstoreaccount1"),
        (Code::StorageClockSkewed, _) => problem.because(skewed(skew.unwrap_or_default())),
        (_, Some(key)) => problem.key(key),
        _ => problem,
    };
    if name == "InvalidResourceName" && about.key.is_none() {
        problem = problem
            .title(format!("\"{}\" is no container's name", about.container))
            .variable("AZURE_BLOB_CONTAINER_NAME");
    }
    let own_words = about.emulator && about.keyed && name == "AuthorizationFailure";
    if code != Code::StorageClockSkewed
        && !own_words
        && let Some((_, help)) = HELP.iter().find(|(listed, _)| *listed == name)
    {
        problem = problem.help(*help);
    }
    if let Some(id) = header(headers, "x-ms-request-id") {
        problem = problem.request_id(id);
    }
    problem.retry(retry(status, name, headers))
}

fn retry(status: u16, name: &str, headers: &Headers) -> Retry {
    let wish = header(headers, "retry-after").and_then(net::wish);
    match (status, wish) {
        (429 | 503, Some(wish)) => Retry::After(wish),
        // An emulator that lacks an operation will not have it the next time.
        (501, _) => Retry::Never,
        (408 | 429 | 500.., _) => Retry::Now,
        _ if matches!(name, "Md5Mismatch" | "Crc64Mismatch") => Retry::Now,
        _ => Retry::Never,
    }
}

/// How far this clock is ahead of the one that wrote this date, in seconds.
pub fn skew_s(date: &str) -> Option<i64> {
    let told = rfc2822::DateTimeParser::new().parse_timestamp(date).ok()?;
    Some(Timestamp::now().as_second() - told.as_second())
}

/// Says so.
pub fn skewed(skew_s: i64) -> String {
    let way = if skew_s > 0 { "ahead of" } else { "behind" };
    format!(
        "this machine's clock is {} s {way} the service's",
        skew_s.abs()
    )
}

/// No token came from Entra ID.
pub fn no_token(error: Error) -> Problem {
    if let Some(problem) = find::<Problem>(&error) {
        return problem.clone();
    }
    // "Managed identities: error handling": what may pass, of the metadata service too.
    if let ErrorKind::HttpResponse { status, .. } = error.kind()
        && matches!(u16::from(*status), 404 | 408 | 410 | 429 | 500..)
    {
        return Problem::new(Code::StorageUnreachable)
            .title("Entra ID gives no token right now")
            .service("azure")
            .because(chain(&error))
            .retry(Retry::Now);
    }
    Problem::new(Code::StorageCredentials)
        .title("Entra ID gives no token")
        .service("azure")
        .because(chain(&error))
        .help("set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET, or give this machine an identity")
}

/// No answer came.
pub async fn unanswered(net: &Net, lost: Lost, host: &str) -> Problem {
    let http = match &lost {
        Lost::Silent(_) => return broken(&lost),
        Lost::Http(error) => error,
    };
    // A name that does not resolve is most often an account's that does not exist; through a proxy it is the
    // proxy's to resolve.
    let direct = net.proxies().http.is_none() && net.proxies().https.is_none();
    if http.is_connect() && direct && tokio::net::lookup_host((host, 443)).await.is_err() {
        return unreachable(&lost)
            .title(format!("the name \"{host}\" does not resolve"))
            .help("correct the account's name in AZURE_BLOB_ACCOUNT_URL: an account that does not exist has no address");
    }
    broken(&lost)
}

fn unreachable(lost: &Lost) -> Problem {
    Problem::new(Code::StorageUnreachable)
        .service("azure")
        .variable("AZURE_BLOB_ACCOUNT_URL")
        .because(cause(lost))
}

/// What went wrong on the way, before or in the middle of an answer.
pub fn broken(lost: &Lost) -> Problem {
    if let Some(problem) = find::<Problem>(lost) {
        return problem.clone();
    }
    let unreachable = unreachable(lost);
    match net::tls_error(lost) {
        Some(rustls::Error::InvalidCertificate(_)) => unreachable
            .title("the certificate of the endpoint is not trusted")
            .help("connect by a name that the certificate has, or name its authority in SSL_CERT_FILE"),
        Some(_) => unreachable
            .title("TLS with the endpoint failed")
            .help("AZURE_BLOB_ACCOUNT_URL=http://… when the service does not speak TLS there"),
        None => unreachable.retry(Retry::Now),
    }
}

fn cause(lost: &Lost) -> String {
    match lost {
        // The outer words say no more than "error sending request for url", and the URL may hold a signature.
        Lost::Http(error) => error.source().map_or_else(|| error.to_string(), chain),
        lost => lost.to_string(),
    }
}

/// The first error of this type in a chain.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = error.source();
    }
    None
}
