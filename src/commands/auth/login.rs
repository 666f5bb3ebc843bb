//! `tieline auth login`: through the browser, by a code, by a pasted address, or with a token from elsewhere.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::time::Duration;

use clap::Args;
use url::Url;

use super::{Shown, provider_names};
use crate::app::App;
use crate::auth::listener::Listener;
use crate::auth::session::{Place, Session, Store};
use crate::auth::{Identity, dify, login};
use crate::output::browser;
use crate::problem::{Code, Exit, Failure, Problem};
use crate::secret::Secret;

#[derive(Debug, Args)]
pub struct LoginArgs {
    /// Whom to log in at
    #[arg(value_parser = provider_names())]
    provider: String,
    /// By a code that is typed in a browser anywhere, for hosts without one (RFC 8628)
    #[arg(long, conflicts_with_all = ["paste", "with_token", "no_browser", "port"])]
    device: bool,
    /// Take the address that the browser ended on, for a registered callback at which nothing answers
    #[arg(long, conflicts_with_all = ["with_token", "no_browser"])]
    paste: bool,
    /// Take a token from stdin, ask the provider whose it is, and keep it
    #[arg(long, conflicts_with_all = ["no_browser", "port", "scope"])]
    with_token: bool,
    /// Print the address instead of opening the browser
    #[arg(long)]
    no_browser: bool,
    /// The port of the callback on 127.0.0.1 [default: any that is free]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// Ask for this scope, and for no usual one; may be given more than once
    #[arg(long, value_name = "SCOPE")]
    scope: Vec<String>,
    /// How long to wait for the browser
    #[arg(long, value_name = "DUR", default_value = "5m", value_parser = humantime::parse_duration)]
    login_timeout: Duration,
}

/// Bytes of what is read from stdin.
const MOST_INPUT: u64 = 64 << 10;

impl LoginArgs {
    fn scopes(&self, identity: &dyn Identity) -> Vec<String> {
        match self.scope.is_empty() {
            true => identity
                .usual_scopes()
                .iter()
                .map(|&scope| scope.to_owned())
                .collect(),
            // As people write them: apart, or in one word.
            false => self
                .scope
                .iter()
                .flat_map(|scope| scope.split([' ', ',']))
                .filter(|scope| !scope.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }
}

pub fn run(args: &LoginArgs, app: &App) -> Result<Exit, Failure> {
    let identity = app.identity(&args.provider)?;
    let identity = &*identity;
    let store = Store::of(identity)?;
    let kept: std::sync::Mutex<Option<Place>> = std::sync::Mutex::default();
    let keep = |session: &Session| {
        app.output().mask(session.secrets());
        let place = store.save(session)?;
        *kept
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(place);
        Ok(())
    };
    let session = if args.with_token {
        let token = token(app)?;
        app.output().mask(vec![token.clone()]);
        app.block_on(login::with_token(identity, token, &keep))??
    } else {
        app.block_on(interactive(args, app, identity, &keep))??
    };
    let mut said = Vec::new();
    let settings = app.settings()?;
    if settings.looks_like_dify() || identity.callback().is_some() {
        for (warns, sentence) in dify::verdict(settings, identity.service(), &session.who) {
            if warns {
                app.output().warning(&format!("Dify {sentence}"));
            }
            said.push(sentence);
        }
    }
    let place = kept
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut shown = Shown::new(session, &place.unwrap_or(Place::Keyring), None);
    shown.dify = said;
    app.output().report(&shown)?;
    Ok(Exit::Done)
}

async fn interactive(
    args: &LoginArgs,
    app: &App,
    identity: &dyn Identity,
    keep: login::Keep<'_>,
) -> Result<Session, Problem> {
    // What is missing is said before anything about ports and browsers.
    identity.client_id()?;
    let (scopes, patience) = (args.scopes(identity), args.login_timeout);
    let say = |line: &str| app.output().tell(line);
    if args.device {
        let show = |device: &crate::auth::Device| {
            say(&format!(
                "Open {} in any browser, and type this code:",
                device.verification_uri
            ));
            say(&format!("    {}", device.user_code));
        };
        return login::by_device(identity, scopes, patience, show, keep).await;
    }
    if args.paste {
        let loopback = || {
            let port = args
                .port
                .map_or_else(String::new, |port| format!(":{port}"));
            format!("http://127.0.0.1{port}/callback")
        };
        let uri = match (identity.callback(), args.port) {
            (Some(uri), None) => uri.to_owned(),
            _ => loopback(),
        };
        let uri = Url::parse(&uri).map_err(|error| {
            Problem::new(Code::RedirectUnsafe)
                .address(uri)
                .source(error)
        })?;
        let pasted = login::by_paste(identity, scopes, uri).await?;
        say("Open this address in a browser:");
        say(&format!("    {}", pasted.url));
        say("and paste the address that the browser ends on, whether or not a page shows:");
        let address = tokio::time::timeout(patience, line())
            .await
            .unwrap_or_default();
        return pasted.finish(identity, &address, keep).await;
    }
    if let Some(why) = browser::cannot_open().filter(|_| !args.no_browser) {
        return Err(Problem::new(Code::NoCallback)
            .service(identity.service())
            .title("no browser can be opened here")
            .because(why)
            .help("log in with --device, or give --no-browser and open the address yourself, on this machine"));
    }
    let listener =
        Listener::bind(args.port).map_err(|problem| problem.service(identity.service()))?;
    let uri = listener.redirect_uri()?;
    if let Some(own) = identity.callback() {
        app.output().note(&format!(
            "The deployment's own redirect URI is {own}; this login returns to {uri}: {}.",
            identity.to_register(&uri)
        ));
    }
    let show = |url: &Url| {
        let opened = match args.no_browser {
            true => false,
            false => match browser::open(url) {
                Ok(()) => true,
                Err(error) => {
                    app.output()
                        .note(&format!("No browser could be opened: {error}."));
                    false
                }
            },
        };
        say(match opened {
            true => {
                "The browser should open; if it does not, open this address in one on this machine:"
            }
            false => "Open this address in a browser on this machine:",
        });
        say(&format!("    {url}"));
    };
    let done = login::by_browser(identity, scopes, listener, patience, show, keep).await;
    done.map_err(|problem| match problem.code {
        Code::NoCallback => problem.help(format!(
            "start the login again; where the provider showed an error about the redirect URI, {}",
            identity.to_register(&uri)
        )),
        _ => problem,
    })
}

/// The first line of stdin, read by a thread of its own: the runtime would wait for one that never comes.
async fn line() -> Secret<String> {
    let (sent, line) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        drop(io::stdin().lock().take(MOST_INPUT).read_line(&mut text));
        drop(sent.send(Secret::from(text)));
    });
    line.await.unwrap_or_default()
}

fn token(app: &App) -> Result<Secret<String>, Failure> {
    let text = if io::stdin().is_terminal() {
        app.ask(|prompt| prompt.hidden("Token"))?
    } else {
        let mut text = String::new();
        let read = io::stdin()
            .lock()
            .take(MOST_INPUT)
            .read_to_string(&mut text);
        read.map_err(|error| Failure::Usage(format!("no token can be read from stdin: {error}")))?;
        text.into()
    };
    let token = text.reveal().trim();
    // What a header can carry (RFC 6750 2.1).
    match !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(token.into()),
        false => Err(Failure::Usage(
            "there is no token on stdin: give it alone, on one line".to_owned(),
        )),
    }
}
