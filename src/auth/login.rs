//! The flow of a login, whoever provides it: authorization code with PKCE through the listener or by a pasted
//! address, the device flow, a token from elsewhere. Owns state, nonce and verifier, and the comparison of
//! granted scopes with asked ones. Called by `commands::auth`.

use std::time::Duration;

use jiff::Timestamp;
use oauth2::{CsrfToken, PkceCodeChallenge};
use url::Url;

use super::listener::{Arrival, Listener, arrival};
use super::page::Ending;
use super::session::Session;
use super::{Attempt, Device, Holder, Identity, Result, Tokens};
use crate::config::rules::hosts;
use crate::problem::{Code, Problem};
use crate::secret::Secret;

/// Keeps a session where sessions are kept; the login has only succeeded when that has.
pub type Keep<'a> = &'a dyn Fn(&Session) -> Result<()>;

impl Attempt {
    /// State, nonce and verifier of 256 random bits each.
    pub fn new(redirect_uri: Url, scopes: Vec<String>) -> Attempt {
        let random = || Secret::from(CsrfToken::new_random_len(32).into_secret());
        let (_, verifier) = PkceCodeChallenge::new_random_sha256();
        Attempt {
            redirect_uri,
            scopes,
            state: random(),
            nonce: random(),
            verifier: verifier.into_secret().into(),
        }
    }
}

/// Through the browser and the listener, which is bound before `show` gets the URL.
pub async fn by_browser(
    identity: &dyn Identity,
    scopes: Vec<String>,
    listener: Listener,
    patience: Duration,
    show: impl FnOnce(&Url),
    keep: Keep<'_>,
) -> Result<Session> {
    let attempt = Attempt::new(listener.redirect_uri()?, scopes);
    show(&identity.authorize_url(&attempt).await?);
    let waited = listener.wait(&attempt.state, patience).await;
    let (arrived, reader) = waited.map_err(|problem| problem.service(identity.service()))?;
    let done = complete(identity, &attempt, arrived, keep).await;
    reader
        .show(match &done {
            Ok(session) => Ending::Done(session.who.short().to_owned()),
            Err(problem) if problem.code == Code::LoginDeclined => Ending::Declined,
            Err(problem) => Ending::Failed(Some(problem.code.id())),
        })
        .await;
    done
}

/// A login whose callback nothing answers: the user brings the address that the browser ended on.
pub struct Pasted {
    attempt: Attempt,
    pub url: Url,
}

/// Begins one. Fails with AUTH_007 for a redirect URI that would give the code away.
pub async fn by_paste(
    identity: &dyn Identity,
    scopes: Vec<String>,
    redirect_uri: Url,
) -> Result<Pasted> {
    let loopback = redirect_uri.host_str().is_some_and(hosts::is_loopback);
    if redirect_uri.scheme() != "https" && !loopback {
        return Err(Problem::new(Code::RedirectUnsafe)
            .service(identity.service())
            .address(redirect_uri.to_string()));
    }
    let attempt = Attempt::new(redirect_uri, scopes);
    let url = identity.authorize_url(&attempt).await?;
    Ok(Pasted { attempt, url })
}

impl Pasted {
    /// Ends it with the pasted address. Fails with AUTH_002 when that is not this login's callback.
    pub async fn finish(
        self,
        identity: &dyn Identity,
        pasted: &Secret<String>,
        keep: Keep<'_>,
    ) -> Result<Session> {
        let foreign = |why: &str| {
            Problem::new(Code::StateMismatch)
                .service(identity.service())
                .title("the address is not this login's callback")
                .because(why)
                .help("paste the whole address that the browser ended on, of this very login")
        };
        let expected = &self.attempt.redirect_uri;
        let url =
            Url::parse(pasted.reveal().trim()).map_err(|error| foreign(&error.to_string()))?;
        if url.origin() != expected.origin() || url.path() != expected.path() {
            return Err(foreign(&format!("it does not begin with {expected}")));
        }
        let arrived = arrival(url.query().unwrap_or_default(), &self.attempt.state)
            .ok_or_else(|| foreign("its state is not the one that was sent"))?;
        complete(identity, &self.attempt, arrived, keep).await
    }
}

/// By the device flow; `show` gets what the user has to type, and where.
pub async fn by_device(
    identity: &dyn Identity,
    scopes: Vec<String>,
    patience: Duration,
    show: impl FnOnce(&Device),
    keep: Keep<'_>,
) -> Result<Session> {
    let flow = identity.device();
    let device = flow.begin(&scopes).await?;
    show(&device);
    let patience = patience.min(device.expires_in);
    let tokens = tokio::time::timeout(patience, flow.finish(&device))
        .await
        .map_err(|_| {
            Problem::new(Code::NoCallback)
                .service(identity.service())
                .title(format!(
                    "the code was not typed in {} s",
                    patience.as_secs()
                ))
                .help("start again, and type the code before it ends")
        })??;
    established(identity, tokens, scopes, keep).await
}

/// A token from elsewhere: the provider is asked whose it is.
pub async fn with_token(
    identity: &dyn Identity,
    access: Secret<String>,
    keep: Keep<'_>,
) -> Result<Session> {
    let tokens = Tokens {
        access,
        refresh: None,
        granted: None,
        expires: None,
        who: None,
    };
    established(identity, tokens, Vec::new(), keep).await
}

async fn complete(
    identity: &dyn Identity,
    attempt: &Attempt,
    arrived: Arrival,
    keep: Keep<'_>,
) -> Result<Session> {
    let callback = match arrived {
        Arrival::Code(callback) => callback,
        Arrival::Refusal(error, description) => {
            let uri = &attempt.redirect_uri;
            let problem = super::oauth::refused(identity.service(), &error, description.as_deref());
            return Err(match error.as_str() {
                "redirect_uri_mismatch" => problem.help(identity.to_register(uri)),
                _ => problem,
            });
        }
    };
    let tokens = identity.exchange(attempt, callback).await?;
    established(identity, tokens, attempt.scopes.clone(), keep).await
}

/// A session of tokens: who they belong to, whether they do what was asked for, kept.
async fn established(
    identity: &dyn Identity,
    tokens: Tokens,
    asked: Vec<String>,
    keep: Keep<'_>,
) -> Result<Session> {
    let (who, seen) = match tokens.who {
        Some(who) => (who, None),
        None => {
            let Holder { profile, granted } = identity.holder(&tokens.access).await?;
            (profile, granted)
        }
    };
    let granted = tokens.granted.or(seen);
    if let Some(granted) = &granted {
        let missing: Vec<&str> = asked
            .iter()
            .filter(|asked| !identity.covers(granted, asked))
            .map(String::as_str)
            .collect();
        if !missing.is_empty() {
            return Err(Problem::new(Code::ScopesTooNarrow)
                .service(identity.service())
                .because(format!(
                    "granted: {}; missing: {}",
                    granted.join(" "),
                    missing.join(" ")
                )));
        }
    }
    let session = Session {
        service: identity.service().to_owned(),
        server: identity.server().to_owned(),
        client_id: identity.client_id().unwrap_or_default().to_owned(),
        access: tokens.access,
        refresh: tokens.refresh,
        asked,
        granted,
        obtained: Timestamp::now(),
        expires: tokens.expires,
        who,
    };
    keep(&session)?;
    Ok(session)
}
