//! Makes messages.
/// The parts of a message.
#[derive(Clone, Debug, Default)]
pub struct Parts;
