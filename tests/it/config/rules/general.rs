//! Rows for the rules of general.

use super::Row;

pub const ROWS: &[Row] = &[];
