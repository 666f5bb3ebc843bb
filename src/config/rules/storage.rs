//! Rules about storage as a whole, whichever service does it.

use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

/// Run once.
pub static STORAGE: &[Rule] = &[
    Rule {
        name: "storage-not-driven",
        code: Code::ServiceNotDriven,
        severity: Severity::Info,
        scope: Scope::Any,
        about: "STORAGE_TYPE names a store that Dify knows and tieline does not drive.",
        find: not_driven,
    },
    Rule {
        name: "storage-local-deprecated",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "STORAGE_TYPE=local is deprecated, and ignores OPENDAL_FS_ROOT.",
        find: local_deprecated,
    },
    Rule {
        name: "opendal-s3-incomplete",
        code: Code::RequiredVariableMissing,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "OPENDAL_SCHEME=s3 reads OPENDAL_S3_* and nothing of S3_*; bucket and region must be there.",
        find: opendal_s3,
    },
    Rule {
        name: "files-url-is-the-bucket",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "FILES_URL is the base of Dify's own signed URLs, the API's address, and never the store's.",
        find: files_url,
    },
];

fn not_driven(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("STORAGE_TYPE") else {
        return;
    };
    let opendal =
        value.text() == "opendal" && !matches!(settings.text("OPENDAL_SCHEME"), "" | "fs");
    let driven = ["s3", "azure-blob", "google-storage", "local", "opendal"].contains(&value.text());
    let known = settings.var("STORAGE_TYPE").is_some_and(|var| {
        matches!(var.dify.reads, crate::config::DifyType::OneOf(words) if words.contains(&value.text()))
    });
    if opendal || (known && !driven) {
        found.at(
            value,
            "tieline does not drive this store",
            "its variables are neither checked nor proven",
            "",
        );
    }
}

fn local_deprecated(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings
        .raw("STORAGE_TYPE")
        .filter(|value| value.text() == "local")
    {
        found.at(
            value,
            "STORAGE_TYPE=local is deprecated",
            "STORAGE_LOCAL_PATH is used, and OPENDAL_FS_ROOT ignored",
            "STORAGE_TYPE=opendal, OPENDAL_SCHEME=fs and OPENDAL_FS_ROOT=storage",
        );
    }
}

fn opendal_s3(settings: &Settings, found: &mut Found<'_>) {
    let in_use = matches!(settings.text("STORAGE_TYPE"), "" | "opendal");
    if !in_use || settings.text("OPENDAL_SCHEME") != "s3" {
        return;
    }
    for name in ["OPENDAL_S3_BUCKET", "OPENDAL_S3_REGION"] {
        if settings.raw(name).is_none_or(|value| value.is_blank()) {
            found.missing(
                name,
                format!("{name} is not set"),
                "the api container will not start; variables named S3_* are not read with STORAGE_TYPE=opendal",
                format!("set {name}, or STORAGE_TYPE=s3 with S3_BUCKET_NAME and S3_REGION"),
            );
        }
    }
}

fn files_url(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("FILES_URL") else {
        return;
    };
    let text = value.text().trim();
    let store = [
        "amazonaws.com",
        "blob.core.windows.net",
        "storage.googleapis.com",
    ]
    .iter()
    .any(|host| text.contains(host));
    if store || text.ends_with('/') {
        found.at(
            value,
            if store {
                "FILES_URL points to the store"
            } else {
                "FILES_URL ends with a slash"
            },
            "file previews and plugins get addresses that nothing answers",
            "FILES_URL=https://console.example.org",
        );
    }
}
