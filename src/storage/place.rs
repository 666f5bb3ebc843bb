//! What a user types for an object: a path in the configured store, or a URL of any store. Owns the parsing;
//! which service a scheme belongs to is the registry's.

use std::fmt;

/// A place, parsed but not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A key in the configured store, below its bucket and prefix.
    Configured { key: String },
    /// Exact: no prefix is added. For `file://` the bucket is the root directory.
    Url {
        scheme: String,
        bucket: String,
        key: String,
    },
}

impl Place {
    /// Never fails: what is no URL is a path in the configured store.
    pub fn parse(text: &str) -> Place {
        match text.split_once("://") {
            Some(("file", path)) => Place::Url {
                scheme: "file".to_owned(),
                bucket: "/".to_owned(),
                key: path.trim_start_matches('/').to_owned(),
            },
            Some((scheme, rest))
                if !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric()) =>
            {
                let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
                Place::Url {
                    scheme: scheme.to_owned(),
                    bucket: bucket.to_owned(),
                    key: key.to_owned(),
                }
            }
            _ => Place::Configured {
                key: text.to_owned(),
            },
        }
    }

    pub fn key(&self) -> &str {
        match self {
            Place::Configured { key } | Place::Url { key, .. } => key,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Configured { key } => f.write_str(key),
            Place::Url {
                scheme,
                bucket,
                key,
            } if scheme == "file" => write!(f, "file://{bucket}{key}"),
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

    #[test]
    fn urls_are_taken_apart_and_all_else_is_a_key() {
        let url = |scheme: &str, bucket: &str, key: &str| Place::Url {
            scheme: scheme.to_owned(),
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        };
        assert_eq!(Place::parse("s3://b/k/l"), url("s3", "b", "k/l"));
        assert_eq!(Place::parse("gs://b"), url("gs", "b", ""));
        assert_eq!(Place::parse("file:///var/x"), url("file", "/", "var/x"));
        for key in ["reports/a.csv", "a b://c", "://x"] {
            assert_eq!(
                Place::parse(key),
                Place::Configured {
                    key: key.to_owned()
                }
            );
        }
    }
}
