//! Rows for the rules of login.

use super::Row;

pub const ROWS: &[Row] = &[];
