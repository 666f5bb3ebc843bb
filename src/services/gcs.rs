//! Google Cloud Storage: its variables, and what a deployment does with them. Its rules stand in `gcs/rules.rs`,
//! who we are to it in `gcs/credentials.rs`, how it is reached in `gcs/client.rs`, what is done with it in
//! `gcs/store.rs` and its neighbours.

mod batch;
mod client;
mod copy;
mod credentials;
mod fault;
mod object;
mod parts;
mod presign;
mod probe;
mod rules;
mod store;

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
    live: &[
        (
            "gcs-round-trip",
            "A small object is written to the bucket, read back, compared and deleted.",
        ),
        (
            "gcs-delete",
            "The object that the probe wrote could not be deleted again: the account lacks storage.objects.delete, or the bucket retains what it has.",
        ),
        (
            "gcs-bucket-get",
            "The account may use the bucket's objects, and not look at the bucket itself, which Dify does before every access: it lacks storage.buckets.get.",
        ),
        (
            "gcs-retention",
            "The bucket has a retention policy: what is written to it cannot be deleted or replaced for that long.",
        ),
        (
            "gcs-clock",
            "This machine's clock is more than five minutes from Google's, which refuses what was signed by it.",
        ),
        (
            "gcs-privilege",
            "The account could delete the bucket or change who may use it, which no deployment needs.",
        ),
    ],
    summary,
    open: Open::Store(store::open),
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
