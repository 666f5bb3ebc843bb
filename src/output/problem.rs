//! A problem, in its two forms. The shapes are a contract: see the README on failures.

use std::io;

use serde::{Serialize, Serializer};

use super::{Painter, Style};
use crate::problem::Problem;

/// Where the text of a field starts.
const FIELD: usize = 11;

#[derive(Serialize)]
struct Document<'a> {
    ok: bool,
    problem: Fields<'a>,
}

/// A problem's fields as JSON has them.
#[derive(Serialize)]
struct Fields<'a> {
    code: &'static str,
    title: &'a str,
    service: Option<&'static str>,
    variable: Option<&'a str>,
    origin: Option<String>,
    key: Option<&'a str>,
    address: Option<&'a str>,
    cause: Option<&'a str>,
    help: &'a str,
    request_id: Option<&'a str>,
}

impl<'a> From<&'a Problem> for Fields<'a> {
    fn from(problem: &'a Problem) -> Self {
        Fields {
            code: problem.code.id(),
            title: &problem.title,
            service: problem.subject.service,
            variable: problem.subject.variable.as_deref(),
            origin: problem.subject.origin.as_ref().map(ToString::to_string),
            key: problem.subject.key.as_deref(),
            address: problem.subject.address.as_deref(),
            cause: problem.cause.as_deref(),
            help: &problem.help,
            request_id: problem.request_id.as_deref(),
        }
    }
}

/// The `problem` of a failed item in a report or a stream.
pub fn fields<S: Serializer>(problem: &Option<Problem>, to: S) -> Result<S::Ok, S::Error> {
    problem.as_ref().map(Fields::from).serialize(to)
}

pub fn json(problem: &Problem) -> String {
    let document = Document {
        ok: false,
        problem: Fields::from(problem),
    };
    // Strings and options of strings: there is nothing in it that could fail to serialise.
    let mut text = serde_json::to_string(&document).unwrap_or_default();
    text.push('\n');
    text
}

pub fn human(problem: &Problem, to: &mut Painter) -> io::Result<()> {
    to.paint(Style::Error, &format!("error[{}]", problem.code.id()))?;
    to.text(": ")?;
    to.paint(Style::Strong, &problem.title)?;
    to.end()?;
    let subject = &problem.subject;
    let from = |variable: &str| match &subject.origin {
        Some(origin) => format!("{variable} from {origin}"),
        None => variable.to_owned(),
    };
    match (subject.service, &subject.variable) {
        (Some(service), Some(variable)) => {
            field(to, "service", &format!("{service} ({})", from(variable)))?;
        }
        (Some(service), None) => {
            field(to, "service", service)?;
            if let Some(origin) = &subject.origin {
                field(to, "at", &origin.to_string())?;
            }
        }
        (None, Some(variable)) => field(to, "variable", &from(variable))?,
        (None, None) => {
            if let Some(origin) = &subject.origin {
                field(to, "at", &origin.to_string())?;
            }
        }
    }
    if let Some(key) = &subject.key {
        field(to, "key", key)?;
    }
    if let Some(address) = &subject.address {
        field(to, "address", address)?;
    }
    match (&problem.cause, &problem.request_id) {
        (Some(cause), Some(id)) => field(to, "cause", &format!("{cause} (request {id})"))?,
        (Some(cause), None) => field(to, "cause", cause)?,
        (None, Some(id)) => field(to, "request", id)?,
        (None, None) => {}
    }
    let id = problem.code.id();
    field(
        to,
        "help",
        &format!("{}; `tieline explain {id}`", problem.help),
    )
}

fn field(to: &mut Painter, name: &str, text: &str) -> io::Result<()> {
    to.text("  ")?;
    to.column(Style::Faint, name, FIELD - 2)?;
    to.wrapped(Style::Plain, text, FIELD)?;
    to.end()
}
