//! What an answer of the JSON API means: the reason first, then the status; never its words. The one place
//! that maps them.

use std::error::Error;

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use serde::Deserialize;

use super::credentials;
use crate::net::{Answer, tls_error};
use crate::problem::{Code, Problem, Retry, chain};

/// What a request was about, for the title.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    Bucket(&'a str),
    Key(&'a str, &'a str),
}

/// Google's clocks and ours may differ this much ("Using OAuth 2.0 for Server to Server Applications").
pub const SKEW: SignedDuration = SignedDuration::from_mins(5);

const WHO_PAYS: &str = "the bucket's readers pay: set a quota project in the credentials";

/// Reasons and what they mean, from "HTTP status and error codes for JSON" and "Troubleshooting". The advice is
/// for where a code alone would leave the user searching.
const REASONS: [(&str, Code, &str); 23] = [
    ("authError", Code::StorageCredentials, ""),
    (
        "accountDisabled",
        Code::StoragePermission,
        "enable billing and the account of the project that owns the bucket",
    ),
    (
        "insufficientPermissions",
        Code::StoragePermission,
        "give the credentials the scope devstorage.read_write",
    ),
    (
        "accessNotConfigured",
        Code::StoragePermission,
        "enable the Cloud Storage JSON API in the project",
    ),
    (
        "SERVICE_DISABLED",
        Code::StoragePermission,
        "enable the Cloud Storage JSON API in the project",
    ),
    (
        "BILLING_DISABLED",
        Code::StoragePermission,
        "enable billing for the project",
    ),
    ("userProjectMissing", Code::StoragePermission, WHO_PAYS),
    ("UserProjectMissing", Code::StoragePermission, WHO_PAYS),
    (
        "UserProjectAccountProblem",
        Code::StoragePermission,
        "enable billing for the project that pays",
    ),
    (
        "vpcServiceControls",
        Code::StoragePermission,
        "allow this network in the perimeter of VPC Service Controls",
    ),
    (
        "orgPolicyConstraintFailed",
        Code::StoragePermission,
        "ask for an exception from the organization's policy",
    ),
    (
        "forbidden",
        Code::StoragePermission,
        "grant the account Storage Object User on the bucket, and Storage Legacy Bucket Reader",
    ),
    (
        "sslRequired",
        Code::EndpointWrong,
        "reach the service by https",
    ),
    ("notFound", Code::ObjectMissing, ""),
    ("conditionNotMet", Code::ConditionFailed, ""),
    ("rateLimitExceeded", Code::Throttled, ""),
    ("userRateLimitExceeded", Code::Throttled, ""),
    ("usageLimits", Code::Throttled, ""),
    (
        "quotaExceeded",
        Code::StorageState,
        "raise the project's quota",
    ),
    (
        "retentionPolicyNotMet",
        Code::StorageState,
        "wait until the bucket's retention period has passed, or shorten it",
    ),
    (
        "objectUnderActiveHold",
        Code::StorageState,
        "release the hold on the object",
    ),
    ("uploadTooLarge", Code::ObjectTooLarge, ""),
    ("conflict", Code::StorageState, ""),
];

#[derive(Default, Deserialize)]
struct Body {
    #[serde(default)]
    error: Told,
}

#[derive(Default, Deserialize)]
struct Told {
    #[serde(default)]
    message: String,
    #[serde(default)]
    errors: Vec<One>,
    #[serde(default)]
    details: Vec<One>,
}

#[derive(Default, Deserialize)]
struct One {
    #[serde(default)]
    reason: String,
}

/// What the service's answer means, which is no success.
pub fn problem(answer: &Answer, about: About<'_>) -> Problem {
    let told = serde_json::from_str::<Body>(&answer.text)
        .unwrap_or_default()
        .error;
    let status = answer.status.as_u16();
    // The details are finer: `forbidden` with details of `SERVICE_DISABLED`.
    let reasons = told
        .details
        .iter()
        .chain(&told.errors)
        .map(|one| one.reason.as_str());
    let listed = reasons
        .clone()
        .find_map(|reason| REASONS.iter().find(|(listed, ..)| *listed == reason));
    let (code, advice) = match listed {
        // What is required of somebody who is known is a project that pays.
        None if status == 400 && reasons.clone().any(|reason| reason == "required") => {
            (Code::StoragePermission, WHO_PAYS)
        }
        Some((_, code, advice)) => (*code, *advice),
        None => (of_status(answer.status), ""),
    };
    let code = match (code, about) {
        (Code::ObjectMissing, About::Bucket(_)) => Code::BucketMissing,
        (Code::StorageCredentials, _) if skewed(answer) => Code::StorageClockSkewed,
        _ => code,
    };
    let reason = reasons.clone().find(|reason| !reason.is_empty());
    let message = told.message.trim();
    let cause = match (reason, message) {
        (Some(reason), "") => format!("{reason} (status {status})"),
        (Some(reason), message) => format!("{reason}: {message}"),
        // The content's own endpoint answers in plain text.
        (None, "") => match answer.text.trim() {
            text if (1..200).contains(&text.len()) && !text.starts_with(['<', '{']) => {
                format!("status {status}: {text}")
            }
            _ => format!("status {status}"),
        },
        (None, message) => format!("status {status}: {message}"),
    };
    let problem = Problem::new(code).service("gcs").because(cause);
    let problem = match (code, about) {
        (Code::BucketMissing, About::Bucket(bucket) | About::Key(bucket, _)) => problem
            .title(format!("bucket \"{bucket}\" does not exist"))
            .variable("GOOGLE_STORAGE_BUCKET_NAME")
            .help("create it, or correct GOOGLE_STORAGE_BUCKET_NAME"),
        (Code::ObjectMissing, About::Key(_, key)) => {
            problem.title(format!("\"{key}\" does not exist")).key(key)
        }
        (Code::ConditionFailed, About::Key(_, key)) => {
            changed(key).because(problem.cause.clone().unwrap_or_default())
        }
        (Code::StorageCredentials, _) => problem
            .variable(credentials::KEY)
            .help("take a new key: this one was revoked or rotated, or its account is disabled"),
        (_, About::Key(_, key)) => problem.key(key),
        _ => problem,
    };
    let problem = match advice {
        "" => problem,
        advice => problem.help(advice),
    };
    // What Google's support asks for, X-GUploader-UploadID, is an upload's own id, which authorises whoever has it.
    match (answer.retry(), status) {
        // "Retry strategy": 408, 429 and 5xx.
        (Retry::Never, 408) => problem.retry(Retry::Now),
        (Retry::Never, _) if code == Code::Throttled => problem.retry(Retry::Now),
        (retry, _) => problem.retry(retry),
    }
}

fn of_status(status: StatusCode) -> Code {
    match status.as_u16() {
        401 => Code::StorageCredentials,
        403 => Code::StoragePermission,
        404 | 410 => Code::ObjectMissing,
        405 | 501 => Code::StorageUnsupported,
        409 => Code::StorageState,
        304 | 412 => Code::ConditionFailed,
        413 => Code::ObjectTooLarge,
        429 | 503 => Code::Throttled,
        _ => Code::StorageFailed,
    }
}

/// STORAGE_007: something else is there than the condition allows.
pub fn changed(key: &str) -> Problem {
    Problem::new(Code::ConditionFailed)
        .title(format!(
            "\"{key}\" exists already, or was changed meanwhile"
        ))
        .service("gcs")
        .key(key)
}

/// STORAGE_016: it was an answer, and made no sense.
pub fn nonsense(what: &str) -> Problem {
    Problem::new(Code::StorageFailed)
        .title("the answer was not understood")
        .service("gcs")
        .because(what.to_owned())
        .help("look at whether STORAGE_EMULATOR_HOST, or a proxy, leads to the service")
}

/// Whether the service's clock is so far from ours that it refuses tokens that were just made.
fn skewed(answer: &Answer) -> bool {
    skew(answer).is_some_and(|skew| skew.abs() > SKEW)
}

/// How far the service's clock is ahead of ours.
pub fn skew(answer: &Answer) -> Option<SignedDuration> {
    let theirs = jiff::fmt::rfc2822::parse(answer.header("date")?).ok()?;
    Some(theirs.timestamp().duration_since(Timestamp::now()))
}

/// No answer came, or none that could be read.
pub fn unanswered(error: reqwest::Error) -> Problem {
    // A body that could not be read here fails the request: its problem is the reason.
    if let Some(own) = find::<Problem>(&error) {
        return own.clone();
    }
    // The URL may be an upload's, which is a secret.
    let error = error.without_url();
    let unreachable = Problem::new(Code::StorageUnreachable).service("gcs");
    match tls_error(&error) {
        Some(rustls::Error::InvalidCertificate(_)) => unreachable
            .title("the certificate of the service is not trusted")
            .because(chain(&error))
            .help("name the authority of whoever stands between in SSL_CERT_FILE"),
        Some(_) => unreachable
            .title("TLS with the service failed")
            .because(chain(&error)),
        None if error.is_builder() => Problem::new(Code::StorageFailed)
            .service("gcs")
            .source(error),
        None => unreachable.because(chain(&error)).retry(Retry::Now),
    }
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
