//! `tieline explain`: the catalogue of problems, and the rules of the check.

use std::io;

use clap::Args;
use serde::Serialize;

use super::config::check;
use crate::app::{App, services};
use crate::config::{Rule, rules};
use crate::output::{Painter, Report, Style};
use crate::problem::{CATALOGUE, Code, Entry, Exit, Failure};

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A code such as STORAGE_003, or a rule such as smtp-port-and-tls-disagree; nothing: all codes
    #[arg(value_name = "CODE|RULE")]
    subject: Option<String>,
}

#[derive(Serialize)]
struct Index {
    codes: Vec<Explained>,
}

#[derive(Serialize)]
struct Explained {
    code: &'static str,
    title: &'static str,
    exit: u8,
    meaning: &'static str,
    causes: &'static [&'static str],
    help: &'static str,
    variables: &'static [&'static str],
}

#[derive(Serialize)]
struct ExplainedRule {
    rule: &'static str,
    code: &'static str,
    severity: &'static str,
    about: &'static str,
}

#[derive(Serialize)]
struct ExplainedProof {
    rule: &'static str,
    about: &'static str,
}

pub fn run(args: &ExplainArgs, app: &App) -> Result<Exit, Failure> {
    let Some(subject) = &args.subject else {
        let codes = CATALOGUE.iter().map(explained).collect();
        app.output().report(&Index { codes })?;
        return Ok(Exit::Done);
    };
    if let Some(code) = Code::find(subject) {
        app.output().report(&explained(code.entry()))?;
        return Ok(Exit::Done);
    }
    if let Some((rule, about)) = live_rules().find(|(name, _)| name == subject) {
        app.output().report(&ExplainedProof { rule, about })?;
        return Ok(Exit::Done);
    }
    let rule = all_rules()
        .find(|rule| rule.name == subject)
        .ok_or_else(|| {
            Failure::Usage(format!(
                "\"{subject}\" is neither a code nor a rule; `tieline explain` lists the codes"
            ))
        })?;
    app.output().report(&ExplainedRule {
        rule: rule.name,
        code: rule.code.id(),
        severity: rule.severity.word(),
        about: rule.about,
    })?;
    Ok(Exit::Done)
}

fn all_rules() -> impl Iterator<Item = &'static Rule> {
    [
        rules::GENERAL,
        rules::MAIL,
        rules::LOGIN,
        rules::STORAGE,
        rules::PER_SERVICE,
        rules::VALUES,
    ]
    .into_iter()
    .chain(services().iter().map(|service| service.rules))
    .flatten()
}

/// What a live check may find: the code and the severity are those of what happened.
fn live_rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_services = services().iter().flat_map(|service| service.live);
    of_services.chain(check::live::LIVE).copied()
}

fn explained(entry: &'static Entry) -> Explained {
    Explained {
        code: entry.id,
        title: entry.title,
        exit: Exit::Failed(entry.family).status(),
        meaning: entry.meaning,
        causes: entry.causes,
        help: entry.help,
        variables: entry.variables,
    }
}

impl Report for Index {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        for row in &self.codes {
            to.column(Style::Strong, row.code, 13)?;
            to.wrapped(Style::Plain, row.title, 13)?;
            to.end()?;
        }
        Ok(())
    }
}

impl Report for Explained {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        to.paint(Style::Strong, &format!("{}: {}", self.code, self.title))?;
        to.end()?;
        to.wrapped(Style::Plain, self.meaning, 0)?;
        to.end()?;
        to.end()?;
        for cause in self.causes {
            to.text("  - ")?;
            to.wrapped(Style::Plain, cause, 4)?;
            to.end()?;
        }
        to.end()?;
        to.text("help       ")?;
        to.wrapped(Style::Plain, self.help, 11)?;
        to.end()?;
        if !self.variables.is_empty() {
            to.text("variables  ")?;
            to.wrapped(Style::Plain, &self.variables.join(", "), 11)?;
            to.end()?;
        }
        to.text(&format!("exit       {}", self.exit))?;
        to.end()
    }
}

impl Report for ExplainedRule {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        to.paint(
            Style::Strong,
            &format!("{} ({}, {})", self.rule, self.severity, self.code),
        )?;
        to.end()?;
        to.wrapped(Style::Plain, self.about, 0)?;
        to.end()
    }
}

impl Report for ExplainedProof {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        to.paint(Style::Strong, &format!("{} (found by --live)", self.rule))?;
        to.end()?;
        to.wrapped(Style::Plain, self.about, 0)?;
        to.end()
    }
}
