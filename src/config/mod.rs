//! Where values come from. Owns the vocabulary of configuration: [`Var`] (what a variable is),
//! [`Value`] (what it is set to, and where), [`Settings`] (all of them, layered) and [`Rule`] (what may
//! be wrong with them). Knows no service: the tables of variables and the rules of each service live
//! with the service. Used by everything above `problem`.

pub mod dotenv;
pub mod names;
mod profile;
mod reference;
pub mod rules;
mod settings;
pub mod vars;

use std::path::PathBuf;

pub use profile::config_file;
pub use settings::{Duplicate, Settings, Sources, parse_bool};

use crate::probe::{Finding, Severity};
use crate::problem::{Code, Origin};
use crate::secret::Secret;

/// What a variable is: one row of data, from which `config vars`, `config init`, `config show`,
/// `config check` and the README's table are projected.
#[derive(Clone, Copy, Debug)]
pub struct Var {
    /// The first name, the one Dify reads where it reads any.
    pub name: &'static str,
    /// Other names with the same meaning, in order of preference.
    pub aliases: &'static [&'static str],
    pub kind: Kind,
    pub secret: bool,
    pub needed: Needed,
    /// What tieline takes when it is set nowhere.
    pub default: Option<&'static str>,
    /// One sentence without a full stop.
    pub about: &'static str,
    pub example: &'static str,
    pub dify: Dify,
}

/// What tieline itself accepts as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Bool,
    /// A whole number within these bounds, both included.
    Int(i64, i64),
    /// 1 to 65535.
    Port,
    /// One of these, exactly.
    OneOf(&'static [&'static str]),
    /// Absolute, `http` or `https`.
    Url,
    /// `ops@example.org` or `Ops <ops@example.org>`.
    Mailbox,
    Path,
    Base64,
}

/// When tieline needs the variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// Whenever its service is used.
    Always,
    /// In the case these words describe.
    When(&'static str),
    Never,
}

/// What Dify does with the very same name (its settings are typed; a value of the wrong type keeps the
/// api container from starting).
#[derive(Clone, Copy, Debug)]
pub struct Dify {
    pub reads: DifyType,
    /// Those aliases that reach Dify too, by boto3's or Google's own chain.
    pub aliases: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifyType {
    /// Dify ignores the name.
    Unread,
    Text,
    Int,
    PositiveInt,
    PositiveFloat,
    Bool,
    /// Exactly one of these, case and all, else the container does not start.
    OneOf(&'static [&'static str]),
}

impl Var {
    /// A text that is not secret, not needed and that Dify does not read; the rest is said by the
    /// methods below, so that a table reads like one.
    pub const fn new(name: &'static str, about: &'static str) -> Var {
        Var {
            name,
            aliases: &[],
            kind: Kind::Text,
            secret: false,
            needed: Needed::Never,
            default: None,
            about,
            example: "",
            dify: Dify {
                reads: DifyType::Unread,
                aliases: &[],
            },
        }
    }
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Var {
        self.aliases = aliases;
        self
    }
    pub const fn kind(mut self, kind: Kind) -> Var {
        self.kind = kind;
        self
    }
    pub const fn secret(mut self) -> Var {
        self.secret = true;
        self
    }
    pub const fn needed(mut self, needed: Needed) -> Var {
        self.needed = needed;
        self
    }
    pub const fn default(mut self, default: &'static str) -> Var {
        self.default = Some(default);
        self
    }
    pub const fn example(mut self, example: &'static str) -> Var {
        self.example = example;
        self
    }
    pub const fn dify(mut self, reads: DifyType) -> Var {
        self.dify.reads = reads;
        self
    }
    pub const fn dify_aliases(mut self, aliases: &'static [&'static str]) -> Var {
        self.dify.aliases = aliases;
        self
    }

    /// All its names, the preferred one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

/// What one variable is set to. A value never travels without where it came from.
#[derive(Clone, Debug)]
pub struct Value {
    /// The name under which it was found: the variable's own or an alias.
    pub name: String,
    /// Every value is treated as a secret until its [`Var`] says that it may be shown.
    pub text: Secret<String>,
    pub origin: Origin,
    pub raw: RawText,
    /// The same variable in places that lost, the strongest first.
    pub shadowed: Vec<Origin>,
}

impl Value {
    /// The value as text. For a variable whose `Var` is secret, treat it as `Secret::reveal`.
    pub fn text(&self) -> &str {
        self.text.reveal()
    }

    /// Set, but to nothing: not the same as unset, since Dify treats the two differently.
    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }
}

/// How a value was written, for the rules that look at the writing.
#[derive(Clone, Debug, Default)]
pub struct RawText {
    pub quote: Quote,
    /// As written in the env file, quotes included; empty where there is no file.
    pub text: Secret<String>,
    /// The comment on its line, without the `#`.
    pub comment: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quote {
    #[default]
    None,
    Single,
    Double,
}

/// Something that may be wrong with a configuration: a row of a table, with one short function.
pub struct Rule {
    /// Stable, kebab case; `--allow`, `# tieline: allow` and `explain` take it.
    pub name: &'static str,
    pub code: Code,
    pub severity: Severity,
    pub scope: Scope,
    /// One sentence for `explain RULE`: what it looks for and why that hurts.
    pub about: &'static str,
    pub find: fn(&Settings, &mut Found<'_>),
}

/// For whom a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// True for whoever reads the variables.
    Any,
    /// About what Dify does: off with `--for generic`.
    Dify,
}

/// Where a rule puts what it finds.
pub struct Found<'a> {
    rule: &'a Rule,
    service: Option<&'static str>,
    vars: &'static [Var],
    findings: &'a mut Vec<Finding>,
}

impl<'a> Found<'a> {
    pub fn new(
        rule: &'a Rule,
        service: Option<&'static str>,
        vars: &'static [Var],
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        Found {
            rule,
            service,
            vars,
            findings,
        }
    }

    /// The variables of the service that is being looked at; those that all share for the deployment.
    pub fn vars(&self) -> &'static [Var] {
        self.vars
    }

    /// The service that is being looked at.
    pub fn service(&self) -> Option<&'static str> {
        self.service
    }

    /// A finding that blames a value that is set. `title` names the fault, `cause` says what the
    /// deployment will do, `help` can be pasted.
    pub fn at(
        &mut self,
        value: &Value,
        title: impl Into<String>,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(
            Some(value.name.clone()),
            Some(value.origin.clone()),
            title,
            cause,
            help,
        );
    }

    /// A finding that blames a variable that is set nowhere.
    pub fn missing(
        &mut self,
        variable: &str,
        title: impl Into<String>,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Some(variable.to_owned()), None, title, cause, help);
    }

    /// A finding about a variable that has no value: blames the blank line where there is one.
    pub fn unset(
        &mut self,
        settings: &Settings,
        variable: &str,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) {
        match settings.raw(variable) {
            Some(blank) => self.at(blank, format!("{variable} is blank"), cause, help),
            None => self.missing(variable, format!("{variable} is not set"), cause, help),
        }
    }

    /// A finding about a place in a file.
    pub fn place(
        &mut self,
        variable: Option<&str>,
        origin: &Origin,
        title: impl Into<String>,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(
            variable.map(str::to_owned),
            Some(origin.clone()),
            title,
            cause,
            help,
        );
    }

    fn add(
        &mut self,
        variable: Option<String>,
        origin: Option<Origin>,
        title: impl Into<String>,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.push(Finding {
            severity: self.rule.severity,
            code: self.rule.code,
            rule: self.rule.name,
            service: self.service,
            variable,
            origin,
            title: title.into(),
            cause: Some(cause.into()).filter(|text: &String| !text.is_empty()),
            help: Some(help.into()).filter(|text: &String| !text.is_empty()),
            live: false,
        });
    }
}

/// A directory of the XDG base directory specification, tieline's own folder in it: `$VAR/tieline`,
/// else `$HOME/FALLBACK/tieline`. `None` where neither is set.
pub fn xdg(var: &str, fallback: &str) -> Option<PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            // A relative path in these variables is to be ignored (XDG base directories, 0.8).
            .filter(|path| path.is_absolute())
    };
    absolute(var)
        .or_else(|| absolute("HOME").map(|home| home.join(fallback)))
        .map(|base| base.join("tieline"))
}
