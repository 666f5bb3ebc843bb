//! `tieline mail`.

mod apis;
mod bulk;
mod compose;
mod smtp;
mod templates;
