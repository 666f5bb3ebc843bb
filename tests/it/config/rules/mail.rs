//! Rows for the rules of mail.

use super::Row;

pub const ROWS: &[Row] = &[];
