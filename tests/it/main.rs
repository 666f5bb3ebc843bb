//! The binary, from outside. One test crate, so that it links once.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on may say so by panicking"
)]

mod architecture;
mod auth;
mod canary;
mod config;
mod conformance;
mod explain;
mod frame;
mod generate;
mod mail;
mod readme;
mod storage;
mod support;
