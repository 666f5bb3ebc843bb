//! Rules about login as a whole, whichever service does it.

use crate::config::Rule;

/// Run once.
pub static LOGIN: &[Rule] = &[];
