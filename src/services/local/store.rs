//! A directory as a store: keys are relative paths below a root. Owns which keys there are, and that writes are whole;
//! how nothing leaves the root is `beneath`'s. A directory keeps no attributes: none come back. Blocking file-system
//! calls run on tokio's blocking threads. Opened by `services::local`.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use async_trait::async_trait;
use futures_util::StreamExt as _;
use jiff::Timestamp;
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

use super::beneath;
use crate::config::Settings;
use crate::net::Net;
use crate::probe::{self, Ask, Finding, Probe, Severity};
use crate::problem::{Code, Problem};
use crate::service::Opened;
use crate::storage::checksum::Hasher;
use crate::storage::{
    Attributes, Body, ByteStream, Condition, Digest, Listing, Location, Meta, Page, Pages, Part,
    Reading, Result, ServerCopy, Store, Upload, Written,
};
use crate::whole;

/// Objects in a page of a listing.
const PAGE: usize = 1000;
/// Names of a directory that a walk holds, some 10 MB; twice as many while it looks for them.
const NAMES: usize = 128 << 10;
/// Bytes of a component (NAME_MAX of every file system of Linux and macOS).
const LONGEST_NAME: usize = 255;
/// Bytes that are read at once.
const PIECE: usize = 256 << 10;
/// How often a directory is made again that a deletion of its last object took away.
const MAKES: usize = 100;

pub fn open(settings: &Settings, _: &Net, root: Option<&str>) -> Opened<dyn Store> {
    let root = root.unwrap_or_else(|| settings.text("STORAGE_LOCAL_PATH"));
    Ok(Arc::new(Directory {
        root: PathBuf::from(root),
    }))
}

#[derive(Clone)]
struct Directory {
    root: PathBuf,
}

/// What a write is refused with by its condition.
fn refused(key: &str, why: &str) -> Problem {
    Problem::new(Code::ConditionFailed)
        .title(format!("\"{key}\" {why}"))
        .service("local")
        .key(key)
}

const CHANGED: &str = "was changed meanwhile";

impl Directory {
    fn impossible(&self, key: &str, why: &str) -> Problem {
        Problem::new(Code::NameImpossible)
            .title(format!("a directory cannot hold the key \"{key}\""))
            .service("local")
            .key(key)
            .because(why)
    }

    /// Fails with STORAGE_013 for a key that a directory cannot hold, or that would leave the root by its name.
    fn check(&self, key: &str) -> Result<()> {
        let any = |is: &dyn Fn(&str) -> bool| key.split('/').any(is);
        let why = if key.is_empty() || key.contains('\0') {
            "it is empty, or holds a NUL"
        } else if any(&|part| matches!(part, "" | "." | "..")) {
            "one of its parts is empty, `.` or `..`"
        } else if any(&|part| whole::is_hidden(part)) {
            "it is called like tieline's own hidden files"
        } else if any(&|part| part.len() > LONGEST_NAME) {
            "one of its parts has more than 255 bytes"
        } else if cfg!(windows) && key.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) {
            "it holds a character that Windows keeps for itself"
        } else {
            return Ok(());
        };
        Err(self.impossible(key, why))
    }

    /// The path of a key, for who opens it by itself. Fails with STORAGE_013 like every use of such a key, and
    /// when a link leads out of the root.
    fn path(&self, key: &str) -> Result<PathBuf> {
        self.check(key)?;
        let path = self.root.join(key);
        // The deepest part that exists decides: what is below it will be made, and no link.
        let real = path.ancestors().find_map(|path| path.canonicalize().ok());
        let root = self.root.canonicalize().ok();
        match (real, root) {
            (Some(real), Some(root)) if !real.starts_with(&root) => {
                Err(self.impossible(key, LINK_OUT))
            }
            _ => Ok(path),
        }
    }

    fn fault(&self, key: &str, error: io::Error) -> Problem {
        let code = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Code::ObjectMissing,
            io::ErrorKind::InvalidFilename => Code::NameImpossible,
            _ if beneath::leads_out(&error) => return self.impossible(key, LINK_OUT),
            _ => Code::LocalFileError,
        };
        let title = match code {
            Code::ObjectMissing => format!("\"{key}\" does not exist"),
            Code::NameImpossible => format!("the file system cannot hold the key \"{key}\""),
            _ => format!("\"{key}\" cannot be read or written"),
        };
        Problem::new(code)
            .title(title)
            .service("local")
            .key(self.root.join(key).display().to_string())
            .source(error)
    }

    /// The same of a write, where what is missing is not the object, and what is in its way has another name.
    fn write_fault(&self, key: &str, error: io::Error) -> Problem {
        let in_the_way = |what| {
            let problem = self.impossible(key, what);
            problem.help("choose another name, or remove what has it; sync --delete does, when only DEST has it")
        };
        match error.kind() {
            io::ErrorKind::NotADirectory => {
                in_the_way("a file has the name of one of its directories")
            }
            io::ErrorKind::IsADirectory => in_the_way("a directory has its name"),
            io::ErrorKind::NotFound => Problem::new(Code::LocalFileError)
                .service("local")
                .key(self.root.join(key).display().to_string())
                .source(error),
            _ => self.fault(key, error),
        }
    }

    fn meta(&self, key: &str) -> Result<Meta> {
        self.check(key)?;
        let found = beneath::metadata(&self.root, key);
        self.described(key, &found.map_err(|error| self.fault(key, error))?)
    }

    fn described(&self, key: &str, found: &fs::Metadata) -> Result<Meta> {
        if found.is_file() {
            Ok(describe(key, found))
        } else {
            Err(self.fault(key, io::ErrorKind::NotFound.into()))
        }
    }

    /// Fails with STORAGE_007 when what has this key is not what `etag` is of.
    fn must_be(&self, key: &str, etag: &str) -> Result<()> {
        match self.meta(key) {
            Ok(found) if found.etag.as_deref() == Some(etag) => Ok(()),
            Ok(_) => Err(refused(key, CHANGED)),
            Err(missing) if missing.code == Code::ObjectMissing => {
                Err(refused(key, "is no longer there"))
            }
            Err(problem) => Err(problem),
        }
    }

    fn put(
        &self,
        key: &str,
        body: &Body,
        condition: &Condition,
        digest: Option<&Digest>,
    ) -> Result<Written> {
        self.write_whole(key, condition, |file| {
            let mut hasher = digest.map(|digest| Hasher::new(digest.algorithm));
            match body {
                Body::Bytes(bytes) => {
                    if let Some(hasher) = &mut hasher {
                        hasher.update(bytes);
                    }
                    file.write_all(bytes)
                        .map_err(|error| self.write_fault(key, error))?;
                }
                Body::File {
                    path,
                    offset,
                    length,
                    modified,
                } => {
                    let unreadable = |error| {
                        Problem::new(Code::LocalFileError)
                            .title(format!("\"{}\" cannot be read", path.display()))
                            .key(path.display().to_string())
                            .source(error)
                    };
                    let mut source = File::open(path).map_err(unreadable)?;
                    let state = |source: &File| {
                        let found = source.metadata().map_err(unreadable)?;
                        Ok::<_, Problem>((found.len(), found.modified().ok()))
                    };
                    let before = state(&source)?;
                    if modified.is_some() && *modified != before.1 {
                        return Err(refused(key, "was changed before it was read"));
                    }
                    source.seek(SeekFrom::Start(*offset)).map_err(unreadable)?;
                    let mut left = *length;
                    let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
                    while left > 0 {
                        if whole::is_interrupted() {
                            return Err(refused(key, "was not written to its end"));
                        }
                        let wanted = PIECE.min(usize::try_from(left).unwrap_or(PIECE));
                        let read = source.read(&mut piece[..wanted]).map_err(unreadable)?;
                        if read == 0 {
                            return Err(refused(key, "became shorter while it was read"));
                        }
                        if let Some(hasher) = &mut hasher {
                            hasher.update(&piece[..read]);
                        }
                        file.write_all(&piece[..read])
                            .map_err(|error| self.write_fault(key, error))?;
                        left -= read as u64;
                    }
                    // Before it is visible.
                    if state(&source)? != before {
                        return Err(refused(key, "was changed while it was read"));
                    }
                }
            }
            match (hasher.map(Hasher::finish), digest) {
                (Some(found), Some(expected)) if found != *expected => {
                    Err(Problem::new(Code::IntegrityFailed)
                        .service("local")
                        .key(key)
                        .because(format!("expected {expected}, received {found}")))
                }
                _ => Ok(()),
            }
        })
    }

    /// Writes an object by a hidden neighbour, which takes its name when `fill` succeeded.
    fn write_whole(
        &self,
        key: &str,
        condition: &Condition,
        mut fill: impl FnMut(&mut File) -> Result<()>,
    ) -> Result<Written> {
        self.check(key)?;
        let fault = |error| self.write_fault(key, error);
        let mut made = 0;
        let mut hidden = loop {
            let place = beneath::place(&self.root, key, true);
            match place.and_then(|place| place.hidden()) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && made < MAKES => made += 1,
                hidden => break hidden.map_err(fault)?,
            }
        };
        fill(&mut hidden.file)?;
        let written = hidden.file.metadata().map_err(fault)?;
        if written.len() >= whole::SYNCED_FROM {
            hidden.file.sync_all().map_err(fault)?;
        }
        if let Condition::Match(etag) = condition {
            // As late as it can be: no file system replaces a file under a condition.
            self.must_be(key, etag)?;
        }
        let replace = *condition != Condition::Absent;
        hidden.keep(replace).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists if !replace => refused(key, "exists already"),
            _ => fault(error),
        })?;
        Ok(Written {
            etag: describe(key, &written).etag,
            ..Written::default()
        })
    }

    fn remove(&self, key: &str, if_match: Option<&str>) -> Result<()> {
        self.check(key)?;
        if let Some(etag) = if_match {
            self.must_be(key, etag)?;
        }
        let place = |key| beneath::place(&self.root, key, false);
        let removed = place(key).and_then(|place| place.remove());
        removed.map_err(|error| match self.meta(key) {
            // A directory is no object.
            Err(missing) if missing.code == Code::ObjectMissing => missing,
            _ => self.fault(key, error),
        })?;
        // A directory is there for what is in it: with its last object it goes.
        let mut below = key;
        while let Some((parent, _)) = below.rsplit_once('/') {
            let removed = beneath::place(&self.root, parent, false);
            if removed.and_then(|place| place.remove_directory()).is_err() {
                break;
            }
            below = parent;
        }
        Ok(())
    }

    fn copied(
        &self,
        source: &Location,
        from: &Meta,
        to: &str,
        condition: &Condition,
    ) -> Result<Written> {
        let there = Directory {
            root: PathBuf::from(&source.bucket),
        };
        there.check(&source.key)?;
        let unreadable = |error| there.fault(&source.key, error);
        let mut original = beneath::file(&there.root, &source.key).map_err(unreadable)?;
        let is_unchanged = |original: &File| -> Result<()> {
            let found = original.metadata().map_err(unreadable)?;
            match there.described(&source.key, &found)?.etag == from.etag {
                true => Ok(()),
                false => Err(refused(&source.key, CHANGED)),
            }
        };
        is_unchanged(&original)?;
        self.write_whole(to, condition, |file| {
            original.seek(SeekFrom::Start(0)).map_err(unreadable)?;
            // Shares the blocks where the file system can, else copies within the kernel.
            io::copy(&mut original, file).map_err(|error| self.write_fault(to, error))?;
            is_unchanged(&original)
        })
    }

    /// A blocking call, off the runtime's own threads.
    async fn blocking<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Directory) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let this = self.clone();
        tokio::task::spawn_blocking(move || call(&this))
            .await
            .unwrap_or_else(|error| Err(Problem::new(Code::LocalFileError).source(error)))
    }
}

fn no_version(version: Option<&str>) -> Result<()> {
    match version {
        None => Ok(()),
        Some(_) => Err(Problem::new(Code::StorageUnsupported)
            .title("a directory keeps no versions")
            .service("local")
            .help("leave --version away")),
    }
}

const LINK_OUT: &str = "a link leads out of the store's directory";

fn describe(key: &str, found: &fs::Metadata) -> Meta {
    let modified = found.modified().ok();
    let nanos = modified
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    Meta {
        key: key.to_owned(),
        size: found.len(),
        // No hash: reading every file for a listing would cost more than it tells. Clocks of file systems tick
        // in milliseconds, so the time alone does not tell two writes apart.
        etag: Some(format!(
            "{nanos:x}{:08x}-{:x}",
            beneath::number(found),
            found.len()
        )),
        modified: modified.and_then(|time| Timestamp::try_from(time).ok()),
        ..Meta::default()
    }
}

/// A walk in the order of keys; holds some names of each directory it is in, never all.
struct Walk {
    root: PathBuf,
    listing: Listing,
    /// The directories we are in, the deepest last.
    ahead: Vec<Level>,
    /// Names of one directory that are held at the most.
    at_once: usize,
    /// The first thing that could not be listed: told when all else is, so that it keeps back nothing but itself.
    unlisted: Option<Problem>,
}

/// A directory that is walked.
struct Level {
    /// What all its names begin with: its path from the root, with a slash.
    below: String,
    /// Its path without links, where those are followed.
    real: Option<PathBuf>,
    /// Its next names in order, directories with their slash.
    names: VecDeque<String>,
    /// The last of them, when there are more behind it than could be held.
    cut: Option<String>,
}

impl Walk {
    fn enter(&mut self, below: String, after: Option<&str>) {
        match self.names(&below, after) {
            Ok(names) => {
                let cut = names
                    .back()
                    .filter(|_| names.len() >= self.at_once)
                    .cloned();
                let follows = self.listing.follow_links;
                let real = follows.then(|| self.root.join(&below).canonicalize().ok());
                self.ahead.push(Level {
                    real: real.flatten(),
                    below,
                    names,
                    cut,
                });
            }
            // Nothing was ever written, or it was removed meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let path = self.root.join(&below).display().to_string();
                let problem = Problem::new(Code::LocalFileError)
                    .title(format!("\"{path}\" cannot be listed"))
                    .service("local")
                    .key(path)
                    .source(error);
                self.unlisted.get_or_insert(problem);
            }
        }
    }

    /// The first names of a directory behind `after`, in order. Read once more for each so many, which takes no
    /// memory for the rest.
    fn names(&mut self, below: &str, after: Option<&str>) -> io::Result<VecDeque<String>> {
        let mut names: Vec<String> = Vec::new();
        // None above it is needed.
        let mut highest: Option<String> = None;
        for entry in fs::read_dir(self.root.join(below))? {
            let entry = entry?;
            let kind = match entry.file_type() {
                // Not all file systems tell the kind with the name; it was removed meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                kind => kind?,
            };
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                self.unlisted.get_or_insert_with(|| {
                    let path = entry.path().display().to_string();
                    Problem::new(Code::NameImpossible)
                        .title(format!("\"{path}\" is not in UTF-8, and so no key"))
                        .service("local")
                        .key(path)
                });
                continue;
            };
            let is_followed = kind.is_symlink() && self.listing.follow_links;
            let is_meant = match kind.is_symlink() {
                true => is_followed,
                false => kind.is_dir() || kind.is_file() || self.listing.specials,
            };
            if whole::is_hidden(&name) || !is_meant {
                continue;
            }
            let is_directory = match is_followed {
                true => self.leads_to_directory(&entry.path()),
                false => Some(kind.is_dir()),
            };
            let name = match is_directory {
                Some(true) => format!("{name}/"),
                // One that leads nowhere is told by whoever opens it.
                Some(false) => name,
                None => continue,
            };
            if after.is_some_and(|after| *name <= *after)
                || highest.as_ref().is_some_and(|highest| name > *highest)
                || !self.may_hold(below, &name)
            {
                continue;
            }
            names.push(name);
            if names.len() >= 2 * self.at_once {
                let (_, last, _) = names.select_nth_unstable(self.at_once - 1);
                highest = Some(last.clone());
                names.truncate(self.at_once);
            }
        }
        names.sort_unstable();
        names.truncate(self.at_once);
        Ok(names.into())
    }

    /// Whether a name is of what is listed, or of a directory that may hold some of it.
    fn may_hold(&self, below: &str, name: &str) -> bool {
        let prefix = self.listing.prefix.as_str();
        match prefix.strip_prefix(below) {
            Some(rest) => name.starts_with(rest) || (name.ends_with('/') && rest.starts_with(name)),
            None => below.starts_with(prefix),
        }
    }

    fn describe(&mut self, name: &str) -> Option<Meta> {
        let path = self.root.join(name);
        let found = match self.listing.follow_links {
            true => fs::metadata(&path).or_else(|_| fs::symlink_metadata(&path)),
            false => fs::symlink_metadata(&path),
        };
        match found {
            Ok(found) => Some(describe(name, &found)),
            // It was removed meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            // It is there: one that is left out in silence would be deleted elsewhere.
            Err(error) => {
                let path = path.display().to_string();
                let problem = Problem::new(Code::LocalFileError)
                    .title(format!("\"{path}\" cannot be looked at"))
                    .service("local")
                    .key(path)
                    .source(error);
                self.unlisted.get_or_insert(problem);
                None
            }
        }
    }

    /// Whether a link leads to a directory; `None` for one that leads back to where we came through, without end.
    fn leads_to_directory(&self, link: &Path) -> Option<bool> {
        let Ok(target) = link.canonicalize() else {
            return Some(false);
        };
        let around = link.parent().and_then(|parent| parent.canonicalize().ok());
        match target.is_dir() {
            true if around.is_some_and(|around| around.starts_with(&target)) => None,
            true if self
                .ahead
                .iter()
                .any(|level| level.real.as_ref() == Some(&target)) =>
            {
                None
            }
            is_directory => Some(is_directory),
        }
    }

    fn page(mut self) -> Result<Option<(Page, Walk)>> {
        let mut page = Page::default();
        while page.objects.len() + page.prefixes.len() < PAGE {
            let Some(level) = self.ahead.last_mut() else {
                break;
            };
            let Some(name) = level.names.pop_front() else {
                if let Some(Level {
                    below,
                    cut: Some(cut),
                    ..
                }) = self.ahead.pop()
                {
                    self.enter(below, Some(&cut));
                }
                continue;
            };
            let name = format!("{}{name}", level.below);
            let prefix = &self.listing.prefix;
            if name.ends_with('/') {
                // All keys in it begin with its name: none sorts after `after` when it ends below that.
                let over = self
                    .listing
                    .after
                    .as_ref()
                    .is_some_and(|after| !after.starts_with(&name) && *after > name);
                if over {
                    continue;
                }
                let grouped =
                    self.listing.delimiter == Some('/') && name.starts_with(prefix.as_str());
                if grouped && name.len() > prefix.len() {
                    page.prefixes.push(name);
                } else {
                    self.enter(name, None);
                }
                continue;
            }
            let after = self
                .listing
                .after
                .as_deref()
                .is_none_or(|after| name.as_str() > after);
            if after && let Some(meta) = self.describe(&name) {
                page.objects.push(meta);
            }
        }
        match (
            page.objects.is_empty() && page.prefixes.is_empty(),
            self.unlisted.take(),
        ) {
            (true, Some(problem)) => Err(problem),
            (true, None) => Ok(None),
            (false, unlisted) => Ok(Some((page, Walk { unlisted, ..self }))),
        }
    }
}

#[async_trait]
impl Store for Directory {
    fn service(&self) -> &'static str {
        "local"
    }

    fn url(&self, key: &str) -> String {
        let path = std::path::absolute(self.root.join(key)).unwrap_or_else(|_| self.root.join(key));
        format!("file://{}", path.display())
    }

    fn name(&self, key: &str) -> String {
        self.root.join(key).display().to_string()
    }

    fn location(&self, key: &str) -> Location {
        Location {
            bucket: self.root.display().to_string(),
            key: key.to_owned(),
        }
    }

    fn local_path(&self, key: &str) -> Option<Result<PathBuf>> {
        Some(self.path(key))
    }

    async fn stat(&self, key: &str, version: Option<&str>) -> Result<Meta> {
        no_version(version)?;
        let key = key.to_owned();
        self.blocking(move |this| this.meta(&key)).await
    }

    fn list(&self, listing: Listing) -> Pages {
        let walk = Walk {
            root: self.root.clone(),
            listing,
            ahead: Vec::new(),
            at_once: NAMES,
            unlisted: None,
        };
        let stream =
            futures_util::stream::try_unfold((walk, false), |(mut walk, entered)| async move {
                let page = tokio::task::spawn_blocking(move || {
                    if !entered {
                        walk.enter(String::new(), None);
                    }
                    walk.page()
                });
                let page = page
                    .await
                    .map_err(|error| Problem::new(Code::LocalFileError).source(error))??;
                Ok(page.map(|(page, walk)| (page, (walk, true))))
            });
        Pages {
            ordered: true,
            stream: stream.boxed(),
        }
    }

    async fn read(&self, key: &str, reading: Reading) -> Result<(Meta, ByteStream)> {
        no_version(reading.version.as_deref())?;
        let owned = key.to_owned();
        let (meta, file, length) = self
            .blocking(move |this| {
                let fault = |error| this.fault(&owned, error);
                this.check(&owned)?;
                let mut file = beneath::file(&this.root, &owned).map_err(fault)?;
                let meta = this.described(&owned, &file.metadata().map_err(fault)?)?;
                if reading.if_match.is_some() && reading.if_match != meta.etag {
                    return Err(refused(&owned, CHANGED));
                }
                let range = reading.range.unwrap_or(0..=u64::MAX);
                // No offset of a file is that large; behind its end there is nothing.
                let start = (*range.start()).min(meta.size);
                file.seek(SeekFrom::Start(start)).map_err(fault)?;
                let length = range.end().saturating_sub(*range.start()).saturating_add(1);
                Ok((meta, file, length))
            })
            .await?;
        let (this, key) = (self.clone(), key.to_owned());
        let file = tokio::fs::File::from_std(file).take(length);
        let stream = ReaderStream::with_capacity(file, PIECE)
            .map(move |bytes| bytes.map_err(|error| this.fault(&key, error)));
        Ok((meta, stream.boxed()))
    }

    async fn write(
        &self,
        key: &str,
        body: Body,
        _: &Attributes,
        condition: &Condition,
        digest: Option<&Digest>,
    ) -> Result<Written> {
        let (key, condition, digest) = (key.to_owned(), condition.clone(), digest.cloned());
        self.blocking(move |this| this.put(&key, &body, &condition, digest.as_ref()))
            .await
    }

    async fn delete(&self, key: &str, _: Option<&str>, if_match: Option<&str>) -> Result<()> {
        let (key, if_match) = (key.to_owned(), if_match.map(str::to_owned));
        self.blocking(move |this| this.remove(&key, if_match.as_deref()))
            .await
    }

    fn server_copy(&self) -> Option<&dyn ServerCopy> {
        Some(self)
    }
}

#[async_trait]
impl ServerCopy for Directory {
    fn largest_copy(&self) -> u64 {
        u64::MAX
    }

    async fn copy(
        &self,
        source: &Location,
        from: &Meta,
        to: &str,
        _: Option<&Attributes>,
        condition: &Condition,
    ) -> Result<Written> {
        let (source, from, to) = (source.clone(), from.clone(), to.to_owned());
        let condition = condition.clone();
        self.blocking(move |this| this.copied(&source, &from, &to, &condition))
            .await
    }

    /// There are no uploads in parts that one could be of: whole files of any size are copied.
    async fn copy_part(
        &self,
        _: &Location,
        _: &Meta,
        _: RangeInclusive<u64>,
        upload: &Upload,
        _: u32,
    ) -> Result<Part> {
        Err(Problem::new(Code::StorageUnsupported)
            .service("local")
            .key(&upload.key))
    }
}

#[async_trait]
impl Probe for Directory {
    /// Writes one small object, reads it back, compares and deletes it. The object is a hidden neighbour
    /// of the others for no longer than that.
    async fn probe(&self, _: &Ask) -> Vec<Finding> {
        let proof = self
            .blocking(|this| {
                probe::directory(&this.root).map_err(|error| {
                    Problem::new(Code::LocalFileError)
                        .title(format!(
                            "directory \"{}\" cannot be used",
                            this.root.display()
                        ))
                        .service("local")
                        .variable("STORAGE_LOCAL_PATH")
                        .help(
                            "make the directory writable for the user that the deployment runs as",
                        )
                        .source(error)
                })
            })
            .await;
        match proof {
            Ok(()) => Vec::new(),
            Err(problem) => vec![Finding::live(Severity::Error, "local-round-trip", &problem)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However few names of a directory are held at once.
    #[test]
    fn a_walk_tells_every_key_once_and_in_order() {
        let dir = tempfile::TempDir::new().unwrap();
        let mut keys: Vec<String> = (0..50).map(|n| format!("{:02}", n * 37 % 50)).collect();
        keys.extend(
            (0..9).flat_map(|n| [format!("07-{n}"), format!("sub/{n}"), format!("07/x/{n}")]),
        );
        keys.sort_unstable();
        keys.retain(|key| key != "07");
        for key in &keys {
            fs::create_dir_all(whole::directory_of(&dir.path().join(key))).unwrap();
            fs::write(dir.path().join(key), key).unwrap();
        }
        for at_once in [1, 2, 3, 7, 1000] {
            for prefix in ["", "0", "07", "07/", "07/x/3", "sub/", "none"] {
                let mut walk = Walk {
                    root: dir.path().to_owned(),
                    listing: Listing {
                        prefix: prefix.to_owned(),
                        ..Listing::default()
                    },
                    ahead: Vec::new(),
                    at_once,
                    unlisted: None,
                };
                walk.enter(String::new(), None);
                let objects = walk
                    .page()
                    .unwrap()
                    .map_or(Vec::new(), |(page, _)| page.objects);
                let told: Vec<_> = objects.iter().map(|meta| &meta.key).collect();
                let expected: Vec<_> = keys.iter().filter(|key| key.starts_with(prefix)).collect();
                assert_eq!(told, expected, "{at_once} {prefix}");
            }
        }
    }
}
