//! Exit statuses, and which failure has which. They are a contract: scripts branch on them.

use super::Failure;

/// The families of codes; each has an exit status of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Config,
    Auth,
    Mail,
    Storage,
}

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done,
    Unexpected,
    Usage,
    Failed(Family),
    Interrupted,
}

impl Exit {
    pub fn status(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Unexpected => 1,
            Exit::Usage => 2,
            Exit::Failed(Family::Config) => 3,
            Exit::Failed(Family::Auth) => 4,
            Exit::Failed(Family::Mail) => 5,
            Exit::Failed(Family::Storage) => 6,
            // 128 + SIGINT, as a shell would report it.
            Exit::Interrupted => 130,
        }
    }
}

impl Failure {
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Problem(problem) => Exit::Failed(problem.code.family()),
            Failure::Usage(_) => Exit::Usage,
            Failure::Interrupted => Exit::Interrupted,
            Failure::ClosedPipe => Exit::Done,
            Failure::Unexpected(_) => Exit::Unexpected,
        }
    }
}
