//! The rows of a batch, from CSV or JSON Lines, one at a time: memory does not grow with them. Each says its
//! line; a bad one does not end the others.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::Result;
use crate::problem::{Code, Problem};

/// One message to make.
#[derive(Clone, Debug)]
pub struct Row {
    /// From 1, headings not counted.
    pub number: u64,
    /// Of the file, from 1.
    pub line: u64,
    pub values: BTreeMap<String, String>,
}

/// Bytes of one row.
const LARGEST: u64 = 1 << 20;

/// A row, or why it is none, with its line.
pub type Rows = Box<dyn Iterator<Item = std::result::Result<Row, (u64, Problem)>> + Send>;

/// Opens a file of rows; `-` is stdin. JSON Lines when it ends with `.jsonl` or `.ndjson`, or when what
/// comes from stdin begins with `{`; else CSV with a line of headings. Fails with MAIL_012.
pub fn open(path: &Path) -> Result<Rows> {
    let fault = |error: io::Error| {
        Problem::new(Code::MailFileError)
            .title(format!("\"{}\" cannot be read", path.display()))
            .key(path.display().to_string())
            .help("give --each a readable .csv or .jsonl file, or `-`")
            .source(error)
    };
    let stdin = path.as_os_str() == "-";
    let source: Box<dyn Read + Send> = if stdin {
        Box::new(io::stdin())
    } else {
        let file = File::open(path).map_err(fault)?;
        if file.metadata().map_err(fault)?.is_dir() {
            return Err(fault(io::ErrorKind::IsADirectory.into()));
        }
        Box::new(file)
    };
    let mut reader = BufReader::with_capacity(256 * 1024, source);
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let json = matches!(ending, "jsonl" | "ndjson")
        || (stdin
            && reader
                .fill_buf()
                .map_err(fault)?
                .trim_ascii_start()
                .starts_with(b"{"));
    if json {
        return Ok(Box::new(JsonLines {
            reader,
            line: 0,
            number: 0,
        }));
    }
    let mut csv = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(reader);
    let headings = csv
        .headers()
        .map_err(|error| fault(io::Error::other(error)))?
        .clone();
    let rows = csv.into_records().enumerate().map(move |(at, record)| {
        let number = at as u64 + 1;
        match record {
            Ok(record) => {
                let line = record.position().map_or(number + 1, csv::Position::line);
                let pairs = headings.iter().zip(record.iter());
                Ok(Row {
                    number,
                    line,
                    values: pairs
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .collect(),
                })
            }
            Err(error) => {
                let line = error.position().map_or(number + 1, csv::Position::line);
                Err((line, bad(error.to_string())))
            }
        }
    });
    Ok(Box::new(rows))
}

/// About how many rows a file has: its lines, less the headings. `None` for stdin.
pub fn count(path: &Path) -> Option<u64> {
    let mut reader = BufReader::with_capacity(256 * 1024, File::open(path).ok()?);
    let mut lines = 0;
    while reader.skip_until(b'\n').ok()? > 0 {
        lines += 1;
    }
    let headings = path.extension().is_some_and(|ending| ending == "csv");
    Some(lines - u64::from(headings && lines > 0))
}

fn bad(why: String) -> Problem {
    Problem::new(Code::MessageInvalid)
        .title("the row cannot be read")
        .because(why)
        .help("correct the row; it was skipped")
}

struct JsonLines<R> {
    reader: R,
    line: u64,
    number: u64,
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = std::result::Result<Row, (u64, Problem)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            match (&mut self.reader)
                .take(LARGEST)
                .read_until(b'\n', &mut bytes)
            {
                Ok(0) => return None,
                Ok(_) if bytes.len() as u64 == LARGEST => {
                    drop(self.reader.skip_until(b'\n'));
                    self.number += 1;
                    return Some(Err((self.line, bad("it is larger than 1 MiB".to_owned()))));
                }
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => {
                    self.number += 1;
                    return Some(self.row(&bytes).map_err(|why| (self.line, bad(why))));
                }
                Err(error) => return Some(Err((self.line, bad(error.to_string())))),
            }
        }
    }
}

impl<R> JsonLines<R> {
    fn row(&self, bytes: &[u8]) -> std::result::Result<Row, String> {
        let object: BTreeMap<String, serde_json::Value> =
            serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let mut values = BTreeMap::new();
        for (name, value) in object {
            let text = match value {
                serde_json::Value::String(text) => text,
                serde_json::Value::Number(number) => number.to_string(),
                serde_json::Value::Bool(truth) => truth.to_string(),
                serde_json::Value::Null => continue,
                _ => return Err(format!("\"{name}\" is not one value")),
            };
            values.insert(name, text);
        }
        Ok(Row {
            number: self.number,
            line: self.line,
            values,
        })
    }
}
