//! `tieline mail templates`: what there is to fill in, and with what.

use std::io;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::app::App;
use crate::mail::template::Templates;
use crate::output::{Painter, Report, Style};
use crate::problem::{Exit, Failure};

#[derive(Debug, Args)]
pub struct TemplatesArgs {
    /// Templates of your own, before the built-in ones
    #[arg(long, value_name = "DIR")]
    template_dir: Option<PathBuf>,
}

#[derive(Serialize)]
struct List {
    templates: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    lang: String,
    needed: Vec<String>,
    optional: Vec<String>,
}

pub fn run(args: &TemplatesArgs, app: &App) -> Result<Exit, Failure> {
    let templates = Templates::load(args.template_dir.as_deref())?
        .list()
        .into_iter()
        .map(|listed| Row {
            name: listed.name,
            lang: listed.lang,
            needed: listed.needed.into_iter().collect(),
            optional: listed.optional.into_iter().collect(),
        });
    app.output().report(&List {
        templates: templates.collect(),
    })?;
    Ok(Exit::Done)
}

impl Report for List {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        for row in &self.templates {
            to.column(Style::Strong, &row.name, 18)?;
            to.column(Style::Plain, &row.lang, 4)?;
            to.text(&row.needed.join(" "))?;
            if !row.optional.is_empty() {
                to.paint(Style::Faint, &format!(" [{}]", row.optional.join(" ")))?;
            }
            to.end()?;
        }
        Ok(())
    }
}
