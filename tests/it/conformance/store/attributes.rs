//! What an object carries beside its bytes: kept as it was given, by every way of writing.

use tieline::storage::{Attributes, Condition};

use super::conformance;
use super::stage::{Stage, bytes, content};

conformance! { s3 gcs gcs_strict azure:
    a_content_type_is_kept
    a_content_encoding_is_kept_and_nothing_is_decoded
    a_content_disposition_is_kept
    a_cache_control_is_kept
    metadata_is_kept
    metadata_beyond_ascii_is_kept
    metadata_with_odd_characters_is_kept
    metadata_of_two_kilobytes_is_kept
    all_attributes_are_kept_together
    a_second_write_forgets_the_attributes_of_the_first
    attributes_of_an_empty_object_are_kept
}

/// Writes an object with these, and tells what stat tells of them.
async fn kept(stage: &Stage, attributes: &Attributes) -> Attributes {
    let body = bytes(b"x");
    let condition = Condition::None;
    let written = stage.store.write("k", body, attributes, &condition, None);
    written.await.unwrap();
    stage.stat("k").await.attributes
}

async fn a_content_type_is_kept(stage: &Stage) {
    for kind in [
        "text/csv",
        "text/html; charset=utf-8",
        "application/vnd.x+json",
    ] {
        let given = Attributes {
            content_type: Some(kind.to_owned()),
            ..Attributes::default()
        };
        assert_eq!(kept(stage, &given).await.content_type, given.content_type);
    }
}

async fn a_content_encoding_is_kept_and_nothing_is_decoded(stage: &Stage) {
    let given = Attributes {
        content_encoding: Some("gzip".to_owned()),
        content_type: Some("text/plain".to_owned()),
        ..Attributes::default()
    };
    // gzip of "hello\n": what comes back is what was written, whoever may read that encoding.
    let packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcbH\xcd\xc9\xc9\xe7\x02\x00 0:6\x06\x00\x00\x00";
    let condition = Condition::None;
    let written = stage
        .store
        .write("k", bytes(packed), &given, &condition, None);
    written.await.unwrap();
    let stat = stage.stat("k").await;
    assert_eq!(stat.attributes.content_encoding.as_deref(), Some("gzip"));
    assert_eq!(stat.size, packed.len() as u64);
    assert_eq!(stage.get("k").await, packed);
}

async fn a_content_disposition_is_kept(stage: &Stage) {
    let given = Attributes {
        content_disposition: Some("attachment; filename=\"a b.csv\"".to_owned()),
        ..Attributes::default()
    };
    let kept = kept(stage, &given).await;
    assert_eq!(kept.content_disposition, given.content_disposition);
}

async fn a_cache_control_is_kept(stage: &Stage) {
    let given = Attributes {
        cache_control: Some("public, max-age=3600".to_owned()),
        ..Attributes::default()
    };
    assert_eq!(kept(stage, &given).await.cache_control, given.cache_control);
}

fn metadata(pairs: &[(&str, &str)]) -> Attributes {
    let pairs = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Attributes {
        metadata: pairs.collect(),
        ..Attributes::default()
    }
}

async fn is_kept(stage: &Stage, pairs: &[(&str, &str)]) {
    let given = metadata(pairs);
    assert_eq!(kept(stage, &given).await.metadata, given.metadata);
}

async fn metadata_is_kept(stage: &Stage) {
    is_kept(stage, &[("owner", "ops"), ("batch", "2026")]).await;
}

async fn metadata_beyond_ascii_is_kept(stage: &Stage) {
    is_kept(
        stage,
        &[("owner", "Zoë"), ("title", "报告"), ("crab", "🦀")],
    )
    .await;
}

async fn metadata_with_odd_characters_is_kept(stage: &Stage) {
    let odd = [
        ("a", "x=y; z"),
        ("b", "100%"),
        ("c", "a+b"),
        ("d", "\"q\", 'r'"),
        ("e", "=?UTF-8?Q?x?="),
    ];
    is_kept(stage, &odd).await;
}

async fn metadata_of_two_kilobytes_is_kept(stage: &Stage) {
    let values: Vec<_> = (0..8)
        .map(|i| (format!("name{i}"), "v".repeat(230)))
        .collect();
    let pairs: Vec<_> = values
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    is_kept(stage, &pairs).await;
}

fn all() -> Attributes {
    Attributes {
        content_type: Some("text/csv".to_owned()),
        content_encoding: Some("identity".to_owned()),
        content_disposition: Some("inline".to_owned()),
        content_language: Some("de".to_owned()),
        cache_control: Some("no-cache".to_owned()),
        ..metadata(&[("owner", "ops")])
    }
}

async fn all_attributes_are_kept_together(stage: &Stage) {
    let (given, mut kept) = (all(), kept(stage, &all()).await);
    // What the service adds of its own.
    kept.storage_class = None;
    kept.sse = None;
    assert_eq!(kept, given);
}

async fn a_second_write_forgets_the_attributes_of_the_first(stage: &Stage) {
    kept(stage, &all()).await;
    let second = kept(stage, &metadata(&[("other", "1")])).await;
    assert_eq!(second.metadata, metadata(&[("other", "1")]).metadata);
    assert_eq!(
        (second.cache_control, second.content_disposition),
        (None, None)
    );
}

async fn attributes_of_an_empty_object_are_kept(stage: &Stage) {
    let (given, condition) = (all(), Condition::None);
    for body in [bytes(b""), bytes(content(100_000))] {
        let written = stage.store.write("k", body, &given, &condition, None);
        written.await.unwrap();
        let kept = stage.stat("k").await.attributes;
        assert_eq!(
            (kept.metadata, kept.content_type),
            (given.metadata.clone(), given.content_type.clone())
        );
    }
}
