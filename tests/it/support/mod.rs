//! What every test needs: a world to run the binary in, the real servers, and faults.

pub mod api;
pub mod fault;
pub mod testbed;
pub mod world;

/// The secret that tests plant: no run may ever show it.
pub const CANARY: &str = "canary-7f3a91c2";
