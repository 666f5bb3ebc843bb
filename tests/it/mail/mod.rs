//! `tieline mail`.

mod apis;
mod bulk;
mod compose;
mod probes;
mod smtp;
mod templates;
