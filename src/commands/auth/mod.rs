//! `tieline auth`: log in at the deployment's own providers, and use what comes of it.

mod login;
mod logout;
mod refresh;
mod status;
mod token;

use std::io;

use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::app::{App, services};
use crate::auth::Profile;
use crate::auth::session::{Place, Session};
use crate::output::{Painter, Report, Style, problem_lines};
use crate::problem::{Exit, Failure, Problem};
use crate::service::Job;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Log in, prove that the deployment's OAuth client works, and keep the session
    Login(login::LoginArgs),
    /// Show who is logged in, with which scopes, and until when
    Status(status::StatusArgs),
    /// Print the access token, renewed first when less than five minutes are left
    Token(token::TokenArgs),
    /// Renew a session
    Refresh(refresh::RefreshArgs),
    /// Forget a session, or all
    Logout(logout::LogoutArgs),
}

impl Command {
    pub fn run(self, app: &App) -> Result<Exit, Failure> {
        match self {
            Command::Login(args) => login::run(&args, app),
            Command::Status(args) => status::run(&args, app),
            Command::Token(args) => token::run(&args, app),
            Command::Refresh(args) => refresh::run(&args, app),
            Command::Logout(args) => logout::run(&args, app),
        }
    }

    /// Whether stdout is the token itself, so that a problem goes to stderr.
    pub fn stdout_is_data(&self) -> bool {
        matches!(self, Command::Token(_))
    }
}

fn providers() -> impl Iterator<Item = &'static str> {
    let logins = services()
        .iter()
        .filter(|service| service.job == Job::Login);
    logins.map(|service| service.id)
}

fn provider_names() -> PossibleValuesParser {
    PossibleValuesParser::new(providers())
}

/// The provider that is named, or all.
fn named(provider: Option<&str>) -> Vec<&'static str> {
    providers()
        .filter(|id| provider.is_none_or(|named| named == *id))
        .collect()
}

/// A session as it is shown: nothing of its tokens.
#[derive(Serialize)]
struct Shown {
    provider: String,
    server: String,
    account: Profile,
    scopes: Scopes,
    obtained: Timestamp,
    expires: Option<Timestamp>,
    renewable: bool,
    /// `keyring`, or the file's path.
    kept: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dify: Vec<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::output::fields"
    )]
    problem: Option<Problem>,
}

#[derive(Serialize)]
struct Scopes {
    asked: Vec<String>,
    granted: Option<Vec<String>>,
}

impl Shown {
    fn new(session: Session, place: &Place, problem: Option<Problem>) -> Shown {
        Shown {
            provider: session.service,
            server: session.server,
            account: session.who,
            scopes: Scopes {
                asked: session.asked,
                granted: session.granted,
            },
            obtained: session.obtained,
            expires: session.expires,
            renewable: session.refresh.is_some(),
            kept: match place {
                Place::Keyring => "keyring".to_owned(),
                Place::File(path) => path.display().to_string(),
            },
            dify: Vec::new(),
            problem,
        }
    }

    fn end(&self) -> String {
        let renewal = match self.renewable {
            true => ", and can be renewed",
            false => "",
        };
        match self.expires {
            None => "not by itself".to_owned(),
            Some(end) => {
                let left = end.duration_since(Timestamp::now());
                match left.is_positive() {
                    true => format!("in {}{renewal}", rough(left)),
                    false => format!("ended {} ago{renewal}", rough(left.abs())),
                }
            }
        }
    }
}

/// `59 min`, `7 h`, `30 days`.
fn rough(time: SignedDuration) -> String {
    match time.as_secs() {
        seconds @ ..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds @ 7200..172_800 => format!("{} h", seconds / 3600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

impl Report for Shown {
    fn ok(&self) -> bool {
        self.problem.is_none()
    }

    fn human(&self, to: &mut Painter) -> io::Result<()> {
        let who = &self.account;
        to.paint(
            Style::Strong,
            who.login
                .as_deref()
                .or(who.email.as_deref())
                .unwrap_or(&who.id),
        )?;
        if let Some(name) = &who.name {
            to.text(&format!(" ({name})"))?;
        }
        to.text(&format!(" at {}", self.server))?;
        to.end()?;
        let address = match (&who.email, who.email_verified) {
            (None, _) => "none that can be read".to_owned(),
            (Some(address), Some(true)) => format!("{address}, verified"),
            (Some(address), Some(false)) => format!("{address}, not verified"),
            (Some(address), None) => address.clone(),
        };
        let scopes = match &self.scopes.granted {
            Some(granted) if granted.is_empty() => "none".to_owned(),
            Some(granted) => granted.join(" "),
            None => "the provider does not say".to_owned(),
        };
        let kept = match self.kept.as_str() {
            "keyring" => "in the system's keyring",
            path => path,
        };
        let mut lines = vec![
            ("id", who.id.clone()),
            ("address", address),
            ("scopes", scopes),
            ("ends", self.end()),
            ("kept", kept.to_owned()),
        ];
        lines.extend(self.dify.iter().map(|said| ("Dify", said.clone())));
        for (label, text) in lines {
            to.text("  ")?;
            to.column(Style::Faint, label, 9)?;
            to.wrapped(Style::Plain, &text, 11)?;
            to.end()?;
        }
        if let Some(problem) = &self.problem {
            problem_lines(problem, to)?;
        }
        Ok(())
    }
}
