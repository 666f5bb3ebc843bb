//! A directory as a store: keys are relative paths below a root. Owns the rules that keep keys inside the
//! root and writes whole; blocking file-system calls run on tokio's blocking threads. Opened by
//! `services::local`.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use async_trait::async_trait;
use futures_util::StreamExt as _;
use jiff::Timestamp;
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

use crate::config::Settings;
use crate::net::Net;
use crate::probe::{self, Ask, Finding, Probe, Severity};
use crate::problem::{Code, Problem};
use crate::service::Opened;
use crate::storage::{
    Attributes, Body, ByteStream, Condition, Digest, Listing, Meta, Page, Pages, Reading, Result,
    Store, Written,
};

/// What a write is called until it is complete; listings leave these out.
const HIDDEN: &str = ".tieline-";
/// Objects in a page of a listing.
const PAGE: usize = 1000;

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

impl Directory {
    /// The path of a key. Fails with STORAGE_013 for a key that a directory cannot hold or that would
    /// leave the root, by its name or through a link.
    fn path(&self, key: &str) -> Result<PathBuf> {
        let impossible = |why: &str| {
            Problem::new(Code::NameImpossible)
                .title(format!("a directory cannot hold the key \"{key}\""))
                .service("local")
                .key(key)
                .because(why)
        };
        if key.is_empty() || key.contains('\0') {
            return Err(impossible("it is empty, or holds a NUL"));
        }
        if key.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(impossible("one of its parts is empty, `.` or `..`"));
        }
        if key.split('/').any(|part| part.starts_with(HIDDEN)) {
            return Err(impossible(
                "names that begin with .tieline- are tieline's own",
            ));
        }
        let path = self.root.join(key);
        // The deepest part that exists decides: what is below it will be made, and no link.
        let real = path.ancestors().find_map(|path| path.canonicalize().ok());
        let root = self.root.canonicalize().ok();
        match (real, root) {
            (Some(real), Some(root)) if !real.starts_with(&root) => {
                Err(impossible("a link leads out of the store's directory"))
            }
            _ => Ok(path),
        }
    }

    fn fault(&self, key: &str, error: io::Error) -> Problem {
        let code = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Code::ObjectMissing,
            io::ErrorKind::InvalidFilename => Code::NameImpossible,
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

    fn meta(&self, key: &str) -> Result<Meta> {
        let path = self.path(key)?;
        let found = fs::metadata(&path).map_err(|error| self.fault(key, error))?;
        if !found.is_file() {
            return Err(self.fault(key, io::ErrorKind::NotFound.into()));
        }
        Ok(describe(key, &found))
    }

    fn put(&self, key: &str, body: &Body, condition: &Condition) -> Result<Written> {
        let path = self.path(key)?;
        let fault = |error| match self.fault(key, error) {
            // Here it is not the object that is missing.
            problem if problem.code == Code::ObjectMissing => Problem::new(Code::LocalFileError)
                .service("local")
                .key(key)
                .because(problem.cause.clone().unwrap_or_default()),
            problem => problem,
        };
        let refused = |why: &str| {
            Problem::new(Code::ConditionFailed)
                .title(format!("\"{key}\" {why}"))
                .service("local")
                .key(key)
        };
        if let Condition::Match(etag) = condition
            && self.meta(key)?.etag.as_ref() != Some(etag)
        {
            return Err(refused("was changed meanwhile"));
        }
        let parent = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent).map_err(fault)?;
        let mut hidden = tempfile::Builder::new()
            .prefix(HIDDEN)
            .tempfile_in(parent)
            .map_err(fault)?;
        match body {
            Body::Bytes(bytes) => hidden.write_all(bytes).map_err(fault)?,
            Body::File {
                path,
                offset,
                length,
            } => {
                let mut source = File::open(path).map_err(fault)?;
                source.seek(SeekFrom::Start(*offset)).map_err(fault)?;
                let mut source = io::Read::take(source, *length);
                let copied = io::copy(&mut source, &mut hidden).map_err(fault)?;
                if copied != *length {
                    return Err(refused("became shorter while it was read"));
                }
            }
        }
        hidden.as_file().sync_all().map_err(fault)?;
        if *condition == Condition::Absent {
            hidden
                .persist_noclobber(&path)
                .map_err(|failed| match failed.error.kind() {
                    io::ErrorKind::AlreadyExists => refused("exists already"),
                    _ => fault(failed.error),
                })?;
        } else {
            hidden
                .persist(&path)
                .map_err(|failed| fault(failed.error))?;
        }
        Ok(Written {
            etag: self.meta(key)?.etag,
            ..Written::default()
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

fn describe(key: &str, found: &fs::Metadata) -> Meta {
    let modified = found.modified().ok();
    let nanos = modified
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    Meta {
        key: key.to_owned(),
        size: found.len(),
        // No hash: reading every file for a listing would cost more than it tells.
        etag: Some(format!("{nanos:x}-{:x}", found.len())),
        modified: modified.and_then(|time| Timestamp::try_from(time).ok()),
        ..Meta::default()
    }
}

/// A walk in the order of keys; holds the names of the directories it is in, not of all.
struct Walk {
    root: PathBuf,
    listing: Listing,
    /// Names relative to the root, directories with their slash.
    ahead: Vec<VecDeque<String>>,
}

impl Walk {
    fn enter(&mut self, below: &str) -> Result<()> {
        let fault = |error: io::Error| {
            Problem::new(Code::LocalFileError)
                .service("local")
                .key(below)
                .source(error)
        };
        let entries = match fs::read_dir(self.root.join(below)) {
            Ok(entries) => entries,
            // Nothing was ever written, or it was removed meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(fault(error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(fault)?;
            let kind = entry.file_type().map_err(fault)?;
            // A name that is not UTF-8 is no key; links are not followed.
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                continue;
            };
            if name.starts_with(HIDDEN) || !(kind.is_dir() || kind.is_file()) {
                continue;
            }
            names.push(format!(
                "{below}{name}{}",
                if kind.is_dir() { "/" } else { "" }
            ));
        }
        names.sort_unstable();
        self.ahead.push(names.into());
        Ok(())
    }

    fn page(mut self) -> Result<Option<(Page, Walk)>> {
        let mut page = Page::default();
        while page.objects.len() + page.prefixes.len() < PAGE {
            let Some(names) = self.ahead.last_mut() else {
                break;
            };
            let Some(name) = names.pop_front() else {
                self.ahead.pop();
                continue;
            };
            let prefix = &self.listing.prefix;
            if let Some(directory) = name.strip_suffix('/') {
                let may_hold = name.starts_with(prefix.as_str()) || prefix.starts_with(&name);
                // All keys in it begin with its name: none sorts after `after` when it ends below that.
                let over = self
                    .listing
                    .after
                    .as_ref()
                    .is_some_and(|after| !after.starts_with(&name) && *after > name);
                if !may_hold || over {
                    continue;
                }
                let grouped =
                    self.listing.delimiter == Some('/') && name.starts_with(prefix.as_str());
                if grouped && name.len() > prefix.len() {
                    page.prefixes.push(name);
                } else {
                    let below = format!("{directory}/");
                    self.enter(&below)?;
                }
                continue;
            }
            let after = self
                .listing
                .after
                .as_deref()
                .is_none_or(|after| name.as_str() > after);
            if name.starts_with(prefix.as_str())
                && after
                && let Ok(found) = fs::symlink_metadata(self.root.join(&name))
            {
                page.objects.push(describe(&name, &found));
            }
        }
        let empty = page.objects.is_empty() && page.prefixes.is_empty();
        Ok((!empty).then_some((page, self)))
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

    async fn stat(&self, key: &str, _: Option<&str>) -> Result<Meta> {
        let key = key.to_owned();
        self.blocking(move |this| this.meta(&key)).await
    }

    fn list(&self, listing: Listing) -> Pages {
        let walk = Walk {
            root: self.root.clone(),
            listing,
            ahead: Vec::new(),
        };
        let stream =
            futures_util::stream::try_unfold((walk, false), |(mut walk, entered)| async move {
                let page = tokio::task::spawn_blocking(move || {
                    if !entered {
                        walk.enter("")?;
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
        let owned = key.to_owned();
        let (meta, mut file) = self
            .blocking(move |this| {
                let meta = this.meta(&owned)?;
                let file =
                    File::open(this.path(&owned)?).map_err(|error| this.fault(&owned, error))?;
                Ok((meta, file))
            })
            .await?;
        if reading.if_match.is_some() && reading.if_match != meta.etag {
            return Err(Problem::new(Code::ConditionFailed)
                .title(format!("\"{key}\" was changed meanwhile"))
                .service("local")
                .key(key));
        }
        let range = reading.range.unwrap_or(0..=u64::MAX);
        file.seek(SeekFrom::Start(*range.start()))
            .map_err(|error| self.fault(key, error))?;
        let length = range.end().saturating_sub(*range.start()).saturating_add(1);
        let (this, key) = (self.clone(), key.to_owned());
        let stream =
            ReaderStream::with_capacity(tokio::fs::File::from_std(file).take(length), 256 * 1024)
                .map(move |bytes| bytes.map_err(|error| this.fault(&key, error)));
        Ok((meta, stream.boxed()))
    }

    async fn write(
        &self,
        key: &str,
        body: Body,
        _: &Attributes,
        condition: &Condition,
        _: Option<&Digest>,
    ) -> Result<Written> {
        let (key, condition) = (key.to_owned(), condition.clone());
        self.blocking(move |this| this.put(&key, &body, &condition))
            .await
    }

    async fn delete(&self, key: &str, _: Option<&str>, if_match: Option<&str>) -> Result<()> {
        let (key, if_match) = (key.to_owned(), if_match.map(str::to_owned));
        self.blocking(move |this| {
            if if_match.is_some() && if_match != this.meta(&key)?.etag {
                return Err(Problem::new(Code::ConditionFailed)
                    .service("local")
                    .key(&key));
            }
            fs::remove_file(this.path(&key)?).map_err(|error| this.fault(&key, error))
        })
        .await
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
