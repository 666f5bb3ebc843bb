//! S3 where no real server goes on demand: what a probe finds, refusals in good answers, listings without an end,
//! where requests go, and where credentials come from.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use serde_json::{Value as Json, json};
use tieline::problem::{Code, Problem};
use tieline::storage::{
    Algorithm, Attributes, Body, Condition, Digest, End, Listing, Location, Meta, Part, Piece,
    Reading, Store, Upload,
};

use crate::conformance::store::stage;
use crate::support::CANARY;
use crate::support::api::{Answer, Api, Request};
use crate::support::fake_s3::{asks, is_bucket, refuses, s3, says};
use crate::support::proxy::{Fault, Proxy, answer};
use crate::support::testbed;
use crate::support::world::World;

fn at(endpoint: &str) -> World {
    World::new()
        .env("STORAGE_TYPE", "s3")
        .env("S3_ENDPOINT", endpoint)
        .env("S3_BUCKET_NAME", "files")
        .env("S3_ACCESS_KEY", testbed::S3_KEY)
        .env("S3_SECRET_KEY", CANARY)
}

/// The store itself, for what no command does by itself.
fn store(endpoint: &str, more: &[(&'static str, &str)]) -> Arc<dyn Store> {
    let mut values = vec![
        ("S3_ENDPOINT", endpoint.to_owned()),
        ("S3_BUCKET_NAME", "files".to_owned()),
        ("S3_ACCESS_KEY", testbed::S3_KEY.to_owned()),
        ("S3_SECRET_KEY", CANARY.to_owned()),
    ];
    values.extend(
        more.iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    stage::open_patiently("s3", &values, None, 2)
}

fn code<T>(result: Result<T, Problem>) -> (Code, String) {
    match result {
        Ok(_) => panic!("it succeeded"),
        Err(problem) => (problem.code, problem.cause.clone().unwrap_or_default()),
    }
}

/// What a live check of this fake finds, as `severity rule code`, and its whole words.
fn found(fake: &Api) -> (Vec<String>, String) {
    let outcome = at(&fake.url).run("config check --live --for generic -o json");
    let findings = outcome.json()["findings"].as_array().unwrap().clone();
    let live = findings.iter().filter(|finding| finding["live"] == true);
    let words = live.map(|finding| {
        let word = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", word("severity"), word("rule"), word("code"))
    });
    (words.collect(), outcome.text())
}

type Script = fn(&Request) -> Option<Answer>;

#[test]
fn a_probe_names_what_is_wrong_with_a_bucket_a_key_or_a_service() {
    let table: &[(&str, &str, Script)] = &[
        (
            "error s3-region STORAGE_008",
            "S3_REGION=eu-west-1",
            |request| {
                (request.method == "PUT").then(|| {
                    let region = vec![("x-amz-bucket-region", "eu-west-1".to_owned())];
                    (301, region, refuses(301, "PermanentRedirect").2)
                })
            },
        ),
        (
            "error s3-credentials STORAGE_002",
            "S3_SECRET_KEY",
            |request| (request.method == "PUT").then(|| refuses(403, "SignatureDoesNotMatch")),
        ),
        (
            "error s3-clock STORAGE_009",
            "RequestTimeTooSkewed",
            |request| (request.method == "PUT").then(|| refuses(403, "RequestTimeTooSkewed")),
        ),
        ("error s3-bucket STORAGE_003", "create it", |request| {
            (request.method == "PUT").then(|| refuses(404, "NoSuchBucket"))
        }),
        (
            "error s3-permission STORAGE_005",
            "AccessDenied",
            |request| (request.method == "PUT").then(|| refuses(403, "AccessDenied")),
        ),
        (
            "error s3-permission STORAGE_005",
            "kms:GenerateDataKey",
            |request| (request.method == "PUT").then(|| refuses(403, "KMS.AccessDeniedException")),
        ),
        (
            "error s3-read-after-write STORAGE_016",
            "not seen yet",
            |request| {
                (request.method == "GET" && !is_bucket(request)).then(|| refuses(404, "NoSuchKey"))
            },
        ),
        (
            "error s3-round-trip STORAGE_006",
            "other bytes",
            |request| {
                let tag = vec![("ETag", "\"fake-2\"".to_owned())];
                (request.method == "GET" && !is_bucket(request))
                    .then(|| (200, tag, Json::String("something else!!".to_owned())))
            },
        ),
        (
            "warning s3-head-bucket STORAGE_005",
            "s3:ListBucket",
            |request| (request.method == "HEAD" && is_bucket(request)).then(|| says(403, "")),
        ),
        ("warning s3-list STORAGE_005", "s3:ListBucket", |request| {
            asks(request, "list-type").then(|| refuses(403, "AccessDenied"))
        }),
        (
            "warning s3-read-after-write STORAGE_016",
            "listing does not have it",
            |request| asks(request, "list-type").then(|| says(200, "<ListBucketResult/>")),
        ),
        (
            "warning s3-checksums STORAGE_014",
            "AWS_REQUEST_CHECKSUM_CALCULATION=when_required",
            |request| {
                let refused = request.header("x-amz-checksum-crc32").is_some();
                refused.then(|| refuses(501, "NotImplemented"))
            },
        ),
        (
            "info s3-versioning CONFIG_011",
            "lifecycle rule",
            |request| {
                let xml =
                    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
                asks(request, "versioning").then(|| says(200, xml))
            },
        ),
        (
            "warning s3-privilege CONFIG_010",
            "it sees 2 beside",
            |request| {
                let names = ["files", "payroll", "backups"]
                    .map(|name| format!("<Bucket><Name>{name}</Name></Bucket>"));
                let xml = format!(
                    "<ListAllMyBucketsResult><Buckets>{}</Buckets></ListAllMyBucketsResult>",
                    names.concat()
                );
                (request.path == "/").then(|| says(200, xml))
            },
        ),
        (
            "warning s3-delete STORAGE_005",
            "s3:DeleteObject",
            |request| (request.method == "DELETE").then(|| refuses(403, "AccessDenied")),
        ),
    ];
    for (expected, words, script) in table {
        let fake = s3(|request, _| script(request));
        let (found, text) = found(&fake);
        assert_eq!(found, [*expected], "{text}");
        assert!(text.contains(words), "{expected}: {words}\n{text}");
        let seen = fake.seen();
        let paths = |method: &str| {
            let of = seen
                .iter()
                .filter(|one| one.method == method && !is_bucket(one));
            of.map(|one| one.path.clone())
                .collect::<std::collections::BTreeSet<_>>()
        };
        // Whatever was written was removed, and nothing else was.
        let was_refused = expected.contains("s3-checksums");
        if (!expected.starts_with("error s3-") && !was_refused) || expected.contains("round-trip") {
            assert_eq!(paths("PUT"), paths("DELETE"), "{expected}");
        }
    }
    let quiet = s3(|_, _| None);
    assert_eq!(found(&quiet).0, [""; 0]);
}

#[test]
fn a_probe_removes_the_versions_it_made_and_leaves_no_marker() {
    let fake = s3(|request, _| {
        let version = vec![
            ("x-amz-version-id", "v7".to_owned()),
            ("ETag", "\"e-1\"".to_owned()),
        ];
        (request.method == "PUT").then_some((200, version, Json::Null))
    });
    // What is read back is not there, which is told; what was written is removed all the same.
    assert_eq!(found(&fake).0, ["error s3-read-after-write STORAGE_016"]);
    let removed: Vec<_> = fake
        .seen()
        .into_iter()
        .filter(|one| one.method == "DELETE")
        .collect();
    assert!(!removed.is_empty());
    assert!(
        removed
            .iter()
            .all(|one| one.path.ends_with("?versionId=v7")),
        "{removed:?}"
    );
}

#[test]
fn an_untrusted_certificate_is_a_finding_of_its_own() {
    let endpoint = format!("https://127.0.0.1:{}", testbed::smtp().port("implicit"));
    let outcome = at(&endpoint).run("config check --live --for generic -o json");
    let finding = outcome.json()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["live"] == true)
        .unwrap()
        .clone();
    assert_eq!(
        (finding["rule"].as_str(), finding["code"].as_str()),
        (Some("s3-tls"), Some("STORAGE_001"))
    );
    assert!(finding["help"].as_str().unwrap().contains("AWS_CA_BUNDLE"));
}

fn upload() -> Upload {
    Upload {
        key: "k".to_owned(),
        id: "u 1".to_owned(),
    }
}

fn part() -> Part {
    Part {
        number: 1,
        size: 4,
        etag: "e".to_owned(),
        checksum: None,
    }
}

const END: End = End {
    size: 4,
    digest: None,
};

#[tokio::test]
async fn an_error_in_a_good_answer_is_an_error_and_may_pass() {
    for (inside, expected) in [
        ("AccessDenied", Code::StoragePermission),
        ("InvalidPart", Code::IntegrityFailed),
        ("PreconditionFailed", Code::ConditionFailed),
        ("SlowDown", Code::Throttled),
    ] {
        let fake = s3(move |_, _| Some(refuses(200, inside)));
        let store = store(&fake.url, &[]);
        let (parts, copies) = (store.parts().unwrap(), store.server_copy().unwrap());
        let completed = parts
            .complete(&upload(), &[part()], &Condition::None, &END)
            .await;
        assert_eq!(code(completed).0, expected);
        let copied = copies
            .copy(
                &store.location("a"),
                &Meta::default(),
                "b",
                None,
                &Condition::None,
            )
            .await;
        assert_eq!(code(copied).0, expected);
    }
    // A blank that kept the connection alive, an error, and at the second time the end.
    let fake = s3(|_, before| {
        Some(match before {
            0 => says(200, " \n<Error><Code>InternalError</Code></Error>"),
            _ => says(
                200,
                " \n<CompleteMultipartUploadResult><ETag>\"x-1\"</ETag></CompleteMultipartUploadResult>",
            ),
        })
    });
    let store = store(&fake.url, &[]);
    let completed = store
        .parts()
        .unwrap()
        .complete(&upload(), &[part()], &Condition::None, &END)
        .await;
    assert_eq!(completed.unwrap().etag.as_deref(), Some("x-1"));
    assert_eq!(fake.seen().len(), 2);
}

#[tokio::test]
async fn an_end_whose_answer_was_lost_is_told_as_done() {
    let whole = Digest::of(Algorithm::Crc64Nvme, b"four");
    for (stored, is_done) in [
        (whole.base64(), true),
        (Digest::of(Algorithm::Crc64Nvme, b"more").base64(), false),
    ] {
        let fake = s3(move |request, before| {
            Some(match (request.method.as_str(), before) {
                ("POST", 0) => (0, vec![], Json::Null),
                ("POST", _) => refuses(404, "NoSuchUpload"),
                _ => (
                    200,
                    vec![
                        ("ETag", "\"x-1\"".to_owned()),
                        ("x-amz-checksum-crc64nvme", stored.clone()),
                        ("x-amz-checksum-type", "FULL_OBJECT".to_owned()),
                    ],
                    Json::String("four".to_owned()),
                ),
            })
        });
        let store = store(&fake.url, &[]);
        let end = End {
            size: 4,
            digest: Some(whole.clone()),
        };
        let completed = store
            .parts()
            .unwrap()
            .complete(&upload(), &[part()], &Condition::None, &end)
            .await;
        match is_done {
            true => assert_eq!(completed.unwrap().etag.as_deref(), Some("x-1")),
            false => assert_eq!(code(completed).0, Code::ObjectMissing),
        }
    }
}

#[tokio::test]
async fn a_listing_that_turns_in_a_circle_or_breaks_off_ends() {
    type Token = fn(usize) -> String;
    let pages: [(&str, Token); 3] = [
        ("the same", |_| {
            "<NextContinuationToken>t</NextContinuationToken>".to_owned()
        }),
        ("three in turn", |before| {
            format!(
                "<NextContinuationToken>{}</NextContinuationToken>",
                before % 3
            )
        }),
        ("none", |_| String::new()),
    ];
    for (name, token) in pages {
        let fake = s3(move |_, before| {
            let xml = format!(
                "<ListBucketResult><IsTruncated>true</IsTruncated>{}</ListBucketResult>",
                token(before)
            );
            Some(says(200, xml))
        });
        let listed = store(&fake.url, &[])
            .list(Listing::default())
            .stream
            .try_collect::<Vec<_>>()
            .await;
        assert_eq!(code(listed).0, Code::StorageFailed, "{name}");
        assert!(fake.seen().len() < 12, "{name}");
    }
    let fake = s3(|_, _| {
        let mark = "<NextPartNumberMarker>1</NextPartNumberMarker><NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker>";
        Some(says(
            200,
            format!("<ListPartsResult><IsTruncated>true</IsTruncated>{mark}</ListPartsResult>"),
        ))
    });
    let listed = store(&fake.url, &[])
        .parts()
        .unwrap()
        .list_parts(&upload())
        .await;
    assert_eq!(code(listed).0, Code::StorageFailed);
}

#[tokio::test]
async fn bombs_and_answers_without_an_end_are_refused() {
    let entities = (0..30)
        .map(|n| format!("<!ENTITY e{} \"&e{n};&e{n};&e{n};&e{n};\">", n + 1))
        .collect::<String>();
    let bomb = format!(
        "<!DOCTYPE l [<!ENTITY e0 \"boom\">{entities}]><ListBucketResult><Prefix>&e30;</Prefix></ListBucketResult>"
    );
    let endless =
        "<ListBucketResult>".to_owned() + &"<Contents><Key>k</Key></Contents>".repeat(300_000);
    let deep = "<a>".repeat(100_000);
    for answer in [
        bomb,
        endless,
        deep,
        "<html><p>".to_owned(),
        "{}".to_owned(),
        String::new(),
    ] {
        let fake = s3(move |_, _| Some(says(200, answer.clone())));
        let listed = store(&fake.url, &[])
            .list(Listing::default())
            .stream
            .try_collect::<Vec<_>>()
            .await;
        assert_eq!(code(listed).0, Code::StorageFailed);
    }
}

#[tokio::test]
async fn a_redirect_to_another_host_is_told_and_never_followed() {
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let elsewhere = format!("http://{}/k", other.local_addr().unwrap());
    for status in [301, 302, 307, 308] {
        let elsewhere = elsewhere.clone();
        let fake =
            s3(move |_, _| Some((status, vec![("Location", elsewhere.clone())], Json::Null)));
        let store = store(&fake.url, &[]);
        let body = Body::Bytes(Bytes::from_static(b"x"));
        let written = store
            .write("k", body, &Attributes::default(), &Condition::None, None)
            .await;
        assert_eq!(code(written).0, Code::EndpointWrong);
        assert_eq!(
            code(store.read("k", Reading::default()).await).0,
            Code::EndpointWrong
        );
    }
    let nobody = other.accept().unwrap_err();
    assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock);
}

#[tokio::test]
async fn a_checksum_that_comes_back_other_than_it_went_is_storage_006_with_both_values() {
    let (sent, other) = (
        Digest::of(Algorithm::Crc64Nvme, b"sent"),
        Digest::of(Algorithm::Crc64Nvme, b"othr"),
    );
    let md5 = (
        Digest::of(Algorithm::Md5, b"sent"),
        Digest::of(Algorithm::Md5, b"othr"),
    );
    let hex = md5.1.to_string().replace("md5 ", "");
    let crc = vec![
        ("x-amz-checksum-crc64nvme", other.base64()),
        ("ETag", "\"e-1\"".to_owned()),
    ];
    for (headers, sent, other) in [
        (crc, sent, other),
        (vec![("ETag", format!("\"{hex}\""))], md5.0, md5.1),
    ] {
        let fake = s3(move |_, _| Some((200, headers.clone(), Json::Null)));
        let store = store(&fake.url, &[]);
        let body = || Body::Bytes(Bytes::from_static(b"sent"));
        let written = store
            .write(
                "k",
                body(),
                &Attributes::default(),
                &Condition::None,
                Some(&sent),
            )
            .await;
        let piece = Piece {
            number: 1,
            offset: 0,
            body: body(),
            digest: Some(sent.clone()),
            end: None,
        };
        let part = store.parts().unwrap().part(&upload(), piece).await;
        for (code, cause) in [code(written), code(part)] {
            assert_eq!(code, Code::IntegrityFailed);
            assert!(
                cause.contains(&sent.to_string()) && cause.contains(&other.to_string()),
                "{cause}"
            );
        }
    }
}

#[tokio::test]
async fn checksums_of_checksums_and_of_what_is_encrypted_count_for_nothing() {
    let md5 = "900150983cd24fb0d6963f7d28e17f72";
    let crc = Digest::of(Algorithm::Crc64Nvme, b"abc");
    let table: [(Vec<(&'static str, String)>, usize); 6] = [
        (vec![("ETag", format!("\"{md5}\""))], 1),
        (vec![("ETag", format!("\"{md5}-3\""))], 0),
        (
            vec![
                ("ETag", format!("\"{md5}\"")),
                ("x-amz-server-side-encryption", "aws:kms".to_owned()),
            ],
            0,
        ),
        (
            vec![
                ("x-amz-checksum-crc64nvme", crc.base64()),
                ("x-amz-checksum-type", "FULL_OBJECT".to_owned()),
            ],
            1,
        ),
        (
            vec![
                ("x-amz-checksum-crc32c", "qHl4kg==".to_owned()),
                ("x-amz-checksum-type", "COMPOSITE".to_owned()),
            ],
            0,
        ),
        (vec![("x-amz-checksum-crc32c", "qHl4kg==-3".to_owned())], 0),
    ];
    for (mut headers, expected) in table {
        if !headers.iter().any(|(name, _)| *name == "ETag") {
            headers.push(("ETag", "\"none-of-a-content\"".to_owned()));
        }
        let told = headers.clone();
        let fake = s3(move |_, _| Some((200, headers.clone(), Json::String("abc".to_owned()))));
        let store = store(&fake.url, &[]);
        let meta = store.read("k", Reading::default()).await.unwrap().0;
        assert_eq!(meta.checksums.len(), expected, "{told:?}");
        assert_eq!(
            fake.seen()[0].header("x-amz-checksum-mode"),
            Some("ENABLED")
        );
    }
}

#[tokio::test]
async fn bodies_go_unsigned_and_as_they_are_with_the_checksum_that_the_service_knows() {
    let fake = s3(|_, _| None);
    for (more, algorithm, header) in [
        (&[][..], Algorithm::Md5, "content-md5"),
        (
            &[("AWS_REQUEST_CHECKSUM_CALCULATION", "when_supported")],
            Algorithm::Crc64Nvme,
            "x-amz-checksum-crc64nvme",
        ),
    ] {
        let store = store(&fake.url, more);
        assert_eq!(store.checksum(), Some(algorithm));
        let digest = Digest::of(algorithm, b"content");
        let body = Body::Bytes(Bytes::from_static(b"content"));
        store
            .write(
                "k",
                body,
                &Attributes::default(),
                &Condition::None,
                Some(&digest),
            )
            .await
            .unwrap();
        let request = fake.seen().pop().unwrap();
        assert_eq!(request.header(header), Some(digest.base64().as_str()));
        assert_eq!(
            request.header("x-amz-content-sha256"),
            Some("UNSIGNED-PAYLOAD")
        );
        assert_eq!(
            (request.text.as_str(), request.header("content-encoding")),
            ("content", None)
        );
        let signed = request.header("authorization").unwrap().to_owned();
        assert!(signed.contains(header), "the checksum is signed: {signed}");
    }
}

#[tokio::test]
async fn a_copy_names_its_source_and_pins_it() {
    let fake = s3(|_, _| {
        Some(says(
            200,
            "<CopyObjectResult><ETag>\"c\"</ETag></CopyObjectResult>",
        ))
    });
    let store = store(&fake.url, &[]);
    let source = Location {
        bucket: "other".to_owned(),
        key: "a b/ü+?&".to_owned(),
    };
    let from = Meta {
        etag: Some("e1".to_owned()),
        version: Some("v/1".to_owned()),
        ..Meta::default()
    };
    let attributes = Attributes {
        content_type: Some("text/plain".to_owned()),
        ..Attributes::default()
    };
    store
        .server_copy()
        .unwrap()
        .copy(&source, &from, "to", Some(&attributes), &Condition::Absent)
        .await
        .unwrap();
    let request = fake.seen().pop().unwrap();
    for (name, value) in [
        ("x-amz-copy-source", "other/a%20b/%C3%BC%2B%3F%26"),
        ("x-amz-copy-source-if-match", "\"e1\""),
        ("x-amz-metadata-directive", "REPLACE"),
        ("content-type", "text/plain"),
        ("if-none-match", "*"),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_batch_tells_of_each_key_in_the_order_given() {
    let fake = s3(|request, _| {
        let text = "<DeleteResult><Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message></Error><Deleted><Key>c</Key></Deleted><Deleted><Key>a&#10;&amp;</Key></Deleted></DeleteResult>";
        (request.method == "POST").then(|| says(200, text))
    });
    let store = store(&fake.url, &[]);
    let keys = ["a\n&", "b", "../x", "c", "d", "e\u{1}"].map(|key| (key.to_owned(), None));
    let outcomes = store
        .batch_delete()
        .unwrap()
        .delete_batch(&keys)
        .await
        .unwrap();
    let codes: Vec<_> = outcomes
        .iter()
        .map(|outcome| outcome.as_ref().err().map(|problem| problem.code))
        .collect();
    assert_eq!(
        codes,
        [
            None,
            Some(Code::StoragePermission),
            Some(Code::NameImpossible),
            None,
            Some(Code::StorageFailed),
            None
        ]
    );
    let seen = fake.seen();
    let batch = seen.iter().find(|one| one.method == "POST").unwrap();
    let md5 = Digest::of(Algorithm::Md5, batch.text.as_bytes()).base64();
    assert_eq!(batch.header("content-md5"), Some(md5.as_str()));
    // XML has no way to name it.
    assert!(
        seen.iter()
            .any(|one| one.method == "DELETE" && one.path == "/files/e%01")
    );
}

#[test]
fn throttling_is_one_code_whatever_a_service_calls_it() {
    for (status, name) in [
        (503, "SlowDown"),
        (503, ""),
        (429, "TooManyRequests"),
        (400, "ThrottlingException"),
        (503, "SlowDownWrite"),
    ] {
        let fake = s3(move |_, _| Some(refuses(status, name)));
        let outcome = at(&fake.url).run("storage ls -o json --retries 1");
        assert_eq!(
            outcome.ends_with(6).json()["problem"]["code"],
            "STORAGE_012",
            "{}",
            outcome.text()
        );
        assert_eq!(fake.seen().len(), 2, "{name}");
    }
    for (status, name, code) in [
        (403, "QuotaExceeded", "STORAGE_017"),
        (507, "XMinioStorageFull", "STORAGE_017"),
        (409, "BucketNotEmpty", "STORAGE_017"),
        (403, "SecondLevelDomainForbidden", "STORAGE_008"),
        (400, "ExpiredToken", "STORAGE_002"),
    ] {
        let fake = s3(move |_, _| Some(refuses(status, name)));
        let outcome = at(&fake.url).run("storage ls -o json");
        assert_eq!(
            outcome.ends_with(6).json()["problem"]["code"],
            code,
            "{}",
            outcome.text()
        );
        assert_eq!(fake.seen().len(), 1, "{name}");
    }
}

#[test]
fn the_bucket_stands_where_the_style_puts_it() {
    let proxy = s3(|_, _| None);
    for (style, endpoint, bucket, begins) in [
        (
            "auto",
            "http://s3.proxied.invalid",
            "files",
            "http://s3.proxied.invalid/files/",
        ),
        (
            "path",
            "http://s3.proxied.invalid",
            "files",
            "http://s3.proxied.invalid/files/",
        ),
        (
            "virtual",
            "http://s3.proxied.invalid",
            "files",
            "http://files.s3.proxied.invalid/",
        ),
        (
            "virtual",
            "http://s3.proxied.invalid:9000/",
            "files",
            "http://files.s3.proxied.invalid:9000/",
        ),
        (
            "virtual",
            "http://s3.proxied.invalid/base",
            "files",
            "http://files.s3.proxied.invalid/base/",
        ),
        (
            "virtual",
            "http://s3.proxied.invalid",
            "with.dots",
            "http://with.dots.s3.proxied.invalid/",
        ),
        // boto3 falls back to the path where a host cannot be made.
        (
            "virtual",
            "http://10.255.255.1",
            "files",
            "http://10.255.255.1/files/",
        ),
        (
            "virtual",
            "http://s3.proxied.invalid",
            "Upper_case",
            "http://s3.proxied.invalid/Upper_case/",
        ),
    ] {
        let world = at(endpoint)
            .env("S3_BUCKET_NAME", bucket)
            .env("S3_ADDRESS_STYLE", style)
            .env("HTTP_PROXY", &proxy.url);
        let before = proxy.seen().len();
        drop(world.run("storage cat a/b+c"));
        let path = proxy.seen().swap_remove(before).path;
        assert_eq!(
            path,
            format!("{begins}a/b%2Bc"),
            "{style} {endpoint} {bucket}"
        );
    }
}

/// What the container and the instance endpoints answer, by AWS's references ("Container credential provider", "Instance
/// metadata service").
fn credentials(ends: &str) -> Json {
    json!({"Code": "Success", "Type": "AWS-HMAC", "LastUpdated": "2026-01-01T00:00:00Z",
        "AccessKeyId": "ASIACONTAINER0000001", "SecretAccessKey": CANARY, "Token": "the-session", "Expiration": ends})
}

#[test]
fn credentials_come_from_the_container_or_the_instance_with_their_session() {
    let metadata = Api::serve(|request, _| {
        let path = request.path.as_str();
        match (request.method.as_str(), path) {
            ("GET", "/container") if request.header("authorization") == Some("Bearer the-task") => {
                (200, vec![], credentials("2099-01-01T00:00:00Z"))
            }
            ("GET", "/ends-soon") => (200, vec![], credentials(&in_minutes(20))),
            ("PUT", "/latest/api/token") => (
                200,
                vec![("x-aws-ec2-metadata-token-ttl-seconds", "21600".to_owned())],
                Json::String("imds".to_owned()),
            ),
            _ if request.header("x-aws-ec2-metadata-token") != Some("imds") => says(401, ""),
            ("GET", "/latest/meta-data/iam/security-credentials/") => says(200, "role"),
            ("GET", "/latest/meta-data/iam/security-credentials/role") => {
                (200, vec![], credentials("2099-01-01T00:00:00Z"))
            }
            _ => says(404, ""),
        }
    });
    let fake = s3(|_, _| None);
    let world = || {
        World::new()
            .env("STORAGE_TYPE", "s3")
            .env("S3_ENDPOINT", &fake.url)
            .env("S3_BUCKET_NAME", "files")
    };
    let url = |path: &str| format!("{}{path}", metadata.url);
    let container = |path: &str| {
        world()
            .env("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url(path))
            .env("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer the-task")
    };
    let instance = world().env("AWS_EC2_METADATA_SERVICE_ENDPOINT", &metadata.url);
    for world in [container("/container"), instance] {
        let outcome = world.run("storage ls");
        outcome.ends_with(0);
        let request = fake.seen().pop().unwrap();
        assert_eq!(
            request.header("x-amz-security-token"),
            Some("the-session"),
            "{}",
            outcome.text()
        );
        assert!(
            request
                .header("authorization")
                .unwrap()
                .contains("Credential=ASIACONTAINER0000001/")
        );
    }
    let signed = container("/container").run("storage presign k --expires 1h");
    assert!(
        signed
            .ends_with(0)
            .stdout
            .contains("X-Amz-Security-Token=the-session")
    );
    // A URL does not outlive what signed it.
    let early = container("/ends-soon").run("storage presign k --expires 1h -o json");
    assert_eq!(early.ends_with(6).json()["problem"]["code"], "STORAGE_011");
}

/// What `aws sso login` left is used as it is ("IAM Identity Center credential provider").
#[test]
fn credentials_come_from_a_profile_of_identity_center() {
    let portal = Api::serve(|request, _| {
        let expected = "/federation/credentials?role_name=Ops&account_id=123456789012";
        let is_asked = request.path == expected
            && request.header("x-amz-sso_bearer_token") == Some("the-login");
        let role = json!({
            "accessKeyId": "ASIASSO0000000000001",
            "secretAccessKey": CANARY,
            "sessionToken": "the-session",
            "expiration": 4_070_908_800_000_u64,
        });
        match is_asked {
            true => (200, vec![], json!({"roleCredentials": role})),
            false => (401, vec![], json!({})),
        }
    });
    let fake = s3(|_, _| None);
    let config = "[profile corp]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Ops\n\
                  [sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n";
    let login = json!({"accessToken": "the-login", "expiresAt": "2099-01-01T00:00:00Z"});
    // Called by the SHA-1 of the session's name.
    let cached = "home/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
    let world = World::new()
        .env("STORAGE_TYPE", "s3")
        .env("S3_ENDPOINT", &fake.url)
        .env("S3_BUCKET_NAME", "files")
        .env("AWS_PROFILE", "corp")
        .env("AWS_ENDPOINT_URL_SSO", &portal.url)
        .file("home/.aws/config", config)
        .file(cached, login.to_string());
    let outcome = world.run("storage ls");
    outcome.ends_with(0);
    let request = fake.seen().pop().unwrap();
    let signed = request.header("authorization").unwrap();
    assert!(
        signed.contains("Credential=ASIASSO0000000000001/"),
        "{signed}"
    );
    assert_eq!(request.header("x-amz-security-token"), Some("the-session"));
}

/// A bucket that locks its objects by default takes none without a checksum ("PutObject").
#[test]
fn a_probe_sends_a_checksum_along() {
    let fake = s3(|request, _| {
        let is_bare = ["content-md5", "x-amz-trailer", "x-amz-checksum-crc64nvme"]
            .iter()
            .all(|name| request.header(name).is_none());
        (request.method == "PUT" && is_bare).then(|| refuses(400, "InvalidRequest"))
    });
    let (findings, text) = found(&fake);
    assert!(
        findings.iter().all(|one| !one.starts_with("error")),
        "{text}"
    );
}

/// Some services pass over what they do not know: who asked for encryption is not to believe in it.
#[test]
fn what_is_not_encrypted_as_asked_is_told() {
    let fake = s3(|request, _| {
        asks(request, "uploads").then(|| says(200, "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"))
    });
    let world = at(&fake.url)
        .file("a", "x")
        .file("large", vec![b'x'; 9 << 20]);
    for words in ["put a k", "put large k"] {
        let put = world.run(&format!("storage {words} --sse AES256"));
        let said = put.ends_with(6).text();
        assert!(
            said.contains("STORAGE_014") && said.contains("tells of none"),
            "{said}"
        );
    }
    let seen = fake.seen();
    let given_up = seen.last().unwrap();
    assert_eq!(given_up.method, "DELETE", "{seen:?}");
    assert!(given_up.path.contains("uploadId=u"), "{seen:?}");
    world.run("storage put a k --sse rot13").ends_with(2);
}

/// "HeadObject": the checksum of what KMS encrypts is for those alone who may decrypt it.
#[test]
fn what_is_known_of_an_object_is_told_to_who_may_not_know_its_checksum() {
    let fake = s3(|request, _| {
        let asks_more = request.header("x-amz-checksum-mode").is_some();
        (request.method == "HEAD" && asks_more).then(|| says(403, ""))
    });
    let world = at(&fake.url).file("a", "x");
    world.run("storage put a a").ends_with(0);
    world.run("storage stat a").ends_with(0);
}

/// SeaweedFS makes one slash of two.
#[tokio::test]
async fn keys_with_empty_parts_are_asked_for_as_they_are() {
    let fake = s3(|_, _| None);
    let store = store(&fake.url, &[]);
    for key in ["/a", "a//b", "a//"] {
        let body = Body::Bytes(key.to_owned().into());
        let none = Attributes::default();
        let written = store.write(key, body, &none, &Condition::None, None);
        written.await.unwrap();
        let (_, content) = store.read(key, Reading::default()).await.unwrap();
        let content: Vec<_> = content.try_collect().await.unwrap();
        assert_eq!(content.concat(), key.as_bytes());
        store.delete(key, None, None).await.unwrap();
        for request in fake.seen().iter().rev().take(3) {
            assert_eq!(request.path, format!("/files/{key}"));
        }
    }
}

/// What CopyObject does not take is copied by ranges that are one object again, of one version of the source.
#[test]
fn a_copy_of_more_than_five_gib_is_made_of_ranges() {
    const SIZE: u64 = (6 << 30) + 5;
    let head = format!("Content-Length: {SIZE}\r\nETag: \"seen\"\r\n");
    let proxy = Proxy::before(&testbed::s3().endpoint, move |seen, _| {
        let xml = |text: &str| answer("200 OK", "Content-Type: application/xml\r\n", text);
        let is_begun = seen.path.contains("uploadId=");
        Fault::Answer(match (&*seen.method, is_begun) {
            ("HEAD", _) => format!("HTTP/1.1 200 OK\r\n{head}\r\n"),
            ("POST", false) => xml(
                "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>",
            ),
            ("PUT", true) => xml("<CopyPartResult><ETag>\"part\"</ETag></CopyPartResult>"),
            ("POST", true) => xml(
                "<CompleteMultipartUploadResult><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>",
            ),
            _ => answer("500 Unexpected", "", ""),
        })
    });
    let copied = at(&proxy.url).run("storage cp large copy -o json");
    assert_eq!(
        copied.ends_with(0).lines()[0]["bytes"],
        SIZE,
        "{}",
        copied.text()
    );
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for seen in proxy.seen() {
        let Some(range) = seen.header("x-amz-copy-source-range") else {
            continue;
        };
        assert_eq!(seen.header("x-amz-copy-source-if-match"), Some("\"seen\""));
        assert_eq!(seen.header("x-amz-copy-source"), Some("files/large"));
        let (first, last) = range
            .strip_prefix("bytes=")
            .unwrap()
            .split_once('-')
            .unwrap();
        ranges.push((first.parse().unwrap(), last.parse().unwrap()));
    }
    ranges.sort_unstable();
    let end = ranges.iter().fold(0, |end, (first, last)| {
        assert_eq!(*first, end);
        last + 1
    });
    assert_eq!((end, ranges.len()), (SIZE, 13));
}

fn in_minutes(minutes: i64) -> String {
    let now = jiff::Timestamp::now();
    let then = now + jiff::SignedDuration::from_mins(minutes);
    format!("{:.0}", then)
}

#[test]
fn a_session_token_of_the_variables_is_sent_with_its_key() {
    let fake = s3(|_, _| None);
    let temporary = World::new()
        .env("STORAGE_TYPE", "s3")
        .env("S3_ENDPOINT", &fake.url)
        .env("S3_BUCKET_NAME", "files")
        .env("AWS_ACCESS_KEY_ID", "ASIATEMPORARY0000001")
        .env("AWS_SECRET_ACCESS_KEY", CANARY)
        .env("AWS_SESSION_TOKEN", "the-session");
    temporary.run("storage ls").ends_with(0);
    assert_eq!(
        fake.seen().pop().unwrap().header("x-amz-security-token"),
        Some("the-session")
    );
    // Of an endpoint of one's own, whose temporary keys look like any: what stands in one file belongs together.
    let own = World::new()
        .env("STORAGE_TYPE", "s3")
        .env("S3_ENDPOINT", &fake.url)
        .env("S3_BUCKET_NAME", "files")
        .file(
            "own.env",
            format!(
                "S3_ACCESS_KEY=temporary\nS3_SECRET_KEY={CANARY}\nAWS_SESSION_TOKEN=the-other\n"
            ),
        );
    own.run("storage ls --env-file own.env").ends_with(0);
    assert_eq!(
        fake.seen().pop().unwrap().header("x-amz-security-token"),
        Some("the-other")
    );
    // A lasting key is refused with the token of another.
    let lasting = at(&fake.url).env("AWS_SESSION_TOKEN", "the-session");
    lasting.run("storage ls").ends_with(0);
    assert_eq!(
        fake.seen().pop().unwrap().header("x-amz-security-token"),
        None
    );
}

#[tokio::test]
async fn a_bucket_that_is_not_empty_is_not_removed_even_where_the_service_would() {
    let fake = s3(|request, _| {
        let xml = "<ListBucketResult><Contents><Key>k</Key></Contents></ListBucketResult>";
        asks(request, "list-type").then(|| says(200, xml))
    });
    let removed = store(&fake.url, &[]).buckets().unwrap().remove().await;
    assert_eq!(code(removed).0, Code::StorageState);
    assert!(fake.seen().iter().all(|one| one.method != "DELETE"));
}

#[tokio::test]
async fn a_slow_upload_goes_on_as_long_as_it_moves() {
    static READ: AtomicUsize = AtomicUsize::new(0);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    // Takes 40 MiB in steps, each well within the deadline, all together beyond it.
    let server = std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        let (mut stream, _) = listener.accept().unwrap();
        let mut buffer = vec![0; 2 << 20];
        while READ.load(Ordering::SeqCst) < 40 << 20 {
            let before = READ.load(Ordering::SeqCst) >> 21;
            let read = stream.read(&mut buffer).unwrap();
            let after = READ.fetch_add(read, Ordering::SeqCst) + read;
            if after >> 21 > before {
                // The pace of the line is what is tested.
                std::thread::sleep(std::time::Duration::from_millis(300));
            }
        }
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nETag: \"e-1\"\r\nContent-Length: 0\r\n\r\n")
            .unwrap();
    });
    let world = at(&endpoint).file("large", vec![7; 40 << 20]);
    let outcome = tokio::task::spawn_blocking(move || {
        let outcome =
            world.run("storage put large k --part-size 64MiB --timeout 5s --retries 0 -o json");
        (outcome.status, outcome.text())
    });
    let (_, text) = outcome.await.unwrap();
    server.join().unwrap();
    assert!(!text.contains("timed out"), "{text}");
}
