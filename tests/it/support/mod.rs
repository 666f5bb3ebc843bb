//! What every test needs: a world to run the binary in, the real servers, and faults.

pub mod api;
pub mod entra;
pub mod fake_s3;
pub mod fault;
pub mod gcs;
pub mod person;
pub mod ports;
pub mod provider;
pub mod proxy;
pub mod said;
pub mod terminal;
pub mod testbed;
pub mod watchdog;
pub mod world;

/// What AWS and Google refuse with 411, and no server that can be had here does: content that does not say how long
/// it is, though it be nothing. `told` is whether the request has a length, or comes in chunks.
pub fn lacks_length(method: &str, told: bool) -> bool {
    matches!(method, "PUT" | "POST" | "PATCH") && !told
}

/// The secret that tests plant: no run may ever show it.
pub const CANARY: &str = "canary-7f3a91c2";
