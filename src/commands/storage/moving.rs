//! What the commands that move objects share: their flags, which objects a text means, where each goes, and
//! the engine that moves them. Used by `put`, `get`, `cp`, `mv`, `sync` and `check`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt as _, TryStreamExt as _};

use super::report::{self, End};
use crate::app::App;
use crate::problem::{Code, Failure, Problem};
use crate::storage::bulk::{Fate, Outcome, Summary};
use crate::storage::glob::{Filter, Pattern, objects, or_folder, select};
use crate::storage::place::Place;
use crate::storage::sync::Tree;
use crate::storage::transfer::{Engine, From, Job, Making, Options, Sameness, To, Wanted};
use crate::storage::{Attributes, Condition, Listing, Meta, SharedStore};

/// How objects are moved.
#[derive(Debug, Args)]
#[command(next_help_heading = "How")]
pub struct How {
    /// Objects under way at once, and parts of a large one
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..))]
    concurrency: u32,
    /// Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more
    #[arg(long, value_name = "SIZE", value_parser = size)]
    part_size: Option<u64>,
    /// Bytes a second, all together, such as 10MiB
    #[arg(long, value_name = "SIZE", value_parser = size)]
    limit_rate: Option<u64>,
    /// Continue the upload or download of a large file that was interrupted, instead of beginning anew
    #[arg(long)]
    resume: bool,
}

/// Which objects, and whether each is moved.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which")]
pub struct Which {
    /// Take wildcards in names as they are
    #[arg(long)]
    literal: bool,
    #[command(flatten)]
    globs: Globs,
    /// Fail rather than replace; in a tree, leave what is there
    #[arg(long)]
    no_clobber: bool,
    /// Leave what is of the same size and not older
    #[arg(long)]
    if_changed: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Which of a tree.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which")]
pub struct Globs {
    /// Of a tree, only what matches; may be given more than once
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Of a tree, nothing that matches; may be given more than once
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
}

impl Globs {
    pub fn filter(&self) -> Result<Filter, Failure> {
        Filter::new(&self.include, &self.exclude)
    }
}

/// What an object carries beside its bytes.
#[derive(Debug, Args)]
#[command(next_help_heading = "What it carries")]
pub struct Carries {
    /// The media type [default: guessed from the name]
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,
    /// Such as gzip, for content that is compressed already
    #[arg(long, value_name = "CODING")]
    content_encoding: Option<String>,
    /// Such as 'attachment; filename="a.csv"'
    #[arg(long, value_name = "TEXT")]
    content_disposition: Option<String>,
    /// Such as 'max-age=3600'
    #[arg(long, value_name = "TEXT")]
    cache_control: Option<String>,
    /// A name and a value of your own; may be given more than once
    #[arg(long, value_name = "K=V", value_parser = pair)]
    metadata: Vec<(String, String)>,
    /// The provider's word for where it is kept, such as STANDARD_IA
    #[arg(long, value_name = "CLASS")]
    storage_class: Option<String>,
    /// Encryption at the service: AES256, aws:kms or aws:kms:dsse
    #[arg(long, value_name = "METHOD", value_parser = ["AES256", "aws:kms", "aws:kms:dsse"], hide_possible_values = true)]
    sse: Option<String>,
    /// The key for aws:kms
    #[arg(long, value_name = "ID", requires = "sse")]
    sse_kms_key_id: Option<String>,
}

/// A number of bytes: `4096`, `64KiB`, `10M` (of 1024), `5MB` (of 1000).
pub fn size(text: &str) -> Result<u64, String> {
    let wrong = || format!("\"{text}\" is no size, such as 512KiB or 10MiB");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.trim().parse().map_err(|_| wrong())?;
    let unit = text[digits.len()..].to_ascii_lowercase();
    let (letter, rest) = unit.split_at(unit.len().min(1));
    let power = match letter {
        "" | "b" if rest.is_empty() => 0,
        "k" => 1,
        "m" => 2,
        "g" => 3,
        "t" => 4,
        _ => return Err(wrong()),
    };
    let base: u64 = match rest {
        "" | "ib" => 1024,
        "b" => 1000,
        _ => return Err(wrong()),
    };
    let bytes = number.checked_mul(base.pow(power)).ok_or_else(wrong)?;
    match bytes {
        0 => Err("a size of nothing makes no sense".to_owned()),
        bytes => Ok(bytes),
    }
}

/// Fails as usage for what a stream cannot have: there is nothing to compare it with, and nothing of it to continue.
pub fn suits_a_stream(which: &Which, how: &How, stream: &str) -> Result<(), Failure> {
    let flags = [(which.if_changed, "--if-changed"), (how.resume, "--resume")];
    match flags.into_iter().find(|(given, _)| *given) {
        Some((_, flag)) => Err(Failure::Usage(format!(
            "{flag} makes no sense with {stream}"
        ))),
        None => Ok(()),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("metadata is K=V".to_owned()),
    }
}

impl How {
    pub fn concurrency(&self) -> usize {
        usize::try_from(self.concurrency).unwrap_or(usize::MAX)
    }

    /// The engine, with a bar of that label.
    pub fn engine(&self, app: &App, label: &str) -> Result<Engine, Problem> {
        let options = Options {
            concurrency: self.concurrency(),
            part_bytes: self.part_size,
            limit_rate: self.limit_rate,
            resume: self.resume,
        };
        let bar = app.output().bar(label);
        Ok(Engine::new(app.net()?, options, Arc::new(bar)))
    }
}

impl Carries {
    /// What was asked for, and a media type by the name of what goes to `key`.
    pub fn attributes(&self, key: &str) -> Attributes {
        let guessed = || mime_guess::from_path(key).first_raw().map(str::to_owned);
        Attributes {
            content_type: self.content_type.clone().or_else(guessed),
            ..self.asked()
        }
    }

    /// What was asked for, and nothing else.
    pub fn asked(&self) -> Attributes {
        Attributes {
            content_type: self.content_type.clone(),
            content_encoding: self.content_encoding.clone(),
            content_disposition: self.content_disposition.clone(),
            cache_control: self.cache_control.clone(),
            metadata: self.metadata.iter().cloned().collect::<BTreeMap<_, _>>(),
            storage_class: self.storage_class.clone(),
            sse: self.sse.clone(),
            sse_kms_key_id: self.sse_kms_key_id.clone(),
            ..Attributes::default()
        }
    }

    /// Fails with STORAGE_014 when something was asked for that a directory cannot keep.
    pub fn suit(&self, to: &To) -> Result<(), Problem> {
        let mut names = HashSet::new();
        // They are headers, whose names have no case.
        let twice = |(name, _): &&(String, String)| !names.insert(name.to_ascii_lowercase());
        if let Some((name, _)) = self.metadata.iter().find(twice) {
            return Err(Problem::new(Code::NameImpossible)
                .title(format!("--metadata names \"{name}\" twice"))
                .help("give each name once; capitals make no difference"));
        }
        let is_file = match to {
            To::File(_) => true,
            To::Object(store, key) => store.local_path(key).is_some(),
        };
        if !is_file || self.asked() == Attributes::default() {
            return Ok(());
        }
        Err(Problem::new(Code::StorageUnsupported)
            .title("a directory keeps nothing beside the bytes of a file")
            .help("leave the content type, the metadata and the like away"))
    }
}

/// One object that a text means.
pub struct Found {
    pub from: From,
    /// Its path below what was named; of a single one, its name.
    pub relative: String,
}

/// The objects that a text means.
pub struct Source {
    found: BoxStream<'static, Result<Found, Problem>>,
    kind: Kind,
}

enum Kind {
    /// Of this name.
    One(String),
    Many(Ground),
}

/// Where many lie, and which of the paths there are meant.
struct Ground {
    tree: Tree,
    means: Box<dyn Fn(&str) -> bool + Send>,
}

/// Whether the texts can mean more than one object.
pub fn are_many(sources: &[Source]) -> bool {
    sources.len() > 1 || sources.iter().any(Source::is_many)
}

/// Sources in the order in which they are moved: where two trees hold the same path, the later one is to win,
/// so they go one after the other. Single objects go together; fails as usage when two have one name.
fn turns(sources: Vec<Source>) -> Result<Vec<Vec<Source>>, Failure> {
    let mut names = HashSet::new();
    let mut turns: Vec<Vec<Source>> = Vec::new();
    for source in sources {
        if let Kind::One(name) = &source.kind
            && !names.insert(name.clone())
        {
            return Err(Failure::Usage(format!(
                "more than one SRC is called \"{name}\", and DEST has room for one"
            )));
        }
        match turns.last_mut() {
            Some(last) if !source.is_many() && !last.iter().any(Source::is_many) => {
                last.push(source);
            }
            _ => turns.push(vec![source]),
        }
    }
    Ok(turns)
}

impl Source {
    fn one(from: From, name: &str) -> Source {
        let found = Found {
            from,
            relative: name.to_owned(),
        };
        Source {
            found: stream::iter([Ok(found)]).boxed(),
            kind: Kind::One(name.to_owned()),
        }
    }

    fn is_many(&self) -> bool {
        matches!(self.kind, Kind::Many(_))
    }

    /// What was found, up to the first whose copy at the target would be found in its turn, and copied again:
    /// that is STORAGE_014.
    fn apart_from(self, target: &Target) -> BoxStream<'static, Result<Found, Problem>> {
        let (Kind::Many(ground), Target::Below(to)) = (self.kind, target) else {
            return self.found;
        };
        let Some(inside) = to.path_in(&ground.tree) else {
            return self.found;
        };
        let name = to.store.name(&to.prefix);
        let apart = move |found: Found| match (ground.means)(&format!("{inside}{}", found.relative))
        {
            true => Err(overlap(&name)),
            false => Ok(found),
        };
        self.found.map(move |found| apart(found?)).boxed()
    }
}

impl Which {
    pub fn is_no_clobber(&self) -> bool {
        self.no_clobber
    }

    /// Under which a destination may be written.
    pub fn condition(&self) -> Condition {
        match self.no_clobber {
            true => Condition::Absent,
            false => Condition::None,
        }
    }

    pub fn is_dry(&self) -> bool {
        self.dry_run
    }

    pub fn filter(&self) -> Result<Filter, Failure> {
        self.globs.filter()
    }

    /// Fails as usage for a DEST with wildcards: it is one place, so they are a slip, or part of its name.
    pub fn is_one_place(&self, destination: &str) -> Result<(), Failure> {
        let is_one = self.literal
            || Pattern::new(destination, false).is_ok_and(|pattern| pattern.is_literal())
            || Path::new(destination).exists();
        match is_one {
            true => Ok(()),
            false => Err(Failure::Usage(format!(
                "DEST is one place, and \"{destination}\" has wildcards; give --literal where they are its name"
            ))),
        }
    }

    /// Files of this machine: one, a directory with `recursive`, or what wildcards match.
    pub fn files(
        &self,
        text: &str,
        recursive: bool,
        follow_links: bool,
        app: &App,
    ) -> Result<Source, Failure> {
        let text = &*path_of(text);
        let path = Path::new(text);
        let found = std::fs::metadata(path);
        let is_directory = found.as_ref().is_ok_and(std::fs::Metadata::is_dir);
        if is_directory && !recursive {
            return Err(Failure::Usage(format!(
                "\"{text}\" is a directory; give -r"
            )));
        }
        if is_directory {
            let listing = Listing {
                follow_links,
                specials: true,
                ..Listing::default()
            };
            let store = directory(path, app)?;
            let listed = objects(store.list(listing));
            return self.files_of(listed, store, path.to_owned(), |_| true);
        }
        let wild = !self.literal && found.is_err() && !Pattern::new(text, false)?.is_literal();
        if !wild {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            return Ok(Source::one(From::File(path.to_owned()), &name));
        }
        let explicit = match text.starts_with(['/', '.', '~']) {
            true => text.to_owned(),
            false => format!("./{text}"),
        };
        let place = Place::side(&explicit, home().as_deref())?;
        let Place::Url { bucket, key, .. } = &place else {
            return Err(Failure::Usage(format!("\"{text}\" is no path")));
        };
        let (root, store) = (PathBuf::from(bucket), app.store(&place)?);
        let pattern = Pattern::new(key, false)?;
        let text = text.to_owned();
        let selected = select(&store, &pattern, recursive, follow_links);
        let selected = selected.map_err(move |problem| match problem.code {
            Code::ObjectMissing => Problem::new(Code::LocalFileError)
                .title(format!("no file matches \"{text}\""))
                .key(&*text),
            _ => problem,
        });
        let means = move |path: &str| pattern.means(path, recursive);
        self.files_of(selected.boxed(), store, root, means)
    }

    /// Those of a directory's files that are wanted.
    fn files_of(
        &self,
        listed: BoxStream<'static, Result<Meta, Problem>>,
        store: SharedStore,
        root: PathBuf,
        means: impl Fn(&str) -> bool + Send + 'static,
    ) -> Result<Source, Failure> {
        let filter = self.filter()?;
        let wants = filter.clone();
        let found = listed.try_filter_map(move |meta| {
            let found = filter.wants(&meta.key).then(|| Found {
                from: From::File(root.join(&meta.key)),
                relative: meta.key,
            });
            async move { Ok(found) }
        });
        Ok(Source {
            found: found.boxed(),
            kind: Kind::Many(Ground {
                tree: Tree::of(store, String::new()),
                means: Box::new(move |path| wants.wants(path) && means(path)),
            }),
        })
    }

    /// Objects of a store: one, all below a folder with `recursive`, or what wildcards match.
    pub fn objects(&self, place: &Place, recursive: bool, app: &App) -> Result<Source, Failure> {
        let store = app.store(place)?;
        let pattern = Pattern::new(place.key(), self.literal)?;
        if pattern.is_literal() && !recursive {
            let key = pattern.literal_prefix();
            let name = key.rsplit('/').next().unwrap_or_default();
            if name.is_empty() && !self.literal {
                return Err(Failure::Usage(format!("\"{key}\" is a folder; give -r")));
            }
            let wanted = Wanted {
                store,
                key: key.to_owned(),
                version: None,
                size: None,
            };
            return Ok(Source::one(From::Object(wanted), name));
        }
        let folder = match pattern.is_literal() {
            true => folder(pattern.literal_prefix()),
            false => pattern.folder().to_owned(),
        };
        let filter = self.filter()?;
        let selected = select(&store, &pattern, recursive, false);
        let tree = Tree::of(SharedStore::clone(&store), folder.clone());
        let means = {
            let (filter, tree) = (filter.clone(), tree.clone());
            move |path: &str| filter.wants(path) && pattern.means(&tree.key(path), recursive)
        };
        let mut like_the_folder = None;
        let found = selected.try_filter_map(move |meta: Meta| {
            let relative = match meta.key.strip_prefix(&folder) {
                Some(relative) if like_the_folder.as_deref() == Some(relative) => {
                    return std::future::ready(Err(two_of_one_name(&meta.key)));
                }
                Some(relative) => relative,
                // No service that is asked for a folder tells of what is outside of it.
                None if meta.key != folder.trim_end_matches('/') => {
                    return std::future::ready(Err(unasked(&meta.key)));
                }
                // The object that is called like the folder; it comes first.
                None => {
                    let name = meta.key.rsplit('/').next().unwrap_or_default();
                    like_the_folder.insert(name.to_owned()).as_str()
                }
            };
            // A key that ends with a slash stands for a folder, and has nothing to fetch.
            let wanted = !relative.is_empty() && !relative.ends_with('/') && filter.wants(relative);
            let found = wanted.then(|| Found {
                relative: relative.to_owned(),
                from: From::Object(Wanted {
                    store: SharedStore::clone(&store),
                    key: meta.key.clone(),
                    version: None,
                    size: Some(meta.size),
                }),
            });
            std::future::ready(Ok(found))
        });
        Ok(Source {
            found: found.boxed(),
            kind: Kind::Many(Ground {
                tree,
                means: Box::new(means),
            }),
        })
    }

    /// A side of a command both of whose sides are places.
    pub fn side(
        &self,
        text: &str,
        recursive: bool,
        follow_links: bool,
        app: &App,
    ) -> Result<Source, Failure> {
        match Place::side(text, home().as_deref())? {
            Place::Url {
                scheme,
                bucket,
                key,
            } if scheme == "file" => {
                let path = Path::new(&bucket).join(key);
                self.files(&path.to_string_lossy(), recursive, follow_links, app)
            }
            place => self.objects(&place, recursive, app),
        }
    }

    /// Moves all of them, and says how each went.
    pub async fn carry_out(
        &self,
        app: &App,
        how: &How,
        op: &'static str,
        sources: Vec<Source>,
        target: Target,
        carries: Option<&Carries>,
    ) -> Result<End, Failure> {
        let engine = how.engine(app, &target.label())?;
        let many = are_many(&sources);
        let condition = self.condition();
        let or_file = move |problem: Problem| match (op, problem.subject.key.clone()) {
            ("cp" | "mv", Some(key)) => or_file(problem, &key),
            _ => problem,
        };
        let job = |found: Found| -> Result<Job, Problem> {
            let to = target.of(&found.relative);
            let attributes = match (carries, &to) {
                (None, _) => Attributes::default(),
                (Some(carries), to) => {
                    carries.suit(to)?;
                    match (op, to) {
                        // An upload's type is guessed; a copy keeps what it had.
                        ("put", To::Object(store, key)) if store.local_path(key).is_none() => {
                            carries.attributes(key)
                        }
                        _ => carries.asked(),
                    }
                }
            };
            Ok(Job {
                op,
                from: found.from,
                to,
                making: Making {
                    attributes,
                    condition: condition.clone(),
                },
                unless: self.if_changed.then_some(Sameness::SizeAndTime),
                one_of_many: many,
                moves: op == "mv",
                dry_run: self.dry_run,
            })
        };
        let mut summary = Summary::default();
        for sources in turns(sources)? {
            let sources: Vec<_> = sources
                .into_iter()
                .map(|source| source.apart_from(&target))
                .collect();
            let jobs = stream::iter(sources).flatten().map(|found| {
                let job = job(found.map_err(or_file)?)?;
                let engine = engine.clone();
                Ok(async move {
                    let named = match &job.from {
                        From::Object(wanted) if !job.one_of_many => Some(wanted.clone()),
                        _ => None,
                    };
                    let mut outcome = engine.perform(job).await;
                    if let Fate::Failed(problem) = outcome.fate {
                        let problem = or_file(problem);
                        outcome.fate = Fate::Failed(match named {
                            Some(wanted) => or_folder(&*wanted.store, &wanted.key, problem).await,
                            None => problem,
                        });
                    }
                    outcome
                })
            });
            summary.merge(report::each(app, jobs, how.concurrency()).await?);
            if summary.stopped {
                break;
            }
        }
        Ok(End::sum(summary))
    }
}

/// Where objects go: one to an exact place, or each below a folder.
pub enum Target {
    Exact(To),
    Below(Tree),
}

impl Target {
    fn of(&self, relative: &str) -> To {
        match self {
            Target::Exact(to) => to.clone(),
            Target::Below(tree) => To::Object(SharedStore::clone(&tree.store), tree.key(relative)),
        }
    }

    fn label(&self) -> String {
        match self {
            Target::Exact(to) => to.name(),
            Target::Below(tree) => tree.store.url(&tree.prefix),
        }
    }

    /// A place as a destination: of many, or when it ends with a slash, a folder.
    pub fn stored(place: &Place, many: bool, app: &App) -> Result<Target, Failure> {
        let store = app.store(place)?;
        let key = place.key();
        Ok(match many || key.is_empty() || key.ends_with('/') {
            true => Target::Below(Tree::of(store, folder(key))),
            false => Target::Exact(To::Object(store, key.to_owned())),
        })
    }

    /// A path of this machine as a destination: a directory that is there or ends with a slash, or a file.
    pub fn path(path: &Path, many: bool, app: &App) -> Result<Target, Failure> {
        let text = path.to_string_lossy();
        Ok(match many || text.ends_with('/') || path.is_dir() {
            true => Target::Below(Tree::of(directory(path, app)?, String::new())),
            false => Target::Exact(To::File(path.to_owned())),
        })
    }

    /// A side of a command both of whose sides are places.
    pub fn side(text: &str, many: bool, app: &App) -> Result<Target, Failure> {
        match Place::side(text, home().as_deref())? {
            Place::Url {
                scheme,
                bucket,
                key,
            } if scheme == "file" => {
                let mut path = Path::new(&bucket).join(&key);
                if text.ends_with('/') {
                    path.push("");
                }
                match Target::path(&path, many, app)? {
                    // Two files of this machine: through the store that the directory is.
                    Target::Exact(To::File(path)) => {
                        let (parent, name) = (crate::whole::directory_of(&path), path.file_name());
                        let name = name.unwrap_or_default().to_string_lossy().into_owned();
                        Ok(Target::Exact(To::Object(directory(parent, app)?, name)))
                    }
                    target => Ok(target),
                }
            }
            place => Target::stored(&place, many, app),
        }
    }
}

/// The store that a directory of this machine is.
pub fn directory(path: &Path, app: &App) -> Result<SharedStore, Failure> {
    let bucket = path
        .to_str()
        .ok_or_else(|| Failure::Usage(format!("\"{}\" is not in UTF-8", path.display())))?;
    Ok(app.store(&Place::Url {
        scheme: "file".to_owned(),
        bucket: bucket.to_owned(),
        key: String::new(),
    })?)
}

/// A side of `sync` or `check`: all that is below a folder.
pub fn tree(text: &str, follow_links: bool, app: &App) -> Result<Tree, Failure> {
    let place = Place::side(text, home().as_deref())?.tree();
    // Of the configured directory, a link is no object.
    let follow_links = follow_links && !matches!(place, Place::Configured { .. });
    Ok(Tree {
        follow_links,
        ..Tree::of(app.store(&place)?, folder(place.key()))
    })
}

/// What a side that names a folder fails with (STORAGE_004) when there is nothing in it: a name that is misspelt
/// must not look like work that is done.
pub fn nothing_in(text: &str) -> Problem {
    let problem = Problem::new(Code::ObjectMissing)
        .title(format!("there is nothing in \"{text}\""))
        .key(text);
    or_file(problem, text)
}

/// What copies into itself.
pub fn overlap(destination: &str) -> Problem {
    Problem::new(Code::StorageUnsupported)
        .title("DEST lies in SRC, and would be copied into itself")
        .key(destination)
        .help("name a DEST outside of SRC, or leave it out with --exclude")
}

fn unasked(key: &str) -> Problem {
    Problem::new(Code::StorageFailed)
        .title("the answer was not understood")
        .key(key)
        .because("the listing holds what was not asked for")
}

fn two_of_one_name(key: &str) -> Problem {
    Problem::new(Code::NameImpossible)
        .title(format!(
            "\"{key}\" and the object that is called like its folder would come to one place"
        ))
        .key(key)
        .help("name the folder with a / at its end, and the object by itself")
}

/// Where both sides may be files, a bare name is a key all the same: who meant the file is told how to write it.
fn or_file(problem: Problem, text: &str) -> Problem {
    let is_key = matches!(Place::side(text, None), Ok(Place::Configured { .. }));
    match problem.code == Code::ObjectMissing && is_key && Path::new(text).exists() {
        true => problem.help(format!("write ./{text} for the one on this machine")),
        false => problem,
    }
}

/// What all keys in a folder begin with.
pub fn folder(key: &str) -> String {
    match key.is_empty() || key.ends_with('/') {
        true => key.to_owned(),
        false => format!("{key}/"),
    }
}

/// A path of this machine, which a URL may name as well.
pub fn path_of(text: &str) -> Cow<'_, str> {
    match Place::parse(text) {
        Ok(Place::Url {
            scheme,
            bucket,
            key,
        }) if scheme == "file" => Path::new(&bucket)
            .join(key)
            .to_string_lossy()
            .into_owned()
            .into(),
        _ => text.into(),
    }
}

pub fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from)
}

/// What a stream that was put came to.
pub fn streamed(
    place: String,
    moved: crate::storage::transfer::Moved,
    since: std::time::Instant,
) -> Outcome {
    Outcome {
        source: Some("-".to_owned()),
        bytes: Some(moved.bytes),
        etag: moved.etag,
        verified: Some(moved.verified),
        elapsed: since.elapsed(),
        ..Outcome::new("put", place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("1", 1),
            ("1b", 1),
            ("4096", 4096),
            ("64KiB", 64 << 10),
            ("10M", 10 << 20),
            ("5MB", 5_000_000),
            ("2gib", 2 << 30),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "0", "-1", "10 parsecs", "1KK", "99999999999TiB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
