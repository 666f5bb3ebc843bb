//! `tieline auth refresh`: renew a session, whether or not it is about to end.

use clap::Args;

use super::{Shown, provider_names};
use crate::app::App;
use crate::auth::session::Store;
use crate::problem::{Exit, Failure};

#[derive(Debug, Args)]
pub struct RefreshArgs {
    /// Whose
    #[arg(value_parser = provider_names())]
    provider: String,
}

pub fn run(args: &RefreshArgs, app: &App) -> Result<Exit, Failure> {
    let identity = app.identity(&args.provider)?;
    let store = Store::of(&*identity)?;
    let (session, place) = store.need()?;
    app.output().mask(session.secrets());
    if session.refresh.is_none() && session.expires.is_none() {
        app.output()
            .note("The token does not end by itself: there is nothing to renew.");
        app.output().report(&Shown::new(session, &place, None))?;
        return Ok(Exit::Done);
    }
    let obtained = session.obtained;
    let (session, place) =
        app.block_on(store.renew(&*identity, |now| now.obtained != obtained))??;
    app.output().mask(session.secrets());
    app.output().report(&Shown::new(session, &place, None))?;
    Ok(Exit::Done)
}
