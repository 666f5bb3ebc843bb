//! Which account the variables name, and what they say of how to prove that one may use it: a connection string
//! of any shape, a key, a shared access signature, or Entra ID. Reads settings, asks nobody. Used by `client`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::config::rules::hosts;
use crate::config::{Settings, Value};
use crate::problem::{Code, Problem};
use crate::secret::Secret;

/// The word in place of a key that asks for Entra ID.
pub const ENTRA: &str = "managedidentity";

/// The emulator's account and its key, both public ("Use the Azurite emulator": well-known storage account).
const DEVELOPMENT_ACCOUNT: &str = "devstoreaccount1";
const DEVELOPMENT_KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

pub struct Account {
    /// Empty where nothing signs with it and nothing tells it.
    pub name: String,
    /// The blob endpoint, with no slash at its end.
    pub endpoint: Url,
    pub credential: Credential,
    /// The variables to blame for the place and for the credential.
    pub place_from: &'static str,
    pub credential_from: &'static str,
}

pub enum Credential {
    Key(Secret<String>),
    /// Without the question mark.
    Sas(Secret<String>),
    Entra,
}

impl Account {
    /// Fails with CONFIG_002 for what is missing and CONFIG_003 for what makes no sense.
    pub fn from(settings: &Settings) -> Result<Account, Problem> {
        match settings.set_value("AZURE_STORAGE_CONNECTION_STRING") {
            Some(value) => connection_string(value),
            None => variables(settings),
        }
    }

    /// An account key signs.
    pub fn has_key(&self) -> bool {
        matches!(self.credential, Credential::Key(_))
    }

    /// The service is Azure's own, under its name or one that its owner gave it, and not an emulator: those have the
    /// account in the path, or are on this machine.
    pub fn is_azure(&self) -> bool {
        let is_far = |name: &str| name.contains('.') && !name.ends_with(".localhost");
        self.endpoint.path() == "/"
            && matches!(self.endpoint.host(), Some(url::Host::Domain(name)) if is_far(name))
    }
}

fn variables(settings: &Settings) -> Result<Account, Problem> {
    const URL: &str = "AZURE_BLOB_ACCOUNT_URL";
    let url = settings.require("azure", URL)?;
    let (endpoint, signature) = endpoint(url, url.text())?;
    let name = match settings.text("AZURE_BLOB_ACCOUNT_NAME") {
        "" => told_by(&endpoint),
        name => name.to_owned(),
    };
    let signature = settings
        .set_value("AZURE_STORAGE_SAS_TOKEN")
        .map(|value| sas(value.text()))
        .or(signature);
    let (credential, credential_from) = match settings.set_value("AZURE_BLOB_ACCOUNT_KEY") {
        Some(key) if key.text().trim() == ENTRA => (Credential::Entra, "AZURE_BLOB_ACCOUNT_KEY"),
        Some(key) => {
            if name.is_empty() {
                settings.require("azure", "AZURE_BLOB_ACCOUNT_NAME")?;
            }
            (self::key(key, key.text())?, "AZURE_BLOB_ACCOUNT_KEY")
        }
        None => match signature {
            Some(signature) => (Credential::Sas(signature), "AZURE_STORAGE_SAS_TOKEN"),
            None => {
                return Err(settings
                    .require("azure", "AZURE_BLOB_ACCOUNT_KEY")
                    .err()
                    .unwrap_or_else(|| Problem::new(Code::RequiredVariableMissing))
                    .help("set AZURE_BLOB_ACCOUNT_KEY to the account's key, or to the word managedidentity"));
            }
        },
    };
    Ok(Account {
        name,
        endpoint,
        credential,
        place_from: URL,
        credential_from,
    })
}

/// "Configure Azure Storage connection strings": pairs between semicolons, names in any case.
fn connection_string(value: &Value) -> Result<Account, Problem> {
    const NAME: &str = "AZURE_STORAGE_CONNECTION_STRING";
    let pairs: Vec<(&str, &str)> = value
        .text()
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .collect();
    let get = |wanted: &str| {
        let found = pairs
            .iter()
            .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    };
    if get("UseDevelopmentStorage").is_some_and(|word| word.eq_ignore_ascii_case("true")) {
        let host = get("DevelopmentStorageProxyUri").unwrap_or("http://127.0.0.1");
        let url = format!("{}:10000/{DEVELOPMENT_ACCOUNT}", host.trim_end_matches('/'));
        return Ok(Account {
            name: DEVELOPMENT_ACCOUNT.to_owned(),
            endpoint: endpoint(value, &url)?.0,
            credential: Credential::Key(DEVELOPMENT_KEY.to_owned().into()),
            place_from: NAME,
            credential_from: NAME,
        });
    }
    let wrong = |title: &'static str, help: &'static str| {
        Problem::new(Code::ValueInvalid)
            .title(format!("{} {title}", value.name))
            .service("azure")
            .at(&value.name, &value.origin)
            .help(help)
    };
    let named = get("AccountName");
    let url = match (get("BlobEndpoint"), named) {
        (Some(url), _) => url.to_owned(),
        (None, Some(name)) => format!(
            "{}://{name}.blob.{}",
            get("DefaultEndpointsProtocol").unwrap_or("https"),
            get("EndpointSuffix").unwrap_or("core.windows.net")
        ),
        (None, None) => {
            return Err(wrong(
                "names neither an account nor an endpoint",
                "copy the whole connection string from the account's page of access keys",
            ));
        }
    };
    let (endpoint, signature) = endpoint(value, &url)?;
    let name = named.map_or_else(|| told_by(&endpoint), str::to_owned);
    let signature = get("SharedAccessSignature").map(sas).or(signature);
    let credential = match (get("AccountKey"), signature) {
        (Some(_), _) if name.is_empty() => {
            return Err(wrong(
                "holds a key and no AccountName",
                "add AccountName= to it",
            ));
        }
        (Some(text), _) => key(value, text)?,
        (None, Some(signature)) => Credential::Sas(signature),
        (None, None) => {
            return Err(wrong(
                "holds neither AccountKey nor SharedAccessSignature",
                "copy the whole connection string from the account's page of access keys",
            ));
        }
    };
    Ok(Account {
        name,
        endpoint,
        credential,
        place_from: NAME,
        credential_from: NAME,
    })
}

/// The endpoint without what follows it, and the signature that stood in its query.
fn endpoint(value: &Value, text: &str) -> Result<(Url, Option<Secret<String>>), Problem> {
    let Some(mut url) = hosts::web(text.trim()) else {
        return Err(Problem::new(Code::ValueInvalid)
            .title(format!(
                "{} has no URL that begins with http:// or https://",
                value.name
            ))
            .service("azure")
            .at(&value.name, &value.origin)
            .help("AZURE_BLOB_ACCOUNT_URL=https://ACCOUNT.blob.core.windows.net"));
    };
    let signature = url.query().filter(|query| query.contains("sig=")).map(sas);
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok((url, signature))
}

fn key(value: &Value, text: &str) -> Result<Credential, Problem> {
    let text = text.trim();
    match STANDARD.decode(text) {
        Ok(_) => Ok(Credential::Key(text.to_owned().into())),
        Err(_) => Err(Problem::new(Code::ValueInvalid)
            .title(format!("the key in {} is not base64", value.name))
            .service("azure")
            .at(&value.name, &value.origin)
            .help("copy the account's key from the portal again, or write managedidentity")),
    }
}

fn sas(text: &str) -> Secret<String> {
    text.trim().trim_start_matches('?').to_owned().into()
}

/// The account that an endpoint names: in its host, or in its path where the host is an address.
fn told_by(endpoint: &Url) -> String {
    let host = endpoint.host_str().unwrap_or_default();
    let name = match host.split_once(".blob.") {
        // Before it may stand a zone: `acme.z01.blob.storage.azure.net`.
        Some((account, _)) => account.split('.').next().unwrap_or_default(),
        None => endpoint
            .path()
            .trim_start_matches('/')
            .split('/')
            .next()
            .unwrap_or_default(),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn azure_is_told_from_an_emulator_and_the_account_by_its_host_or_path() {
        for (url, is_azure, name) in [
            ("https://acme.blob.core.windows.net", true, "acme"),
            ("https://acme.blob.core.chinacloudapi.cn", true, "acme"),
            ("https://acme.z01.blob.storage.azure.net", true, "acme"),
            ("https://files.example.org", true, ""),
            (
                "http://127.0.0.1:10000/devstoreaccount1",
                false,
                "devstoreaccount1",
            ),
            ("http://azurite:10000/acme", false, "acme"),
            ("http://azurite.svc.cluster.local:10000/acme", false, "acme"),
            ("http://acme.blob.localhost:10000", false, "acme"),
        ] {
            let account = Account {
                name: String::new(),
                endpoint: Url::parse(url).unwrap(),
                credential: Credential::Entra,
                place_from: "",
                credential_from: "",
            };
            let told = (account.is_azure(), told_by(&account.endpoint));
            assert_eq!(told, (is_azure, name.to_owned()), "{url}");
        }
    }
}
