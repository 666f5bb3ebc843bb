//! Azure Blob: its variables, and what a deployment does with them. Its rules stand in `azure/rules.rs`, what the
//! variables name in `azure/account.rs`, how that is reached in `azure/client.rs`, what is done with it in
//! `azure/store.rs` and beside it.

mod account;
mod attributes;
mod batch;
mod client;
mod copy;
mod entra;
mod fault;
mod listing;
mod parts;
mod presign;
mod probe;
mod rules;
mod store;

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
    live: &[
        (
            "azure-round-trip",
            "A small object is written to the container, read back, compared and deleted.",
        ),
        (
            "azure-delete",
            "The object that the probe wrote could not be deleted again: the credentials do not allow it.",
        ),
        (
            "azure-clock",
            "This machine's clock is more than five minutes off the service's: signatures and tokens will be refused soon.",
        ),
        (
            "azure-immutable",
            "An immutability policy or a legal hold of the container keeps its blobs from being deleted and replaced.",
        ),
        (
            "azure-no-second-upload",
            "Dify never replaces a blob: an upload of a name that is there fails with BlobAlreadyExists.",
        ),
    ],
    summary,
    open: Open::Store(store::open),
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
    Var::new("AZURE_TENANT_ID", "The tenant of Entra ID")
        .example("3f0c9b1e-8a51-4a3e-9a43-2c1f0d6b7e55"),
    Var::new(
        "AZURE_CLIENT_ID",
        "The client that signs in at Entra ID, or the user-assigned identity of this machine",
    )
    .example("8d5f6a70-1f0e-4c57-9c0b-7be0f7a2d9c1"),
    Var::new("AZURE_CLIENT_SECRET", "The client's secret").secret(),
    Var::new(
        "AZURE_FEDERATED_TOKEN_FILE",
        "The token with which a workload signs in as AZURE_CLIENT_ID",
    )
    .kind(Kind::Path)
    .example("/var/run/secrets/azure/tokens/azure-identity-token"),
    Var::new("AZURE_AUTHORITY_HOST", "Where Entra ID is")
        .kind(Kind::Url)
        .example("https://login.microsoftonline.com/"),
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
