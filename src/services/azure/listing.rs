//! The listing of a container, a page at a time. The vendor's call has no delimiter, so the request is our own;
//! the XML is read by the vendor's reader.

use azure_core::http::Method;
use azure_core::xml;
use azure_storage_blob::models::BlobName;
use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde::Deserialize;

use super::client::Reach;
use super::fault;
use super::store::{Container, checksums, unquoted};
use crate::storage::way::{CIRCLE, Way};
use crate::storage::{Listing, Meta, Page, Pages, Result};

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "Blobs", default)]
    blobs: Blobs,
    #[serde(rename = "NextMarker", default)]
    next: Option<String>,
}

#[derive(Default, Deserialize)]
struct Blobs {
    #[serde(rename = "$value", default)]
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
enum Entry {
    Blob(Blob),
    BlobPrefix(Prefix),
}

#[derive(Deserialize)]
struct Prefix {
    #[serde(rename = "Name")]
    name: BlobName,
}

#[derive(Deserialize)]
struct Blob {
    #[serde(rename = "Name")]
    name: BlobName,
    #[serde(rename = "VersionId", default)]
    version: Option<String>,
    #[serde(rename = "Properties", default)]
    properties: Properties,
}

#[derive(Default, Deserialize)]
struct Properties {
    #[serde(rename = "Last-Modified", default)]
    modified: Option<String>,
    #[serde(rename = "Etag", default)]
    etag: Option<String>,
    #[serde(rename = "Content-Length", default)]
    size: Option<u64>,
    #[serde(rename = "Content-MD5", default)]
    md5: Option<String>,
    /// `directory` in an account with a hierarchical namespace, which lists its directories too.
    #[serde(rename = "ResourceType", default)]
    kind: Option<String>,
}

pub fn pages(container: Container, listing: Listing) -> Pages {
    let first = (container, listing, Some(None), Way::default());
    let pages = stream::try_unfold(first, |(container, listing, marker, mut way)| async move {
        let Some(marker) = marker else {
            return Ok(None);
        };
        let marker: Option<String> = marker;
        let (page, next) = page(&container, &listing, marker.as_deref()).await?;
        let next = way.turn(next, || fault::nonsense(CIRCLE))?;
        Ok(Some((page, (container, listing, next.map(Some), way))))
    });
    Pages {
        // An account with a hierarchical namespace lists by directories, others sort by UTF-16; which it is,
        // nothing tells before the first page.
        ordered: false,
        stream: pages.boxed(),
    }
}

async fn page(
    container: &Container,
    listing: &Listing,
    marker: Option<&str>,
) -> Result<(Page, Option<String>)> {
    let mut url = container.reach.url(&container.name, "");
    {
        let mut query = url.query_pairs_mut();
        query.append_pair("restype", "container");
        query.append_pair("comp", "list");
        query.append_pair("maxresults", "5000");
        let prefix = format!("{}{}", container.prefix, listing.prefix);
        if !prefix.is_empty() {
            query.append_pair("prefix", &prefix);
        }
        if let Some(delimiter) = listing.delimiter {
            query.append_pair("delimiter", &delimiter.to_string());
        }
        if listing.versions {
            query.append_pair("include", "versions");
        }
        if let Some(marker) = marker {
            query.append_pair("marker", marker);
        }
    }
    let answer = container
        .send(None, || async {
            let request = Reach::request(url.clone(), Method::Get);
            let answer = container.reach.send(request, None).await?;
            xml::from_xml::<_, Answer>(answer.body())
        })
        .await?;
    let mut page = Page::default();
    let is_wanted = |key: &str| listing.after.as_deref().is_none_or(|after| key > after);
    for entry in answer.blobs.entries {
        match entry {
            Entry::BlobPrefix(prefix) => {
                let prefix = container.own(&name(prefix.name));
                // A group that the key lies in has more behind it.
                let after = listing.after.as_deref();
                if is_wanted(&prefix) || after.is_some_and(|after| after.starts_with(&prefix)) {
                    page.prefixes.push(prefix);
                }
            }
            Entry::Blob(blob) if blob.properties.kind.as_deref() == Some("directory") => {}
            Entry::Blob(blob) => {
                let key = container.own(&name(blob.name));
                if is_wanted(&key) {
                    page.objects.push(meta(key, blob.version, blob.properties));
                }
            }
        }
    }
    Ok((page, answer.next.filter(|next| !next.is_empty())))
}

fn meta(key: String, version: Option<String>, properties: Properties) -> Meta {
    Meta {
        key,
        size: properties.size.unwrap_or(0),
        etag: properties.etag.as_deref().map(unquoted),
        modified: properties.modified.as_deref().and_then(timestamp),
        version,
        checksums: checksums(properties.md5.as_deref(), None),
        ..Meta::default()
    }
}

/// A name as it is: one that XML cannot hold comes percent-encoded, and says so.
fn name(name: BlobName) -> String {
    let text = name.content.unwrap_or_default();
    if name.encoded != Some(true) {
        return text;
    }
    let query = format!("k={}", text.replace('+', "%2B"));
    let first = url::form_urlencoded::parse(query.as_bytes()).next();
    first.map_or(text, |(_, value)| value.into_owned())
}

/// As headers and listings write a time: `Tue, 24 Nov 2026 20:00:00 GMT`.
pub fn timestamp(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}
