//! tieline
pub mod app;
pub mod auth;
pub mod commands;
pub mod config;
pub mod mail;
pub mod net;
pub mod output;
pub mod probe;
pub mod problem;
pub mod progress;
pub mod secret;
pub mod service;
pub mod services;
pub mod storage;

use config::{Settings, Sources, Var};
use problem::Problem;

/// Every table of variables: the shared ones and each service's.
pub fn tables() -> Vec<&'static [Var]> {
    [config::vars::SHARED, config::vars::DIFY]
        .into_iter()
        .chain(services::SERVICES.iter().map(|service| service.vars))
        .collect()
}

/// Settings from these sources and the process's environment.
pub fn settings(sources: &Sources) -> Result<Settings, Problem> {
    Settings::load(sources, &tables(), std::env::vars_os())
}
