//! `tieline config`.

pub mod check;
