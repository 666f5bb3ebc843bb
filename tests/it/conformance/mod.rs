//! The contract of each trait, written once and run against every service that implements it.

mod mailer;
pub mod store;
