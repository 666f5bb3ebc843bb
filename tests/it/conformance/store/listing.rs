//! Listings: order, prefixes, where they begin, groups, pages.

use futures_util::TryStreamExt as _;
use tieline::storage::{Listing, Page};

use super::conformance;
use super::stage::{Stage, owned};

conformance! { local s3 gcs gcs_strict azure:
    an_empty_store_lists_nothing
    a_listing_that_says_so_is_in_the_order_of_keys
    a_listing_tells_size_etag_and_time
    a_listing_keeps_to_its_prefix
    a_listing_starts_after_a_key
    a_listing_starts_after_a_key_below_a_prefix
    a_prefix_may_end_within_a_name
    a_prefix_with_odd_characters_is_taken_as_it_is
    a_prefix_that_matches_nothing_lists_nothing
    a_delimiter_groups_what_follows_it
    a_delimiter_groups_below_a_prefix_without_its_slash
    groups_and_a_start_after_a_key_agree
    a_long_listing_comes_in_pages_and_holds_each_key_once
    a_listing_of_many_groups_holds_each_once
    a_listing_may_start_after_any_key_of_a_long_one
    a_replaced_object_is_listed_once
    a_deleted_object_is_not_listed
    a_page_is_enough_for_who_wants_no_more
}

// SeaweedFS keeps a folder for a while after its last object.
conformance! { local:
    a_group_ends_with_its_last_object
}

fn under(prefix: &str, after: Option<&str>) -> Listing {
    Listing {
        prefix: prefix.to_owned(),
        after: after.map(str::to_owned),
        ..Listing::default()
    }
}

fn grouped(prefix: &str, after: Option<&str>) -> Listing {
    Listing {
        delimiter: Some('/'),
        ..under(prefix, after)
    }
}

async fn pages(stage: &Stage, listing: Listing) -> Vec<Page> {
    let pages = stage.store.list(listing).stream;
    pages.try_collect().await.unwrap()
}

async fn an_empty_store_lists_nothing(stage: &Stage) {
    assert_eq!(stage.list(under("", None)).await, (vec![], vec![]));
    assert_eq!(stage.list(grouped("", None)).await, (vec![], vec![]));
}

async fn a_listing_that_says_so_is_in_the_order_of_keys(stage: &Stage) {
    // `-` and `.` sort before `/`, `0` after it: a directory's own place is that of its slash.
    let mut sorted = owned(&[
        "a-b", "a.b", "a/b", "a/c/d", "a0", "b", "é", "Z", "\u{ffee}", "🦀", "a b", "a!/x",
    ]);
    for key in sorted.iter().rev() {
        stage.put(key, b"x").await;
    }
    sorted.sort_unstable();
    let listed = pages(stage, Listing::default()).await;
    let listed = listed.into_iter().flat_map(|page| page.objects);
    let mut listed: Vec<_> = listed.map(|meta| meta.key).collect();
    if !stage.store.list(Listing::default()).ordered {
        listed.sort_unstable();
    }
    assert_eq!(listed, sorted);
}

async fn a_listing_tells_size_etag_and_time(stage: &Stage) {
    stage.put("a", b"12345").await;
    let listed = pages(stage, Listing::default()).await;
    let (listed, stat) = (&listed[0].objects[0], stage.stat("a").await);
    assert_eq!((listed.size, &listed.etag), (5, &stat.etag));
    assert_eq!(
        listed.modified.unwrap().as_second(),
        stat.modified.unwrap().as_second()
    );
}

async fn a_listing_keeps_to_its_prefix(stage: &Stage) {
    stage.put_all(owned(&["a/1", "a/2", "ab/1", "b"])).await;
    for (prefix, expected) in [
        ("a/", &["a/1", "a/2"][..]),
        ("ab", &["ab/1"]),
        ("a/1", &["a/1"]),
        ("b", &["b"]),
        ("b/", &[]),
        ("c", &[]),
    ] {
        assert_eq!(
            stage.list(under(prefix, None)).await.0,
            expected,
            "{prefix:?}"
        );
    }
}

async fn a_listing_starts_after_a_key(stage: &Stage) {
    stage.put_all(owned(&["a/1", "a/2", "ab/1", "b"])).await;
    for (after, expected) in [
        ("a", &["a/1", "a/2", "ab/1", "b"][..]),
        ("a/", &["a/1", "a/2", "ab/1", "b"]),
        ("a/1", &["a/2", "ab/1", "b"]),
        ("a/10", &["a/2", "ab/1", "b"]),
        ("a/zzz", &["ab/1", "b"]),
        ("ab", &["ab/1", "b"]),
        ("ab/1", &["b"]),
        ("ab/1/x", &["b"]),
        ("b", &[]),
        ("é", &[]),
    ] {
        let listed = stage.list(under("", Some(after))).await.0;
        assert_eq!(listed, expected, "{after:?}");
    }
}

async fn a_listing_starts_after_a_key_below_a_prefix(stage: &Stage) {
    stage.put_all(owned(&["a/1", "a/2", "a/3", "b/1"])).await;
    for (after, expected) in [
        ("a/1", &["a/2", "a/3"][..]),
        ("a/3", &[]),
        ("0", &["a/1", "a/2", "a/3"]),
        ("b", &[]),
    ] {
        let listed = stage.list(under("a/", Some(after))).await.0;
        assert_eq!(listed, expected, "{after:?}");
    }
}

async fn a_prefix_may_end_within_a_name(stage: &Stage) {
    stage
        .put_all(owned(&[
            "logs/2026-01",
            "logs/2026-02",
            "logs/2025-12",
            "log",
        ]))
        .await;
    let listed = stage.list(under("logs/2026", None)).await.0;
    assert_eq!(listed, ["logs/2026-01", "logs/2026-02"]);
    assert_eq!(stage.list(under("lo", None)).await.0.len(), 4);
}

async fn a_prefix_with_odd_characters_is_taken_as_it_is(stage: &Stage) {
    let keys = ["a b/1", "a+b/1", "a%20b/1", "[a]/1", "文/1", "a&b/1"];
    stage.put_all(owned(&keys)).await;
    for key in keys {
        let prefix = key.trim_end_matches('1');
        assert_eq!(stage.list(under(prefix, None)).await.0, [key]);
        assert_eq!(stage.list(grouped(prefix, None)).await.0, [key]);
    }
}

async fn a_prefix_that_matches_nothing_lists_nothing(stage: &Stage) {
    stage.put("a/b", b"x").await;
    for prefix in ["b", "a/b/", "a/b/c", "a/c", "A"] {
        let nothing = (vec![], vec![]);
        assert_eq!(stage.list(under(prefix, None)).await, nothing, "{prefix:?}");
        assert_eq!(
            stage.list(grouped(prefix, None)).await,
            nothing,
            "{prefix:?}"
        );
    }
}

async fn a_delimiter_groups_what_follows_it(stage: &Stage) {
    stage
        .put_all(owned(&["a/1", "a/b/2", "a/b/3", "a-c", "c", "d/1"]))
        .await;
    for (prefix, keys, prefixes) in [
        ("", &["a-c", "c"][..], &["a/", "d/"][..]),
        ("a/", &["a/1"], &["a/b/"]),
        ("a/b/", &["a/b/2", "a/b/3"], &[]),
    ] {
        let listed = stage.list(grouped(prefix, None)).await;
        assert_eq!(listed, (owned(keys), owned(prefixes)), "{prefix:?}");
    }
}

async fn a_delimiter_groups_below_a_prefix_without_its_slash(stage: &Stage) {
    stage
        .put_all(owned(&["a/1", "ab/1", "ab/c/2", "abc", "b"]))
        .await;
    for (prefix, keys, prefixes) in [
        ("a", &["abc"][..], &["a/", "ab/"][..]),
        ("ab", &["abc"], &["ab/"]),
        ("ab/c", &[], &["ab/c/"]),
    ] {
        let listed = stage.list(grouped(prefix, None)).await;
        assert_eq!(listed, (owned(keys), owned(prefixes)), "{prefix:?}");
    }
}

async fn groups_and_a_start_after_a_key_agree(stage: &Stage) {
    stage.put_all(owned(&["a", "b/1", "c", "d/1", "e"])).await;
    let listed = stage.list(grouped("", Some("c"))).await;
    assert_eq!(listed, (owned(&["e"]), owned(&["d/"])));
}

/// More than a page of any service holds, without a directory that is slow to fill.
fn many() -> Vec<String> {
    (0..1050).map(|i| format!("{:02}/k{i:04}", i % 7)).collect()
}

async fn a_long_listing_comes_in_pages_and_holds_each_key_once(stage: &Stage) {
    let mut keys = many();
    stage.put_all(keys.clone()).await;
    keys.sort_unstable();
    // A page of Azure's holds 5,000.
    assert!(pages(stage, Listing::default()).await.len() > 1 || stage.service == "azure");
    assert_eq!(stage.keys().await, keys);
}

async fn a_listing_of_many_groups_holds_each_once(stage: &Stage) {
    let keys = (0..1050).map(|i| format!("d{i:04}/k"));
    stage.put_all(keys).await;
    let (keys, prefixes) = stage.list(grouped("", None)).await;
    let expected: Vec<_> = (0..1050).map(|i| format!("d{i:04}/")).collect();
    assert_eq!((keys, prefixes), (vec![], expected));
}

async fn a_listing_may_start_after_any_key_of_a_long_one(stage: &Stage) {
    let mut keys = many();
    stage.put_all(keys.clone()).await;
    keys.sort_unstable();
    for at in [0, 999, 1000, 1048] {
        let listed = stage.list(under("", Some(&keys[at]))).await.0;
        assert_eq!(listed, keys[at + 1..]);
    }
}

async fn a_replaced_object_is_listed_once(stage: &Stage) {
    stage.put("a", b"1").await;
    stage.put("a", b"22").await;
    let listed = pages(stage, Listing::default()).await;
    let sizes: Vec<_> = listed
        .iter()
        .flat_map(|page| &page.objects)
        .map(|meta| meta.size)
        .collect();
    assert_eq!(sizes, [2]);
}

async fn a_deleted_object_is_not_listed(stage: &Stage) {
    stage.put_all(owned(&["a/1", "a/2", "b/1"])).await;
    for key in ["a/1", "b/1"] {
        stage.store.delete(key, None, None).await.unwrap();
    }
    assert_eq!(stage.keys().await, ["a/2"]);
}

async fn a_group_ends_with_its_last_object(stage: &Stage) {
    stage.put_all(owned(&["a/1", "a/2", "b/1", "c/d/e"])).await;
    for key in ["a/1", "b/1", "c/d/e"] {
        stage.store.delete(key, None, None).await.unwrap();
    }
    assert_eq!(stage.list(grouped("", None)).await.1, ["a/"]);
}

async fn a_page_is_enough_for_who_wants_no_more(stage: &Stage) {
    stage.put_all(owned(&["a", "b"])).await;
    let mut pages = stage.store.list(Listing::default()).stream;
    assert!(pages.try_next().await.unwrap().is_some());
    drop(pages);
    assert_eq!(stage.keys().await, ["a", "b"]);
}
