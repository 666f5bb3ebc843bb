//! The service's object resource ("Objects" in the JSON API reference) and what it is to us: [`Meta`],
//! [`Attributes`], [`Written`], both ways. Owns which of its fields an ETag, a version, a checksum are.
//! Used by `store`, `parts` and `copy`.
//!
//! `Meta::etag` is the generation, and so is `Meta::version`. The service's own ETag changes with every
//! change of metadata and cannot pin a read of the content; the generation names the content, is a condition
//! of every request (`ifGenerationMatch`), and comes with every answer.

use std::collections::BTreeMap;

use reqwest::header::HeaderMap;
use serde::{Deserialize, Serialize};

use super::fault;
use crate::problem::{Code, Problem};
use crate::storage::{Algorithm, Attributes, Condition, Digest, Meta, Result, Written};

/// The fields that we read, for a listing.
pub const LISTED: &str =
    "nextPageToken,prefixes,items(name,size,generation,updated,timeDeleted,crc32c,md5Hash)";

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Resource {
    pub name: String,
    /// 64-bit numbers are strings in JSON.
    size: String,
    generation: String,
    updated: Option<jiff::Timestamp>,
    time_deleted: Option<jiff::Timestamp>,
    crc32c: Option<String>,
    md5_hash: Option<String>,
    content_type: Option<String>,
    content_encoding: Option<String>,
    content_disposition: Option<String>,
    content_language: Option<String>,
    cache_control: Option<String>,
    metadata: BTreeMap<String, String>,
    storage_class: Option<String>,
    kms_key_name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Listed {
    pub items: Vec<Resource>,
    pub prefixes: Vec<String>,
    pub next_page_token: Option<String>,
}

/// What a new object is described by.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_encoding: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_disposition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_control: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    metadata: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    storage_class: Option<&'a str>,
    /// The service refuses content that has another.
    #[serde(skip_serializing_if = "Option::is_none")]
    crc32c: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    md5_hash: Option<String>,
}

impl<'a> Description<'a> {
    pub fn new(name: &'a str, attributes: &'a Attributes, digest: Option<&Digest>) -> Self {
        let of = |algorithm| {
            digest
                .filter(|digest| digest.algorithm == algorithm)
                .map(Digest::base64)
        };
        Description {
            name: Some(name),
            content_type: attributes.content_type.as_deref(),
            content_encoding: attributes.content_encoding.as_deref(),
            content_disposition: attributes.content_disposition.as_deref(),
            content_language: attributes.content_language.as_deref(),
            cache_control: attributes.cache_control.as_deref(),
            metadata: &attributes.metadata,
            storage_class: attributes.storage_class.as_deref(),
            crc32c: of(Algorithm::Crc32c),
            md5_hash: of(Algorithm::Md5),
        }
    }

    pub fn json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| {
            Problem::new(Code::StorageFailed)
                .service("gcs")
                .source(error)
        })
    }
}

impl Resource {
    /// Reads an answer. Fails with STORAGE_016.
    pub fn parse(text: &str) -> Result<Resource> {
        serde_json::from_str(text).map_err(|error| fault::nonsense(&error.to_string()))
    }

    fn checksums(&self) -> Vec<Digest> {
        checksums([
            (Algorithm::Crc32c, self.crc32c.as_deref()),
            (Algorithm::Md5, self.md5_hash.as_deref()),
        ])
    }

    pub fn size(&self) -> u64 {
        self.size.parse().unwrap_or(0)
    }

    /// As a listing tells of it.
    pub fn meta(self, key: String) -> Meta {
        let generation = Some(self.generation.clone()).filter(|text| !text.is_empty());
        Meta {
            key,
            size: self.size(),
            etag: generation.clone(),
            modified: self.updated,
            version: generation,
            // A noncurrent generation still has its content: it is no mark of a deletion.
            deleted: false,
            checksums: self.checksums(),
            attributes: Attributes::default(),
        }
    }

    /// With the attributes.
    pub fn into_meta(mut self, key: &str) -> Meta {
        let attributes = Attributes {
            content_type: self.content_type.take(),
            content_encoding: self.content_encoding.take(),
            content_disposition: self.content_disposition.take(),
            content_language: self.content_language.take(),
            cache_control: self.cache_control.take(),
            metadata: std::mem::take(&mut self.metadata),
            storage_class: self.storage_class.take(),
            sse: None,
            sse_kms_key_id: self.kms_key_name.take(),
        };
        Meta {
            attributes,
            ..self.meta(key.to_owned())
        }
    }

    pub fn written(&self) -> Written {
        Written {
            etag: Some(self.generation.clone()),
            version: Some(self.generation.clone()),
            checksums: self.checksums(),
        }
    }
}

fn checksums<'a>(all: impl IntoIterator<Item = (Algorithm, Option<&'a str>)>) -> Vec<Digest> {
    all.into_iter()
        .filter_map(|(algorithm, text)| Digest::from_base64(algorithm, text?))
        .collect()
}

/// What the headers of an answer with content tell of the object ("Request headers and response headers").
pub fn of_headers(key: &str, headers: &HeaderMap) -> Result<Meta, Problem> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    // `bytes 0-9/1234`
    let whole = text("content-range").and_then(|range| range.rsplit('/').next());
    // What is stored packed may come in chunks, and is asked for as it is stored.
    let size = whole
        .or_else(|| text("content-length"))
        .or_else(|| text("x-goog-stored-content-length"));
    // A proxy or a portal that answers 200 to everything has none.
    let generation = text("x-goog-generation")
        .ok_or_else(|| fault::nonsense("it tells no generation of the object"))?
        .to_owned();
    // `crc32c=n03x6A==,md5=Ojk9c3dhfxgoKVVHYwFbHQ==`, in one line or two.
    let lines = headers.get_all("x-goog-hash").into_iter();
    let hashes = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .filter_map(|hash| hash.trim().split_once('='));
    // Without it an object could break off, and nobody would know.
    let size = size
        .and_then(|size| size.parse().ok())
        .ok_or_else(|| fault::nonsense("it tells no length of the object"))?;
    Ok(Meta {
        key: key.to_owned(),
        size,
        etag: Some(generation.clone()),
        modified: text("last-modified")
            .and_then(|date| jiff::fmt::rfc2822::parse(date).ok())
            .map(|date| date.timestamp()),
        version: Some(generation),
        checksums: checksums(hashes.filter_map(|(name, value)| match name {
            "crc32c" => Some((Algorithm::Crc32c, Some(value))),
            "md5" => Some((Algorithm::Md5, Some(value))),
            _ => None,
        })),
        ..Meta::default()
    })
}

/// The generation that a condition asks for, as `ifGenerationMatch` has it; 0 stands for no object. An ETag
/// that is no generation is of no object here: STORAGE_007.
pub fn generation(condition: &Condition, key: &str) -> Result<Option<String>> {
    match condition {
        Condition::None => Ok(None),
        Condition::Absent => Ok(Some("0".to_owned())),
        Condition::Match(etag) => matching(Some(etag), key),
    }
}

/// The same of an ETag alone.
pub fn matching(etag: Option<&str>, key: &str) -> Result<Option<String>> {
    match etag {
        None => Ok(None),
        Some(etag) if etag.parse::<u64>().is_ok_and(|generation| generation > 0) => {
            Ok(Some(etag.to_owned()))
        }
        Some(_) => Err(fault::changed(key)),
    }
}

/// A version as `generation` has it. One that is no number is of no object here: STORAGE_004.
pub fn version<'a>(version: Option<&'a str>, key: &str) -> Result<Option<&'a str>> {
    match version {
        Some(text) if text.parse::<u64>().is_err() => Err(Problem::new(Code::ObjectMissing)
            .title(format!("\"{key}\" has no version \"{text}\""))
            .service("gcs")
            .key(key)),
        version => Ok(version),
    }
}
