//! Variables that belong to no single service: which services are chosen, what all mail shares, the
//! deployment's own addresses, networks, and those of Dify's that rules look at.

use super::Var;

/// All of them.
pub static SHARED: &[Var] = &[];
