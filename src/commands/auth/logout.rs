//! `tieline auth logout`: forget sessions; with `--revoke`, at the provider first.

use std::io;

use clap::Args;
use serde::Serialize;

use super::{named, provider_names};
use crate::app::App;
use crate::auth::session::Store;
use crate::output::{Painter, Report};
use crate::problem::{Code, Exit, Failure, Problem};

#[derive(Debug, Args)]
pub struct LogoutArgs {
    /// Where [default: everywhere]
    #[arg(value_parser = provider_names())]
    provider: Option<String>,
    /// Have the provider revoke the tokens first; where it cannot, nothing is forgotten
    #[arg(long)]
    revoke: bool,
}

#[derive(Serialize)]
struct LoggedOut {
    providers: Vec<&'static str>,
    revoked: bool,
}

pub fn run(args: &LogoutArgs, app: &App) -> Result<Exit, Failure> {
    let mut providers = Vec::new();
    let asked = named(args.provider.as_deref());
    for &provider in &asked {
        let identity = app.identity(provider)?;
        let store = Store::of(&*identity)?;
        if args.revoke
            && let Some((session, _)) = store.load()?
        {
            app.output().mask(session.secrets());
            let revoker = identity.revoker();
            app.block_on(revoker.revoke(&session.access, session.refresh.as_ref()))??;
        }
        if store.forget()? {
            providers.push(provider);
        }
    }
    if let (true, Some(_), [provider]) = (providers.is_empty(), &args.provider, asked.as_slice()) {
        let nobody = Problem::new(Code::SessionEnded)
            .service(provider)
            .title(format!("nobody is logged in at {provider}"));
        return Err(nobody.help("there is nothing to do").into());
    }
    app.output().report(&LoggedOut {
        providers,
        revoked: args.revoke,
    })?;
    Ok(Exit::Done)
}

impl Report for LoggedOut {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        let how = match self.revoked {
            true => "revoked and forgotten",
            false => "forgotten; the token itself still works until it ends or is revoked",
        };
        match self.providers.is_empty() {
            true => to.text("Nobody was logged in.")?,
            false => to.text(&format!("{}: {how}", self.providers.join(", ")))?,
        }
        to.end()
    }
}
