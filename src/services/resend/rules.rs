//! What may be wrong with the variables of this service.

use crate::config::Rule;

pub static RULES: &[Rule] = &[];
