//! Rows for the rules of storage.

use super::Row;

pub const ROWS: &[Row] = &[];
