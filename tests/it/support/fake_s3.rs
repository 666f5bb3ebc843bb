//! An S3 of our own, for what no real one says on demand. It keeps what it is sent and gives it back; a script may
//! answer in its place.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde_json::Value as Json;

use super::api::{Answer, Api, Request};

/// An answer in XML, or in anything else that is text.
pub fn says(status: u16, text: impl Into<String>) -> Answer {
    (status, vec![], Json::String(text.into()))
}

/// A refusal by its code.
pub fn refuses(status: u16, code: &str) -> Answer {
    let xml =
        format!("<Error><Code>{code}</Code><Message>the service's own words</Message></Error>");
    says(status, xml)
}

/// A request's query has this parameter.
pub fn asks(request: &Request, parameter: &str) -> bool {
    let query = request.path.split_once('?').map_or("", |(_, query)| query);
    query
        .split('&')
        .any(|pair| pair.split('=').next() == Some(parameter))
}

/// The bucket itself, or the service, not a key in it.
pub fn is_bucket(request: &Request) -> bool {
    let path = request.path.split('?').next().unwrap_or_default();
    path.trim_matches('/').split('/').count() < 2
}

/// Serves a bucket; `script` answers first where it wants to, and is told how often it was asked before.
pub fn s3(script: impl Fn(&Request, usize) -> Option<Answer> + Send + Sync + 'static) -> Api {
    let kept: Mutex<BTreeMap<String, String>> = Mutex::default();
    Api::serve(move |request, before| {
        script(request, before).unwrap_or_else(|| plain(request, &mut kept.lock().unwrap()))
    })
}

fn plain(request: &Request, kept: &mut BTreeMap<String, String>) -> Answer {
    let path = request
        .path
        .split('?')
        .next()
        .unwrap_or_default()
        .to_owned();
    let tag = || vec![("ETag", "\"fake-1\"".to_owned())];
    match (request.method.as_str(), is_bucket(request)) {
        ("GET", true) if asks(request, "versioning") => says(200, "<VersioningConfiguration/>"),
        ("GET", true) if asks(request, "list-type") => {
            let keys = kept.keys().map(|path| {
                let key = path.trim_start_matches('/').split_once('/').unwrap().1;
                format!("<Contents><Key>{key}</Key><Size>1</Size></Contents>")
            });
            let keys: String = keys.collect();
            says(
                200,
                format!(
                    "<ListBucketResult>{keys}<IsTruncated>false</IsTruncated></ListBucketResult>"
                ),
            )
        }
        ("GET", true) => says(
            200,
            "<ListAllMyBucketsResult><Buckets><Bucket><Name>files</Name></Bucket></Buckets></ListAllMyBucketsResult>",
        ),
        ("PUT", false) => {
            kept.insert(path, request.text.clone());
            (200, tag(), Json::Null)
        }
        ("GET", false) => match kept.get(&path) {
            Some(content) => (200, tag(), Json::String(content.clone())),
            None => refuses(404, "NoSuchKey"),
        },
        ("HEAD", false) => match kept.contains_key(&path) {
            true => (200, tag(), Json::Null),
            false => says(404, ""),
        },
        ("DELETE", false) => {
            kept.remove(&path);
            says(204, "")
        }
        _ => says(200, ""),
    }
}
