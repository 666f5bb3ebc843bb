//! `tieline storage sync`: makes one tree like another. What is only in DEST is deleted last, and only when
//! every copy succeeded; what is in the way of a copy, right before that.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use clap::Args;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use jiff::Timestamp;

use super::moving::{Carries, How, Which, nothing_in, overlap, tree};
use super::report::{self, End};
use crate::app::App;
use crate::problem::{Code, Failure, Problem};
use crate::storage::Meta;
use crate::storage::bulk::{Fate, Outcome};
use crate::storage::remove;
use crate::storage::shard::Shard;
use crate::storage::sorted::Entry;
use crate::storage::sync::{Pair, Tree, pairs};
use crate::storage::transfer::{From, Job, Known, Making, Sameness, To, Wanted};

#[derive(Debug, Args)]
pub struct SyncArgs {
    /// A folder: a key, a URL, or a directory of this machine, which begins with ./ ../ / or ~
    #[arg(value_name = "SRC")]
    source: String,
    /// The same
    #[arg(value_name = "DEST")]
    destination: String,
    /// Delete what is only in DEST, after every copy succeeded; a file in the way of a folder, or the reverse, before
    /// the copy that takes its place
    #[arg(long)]
    delete: bool,
    /// Compare contents, not sizes and times
    #[arg(long)]
    checksum: bool,
    /// Do the share I of N alone, from 0; `auto` reads the index of a job's array
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
    /// Leave links in directories out
    #[arg(long)]
    no_follow_symlinks: bool,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    carries: Carries,
    #[command(flatten)]
    how: How,
}

pub async fn perform(args: &SyncArgs, app: &App) -> Result<End, Failure> {
    let shard = match &args.shard {
        Some(text) => Some(Shard::parse(text, |name| std::env::var(name).ok())?),
        None => None,
    };
    let from = tree(&args.source, !args.no_follow_symlinks, app)?;
    is_there(&from)?;
    let to = tree(&args.destination, false, app)?;
    let engine = args.how.engine(app, &to.store.url(&to.prefix))?;
    let filter = args.which.filter()?;
    let sameness = match args.checksum {
        true => Sameness::Content,
        false => Sameness::SizeAndTime,
    };
    let unchanged = Arc::new(AtomicU64::new(0));
    let mut extra = Noted::default();
    let blocked = Arc::new(Mutex::new(Blocked::default()));
    let (to_in_from, from_in_to) = (to.path_in(&from), from.path_in(&to));
    let mut any = false;
    let jobs = pairs(from.entries(), to.entries()).filter_map(|pair| {
        let job = (|| {
            let pair = pair?;
            any |= !matches!(pair, Pair::Right(_));
            if is_marker(&pair, &from, &to) {
                return Ok(None);
            }
            let wanted = filter.wants(pair.key())
                && shard.as_ref().is_none_or(|shard| shard.has(pair.key()));
            if !wanted {
                return Ok(None);
            }
            // Seen where it is read, before anything is copied, or where it would be deleted.
            let is_source = match (&from_in_to, &pair) {
                (Some(own), Pair::Right(entry)) => entry.key.starts_with(own),
                (Some(own), _) => filter.wants(&format!("{own}{}", pair.key())),
                (None, _) => false,
            };
            if args.delete && is_source {
                return Err(source_in_destination(args));
            }
            let (entry, there) = match pair {
                Pair::Left(entry) => (entry, None),
                Pair::Both(entry, there) => (entry, Some(there)),
                Pair::Right(entry) => {
                    if args.delete {
                        extra.note(&entry)?;
                    }
                    return Ok(None);
                }
            };
            if let Some(inside) = &to_in_from
                && filter.wants(&format!("{inside}{}", entry.key))
            {
                return Err(overlap(&args.destination));
            }
            if args.which.is_no_clobber() && there.is_some() {
                unchanged.fetch_add(1, Ordering::Relaxed);
                return Ok(None);
            }
            let (from_known, to_known) = (Known::from(&entry), there.as_ref().map(Known::from));
            // The usual case costs no task.
            if let Some(to_known) = &to_known
                && sameness == Sameness::SizeAndTime
                && from_known.is_unchanged_at(to_known)
            {
                unchanged.fetch_add(1, Ordering::Relaxed);
                return Ok(None);
            }
            let job = job(args, &from, &to, &entry)?;
            let (engine, unchanged) = (engine.clone(), Arc::clone(&unchanged));
            let blocked = args.delete.then(|| Arc::clone(&blocked));
            let tree = to.clone();
            Ok(Some(async move {
                if let Some(to_known) = to_known
                    && sameness == Sameness::Content
                {
                    let end_to = job.to.as_source();
                    match engine
                        .is_same(&job.from, &from_known, &end_to, &to_known, sameness)
                        .await
                    {
                        Ok(true) => {
                            unchanged.fetch_add(1, Ordering::Relaxed);
                            return None;
                        }
                        Ok(false) => {}
                        Err(problem) => {
                            return Some(Outcome {
                                source: Some(job.from.name()),
                                fate: Fate::Failed(problem),
                                ..Outcome::new("sync", job.to.name())
                            });
                        }
                    }
                }
                let outcome = engine.perform(job.clone()).await;
                if matches!(&outcome.fate, Fate::Failed(problem) if may_be_in_the_way(problem))
                    && let Some(blocked) = blocked
                    && let Some(obstacle) = obstacle(&tree, &entry.key)
                    && lock(&blocked).note(&entry, obstacle).is_ok()
                {
                    return None;
                }
                Some(outcome)
            }))
        })();
        std::future::ready(job.transpose())
    });
    let mut summary = report::each(app, jobs, args.how.concurrency()).await?;
    summary.skipped += unchanged.load(Ordering::Relaxed);
    // A listing that failed has told so.
    if !any && summary.broken.is_none() && (args.delete || is_its_content(&from)) {
        let problem = nothing_in(&args.source);
        return Err(match args.delete {
            // A disk that is not mounted must not empty the other side.
            true => problem.because("nothing was deleted"),
            false => problem,
        }
        .into());
    }
    if !args.delete {
        return Ok(End::sum(summary));
    }
    let mut blocked = std::mem::take(&mut *lock(&blocked));
    let (files, folders) = (blocked.files, blocked.folders);
    let is_in_the_way = move |entry: &Entry| {
        let mut folders_of = entry
            .key
            .match_indices('/')
            .map(|(end, _)| &entry.key[..end]);
        files.contains(&entry.key) || folders_of.any(|folder| folders.contains(folder))
    };
    let at_once = args.how.concurrency();
    let mut nothing = "nothing";
    if summary.problem().is_none() && blocked.jobs.any() {
        nothing = "nothing more";
        let jobs = doomed(args, &to, extra.entries()?, is_in_the_way.clone());
        summary.merge(report::each(app, jobs.map(Ok), at_once).await?);
    }
    // Where what is in their way had to stay they fail once more, and are told.
    let jobs = blocked.jobs.entries()?.map(|entry| {
        let job = job(args, &from, &to, &entry?)?;
        let engine = engine.clone();
        Ok(async move { engine.perform(job).await })
    });
    summary.merge(report::each(app, stream::iter(jobs), at_once).await?);
    if let Some(problem) = summary.problem() {
        app.output().warning(&format!(
            "{nothing} was deleted in {}, since not everything was copied ({})",
            args.destination,
            problem.code.id()
        ));
        return Ok(End::sum(summary));
    }
    let jobs = doomed(args, &to, extra.entries()?, move |entry| {
        !is_in_the_way(entry)
    });
    summary.merge(report::each(app, jobs.map(Ok), at_once).await?);
    Ok(End::sum(summary))
}

/// Deletes those of the objects that are meant.
fn doomed(
    args: &SyncArgs,
    to: &Tree,
    extra: impl Iterator<Item = Result<Entry, Problem>> + Send + 'static,
    means: impl Fn(&Entry) -> bool + Send + 'static,
) -> BoxStream<'static, remove::Job> {
    let tree = to.clone();
    let found = extra.filter_map(move |entry| match entry {
        Ok(entry) if means(&entry) && is_as_listed(&tree, &entry) => Some(Ok(Meta {
            key: tree.key(&entry.key),
            size: entry.size,
            ..Meta::default()
        })),
        Ok(_) => None,
        Err(problem) => Some(Err(problem)),
    });
    let how = match args.which.is_dry() {
        true => remove::How::DryRun,
        false => remove::How::Objects,
    };
    let found = stream::iter(found).boxed();
    remove::jobs(to.store.clone(), found, how, args.destination.clone())
}

/// Whether a file of a directory still is what the listing told of. Where names have no case, the file that is called
/// `A` in the listing is the one that a copy to `a` has just made.
fn is_as_listed(tree: &Tree, entry: &Entry) -> bool {
    let Some(Ok(path)) = tree.store.local_path(&tree.key(&entry.key)) else {
        return true;
    };
    path.symlink_metadata().is_ok_and(|found| {
        let modified = found.modified().ok();
        let modified = modified.and_then(|time| Timestamp::try_from(time).ok());
        found.len() == entry.size && modified == entry.modified
    })
}

/// The copy of one object.
fn job(args: &SyncArgs, from: &Tree, to: &Tree, entry: &Entry) -> Result<Job, Problem> {
    let end_to = To::Object(to.store.clone(), to.key(&entry.key));
    let end_from = source_of(from, &entry.key, entry.size)?;
    let attributes = match end_from {
        From::File(_) if !to.is_directory() => args.carries.attributes(&entry.key),
        _ => args.carries.asked(),
    };
    args.carries.suit(&end_to)?;
    Ok(Job {
        op: "sync",
        from: end_from,
        to: end_to,
        making: Making {
            attributes,
            condition: args.which.condition(),
        },
        unless: None,
        one_of_many: true,
        moves: false,
        dry_run: args.which.is_dry(),
    })
}

/// Whether it is said of a name that is taken, and not of what is to be copied.
fn may_be_in_the_way(problem: &Problem) -> bool {
    use std::io::ErrorKind::{AlreadyExists, IsADirectory, NotADirectory};
    let source = problem.source.as_deref();
    let error = source.and_then(|source| source.downcast_ref::<std::io::Error>());
    match error {
        Some(error) => matches!(error.kind(), AlreadyExists | IsADirectory | NotADirectory),
        None => problem.code == Code::NameImpossible,
    }
}

/// What in a directory keeps a key from being written.
enum Obstacle {
    /// A file where one of its folders is to be.
    File(String),
    /// A folder of its own name.
    Folder(String),
}

fn obstacle(to: &Tree, relative: &str) -> Option<Obstacle> {
    let is_directory = |relative: &str| {
        let path = to.store.local_path(&to.key(relative))?.ok()?;
        Some(path.symlink_metadata().ok()?.is_dir())
    };
    if is_directory(relative) == Some(true) {
        return Some(Obstacle::Folder(relative.to_owned()));
    }
    let folders = relative.match_indices('/').map(|(end, _)| &relative[..end]);
    let mut files = folders.filter(|folder| is_directory(folder) == Some(false));
    files.next().map(|file| Obstacle::File(file.to_owned()))
}

/// Copies that wait until what is in their way has been deleted, and what that is.
#[derive(Default)]
struct Blocked {
    jobs: Noted,
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Blocked {
    fn note(&mut self, entry: &Entry, obstacle: Obstacle) -> Result<(), Problem> {
        match obstacle {
            Obstacle::File(file) => self.files.insert(file),
            Obstacle::Folder(folder) => self.folders.insert(folder),
        };
        self.jobs.note(entry)
    }
}

fn lock(blocked: &Mutex<Blocked>) -> MutexGuard<'_, Blocked> {
    blocked.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Fails with STORAGE_010 when a tree of this machine is no directory.
pub fn is_there(tree: &Tree) -> Result<(), Problem> {
    if !tree.is_directory() {
        return Ok(());
    }
    let root = std::path::PathBuf::from(tree.store.location("").bucket).join(&tree.prefix);
    match std::fs::read_dir(&root) {
        Ok(_) => Ok(()),
        Err(error) => Err(Problem::new(Code::LocalFileError)
            .title(format!("\"{}\" cannot be listed", root.display()))
            .key(root.display().to_string())
            .source(error)),
    }
}

/// The source is no part of the destination that --delete may take for a rest.
fn source_in_destination(args: &SyncArgs) -> Problem {
    Problem::new(Code::StorageUnsupported)
        .title("SRC lies in DEST, and would be deleted as what is only there")
        .key(&args.source)
        .because("nothing was deleted")
        .help("name a DEST that does not hold SRC, or leave it out with --exclude")
}

/// Whether a key stands for a folder where the other side has none: a directory has folders of its own, and
/// nothing can be called "".
pub fn is_marker(pair: &Pair, from: &Tree, to: &Tree) -> bool {
    let key = pair.key();
    key.is_empty() || (key.ends_with('/') && (from.is_directory() || to.is_directory()))
}

/// Whether this is a folder that there is only as long as something is in it, as in all stores but directories.
pub fn is_its_content(tree: &Tree) -> bool {
    !tree.prefix.is_empty() && !tree.is_directory()
}

/// An object of a tree to read from: files of a directory by their path, so that links lead where they lead.
pub fn source_of(tree: &Tree, relative: &str, size: u64) -> Result<From, Problem> {
    let key = tree.key(relative);
    if tree.follow_links && tree.store.local_path(&key).is_some() {
        let location = tree.store.location(&key);
        return Ok(From::File(
            std::path::Path::new(&location.bucket).join(location.key),
        ));
    }
    Ok(From::Object(Wanted {
        store: tree.store.clone(),
        key,
        version: None,
        size: Some(size),
    }))
}

/// Objects to come back to, kept in a file that has no name: there may be any number of them.
#[derive(Default)]
struct Noted(Option<BufWriter<File>>);

impl Noted {
    fn note(&mut self, entry: &Entry) -> Result<(), Problem> {
        let file = match &mut self.0 {
            Some(file) => file,
            none => none.insert(BufWriter::new(tempfile::tempfile().map_err(unusable)?)),
        };
        serde_json::to_writer(&mut *file, entry)
            .map_err(std::io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .map_err(unusable)
    }

    fn any(&self) -> bool {
        self.0.is_some()
    }

    /// All of them, from the first; may be asked for again.
    fn entries(
        &mut self,
    ) -> Result<impl Iterator<Item = Result<Entry, Problem>> + Send + 'static, Problem> {
        let lines = self.0.as_mut().map(|file| {
            file.flush()?;
            file.rewind()?;
            Ok(BufReader::new(file.get_ref().try_clone()?).lines())
        });
        let lines = lines.transpose().map_err(unusable)?.into_iter().flatten();
        Ok(lines.map(|line| {
            let line = line.map_err(unusable)?;
            serde_json::from_str(&line).map_err(|error| unusable(error.into()))
        }))
    }
}

fn unusable(error: std::io::Error) -> Problem {
    Problem::new(Code::LocalFileError)
        .title("what is still to be done cannot be noted in the directory for temporary files")
        .help("make room there, or point TMPDIR elsewhere")
        .source(error)
}
