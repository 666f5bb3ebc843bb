//! What S3 keeps beside an object's bytes, as headers and back: attributes, checksums, what is known of the
//! object. Used by whatever writes, reads or copies one.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::fault;
use crate::problem::{Code, Problem};
use crate::storage::{Algorithm, Attributes, Digest, Meta, Result};

const METADATA: &str = "x-amz-meta-";
/// Full-object checksums and the headers that carry them, the best first.
const CHECKSUMS: [(&str, Algorithm); 2] = [
    ("x-amz-checksum-crc64nvme", Algorithm::Crc64Nvme),
    ("x-amz-checksum-crc32c", Algorithm::Crc32c),
];

/// The headers that write these attributes. Fails with STORAGE_013 for one that no header can carry.
pub fn headers(attributes: &Attributes) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    let mut set = |name: &str, value: &str| {
        let impossible = || {
            Problem::new(Code::NameImpossible)
                .title(format!("S3 cannot keep \"{name}\" with this value"))
                .service("s3")
                .because("a header has no way to carry it")
        };
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| impossible())?;
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| impossible())?;
        headers.insert(name, value);
        Ok(())
    };
    let fixed = [
        ("content-type", &attributes.content_type),
        ("content-encoding", &attributes.content_encoding),
        ("content-disposition", &attributes.content_disposition),
        ("content-language", &attributes.content_language),
        ("cache-control", &attributes.cache_control),
        ("x-amz-storage-class", &attributes.storage_class),
        ("x-amz-server-side-encryption", &attributes.sse),
        (
            "x-amz-server-side-encryption-aws-kms-key-id",
            &attributes.sse_kms_key_id,
        ),
    ];
    for (name, value) in fixed {
        if let Some(value) = value {
            set(name, value)?;
        }
    }
    for (name, value) in &attributes.metadata {
        set(&format!("{METADATA}{name}"), &words::encoded(value))?;
    }
    Ok(headers)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    std::str::from_utf8(headers.get(name)?.as_bytes()).ok()
}

fn attributes(headers: &HeaderMap) -> Attributes {
    let of = |name| text(headers, name).map(str::to_owned);
    let metadata = headers.iter().filter_map(|(name, value)| {
        let name = name.as_str().strip_prefix(METADATA)?;
        let value = String::from_utf8_lossy(value.as_bytes());
        Some((name.to_owned(), words::decoded(&value)))
    });
    Attributes {
        content_type: of("content-type"),
        content_encoding: of("content-encoding"),
        content_disposition: of("content-disposition"),
        content_language: of("content-language"),
        cache_control: of("cache-control"),
        metadata: metadata.collect(),
        storage_class: of("x-amz-storage-class"),
        sse: of("x-amz-server-side-encryption"),
        sse_kms_key_id: of("x-amz-server-side-encryption-aws-kms-key-id"),
    }
}

/// What every S3 says of an object; a console, a proxy or a portal that answers 200 to everything does not.
pub const NO_ETAG: &str = "it tells no ETag of the object";

/// The size of the whole: `bytes 0-9/1234` has it, else the length.
fn size(headers: &HeaderMap) -> Option<u64> {
    let range = text(headers, "content-range");
    match range.and_then(|range| range.rsplit('/').next()) {
        Some(whole) => whole.parse().ok(),
        None => text(headers, "content-length")?.parse().ok(),
    }
}

/// What the answer to HEAD or GET tells of an object. Fails with STORAGE_016 without an ETag, or a length: the
/// object could break off, and nobody would know.
pub fn meta(key: &str, headers: &HeaderMap) -> Result<Meta> {
    let etag = text(headers, "etag").map(unquoted);
    let etag = etag.ok_or_else(|| fault::not_understood(NO_ETAG))?;
    let size =
        size(headers).ok_or_else(|| fault::not_understood("it tells no length of the object"))?;
    let is_part = headers.contains_key("content-range");
    let checksums = match is_part && text(headers, "x-amz-checksum-type") != Some("FULL_OBJECT") {
        true => Vec::new(),
        false => checksums(headers),
    };
    Ok(Meta {
        key: key.to_owned(),
        size,
        etag: Some(etag),
        modified: text(headers, "last-modified").and_then(http_date),
        version: text(headers, "x-amz-version-id").map(str::to_owned),
        deleted: false,
        checksums,
        attributes: attributes(headers),
    })
}

/// The checksums of a whole content that an answer carries: its CRCs, and its ETag where that is an MD5.
/// Checksums of checksums (`…-3`, "COMPOSITE") are none.
pub fn checksums(headers: &HeaderMap) -> Vec<Digest> {
    let composite = text(headers, "x-amz-checksum-type") == Some("COMPOSITE");
    let crcs = CHECKSUMS
        .iter()
        .filter(|_| !composite)
        .filter_map(|(name, algorithm)| Digest::from_base64(*algorithm, text(headers, name)?));
    crcs.chain(md5_of(headers)).collect()
}

/// The MD5 of a content, where the ETag is it: not of parts, not encrypted by KMS or a customer's key
/// ("Checking object integrity", "ETag").
fn md5_of(headers: &HeaderMap) -> Option<Digest> {
    let by_kms =
        text(headers, "x-amz-server-side-encryption").is_some_and(|sse| sse.starts_with("aws:kms"));
    let by_customer = headers.contains_key("x-amz-server-side-encryption-customer-algorithm");
    let etag = text(headers, "etag").filter(|_| !by_kms && !by_customer)?;
    Digest::from_hex(Algorithm::Md5, &unquoted(etag))
}

/// The header with which the service verifies a body: its name, its value.
pub fn verifier(digest: &Digest) -> (&'static str, String) {
    let name = match digest.algorithm {
        Algorithm::Md5 => "content-md5",
        Algorithm::Crc32c => "x-amz-checksum-crc32c",
        Algorithm::Crc64Nvme => "x-amz-checksum-crc64nvme",
    };
    (name, digest.base64())
}

/// Fails with STORAGE_014 when a service does not say that it encrypts as it was asked to ("PutObject",
/// "CreateMultipartUpload", "CopyObject": x-amz-server-side-encryption): some that are like S3 pass over it.
pub fn is_encrypted(key: &str, attributes: &Attributes, answer: &HeaderMap) -> Result<()> {
    let told = text(answer, "x-amz-server-side-encryption");
    match &attributes.sse {
        Some(asked) if told != Some(asked) => Err(Problem::new(Code::StorageUnsupported)
            .title(format!("\"{key}\" is not encrypted as it was to be"))
            .service("s3")
            .key(key)
            .because(match told {
                Some(told) => format!("asked for {asked}, the service tells of {told}"),
                None => format!("asked for {asked}, the service tells of none"),
            })
            .help("remove what was written if it must not stay so; this service may encrypt by a setting of the bucket")),
        _ => Ok(()),
    }
}

/// Fails with STORAGE_006, naming both values, when the service has another checksum than was sent.
pub fn verify(key: &str, sent: Option<&Digest>, stored: &[Digest]) -> Result<()> {
    let Some(sent) = sent else {
        return Ok(());
    };
    match stored
        .iter()
        .find(|stored| stored.algorithm == sent.algorithm)
    {
        Some(stored) if stored != sent => Err(Problem::new(Code::IntegrityFailed)
            .service("s3")
            .key(key)
            .because(format!("sent {sent}, stored {stored}"))),
        _ => Ok(()),
    }
}

pub fn unquoted(etag: &str) -> String {
    etag.trim_matches('"').to_owned()
}

pub fn quoted(etag: &str) -> String {
    format!("\"{etag}\"")
}

fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text).ok()
}

/// Metadata that is not ASCII travels as S3 itself returns it: in the encoded words of RFC 2047.
mod words {
    use std::borrow::Cow;

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    /// Bytes of text in one word, so that the word keeps to 75 characters (section 2).
    const LONGEST: usize = 45;

    pub fn encoded(text: &str) -> Cow<'_, str> {
        let plain = |c: char| matches!(c, ' '..='~');
        // A header loses the blanks around it, and what looks like a word would be read as one.
        if text.chars().all(plain) && text.trim() == text && !text.contains("=?") {
            return Cow::Borrowed(text);
        }
        let mut pieces = vec![String::new()];
        for c in text.chars() {
            if pieces
                .last()
                .is_some_and(|last| last.len() + c.len_utf8() > LONGEST)
            {
                pieces.push(String::new());
            }
            if let Some(last) = pieces.last_mut() {
                last.push(c);
            }
        }
        let words = pieces
            .iter()
            .map(|piece| format!("=?UTF-8?B?{}?=", STANDARD.encode(piece)));
        Cow::Owned(words.collect::<Vec<_>>().join(" "))
    }

    /// Words become text; all else stays as it is. Blanks between two words are not text (section 6.2).
    pub fn decoded(text: &str) -> String {
        let (mut decoded, mut rest, mut after_word) = (String::new(), text, false);
        while let Some(at) = rest.find("=?") {
            let (before, from) = rest.split_at(at);
            let Some((word, length)) = word(from) else {
                decoded.push_str(before);
                decoded.push_str("=?");
                rest = &from[2..];
                after_word = false;
                continue;
            };
            if !(after_word && before.trim().is_empty()) {
                decoded.push_str(before);
            }
            decoded.push_str(&word);
            rest = &from[length..];
            after_word = true;
        }
        decoded + rest
    }

    /// The word that a text begins with, and its length.
    fn word(text: &str) -> Option<(String, usize)> {
        let mut fields = text.strip_prefix("=?")?.splitn(3, '?');
        let (charset, encoding, rest) = (fields.next()?, fields.next()?, fields.next()?);
        let content = &rest[..rest.find("?=")?];
        if !charset.eq_ignore_ascii_case("utf-8") {
            return None;
        }
        let bytes = match encoding {
            "B" | "b" => STANDARD.decode(content).ok()?,
            "Q" | "q" => {
                let content = content
                    .replace('_', " ")
                    .replace('%', "%25")
                    .replace('=', "%");
                percent_encoding::percent_decode_str(&content).collect()
            }
            _ => return None,
        };
        let length =
            "=?".len() + charset.len() + 1 + encoding.len() + 1 + content.len() + "?=".len();
        Some((String::from_utf8(bytes).ok()?, length))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_is_encoded_is_decoded_to_itself() {
            let long = "größer als ein Wort sein darf, ".repeat(9);
            for text in [
                "",
                "plain text",
                "größe",
                " blank ",
                "a\nb",
                "=?x",
                "100%",
                "日本語",
                &long,
            ] {
                let encoded = encoded(text);
                assert!(
                    encoded.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
                    "{encoded}"
                );
                assert_eq!(decoded(&encoded), text);
            }
        }

        #[test]
        fn the_words_of_s3_itself_are_read() {
            assert_eq!(decoded("=?UTF-8?Q?=C3=84_b=3F?="), "Ä b?");
            assert_eq!(decoded("a =?utf-8?b?w4Q=?= =?UTF-8?Q?b?= c"), "a Äb c");
            assert_eq!(
                decoded("=?latin1?Q?a?= =?UTF-8?X?b?= =?"),
                "=?latin1?Q?a?= =?UTF-8?X?b?= =?"
            );
        }
    }
}
