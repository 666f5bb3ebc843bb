//! `tieline storage get`: objects into files, one by one or trees of them, or one to stdout.

use std::path::{Path, PathBuf};

use clap::Args;

use super::cat;
use super::moving::{How, Target, Which, are_many, path_of, suits_a_stream};
use super::report::End;
use crate::app::App;
use crate::output;
use crate::problem::{Exit, Failure};
use crate::storage::Reading;
use crate::storage::place::Place;

#[derive(Debug, Args)]
pub struct GetArgs {
    /// Keys or URLs, folders with -r, wildcards in quotes; then, unless there is but one, DEST: a file, a
    /// directory that exists or ends with `/`, `-` for stdout [default: the key's last part, here]
    #[arg(value_name = "SRC", required = true)]
    places: Vec<String>,
    /// All that is below a folder: what is in SRC comes to be in DEST
    #[arg(short, long)]
    recursive: bool,
    /// Leave links in directories out, as a download does without being told
    // Of `put` and `get` alike, for scripts that give both.
    #[arg(long)]
    no_follow_symlinks: bool,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    how: How,
}

impl GetArgs {
    fn split(&self) -> (&[String], Option<&String>) {
        match self.places.split_last() {
            Some((destination, sources)) if !sources.is_empty() => (sources, Some(destination)),
            _ => (&self.places, None),
        }
    }

    pub fn is_to_stdout(&self) -> bool {
        self.split().1.is_some_and(|destination| destination == "-")
    }
}

pub async fn perform(args: &GetArgs, app: &App) -> Result<End, Failure> {
    let (sources, destination) = args.split();
    let destination = destination.map(|text| path_of(text));
    if args.is_to_stdout() {
        suits_a_stream(&args.which, &args.how, "stdout")?;
        return match sources {
            [source] if args.which.is_dry() => {
                let place = Place::parse(source)?;
                let meta = app.store(&place)?.stat(place.key(), None).await?;
                app.output().note(&format!(
                    "would get {source} to -, {}",
                    output::size(meta.size)
                ));
                Ok(End::said(Exit::Done))
            }
            [source] => {
                let engine = args.how.engine(app, source)?;
                cat::write_to_stdout(source, Reading::default(), Some(&engine), app).await
            }
            _ => Err(Failure::Usage("stdout takes one object".to_owned())),
        };
    }
    if let Some(url) = destination
        .as_ref()
        .filter(|text| matches!(Place::parse(text), Ok(Place::Url { .. })))
    {
        return Err(Failure::Usage(format!(
            "\"{url}\" is no path of this machine; `cp` goes from place to place"
        )));
    }
    if let Some(destination) = &destination {
        args.which.is_one_place(destination)?;
    }
    let mut found = Vec::new();
    for text in sources {
        found.push(
            args.which
                .objects(&Place::parse(text)?, args.recursive, app)?,
        );
    }
    let many = are_many(&found);
    let path = destination.map_or_else(|| PathBuf::from("."), |text| PathBuf::from(&*text));
    if many && path.is_file() {
        return Err(Failure::Usage(format!(
            "\"{}\" is a file, and there is more than one to get",
            path.display()
        )));
    }
    let target = Target::path(Path::new(&path), many, app)?;
    args.which
        .carry_out(app, &args.how, "get", found, target, None)
        .await
}
