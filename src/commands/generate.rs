//! `tieline completions` and `tieline man`: projections of the command line itself. The same files lie under
//! `completions/` and `man/`; a test keeps them true.

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::Cli;
use crate::app::App;
use crate::problem::{Exit, Failure};

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Args)]
pub struct ManArgs {
    /// A command's words, such as `storage put`; none: tieline itself
    command: Vec<String>,
}

pub fn completions(args: &CompletionsArgs, app: &App) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tieline", &mut text);
    app.output().data(&text)?;
    Ok(Exit::Done)
}

pub fn man(args: &ManArgs, app: &App) -> Result<Exit, Failure> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let mut command = &root;
    for word in &args.command {
        command = command.find_subcommand(word).ok_or_else(|| {
            Failure::Usage(format!(
                "tieline has no command `{}`",
                args.command.join(" ")
            ))
        })?;
    }
    let name = command.get_display_name().unwrap_or("tieline").to_owned();
    let mut page = Vec::new();
    Man::new(command.clone().name(name.clone()))
        .title(name.to_uppercase())
        .manual("tieline")
        .render(&mut page)
        .map_err(|error| Failure::Unexpected(error.into()))?;
    app.output().data(&page)?;
    Ok(Exit::Done)
}
