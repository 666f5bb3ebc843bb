//! `tieline auth token`: the access token alone on stdout.

use clap::Args;

use super::provider_names;
use crate::app::App;
use crate::auth::session::{LEAST_LIFE, Store};
use crate::problem::{Exit, Failure};

#[derive(Debug, Args)]
pub struct TokenArgs {
    /// Whose
    #[arg(value_parser = provider_names())]
    provider: String,
}

pub fn run(args: &TokenArgs, app: &App) -> Result<Exit, Failure> {
    let identity = app.identity(&args.provider)?;
    let store = Store::of(&*identity)?;
    let (mut session, _) = store.need()?;
    // Only a renewal needs a network.
    if !session.lasts(LEAST_LIFE) {
        (session, _) = app.block_on(store.fresh(&*identity, LEAST_LIFE))??;
    }
    app.output()
        .data(format!("{}\n", session.access.reveal()).as_bytes())?;
    Ok(Exit::Done)
}
