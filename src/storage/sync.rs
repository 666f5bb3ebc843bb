//! Two trees compared: which objects of one the other lacks, has otherwise, or has too many, and whether one lies
//! in the other. Merges two ordered listings, so memory does not grow with their length. Moves nothing itself;
//! called by `sync` and `check`, and by all that copy trees.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};

use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};

use super::sorted::{Entries, Entry, sorted};
use super::{Listing, Result, SharedStore};

/// A tree: the objects of a store below a prefix, which ends with `/` or is empty.
#[derive(Clone)]
pub struct Tree {
    pub store: SharedStore,
    pub prefix: String,
    /// Links in a directory lead to what they name.
    pub follow_links: bool,
}

impl Tree {
    /// With the links in it left alone.
    pub fn of(store: SharedStore, prefix: String) -> Tree {
        Tree {
            store,
            prefix,
            follow_links: false,
        }
    }

    /// Its objects in the order of their keys, which are relative to the prefix.
    pub fn entries(&self) -> Entries {
        let pages = self.store.list(Listing {
            prefix: self.prefix.clone(),
            follow_links: self.follow_links,
            ..Listing::default()
        });
        let prefix = self.prefix.clone();
        sorted(pages)
            .map(move |entry| {
                entry.map(|mut entry| {
                    if let Some(relative) = entry.key.strip_prefix(&prefix) {
                        entry.key = relative.to_owned();
                    }
                    entry
                })
            })
            .boxed()
    }

    /// The whole key of a relative one.
    pub fn key(&self, relative: &str) -> String {
        format!("{}{relative}", self.prefix)
    }

    /// Whether it lies in a file system.
    pub fn is_directory(&self) -> bool {
        self.store.local_path("a").is_some()
    }

    /// Its path in the other tree, with a slash at its end, when it lies in that one; empty when it is that one.
    pub fn path_in(&self, other: &Tree) -> Option<String> {
        Some(self.ground().strip_prefix(&other.ground())?.to_owned())
    }

    /// Where it is, spelt alike however it was named.
    fn ground(&self) -> String {
        if !self.is_directory() {
            return self.store.url(&self.prefix);
        }
        let root = PathBuf::from(self.store.location("").bucket).join(&self.prefix);
        format!(
            "{}/",
            real(&root).display().to_string().trim_end_matches('/')
        )
    }
}

/// A path without links, as far as it leads to something that is there.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = absolute.ancestors().find_map(|there| {
        let rest = absolute.strip_prefix(there).ok()?;
        Some(there.canonicalize().ok()?.join(rest))
    });
    known.unwrap_or(absolute)
}

/// An object of one tree, or of both; keys are relative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pair {
    Left(Entry),
    Right(Entry),
    Both(Entry, Entry),
}

impl Pair {
    pub fn key(&self) -> &str {
        match self {
            Pair::Left(entry) | Pair::Right(entry) | Pair::Both(entry, _) => &entry.key,
        }
    }
}

/// All objects of two trees, paired by key, in order. A tree that cannot be listed ends it.
pub fn pairs(left: Entries, right: Entries) -> BoxStream<'static, Result<Pair>> {
    let first = Merge {
        left: Side::new(left),
        right: Side::new(right),
    };
    stream::try_unfold(first, |mut merge| async move {
        Ok(merge.next().await?.map(|pair| (pair, merge)))
    })
    .boxed()
}

struct Merge {
    left: Side,
    right: Side,
}

struct Side {
    entries: Entries,
    head: Option<Entry>,
    over: bool,
}

impl Side {
    fn new(entries: Entries) -> Side {
        Side {
            entries,
            head: None,
            over: false,
        }
    }

    async fn fill(&mut self) -> Result<()> {
        if self.head.is_none() && !self.over {
            self.head = self.entries.next().await.transpose()?;
            self.over = self.head.is_none();
        }
        Ok(())
    }
}

impl Merge {
    async fn next(&mut self) -> Result<Option<Pair>> {
        // Both at once: each may have to ask its service.
        let (left, right) = futures_util::join!(self.left.fill(), self.right.fill());
        left?;
        right?;
        let order = match (&self.left.head, &self.right.head) {
            (None, None) => return Ok(None),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(left), Some(right)) => left.key.cmp(&right.key),
        };
        let left = (order != Ordering::Greater)
            .then(|| self.left.head.take())
            .flatten();
        let right = (order != Ordering::Less)
            .then(|| self.right.head.take())
            .flatten();
        Ok(match (left, right) {
            (Some(left), Some(right)) => Some(Pair::Both(left, right)),
            (Some(left), None) => Some(Pair::Left(left)),
            (None, Some(right)) => Some(Pair::Right(right)),
            (None, None) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt as _;

    use super::*;

    fn entries(keys: &str) -> Entries {
        let entries: Vec<_> = keys
            .split_whitespace()
            .map(|key| {
                Ok(Entry {
                    key: key.to_owned(),
                    size: 0,
                    modified: None,
                    checksums: Vec::new(),
                })
            })
            .collect();
        stream::iter(entries).boxed()
    }

    #[tokio::test]
    async fn two_listings_are_paired_by_key() {
        let merged: Vec<Pair> = pairs(entries("a b d f"), entries("b c d e"))
            .try_collect()
            .await
            .unwrap();
        let told: Vec<String> = merged
            .iter()
            .map(|pair| match pair {
                Pair::Left(_) => format!("{}<", pair.key()),
                Pair::Right(_) => format!("{}>", pair.key()),
                Pair::Both(..) => format!("{}=", pair.key()),
            })
            .collect();
        assert_eq!(told, ["a<", "b=", "c>", "d=", "e>", "f<"]);
    }
}
