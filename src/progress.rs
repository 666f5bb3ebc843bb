//! How workers tell that they are getting on. Declared here, below everything, so that a job never
//! sees a bar or a terminal; `output` implements both traits.

/// Receives the progress of one command. All methods may be called from any thread.
pub trait Progress: Send + Sync {
    /// So much more there is to do, in bytes (or messages), than was known by now.
    fn expect(&self, more: u64);
    /// So much more is done.
    fn advance(&self, done: u64);
    /// One more object is over, of as many as there may be.
    fn object(&self) {}
}

/// Receives the dialogue with a service, one line at a time, with credentials already masked.
pub trait Trace: Send + Sync {
    /// False when nobody looks: then nothing needs to be put into words.
    fn on(&self) -> bool;
    fn line(&self, direction: Direction, text: &str);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Sent,
    Received,
    /// What tieline itself notes in between: connected, TLS version, cipher.
    Note,
}

/// Nobody is looking.
pub struct Silent;

impl Progress for Silent {
    fn expect(&self, _: u64) {}
    fn advance(&self, _: u64) {}
}

impl Trace for Silent {
    fn on(&self) -> bool {
        false
    }
    fn line(&self, _: Direction, _: &str) {}
}
