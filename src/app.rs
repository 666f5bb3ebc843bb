//! What a command may use.

use crate::config::Settings;
use crate::service::{Job, Service};
use crate::services::SERVICES;

/// Which service does a job, by what the settings say.
pub enum Choice {
    Chosen(&'static Service),
    /// Valid for the deployment, but tieline does not drive it: the value of the variable.
    NotDriven(String),
    /// No type is set, and more than one service is configured.
    Ambiguous(Vec<&'static Service>),
    /// The deployment has no service for this job (Dify without `MAIL_TYPE`).
    Off,
}

/// Chooses the store or the mailer. Dify has its own defaults (a directory; no mail); for tieline the one
/// that is configured is meant, and the embedded default when none is.
pub fn choose(job: Job, settings: &Settings, for_dify: bool) -> Choice {
    let (variable, fallback) = match job {
        Job::Storage => ("STORAGE_TYPE", Some("local")),
        Job::Mail => ("MAIL_TYPE", (!for_dify).then_some("outbox")),
        Job::Login => return Choice::Off,
    };
    let of_job = || {
        SERVICES
            .into_iter()
            .filter(move |service| service.job == job)
    };
    let named = settings.text(variable);
    if !named.is_empty() {
        // OpenDAL reaches many stores; tieline drives its directories.
        let elsewhere = named == "opendal" && !matches!(settings.text("OPENDAL_SCHEME"), "" | "fs");
        return match of_job().find(|service| service.chosen_by.contains(&named)) {
            Some(service) if !elsewhere => Choice::Chosen(service),
            _ => Choice::NotDriven(named.to_owned()),
        };
    }
    let configured: Vec<_> = of_job()
        .filter(|service| !for_dify && service.is_configured(settings))
        .collect();
    match configured.as_slice() {
        [only] => Choice::Chosen(only),
        [] => of_job()
            .find(|service| Some(service.id) == fallback)
            .map_or(Choice::Off, Choice::Chosen),
        _ => Choice::Ambiguous(configured),
    }
}
