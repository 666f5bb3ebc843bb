//! Rules about storage as a whole, whichever service does it.

use crate::config::Rule;

/// Run once.
pub static STORAGE: &[Rule] = &[];
