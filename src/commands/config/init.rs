//! `tieline config init`: an env file for the services a deployment is to use, by questions or as a template.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::app::{App, services, variable_of};
use crate::config::{DifyType, Needed, Var, dotenv, rules, vars};
use crate::output::prompt::Prompt;
use crate::output::{Painter, Report};
use crate::problem::{Code, Exit, Failure, Problem};
use crate::service::{Job, Service};
use crate::whole;

#[derive(Debug, Args)]
pub struct InitArgs {
    /// The services to use [default: asks; all of them in a template]
    #[arg(value_name = "SERVICE", value_parser = super::service_names())]
    services: Vec<String>,
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = ".env")]
    to: PathBuf,
    /// Ask nothing, write a template
    #[arg(long)]
    non_interactive: bool,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

/// A variable on its way into the file.
struct Line {
    var: &'static Var,
    /// What was answered; `None`: left to be filled, or commented out where it is not needed.
    value: Option<String>,
}

struct Section {
    /// `None`: what the whole deployment shares.
    service: Option<&'static Service>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Made {
    file: String,
    services: Vec<&'static str>,
    variables: usize,
}

pub fn run(args: InitArgs, app: &App) -> Result<Exit, Failure> {
    if args.to.exists() && !args.force {
        return Err(exists(&args.to).into());
    }
    let named: Vec<&'static Service> = services()
        .iter()
        .copied()
        .filter(|service| args.services.iter().any(|name| name == service.id))
        .collect();
    // In a template of all of them one store and one mailer are to be chosen by hand.
    let chosen = !(args.non_interactive && named.is_empty());
    let sections = if args.non_interactive {
        template(&named)
    } else {
        app.ask(move |prompt| questions(prompt, named))?
    };
    let file = args.to.display().to_string();
    write(&args.to, &text(&sections, &file, chosen), args.force)?;
    let answered = |line: &&Line| line.value.is_some();
    app.output().report(&Made {
        services: sections
            .iter()
            .filter_map(|section| section.service.map(|service| service.id))
            .collect(),
        variables: sections
            .iter()
            .flat_map(|section| &section.lines)
            .filter(answered)
            .count(),
        file,
    })?;
    Ok(Exit::Done)
}

fn exists(path: &Path) -> Problem {
    Problem::new(Code::FileExists)
        .title(format!("\"{}\" exists", path.display()))
        .key(path.display().to_string())
        .help("give --to another name, or --force to replace it")
}

/// What all mail, and every deployment with a login, needs beside its service's own.
fn shared(chosen: &[&Service]) -> Vec<&'static Var> {
    let does = |job| chosen.iter().any(|service| service.job == job);
    let wanted = |var: &&Var| match var.name {
        "MAIL_DEFAULT_SEND_FROM" => does(Job::Mail),
        "CONSOLE_API_URL" => does(Job::Login),
        "CONSOLE_WEB_URL" => does(Job::Mail) || does(Job::Login),
        _ => false,
    };
    vars::SHARED.iter().filter(wanted).collect()
}

/// `STORAGE_TYPE=s3`
fn choice(service: &Service) -> Option<String> {
    let word = service.chosen_by.first()?;
    Some(format!("{}={word}", variable_of(service.job)?))
}

fn template(named: &[&'static Service]) -> Vec<Section> {
    let services = match named {
        [] => services(),
        named => named,
    };
    let empty = |var| Line { var, value: None };
    let mut sections = vec![Section {
        service: None,
        lines: shared(services).into_iter().map(empty).collect(),
    }];
    sections.extend(services.iter().map(|service| Section {
        service: Some(service),
        lines: service.vars.iter().map(empty).collect(),
    }));
    sections
}

fn questions(prompt: &Prompt, named: Vec<&'static Service>) -> Result<Vec<Section>, Failure> {
    let chosen = if named.is_empty() {
        choose(prompt)?
    } else {
        named
    };
    let mut sections = vec![Section {
        service: None,
        lines: answers(prompt, shared(&chosen), true)?,
    }];
    for service in chosen {
        sections.push(Section {
            service: Some(service),
            lines: answers(prompt, service.vars.iter().collect(), false)?,
        });
    }
    Ok(sections)
}

fn choose(prompt: &Prompt) -> Result<Vec<&'static Service>, Failure> {
    let of = |job| {
        services()
            .iter()
            .copied()
            .filter(move |service: &&Service| service.job == job)
            .collect::<Vec<_>>()
    };
    let titles = |list: &[&Service]| {
        list.iter()
            .map(|service| service.title.to_owned())
            .collect::<Vec<_>>()
    };
    let mut chosen = Vec::new();
    for (job, question) in [
        (Job::Storage, "Where do files go?"),
        (Job::Mail, "How is mail sent?"),
    ] {
        let list = of(job);
        let mut choices = titles(&list);
        choices.push("none".to_owned());
        chosen.extend(list.get(prompt.one(question, &choices)?).copied());
    }
    let logins = of(Job::Login);
    let picked = prompt.some(
        "Who may log people in? (space marks, enter goes on)",
        &titles(&logins),
    )?;
    chosen.extend(picked.into_iter().filter_map(|at| logins.get(at).copied()));
    Ok(chosen)
}

/// Asks for what is needed, or may be, and for what the deployment itself reads; the rest is left as comments.
fn answers(prompt: &Prompt, list: Vec<&'static Var>, all: bool) -> Result<Vec<Line>, Failure> {
    let mut lines = Vec::new();
    for var in list {
        let asked = all || var.needed != Needed::Never || var.dify.reads != DifyType::Unread;
        let mut line = Line { var, value: None };
        if asked {
            let when = match var.needed {
                Needed::Always => String::new(),
                Needed::When(when) => format!(", needed when {when}"),
                Needed::Never => ", may be left out".to_owned(),
            };
            let question = format!("{} ({}{when})", var.name, lower(var.about));
            let answer = if var.secret {
                prompt.hidden(&question)?.reveal().clone()
            } else {
                let judge = |text: &str| match text.trim() {
                    "" => None,
                    text => {
                        rules::wanted(var.kind, text).map(|wanted| format!("this is not {wanted}"))
                    }
                };
                prompt
                    .line(&question, var.default, &judge)?
                    .trim()
                    .to_owned()
            };
            line.value = Some(answer).filter(|answer| !answer.is_empty());
        }
        lines.push(line);
    }
    Ok(lines)
}

fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

fn text(sections: &[Section], file: &str, chosen: bool) -> String {
    let mut text = format!(
        "# `tieline config check --env-file {file} --live` says whether this works.\n# `tieline config vars NAME` says what a variable takes.\n"
    );
    for section in sections.iter().filter(|section| !section.lines.is_empty()) {
        let title = section
            .service
            .map_or("the deployment", |service| service.title);
        text += &format!("\n# ---- {title} ----\n");
        if let Some(choice) = section.service.and_then(choice) {
            text += &format!("{}{choice}\n", if chosen { "" } else { "#" });
        }
        for line in &section.lines {
            let needed = match line.var.needed {
                Needed::Always => " (needed)".to_owned(),
                Needed::When(when) => format!(" (needed when {when})"),
                Needed::Never => String::new(),
            };
            text += &format!("\n# {}{needed}\n", line.var.about);
            text += &match &line.value {
                Some(value) => format!("{}={}\n", line.var.name, dotenv::written(value)),
                None => format!(
                    "#{}={}\n",
                    line.var.name,
                    dotenv::written(line.var.default.unwrap_or(line.var.example))
                ),
            };
        }
    }
    text
}

/// Whole or not at all, readable by its owner alone from the start.
fn write(path: &Path, text: &str, replace: bool) -> Result<(), Problem> {
    let fault = |error: io::Error| {
        Problem::new(Code::FileUnreadable)
            .title(format!("\"{}\" cannot be written", path.display()))
            .key(path.display().to_string())
            .help("give --to a path in a directory that you may write to")
            .source(error)
    };
    let mut hidden = whole::hidden_in(whole::directory_of(path)).map_err(fault)?;
    hidden.write_all(text.as_bytes()).map_err(fault)?;
    whole::keep(hidden, path, replace).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => fault(error),
    })
}

impl Report for Made {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        to.text(&format!(
            "wrote {} for {}",
            self.file,
            self.services.join(", ")
        ))?;
        to.end()?;
        to.text(&format!(
            "next: tieline config check --env-file {} --live",
            self.file
        ))?;
        to.end()
    }
}
