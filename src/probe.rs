//! What a check asks and what it finds. Used by the offline rules in `config` and `services`, by every
//! live probe, and by `output`, which turns findings into a report, JUnit, SARIF and the like.

use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;

use crate::problem::{Code, Origin, Problem};
use crate::whole;

/// How bad a finding is. Ordered: errors come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// One thing a check found, whichever way it found it.
#[derive(Clone, Debug)]
pub struct Finding {
    pub severity: Severity,
    pub code: Code,
    /// The rule's stable name in kebab case; `--allow` and `explain` take it.
    pub rule: &'static str,
    pub service: Option<&'static str>,
    pub variable: Option<String>,
    pub origin: Option<Origin>,
    /// One line, lower case, no full stop.
    pub title: String,
    /// What the deployment will do, or the service's own words.
    pub cause: Option<String>,
    /// What to do; can be pasted where that is possible.
    pub help: Option<String>,
    /// Found by asking the service, not by reading.
    pub live: bool,
}

impl Finding {
    /// A problem met by a live probe, as a finding of `rule`.
    pub fn live(severity: Severity, rule: &'static str, problem: &Problem) -> Self {
        Finding {
            severity,
            code: problem.code,
            rule,
            service: problem.subject.service,
            variable: problem.subject.variable.clone(),
            origin: problem.subject.origin.clone(),
            title: problem.title.to_string(),
            cause: problem.cause.clone(),
            help: Some(problem.help.to_string()),
            live: true,
        }
    }
}

/// What a live check asks for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// For the whole probe, cleaning up included.
    pub deadline: Duration,
    /// Judge as the deployment that is Dify would behave, not only strictly.
    pub for_dify: bool,
    /// Send one real message, too.
    pub send_to: Option<SendTo>,
}

/// Where a real message goes, and what came of it.
#[derive(Clone, Debug)]
pub struct SendTo {
    pub address: String,
    told: Arc<OnceLock<String>>,
}

impl SendTo {
    pub fn new(address: &str) -> SendTo {
        SendTo {
            address: address.to_owned(),
            told: Arc::default(),
        }
    }

    /// Keeps what came of it, for the report.
    pub fn tell(&self, what: String) {
        drop(self.told.set(what));
    }

    pub fn told(&self) -> Option<String> {
        self.told.get().cloned()
    }
}

/// A real round trip to a service.
#[async_trait]
pub trait Probe: Send + Sync {
    /// All that was found; no finding of severity error means that the service does its job. What it
    /// made is removed again, even when its deadline passes.
    async fn probe(&self, ask: &Ask) -> Vec<Finding>;
}

/// What every check writes.
pub const CONTENT: &[u8] = b"tieline was here";
/// What it says when something else comes back.
pub const OTHER_BYTES: &str = "other bytes came back than were written";

/// A check that did not end in time.
pub fn late(code: Code, after: Duration) -> Problem {
    Problem::new(code).because(format!("no end after {} s", after.as_secs_f32()))
}

/// Writes a small hidden file into `root`, reads it back and removes it; a directory that has to be made
/// for that is removed too, when it is empty again. Blocks.
pub fn directory(root: &Path) -> io::Result<()> {
    let made = Made((!root.exists()).then_some(root));
    std::fs::create_dir_all(root)?;
    let mut hidden = whole::hidden_in(root)?;
    hidden.write_all(CONTENT)?;
    hidden.as_file().sync_all()?;
    let read = std::fs::read(hidden.path())?;
    hidden.close()?;
    drop(made);
    if read == CONTENT {
        Ok(())
    } else {
        Err(io::Error::other(OTHER_BYTES))
    }
}

/// Removes the directory that a probe made, and only when it is empty, whichever way the probe ends.
struct Made<'a>(Option<&'a Path>);

impl Drop for Made<'_> {
    fn drop(&mut self) {
        if let Some(root) = self.0 {
            drop(std::fs::remove_dir(root));
        }
    }
}
