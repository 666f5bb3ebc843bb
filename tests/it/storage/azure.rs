//! Azure Blob from outside: every way to name an account and to prove oneself, on Azurite; what Azure alone says, on
//! its published answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value as Json, json};
use tieline::config::{Settings, Sources};
use tieline::net::{Net, NetOptions};
use tieline::service::Open;
use tieline::services::SERVICES;
use tieline::storage::{Attributes, Condition, Meta, Store};

use crate::support::CANARY;
use crate::support::api::Api;
use crate::support::entra::Entra;
use crate::support::proxy::{Fault, Proxy};
use crate::support::testbed::{self, AZURE_ACCOUNT, azure_key, azure_signature};
use crate::support::world::World;

/// A world whose store is Azurite, below a prefix of its own, and nothing that proves who asks.
fn unproved(prefix: &str) -> World {
    World::new()
        .env("STORAGE_TYPE", "azure-blob")
        .env("AZURE_BLOB_CONTAINER_NAME", testbed::shared_container())
        .env("AZURE_BLOB_PREFIX", prefix)
}

fn azure(prefix: &str) -> World {
    unproved(prefix)
        .env("AZURE_BLOB_ACCOUNT_URL", &testbed::azurite().endpoint)
        .env("AZURE_BLOB_ACCOUNT_NAME", AZURE_ACCOUNT)
        .env("AZURE_BLOB_ACCOUNT_KEY", &azure_key())
}

/// A world whose account is this fake.
fn acme(api: &Api) -> World {
    World::new()
        .env("STORAGE_TYPE", "azure-blob")
        .env("AZURE_BLOB_CONTAINER_NAME", "files")
        .env("AZURE_BLOB_ACCOUNT_URL", &format!("{}/acme", api.url))
        .env("AZURE_BLOB_ACCOUNT_KEY", &azure_key())
}

/// A world whose account is a fake that answers every request with this.
fn answered(status: u16, code: &'static str, headers: Vec<(&'static str, String)>) -> (Api, World) {
    let api = Api::serve(move |_, _| {
        let mut headers = headers.clone();
        headers.push(("x-ms-error-code", code.to_owned()));
        headers.push(("x-ms-request-id", "7d4f-01".to_owned()));
        headers.push(("Content-Type", "application/xml".to_owned()));
        let text = format!(
            "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>Words of the service.\nRequestId:7d4f-01\nTime:2026</Message></Error>"
        );
        (status, headers, Json::String(text))
    });
    let world = acme(&api);
    (api, world)
}

#[test]
fn an_object_goes_to_azure_is_seen_and_comes_back() {
    let content: Vec<u8> = (0..(3u32 << 20)).map(|i| (i % 251) as u8).collect();
    let world = azure("round/").file("a.bin", &content);
    world.run("storage put a.bin in/").ends_with(0);
    assert_eq!(world.run("storage ls -r").ends_with(0).stdout, "in/a.bin\n");
    assert_eq!(
        world.run("storage stat in/a.bin -o json").json()["size"],
        3 << 20
    );
    world.run("storage get in/a.bin b.bin").ends_with(0);
    assert!(std::fs::read(world.work().join("b.bin")).unwrap() == content);
    // A URL is exact: the prefix is part of it.
    let exact = format!("az://{}/round/in/a.bin", testbed::shared_container());
    world
        .run(&format!("storage cat {exact} --range 0-9"))
        .ends_with(0);
    world.run("storage rm in/a.bin").ends_with(0);
    assert_eq!(world.run("storage ls -r").ends_with(0).stdout, "");
}

#[test]
fn what_a_blob_of_many_blocks_carries_is_kept_or_refused_before_anything_is_sent() {
    let proxy = Proxy::before(&testbed::azurite().endpoint, |_, _| Fault::None);
    let world = azure("carried/")
        .env("AZURE_BLOB_ACCOUNT_URL", &proxy.url)
        .file("large", vec![b'x'; (11 << 20) + 7]);
    let put = "storage put large k --part-size 5MiB -o json";
    let refused = |words: &str, expected: &str| {
        let before = proxy.seen().len();
        let outcome = world.run(&format!("{put} {words}"));
        let problem = outcome.ends_with(6).end()["problem"].clone();
        assert_eq!(problem["code"], expected, "{}", outcome.text());
        assert_eq!(proxy.seen().len(), before, "{}", outcome.text());
    };
    refused("--sse aws:kms", "STORAGE_014");
    refused("--sse aws:kms --sse-kms-key-id a-key", "STORAGE_014");
    refused("--sse AES256 --sse-kms-key-id a-key", "STORAGE_014");
    for name in ["a-b", "1st", "größe"] {
        refused(
            &format!("--metadata fine=1 --metadata {name}=2"),
            "STORAGE_013",
        );
    }
    let carried = "--content-type text/x-large --content-encoding identity --content-disposition inline \
                   --cache-control max-age=9 --metadata owner=ops --metadata batch_2=7=8 --storage-class Cool \
                   --sse AES256";
    world.run(&format!("{put} {carried}")).ends_with(0);
    let blocks = proxy.carried();
    assert_eq!(blocks.len(), 3, "{blocks:?}");
    let stat = world.run("storage stat k -o json").ends_with(0).json();
    for (name, expected) in [
        ("content_type", "text/x-large"),
        ("content_encoding", "identity"),
        ("content_disposition", "inline"),
        ("cache_control", "max-age=9"),
        ("storage_class", "Cool"),
    ] {
        assert_eq!(stat[name], expected, "{stat}");
    }
    assert_eq!(stat["metadata"]["owner"], "ops", "{stat}");
    assert_eq!(stat["metadata"]["batch_2"], "7=8", "{stat}");
}

#[test]
fn a_connection_string_of_any_shape_names_the_account() {
    let endpoint = &testbed::azurite().endpoint;
    let (key, signature) = (azure_key(), azure_signature("rwdlac"));
    for (index, text) in [
        format!("DefaultEndpointsProtocol=http;AccountName={AZURE_ACCOUNT};AccountKey={key};BlobEndpoint={endpoint};"),
        format!("blobendpoint={endpoint}/ ; accountkey={key}"),
        format!("BlobEndpoint={endpoint};SharedAccessSignature={signature}"),
        format!("SharedAccessSignature=?{signature};BlobEndpoint={endpoint};AccountName={AZURE_ACCOUNT}"),
        format!("BlobEndpoint={endpoint}?{signature}"),
    ]
    .iter()
    .enumerate()
    {
        let world = unproved(&format!("strings-{index}/"))
            .env("AZURE_STORAGE_CONNECTION_STRING", text)
            .file("a", "x");
        world.run("storage put a a").ends_with(0);
        assert_eq!(world.run("storage ls").ends_with(0).stdout, "a\n", "{text}");
    }
}

#[test]
fn a_connection_string_makes_the_endpoint_that_it_does_not_name() {
    let key = azure_key();
    for (text, url) in [
        (
            "UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.2".to_owned(),
            "http://127.0.0.2:10000/devstoreaccount1/",
        ),
        (
            format!(
                "DefaultEndpointsProtocol=http;AccountName=acme;AccountKey={key};EndpointSuffix=invalid"
            ),
            "http://acme.blob.invalid/",
        ),
        (
            format!("AccountName=acme;AccountKey={key};EndpointSuffix=invalid"),
            "https://acme.blob.invalid/",
        ),
    ] {
        let world = unproved("none/").env("AZURE_STORAGE_CONNECTION_STRING", &text);
        let listed = world.run("storage ls --retries 0 -vv");
        listed.ends_with(6);
        assert!(listed.stderr.contains(url), "{}", listed.text());
        assert!(listed.stderr.contains("STORAGE_001"), "{}", listed.text());
    }
}

#[test]
fn an_account_that_does_not_exist_has_no_address() {
    let text = format!(
        "AccountName=acme;AccountKey={};EndpointSuffix=invalid",
        azure_key()
    );
    let world = unproved("none/").env("AZURE_STORAGE_CONNECTION_STRING", &text);
    let listed = world.run("storage stat a --retries 0 -o json");
    let problem = listed.ends_with(6).json()["problem"].clone();
    assert_eq!(problem["code"], "STORAGE_001");
    assert_eq!(
        problem["title"],
        "the name \"acme.blob.invalid\" does not resolve"
    );
    assert_eq!(problem["variable"], "AZURE_STORAGE_CONNECTION_STRING");
}

#[test]
fn a_connection_string_that_makes_no_sense_is_config_003() {
    for text in [
        "nonsense",
        "AccountName=acme",
        "AccountKey=a2V5",
        "AccountName=acme;AccountKey=not base64!",
        "BlobEndpoint=ftp://127.0.0.1/acme;AccountKey=a2V5",
    ] {
        let world = unproved("none/").env("AZURE_STORAGE_CONNECTION_STRING", text);
        let problem = world.run("storage stat a -o json").ends_with(3).json()["problem"].clone();
        assert_eq!(problem["code"], "CONFIG_003", "{text} {problem}");
        assert_eq!(problem["origin"], "environment", "{text} {problem}");
    }
}

#[test]
fn what_is_missing_is_config_002() {
    for (name, world) in [
        ("AZURE_BLOB_ACCOUNT_URL", unproved("none/")),
        (
            "AZURE_BLOB_ACCOUNT_KEY",
            unproved("none/").env("AZURE_BLOB_ACCOUNT_URL", &testbed::azurite().endpoint),
        ),
    ] {
        let problem = world.run("storage stat a -o json").ends_with(3).json()["problem"].clone();
        assert_eq!(
            (problem["code"].as_str(), problem["variable"].as_str()),
            (Some("CONFIG_002"), Some(name)),
            "{problem}"
        );
    }
}

#[test]
fn a_wrong_key_is_blamed_where_it_stands() {
    let world = World::new().file(
        "prod.env",
        format!(
            "STORAGE_TYPE=azure-blob\nAZURE_BLOB_CONTAINER_NAME={}\nAZURE_BLOB_ACCOUNT_URL={}\nAZURE_BLOB_ACCOUNT_NAME={AZURE_ACCOUNT}\nAZURE_BLOB_ACCOUNT_KEY=YW5vdGhlcg==\n",
            testbed::shared_container(),
            testbed::azurite().endpoint,
        ),
    );
    let problem = world
        .run("storage ls --env-file prod.env -o json")
        .ends_with(6)
        .end()["problem"]
        .clone();
    assert_eq!(problem["code"], "STORAGE_002", "{problem}");
    assert_eq!(problem["variable"], "AZURE_BLOB_ACCOUNT_KEY");
    assert_eq!(problem["origin"], "prod.env:5");
}

#[test]
fn a_container_that_is_not_there_is_storage_003() {
    let world = azure("none/")
        .env("AZURE_BLOB_CONTAINER_NAME", "no-such-container")
        .file("a", "x");
    for words in ["storage put a a", "storage stat a", "storage ls -r"] {
        let problem = world.run(&format!("{words} -o json")).ends_with(6).end()["problem"].clone();
        assert_eq!(problem["code"], "STORAGE_003", "{words} {problem}");
        assert_eq!(problem["variable"], "AZURE_BLOB_CONTAINER_NAME");
    }
}

#[test]
fn a_signature_does_what_it_allows_and_no_more() {
    let reader = unproved("sas/")
        .env("AZURE_BLOB_ACCOUNT_URL", &testbed::azurite().endpoint)
        .env("AZURE_STORAGE_SAS_TOKEN", azure_signature("rl"))
        .file("a", "x");
    reader.run("storage ls").ends_with(0);
    let problem = reader.run("storage put a a -o json").ends_with(6).end()["problem"].clone();
    assert_eq!(problem["code"], "STORAGE_005", "{problem}");
    let signed = reader.run("storage presign a -o json").ends_with(6).json()["problem"].clone();
    assert_eq!(signed["code"], "STORAGE_011", "{signed}");
}

#[test]
fn a_trace_shows_no_signature() {
    let world = unproved("trace/")
        .env("AZURE_BLOB_ACCOUNT_URL", &testbed::azurite().endpoint)
        .env("AZURE_STORAGE_SAS_TOKEN", azure_signature("rl"));
    let listed = world.run("storage ls -vv");
    listed.ends_with(0);
    let signature = azure_signature("rl").rsplit_once("sig=").unwrap().1;
    assert!(listed.stderr.contains("comp=list"), "{}", listed.text());
    assert!(!listed.stderr.contains(signature), "{}", listed.text());
}

#[test]
fn a_signed_url_works_without_credentials() {
    let world = azure("signed/").file("a", "content");
    world.run("storage put a a").ends_with(0);
    let url = world
        .reveals()
        .run("storage presign a --expires 30d")
        .ends_with(0)
        .stdout
        .clone();
    let (host, rest) = url
        .trim()
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let port = host.rsplit_once(':').unwrap().1.parse().unwrap();
    let request = format!("GET /{rest} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    let answer = testbed::answer_to(port, &request).unwrap();
    assert!(
        answer.contains(" 200 ") && answer.ends_with("content"),
        "{answer}"
    );
}

#[test]
fn what_azure_says_is_told_by_its_meaning() {
    for (status, name, code, help) in [
        (403, "AuthenticationFailed", "STORAGE_002", "clock"),
        (
            403,
            "AuthorizationPermissionMismatch",
            "STORAGE_005",
            "Storage Blob Data Contributor",
        ),
        (
            403,
            "KeyBasedAuthenticationNotPermitted",
            "STORAGE_005",
            "managedidentity",
        ),
        (
            403,
            "AuthorizationSourceIPMismatch",
            "STORAGE_005",
            "address",
        ),
        (
            403,
            "AccountIsDisabled",
            "STORAGE_017",
            "enable the account",
        ),
        (400, "AccountRequiresHttps", "STORAGE_008", "https://"),
        (409, "BlobArchived", "STORAGE_017", "tier"),
        (409, "BlobImmutableDueToPolicy", "STORAGE_017", "retention"),
        (412, "LeaseIdMissing", "STORAGE_017", "lease"),
        (409, "SnapshotsPresent", "STORAGE_017", "snapshots"),
        (400, "InvalidResourceName", "STORAGE_013", "lower-case"),
        (400, "Md5Mismatch", "STORAGE_006", "again"),
        (400, "Crc64Mismatch", "STORAGE_006", "again"),
        (413, "RequestBodyTooLarge", "STORAGE_015", "part-size"),
        (503, "ServerBusy", "STORAGE_012", "concurrency"),
        (500, "OperationTimedOut", "STORAGE_012", "concurrency"),
        (500, "InternalError", "STORAGE_016", "request id"),
        (418, "SomethingNew", "STORAGE_016", "request id"),
    ] {
        let (_api, world) = answered(status, name, vec![]);
        let outcome = world.run("storage cat a --retries 0 -o json");
        assert!(outcome.stderr.contains(code), "{name}: {}", outcome.text());
        assert!(outcome.stderr.contains(help), "{name}: {}", outcome.text());
        assert!(
            outcome
                .stderr
                .contains(&format!("{name}: Words of the service.")),
            "{name}: {}",
            outcome.text()
        );
        assert!(
            outcome.stderr.contains("7d4f-01"),
            "{name}: {}",
            outcome.text()
        );
    }
}

/// The archive takes no change of what it holds.
#[test]
fn a_copy_comes_to_the_archive_with_all_it_is_to_carry() {
    let world = azure("archive/").file("a", "content");
    world.run("storage put a a").ends_with(0);
    let copy =
        "storage cp a b --storage-class Archive --content-type text/x-kept --metadata owner=ops";
    world.run(copy).ends_with(0);
    let stat = world.run("storage stat b -o json").ends_with(0).json();
    assert_eq!(stat["storage_class"], "Archive", "{stat}");
    assert_eq!(stat["content_type"], "text/x-kept", "{stat}");
    assert_eq!(stat["metadata"]["owner"], "ops", "{stat}");
}

/// What a firewall answers is no matter of the key: under a name of Azure's own, which an emulator has not.
#[test]
fn a_firewall_is_told_as_one_and_not_as_a_wrong_key() {
    let (api, world) = answered(403, "AuthorizationFailure", vec![]);
    let world = world
        .env(
            "AZURE_BLOB_ACCOUNT_URL",
            "http://acme.blob.core.windows.net",
        )
        .env("HTTP_PROXY", &api.url);
    let outcome = world.run("storage stat a -o json");
    let problem = &outcome.ends_with(6).json()["problem"];
    assert_eq!(problem["code"], "STORAGE_005", "{}", outcome.text());
    assert!(
        problem["help"].as_str().unwrap().contains("firewall"),
        "{problem}"
    );
}

#[test]
fn a_clock_that_is_far_off_is_storage_009() {
    let date = "Tue, 24 Nov 2015 20:00:00 GMT".to_owned();
    let (_api, world) = answered(403, "AuthenticationFailed", vec![("Date", date)]);
    let outcome = world.run("storage cat a -o json");
    assert!(outcome.stderr.contains("STORAGE_009"), "{}", outcome.text());
    assert!(
        outcome.stderr.contains("ahead of the service's"),
        "{}",
        outcome.text()
    );
}

#[test]
fn a_throttled_request_is_made_again_when_the_service_says() {
    let api = Api::serve(|request, before| {
        assert!(
            request
                .header("authorization")
                .unwrap()
                .starts_with("SharedKey acme:")
        );
        match before {
            0 => (
                503,
                vec![
                    ("x-ms-error-code", "ServerBusy".to_owned()),
                    ("Retry-After", "1".to_owned()),
                ],
                Json::Null,
            ),
            _ => (200, vec![("ETag", "\"0x1\"".to_owned())], json!("content")),
        }
    });
    let world = acme(&api);
    let began = std::time::Instant::now();
    assert_eq!(world.run("storage cat a").ends_with(0).stdout, "content");
    assert!(began.elapsed().as_secs_f32() >= 1.0);
    assert_eq!(api.seen().len(), 2);
}

/// The emulator has no versions. Here `a` has two, of which the service lets nobody delete the current one by its id
/// ("Blob versioning": delete operations).
#[test]
fn all_versions_go_though_the_current_one_goes_by_its_name_alone() {
    let named = AtomicBool::new(false);
    let delete = move |path: &str| {
        let is_current = path.ends_with("versionid=2");
        named.fetch_or(!path.contains("versionid"), Ordering::SeqCst);
        match is_current && !named.load(Ordering::SeqCst) {
            true => (403, "OperationNotAllowedOnRootBlob"),
            false => (202, ""),
        }
    };
    let gone = AtomicBool::new(false);
    let api = Api::serve(move |request, _| {
        let code = |code: &str| vec![("x-ms-error-code", code.to_owned())];
        let xml = |text: String| {
            let headers = vec![("Content-Type", "application/xml".to_owned())];
            (200, headers, Json::String(text))
        };
        match &*request.method {
            "GET" if gone.load(Ordering::SeqCst) => xml("<EnumerationResults/>".to_owned()),
            "GET" => xml([1, 2]
                .map(|version| {
                    format!("<Blob><Name>a</Name><VersionId>{version}</VersionId></Blob>")
                })
                .concat()
                .replacen("<Blob>", "<EnumerationResults><Blobs><Blob>", 1)
                + "</Blobs></EnumerationResults>"),
            "HEAD" => (200, vec![("ETag", "\"0x2\"".to_owned())], Json::Null),
            "POST" => {
                gone.store(true, Ordering::SeqCst);
                let deletions = request
                    .text
                    .lines()
                    .filter_map(|line| line.strip_prefix("DELETE "));
                let answers = deletions.enumerate().map(|(index, path)| {
                    let (status, code) = delete(path.trim_end_matches(" HTTP/1.1"));
                    format!("--x\r\nContent-ID: {index}\r\n\r\nHTTP/1.1 {status} X\r\nx-ms-error-code: {code}\r\n\r\n")
                });
                let headers = vec![("Content-Type", "multipart/mixed; boundary=x".to_owned())];
                (
                    202,
                    headers,
                    Json::String(answers.collect::<String>() + "--x--"),
                )
            }
            _ => {
                let (status, name) = delete(&request.path);
                (status, code(name), Json::Null)
            }
        }
    });
    acme(&api).run("storage rb --force --yes").ends_with(0);
    let singly: Vec<_> = api
        .seen()
        .into_iter()
        .filter(|request| request.method == "DELETE")
        .map(|request| {
            (
                request.path.clone(),
                request.header("if-match").map(str::to_owned),
            )
        })
        .collect();
    let expected = [
        ("/acme/files/a", Some("\"0x2\"")),
        ("/acme/files/a?versionid=2", None),
        ("/acme/files?restype=container", None),
    ];
    let expected = expected.map(|(path, etag)| (path.to_owned(), etag.map(str::to_owned)));
    assert_eq!(singly, expected);
}

#[test]
fn a_copy_that_stands_still_is_ended_and_leaves_no_empty_blob() {
    let ended = AtomicBool::new(false);
    let api = Api::serve(move |request, _| {
        let mut headers = vec![("ETag", "\"0x1\"".to_owned())];
        let is_copy = request.path.contains("/b");
        if is_copy {
            let status = match ended.load(Ordering::SeqCst) {
                true => "aborted",
                false => "pending",
            };
            headers.push(("x-ms-copy-status", status.to_owned()));
            headers.push(("x-ms-copy-id", "c-1".to_owned()));
            headers.push(("x-ms-copy-progress", "3/9".to_owned()));
        }
        match (&*request.method, request.path.contains("comp=copy")) {
            ("PUT", true) => {
                ended.store(true, Ordering::SeqCst);
                (204, headers, Json::Null)
            }
            ("HEAD", _) => (200, headers, Json::Null),
            _ => (202, headers, Json::Null),
        }
    });
    let outcome = acme(&api).run("storage cp a b --timeout 100ms -o json");
    let problem = &outcome.ends_with(6).end()["problem"];
    assert_eq!(problem["code"], "STORAGE_001", "{}", outcome.text());
    assert!(
        problem["cause"].as_str().unwrap().contains("3/9"),
        "{problem}"
    );
    let seen = api.seen();
    let [.., end, _, removed] = &seen[..] else {
        panic!("{seen:?}");
    };
    assert_eq!(end.header("x-ms-copy-action"), Some("abort"), "{seen:?}");
    assert!(end.path.contains("copyid=c-1"), "{seen:?}");
    assert_eq!(removed.method, "DELETE", "{seen:?}");
    assert_eq!(removed.header("if-match"), Some("\"0x1\""), "{seen:?}");
}

#[test]
fn a_live_check_of_azure_proves_it_and_leaves_nothing() {
    let world = azure("probe/");
    let checked = world.run("config check azure --live --for generic -o json");
    let json = checked.ends_with(0).json();
    let mut rows = json["services"].as_array().unwrap().iter();
    let row = rows.find(|row| row["service"] == "azure").unwrap();
    assert_eq!(row["state"], "ok", "{}", checked.text());
    assert_eq!(world.run("storage ls -r").ends_with(0).stdout, "");
    let wrong = azure("probe/")
        .env("AZURE_BLOB_CONTAINER_NAME", "no-such-container")
        .run("config check azure --live --for generic -o json");
    let finding = wrong.ends_with(3).json()["findings"][0].clone();
    assert_eq!(
        (finding["code"].as_str(), finding["variable"].as_str()),
        (Some("STORAGE_003"), Some("AZURE_BLOB_CONTAINER_NAME"))
    );
    assert_eq!(finding["rule"], "azure-round-trip");
}

#[test]
fn a_live_check_tells_what_will_fail_later() {
    // An account whose clock, or this machine's, is ten minutes off.
    let api = Api::serve(|request, _| {
        let then = jiff::Timestamp::now() - jiff::SignedDuration::from_mins(10);
        let date = then.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let mut headers = vec![("Date", date), ("ETag", "\"0x1\"".to_owned())];
        let (status, body) = match request.method.as_str() {
            "PUT" if request.header("if-none-match") == Some("*") => {
                headers.push(("x-ms-error-code", "BlobAlreadyExists".to_owned()));
                (409, Json::Null)
            }
            "PUT" => (201, Json::Null),
            "GET" if !request.path.contains("restype") => (200, json!("tieline was here")),
            "DELETE" => {
                headers.push((
                    "x-ms-error-code",
                    "AuthorizationPermissionMismatch".to_owned(),
                ));
                (403, Json::Null)
            }
            _ => {
                headers.push(("x-ms-has-legal-hold", "true".to_owned()));
                (200, Json::Null)
            }
        };
        (status, headers, body)
    });
    let checked = acme(&api).run("config check azure --live --for dify -o json");
    let json = checked.json();
    let findings = json["findings"].as_array().unwrap();
    let mut found: Vec<_> = findings
        .iter()
        .filter(|finding| finding["live"] == true)
        .map(|finding| {
            (
                finding["rule"].as_str().unwrap(),
                finding["code"].as_str().unwrap(),
            )
        })
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("azure-clock", "STORAGE_009"),
            ("azure-delete", "STORAGE_005"),
            ("azure-immutable", "STORAGE_017"),
            ("azure-no-second-upload", "STORAGE_007"),
        ],
        "{}",
        checked.text()
    );
}

#[test]
fn no_secret_of_azure_shows() {
    // The planted secret is the beginning of the key.
    assert!(azure_key().len() == 88 && !CANARY.is_empty());
    let world = azure("secret/");
    for words in ["config show", "config check azure", "storage ls -vv"] {
        let outcome = world.run(words);
        let shown = format!("{}{}", outcome.stdout, outcome.stderr);
        assert!(!shown.contains(&azure_key()), "{}", outcome.text());
    }
}

/// A world whose account has its real name, and whose credentials Entra ID gives.
fn entra(entra: &Entra) -> World {
    World::new()
        .env("STORAGE_TYPE", "azure-blob")
        .env("AZURE_BLOB_CONTAINER_NAME", "files")
        .env("AZURE_BLOB_ACCOUNT_NAME", AZURE_ACCOUNT)
        .env("AZURE_BLOB_ACCOUNT_KEY", "managedidentity")
        .env(
            "AZURE_BLOB_ACCOUNT_URL",
            &format!("https://{AZURE_ACCOUNT}.blob.core.windows.net"),
        )
        .env("HTTPS_PROXY", &entra.proxy)
        .env("HTTP_PROXY", &entra.proxy)
        .env("SSL_CERT_FILE", entra.ca().to_str().unwrap())
        // As App Service and Container Apps have it: a virtual machine's own is asked by no proxy.
        .env("IDENTITY_ENDPOINT", "http://identity.invalid/msi/token")
        .env("IDENTITY_HEADER", "the-header")
}

#[test]
fn entra_id_gives_tokens_to_a_client_a_workload_and_a_machine() {
    let fake = Entra::start();
    let client = entra(&fake)
        .env("AZURE_TENANT_ID", "tenant-1")
        .env("AZURE_CLIENT_ID", "client-1")
        .env("AZURE_CLIENT_SECRET", CANARY)
        .file("a", "content");
    client.run("storage mb").ends_with(0);
    client.run("storage put a a").ends_with(0);
    assert_eq!(client.run("storage cat a").ends_with(0).stdout, "content");
    let asked = fake.asked();
    assert!(
        asked[0].starts_with("POST /tenant-1/oauth2/v2.0/token"),
        "{asked:?}"
    );
    assert!(
        asked[0].contains("client_id=client-1") && asked[0].contains(CANARY),
        "{asked:?}"
    );
    assert!(
        asked[0].contains("scope=https%3A%2F%2Fstorage.azure.com%2F.default"),
        "{asked:?}"
    );

    let workload = entra(&fake)
        .env("AZURE_TENANT_ID", "tenant-1")
        .env("AZURE_CLIENT_ID", "client-2")
        .file("token", "federated-token");
    let token = workload.work().join("token");
    let workload = workload.env("AZURE_FEDERATED_TOKEN_FILE", token.to_str().unwrap());
    assert_eq!(workload.run("storage cat a").ends_with(0).stdout, "content");
    let last = fake.asked().pop().unwrap();
    assert!(last.contains("client_assertion=federated-token"), "{last}");

    let machine = entra(&fake).env("AZURE_CLIENT_ID", "client-3");
    assert_eq!(machine.run("storage cat a").ends_with(0).stdout, "content");
    let last = fake.asked().pop().unwrap();
    assert!(
        last.contains("/msi/token") && last.contains("client_id=client-3"),
        "{last}"
    );

    client.run("storage cp a b").ends_with(0);
    assert_eq!(client.run("storage cat b").ends_with(0).stdout, "content");
}

#[test]
fn under_entra_id_a_url_is_signed_by_a_key_that_the_service_hands_out() {
    let fake = Entra::delegating();
    let world = entra(&fake).env("AZURE_CLIENT_ID", "client-3").reveals();
    let signed = world.run("storage presign a --expires 1h --method put");
    let url = signed.ends_with(0).stdout.trim().to_owned();
    let url = url::Url::parse(&url).unwrap();
    let query: std::collections::HashMap<_, _> = url.query_pairs().collect();
    assert_eq!(url.path(), "/files/a");
    assert_eq!(
        (&*query["sp"], &*query["spr"], &*query["sr"]),
        ("cw", "https", "b")
    );
    assert_eq!(query["skoid"], "23657296-5cd5-45b0-a809-d972a7f4dfe1");
    assert!(
        query.contains_key("sig") && query.contains_key("se"),
        "{query:?}"
    );
    // Its key ends after a week.
    let long = world.run("storage presign a --expires 8d -o json");
    assert_eq!(long.ends_with(6).json()["problem"]["code"], "STORAGE_011");
}

#[test]
fn a_token_never_goes_over_a_connection_that_is_not_encrypted() {
    let world = unproved("none/")
        .env("AZURE_BLOB_ACCOUNT_URL", &testbed::azurite().endpoint)
        .env("AZURE_BLOB_ACCOUNT_KEY", "managedidentity");
    let problem = world.run("storage stat a -o json").ends_with(3).json()["problem"].clone();
    assert_eq!(problem["code"], "CONFIG_003", "{problem}");
    assert_eq!(problem["variable"], "AZURE_BLOB_ACCOUNT_URL");
}

/// The store that these values name.
fn open(values: &[(&str, &str)]) -> Arc<dyn Store> {
    let environment = values
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    let settings =
        Settings::load(&Sources::default(), &tieline::app::tables(), environment).unwrap();
    let service = SERVICES.iter().find(|service| service.id == "azure");
    let Open::Store(open) = &service.unwrap().open else {
        panic!("azure is no store")
    };
    open(&settings, &Net::new(NetOptions::default()), None).unwrap()
}

// Azurite lacks Put Block From URL.
#[tokio::test]
async fn a_range_of_another_blob_becomes_a_block() {
    let api = Api::serve(|_, _| (201, vec![], Json::Null));
    let store = open(&[
        ("AZURE_BLOB_CONTAINER_NAME", "files"),
        ("AZURE_BLOB_ACCOUNT_URL", &format!("{}/acme", api.url)),
        ("AZURE_BLOB_ACCOUNT_NAME", "acme"),
        ("AZURE_BLOB_ACCOUNT_KEY", &azure_key()),
    ]);
    let (parts, copies) = (store.parts().unwrap(), store.server_copy().unwrap());
    let attributes = Attributes::default();
    let upload = parts.begin("to", &attributes, &Condition::None).await;
    let upload = upload.unwrap();
    let from = Meta {
        etag: Some("0x8D".to_owned()),
        ..Meta::default()
    };
    let source = store.location("dir/from here");
    let part = copies.copy_part(&source, &from, 10..=29, &upload, 3);
    let part = part.await.unwrap();
    assert_eq!((part.number, part.size), (3, 20));
    let request = api.seen().pop().unwrap();
    assert!(
        request.path.starts_with("/acme/files/to?blockid="),
        "{}",
        request.path
    );
    let source = request.header("x-ms-copy-source").unwrap();
    let signed = format!("{}/acme/files/dir/from%20here?", api.url);
    assert!(
        source.starts_with(&signed) && source.contains("sig="),
        "{source}"
    );
    assert_eq!(request.header("x-ms-source-range"), Some("bytes=10-29"));
    assert_eq!(request.header("x-ms-source-if-match"), Some("\"0x8D\""));
}
