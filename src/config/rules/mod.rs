//! Rules that belong to no single service. Those of a service stand with the service.

mod general;
pub mod hosts;
mod login;
mod mail;
mod storage;

pub use general::{GENERAL, PER_SERVICE, VALUES, is_placeholder, wanted};
pub use login::LOGIN;
pub use mail::MAIL;
pub use storage::STORAGE;
