//! All values of one run, layered: environment over env files (later over earlier) over a profile over
//! defaults. Owns the layering and the lookups; the dialect of env files is `dotenv`'s. Built once by
//! `app`, read by rules, services and commands.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Quote, RawText, Value, Var, dotenv, names, profile, reference, rules};
use crate::problem::{Code, Origin, Problem};
use crate::secret::Secret;

/// An env file larger than this is no env file: the largest shipped one is under 100 KiB.
const MOST_BYTES: u64 = 1 << 20;

/// Where to read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Weakest first, as given on the command line.
    pub env_files: Vec<PathBuf>,
    pub profile: Option<String>,
}

/// A line of an env file that a later one, or a stronger layer, overrides within the same file.
#[derive(Clone, Debug)]
pub struct Duplicate {
    pub name: String,
    pub first: Origin,
    pub winner: Origin,
    /// Whether both lines say the same.
    pub same: bool,
}

/// Every variable that is set, by name.
pub struct Settings {
    known: HashMap<&'static str, &'static Var>,
    values: HashMap<String, Value>,
    defaults: HashMap<&'static str, Value>,
    /// Values that are there but could not be read, by name.
    broken: HashMap<String, Problem>,
    /// Env files in the order given, with the names that each sets.
    files: Vec<(Arc<str>, Vec<String>)>,
    duplicates: Vec<Duplicate>,
    /// Variables that two sources set differently.
    overridden: Vec<Duplicate>,
}

impl Settings {
    /// Reads every layer. `tables` are all variables that tieline knows; `environment` is the process's.
    ///
    /// Fails with CONFIG_004 for a file that cannot be read or parsed, CONFIG_003 for a profile that
    /// does not exist. A single value that cannot be read (an unreadable `NAME_FILE`, text that is not
    /// UTF-8) fails later, and only where it is needed: see [`Settings::ready`].
    pub fn load(
        sources: &Sources,
        tables: &[&'static [Var]],
        environment: impl Iterator<Item = (OsString, OsString)>,
    ) -> Result<Settings, Problem> {
        let mut known = HashMap::new();
        let mut defaults = HashMap::new();
        for var in tables.iter().flat_map(|table| table.iter()) {
            for name in var.names() {
                known.entry(name).or_insert(var);
            }
            if let Some(text) = var.default {
                defaults.insert(var.name, plain(var.name, text, Origin::Default));
            }
        }
        let mut settings = Settings {
            known,
            values: HashMap::new(),
            defaults,
            broken: HashMap::new(),
            files: Vec::new(),
            duplicates: Vec::new(),
            overridden: Vec::new(),
        };
        let environment: HashMap<OsString, OsString> = environment.collect();
        if let Some(name) = &sources.profile {
            for value in profile::read(name)? {
                settings.set(value);
            }
        }
        for path in &sources.env_files {
            settings.read_file(path, &environment)?;
        }
        settings.read_environment(environment);
        settings.follow_files();
        settings.follow_references();
        Ok(settings)
    }

    fn read_file(
        &mut self,
        path: &Path,
        environment: &HashMap<OsString, OsString>,
    ) -> Result<(), Problem> {
        let label: Arc<str> = path.display().to_string().into();
        let bytes = read_bounded(path, &label)?;
        let earlier = &self.values;
        let entries = dotenv::parse(&label, &bytes, &|name| {
            // Compose interpolates from the shell first, then from what the files set above.
            environment
                .get(&OsString::from(name))
                .and_then(|text| text.to_str())
                .map(str::to_owned)
                .or_else(|| earlier.get(name).map(|value| value.text().to_owned()))
        })?;
        let mut names = Vec::new();
        let mut lines: HashMap<String, (Origin, Secret<String>)> = HashMap::new();
        for entry in entries {
            let origin = Origin::file(&label, entry.line);
            if let Some((first, text)) = lines.get(&entry.name) {
                self.duplicates.push(Duplicate {
                    name: entry.name.clone(),
                    first: first.clone(),
                    winner: origin.clone(),
                    same: *text == entry.text,
                });
            } else {
                names.push(entry.name.clone());
            }
            lines.insert(entry.name.clone(), (origin.clone(), entry.text.clone()));
            self.set(Value {
                name: entry.name,
                text: entry.text,
                origin,
                raw: entry.raw,
                shadowed: Vec::new(),
            });
        }
        self.files.push((label, names));
        Ok(())
    }

    fn read_environment(&mut self, environment: HashMap<OsString, OsString>) {
        for (name, text) in environment {
            let Some(name) = name.to_str() else { continue };
            // The environment is full of other programs' variables: only those that mean something
            // to us, or that a file sets too, are taken.
            if !self.is_wanted(name) {
                continue;
            }
            match text.into_string() {
                Ok(text) => self.set(plain(name, &text, Origin::Environment)),
                Err(_) => {
                    self.broken.insert(
                        name.to_owned(),
                        Problem::new(Code::ValueInvalid)
                            .title(format!("{name} is not valid UTF-8"))
                            .at(name, &Origin::Environment)
                            .help(format!("set {name} again, as UTF-8 text")),
                    );
                }
            }
        }
    }

    fn is_wanted(&self, name: &str) -> bool {
        self.is_known(name)
            || self.values.contains_key(name)
            || name
                .strip_suffix("_FILE")
                .is_some_and(|name| self.is_known(name))
    }

    fn set(&mut self, mut value: Value) {
        if let Some(loser) = self.values.remove(&value.name) {
            let one_source = match (loser.origin.place(), value.origin.place()) {
                (Some((loser, _)), Some((winner, _))) => loser == winner,
                _ => loser.origin == value.origin,
            };
            if loser.text != value.text && !one_source {
                self.overridden.push(Duplicate {
                    name: value.name.clone(),
                    first: loser.origin.clone(),
                    winner: value.origin.clone(),
                    same: false,
                });
            }
            value.shadowed.push(loser.origin);
            value.shadowed.extend(loser.shadowed);
        }
        self.values.insert(value.name.clone(), value);
    }

    /// `NAME_FILE` is a file that holds NAME's value (Docker secrets). NAME itself wins where both are
    /// set, as the more direct word.
    fn follow_files(&mut self) {
        let names: Vec<&'static str> = self.known.keys().copied().collect();
        for name in names {
            let pointer = format!("{name}_FILE");
            if self.known.contains_key(pointer.as_str()) {
                continue;
            }
            let Some(at) = self.values.get(&pointer).filter(|value| !value.is_blank()) else {
                continue;
            };
            let (path, origin) = (at.text().to_owned(), at.origin.clone());
            let via = Origin::Via(Box::new(origin.clone()), path.as_str().into());
            if let Some(value) = self.values.get_mut(name) {
                value.shadowed.push(via);
                continue;
            }
            match reference::read_secret_file(Path::new(&path), &pointer, &origin) {
                Ok(text) => self.set(Value {
                    name: name.to_owned(),
                    text,
                    origin: via,
                    raw: RawText::default(),
                    shadowed: Vec::new(),
                }),
                Err(problem) => {
                    self.broken.insert(name.to_owned(), problem);
                }
            }
        }
    }

    /// Values of the form `file:PATH`, `env:NAME` and the like stand for what they point to.
    fn follow_references(&mut self) {
        let referring: Vec<String> = self
            .values
            .values()
            .filter(|value| self.is_known(&value.name) && reference::is_reference(value.text()))
            .map(|value| value.name.clone())
            .collect();
        for name in referring {
            let Some(mut value) = self.values.remove(&name) else {
                continue;
            };
            match reference::resolve(&value) {
                Ok(text) => {
                    let target = value.text().to_owned();
                    value.origin = Origin::Via(Box::new(value.origin), target.into());
                    value.text = text;
                    self.values.insert(name, value);
                }
                Err(problem) => {
                    self.broken.insert(name, problem);
                }
            }
        }
    }

    /// Whether tieline has a variable of this name (an alias counts).
    pub fn is_known(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// Every variable that tieline knows, once, in the order of names.
    pub fn vars(&self) -> Vec<&'static Var> {
        let mut vars: Vec<&'static Var> = self
            .known
            .iter()
            .filter(|(name, var)| **name == var.name)
            .map(|(_, var)| *var)
            .collect();
        vars.sort_by_key(|var| var.name);
        vars
    }

    /// What tieline knows of a name.
    pub fn var(&self, name: &str) -> Option<&'static Var> {
        self.known.get(name).copied()
    }

    /// Exactly this name, blank or not, with no look at aliases or defaults: what another program that
    /// knows only this name would see.
    pub fn raw(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// What `name` means to tieline: the first of its names that is set to something, else its default.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.set_value(name).or_else(|| self.defaults.get(name))
    }

    /// As [`Settings::get`], without defaults: what somebody really set.
    pub fn set_value(&self, name: &str) -> Option<&Value> {
        let Some(var) = self.known.get(name) else {
            return self.values.get(name).filter(|value| !value.is_blank());
        };
        var.names()
            .filter_map(|name| self.values.get(name))
            .find(|value| !value.is_blank())
    }

    /// The text of [`Settings::get`], trimmed; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).map_or("", |value| value.text().trim())
    }

    /// As a truth value, in any spelling that Dify accepts; `None` when unset, blank or something else.
    pub fn truth(&self, name: &str) -> Option<bool> {
        self.get(name)
            .and_then(|value| parse_bool(value.text().trim()))
    }

    /// Two variables that belong together, such as a key and its secret, taken from one family of names
    /// and never mixed: the first family in which either is set. A half that is missing is `None`.
    pub fn pair(&self, first: &str, second: &str) -> Option<(Option<&Value>, Option<&Value>)> {
        let (first, second) = (self.known.get(first)?, self.known.get(second)?);
        let filled = |name: &str| self.values.get(name).filter(|value| !value.is_blank());
        first
            .names()
            .zip(second.names())
            .map(|(a, b)| (filled(a), filled(b)))
            .find(|(a, b)| a.is_some() || b.is_some())
    }

    /// The value of a variable that must be there, else CONFIG_002, or the fault that kept it from
    /// being read.
    pub fn require(&self, service: &'static str, name: &str) -> Result<&Value, Problem> {
        if let Some(value) = self.get(name) {
            return Ok(value);
        }
        let problem = Problem::new(Code::RequiredVariableMissing)
            .title(format!("{name} is not set"))
            .service(service)
            .help(format!(
                "set {name}; `tieline config vars {name}` says what it takes"
            ));
        Err(match self.values.get(name) {
            Some(blank) => problem
                .title(format!("{name} is blank"))
                .at(name, &blank.origin),
            None => problem.variable(name),
        })
    }

    /// Fails with the first fault that keeps one of these variables from being read (CONFIG_003,
    /// CONFIG_006). To be asked before a service is opened.
    pub fn ready(&self, vars: &[Var]) -> Result<(), Problem> {
        vars.iter()
            .flat_map(Var::names)
            .find_map(|name| self.broken.get(name))
            .map_or(Ok(()), |problem| Err(problem.clone()))
    }

    /// The values that are there but could not be read, by name.
    pub fn broken(&self) -> impl Iterator<Item = (&str, &Problem)> {
        self.broken
            .iter()
            .map(|(name, problem)| (name.as_str(), problem))
    }

    /// Every value that is set, in the order of names.
    pub fn all(&self) -> Vec<&Value> {
        let mut all: Vec<&Value> = self.values.values().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// Env files with the names that each sets, in the order given.
    pub fn files(&self) -> &[(Arc<str>, Vec<String>)] {
        &self.files
    }

    /// Variables that two sources set differently, with the one that lost first.
    pub fn overridden(&self) -> &[Duplicate] {
        &self.overridden
    }

    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// Whether these settings look like Dify's: an env file sets a name that is nobody else's.
    pub fn looks_like_dify(&self) -> bool {
        self.files
            .iter()
            .any(|(_, set)| set.iter().any(|name| names::is_difys_alone(name)))
    }

    /// All secret values, for the last line of defence: `output` masks them wherever they turn up.
    pub fn secrets(&self) -> Vec<Secret<String>> {
        self.values
            .values()
            .filter(|value| {
                self.known
                    .get(value.name.as_str())
                    .map_or_else(|| names::sounds_secret(&value.name), |var| var.secret)
            })
            // What is no secret to anybody may be a part of other values.
            .filter(|value| !value.is_blank() && !rules::is_placeholder(value.text()))
            .map(|value| value.text.clone())
            .chain(self.values.values().filter_map(password_in_url))
            .collect()
    }
}

/// The password of a URL (`https://user:password@host`), whatever variable holds it.
fn password_in_url(value: &Value) -> Option<Secret<String>> {
    let (_, rest) = value.text().split_once("://")?;
    let (user, _) = rest.split(['/', '?', '#']).next()?.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    Some(password.into())
}

/// The spellings of truth that Dify accepts (pydantic's), and so tieline.
pub fn parse_bool(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "t" | "yes" | "y" | "on" => Some(true),
        "0" | "false" | "f" | "no" | "n" | "off" => Some(false),
        _ => None,
    }
}

fn plain(name: &str, text: &str, origin: Origin) -> Value {
    Value {
        name: name.to_owned(),
        text: text.into(),
        origin,
        raw: RawText {
            quote: Quote::None,
            ..RawText::default()
        },
        shadowed: Vec::new(),
    }
}

/// Reads a whole env file, but never more than [`MOST_BYTES`]: `/dev/zero` has no end.
fn read_bounded(path: &Path, label: &Arc<str>) -> Result<Vec<u8>, Problem> {
    let unreadable = |title: String, help: &'static str| {
        Problem::new(Code::FileUnreadable)
            .title(title)
            .key(label.to_string())
            .help(help)
    };
    let fault = |error: std::io::Error| {
        unreadable(
            format!("env file \"{label}\" cannot be read"),
            "give --env-file a readable file",
        )
        .source(error)
    };
    let file = File::open(path).map_err(fault)?;
    if file.metadata().map_err(fault)?.is_dir() {
        return Err(unreadable(
            format!("env file \"{label}\" is a directory"),
            "name the file in it, such as --env-file DIR/.env",
        ));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(fault)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(unreadable(
            format!("env file \"{label}\" is larger than 1 MiB"),
            "give --env-file a dotenv file: lines of NAME=value",
        ));
    }
    Ok(bytes)
}
