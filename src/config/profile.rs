//! Named tables of the config file, `$XDG_CONFIG_HOME/tieline/config.toml`: the weakest layer above the
//! defaults. Called by `settings`.
//!
//! ```toml
//! [profile.staging]
//! S3_BUCKET_NAME = "files-staging"
//! SMTP_PORT = 587
//! ```

use std::path::PathBuf;
use std::sync::Arc;

use super::{RawText, Value, xdg};
use crate::problem::{Code, Origin, Problem};

/// Where the config file is, whether or not it exists.
pub fn config_file() -> Option<PathBuf> {
    xdg("XDG_CONFIG_HOME", ".config").map(|dir| dir.join("config.toml"))
}

/// The values of one profile. Fails with CONFIG_004 when the file cannot be read or parsed, CONFIG_003
/// when it has no such profile.
pub fn read(name: &str) -> Result<Vec<Value>, Problem> {
    let path = config_file().ok_or_else(|| {
        Problem::new(Code::FileUnreadable)
            .title("there is no config file: neither XDG_CONFIG_HOME nor HOME is set")
            .help("set HOME, or give the values with --env-file")
    })?;
    let label = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Problem::new(Code::FileUnreadable)
            .title(format!("config file \"{label}\" cannot be read"))
            .key(label.as_str())
            .help(format!("create it with a table [profile.{name}]"))
            .source(error)
    })?;
    let unparsed = |message: &str, offset: Option<usize>| {
        let line = offset.map_or(1, |at| text[..at.min(text.len())].matches('\n').count() + 1);
        Problem::new(Code::FileUnreadable)
            .title(format!("config file \"{label}\" has a syntax error"))
            .origin(&Origin::file(&Arc::from(label.as_str()), line))
            .because(message.trim())
            .help("correct the line; values are strings, numbers or booleans in [profile.NAME]")
    };
    let file: toml::Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
        unparsed(error.message(), error.span().map(|s| s.start))
    })?;
    let profiles = file.get("profile").and_then(toml::Value::as_table);
    let Some(table) = profiles
        .and_then(|profiles| profiles.get(name))
        .and_then(toml::Value::as_table)
    else {
        let mut there: Vec<&str> = profiles
            .map(|profiles| profiles.keys().map(String::as_str).collect())
            .unwrap_or_default();
        there.sort_unstable();
        return Err(Problem::new(Code::ValueInvalid)
            .title(format!("there is no profile \"{name}\""))
            .key(label.as_str())
            .because(match there.as_slice() {
                [] => "the config file has no [profile.NAME] table".to_owned(),
                names => format!("the config file has: {}", names.join(", ")),
            })
            .help(format!("name one that is there, or add [profile.{name}]")));
    };
    let origin = Origin::Profile(name.into());
    table
        .iter()
        .map(|(variable, value)| {
            let text = match value {
                toml::Value::String(text) => text.clone(),
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(truth) => truth.to_string(),
                _ => {
                    return Err(Problem::new(Code::ValueInvalid)
                        .title(format!("{variable} is not a string, a number or a boolean"))
                        .at(variable, &origin)
                        .key(label.as_str())
                        .help(format!("write {variable} = \"…\"")));
                }
            };
            Ok(Value {
                name: variable.clone(),
                text: text.into(),
                origin: origin.clone(),
                raw: RawText::default(),
                shadowed: Vec::new(),
            })
        })
        .collect()
}
