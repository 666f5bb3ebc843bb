//! Identity providers of our own, by the published answers of GitHub's and of OpenID Connect's: for what no real
//! one answers on demand. Signs its ID tokens with a key made for the run.

use std::sync::{Arc, LazyLock, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::JsonWebKeyId;
use openidconnect::PrivateSigningKey as _;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use serde_json::{Value as Json, json};

use super::CANARY;
use super::api::{Answer, Api, Request};
use super::world::World;

/// A token endpoint's good answer.
pub fn tokens() -> Json {
    json!({"access_token": "gho_0123456789abcdef", "token_type": "bearer", "scope": "read:user,user:email"})
}

pub fn ok(body: Json) -> Answer {
    (200, vec![], body)
}

/// GitHub, whose token endpoint answers as told.
pub fn github(token: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> (Api, World) {
    let api = Api::serve(move |request, _| match request.path.as_str() {
        "/login/oauth/access_token" => token(request),
        "/api/v3/user" => (
            200,
            vec![("X-OAuth-Scopes", "read:user, user:email".to_owned())],
            json!({"id": 583_231, "login": "octocat", "name": "The Octocat", "email": null}),
        ),
        "/api/v3/user/emails" => ok(json!([
            {"email": "old@example.org", "primary": false, "verified": true},
            {"email": "octocat@example.org", "primary": true, "verified": true},
        ])),
        _ => (404, vec![], json!({"message": "Not Found"})),
    });
    let world = World::new()
        .env("GITHUB_CLIENT_ID", "Ov23liAbCdEfGhIjKlMn")
        .env("GITHUB_CLIENT_SECRET", CANARY)
        .env("GITHUB_SERVER_URL", &api.url);
    (api, world)
}

/// What a test bends of an issuer.
#[derive(Clone, Default)]
pub struct Bent {
    /// Over the ID token's header and claims.
    pub header: Json,
    pub claims: Json,
    /// Over the discovery document.
    pub discovery: Json,
    /// Instead of the signature.
    pub signature: Option<String>,
    /// Signs with a key that is in no set.
    pub foreign_key: bool,
    /// The key is in the set from the second time on that it is asked for.
    pub rotated: bool,
    /// No ID token at all.
    pub without: bool,
    /// The token endpoint refuses whatever comes, with this error.
    pub refuses: Option<&'static str>,
    /// There are no keys in its set.
    pub keyless: bool,
    /// The provider's clock, as its answers say.
    pub date: Option<String>,
}

pub const CLIENT: &str = "1234-abcd.apps.googleusercontent.com";

fn key(id: &str) -> CoreEdDsaPrivateSigningKey {
    static PEMS: LazyLock<[String; 2]> = LazyLock::new(|| {
        let made = || {
            let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
            key.serialize_pem()
        };
        [made(), made()]
    });
    let pem = &PEMS[usize::from(id == "foreign")];
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(pem, Some(JsonWebKeyId::new(id.to_owned())))
        .unwrap()
}

fn over(mut base: Json, bent: &Json) -> Json {
    for (name, value) in bent.as_object().into_iter().flatten() {
        base[name] = value.clone();
    }
    base.as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    base
}

fn id_token(bent: &Bent, issuer: &str, nonce: &str) -> String {
    let now = jiff::Timestamp::now().as_second();
    let header = over(json!({"alg": "EdDSA", "kid": "key"}), &bent.header);
    let claims = json!({
        "iss": issuer, "aud": CLIENT, "sub": "42", "iat": now, "exp": now + 3600, "nonce": nonce,
        "email": "ada@example.org", "email_verified": true, "name": "Ada",
    });
    let claims = over(claims, &bent.claims);
    let part = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
    let signed = format!("{}.{}", part(&header), part(&claims));
    let key = key(if bent.foreign_key { "foreign" } else { "key" });
    let signature = key
        .sign(&CoreJwsSigningAlgorithm::EdDsa, signed.as_bytes())
        .unwrap();
    let signature = bent
        .signature
        .clone()
        .unwrap_or_else(|| URL_SAFE_NO_PAD.encode(signature));
    format!("{signed}.{signature}")
}

/// An issuer that is bent somewhere. The test tells it the nonce that the login sent.
pub fn issuer(bent: Bent) -> (Api, World, Arc<Mutex<String>>) {
    let nonce = Arc::new(Mutex::new(String::new()));
    let (kept, url) = (Arc::clone(&nonce), Arc::new(Mutex::new(String::new())));
    let (own, keys_asked) = (Arc::clone(&url), Mutex::new(0));
    let api = Api::serve(move |request, _| {
        let issuer = own.lock().unwrap().clone();
        let date = bent
            .date
            .iter()
            .map(|date| ("Date", date.clone()))
            .collect();
        let body = match request.path.as_str() {
            "/.well-known/openid-configuration" => over(
                json!({
                    "issuer": issuer,
                    "authorization_endpoint": format!("{issuer}/auth"),
                    "token_endpoint": format!("{issuer}/token"),
                    "jwks_uri": format!("{issuer}/keys"),
                    "userinfo_endpoint": format!("{issuer}/me"),
                    "revocation_endpoint": format!("{issuer}/revoke"),
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["EdDSA"],
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }),
                &bent.discovery,
            ),
            "/keys" if bent.keyless => json!({"keys": []}),
            "/keys" => {
                let mut asked = keys_asked.lock().unwrap();
                *asked += 1;
                let old = bent.rotated && *asked == 1;
                let key = key(if old { "foreign" } else { "key" }).as_verification_key();
                json!({"keys": [key]})
            }
            "/token" if bent.refuses.is_some() => {
                return (400, date, json!({"error": bent.refuses}));
            }
            "/token" => {
                let mut answer = json!({"access_token": "ya29.0123456789", "token_type": "Bearer", "expires_in": 3600});
                if !bent.without {
                    answer["id_token"] = id_token(&bent, &issuer, &kept.lock().unwrap()).into();
                }
                answer
            }
            _ => return (404, vec![], Json::Null),
        };
        (200, date, body)
    });
    url.lock().unwrap().clone_from(&api.url);
    let world = World::new()
        .env("GOOGLE_CLIENT_ID", CLIENT)
        .env("GOOGLE_CLIENT_SECRET", CANARY)
        .env("GOOGLE_ISSUER_URL", &api.url);
    (api, world, nonce)
}
