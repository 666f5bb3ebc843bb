//! The binary, from outside. One test crate, so that it links once.

mod config;
