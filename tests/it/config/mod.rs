//! `tieline config`.

mod check;
mod rules;
