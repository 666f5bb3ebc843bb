//! Google Cloud Storage beyond the contract: sessions, faults, credentials, the probe. On a fake of our own, since no real
//! server does these things on demand.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use serde_json::{Value as Json, json};
use tieline::config::{Settings, Sources};
use tieline::net::{Net, NetOptions};
use tieline::problem::{Code, Problem};
use tieline::service::Open;
use tieline::services::SERVICES;
use tieline::storage::{
    Algorithm, Attributes, Body, Condition, Digest, End, Listing, Part, Piece, Reading, Store,
};

use crate::support::CANARY;
use crate::support::api::Api;
use crate::support::gcs::{Account, Door, Gcs, Twist, account};
use crate::support::ports::closed_port;
use crate::support::world::World;

const MIB: usize = 1 << 20;

/// The bucket `files` at this endpoint, made.
async fn files(server: &Gcs) -> Arc<dyn Store> {
    let store = files_at(&server.endpoint);
    store.buckets().unwrap().create().await.unwrap();
    store
}

/// The binary, configured for the bucket `files` at this endpoint.
fn world_at(endpoint: &str) -> World {
    World::new()
        .env("STORAGE_TYPE", "google-storage")
        .env("GOOGLE_STORAGE_BUCKET_NAME", "files")
        .env("STORAGE_EMULATOR_HOST", endpoint)
}

fn files_at(endpoint: &str) -> Arc<dyn Store> {
    let environment = [
        ("STORAGE_EMULATOR_HOST", endpoint),
        ("GOOGLE_STORAGE_BUCKET_NAME", "files"),
    ];
    let environment = environment
        .into_iter()
        .map(|(name, value)| (name.into(), value.into()));
    let settings =
        Settings::load(&Sources::default(), &tieline::app::tables(), environment).unwrap();
    let service = SERVICES.iter().find(|service| service.id == "gcs").unwrap();
    let Open::Store(open) = &service.open else {
        panic!("it is no store")
    };
    open(&settings, &Net::new(NetOptions::default()), None).unwrap()
}

/// A twist of the first so many requests that begin with these words.
fn first(
    times: usize,
    words: &'static str,
    twist: impl Fn() -> Twist + Send + Sync + 'static,
) -> Gcs {
    let met = AtomicUsize::new(0);
    Gcs::twisted(move |request| {
        let meant = format!("{} {}", request.method, request.target).starts_with(words);
        (meant && met.fetch_add(1, Ordering::SeqCst) < times).then(&twist)
    })
}

const SESSION: &str = "PUT /upload/";
const WRITE: &str = "POST /upload/";

fn answer(status: u16, reason: &str) -> Twist {
    let body =
        json!({"error": {"code": status, "message": "words", "errors": [{"reason": reason}]}});
    Twist::Answer(status, vec![], body)
}

fn content(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|i| (i * 31 % 251) as u8).collect()
}

fn crc(content: &[u8]) -> Digest {
    Digest::of(Algorithm::Crc32c, content)
}

fn body(content: &[u8]) -> Body {
    Body::Bytes(Bytes::copy_from_slice(content))
}

async fn put(
    store: &dyn Store,
    key: &str,
    content: &[u8],
    condition: &Condition,
) -> Result<(), Problem> {
    let digest = crc(content);
    store
        .write(
            key,
            body(content),
            &Attributes::default(),
            condition,
            Some(&digest),
        )
        .await
        .map(drop)
}

async fn get(store: &dyn Store, key: &str) -> Result<Vec<u8>, Problem> {
    let (_, stream) = store.read(key, Reading::default()).await?;
    Ok(stream.try_collect::<Vec<Bytes>>().await?.concat())
}

/// Uploads this under `k` in parts of one MiB, as the engine does.
async fn upload(store: &dyn Store, content: &[u8]) -> Result<(), Problem> {
    let parts = store.parts().unwrap();
    let none = Condition::None;
    let upload = parts.begin("k", &Attributes::default(), &none).await?;
    let end = End {
        size: content.len() as u64,
        digest: Some(crc(content)),
    };
    let pieces = content.chunks(MIB);
    let last = pieces.len();
    let mut sent: Vec<Part> = Vec::new();
    for (number, piece) in (1..).zip(pieces) {
        let piece = Piece {
            number,
            offset: (number as usize - 1) as u64 * MIB as u64,
            body: body(piece),
            digest: Some(crc(piece)),
            end: (number as usize == last).then(|| end.clone()),
        };
        sent.push(parts.part(&upload, piece).await?);
    }
    let written = parts.complete(&upload, &sent, &none, &end).await?;
    let stat = store.stat("k", None).await?;
    assert_eq!(written.etag, stat.etag);
    Ok(())
}

#[track_caller]
fn is<T>(outcome: Result<T, Problem>, code: Code) -> Problem {
    match outcome {
        Ok(_) => panic!("it succeeded"),
        Err(problem) => {
            assert_eq!(problem.code, code, "{problem}");
            problem
        }
    }
}

#[tokio::test]
async fn bytes_that_a_session_does_not_keep_are_sent_again() {
    let server = first(3, SESSION, || Twist::Keep(300_000));
    let (store, all) = (files(&server).await, content(3 * MIB + 17));
    upload(&*store, &all).await.unwrap();
    assert!(get(&*store, "k").await.unwrap() == all);
    // Each of the three kept 256 KiB, and was followed by the rest.
    assert_eq!(server.asked(SESSION), 4 + 3);
}

#[tokio::test]
async fn a_part_that_fails_goes_on_where_the_session_is() {
    let server = first(2, SESSION, || answer(503, "backendError"));
    let (store, all) = (files(&server).await, content(2 * MIB));
    upload(&*store, &all).await.unwrap();
    assert!(get(&*store, "k").await.unwrap() == all);
}

#[tokio::test]
async fn a_part_whose_answer_was_lost_is_not_sent_twice() {
    let server = first(2, SESSION, || Twist::Unheard);
    let (store, all) = (files(&server).await, content(MIB - 1));
    upload(&*store, &all).await.unwrap();
    assert!(get(&*store, "k").await.unwrap() == all);
    let state = server.state.lock().unwrap();
    assert_eq!(state.received, all.len(), "bytes that were sent");
}

#[tokio::test]
async fn an_upload_that_arrives_damaged_is_storage_006_and_never_visible() {
    for (server, parts) in [
        (first(9, WRITE, || Twist::Damage), false),
        (first(1, SESSION, || Twist::Damage), true),
    ] {
        let (store, all) = (files(&server).await, content(MIB + 1));
        let sent = match parts {
            true => upload(&*store, &all).await,
            false => put(&*store, "k", &all, &Condition::None).await,
        };
        let problem = is(sent, Code::IntegrityFailed);
        assert!(
            problem
                .cause
                .as_ref()
                .unwrap()
                .contains(&crc(&all).to_string())
        );
        is(store.stat("k", None).await, Code::ObjectMissing);
    }
}

#[tokio::test]
async fn a_write_that_must_be_the_first_is_not_refused_for_its_own_attempt() {
    let server = first(1, WRITE, || Twist::Unheard);
    let store = files(&server).await;
    put(&*store, "k", b"mine", &Condition::Absent)
        .await
        .unwrap();
    is(
        put(&*store, "k", b"other", &Condition::Absent).await,
        Code::ConditionFailed,
    );
    assert_eq!(get(&*store, "k").await.unwrap(), b"mine");
}

#[tokio::test]
async fn what_breaks_off_while_it_is_read_is_storage_001() {
    let server = first(1, "GET /storage/v1/b/files/o/k?alt=media", || {
        Twist::Cut(70_000)
    });
    let store = files(&server).await;
    put(&*store, "k", &content(MIB), &Condition::None)
        .await
        .unwrap();
    let problem = is(get(&*store, "k").await, Code::StorageUnreachable);
    assert_eq!(problem.subject.key.as_deref(), Some("k"));
    assert!(get(&*store, "k").await.is_ok());
}

#[tokio::test]
async fn a_listing_whose_page_repeats_its_token_ends() {
    let server = first(9, "GET /storage/v1/b/files/o?", || {
        Twist::Answer(200, vec![], json!({"items": [], "nextPageToken": "again"}))
    });
    let store = files(&server).await;
    let listed = store
        .list(Listing::default())
        .stream
        .try_collect::<Vec<_>>()
        .await;
    is(listed, Code::StorageFailed);
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed() {
    let elsewhere = Gcs::start();
    let place = format!("{}/storage/v1/b/files/o/k", elsewhere.endpoint);
    let server = first(1, "GET /storage/v1/b/files/o/k", move || {
        Twist::Answer(307, vec![("Location", place.clone())], Json::Null)
    });
    is(
        files(&server).await.stat("k", None).await,
        Code::StorageFailed,
    );
    assert!(elsewhere.state.lock().unwrap().seen.is_empty());
}

#[tokio::test]
async fn reasons_decide_and_statuses_where_there_is_none() {
    for (status, reason, code) in [
        (401, "authError", Code::StorageCredentials),
        (403, "forbidden", Code::StoragePermission),
        (403, "accessNotConfigured", Code::StoragePermission),
        (403, "retentionPolicyNotMet", Code::StorageState),
        (403, "objectUnderActiveHold", Code::StorageState),
        (400, "userProjectMissing", Code::StoragePermission),
        (400, "required", Code::StoragePermission),
        (401, "required", Code::StorageCredentials),
        (412, "conditionNotMet", Code::ConditionFailed),
        (413, "uploadTooLarge", Code::ObjectTooLarge),
        (429, "rateLimitExceeded", Code::Throttled),
        (403, "userRateLimitExceeded", Code::Throttled),
        (503, "", Code::Throttled),
        (500, "backendError", Code::StorageFailed),
        (403, "a reason of tomorrow", Code::StoragePermission),
        (418, "", Code::StorageFailed),
    ] {
        let server = first(9, "DELETE", move || answer(status, reason));
        let store = files(&server).await;
        is(store.delete("k", None, None).await, code);
    }
}

/// What is refused for another reason than its checksum was not damaged.
#[tokio::test]
async fn a_bucket_whose_readers_pay_is_told_as_one_by_uploads_too() {
    let server = first(9, "POST /upload", || answer(400, "required"));
    let store = files(&server).await;
    is(
        put(&*store, "k", b"x", &Condition::None).await,
        Code::StoragePermission,
    );
}

#[test]
fn a_copy_that_does_not_get_on_comes_to_an_end() {
    let server = Gcs::twisted(|request| {
        let going_on = json!({"done": false, "totalBytesRewritten": "7", "rewriteToken": "t"});
        request
            .target
            .contains("/rewriteTo/")
            .then(|| Twist::Answer(200, vec![], going_on))
    });
    let world = world_at(&server.endpoint).file("a", "content");
    world.run("storage mb gs://files").ends_with(0);
    world.run("storage put a a").ends_with(0);
    fails(&world, "storage cp a b", "STORAGE_016");
}

/// The service names an upload's own id in each answer: it is no number to hand on.
#[test]
fn what_authorises_an_upload_is_no_request_id() {
    let server = Gcs::twisted(|request| {
        let is_session = format!("{} {}", request.method, request.target).starts_with(SESSION);
        let id = vec![("X-GUploader-UploadID", CANARY.to_owned())];
        is_session.then(|| {
            Twist::Answer(
                503,
                id,
                json!({"error": {"errors": [{"reason": "backendError"}]}}),
            )
        })
    });
    let world = world_at(&server.endpoint).file("large", vec![7; 20 * MIB]);
    world.run("storage mb gs://files").ends_with(0);
    // The world sees to it that the word never shows.
    let put = "storage put large large --part-size 16MiB --retries 0";
    fails(&world, put, "STORAGE_012");
}

#[tokio::test]
async fn a_throttled_request_waits_as_long_as_it_is_asked_to() {
    let server = first(2, "GET", || {
        Twist::Answer(429, vec![("Retry-After", "1".to_owned())], Json::Null)
    });
    let store = files(&server).await;
    let since = std::time::Instant::now();
    is(store.stat("k", None).await, Code::ObjectMissing);
    assert!(since.elapsed().as_secs() >= 2);
}

#[tokio::test]
async fn a_name_with_a_line_break_is_storage_013() {
    let store = files_at("http://127.0.0.1:1");
    for key in ["a\nb", "a\rb", ".well-known/acme-challenge/x", "a/../b"] {
        is(
            put(&*store, key, b"x", &Condition::None).await,
            Code::NameImpossible,
        );
        is(get(&*store, key).await, Code::NameImpossible);
    }
}

#[tokio::test]
async fn an_upload_that_is_gone_is_storage_004() {
    let server = Gcs::start();
    let store = files(&server).await;
    let parts = store.parts().unwrap();
    let begun = parts
        .begin("k", &Attributes::default(), &Condition::None)
        .await
        .unwrap();
    assert_eq!(parts.list_parts(&begun).await.unwrap(), []);
    parts.abort(&begun).await.unwrap();
    is(parts.list_parts(&begun).await, Code::ObjectMissing);
    let piece = Piece {
        number: 1,
        offset: 0,
        body: body(&content(MIB)),
        digest: None,
        end: None,
    };
    is(parts.part(&begun, piece).await, Code::ObjectMissing);
}

#[tokio::test]
async fn an_upload_that_another_process_ended_is_complete() {
    let server = Gcs::start();
    let store = files(&server).await;
    let parts = store.parts().unwrap();
    let all = content(MIB + 3);
    let end = End {
        size: all.len() as u64,
        digest: Some(crc(&all)),
    };
    let begun = parts
        .begin("k", &Attributes::default(), &Condition::None)
        .await
        .unwrap();
    let piece = |end: Option<End>| Piece {
        number: 1,
        offset: 0,
        body: body(&all),
        digest: None,
        end,
    };
    parts.part(&begun, piece(Some(end.clone()))).await.unwrap();
    // Another process knows the session alone.
    let again = files_at(&server.endpoint);
    let parts = again.parts().unwrap();
    let there = parts.list_parts(&begun).await.unwrap();
    assert_eq!(there.iter().map(|part| part.size).sum::<u64>(), end.size);
    let written = parts
        .complete(&begun, &[], &Condition::None, &end)
        .await
        .unwrap();
    assert_eq!(written.etag, store.stat("k", None).await.unwrap().etag);
}

#[tokio::test]
async fn an_upload_that_was_ended_and_written_over_is_begun_anew() {
    let server = Gcs::start();
    let store = files(&server).await;
    let parts = store.parts().unwrap();
    let all = content(MIB);
    let begun = parts
        .begin("k", &Attributes::default(), &Condition::None)
        .await
        .unwrap();
    let end = End {
        size: all.len() as u64,
        digest: Some(crc(&all)),
    };
    let piece = Piece {
        number: 1,
        offset: 0,
        body: body(&all),
        digest: None,
        end: Some(end),
    };
    parts.part(&begun, piece).await.unwrap();
    put(&*store, "k", b"other", &Condition::None).await.unwrap();
    is(parts.list_parts(&begun).await, Code::ObjectMissing);
    store.delete("k", None, None).await.unwrap();
    is(parts.list_parts(&begun).await, Code::ObjectMissing);
}

/// A world that goes through the door, with nobody's credentials.
fn through(door: &Door) -> World {
    World::new()
        .env("STORAGE_TYPE", "google-storage")
        .env("GOOGLE_STORAGE_BUCKET_NAME", "files")
        .env("HTTPS_PROXY", &door.proxy)
        .env("SSL_CERT_FILE", door.ca.to_str().unwrap())
        // No machine that this runs on has a say in it.
        .env("GCE_METADATA_HOST", &format!("127.0.0.1:{}", closed_port()))
}

const KEY: &str = "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64";

/// The code of the problem with which a command fails.
#[track_caller]
fn fails(world: &World, words: &str, code: &str) -> Json {
    let outcome = world.run(&format!("{words} -o json"));
    // A command on many objects says it of each.
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    let first: Json = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    let problem = first["problem"].clone();
    assert_eq!(problem["code"], code, "{}", outcome.text());
    problem
}

#[test]
fn a_service_account_signs_its_tokens_itself() {
    let server = Gcs::start().of("files", account(), true);
    let door = server.door();
    // As a file has it that somebody wrapped, and quoted once too often.
    let key = account().base64();
    let (one, other) = key.split_at(100);
    let world = through(&door)
        .env(KEY, &format!("'{one}\n  {other}'"))
        .file("a", "content");
    world.run("storage put a dir/a").ends_with(0);
    assert_eq!(
        world.run("storage cat dir/a").ends_with(0).stdout,
        "content"
    );
    assert_eq!(world.run("storage ls -r").ends_with(0).stdout, "dir/a\n");
    world.run("storage rm dir/a").ends_with(0);
}

#[test]
fn a_key_that_is_revoked_is_storage_002_and_names_its_variable() {
    let server = Gcs::start().of("files", account(), true);
    let door = server.door();
    let other = Account::new("tests@acme.iam.gserviceaccount.com");
    let world = through(&door).env(KEY, &other.base64());
    let problem = fails(&world, "storage stat a", "STORAGE_002");
    assert_eq!(problem["variable"], KEY);
    assert_eq!(problem["origin"], "environment");
}

#[test]
fn what_an_account_may_not_do_is_storage_005() {
    let server = Gcs::start().of("files", account(), false);
    let door = server.door();
    let world = through(&door)
        .env(KEY, &account().base64())
        .file("a", "content");
    world.run("storage ls").ends_with(0);
    fails(&world, "storage rm a", "STORAGE_005");
}

#[test]
fn a_clock_that_is_wrong_is_storage_009() {
    let server = first(9, "GET", || {
        let then = "Tue, 24 Nov 2020 20:33:31 GMT".to_owned();
        let body = json!({"error": {"errors": [{"reason": "authError"}]}});
        Twist::Answer(401, vec![("Date", then)], body)
    });
    let door = server.of("files", account(), true).door();
    let world = through(&door).env(KEY, &account().base64());
    fails(&world, "storage stat a", "STORAGE_009");
}

#[test]
fn credentials_are_found_in_the_file_that_is_named() {
    let server = Gcs::start().of("files", account(), true);
    let door = server.door();
    let world = through(&door)
        .env("GOOGLE_APPLICATION_CREDENTIALS", "key.json")
        .file("key.json", &account().json);
    world.run("storage ls").ends_with(0);
    let none = through(&door).env("GOOGLE_APPLICATION_CREDENTIALS", "none.json");
    let problem = fails(&none, "storage stat a", "CONFIG_003");
    assert_eq!(problem["variable"], "GOOGLE_APPLICATION_CREDENTIALS");
}

/// The file of `gcloud auth application-default login`, whose tokens come from here.
fn login(tokens: &Api) -> String {
    json!({
        "type": "authorized_user",
        "client_id": "1.apps.googleusercontent.com",
        "client_secret": CANARY,
        "refresh_token": CANARY,
        "token_uri": format!("{}/token", tokens.url),
    })
    .to_string()
}

const LOGIN: &str = "home/.config/gcloud/application_default_credentials.json";

#[test]
fn a_login_of_gcloud_is_used_and_cannot_sign() {
    let server = Gcs::start().of("files", account(), true);
    server.state.lock().unwrap().token = Some(format!("ya29.{CANARY}"));
    let door = server.door();
    let tokens = Api::serve(|_, _| {
        let token = json!({"access_token": format!("ya29.{CANARY}"), "expires_in": 3600, "token_type": "Bearer"});
        (200, vec![], token)
    });
    let world = through(&door).file(LOGIN, login(&tokens));
    world.run("storage ls -vv").ends_with(0);
    fails(&world, "storage presign a", "STORAGE_011");
}

#[test]
fn a_login_that_ended_is_storage_002() {
    let door = Gcs::start().of("files", account(), true).door();
    let tokens = Api::serve(|_, _| {
        let error = json!({"error": "invalid_grant", "error_description": "Token has been expired or revoked."});
        (400, vec![], error)
    });
    let world = through(&door).file(LOGIN, login(&tokens));
    let problem = fails(&world, "storage stat a", "STORAGE_002");
    assert!(
        problem["cause"].to_string().contains("invalid_grant"),
        "{problem}"
    );
}

#[test]
fn a_machine_has_the_account_of_its_metadata_server_or_none() {
    let server = Gcs::start().of("files", account(), true);
    server.state.lock().unwrap().token = Some(format!("ya29.{CANARY}"));
    let door = server.door();
    let metadata = Api::serve(|request, _| {
        assert_eq!(request.header("metadata-flavor"), Some("Google"));
        let token = json!({"access_token": format!("ya29.{CANARY}"), "expires_in": 3600, "token_type": "Bearer"});
        (200, vec![], token)
    });
    let host = metadata.url.strip_prefix("http://").unwrap();
    through(&door)
        .env("GCE_METADATA_HOST", host)
        .run("storage ls")
        .ends_with(0);
    let problem = fails(&through(&door), "storage stat a", "STORAGE_002");
    assert_eq!(problem["title"], "there are no credentials for Google");
}

#[test]
fn an_emulator_is_told_no_credentials() {
    let server = Gcs::twisted(|request| {
        assert_eq!(request.header("authorization"), None);
        None
    });
    let world = World::new()
        .env("STORAGE_TYPE", "google-storage")
        .env("GOOGLE_STORAGE_BUCKET_NAME", "files")
        .env(KEY, &account().base64())
        .env(
            "STORAGE_EMULATOR_HOST",
            server.endpoint.strip_prefix("http://").unwrap(),
        );
    world.run("storage mb gs://files").ends_with(0);
    world.run("storage ls").ends_with(0);
    assert!(server.asked("GET ") > 0);
}

#[test]
fn a_bucket_needs_a_project_to_be_made_in() {
    let server = Gcs::start().of("other", account(), true);
    let door = server.door();
    let world = through(&door).env(KEY, &account().base64());
    let problem = fails(&world, "storage mb gs://files", "CONFIG_002");
    assert_eq!(problem["variable"], "GOOGLE_CLOUD_PROJECT");
    let world = world.env("GOOGLE_CLOUD_PROJECT", "acme");
    world.run("storage mb gs://files").ends_with(0);
    assert_eq!(server.asked("POST /storage/v1/b?project=acme"), 1);
}

/// What a live check of the store says, by rule, and how severely.
fn checked(server: &Gcs, world: World) -> Vec<(String, String)> {
    let door = server.door();
    let world = world
        .env("HTTPS_PROXY", &door.proxy)
        .env("SSL_CERT_FILE", door.ca.to_str().unwrap());
    let outcome = world.run("config check gcs --live --for dify -o json");
    let left = server.asked("POST /upload") as i64 - server.asked("DELETE ") as i64;
    assert!(left <= 0, "{}", outcome.text());
    let findings = outcome.json()["findings"].clone();
    let findings = findings.as_array().unwrap().iter();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    findings
        .filter(|finding| {
            finding["rule"]
                .as_str()
                .is_some_and(|rule| rule.starts_with("gcs-"))
        })
        .map(|finding| {
            let (severity, code) = (text(&finding["severity"]), text(&finding["code"]));
            (text(&finding["rule"]), format!("{severity} {code}"))
        })
        .collect()
}

fn probing() -> World {
    World::new()
        .env("STORAGE_TYPE", "google-storage")
        .env("GOOGLE_STORAGE_BUCKET_NAME", "files")
        .env(KEY, &account().base64())
}

#[test]
fn a_live_check_finds_what_the_bucket_lacks() {
    for (words, twist, rule, code) in [
        ("none", answer(500, ""), "", ""),
        (
            "GET /storage/v1/b/files?",
            answer(403, "forbidden"),
            "gcs-bucket-get",
            "error STORAGE_005",
        ),
        (
            "GET /storage/v1/b/files/o/",
            answer(403, "forbidden"),
            "gcs-round-trip",
            "error STORAGE_005",
        ),
        (
            "DELETE ",
            answer(403, "forbidden"),
            "gcs-delete",
            "warning STORAGE_005",
        ),
        (
            "DELETE ",
            answer(403, "retentionPolicyNotMet"),
            "gcs-delete",
            "warning STORAGE_017",
        ),
        (
            "GET /storage/v1/b/files?",
            Twist::Answer(
                200,
                vec![],
                json!({"retentionPolicy": {"retentionPeriod": "86400"}}),
            ),
            "gcs-retention",
            "warning STORAGE_017",
        ),
        (
            "GET /storage/v1/b/files?",
            Twist::Answer(
                200,
                vec![("Date", "Tue, 24 Nov 2020 20:33:31 GMT".to_owned())],
                json!({}),
            ),
            "gcs-clock",
            "warning STORAGE_009",
        ),
        (
            "GET /storage/v1/b/files/iam/",
            Twist::Answer(
                200,
                vec![],
                json!({"permissions": ["storage.buckets.delete"]}),
            ),
            "gcs-privilege",
            "warning CONFIG_010",
        ),
    ] {
        let twist = std::sync::Mutex::new(Some(twist));
        let server = Gcs::twisted(move |request| {
            let meant = format!("{} {}", request.method, request.target).starts_with(words);
            meant.then(|| twist.lock().unwrap().take()).flatten()
        });
        let server = server.of("files", account(), true);
        let found = checked(&server, probing());
        let expected = (!rule.is_empty()).then(|| (rule.to_owned(), code.to_owned()));
        assert_eq!(found, Vec::from_iter(expected), "{words}");
    }
}

#[test]
fn a_live_check_without_credentials_says_so() {
    let server = Gcs::start().of("files", account(), true);
    let world = World::new()
        .env("STORAGE_TYPE", "google-storage")
        .env("GOOGLE_STORAGE_BUCKET_NAME", "files")
        .env("GCE_METADATA_HOST", &format!("127.0.0.1:{}", closed_port()));
    let found = checked(&server, world);
    assert!(
        found.contains(&("gcs-round-trip".to_owned(), "error STORAGE_002".to_owned())),
        "{found:?}"
    );
}

#[test]
fn an_upload_never_shows_the_address_that_authorises_it() {
    let server = Gcs::start();
    let world = world_at(&server.endpoint).file("large", vec![7; 40 * MIB]);
    world.run("storage mb gs://files").ends_with(0);
    let put = world.run("storage put large large -vv");
    put.ends_with(0);
    assert!(!put.text().contains("session-"), "{}", put.text());
    assert_eq!(
        world.run("storage stat large -o json").json()["size"],
        40 * MIB
    );
}

#[test]
fn an_upload_that_was_killed_goes_on_where_its_session_is() {
    let (reached, wait) = std::sync::mpsc::channel();
    let met = AtomicUsize::new(0);
    let reached = std::sync::Mutex::new(reached);
    let server = Gcs::twisted(move |request| {
        let meant = format!("{} {}", request.method, request.target).starts_with(SESSION);
        if meant && met.fetch_add(1, Ordering::SeqCst) == 2 {
            reached.lock().unwrap().send(()).unwrap();
            // Nobody is answered any more: the one who asks is killed.
            loop {
                std::thread::park();
            }
        }
        None
    });
    let all = content(60 * MIB + 5);
    let world = world_at(&server.endpoint).file("large", &all);
    world.run("storage mb gs://files").ends_with(0);
    let mut killed = world.start("storage put large large --part-size 16MiB");
    wait.recv().unwrap();
    killed.child.kill().unwrap();
    drop(killed);
    fails(&world, "storage stat large", "STORAGE_004");
    let before = server.state.lock().unwrap().received;
    assert!(before > 0);
    world.run("storage put large large --resume").ends_with(0);
    world.run("storage get large back").ends_with(0);
    assert!(std::fs::read(world.work().join("back")).unwrap() == all);
    let sent = server.state.lock().unwrap().received;
    assert_eq!(
        sent,
        all.len(),
        "bytes that sessions were sent, {before} of them before"
    );
}

#[test]
fn bytes_that_were_changed_on_the_way_back_are_storage_006_and_the_old_file_stays() {
    let server = first(9, "GET /storage/v1/b/files/o/k?alt=media", || {
        let headers = vec![
            ("X-Goog-Generation", "1700000000000001".to_owned()),
            (
                "X-Goog-Hash",
                format!("crc32c={}", crc(b"\"content\"").base64()),
            ),
        ];
        Twist::Answer(200, headers, "Content".into())
    });
    let world = world_at(&server.endpoint)
        .file("old", "old")
        .file("new", "\"content\"");
    world.run("storage mb gs://files").ends_with(0);
    world.run("storage put new k").ends_with(0);
    fails(&world, "storage get k old", "STORAGE_006");
    assert_eq!(std::fs::read(world.work().join("old")).unwrap(), b"old");
}
