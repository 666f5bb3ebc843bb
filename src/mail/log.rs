//! The send log: what became of each message at each recipient, as JSON Lines in the state directory. Never
//! a body, never a secret. Several processes may write it at once: a record is one write at the file's end.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Delivery, Outcome, Outgoing, Result};
use crate::config::xdg;
use crate::problem::{Code, Problem};
use crate::whole;

/// How far a message got at a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// About to be handed over: what it is when nothing follows is not known.
    Started,
    Sent,
    Queued,
    Refused,
    Deferred,
    Unknown,
}

impl From<Outcome> for State {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Sent => State::Sent,
            Outcome::Queued => State::Queued,
            Outcome::Refused => State::Refused,
            Outcome::Deferred => State::Deferred,
            Outcome::Unknown => State::Unknown,
        }
    }
}

/// One line of the log. Fields may be added, never renamed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub time: Timestamp,
    /// The message's own id.
    pub id: String,
    pub recipient: String,
    pub from: String,
    pub provider: String,
    pub outcome: State,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<String>,
    #[serde(default)]
    pub attempts: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// One run of `--each`, and its resumptions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
}

/// Where in a batch a message stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub id: String,
    /// The file of rows.
    pub source: String,
    /// From 1, headings not counted.
    pub row: u64,
}

/// The log, open for appending.
pub struct SendLog {
    path: PathBuf,
    file: File,
}

/// Bytes of a line that is read back; records are far shorter.
const LONGEST_LINE: u64 = 64 * 1024;

/// Where the log is. Fails with MAIL_012 where there is no home directory.
pub fn path() -> Result<PathBuf> {
    xdg("XDG_STATE_HOME", ".local/state")
        .map(|dir| dir.join("mail.jsonl"))
        .ok_or_else(|| {
            Problem::new(Code::MailFileError)
                .title("there is no place for the send log")
                .because("neither XDG_STATE_HOME nor HOME is an absolute path")
                .help("set HOME")
        })
}

fn fault(path: &Path, error: io::Error) -> Problem {
    Problem::new(Code::MailFileError)
        .title(format!(
            "the send log \"{}\" cannot be used",
            path.display()
        ))
        .key(path.display().to_string())
        .help("make it readable and writable, and its directory too")
        .source(error)
}

impl SendLog {
    /// Opens the log, made 0600 in a directory made 0700. Fails with MAIL_012.
    pub fn open() -> Result<SendLog> {
        let path = path()?;
        let file = whole::open_private(OpenOptions::new().append(true).create(true), &path);
        let file = file.map_err(|error| fault(&path, error))?;
        Ok(SendLog { path, file })
    }

    /// Hands records to the system, whole lines at the file's end. Fails with MAIL_012.
    pub fn append(&self, records: &[Record]) -> Result<()> {
        let mut lines = Vec::new();
        for record in records {
            serde_json::to_writer(&mut lines, record)
                .map_err(|error| fault(&self.path, error.into()))?;
            lines.push(b'\n');
        }
        (&self.file)
            .write_all(&lines)
            .map_err(|error| fault(&self.path, error))
    }

    /// Waits until all that was written is on the disk.
    pub fn sync(&self) -> Result<()> {
        self.file
            .sync_data()
            .map_err(|error| fault(&self.path, error))
    }
}

/// What is about to be sent: one record a recipient.
pub fn started(message: &Outgoing, provider: &str, batch: Option<&Batch>) -> Vec<Record> {
    message
        .envelope
        .to
        .iter()
        .map(|recipient| Record {
            time: Timestamp::now(),
            id: message.message_id.clone(),
            recipient: recipient.clone(),
            from: message.envelope.from.clone(),
            provider: provider.to_owned(),
            outcome: State::Started,
            reply: String::new(),
            provider_id: None,
            attempts: 0,
            problem: None,
            batch: batch.cloned(),
        })
        .collect()
}

/// What became of it.
pub fn finished(started: Vec<Record>, result: &Result<Delivery>, attempts: u32) -> Vec<Record> {
    started
        .into_iter()
        .enumerate()
        .map(|(at, record)| {
            let (outcome, reply, provider_id, problem) = match result {
                Ok(delivery) => match delivery.fates.get(at) {
                    Some(fate) => (
                        fate.outcome.into(),
                        fate.reply.clone(),
                        delivery.provider_id.clone(),
                        fate.problem.as_ref(),
                    ),
                    None => (State::Unknown, String::new(), None, None),
                },
                Err(problem) => (
                    Outcome::of(problem).into(),
                    problem.cause.clone().unwrap_or_default(),
                    None,
                    Some(problem),
                ),
            };
            Record {
                time: Timestamp::now(),
                outcome,
                reply,
                provider_id,
                attempts,
                problem: problem.map(|problem| problem.code.id().to_owned()),
                ..record
            }
        })
        .collect()
}

/// Reads the log from its beginning, in memory that does not grow with it: what was started and not finished
/// comes last, as unknown. A log that is not there is empty; a line that is none is passed over.
pub fn read(mut each: impl FnMut(Record)) -> Result<()> {
    let path = path()?;
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(fault(&path, error)),
    };
    let mut reader = BufReader::new(file);
    let mut open: HashMap<(String, String), Record> = HashMap::new();
    loop {
        let mut line = Vec::new();
        let read = io::Read::take(&mut reader, LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|error| fault(&path, error))? == 0 {
            break;
        }
        // A process that was killed may have left half a line.
        let Ok(record) = serde_json::from_slice::<Record>(&line) else {
            continue;
        };
        let key = (record.id.clone(), record.recipient.clone());
        if record.outcome == State::Started {
            open.insert(key, record);
        } else {
            open.remove(&key);
            each(record);
        }
    }
    let mut left: Vec<Record> = open.into_values().collect();
    left.sort_by_key(|record| record.time);
    for record in left {
        each(Record {
            outcome: State::Unknown,
            ..record
        });
    }
    Ok(())
}
