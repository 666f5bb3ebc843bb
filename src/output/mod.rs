//! HOW WE SAY IT: the only writer. Owns stdout, stderr, colour, width, masking and the two forms,
//! human and JSON, of every report and problem. Workers never see it: they return [`Report`]s or tell
//! a [`Progress`](crate::progress::Progress). Used by `commands` through `app`.

mod bar;
pub mod browser;
mod painter;
mod problem;
pub mod prompt;
mod trace;

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use indicatif::WeakProgressBar;

pub use bar::Bar;
pub use painter::{Painter, Style, size};
pub use problem::{fields, human as problem_lines};
pub use trace::StderrTrace;

use crate::problem::{Failure, Origin, Problem};
use crate::secret::Secret;

/// What a command has to say when it is done: data for JSON, words for people.
pub trait Report: Serialize {
    fn human(&self, to: &mut Painter) -> io::Result<()>;

    /// The `ok` of the JSON document.
    fn ok(&self) -> bool {
        true
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    #[default]
    Human,
    /// One JSON document on stdout, or JSON Lines where a command streams.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

/// The writer. One for the whole run.
pub struct Output {
    format: Format,
    color: ColorChoice,
    /// Negative: less; 0: as usual; 1: more; 2: traces.
    verbosity: i8,
    progress: bool,
    masks: Arc<Masks>,
    /// Where the command stands that says it.
    at: Option<Origin>,
    /// What is drawn on the terminal right now: lines are written beside it, and never through it.
    drawn: Arc<Mutex<Option<WeakProgressBar>>>,
}

/// A JSON document with `ok` in front.
#[derive(Serialize)]
struct Document<'a, R: Serialize> {
    ok: bool,
    #[serde(flatten)]
    report: &'a R,
}

impl Output {
    pub fn new(format: Format, color: ColorChoice, verbosity: i8, progress: bool) -> Output {
        Output {
            format,
            color,
            verbosity,
            progress,
            masks: Arc::default(),
            at: None,
            drawn: Arc::default(),
        }
    }

    /// The writer of one of many commands that stand in a file.
    pub fn at(&self, origin: Origin) -> Output {
        Output {
            masks: Arc::clone(&self.masks),
            drawn: Arc::clone(&self.drawn),
            at: Some(origin),
            ..*self
        }
    }

    pub fn format(&self) -> Format {
        self.format
    }

    pub fn verbosity(&self) -> i8 {
        self.verbosity
    }

    /// From now on these never show, wherever they turn up (a server may repeat what it was sent).
    pub fn mask(&self, secrets: Vec<Secret<String>>) {
        self.masks.add(secrets);
    }

    /// The same, for those who learn of secrets while they work.
    pub fn masks(&self) -> Arc<Masks> {
        Arc::clone(&self.masks)
    }

    /// The result of a command, on stdout. A reader that went away does not change how the command ends.
    pub fn report<R: Report>(&self, report: &R) -> Result<(), Failure> {
        let text = match self.format {
            Format::Json => json(&Document {
                ok: report.ok(),
                report,
            })?,
            Format::Human => self.paint(io::stdout().is_terminal(), |to| report.human(to))?,
        };
        match self.write_stdout(&text) {
            Err(Failure::ClosedPipe) => Ok(()),
            other => other,
        }
    }

    /// One item of a stream, on stdout: a JSON line or a human one. Fails with
    /// [`Failure::ClosedPipe`] when nobody reads any more, which is the time to stop.
    pub fn item<R: Report>(&self, item: &R) -> Result<(), Failure> {
        self.items(std::slice::from_ref(item))
    }

    /// Several items at once: a page of them costs one write.
    pub fn items<R: Report>(&self, items: &[R]) -> Result<(), Failure> {
        if items.is_empty() {
            return Ok(());
        }
        let text = match self.format {
            Format::Json => items.iter().map(json).collect::<Result<String, _>>()?,
            Format::Human => self.paint(io::stdout().is_terminal(), |to| {
                items.iter().try_for_each(|item| item.human(to))
            })?,
        };
        self.write_stdout(&text)
    }

    /// A command's data itself, unmasked: what `cat` reads, what `presign` signs.
    pub fn data(&self, data: &[u8]) -> Result<(), Failure> {
        write(&mut io::stdout().lock(), data)
    }

    /// A problem: JSON on stdout, unless stdout is the data itself; human on stderr.
    pub fn problem(&self, problem: &Problem, stdout_is_data: bool) {
        let problem = &self.located(problem);
        let sent = match self.format {
            Format::Json => {
                let text = self.masks.cover(&problem::json(problem));
                told(&text, stdout_is_data)
            }
            Format::Human => self.to_stderr(|to| problem::human(problem, to)),
        };
        // There is nobody left to tell when stderr is closed.
        drop(sent);
    }

    /// The problem, with the place in the file where the command stands that met it.
    pub fn located(&self, problem: &Problem) -> Problem {
        match &self.at {
            Some(origin) if problem.subject.origin.is_none() => problem.clone().origin(origin),
            _ => problem.clone(),
        }
    }

    /// Says why a command did not finish, unless there is nobody to tell.
    pub fn failure(&self, failure: &Failure, stdout_is_data: bool) {
        match failure {
            Failure::Problem(problem) => self.problem(problem, stdout_is_data),
            Failure::Usage(sentence) => self.refuse(sentence, stdout_is_data),
            Failure::Unexpected(error) => {
                self.refuse(&crate::problem::chain(&**error), stdout_is_data);
            }
            // A person knows; a script that reads on has to.
            Failure::Interrupted if self.format == Format::Json => {
                self.refuse("interrupted", stdout_is_data);
            }
            Failure::Interrupted | Failure::ClosedPipe => {}
        }
    }

    /// Says a failure that is no problem of the catalogue where a problem would be said.
    fn refuse(&self, sentence: &str, stdout_is_data: bool) {
        if self.format == Format::Human {
            return self.error(sentence);
        }
        let mut said = serde_json::json!({"ok": false, "error": sentence});
        if let Some(origin) = &self.at {
            said["origin"] = origin.to_string().into();
        }
        let text = self.masks.cover(&format!("{said}\n"));
        drop(told(&text, stdout_is_data));
    }

    /// One sentence about a failure that is no problem of the catalogue.
    pub fn error(&self, sentence: &str) {
        drop(self.to_stderr(|to| {
            to.paint(Style::Error, "error")?;
            to.text(": ")?;
            if let Some(origin) = &self.at {
                to.text(&format!("{origin}: "))?;
            }
            to.text(sentence)?;
            to.end()
        }));
    }

    /// What a person has to do now for the command to go on, on stderr, even with `-q`.
    pub fn tell(&self, line: &str) {
        drop(self.to_stderr(|to| {
            to.text(line)?;
            to.end()
        }));
    }

    /// Something worth knowing that is not the result, on stderr; `-q` silences it.
    pub fn note(&self, sentence: &str) {
        if self.verbosity >= 0 {
            drop(self.to_stderr(|to| {
                to.text(sentence)?;
                to.end()
            }));
        }
    }

    /// Something that should not stay as it is, on stderr, even with `-q`.
    pub fn warning(&self, sentence: &str) {
        drop(self.to_stderr(|to| {
            to.paint(Style::Warning, "warning")?;
            to.text(": ")?;
            to.text(sentence)?;
            to.end()
        }));
    }

    /// A progress bar on the terminal's stderr, or nothing at all.
    pub fn bar(&self, label: &str) -> Bar {
        match self.shows_bars() {
            true => self.owned(Bar::shown(label)),
            false => Bar::hidden(),
        }
    }

    fn owned(&self, bar: Bar) -> Bar {
        *self.drawn.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.downgrade());
        bar
    }

    /// Writes, with the bar out of the way.
    fn beside_bar<T>(&self, write: impl FnOnce() -> T) -> T {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        match drawn.as_ref().and_then(WeakProgressBar::upgrade) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// The same for things that are counted; `total` is asked only when a bar is shown.
    pub fn counter(&self, label: &str, total: impl FnOnce() -> Option<u64>) -> Bar {
        match self.shows_bars() {
            true => self.owned(Bar::counting(label, total())),
            false => Bar::hidden(),
        }
    }

    fn shows_bars(&self) -> bool {
        self.progress
            && self.verbosity >= 0
            && self.format == Format::Human
            && io::stderr().is_terminal()
    }

    /// Where dialogues with services are traced to: nowhere below `-vv`.
    pub fn trace(&self) -> StderrTrace {
        self.transcript(false)
    }

    /// The same, for a command that was asked to show the dialogue (`--transcript`).
    pub fn transcript(&self, wanted: bool) -> StderrTrace {
        StderrTrace::new(wanted || self.verbosity >= 2, Arc::clone(&self.masks))
    }

    /// Whether this stream gets colour: `--color`, then `NO_COLOR` (set to anything), then the terminal.
    fn colored(&self, terminal: bool) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                terminal
                    && !set("NO_COLOR")
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }

    fn paint(
        &self,
        terminal: bool,
        paint: impl FnOnce(&mut Painter) -> io::Result<()>,
    ) -> Result<String, Failure> {
        // Text in a pipe is not wrapped: grep wants whole lines.
        let width = terminal
            .then(terminal_size::terminal_size)
            .flatten()
            .map(|(width, _)| usize::from(width.0).max(40));
        let mut painter = Painter::new(self.colored(terminal), width);
        paint(&mut painter).map_err(|error| Failure::Unexpected(error.into()))?;
        Ok(self.masks.cover(&painter.finish()))
    }

    fn to_stderr(&self, paint: impl FnOnce(&mut Painter) -> io::Result<()>) -> Result<(), Failure> {
        let text = self.paint(io::stderr().is_terminal(), paint)?;
        self.beside_bar(|| write(&mut io::stderr().lock(), text.as_bytes()))
    }

    fn write_stdout(&self, text: &str) -> Result<(), Failure> {
        let text = self.masks.cover(text);
        self.beside_bar(|| write(&mut io::stdout().lock(), text.as_bytes()))
    }
}

fn json<T: Serialize>(value: &T) -> Result<String, Failure> {
    let mut text =
        serde_json::to_string(value).map_err(|error| Failure::Unexpected(error.into()))?;
    text.push('\n');
    Ok(text)
}

/// Tells of a failure on stdout, or on stderr where that is the data, or takes no more.
fn told(text: &str, stdout_is_data: bool) -> Result<(), Failure> {
    let on_stderr = || write(&mut io::stderr().lock(), text.as_bytes());
    match stdout_is_data {
        true => on_stderr(),
        false => match write(&mut io::stdout().lock(), text.as_bytes()) {
            Err(Failure::Unexpected(_)) => on_stderr(),
            told => told,
        },
    }
}

fn write(to: &mut impl Write, bytes: &[u8]) -> Result<(), Failure> {
    to.write_all(bytes)
        .and_then(|()| to.flush())
        .map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            kind => {
                let words = format!("cannot write the output: {error}");
                Failure::Unexpected(io::Error::new(kind, words).into())
            }
        })
}

/// The secrets of this run, in every form in which they could come back.
#[derive(Default)]
pub struct Masks(Mutex<Vec<Secret<String>>>);

/// Masking something shorter would garble ordinary words, and a secret this short is none.
const SHORTEST_MASKED: usize = 6;

impl Masks {
    pub fn add(&self, secrets: Vec<Secret<String>>) {
        let mut masks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for secret in secrets {
            let text = secret.reveal();
            if text.len() < SHORTEST_MASKED {
                continue;
            }
            // As JSON writes it, without the quotes around it.
            if let Ok(quoted) = serde_json::to_string(text) {
                let inner = quoted[1..quoted.len() - 1].to_owned();
                if inner != *text {
                    masks.push(inner.into());
                }
            }
            masks.push(secret);
        }
        // The longest first, so that one that holds another is covered whole.
        masks.sort_by_key(|mask| std::cmp::Reverse(mask.reveal().len()));
    }

    pub(super) fn cover(&self, text: &str) -> String {
        let masks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        masks.iter().fold(text.to_owned(), |text, mask| {
            if text.contains(mask.reveal().as_str()) {
                text.replace(mask.reveal().as_str(), "•••")
            } else {
                text
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_covers_a_secret_as_it_is_and_as_json_writes_it() {
        let masks = Masks::default();
        masks.add(vec![Secret::from("pass\"word"), Secret::from("abc")]);
        assert_eq!(
            masks.cover(r#"pass"word {"cause":"pass\"word"} abc"#),
            r#"••• {"cause":"•••"} abc"#
        );
    }
}
