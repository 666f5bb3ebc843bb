//! Keys: what a store must hold as it is, what it must refuse, and the prefix that nobody sees.

use std::collections::BTreeSet;

use tieline::problem::Code;
use tieline::storage::{Attributes, Condition, Listing, Reading};

use super::conformance;
use super::stage::{Stage, bytes, fails_with};

conformance! { local s3 gcs gcs_strict azure:
    keys_with_blanks_are_kept
    keys_with_plus_and_percent_are_kept
    keys_that_look_encoded_are_not_decoded
    keys_with_the_delimiters_of_urls_are_kept
    keys_with_quotes_are_kept
    keys_beyond_ascii_are_kept
    composed_and_decomposed_letters_are_two_keys
    keys_with_dots_are_kept
    keys_with_wildcards_are_kept
    keys_that_differ_only_in_case_are_two
    keys_that_begin_alike_are_told_apart
    a_key_of_many_levels_is_kept
    the_longest_key_is_kept_and_a_longer_one_is_storage_013
    a_key_that_climbs_is_storage_013
    a_refused_key_leaves_nothing
}

// SeaweedFS refuses a backslash; Azure makes it a slash.
conformance! { local gcs gcs_strict:
    keys_with_a_backslash_are_kept
}

// A directory and SeaweedFS know paths, which have no empty parts: what a directory refuses is `directory`'s, and S3's
// are in `storage::s3`.
conformance! { gcs gcs_strict azure:
    keys_with_empty_parts_are_kept
}

conformance! { s3 gcs gcs_strict azure:
    an_object_and_objects_below_it_are_both_there
    the_prefix_is_never_seen
    what_is_beside_the_prefix_is_out_of_reach
    a_url_and_a_location_tell_the_whole_key
}

// Google Cloud Storage holds no line breaks.
conformance! { local s3 azure:
    keys_with_line_breaks_and_tabs_are_kept
}

/// Each of these keys can be written, read, told, listed and deleted.
async fn are_kept(stage: &Stage, keys: &[&str]) {
    for key in keys {
        stage.put(key, key.as_bytes()).await;
    }
    for key in keys {
        assert_eq!(stage.get(key).await, key.as_bytes(), "{key:?}");
        assert_eq!(stage.stat(key).await.key, *key);
        let one = Listing {
            prefix: (*key).to_owned(),
            ..Listing::default()
        };
        let listed = stage.list(one).await.0;
        assert!(
            listed.iter().any(|listed| listed == key),
            "{key:?} {listed:?}"
        );
    }
    let expected: BTreeSet<_> = keys.iter().map(|&key| key.to_owned()).collect();
    let listed: BTreeSet<_> = stage.keys().await.into_iter().collect();
    assert_eq!(listed, expected);
    for key in keys {
        stage.store.delete(key, None, None).await.unwrap();
        stage.has_not(key).await;
    }
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn keys_with_blanks_are_kept(stage: &Stage) {
    are_kept(stage, &["a b", " a", "a ", "a  b/ c", "dir /b"]).await;
}

async fn keys_with_plus_and_percent_are_kept(stage: &Stage) {
    are_kept(stage, &["a+b", "a b", "+", "100%", "%", "1%2", "c+d/e+f"]).await;
}

async fn keys_that_look_encoded_are_not_decoded(stage: &Stage) {
    are_kept(
        stage,
        &["a%2Fb", "a%2fb", "a/b", "a%20b", "%25", "&amp;", "&#10;"],
    )
    .await;
}

async fn keys_with_the_delimiters_of_urls_are_kept(stage: &Stage) {
    let keys = [
        "#1", "what?", "a?b=c&d", "a;b:c", "a=b", "a@b", "http:x", "a,b$c!",
    ];
    are_kept(stage, &keys).await;
}

async fn keys_with_quotes_are_kept(stage: &Stage) {
    are_kept(stage, &["\"q\"", "'q'", "`q`", "<q>", "(q)", "^|~"]).await;
}

async fn keys_with_line_breaks_and_tabs_are_kept(stage: &Stage) {
    are_kept(stage, &["line\nbreak", "tab\tstop", "\n"]).await;
}

async fn keys_beyond_ascii_are_kept(stage: &Stage) {
    are_kept(
        stage,
        &["文件/报告.csv", "é", "ß", "Ελ", "🦀", "a\u{a0}b", "ﬁ"],
    )
    .await;
}

async fn composed_and_decomposed_letters_are_two_keys(stage: &Stage) {
    are_kept(stage, &["caf\u{e9}", "cafe\u{301}"]).await;
}

async fn keys_with_dots_are_kept(stage: &Stage) {
    are_kept(
        stage,
        &["..a", "a..", "...", ".hidden", "a/.b", "a./b", "a.b.c"],
    )
    .await;
}

async fn keys_with_wildcards_are_kept(stage: &Stage) {
    are_kept(stage, &["*", "a*", "a?", "[a]", "{a,b}", "**"]).await;
}

async fn keys_with_empty_parts_are_kept(stage: &Stage) {
    are_kept(stage, &["/a", "a//b", "//", "a", "a/b", "a//", "b/"]).await;
}

async fn keys_with_a_backslash_are_kept(stage: &Stage) {
    are_kept(stage, &["a\\b", "..\\b", "\\"]).await;
}

async fn keys_that_differ_only_in_case_are_two(stage: &Stage) {
    are_kept(stage, &["README", "readme", "Readme", "É", "é"]).await;
}

async fn keys_that_begin_alike_are_told_apart(stage: &Stage) {
    are_kept(
        stage,
        &["a", "ab", "a-b", "a.b", "a b", "a0", "aa/a", "aa0"],
    )
    .await;
}

async fn a_key_of_many_levels_is_kept(stage: &Stage) {
    let deep = vec!["d"; 100].join("/");
    are_kept(stage, &[&deep]).await;
}

async fn the_longest_key_is_kept_and_a_longer_one_is_storage_013(stage: &Stage) {
    // Components that every file system holds; the prefix counts too.
    let room = 1024 - stage.value(stage.prefix).len();
    let mut key = "0123456789abcde/".repeat(64);
    key.truncate(room);
    key.replace_range(room - 1.., "x");
    are_kept(stage, &[&key]).await;
    if stage.service == "local" {
        key = "x".repeat(255);
        are_kept(stage, &[&key]).await;
    }
    key.push('x');
    refuses(stage, &[&key]).await;
}

async fn a_key_that_climbs_is_storage_013(stage: &Stage) {
    refuses(
        stage,
        &["../out", "a/../../out", "a/..", "..", "", ".", "a/./b"],
    )
    .await;
}

async fn refuses(stage: &Stage, keys: &[&str]) {
    for key in keys {
        let written = stage.put_if(key, b"x", &Condition::None).await;
        fails_with(written, Code::NameImpossible);
        let read = stage.read(key, Reading::default()).await;
        fails_with(read, Code::NameImpossible);
        fails_with(stage.store.stat(key, None).await, Code::NameImpossible);
        let deleted = stage.store.delete(key, None, None).await;
        fails_with(deleted, Code::NameImpossible);
    }
}

async fn a_refused_key_leaves_nothing(stage: &Stage) {
    let long = "x".repeat(1025);
    for key in ["new/../out", "new/.", &format!("new/{long}")] {
        let written = stage.put_if(key, b"x", &Condition::None).await;
        fails_with(written, Code::NameImpossible);
    }
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn an_object_and_objects_below_it_are_both_there(stage: &Stage) {
    are_kept(stage, &["a", "a/b", "a/b/c"]).await;
}

async fn the_prefix_is_never_seen(stage: &Stage) {
    stage.put("dir/a", b"x").await;
    let (prefix, exact) = (stage.value(stage.prefix), stage.exact());
    assert!(!prefix.is_empty());
    assert_eq!(stage.stat("dir/a").await.key, "dir/a");
    assert_eq!(stage.keys().await, ["dir/a"]);
    let grouped = Listing {
        delimiter: Some('/'),
        ..Listing::default()
    };
    assert_eq!(stage.list(grouped).await.1, ["dir/"]);
    let whole = format!("{prefix}dir/a");
    assert_eq!(exact.stat(&whole, None).await.unwrap().size, 1);
}

async fn what_is_beside_the_prefix_is_out_of_reach(stage: &Stage) {
    let (prefix, exact) = (stage.value(stage.prefix), stage.exact());
    // Begins like the prefix, and is not below it.
    let beside = format!("{}0/secret", prefix.trim_end_matches('/'));
    let (attributes, condition) = (Attributes::default(), Condition::None);
    let written = exact.write(&beside, bytes(b"x"), &attributes, &condition, None);
    written.await.unwrap();
    assert_eq!(stage.keys().await, [""; 0]);
    let name = beside.rsplit_once('/').unwrap().0;
    refuses(stage, &[&format!("../{name}/secret")]).await;
    exact.delete(&beside, None, None).await.unwrap();
}

async fn a_url_and_a_location_tell_the_whole_key(stage: &Stage) {
    let (bucket, prefix) = (stage.value(stage.bucket), stage.value(stage.prefix));
    let location = stage.store.location("dir/a");
    assert_eq!(location.bucket, bucket);
    assert_eq!(location.key, format!("{prefix}dir/a"));
    let url = stage.store.url("dir/a");
    let (_, rest) = url.split_once("://").unwrap();
    assert_eq!(rest, format!("{bucket}/{prefix}dir/a"));
}
