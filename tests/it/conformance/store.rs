//! The contract of `Store`.

use std::sync::Arc;

use crate::support::{CANARY, testbed};
use bytes::Bytes;
use futures_util::TryStreamExt;
use tempfile::TempDir;
use tieline::config::{Settings, Sources};
use tieline::net::{Net, NetOptions};
use tieline::problem::{Code, Problem};
use tieline::service::Open;
use tieline::services::SERVICES;
use tieline::storage::{Attributes, Body, Condition, Listing, Reading, Store};

/// A store of its own for one test, and what must live as long.
struct Stage {
    store: Arc<dyn Store>,
    dir: TempDir,
}

fn open(id: &str, values: &[(&str, &str)]) -> Arc<dyn Store> {
    let environment = values
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    let settings =
        Settings::load(&Sources::default(), &tieline::app::tables(), environment).unwrap();
    let service = SERVICES.iter().find(|service| service.id == id).unwrap();
    let Open::Store(open) = &service.open else {
        panic!("{id} is no store")
    };
    open(&settings, &Net::new(NetOptions::default()), None).unwrap()
}

async fn local() -> Stage {
    let dir = TempDir::new().unwrap();
    let root = dir.path().join("root");
    let store = open("local", &[("STORAGE_LOCAL_PATH", root.to_str().unwrap())]);
    Stage { store, dir }
}

/// A bucket of its own at the real server, below a prefix.
async fn s3() -> Stage {
    let store = open(
        "s3",
        &[
            ("S3_ENDPOINT", &testbed::s3().endpoint),
            ("S3_BUCKET_NAME", &testbed::bucket_name()),
            ("S3_ACCESS_KEY", testbed::S3_KEY),
            ("S3_SECRET_KEY", CANARY),
            ("S3_PREFIX", "tenant a/"),
        ],
    );
    store.buckets().unwrap().create().await.unwrap();
    Stage {
        store,
        dir: TempDir::new().unwrap(),
    }
}

/// Declares a test of each of these functions for some stores.
macro_rules! conformance {
    ($($stage:ident)*: $cases:tt) => { $(conformance!(@ $stage $cases);)* };
    (@ $stage:ident { $($case:ident)* }) => {
        mod $stage {
            $(#[test]
            fn $case() {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    let stage = super::$stage().await;
                    super::$case(&*stage.store).await;
                    drop(stage.dir);
                });
            })*
        }
    };
}

conformance! { local s3: {
    what_is_written_is_read_back_whole
    a_second_write_replaces_the_first
    a_range_is_both_ends_included
    stat_tells_the_size_and_the_etag_that_read_tells
    an_object_that_is_not_there_is_storage_004
    a_key_that_climbs_is_storage_013
    absent_refuses_what_exists
    match_refuses_what_was_changed
    a_read_pinned_to_another_etag_is_refused
    delete_removes_one_object_alone
    an_empty_store_lists_nothing
    a_listing_that_says_so_is_in_the_order_of_keys
    a_listing_keeps_to_its_prefix_and_starts_after_a_key
    a_delimiter_groups_what_follows_it
    a_long_listing_comes_in_pages
    odd_keys_are_kept_as_they_are
    a_probe_finds_nothing_and_leaves_nothing
} }

async fn put(store: &dyn Store, key: &str, content: &[u8]) -> Result<(), Problem> {
    put_if(store, key, content, &Condition::None).await
}

async fn put_if(
    store: &dyn Store,
    key: &str,
    content: &[u8],
    condition: &Condition,
) -> Result<(), Problem> {
    let body = Body::Bytes(Bytes::copy_from_slice(content));
    store
        .write(key, body, &Attributes::default(), condition, None)
        .await
        .map(drop)
}

async fn get(store: &dyn Store, key: &str, reading: Reading) -> Result<Vec<u8>, Problem> {
    let (_, stream) = store.read(key, reading).await?;
    let pieces: Vec<Bytes> = stream.try_collect().await?;
    Ok(pieces.concat())
}

async fn keys(store: &dyn Store, listing: Listing) -> (Vec<String>, Vec<String>) {
    let pages: Vec<_> = store.list(listing).stream.try_collect().await.unwrap();
    let (mut keys, mut prefixes) = (Vec::new(), Vec::new());
    for page in pages {
        keys.extend(page.objects.into_iter().map(|meta| meta.key));
        prefixes.extend(page.prefixes);
    }
    (keys, prefixes)
}

#[track_caller]
fn fails_with<T>(result: Result<T, Problem>, code: Code) {
    match result {
        Ok(_) => panic!("it succeeded"),
        Err(problem) => assert_eq!(problem.code, code, "{problem}"),
    }
}

async fn what_is_written_is_read_back_whole(store: &dyn Store) {
    let large: Vec<u8> = (0..(5u32 << 20) + 1).map(|i| (i % 251) as u8).collect();
    for content in [&b""[..], b"x", &large] {
        put(store, "dir/object", content).await.unwrap();
        assert!(get(store, "dir/object", Reading::default()).await.unwrap() == content);
    }
}

async fn a_second_write_replaces_the_first(store: &dyn Store) {
    put(store, "a", b"the first and longer").await.unwrap();
    put(store, "a", b"second").await.unwrap();
    assert_eq!(
        get(store, "a", Reading::default()).await.unwrap(),
        b"second"
    );
}

async fn a_range_is_both_ends_included(store: &dyn Store) {
    put(store, "a", b"0123456789").await.unwrap();
    for (range, expected) in [(0..=0, "0"), (2..=4, "234"), (8..=99, "89")] {
        let reading = Reading {
            range: Some(range),
            ..Reading::default()
        };
        assert_eq!(get(store, "a", reading).await.unwrap(), expected.as_bytes());
    }
}

async fn stat_tells_the_size_and_the_etag_that_read_tells(store: &dyn Store) {
    put(store, "a", b"12345").await.unwrap();
    let stat = store.stat("a", None).await.unwrap();
    let (read, _) = store.read("a", Reading::default()).await.unwrap();
    assert_eq!((stat.key.as_str(), stat.size), ("a", 5));
    assert!(stat.etag.is_some() && stat.etag == read.etag && stat.modified.is_some());
}

async fn an_object_that_is_not_there_is_storage_004(store: &dyn Store) {
    put(store, "there/a", b"x").await.unwrap();
    for key in ["none", "there/none", "there/a/below", "there"] {
        fails_with(store.stat(key, None).await, Code::ObjectMissing);
        fails_with(
            get(store, key, Reading::default()).await,
            Code::ObjectMissing,
        );
    }
}

async fn a_key_that_climbs_is_storage_013(store: &dyn Store) {
    refuses(store, &["../out", "a/../../out", "", ".", "a/./b"]).await;
}

#[tokio::test]
async fn a_key_that_a_directory_cannot_hold_is_storage_013() {
    let stage = local().await;
    refuses(
        &*stage.store,
        &["/etc/passwd", "a//b", "a\0b", ".tieline-x"],
    )
    .await;
    fails_with(
        stage.store.delete("none", None, None).await,
        Code::ObjectMissing,
    );
}

async fn refuses(store: &dyn Store, keys: &[&str]) {
    for key in keys {
        fails_with(put(store, key, b"x").await, Code::NameImpossible);
        fails_with(
            get(store, key, Reading::default()).await,
            Code::NameImpossible,
        );
        fails_with(store.delete(key, None, None).await, Code::NameImpossible);
    }
}

async fn absent_refuses_what_exists(store: &dyn Store) {
    put_if(store, "a", b"first", &Condition::Absent)
        .await
        .unwrap();
    fails_with(
        put_if(store, "a", b"second", &Condition::Absent).await,
        Code::ConditionFailed,
    );
    assert_eq!(get(store, "a", Reading::default()).await.unwrap(), b"first");
}

async fn match_refuses_what_was_changed(store: &dyn Store) {
    put(store, "a", b"first").await.unwrap();
    let etag = store.stat("a", None).await.unwrap().etag.unwrap();
    put_if(store, "a", b"the second", &Condition::Match(etag.clone()))
        .await
        .unwrap();
    fails_with(
        put_if(store, "a", b"third", &Condition::Match(etag)).await,
        Code::ConditionFailed,
    );
    assert_eq!(
        get(store, "a", Reading::default()).await.unwrap(),
        b"the second"
    );
}

async fn a_read_pinned_to_another_etag_is_refused(store: &dyn Store) {
    put(store, "a", b"x").await.unwrap();
    let reading = Reading {
        if_match: Some("another".to_owned()),
        ..Reading::default()
    };
    fails_with(get(store, "a", reading).await, Code::ConditionFailed);
}

async fn delete_removes_one_object_alone(store: &dyn Store) {
    put(store, "a", b"x").await.unwrap();
    put(store, "ab", b"x").await.unwrap();
    store.delete("a", None, None).await.unwrap();
    assert_eq!(keys(store, Listing::default()).await.0, ["ab"]);
}

async fn an_empty_store_lists_nothing(store: &dyn Store) {
    assert_eq!(keys(store, Listing::default()).await, (vec![], vec![]));
}

async fn a_listing_that_says_so_is_in_the_order_of_keys(store: &dyn Store) {
    // `-` and `.` sort before `/`, `0` after it: a directory's own place is that of its slash.
    let mut sorted = vec!["a-b", "a.b", "a/b", "a/c/d", "a0", "b", "é"];
    for key in sorted.iter().rev() {
        put(store, key, b"x").await.unwrap();
    }
    sorted.sort_unstable();
    let mut listed = keys(store, Listing::default()).await.0;
    if !store.list(Listing::default()).ordered {
        listed.sort_unstable();
    }
    assert_eq!(listed, sorted);
}

async fn a_listing_keeps_to_its_prefix_and_starts_after_a_key(store: &dyn Store) {
    for key in ["a/1", "a/2", "ab/1", "b"] {
        put(store, key, b"x").await.unwrap();
    }
    for (prefix, after, expected) in [
        ("a/", None, &["a/1", "a/2"][..]),
        ("a", None, &["a/1", "a/2", "ab/1"]),
        ("a/1", None, &["a/1"]),
        ("", Some("a/1"), &["a/2", "ab/1", "b"]),
        ("", Some("a/zzz"), &["ab/1", "b"]),
        ("", Some("ab"), &["ab/1", "b"]),
        ("c", None, &[]),
    ] {
        let listing = Listing {
            prefix: prefix.to_owned(),
            after: after.map(str::to_owned),
            ..Listing::default()
        };
        let mut listed = keys(store, listing).await.0;
        listed.sort_unstable();
        assert_eq!(listed, expected, "{prefix:?} {after:?}");
    }
}

async fn a_delimiter_groups_what_follows_it(store: &dyn Store) {
    for key in ["a/1", "a/b/2", "c"] {
        put(store, key, b"x").await.unwrap();
    }
    let grouped = |prefix: &str| Listing {
        prefix: prefix.to_owned(),
        delimiter: Some('/'),
        ..Listing::default()
    };
    let owned = |names: &[&str]| {
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys(store, grouped("")).await,
        (owned(&["c"]), owned(&["a/"]))
    );
    assert_eq!(
        keys(store, grouped("a/")).await,
        (owned(&["a/1"]), owned(&["a/b/"]))
    );
}

async fn a_long_listing_comes_in_pages(store: &dyn Store) {
    for i in 0..1001 {
        put(store, &format!("k{i:04}"), b"").await.unwrap();
    }
    let pages: Vec<_> = store
        .list(Listing::default())
        .stream
        .try_collect()
        .await
        .unwrap();
    assert!(pages.len() > 1);
    assert_eq!(
        pages.iter().map(|page| page.objects.len()).sum::<usize>(),
        1001
    );
}

async fn odd_keys_are_kept_as_they_are(store: &dyn Store) {
    let mut odd = vec![
        "a b",
        "a+b",
        "100%",
        "#1",
        "what?",
        "a&b",
        "a;b:c",
        "\"q\" 'q'",
        "line\nbreak",
        "文件",
        "..a",
        "A",
        "a",
    ];
    for key in &odd {
        put(store, key, key.as_bytes()).await.unwrap();
    }
    for key in &odd {
        assert_eq!(
            get(store, key, Reading::default()).await.unwrap(),
            key.as_bytes(),
            "{key}"
        );
    }
    odd.sort_unstable();
    let mut listed = keys(store, Listing::default()).await.0;
    listed.sort_unstable();
    assert_eq!(listed, odd);
}

async fn a_probe_finds_nothing_and_leaves_nothing(store: &dyn Store) {
    let ask = tieline::probe::Ask {
        deadline: std::time::Duration::from_secs(30),
        for_dify: false,
        send_to: None,
    };
    let findings = store.probe(&ask).await;
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(keys(store, Listing::default()).await.0, [""; 0]);
}

#[tokio::test]
async fn a_directory_lists_in_the_order_of_keys() {
    assert!(local().await.store.list(Listing::default()).ordered);
}

#[tokio::test]
async fn a_link_out_of_the_directory_is_not_followed() {
    let stage = local().await;
    put(&*stage.store, "inside", b"x").await.unwrap();
    let outside = stage.dir.path().join("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("secret"), b"secret").unwrap();
    std::os::unix::fs::symlink(&outside, stage.dir.path().join("root/link")).unwrap();
    fails_with(
        get(&*stage.store, "link/secret", Reading::default()).await,
        Code::NameImpossible,
    );
    fails_with(
        put(&*stage.store, "link/new", b"x").await,
        Code::NameImpossible,
    );
    assert_eq!(keys(&*stage.store, Listing::default()).await.0, ["inside"]);
}
