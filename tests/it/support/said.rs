//! What storage services say, each in its own words, as its reference has them: what the fault proxy answers in a
//! server's place. Knows S3, Azure and Google Cloud Storage, by the ids of their services.

use serde_json::json;

use super::proxy::{Seen, answer};

/// All ways in which a service says that it is asked too much.
pub fn busy(service: &str) -> Vec<String> {
    busy_for(service, "")
}

/// The same, with the wish to be left alone for so many seconds.
pub fn busy_until(service: &str, seconds: u32) -> Vec<String> {
    busy_for(service, &format!("Retry-After: {seconds}\r\n"))
}

fn busy_for(service: &str, wish: &str) -> Vec<String> {
    match service {
        // "Blob service error codes".
        "azure" => vec![azure_error("503 Server Busy", "ServerBusy", wish)],
        // "HTTP status and error codes for JSON": 429 and 503.
        "gcs" => vec![
            gcs_error("429 Too Many Requests", "rateLimitExceeded", wish),
            gcs_error("503 Service Unavailable", "backendError", wish),
        ],
        _ => vec![s3_error("503 Slow Down", "SlowDown", wish)],
    }
}

/// 500, which says nothing of what was done.
pub fn internal_error(service: &str) -> String {
    let status = "500 Internal Server Error";
    match service {
        "azure" => azure_error(status, "InternalError", ""),
        "gcs" => gcs_error(status, "backendError", ""),
        _ => s3_error(status, "InternalError", ""),
    }
}

/// What is said to who may not do it.
pub fn denied(service: &str) -> String {
    let status = "403 Forbidden";
    match service {
        "azure" => azure_error(status, "AuthorizationPermissionMismatch", ""),
        "gcs" => gcs_error(status, "forbidden", ""),
        _ => s3_error(status, "AccessDenied", ""),
    }
}

fn s3_error(status: &str, code: &str, headers: &str) -> String {
    let body = format!("<Error><Code>{code}</Code><Message>Please try again.</Message></Error>");
    xml(status, headers, &body)
}

fn azure_error(status: &str, code: &str, headers: &str) -> String {
    let headers = format!("{headers}x-ms-error-code: {code}\r\n");
    let body = format!("<Error><Code>{code}</Code><Message>Please try again.</Message></Error>");
    xml(status, &headers, &body)
}

fn gcs_error(status: &str, reason: &str, headers: &str) -> String {
    let code: u16 = status.split(' ').next().unwrap().parse().unwrap();
    let message = "Please try again.";
    let body = json!({"error": {"code": code, "message": message, "errors": [
        {"domain": "global", "reason": reason, "message": message},
    ]}});
    of_json(status, headers, &body.to_string())
}

fn xml(status: &str, headers: &str, body: &str) -> String {
    let headers = format!("{headers}Content-Type: application/xml\r\n");
    let body = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>{body}");
    answer(status, &headers, &body)
}

fn of_json(status: &str, headers: &str, body: &str) -> String {
    let headers = format!("{headers}Content-Type: application/json; charset=UTF-8\r\n");
    answer(status, &headers, body)
}

/// Whether a request asks for a page of a listing.
pub fn is_listing(service: &str, seen: &Seen) -> bool {
    let (path, query) = seen.path.split_once('?').unwrap_or((&seen.path, ""));
    let is_listing = match service {
        "azure" => query.contains("comp=list"),
        "gcs" => path.ends_with("/o"),
        _ => query.contains("list-type=2"),
    };
    seen.method == "GET" && is_listing
}

/// A page of a listing: objects of one byte, and the token of the page after it.
pub fn page(service: &str, keys: &[String], next: Option<&str>) -> String {
    let modified = "2026-01-01T00:00:00.000Z";
    match service {
        "azure" => {
            let blobs = keys.iter().map(|key| {
                let key = escaped(key);
                format!("<Blob><Name Encoded=\"true\">{key}</Name><Properties><Content-Length>1</Content-Length><Etag>x</Etag></Properties></Blob>")
            });
            let (blobs, next) = (blobs.collect::<String>(), next.unwrap_or_default());
            let page = format!(
                "<EnumerationResults><Blobs>{blobs}</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>"
            );
            xml("200 OK", "", &page)
        }
        "gcs" => {
            let items = keys.iter().map(
                |key| json!({"name": key, "size": "1", "generation": "1", "updated": modified}),
            );
            let mut page = json!({"items": items.collect::<Vec<_>>()});
            if let Some(next) = next {
                page["nextPageToken"] = next.into();
            }
            of_json("200 OK", "", &page.to_string())
        }
        _ => {
            let objects = keys.iter().map(|key| {
                let key = escaped(key);
                format!("<Contents><Key>{key}</Key><Size>1</Size><ETag>&quot;x&quot;</ETag><LastModified>{modified}</LastModified></Contents>")
            });
            let (objects, more) = (objects.collect::<String>(), next.is_some());
            let next = next.unwrap_or_default();
            let page = format!(
                "<ListBucketResult><EncodingType>url</EncodingType>{objects}<IsTruncated>{more}</IsTruncated><NextContinuationToken>{next}</NextContinuationToken></ListBucketResult>"
            );
            xml("200 OK", "", &page)
        }
    }
}

fn escaped(key: &str) -> String {
    let escaped: String = url::form_urlencoded::byte_serialize(key.as_bytes()).collect();
    escaped.replace('+', "%20")
}

/// An object of one byte, or what is to be known of it: whatever is asked for is there.
pub fn object(service: &str, seen: &Seen) -> String {
    match service {
        "gcs" if !seen.path.contains("alt=media") => {
            let resource = json!({"name": "k", "size": "1", "generation": "1"});
            of_json("200 OK", "", &resource.to_string())
        }
        "gcs" => answer("200 OK", "x-goog-generation: 1\r\n", "x"),
        _ => answer("200 OK", "ETag: \"x\"\r\n", "x"),
    }
}

/// Answers to a listing that are small, and that a careless reader makes large or falls down in.
pub fn bombs(service: &str) -> Vec<String> {
    match service {
        "azure" => bombs_of_xml(&["EnumerationResults", "Blobs"], &["Blob", "Name"]).into(),
        "gcs" => bombs_of_json().into(),
        _ => bombs_of_xml(&["ListBucketResult"], &["Contents", "Key"]).into(),
    }
}

/// How deep things lie in each other in a bomb.
const DEEP: usize = 200_000;

/// Each entity stands for ten of the one before it; and elements in each other. An object's key is in `object`, and
/// objects are in `list`.
fn bombs_of_xml(list: &[&str], object: &[&str]) -> [String; 2] {
    let open = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("<{name}>"))
            .collect::<String>()
    };
    let close = |names: &[&str]| {
        let names = names.iter().rev();
        names.map(|name| format!("</{name}>")).collect::<String>()
    };
    let mut entities = String::from("<!ENTITY e0 \"boom\">");
    for i in 1..30 {
        let last = format!("&e{};", i - 1);
        entities += &format!("<!ENTITY e{i} \"{}\">", last.repeat(10));
    }
    let grows = format!(
        "<!DOCTYPE l [{entities}]>{}{}&e29;{}{}",
        open(list),
        open(object),
        close(object),
        close(list)
    );
    let deep = format!("{}{}", open(list), open(object).repeat(DEEP));
    [grows, deep].map(|bomb| xml("200 OK", "", &bomb))
}

/// Lists and objects in each other, where the service has something else.
fn bombs_of_json() -> [String; 3] {
    ["[", "[{\"items\":", "[{\"metadata\":{\"a\":"].map(|opened| {
        let bomb = format!("{{\"items\":{}", opened.repeat(DEEP));
        of_json("200 OK", "", &bomb)
    })
}
