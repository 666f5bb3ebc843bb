//! Google Cloud Storage: its variables, and what a deployment does with them. Its rules stand in `gcs/rules.rs`.

mod rules;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "gcs",
    title: "Google Cloud Storage",
    job: Job::Storage,
    schemes: &["gs"],
    chosen_by: &["google-storage"],
    vars: VARS,
    marks: &[
        "GOOGLE_STORAGE_BUCKET_NAME",
        "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
    ],
    rules: rules::RULES,
    live: &[],
    summary,
    open: Open::CheckedOnly,
};

static VARS: &[Var] = &[
    Var::new("GOOGLE_STORAGE_BUCKET_NAME", "The bucket")
        .needed(Needed::Always)
        .example("acme-files")
        .dify(DifyType::Text),
    Var::new(
        "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
        "A service account's key, its JSON in base64",
    )
    .secret()
    .dify(DifyType::Text),
    Var::new(
        "GOOGLE_APPLICATION_CREDENTIALS",
        "A service account's key file, of Google's default chain",
    )
    .kind(Kind::Path)
    .example("/run/secrets/gcs.json")
    .dify(DifyType::Text),
    Var::new("GOOGLE_CLOUD_PROJECT", "The project, for making buckets").example("acme-prod"),
    Var::new(
        "STORAGE_EMULATOR_HOST",
        "An emulator instead of the service",
    )
    .example("http://127.0.0.1:4443"),
    Var::new(
        "GOOGLE_STORAGE_PREFIX",
        "What every name starts with, invisible to the user",
    )
    .example("tenant-a/"),
];

fn summary(settings: &Settings) -> String {
    let credential = if settings
        .get("GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64")
        .is_some()
    {
        "service-account key"
    } else {
        "Google's default credentials"
    };
    format!(
        "bucket \"{}\", {credential}",
        settings.text("GOOGLE_STORAGE_BUCKET_NAME")
    )
}
