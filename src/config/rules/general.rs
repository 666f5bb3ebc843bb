//! Rules about any value: types, blanks, writing, names.

use crate::config::Rule;

/// About the configuration as a whole; run once.
pub static GENERAL: &[Rule] = &[];

/// About the variables of each service in use ([`Found::vars`](crate::config::Found::vars)).
pub static PER_SERVICE: &[Rule] = &[];
