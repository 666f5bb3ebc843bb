//! What may be wrong with Azure Blob's variables.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use url::Url;

use crate::config::{Found, Rule, Scope, Settings};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[
    Rule {
        name: "azure-account-url-missing",
        code: Code::RequiredVariableMissing,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "Neither AZURE_BLOB_ACCOUNT_URL nor a connection string says where the account is.",
        find: account_url_missing,
    },
    Rule {
        name: "azure-container-blank",
        code: Code::NotAsMeant,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "Without AZURE_BLOB_CONTAINER_NAME everything starts, and every upload is silently lost.",
        find: container_blank,
    },
    Rule {
        name: "azure-account-url-wrong",
        code: Code::EndpointWrong,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "AZURE_BLOB_ACCOUNT_URL is not the account's blob endpoint alone.",
        find: account_url,
    },
    Rule {
        name: "azure-account-key-not-a-key",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "AZURE_BLOB_ACCOUNT_KEY is neither 64 bytes in base64 nor exactly the word managedidentity.",
        find: account_key,
    },
    Rule {
        name: "azure-identity-needs-a-role",
        code: Code::NotAsMeant,
        severity: Severity::Info,
        scope: Scope::Any,
        about: "With managedidentity the deployment signs in as the machine's own identity, which needs a role for data.",
        find: identity_role,
    },
    Rule {
        name: "azure-signature-expired",
        code: Code::StorageCredentials,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "The shared access signature in AZURE_STORAGE_SAS_TOKEN has ended.",
        find: signature_expired,
    },
    Rule {
        name: "azure-signature-of-the-account",
        code: Code::PrivilegeTooWide,
        severity: Severity::Info,
        scope: Scope::Any,
        about: "AZURE_STORAGE_SAS_TOKEN opens every container of the account.",
        find: signature_of_the_account,
    },
    Rule {
        name: "azure-only-a-key-reaches-dify",
        code: Code::NotAsMeant,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "Dify knows an account key and managedidentity, no connection string and no signature.",
        find: only_a_key,
    },
];

/// What stands in a signature's query under this name.
fn signed(text: &str, name: &str) -> Option<String> {
    let query = text.trim().trim_start_matches('?');
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let found = pairs.find(|(key, _)| key == name)?;
    Some(found.1.into_owned())
}

fn signature_expired(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("AZURE_STORAGE_SAS_TOKEN") else {
        return;
    };
    let ends = signed(value.text(), "se").and_then(|ends| ends.parse::<Timestamp>().ok());
    if ends.is_some_and(|ends| ends < Timestamp::now()) {
        found.at(
            value,
            "the shared access signature has ended",
            "every request is refused with AuthenticationFailed",
            "make a new signature, or set AZURE_BLOB_ACCOUNT_KEY",
        );
    }
}

fn signature_of_the_account(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.set_value("AZURE_STORAGE_SAS_TOKEN")
        && signed(value.text(), "ss").is_some()
    {
        found.at(
            value,
            "the signature is the account's, and opens every container",
            "who finds it reads and writes more than this deployment does",
            "make a signature of the container: az storage container generate-sas",
        );
    }
}

fn only_a_key(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "AZURE_BLOB_ACCOUNT_KEY";
    let others = ["AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGE_SAS_TOKEN"];
    let other = others.iter().find_map(|name| settings.set_value(name));
    if let Some(other) = other
        && settings.raw(NAME).is_none_or(|value| value.is_blank())
    {
        found.at(
            other,
            format!("Dify does not read {}", other.name),
            "Dify signs with the account's key, or as the machine's identity: every upload fails",
            format!("set {NAME} to the account's key, or to managedidentity"),
        );
    }
}

fn identity_role(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.set_value("AZURE_BLOB_ACCOUNT_KEY")
        && value.text().trim() == "managedidentity"
    {
        found.at(
            value,
            "the deployment signs in as this machine's own identity",
            "without the role for data every request ends with AuthorizationPermissionMismatch; Owner and Contributor are not enough",
            "assign Storage Blob Data Contributor; set AZURE_CLIENT_ID for a user-assigned identity",
        );
    }
}

fn account_url_missing(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "AZURE_BLOB_ACCOUNT_URL";
    if settings.get(NAME).is_none() && settings.get("AZURE_STORAGE_CONNECTION_STRING").is_none() {
        found.missing(
            NAME,
            format!("{NAME} is not set"),
            "every request fails",
            format!("{NAME}=https://ACCOUNT.blob.core.windows.net"),
        );
    }
}

fn container_blank(settings: &Settings, found: &mut Found<'_>) {
    const NAME: &str = "AZURE_BLOB_CONTAINER_NAME";
    if settings.get(NAME).is_some() {
        return;
    }
    let cause = "everything starts, and every upload is silently lost";
    let help = format!("{NAME}=files");
    found.unset(settings, NAME, cause, help);
}

fn account_url(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("AZURE_BLOB_ACCOUNT_URL") else {
        return;
    };
    let account = settings.text("AZURE_BLOB_ACCOUNT_NAME");
    let url = Url::parse(value.text().trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    // Of the cloud that it is in: `core.windows.net`, `core.chinacloudapi.cn`, `core.usgovcloudapi.net`.
    let cloud = url
        .as_ref()
        .and_then(|url| url.host_str()?.split_once(".core."))
        .map_or("windows.net", |(_, cloud)| cloud);
    let name = if account.is_empty() {
        "ACCOUNT"
    } else {
        account
    };
    let help = format!("AZURE_BLOB_ACCOUNT_URL=https://{name}.blob.core.{cloud}");
    let Some(url) = url else {
        found.at(
            value,
            "AZURE_BLOB_ACCOUNT_URL is not a URL",
            "every request fails",
            help,
        );
        return;
    };
    let host = url.host_str().unwrap_or_default();
    // An emulator, or a private address, has the account in the path.
    let of_azure = host.contains(".core.") || host.ends_with(".storage.azure.net");
    let title = if url.query().is_some() {
        "AZURE_BLOB_ACCOUNT_URL holds a signature"
    } else if host.contains(".dfs.") || host.contains(".file.") {
        "AZURE_BLOB_ACCOUNT_URL is the endpoint of another service"
    } else if of_azure && url.scheme() == "http" {
        "AZURE_BLOB_ACCOUNT_URL is not encrypted, and accounts take https alone"
    } else if of_azure && url.path() != "/" {
        "AZURE_BLOB_ACCOUNT_URL holds the container"
    } else if of_azure && !account.is_empty() && host.split('.').next() != Some(account) {
        "AZURE_BLOB_ACCOUNT_URL is of another account than AZURE_BLOB_ACCOUNT_NAME"
    } else {
        return;
    };
    found.at(
        value,
        title,
        "every request is refused or goes astray",
        help,
    );
}

fn account_key(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("AZURE_BLOB_ACCOUNT_KEY") else {
        return;
    };
    let text = value.text().trim();
    if text == "managedidentity" {
        return;
    }
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let (title, help) = if letters.eq_ignore_ascii_case("managedidentity") {
        (
            "AZURE_BLOB_ACCOUNT_KEY is not spelt exactly managedidentity",
            "AZURE_BLOB_ACCOUNT_KEY=managedidentity",
        )
    } else if text.contains("AccountKey=") {
        (
            "AZURE_BLOB_ACCOUNT_KEY holds a connection string",
            "take what follows AccountKey= alone",
        )
    } else if text.contains("sig=") {
        (
            "AZURE_BLOB_ACCOUNT_KEY holds a shared access signature",
            "take the account's key from the portal",
        )
    } else if STANDARD.decode(text).map_or(0, |key| key.len()) != 64 {
        (
            "AZURE_BLOB_ACCOUNT_KEY is not 64 bytes in base64",
            "copy the account's key from the portal again",
        )
    } else {
        return;
    };
    found.at(value, title, "every upload and download fails", help);
}
