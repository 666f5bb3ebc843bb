//! What a user types for objects: a path in the configured store, a URL of any store, or, where a command
//! has two sides, a path on this machine. Owns the parsing; which service a scheme belongs to is the
//! registry's, what wildcards in it mean `glob`'s.
//!
//! Keys are taken as they are typed: nothing is decoded, so that `%20` in a URL is a key with `%20` in it.

use std::fmt;
use std::path::Path;

use super::Result;
use crate::problem::Failure;

/// A place, parsed but not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A key in the configured store, below its bucket and prefix.
    Configured { key: String },
    /// Exact: no prefix is added. For `file` the bucket is the directory that keys are paths in.
    Url {
        scheme: String,
        bucket: String,
        key: String,
    },
}

/// The scheme of directories.
const FILE: &str = "file";

impl Place {
    /// A URL, else a path in the configured store. Fails as usage when a URL names no bucket, or a file
    /// that is not on this machine.
    pub fn parse(text: &str) -> Result<Place, Failure> {
        let Some((scheme, rest)) = url(text) else {
            return Ok(Place::Configured {
                key: text.to_owned(),
            });
        };
        let scheme = scheme.to_ascii_lowercase();
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        if scheme == FILE {
            if !matches!(bucket, "" | "localhost") || !rest.contains('/') {
                return Err(Failure::Usage(format!(
                    "\"{text}\" is no file on this machine; write file:///directory/file"
                )));
            }
            return Ok(file("/", key.trim_start_matches('/')));
        }
        if bucket.is_empty() {
            return Err(Failure::Usage(format!(
                "\"{text}\" names no bucket; write {scheme}://bucket/key"
            )));
        }
        Ok(Place::Url {
            scheme,
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        })
    }

    /// The same for a command both of whose sides are places: a text that starts with `./`, `../`, `/` or `~`
    /// is a path on this machine. Its bucket is then the directory that holds it, so far as there are no
    /// wildcards in it; the directory itself when it ends with `/`. `~` is `home`.
    pub fn side(text: &str, home: Option<&Path>) -> Result<Place, Failure> {
        let expanded = match text.strip_prefix('~') {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                let home = home.and_then(Path::to_str).ok_or_else(|| {
                    Failure::Usage("there is no HOME that ~ could stand for".to_owned())
                })?;
                format!("{}{rest}", home.trim_end_matches('/'))
            }
            Some(_) => {
                return Err(Failure::Usage(format!(
                    "\"{text}\": write out the home directory of another user"
                )));
            }
            None => text.to_owned(),
        };
        let is_local = expanded.starts_with(['/', '~'])
            || matches!(expanded.as_str(), "." | "..")
            || ["./", "../"]
                .iter()
                .any(|start| expanded.starts_with(start));
        if !is_local {
            return Place::parse(text);
        }
        let wild = expanded.find(['*', '?', '[', '{', '\\']);
        let fixed = &expanded[..wild.unwrap_or(expanded.len())];
        let key_starts = match fixed.rfind('/') {
            // `.` and `..` are directories whatever follows them.
            _ if wild.is_none() && matches!(fixed.rsplit('/').next(), Some("." | "..")) => {
                expanded.len()
            }
            Some(slash) => slash + 1,
            None => 0,
        };
        let (root, key) = expanded.split_at(key_starts);
        Ok(match root {
            "" => file(".", key),
            root => match root.trim_end_matches('/') {
                "" => file("/", key),
                root => file(root, key),
            },
        })
    }

    /// The place of a whole tree on this machine: its key becomes a part of the directory, so that nothing
    /// outside of that is ever touched. Other places stay as they are.
    pub fn tree(self) -> Place {
        match self {
            Place::Url {
                scheme,
                bucket,
                key,
            } if scheme == FILE && !key.is_empty() => {
                let key = key.trim_end_matches('/');
                file(&format!("{}/{key}", bucket.trim_end_matches('/')), "")
            }
            other => other,
        }
    }

    pub fn key(&self) -> &str {
        match self {
            Place::Configured { key } | Place::Url { key, .. } => key,
        }
    }

    /// The same with another key.
    pub fn with_key(&self, key: impl Into<String>) -> Place {
        let mut place = self.clone();
        match &mut place {
            Place::Configured { key: old } | Place::Url { key: old, .. } => *old = key.into(),
        }
        place
    }

    /// Whether it is a path on this machine.
    pub fn is_file(&self) -> bool {
        matches!(self, Place::Url { scheme, .. } if scheme == FILE)
    }
}

fn file(root: &str, key: &str) -> Place {
    Place::Url {
        scheme: FILE.to_owned(),
        bucket: root.to_owned(),
        key: key.to_owned(),
    }
}

/// A scheme and what follows it (RFC 3986, section 3.1).
fn url(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric());
    is_scheme.then_some((scheme, rest))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Configured { key } => f.write_str(key),
            Place::Url {
                scheme,
                bucket,
                key,
            } if scheme == FILE => {
                write!(f, "{}/{key}", bucket.trim_end_matches('/'))
            }
            Place::Url {
                scheme,
                bucket,
                key,
            } => write!(f, "{scheme}://{bucket}/{key}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(scheme: &str, bucket: &str, key: &str) -> Place {
        Place::Url {
            scheme: scheme.to_owned(),
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        }
    }

    fn configured(key: &str) -> Place {
        Place::Configured {
            key: key.to_owned(),
        }
    }

    #[test]
    fn urls_are_taken_apart_and_all_else_is_a_key() {
        for (text, place) in [
            ("s3://b/k/l", url("s3", "b", "k/l")),
            ("s3://b//k", url("s3", "b", "/k")),
            ("gs://b", url("gs", "b", "")),
            ("S3://B/K", url("s3", "B", "K")),
            ("az://c/%20+?#", url("az", "c", "%20+?#")),
            ("file:///var/x", url("file", "/", "var/x")),
            ("file:///", url("file", "/", "")),
            ("file://localhost/x", url("file", "/", "x")),
            ("reports/a.csv", configured("reports/a.csv")),
            ("./a", configured("./a")),
            ("a b://c", configured("a b://c")),
            ("://x", configured("://x")),
            ("", configured("")),
        ] {
            assert_eq!(Place::parse(text).unwrap(), place, "{text}");
        }
        for nonsense in ["s3://", "s3:///key", "file://host/x", "file://x", "file://"] {
            assert!(
                matches!(Place::parse(nonsense), Err(Failure::Usage(_))),
                "{nonsense}"
            );
        }
    }

    #[test]
    fn where_both_sides_are_places_some_texts_are_local() {
        let home = Path::new("/home/ops/");
        for (text, place, tree) in [
            ("./a/b", url("file", "./a", "b"), "./a/b"),
            ("./b", url("file", ".", "b"), "./b"),
            ("../b/", url("file", "../b", ""), "../b"),
            ("/b", url("file", "/", "b"), "/b"),
            ("/", url("file", "/", ""), "/"),
            ("//b", url("file", "/", "b"), "/b"),
            (".", url("file", ".", ""), "."),
            ("..", url("file", "..", ""), ".."),
            ("./a/..", url("file", "./a/..", ""), "./a/.."),
            ("~", url("file", "/home", "ops"), "/home/ops"),
            ("~/", url("file", "/home/ops", ""), "/home/ops"),
            ("~/a", url("file", "/home/ops", "a"), "/home/ops/a"),
            ("./a/b*/c", url("file", "./a", "b*/c"), "./a/b*/c"),
        ] {
            let side = Place::side(text, Some(home)).unwrap();
            assert_eq!(side, place, "{text}");
            assert_eq!(side.tree(), url("file", tree, ""), "{text}");
        }
        for (text, place) in [
            ("a/b", configured("a/b")),
            (".hidden", configured(".hidden")),
            ("..", url("file", "..", "")),
            ("s3://b/k", url("s3", "b", "k")),
        ] {
            assert_eq!(Place::side(text, Some(home)).unwrap(), place, "{text}");
        }
        for (text, home) in [("~", None), ("~root/x", Some(home))] {
            assert!(
                matches!(Place::side(text, home), Err(Failure::Usage(_))),
                "{text}"
            );
        }
    }
}
