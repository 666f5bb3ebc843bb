//! What may be wrong with Google Cloud Storage's variables.

use serde_json::Value as Json;

use super::credentials::b64decode;
use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[
    Rule {
        name: "gcs-key-not-a-key",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64 is not a service account's key, JSON in base64.",
        find: key,
    },
    Rule {
        name: "gcs-bucket-name-not-valid",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "GOOGLE_STORAGE_BUCKET_NAME is not a bucket's plain name.",
        find: bucket_name,
    },
];

fn key(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64") else {
        return;
    };
    let text = value.text().trim();
    let title = if text.starts_with('{') {
        "the service account's key is JSON as it is, not in base64"
    } else if text.starts_with('/') || text.ends_with(".json") {
        "the service account's key is a path, not the key"
    } else {
        match b64decode(text).map(|bytes| serde_json::from_slice::<Json>(&bytes)) {
            None => "the service account's key is not base64",
            Some(Err(_)) => "the service account's key is base64 of something that is not JSON",
            Some(Ok(json)) if json["type"] != "service_account" => {
                "the key is not a service account's"
            }
            Some(Ok(json))
                if ["client_email", "private_key", "token_uri"]
                    .iter()
                    .any(|field| json[field].as_str().is_none_or(str::is_empty)) =>
            {
                "the service account's key lacks client_email, private_key or token_uri"
            }
            Some(Ok(json))
                if json["private_key"]
                    .as_str()
                    .is_some_and(|pem| pem.contains("\\n")) =>
            {
                "the private key's line breaks are written as \\n once too often"
            }
            Some(Ok(json)) if json["private_key"].as_str().is_some_and(|pem| !is_pem(pem)) => {
                "the private key in the service account's key is not PEM"
            }
            Some(Ok(_)) => return,
        }
    };
    found.at(
        value,
        title,
        "the deployment cannot sign in to Google, and does not start",
        "base64 -w0 key.json",
    );
}

/// What begins and ends as a private key does; what is between is for Google to judge.
fn is_pem(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("-----BEGIN ") && text.ends_with("PRIVATE KEY-----")
}

fn bucket_name(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("GOOGLE_STORAGE_BUCKET_NAME") else {
        return;
    };
    let name = value.text().trim();
    let plain =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_');
    if !name.chars().all(plain) {
        let bare = name.strip_prefix("gs://").unwrap_or(name);
        let right = bare.split('/').next().unwrap_or(bare).to_ascii_lowercase();
        found.at(
            value,
            format!("\"{name}\" is not a bucket's plain name"),
            "the bucket is not found",
            format!("GOOGLE_STORAGE_BUCKET_NAME={right}"),
        );
    }
}
