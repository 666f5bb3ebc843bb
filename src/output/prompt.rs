//! Questions to a person, on the terminal: stderr and stdin. Owns how they look and that secrets are not
//! shown as they are typed. Reached through `App::ask`, which knows whether there is anybody to ask.

use std::io::{self, IsTerminal};
use std::process::{Command, Stdio};

use dialoguer::theme::SimpleTheme;
use dialoguer::{Input, MultiSelect, Password, Select};

use crate::problem::Failure;
use crate::secret::Secret;

pub struct Prompt;

/// Why an answer will not do; `None` when it will.
pub type Judge<'a> = dyn Fn(&str) -> Option<String> + 'a;

pub fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Undoes the hiding of a secret that was being typed when the command was interrupted.
pub fn show_typing() {
    let stty = Command::new("stty")
        .arg("echo")
        .stderr(Stdio::null())
        .status();
    drop(stty);
}

fn failure(error: dialoguer::Error) -> Failure {
    let dialoguer::Error::IO(error) = error;
    match error.kind() {
        io::ErrorKind::Interrupted | io::ErrorKind::UnexpectedEof => Failure::Interrupted,
        _ => Failure::Unexpected(error.into()),
    }
}

impl Prompt {
    /// A line; nothing typed is an empty answer, or the one in brackets.
    pub fn line(
        &self,
        question: &str,
        usual: Option<&str>,
        judge: &Judge<'_>,
    ) -> Result<String, Failure> {
        let mut input = Input::with_theme(&SimpleTheme)
            .with_prompt(question)
            .allow_empty(true)
            .validate_with(|text: &String| judge(text).map_or(Ok(()), Err));
        if let Some(usual) = usual {
            input = input.default(usual.to_owned());
        }
        input.interact_text().map_err(failure)
    }

    /// Yes or no; nothing typed is no.
    pub fn yes(&self, question: &str) -> Result<bool, Failure> {
        let judge = |text: &str| {
            let clear = matches!(text, "" | "y" | "yes" | "n" | "no");
            (!clear).then(|| "answer y or n".to_owned())
        };
        let answer = self.line(&format!("{question} [y/N]"), None, &judge)?;
        Ok(answer.starts_with('y'))
    }

    /// A line that is not shown.
    pub fn hidden(&self, question: &str) -> Result<Secret<String>, Failure> {
        let asked = Password::with_theme(&SimpleTheme)
            .with_prompt(question)
            .allow_empty_password(true);
        asked.interact().map(Secret::from).map_err(failure)
    }

    /// One of these, by its place in the list.
    pub fn one(&self, question: &str, choices: &[String]) -> Result<usize, Failure> {
        let asked = Select::with_theme(&SimpleTheme)
            .with_prompt(question)
            .items(choices)
            .default(0);
        asked.interact().map_err(failure)
    }

    /// Some of these, or none.
    pub fn some(&self, question: &str, choices: &[String]) -> Result<Vec<usize>, Failure> {
        let asked = MultiSelect::with_theme(&SimpleTheme)
            .with_prompt(question)
            .items(choices);
        asked.interact().map_err(failure)
    }
}
