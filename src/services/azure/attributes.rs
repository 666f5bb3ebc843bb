//! What a blob carries beside its bytes, to and from the service's headers.

use std::collections::{BTreeMap, HashMap};

use azure_core::http::headers::{HeaderName, Headers};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::problem::{Code, Problem};
use crate::storage::Attributes;

/// Fails with STORAGE_014 for what Azure does not keep: the key that encrypts a blob is its account's or its
/// container's affair. STORAGE_013 for a name of metadata that is no C# identifier ("Naming and referencing
/// containers, blobs, and metadata"), or a value that no header can carry.
pub fn are_kept(attributes: &Attributes, key: &str) -> Result<(), Problem> {
    let asked = (&attributes.sse, &attributes.sse_kms_key_id);
    if !matches!(asked, (None, None))
        && !matches!(asked, (Some(method), None) if method == "AES256")
    {
        return Err(Problem::new(Code::StorageUnsupported)
            .title("Azure takes no way of encryption with a blob")
            .service("azure")
            .key(key)
            .help("leave --sse away; set the key at the account, or an encryption scope at the container"));
    }
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    let name = attributes.metadata.keys().find(|name| {
        !name.starts_with(is_letter) || !name.chars().all(|c| is_letter(c) || c.is_ascii_digit())
    });
    let values = [
        &attributes.content_type,
        &attributes.content_encoding,
        &attributes.content_disposition,
        &attributes.content_language,
        &attributes.cache_control,
        &attributes.storage_class,
    ];
    // The service takes no others in headers, and what signs them for us neither.
    let is_plain = |value: &str| value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let value = values.into_iter().flatten().find(|value| !is_plain(value));
    let refused = |what: String| {
        Problem::new(Code::NameImpossible)
            .title(format!("Azure cannot keep {what}"))
            .service("azure")
            .key(key)
    };
    match (name, value) {
        (Some(name), _) => Err(refused(format!("metadata called \"{name}\""))
            .help("call it by letters, digits and _, and no digit first")),
        (_, Some(value)) => Err(refused(format!("{value:?} in a header"))
            .help("write it in ASCII: a file's name as filename*=UTF-8''%C3%BC.csv")),
        _ => Ok(()),
    }
}

/// What a write was refused with: the tier is the one header whose values the service alone knows.
pub fn refused(problem: Problem, attributes: &Attributes) -> Problem {
    let is_header = |cause: &str| cause.starts_with("InvalidHeaderValue");
    match (&attributes.storage_class, problem.cause.as_deref()) {
        (Some(tier), Some(cause)) if is_header(cause) => Problem::new(Code::StorageUnsupported)
            .title(format!("Azure has no tier \"{tier}\" for this blob"))
            .service("azure")
            .key(problem.subject.key.clone().unwrap_or_default())
            .because(cause.to_owned())
            .request_id(problem.request_id.clone().unwrap_or_default())
            .help("name one that it has: Hot, Cool, Cold or Archive"),
        _ => problem,
    }
}

/// The metadata as headers can carry them: values are ASCII there, so others go as RFC 2047 has them.
pub fn metadata(attributes: &Attributes) -> HashMap<String, String> {
    let encoded = |value: &str| {
        let plain = value.bytes().all(|byte| matches!(byte, b' '..=b'~'))
            && value.trim() == value
            && !value.starts_with("=?");
        match plain {
            true => value.to_owned(),
            false => format!("=?UTF-8?B?{}?=", STANDARD.encode(value)),
        }
    };
    let pairs = attributes.metadata.iter();
    pairs
        .map(|(name, value)| (name.clone(), encoded(value)))
        .collect()
}

fn decoded(value: &str) -> String {
    let inner = value
        .strip_prefix("=?UTF-8?B?")
        .and_then(|rest| rest.strip_suffix("?="));
    inner
        .and_then(|inner| STANDARD.decode(inner).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| value.to_owned())
}

/// The headers of a request that writes a blob with these.
pub fn headers(attributes: &Attributes) -> Vec<(String, String)> {
    let named = [
        ("x-ms-blob-content-type", &attributes.content_type),
        ("x-ms-blob-content-encoding", &attributes.content_encoding),
        (
            "x-ms-blob-content-disposition",
            &attributes.content_disposition,
        ),
        ("x-ms-blob-content-language", &attributes.content_language),
        ("x-ms-blob-cache-control", &attributes.cache_control),
        ("x-ms-access-tier", &attributes.storage_class),
    ];
    let named = named
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
    let own = metadata(attributes)
        .into_iter()
        .map(|(name, value)| (format!("x-ms-meta-{name}"), value));
    named.chain(own).collect()
}

/// What the headers of an answer say. Azure always encrypts with AES-256, so that is not told.
pub fn of(headers: &Headers) -> Attributes {
    let get = |name: &'static str| {
        let value = headers.get_optional_str(&HeaderName::from_static(name));
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let mut metadata = BTreeMap::new();
    for (name, value) in headers.iter() {
        if let Some(name) = name.as_str().strip_prefix("x-ms-meta-") {
            metadata.insert(name.to_owned(), decoded(value.as_str()));
        }
    }
    Attributes {
        content_type: get("content-type"),
        content_encoding: get("content-encoding"),
        content_disposition: get("content-disposition"),
        content_language: get("content-language"),
        cache_control: get("cache-control"),
        metadata,
        storage_class: get("x-ms-access-tier"),
        ..Attributes::default()
    }
}
