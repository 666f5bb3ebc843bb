//! `tieline config vars`: the contract of variables, projected from their tables.

use std::io;

use clap::Args;
use serde::Serialize;

use crate::app::{App, tables};
use crate::config::{DifyType, Kind, Needed, Var};
use crate::output::{Painter, Report, Style};
use crate::problem::{Code, Exit, Failure, Problem};

#[derive(Debug, Args)]
pub struct VarsArgs {
    /// Only this variable; an alias will do
    name: Option<String>,
}

#[derive(Serialize)]
struct Contract {
    variables: Vec<Row>,
    #[serde(skip)]
    whole: bool,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    aliases: &'static [&'static str],
    kind: String,
    secret: bool,
    needed: &'static str,
    default: Option<&'static str>,
    about: &'static str,
    example: Option<&'static str>,
    /// Which of its names Dify reads.
    dify_reads: Vec<&'static str>,
}

pub fn run(args: &VarsArgs, app: &App) -> Result<Exit, Failure> {
    let all = tables().into_iter().flatten();
    let variables: Vec<Row> = match &args.name {
        None => all.map(row).collect(),
        Some(name) => all
            .filter(|var| var.names().any(|n| n == name))
            .take(1)
            .map(row)
            .collect(),
    };
    if let (Some(name), true) = (&args.name, variables.is_empty()) {
        return Err(Problem::new(Code::VariableUnknown)
            .title(format!("{name} is not a variable that tieline knows"))
            .variable(name)
            .help("look through `tieline config vars`")
            .into());
    }
    app.output().report(&Contract {
        variables,
        whole: args.name.is_none(),
    })?;
    Ok(Exit::Done)
}

fn row(var: &'static Var) -> Row {
    let mut dify_reads = Vec::new();
    if var.dify.reads != DifyType::Unread {
        dify_reads.push(var.name);
    }
    dify_reads.extend(var.dify.aliases);
    Row {
        name: var.name,
        aliases: var.aliases,
        kind: kind(var),
        secret: var.secret,
        needed: match var.needed {
            Needed::Always => "whenever its service is used",
            Needed::When(when) => when,
            Needed::Never => "never",
        },
        default: var.default,
        about: var.about,
        example: Some(var.example).filter(|example| !example.is_empty()),
        dify_reads,
    }
}

fn kind(var: &Var) -> String {
    match (var.kind, var.dify.reads) {
        (Kind::Text, DifyType::Int) => "whole number".to_owned(),
        (Kind::Text, DifyType::PositiveInt) => "whole number above 0".to_owned(),
        (Kind::Text, DifyType::PositiveFloat) => "number above 0".to_owned(),
        (Kind::Text, DifyType::OneOf(words)) | (Kind::OneOf(words), _) => words.join("|"),
        (Kind::Text, _) => "text".to_owned(),
        (Kind::Bool, _) => "true|false".to_owned(),
        (Kind::Int(least, most), _) => format!("{least} to {most}"),
        (Kind::Port, _) => "port".to_owned(),
        (Kind::Url, _) => "URL".to_owned(),
        (Kind::Mailbox, _) => "mailbox".to_owned(),
        (Kind::Path, _) => "path".to_owned(),
        (Kind::Base64, _) => "base64".to_owned(),
    }
}

impl Report for Contract {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        for row in &self.variables {
            to.paint(Style::Strong, row.name)?;
            to.text(&format!("  {}", row.about))?;
            to.end()?;
            if self.whole {
                continue;
            }
            let text = |list: &[&str]| match list {
                [] => "-".to_owned(),
                names => names.join(", "),
            };
            for (label, value) in [
                ("aliases", text(row.aliases)),
                (
                    "type",
                    row.kind.clone() + if row.secret { ", secret" } else { "" },
                ),
                ("needed", row.needed.to_owned()),
                ("default", row.default.unwrap_or("-").to_owned()),
                ("example", row.example.unwrap_or("-").to_owned()),
                ("Dify reads", text(&row.dify_reads)),
            ] {
                to.text("  ")?;
                to.column(Style::Faint, label, 12)?;
                to.wrapped(Style::Plain, &value, 14)?;
                to.end()?;
            }
        }
        Ok(())
    }
}
