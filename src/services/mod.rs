//! WHOM WE TALK TO: one file a service, none imports another. [`SERVICES`] is the registry: a new
//! provider is one file and one line here.

mod azure;
mod gcs;
mod github;
mod google;
mod local;
mod outbox;
mod resend;
mod s3;
mod sendgrid;
mod smtp;

use crate::service::Service;

/// Every service, in the order in which reports show them.
pub static SERVICES: [&Service; 10] = [
    &s3::SERVICE,
    &azure::SERVICE,
    &gcs::SERVICE,
    &local::SERVICE,
    &smtp::SERVICE,
    &sendgrid::SERVICE,
    &resend::SERVICE,
    &outbox::SERVICE,
    &github::SERVICE,
    &google::SERVICE,
];
