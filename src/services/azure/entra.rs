//! Tokens of Entra ID: of a client with a secret, of a workload with a federated token, else of the machine's own
//! identity. The vendor's crate asks for them, over the one HTTP client, and keeps them until they end.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use azure_core::Error;
use azure_core::cloud::{CloudConfiguration, CustomConfiguration};
use azure_core::credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions};
use azure_core::http::ClientOptions;
use azure_identity::{
    ClientAssertionCredentialOptions, ClientSecretCredential, ClientSecretCredentialOptions,
    ManagedIdentityCredential, ManagedIdentityCredentialOptions, UserAssignedId,
    WorkloadIdentityCredential, WorkloadIdentityCredentialOptions,
};
use tokio::sync::OnceCell;

use super::account::{Account, Credential};
use super::client;
use crate::config::Settings;
use crate::net::Net;

/// Where tokens come from, when the account asks for Entra ID.
pub fn token(
    settings: &Settings,
    net: &Net,
    account: &Account,
) -> Option<Arc<dyn TokenCredential>> {
    if !matches!(account.credential, Credential::Entra) {
        return None;
    }
    let text = |name: &str| Some(settings.text(name).to_owned()).filter(|text| !text.is_empty());
    Some(Arc::new(Entra {
        tenant: text("AZURE_TENANT_ID"),
        client: text("AZURE_CLIENT_ID"),
        secret: text("AZURE_CLIENT_SECRET").map(Secret::new),
        federated: text("AZURE_FEDERATED_TOKEN_FILE").map(PathBuf::from),
        authority: text("AZURE_AUTHORITY_HOST"),
        net: net.clone(),
        made: OnceCell::new(),
    }))
}

struct Entra {
    tenant: Option<String>,
    client: Option<String>,
    secret: Option<Secret>,
    federated: Option<PathBuf>,
    authority: Option<String>,
    net: Net,
    made: OnceCell<Arc<dyn TokenCredential>>,
}

impl std::fmt::Debug for Entra {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entra")
    }
}

#[async_trait]
impl TokenCredential for Entra {
    async fn get_token(
        &self,
        scopes: &[&str],
        options: Option<TokenRequestOptions<'_>>,
    ) -> Result<AccessToken, Error> {
        let made = self.made.get_or_try_init(|| async { self.make() }).await?;
        made.get_token(scopes, options).await
    }
}

impl Entra {
    fn options(&self) -> Result<ClientOptions, Error> {
        let cloud = self.authority.clone().map(|authority_host| {
            let mut custom = CustomConfiguration::default();
            custom.authority_host = authority_host;
            Arc::new(CloudConfiguration::Custom(custom))
        });
        Ok(ClientOptions {
            cloud,
            ..client::over(&self.net, true).map_err(client::failed)?
        })
    }

    /// In the order of the vendor's own chain. Reads the federated token's file.
    fn make(&self) -> Result<Arc<dyn TokenCredential>, Error> {
        let client_options = self.options()?;
        Ok(
            match (&self.tenant, &self.client, &self.secret, &self.federated) {
                (Some(tenant), Some(client), Some(secret), _) => ClientSecretCredential::new(
                    tenant,
                    client.clone(),
                    secret.clone(),
                    Some(ClientSecretCredentialOptions { client_options }),
                )?,
                (Some(tenant), Some(client), None, Some(federated)) => {
                    WorkloadIdentityCredential::new(Some(WorkloadIdentityCredentialOptions {
                        credential_options: ClientAssertionCredentialOptions { client_options },
                        client_id: Some(client.clone()),
                        tenant_id: Some(tenant.clone()),
                        token_file_path: Some(federated.clone()),
                    }))?
                }
                (_, client, ..) => {
                    ManagedIdentityCredential::new(Some(ManagedIdentityCredentialOptions {
                        user_assigned_id: client.clone().map(UserAssignedId::ClientId),
                        client_options,
                    }))?
                }
            },
        )
    }
}
