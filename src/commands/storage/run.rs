//! `tieline storage run`: the storage commands of a file, several at once, over the same connections.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

use clap::error::ErrorKind;
use clap::{Args, Parser};
use futures_util::stream::{self, Stream, StreamExt as _};
use tokio::sync::mpsc;

use super::Command;
use super::report::End;
use crate::app::App;
use crate::problem::{Code, Exit, Failure, Origin, Problem};

#[derive(Debug, Args)]
pub struct RunArgs {
    /// One command a line, as it would stand after `tieline storage`, quoted as for a shell; `#` starts a comment;
    /// `-` is stdin
    file: PathBuf,
    /// Commands under way at once
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..))]
    concurrency: u32,
}

/// A line of the file.
#[derive(Parser)]
#[command(no_binary_name = true, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

pub async fn perform(args: &RunArgs, app: &App) -> Result<End, Failure> {
    let name: Arc<str> = args.file.to_string_lossy().into();
    let lines: Box<dyn BufRead + Send> = match &*name {
        "-" => Box::new(BufReader::new(io::stdin())),
        _ => Box::new(BufReader::new(
            File::open(&args.file).map_err(|error| unreadable(&name, error))?,
        )),
    };
    let at_once = usize::try_from(args.concurrency).unwrap_or(usize::MAX);
    let ends = numbered(lines).map(|(number, line)| {
        let name = &name;
        async move {
            let line = line.map_err(|error| unreadable(name, error))?;
            let app = app.at(Origin::file(name, number));
            match obey(&line, &app).await {
                Err(Failure::Interrupted) => Err(Failure::Interrupted),
                // The other lines are to be done, whether or not somebody reads of them.
                Err(Failure::ClosedPipe) => Ok(End::said(Exit::Done)),
                Err(failure) => {
                    app.output().failure(&failure, false);
                    Ok(End::failed(failure))
                }
                ended => ended,
            }
            .map(|end| end.located(app.output()))
        }
    });
    let mut ends = std::pin::pin!(ends.buffer_unordered(at_once));
    let mut end = End::default();
    while let Some(ended) = ends.next().await {
        end.merge(ended?);
    }
    Ok(end)
}

/// Does what stands in one line.
async fn obey(line: &str, app: &App) -> Result<End, Failure> {
    let words =
        shell_words::split(line).map_err(|_| Failure::Usage("a quote is not closed".to_owned()))?;
    if words.is_empty() {
        return Ok(End::said(Exit::Done));
    }
    let line = Line::try_parse_from(words).map_err(|error| {
        if matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
        ) {
            return Failure::Usage("a file of commands gives no help".to_owned());
        }
        // One sentence of what clap makes a paragraph with examples.
        let text = error.to_string();
        let sentence = text.split("\n\n").next().unwrap_or_default();
        let words: Vec<_> = sentence.split_whitespace().skip(1).collect();
        Failure::Usage(words.join(" "))
    })?;
    let why = match &line.command {
        Command::Run(_) => "a file of commands cannot run another one",
        command if command.stdout_is_data() => {
            "commands that write an object to stdout would mix with the others"
        }
        Command::Put(args) if args.reads_stdin() => {
            "stdin is not of one line alone: put a file, or put stdin by a command of its own"
        }
        command => return command.perform(app).await,
    };
    Err(Failure::Usage(why.to_owned()))
}

/// The lines of a file with their numbers, which count from 1; read as they are wanted, on a thread of their
/// own, since a terminal or a pipe may keep it waiting for ever.
fn numbered(lines: Box<dyn BufRead + Send>) -> impl Stream<Item = (usize, io::Result<String>)> {
    let (to, from) = mpsc::channel(64);
    std::thread::spawn(move || {
        for (index, line) in lines.lines().enumerate() {
            let over = line.is_err();
            if to.blocking_send((index + 1, line)).is_err() || over {
                break;
            }
        }
    });
    stream::unfold(from, |mut from| async { Some((from.recv().await?, from)) })
}

fn unreadable(name: &str, error: io::Error) -> Problem {
    Problem::new(Code::LocalFileError)
        .title(format!("\"{name}\" cannot be read"))
        .key(name)
        .source(error)
}
