//! What a service is: a value with its variables and rules, and what it opens. Implemented by one file
//! each in `services/`; asked by `app` and `commands`, which never name a service.

use std::sync::Arc;

use crate::auth::Identity;
use crate::config::{Rule, Settings, Var};
use crate::mail::{Mailer, TokenSource};
use crate::net::Net;
use crate::problem::{Family, Problem};
use crate::storage::Store;

/// The job a service does. One store and one mailer are chosen; identities stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    Login,
    Mail,
    Storage,
}

impl Job {
    pub fn word(self) -> &'static str {
        match self {
            Job::Login => "login",
            Job::Mail => "mail",
            Job::Storage => "storage",
        }
    }

    pub fn family(self) -> Family {
        match self {
            Job::Login => Family::Auth,
            Job::Mail => Family::Mail,
            Job::Storage => Family::Storage,
        }
    }
}

/// A service that tieline knows. A new provider is one such value and one line in `services::SERVICES`.
pub struct Service {
    /// The word that a user types: `s3`, `smtp`, `github`.
    pub id: &'static str,
    pub title: &'static str,
    pub job: Job,
    /// URL schemes of its places (`s3`), for stores.
    pub schemes: &'static [&'static str],
    /// The values of `STORAGE_TYPE` or `MAIL_TYPE` that choose it.
    pub chosen_by: &'static [&'static str],
    pub vars: &'static [Var],
    /// The variables whose presence means that somebody configured it.
    pub marks: &'static [&'static str],
    pub rules: &'static [Rule],
    /// What its probe may find: the rule's name, and what it means.
    pub live: &'static [(&'static str, &'static str)],
    /// One line: what the deployment will really do with the values, no secret in it.
    pub summary: fn(&Settings) -> String,
    pub open: Open,
}

pub type Opened<T> = Result<Arc<T>, Problem>;

/// The tokens of a kept session, by the provider's id: how mail logs in with a login.
pub type Sessions<'a> = &'a dyn Fn(&str) -> Opened<dyn TokenSource>;

/// How to open a service. Opening does no I/O.
pub enum Open {
    Identity(fn(&Settings, &Net) -> Opened<dyn Identity>),
    Mailer(fn(&Settings, &Net, Sessions<'_>) -> Opened<dyn Mailer>),
    /// With the bucket of a URL, else the configured one.
    Store(fn(&Settings, &Net, Option<&str>) -> Opened<dyn Store>),
    /// Its variables are known and checked, but tieline cannot talk to it yet.
    CheckedOnly,
}

impl Service {
    /// Whether anybody set one of its variables to something.
    pub fn is_configured(&self, settings: &Settings) -> bool {
        self.marks
            .iter()
            .any(|name| settings.set_value(name).is_some())
    }
}
