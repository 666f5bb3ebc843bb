//! What can go wrong, in words the user can act on. Owns [`Problem`], [`Failure`], [`Origin`] and the
//! exit statuses; the texts are rows of [`catalogue`]. Knows no service and never prints. Everybody
//! returns these; only `output` shows them and only `main` turns them into an exit status.

mod catalogue;
mod exit;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

pub use catalogue::{CATALOGUE, Code, Entry};
pub use exit::{Exit, Family};

pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Where a value or a fault stands, as the user would name it.
///
/// Displays as `prod.env:14`, `environment`, `profile "staging"` or `default`; a value read from a
/// secret file through `NAME_FILE` or a reference adds ` via PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    File {
        path: Arc<str>,
        line: usize,
    },
    Environment,
    Profile(Arc<str>),
    Default,
    /// What another origin pointed to: the content of a secret file, a referenced variable.
    Via(Box<Origin>, Arc<str>),
}

impl Origin {
    pub fn file(path: &Arc<str>, line: usize) -> Self {
        Origin::File {
            path: Arc::clone(path),
            line,
        }
    }

    /// The file and line that a comment or an annotation can be attached to, if there is one.
    pub fn place(&self) -> Option<(&str, usize)> {
        match self {
            Origin::File { path, line } => Some((path, *line)),
            Origin::Via(origin, _) => origin.place(),
            Origin::Environment | Origin::Profile(_) | Origin::Default => None,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::File { path, line } => write!(f, "{path}:{line}"),
            Origin::Environment => f.write_str("environment"),
            Origin::Profile(name) => write!(f, "profile \"{name}\""),
            Origin::Default => f.write_str("default"),
            Origin::Via(origin, target) => write!(f, "{origin} via {target}"),
        }
    }
}

/// What a problem is about. Every part is optional; what is known is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    pub service: Option<&'static str>,
    pub variable: Option<String>,
    pub origin: Option<Origin>,
    /// An object's key, a file's path.
    pub key: Option<String>,
    /// A mail address or a network address.
    pub address: Option<String>,
}

/// Whether the same request may succeed if it is made again. The one retry loop is `net::retry`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Retry {
    #[default]
    Never,
    /// After the usual backoff.
    Now,
    /// Not sooner than the service asked for (`Retry-After`).
    After(Duration),
}

/// A failure the user can act on. The code decides exit status and the default title and help.
///
/// Made once, where its meaning is known, with subject and origin; upper layers add nothing but `?`.
/// Boxed inside, so that `Result<T, Problem>` stays as small as a pointer.
#[derive(Clone)]
pub struct Problem(Box<Details>);

#[derive(Clone)]
pub struct Details {
    pub code: Code,
    pub title: Cow<'static, str>,
    pub subject: Subject,
    /// The service's own words.
    pub cause: Option<String>,
    /// One imperative sentence; never empty, since the code has one for when there is no better.
    pub help: Cow<'static, str>,
    pub request_id: Option<String>,
    pub retry: Retry,
    pub source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Problem {
    pub fn new(code: Code) -> Self {
        let entry = code.entry();
        Problem(Box::new(Details {
            code,
            title: Cow::Borrowed(entry.title),
            subject: Subject::default(),
            cause: None,
            help: Cow::Borrowed(entry.help),
            request_id: None,
            retry: Retry::Never,
            source: None,
        }))
    }

    /// Replaces the catalogue's title by one that names the thing: lower case, no full stop.
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.0.title = title.into();
        self
    }

    pub fn service(mut self, id: &'static str) -> Self {
        self.0.subject.service = Some(id);
        self
    }

    /// The variable to blame and where its value came from.
    pub fn at(mut self, variable: impl Into<String>, origin: &Origin) -> Self {
        self.0.subject.variable = Some(variable.into());
        self.0.subject.origin = Some(origin.clone());
        self
    }

    /// A variable that is set nowhere.
    pub fn variable(mut self, name: impl Into<String>) -> Self {
        self.0.subject.variable = Some(name.into());
        self
    }

    /// No variable is to blame: it was named elsewhere.
    pub fn blameless(mut self) -> Self {
        self.0.subject.variable = None;
        self.0.subject.origin = None;
        self
    }

    pub fn origin(mut self, origin: &Origin) -> Self {
        self.0.subject.origin = Some(origin.clone());
        self
    }

    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.0.subject.key = Some(key.into());
        self
    }

    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.0.subject.address = Some(address.into());
        self
    }

    pub fn because(mut self, cause: impl Into<String>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.0.help = help.into();
        self
    }

    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.0.request_id = Some(id.into());
        self
    }

    pub fn retry(mut self, retry: Retry) -> Self {
        self.0.retry = retry;
        self
    }

    /// Keeps the underlying error for `-v`, and its whole chain as the cause unless one was given.
    pub fn source(mut self, error: impl Into<BoxError>) -> Self {
        let error = error.into();
        if self.0.cause.is_none() {
            self.0.cause = Some(chain(&*error));
        }
        self.0.source = Some(error.into());
        self
    }
}

impl Deref for Problem {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.id(), self.title)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|e| e as _)
    }
}

/// Why a command did not finish. Each kind has one exit status ([`Failure::exit`]).
#[derive(Debug)]
pub enum Failure {
    Problem(Problem),
    /// The command line makes no sense; one sentence.
    Usage(String),
    Interrupted,
    /// The reader of our output went away (`| head`): not an error, nothing more to say.
    ClosedPipe,
    Unexpected(BoxError),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure::Problem(problem)
    }
}

/// An error and all that caused it, in one line, without the repetitions that wrappers like to make.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let words = cause.to_string();
        if !words.is_empty() && !text.contains(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        next = cause.source();
    }
    text
}
