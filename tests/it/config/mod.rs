//! `tieline config`.

mod check;
mod init;
mod rules;
