//! Azure Blob: its variables, and what a deployment does with them. Its rules stand in `azure/rules.rs`.

mod rules;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "azure",
    title: "Azure Blob",
    job: Job::Storage,
    schemes: &["az"],
    chosen_by: &["azure-blob"],
    vars: VARS,
    marks: &[
        "AZURE_BLOB_CONTAINER_NAME",
        "AZURE_BLOB_ACCOUNT_URL",
        "AZURE_STORAGE_CONNECTION_STRING",
    ],
    rules: rules::RULES,
    live: &[],
    summary,
    open: Open::CheckedOnly,
};

static VARS: &[Var] = &[
    Var::new(
        "AZURE_STORAGE_CONNECTION_STRING",
        "Account, key and endpoint in one",
    )
    .secret(),
    Var::new("AZURE_BLOB_ACCOUNT_NAME", "The storage account")
        .aliases(&["AZURE_STORAGE_ACCOUNT"])
        .needed(Needed::When("an account key signs"))
        .example("acmefiles")
        .dify(DifyType::Text),
    Var::new(
        "AZURE_BLOB_ACCOUNT_KEY",
        "The account key, base64; or the word managedidentity for Entra ID",
    )
    .aliases(&["AZURE_STORAGE_KEY"])
    .secret()
    .dify(DifyType::Text),
    Var::new(
        "AZURE_STORAGE_SAS_TOKEN",
        "A shared access signature instead of a key",
    )
    .secret(),
    Var::new("AZURE_BLOB_CONTAINER_NAME", "The container")
        .needed(Needed::Always)
        .example("files")
        .dify(DifyType::Text),
    Var::new(
        "AZURE_BLOB_ACCOUNT_URL",
        "The account's blob endpoint, without the container",
    )
    .kind(Kind::Url)
    .needed(Needed::When("AZURE_STORAGE_CONNECTION_STRING is not set"))
    .example("https://acmefiles.blob.core.windows.net")
    .dify(DifyType::Text),
    Var::new(
        "AZURE_BLOB_PREFIX",
        "What every name starts with, invisible to the user",
    )
    .example("tenant-a/"),
];

fn summary(settings: &Settings) -> String {
    let credential = match settings.text("AZURE_BLOB_ACCOUNT_KEY") {
        "managedidentity" => "Entra ID",
        "" => "no account key",
        _ => "account key",
    };
    format!(
        "container \"{}\" at {}, {credential}",
        settings.text("AZURE_BLOB_CONTAINER_NAME"),
        settings.text("AZURE_BLOB_ACCOUNT_URL")
    )
}
