//! `tieline auth status`: who is logged in; with `--check`, by the provider's own word.

use std::io;

use clap::Args;
use serde::Serialize;

use super::{Shown, named, provider_names};
use crate::app::App;
use crate::auth::session::{Session, Store};
use crate::auth::{Holder, Identity};
use crate::output::{Painter, Report};
use crate::problem::{Code, Exit, Failure, Family, Problem};

#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Where [default: everywhere]
    #[arg(value_parser = provider_names())]
    provider: Option<String>,
    /// Ask the provider, too
    #[arg(long)]
    check: bool,
}

#[derive(Serialize)]
struct Status {
    sessions: Vec<Shown>,
}

pub fn run(args: &StatusArgs, app: &App) -> Result<Exit, Failure> {
    let mut sessions = Vec::new();
    for provider in named(args.provider.as_deref()) {
        let identity = app.identity(provider)?;
        let store = Store::of(&*identity)?;
        let kept = match args.provider {
            Some(_) => Some(store.need()?),
            None => store.load()?,
        };
        let Some((mut session, place)) = kept else {
            continue;
        };
        app.output().mask(session.secrets());
        let problem = match args.check {
            true => app.block_on(check(&*identity, &mut session))?.err(),
            false => ended(&session, identity.service()),
        };
        sessions.push(Shown::new(session, &place, problem));
    }
    if sessions.is_empty() {
        let nobody = Problem::new(Code::SessionEnded).title("nobody is logged in");
        return Err(nobody.into());
    }
    let status = Status { sessions };
    app.output().report(&status)?;
    Ok(match status.ok() {
        true => Exit::Done,
        false => Exit::Failed(Family::Auth),
    })
}

/// A session that nothing can renew is over when its token is.
fn ended(session: &Session, service: &'static str) -> Option<Problem> {
    (session.has_ended() && session.refresh.is_none()).then(|| {
        Problem::new(Code::SessionEnded)
            .service(service)
            .title("the session ended")
            .help(format!("log in with `tieline auth login {service}`"))
    })
}

/// Asks whose the token is, and takes what the provider says of account and scopes.
async fn check(identity: &dyn Identity, session: &mut Session) -> Result<(), Problem> {
    let Holder { profile, granted } = identity.holder(&session.access).await?;
    session.who = profile;
    session.granted = granted.or(session.granted.take());
    Ok(())
}

impl Report for Status {
    fn ok(&self) -> bool {
        self.sessions.iter().all(Report::ok)
    }

    fn human(&self, to: &mut Painter) -> io::Result<()> {
        self.sessions
            .iter()
            .try_for_each(|session| session.human(to))
    }
}
