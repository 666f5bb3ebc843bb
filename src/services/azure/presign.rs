//! Shared access signatures for one blob: by the account's key, or under Entra ID by a user-delegation key, which
//! the service hands out. `reqsign` writes both.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use reqsign_azure_storage::{
    SasProtocol, ServiceSasBlobPermissions, ServiceSasConfig, ServiceSasGrant, ServiceSasGranter,
    UserDelegationSasGrant, UserDelegationSasGranter, UserDelegationSasPermissions,
};
use reqsign_core::{Context, GrantCredential, HttpSend};

use super::account::Credential;
use super::store::Container;
use crate::net::Net;
use crate::problem::{Code, Problem};
use crate::secret::Secret;
use crate::storage::{Method, Presign, Result};

/// How long a user-delegation key lives at most ("Get User Delegation Key"); an account key has no such limit.
const LONGEST_DELEGATED: Duration = Duration::from_secs(7 * 24 * 3600);

#[async_trait]
impl Presign for Container {
    async fn presign(
        &self,
        key: &str,
        method: Method,
        expires: Duration,
    ) -> Result<Secret<String>> {
        let full = self.full(key)?;
        let signature = self.signature(&self.name, &full, method, expires).await;
        let signature = signature.map_err(|problem| self.blame(problem.key(key)))?;
        let url = self.reach.url(&self.name, &full);
        Ok(format!("{url}?{}", signature.reveal()).into())
    }
}

impl Container {
    /// The query that lets its bearer read a blob, or write it. Fails with STORAGE_011 when the credentials
    /// cannot sign, or not for so long.
    pub async fn signature(
        &self,
        container: &str,
        name: &str,
        method: Method,
        expires: Duration,
    ) -> Result<Secret<String>> {
        let cannot = |why: &str, help: &'static str| {
            Problem::new(Code::CannotPresign)
                .service("azure")
                .because(why)
                .help(help)
        };
        if expires.as_secs() == 0 {
            return Err(cannot(
                "a signature is valid for 1 second at least",
                "give a longer --expires",
            ));
        }
        let account = &self.reach.account;
        let protocol = match account.endpoint.scheme() {
            "https" => SasProtocol::Https,
            _ => SasProtocol::HttpsAndHttp,
        };
        match &account.credential {
            Credential::Sas(_) => Err(cannot(
                "a shared access signature cannot sign another one",
                "set AZURE_BLOB_ACCOUNT_KEY to the account's key, or to managedidentity",
            )),
            Credential::Key(_) => {
                let permissions = match method {
                    Method::Get => ServiceSasBlobPermissions::READ,
                    Method::Put => {
                        ServiceSasBlobPermissions::CREATE | ServiceSasBlobPermissions::WRITE
                    }
                };
                let config = ServiceSasConfig::new(&account.name).with_protocol(protocol);
                let grant = ServiceSasGrant::for_blob(container, name, permissions);
                let granter = ServiceSasGranter::new(config, grant);
                self.granted(granter, expires).await
            }
            Credential::Entra if expires > LONGEST_DELEGATED => Err(cannot(
                "under Entra ID a signature is valid for 7 days at most",
                "give --expires between 1s and 7d",
            )),
            Credential::Entra => {
                let permissions = match method {
                    Method::Get => UserDelegationSasPermissions::READ,
                    Method::Put => {
                        UserDelegationSasPermissions::CREATE | UserDelegationSasPermissions::WRITE
                    }
                };
                let grant = UserDelegationSasGrant::for_blob(container, name, permissions);
                let endpoint = account.endpoint.as_str().trim_end_matches('/');
                let granter = UserDelegationSasGranter::new(&account.name, grant)
                    .with_trusted_endpoint(endpoint)
                    .with_protocol(protocol);
                self.granted(granter, expires).await
            }
        }
    }

    async fn granted(
        &self,
        granter: impl GrantCredential<Credential = reqsign_azure_storage::Credential>,
        expires: Duration,
    ) -> Result<Secret<String>> {
        let cannot = |why: String| {
            Problem::new(Code::CannotPresign)
                .service("azure")
                .because(why)
        };
        let proof = self.reach.proof().await?;
        let context = Context::new().with_http_send(Asking(self.net.clone()));
        let granted = granter.grant_credential(&context, &proof, Some(expires));
        match granted.await {
            Ok(reqsign_azure_storage::Credential::SasToken { token, .. }) => Ok(token.into()),
            Ok(_) => Err(cannot("no signature came".to_owned())),
            Err(error) => Err(cannot(error.to_string())),
        }
    }
}

/// How `reqsign` asks for a user-delegation key: over the one HTTP client.
struct Asking(Net);

impl std::fmt::Debug for Asking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Asking")
    }
}

impl HttpSend for Asking {
    async fn http_send(
        &self,
        request: http::Request<Bytes>,
    ) -> reqsign_core::Result<http::Response<Bytes>> {
        let failed = |why: String| reqsign_core::Error::unexpected(why);
        let client = self
            .0
            .http()
            .map_err(|problem| failed(problem.to_string()))?;
        let request = reqwest::Request::try_from(request)
            .map_err(|error| failed(error.without_url().to_string()))?;
        let request = reqwest::RequestBuilder::from_parts(client, request);
        let answer = self.0.ask(request).await;
        let answer = answer.map_err(|error| failed(error.to_string()))?;
        let mut response = http::Response::new(Bytes::from(answer.text));
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        Ok(response)
    }
}
