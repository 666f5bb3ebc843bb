//! Values that stand for other values: `NAME_FILE`, `file:PATH`, `env:NAME` and the names of secrets in
//! vaults. Owns what can be resolved without a network; called by `settings` alone.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::Value;
use crate::problem::{Code, Origin, Problem};
use crate::secret::Secret;

/// A secret larger than this is something else: service-account keys are 3 KiB.
const MOST_BYTES: u64 = 64 * 1024;

/// Those that need a vault or a keyring.
const REMOTE: [&str; 4] = ["aws-sm:", "azure-kv:", "gcp-sm:", "keyring:"];

pub fn is_reference(text: &str) -> bool {
    // `file://` is a place, not a reference.
    (text.starts_with("file:") && !text.starts_with("file://"))
        || text.starts_with("env:")
        || REMOTE.iter().any(|scheme| text.starts_with(scheme))
}

/// What a reference points to. Fails with CONFIG_006.
pub fn resolve(value: &Value) -> Result<Secret<String>, Problem> {
    let text = value.text();
    if let Some(path) = text.strip_prefix("file:") {
        return read_secret_file(Path::new(path), &value.name, &value.origin);
    }
    if let Some(name) = text.strip_prefix("env:") {
        return std::env::var(name).map(Secret::from).map_err(|error| {
            unresolved(&value.name, &value.origin)
                .because(format!("{name}: {error}"))
                .help(format!(
                    "set {name} in the environment, or correct the reference"
                ))
        });
    }
    Err(unresolved(&value.name, &value.origin)
        .because(format!(
            "this version of tieline does not read \"{}\"",
            scheme(text)
        ))
        .help("put the value in a file and refer to it with file:PATH, or pass it as env:NAME"))
}

/// A file that holds nothing but a value; one line break at its end does not belong to it.
pub fn read_secret_file(
    path: &Path,
    variable: &str,
    origin: &Origin,
) -> Result<Secret<String>, Problem> {
    let mut text = String::new();
    let read =
        File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_string(&mut text));
    let text = Secret::new(text);
    let problem = || unresolved(variable, origin).key(path.display().to_string());
    read.map_err(|error| problem().source(error))?;
    if text.reveal().len() as u64 > MOST_BYTES {
        return Err(problem().because("the file is larger than 64 KiB"));
    }
    let trimmed = text
        .reveal()
        .strip_suffix('\n')
        .map(|text| text.strip_suffix('\r').unwrap_or(text));
    Ok(trimmed.map_or_else(|| text.clone(), Secret::from))
}

fn unresolved(variable: &str, origin: &Origin) -> Problem {
    Problem::new(Code::SecretUnresolved)
        .title(format!("{variable} could not be resolved"))
        .at(variable, origin)
}

fn scheme(text: &str) -> &str {
    text.split_inclusive(':').next().unwrap_or(text)
}
