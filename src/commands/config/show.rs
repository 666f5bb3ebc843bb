//! `tieline config show`: every value with the origin that won and those it shadowed.

use std::io;

use clap::Args;
use serde::Serialize;

use crate::app::App;
use crate::config::{Value, names};
use crate::output::{Painter, Report, Style};
use crate::problem::{Code, Exit, Failure, Problem};

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Print one secret's value, alone, on stdout
    #[arg(long, value_name = "NAME")]
    reveal: Option<String>,
}

#[derive(Serialize)]
struct Shown {
    values: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    /// `null` for a secret.
    value: Option<String>,
    secret: bool,
    origin: String,
    shadowed: Vec<String>,
}

pub fn run(args: &ShowArgs, app: &App) -> Result<Exit, Failure> {
    let settings = app.settings()?;
    if let Some(name) = &args.reveal {
        let value = settings.get(name).ok_or_else(|| {
            Problem::new(Code::RequiredVariableMissing)
                .title(format!("{name} is not set"))
                .variable(name)
                .help("name a variable that `tieline config show` lists")
        })?;
        app.output()
            .data(format!("{}\n", value.text()).as_bytes())?;
        return Ok(Exit::Done);
    }
    let row = |value: &Value| {
        let secret = match settings.var(&value.name) {
            Some(var) => var.secret,
            None => names::sounds_secret(&value.name),
        };
        Row {
            name: value.name.clone(),
            value: (!secret).then(|| value.text().to_owned()),
            secret,
            origin: value.origin.to_string(),
            shadowed: value.shadowed.iter().map(ToString::to_string).collect(),
        }
    };
    let values = settings.all().into_iter().map(row).collect();
    app.output().report(&Shown { values })?;
    Ok(Exit::Done)
}

impl Report for Shown {
    fn human(&self, to: &mut Painter) -> io::Result<()> {
        if self.values.is_empty() {
            to.text("nothing is set: `tieline config vars` lists what could be")?;
            return to.end();
        }
        let width = self
            .values
            .iter()
            .map(|row| row.name.len())
            .max()
            .unwrap_or(0);
        for row in &self.values {
            to.column(Style::Strong, &row.name, width + 2)?;
            match row.value.as_deref() {
                None => to.paint(Style::Faint, "•••")?,
                Some("") => to.paint(Style::Faint, "(blank)")?,
                Some(value) => to.text(value)?,
            }
            to.paint(Style::Faint, &format!("  {}", row.origin))?;
            if !row.shadowed.is_empty() {
                to.paint(
                    Style::Faint,
                    &format!(", shadows {}", row.shadowed.join(", ")),
                )?;
            }
            to.end()?;
        }
        Ok(())
    }
}
