//! Writing and reading objects in one piece: sizes, ranges, bodies from files, checksums.

use std::time::Duration;

use futures_util::future::join_all;
use jiff::Timestamp;
use tieline::problem::Code;
use tieline::storage::{Algorithm, Attributes, Body, Condition, Digest, Reading};

use super::conformance;
use super::stage::{Stage, bytes, content, fails_with, same};

conformance! { local s3 gcs gcs_strict azure:
    an_empty_object_is_an_object
    a_single_byte_comes_back
    every_value_of_a_byte_is_kept
    a_second_write_replaces_the_first
    a_body_from_a_file_is_the_stretch_that_was_asked_for
    an_empty_stretch_of_a_file_is_an_empty_object
    a_file_that_became_shorter_leaves_the_old_object
    a_file_that_is_gone_leaves_nothing
    a_file_that_grew_is_sent_as_long_as_it_was
    stat_and_read_tell_the_same
    stat_tells_when_it_was_written
    an_etag_changes_with_the_content
    an_object_that_is_not_there_is_storage_004
    a_range_is_both_ends_included
    a_range_of_one_byte_is_one_byte
    a_range_over_the_end_ends_there
    a_range_without_end_is_the_rest
    a_range_beyond_the_end_holds_nothing
    a_range_tells_the_size_of_the_whole
    ranges_read_at_once_make_up_the_whole
    writes_at_once_leave_one_of_them_whole
    checksums_that_are_told_are_right
    two_stores_see_the_same_objects
}

conformance! { s3 s3_crc gcs gcs_strict azure:
    a_checksum_that_was_sent_is_kept
}

// The others compare checksums.
conformance! { local:
    a_file_of_another_time_than_was_seen_leaves_the_old_object
}

conformance! { local s3 s3_crc gcs gcs_strict azure:
    objects_around_the_size_of_a_part_come_back_whole
    a_right_digest_is_taken
}

conformance! { local s3 s3_crc gcs_strict azure:
    a_wrong_digest_is_storage_006_and_nothing_is_visible
    a_wrong_digest_leaves_the_old_object
}

async fn an_empty_object_is_an_object(stage: &Stage) {
    stage.put("empty", b"").await;
    assert_eq!(stage.stat("empty").await.size, 0);
    assert_eq!(stage.get("empty").await, b"");
    assert_eq!(stage.keys().await, ["empty"]);
}

async fn a_single_byte_comes_back(stage: &Stage) {
    stage.put("dir/one", b"x").await;
    assert_eq!(stage.get("dir/one").await, b"x");
    assert_eq!(stage.stat("dir/one").await.size, 1);
}

async fn objects_around_the_size_of_a_part_come_back_whole(stage: &Stage) {
    let part = stage
        .store
        .parts()
        .map_or(5 << 20, |parts| parts.limits().min);
    let part = usize::try_from(part).unwrap().clamp(256 << 10, 5 << 20);
    let all = content(part + 1);
    for size in [part - 1, part, part + 1] {
        stage.put("object", &all[..size]).await;
        same(&stage.get("object").await, &all[..size]);
        assert_eq!(stage.stat("object").await.size, size as u64);
    }
}

async fn every_value_of_a_byte_is_kept(stage: &Stage) {
    let all: Vec<u8> = (0..=255).collect();
    stage.put("all", &all).await;
    assert_eq!(stage.get("all").await, all);
}

async fn a_second_write_replaces_the_first(stage: &Stage) {
    stage.put("a", b"the first and longer").await;
    stage.put("a", b"second").await;
    assert_eq!(stage.get("a").await, b"second");
    assert_eq!(stage.keys().await, ["a"]);
}

/// A file of this content, and a body that is a stretch of it.
fn stretch(stage: &Stage, content: &[u8], offset: u64, length: u64) -> Body {
    let path = stage.dir.path().join("source");
    std::fs::write(&path, content).unwrap();
    Body::File {
        path,
        offset,
        length,
        modified: None,
    }
}

async fn write(stage: &Stage, key: &str, body: Body) -> Result<(), tieline::problem::Problem> {
    let (attributes, condition) = (Attributes::default(), Condition::None);
    let written = stage.store.write(key, body, &attributes, &condition, None);
    written.await.map(drop)
}

async fn a_body_from_a_file_is_the_stretch_that_was_asked_for(stage: &Stage) {
    let all = content(1 << 20);
    for (offset, length) in [
        (0, all.len()),
        (1, 1),
        (300_001, 500_000),
        (all.len() - 1, 1),
    ] {
        let body = stretch(stage, &all, offset as u64, length as u64);
        write(stage, "k", body).await.unwrap();
        same(&stage.get("k").await, &all[offset..offset + length]);
    }
}

async fn an_empty_stretch_of_a_file_is_an_empty_object(stage: &Stage) {
    write(stage, "k", stretch(stage, b"", 0, 0)).await.unwrap();
    assert_eq!(stage.get("k").await, b"");
}

async fn a_file_that_became_shorter_leaves_the_old_object(stage: &Stage) {
    stage.put("k", b"old").await;
    for (there, told) in [(0, 1), (1000, 1001), (1 << 20, (5 << 30) - 1)] {
        let body = stretch(stage, &content(there), 0, told);
        let problem = write(stage, "k", body).await.unwrap_err();
        assert!(
            matches!(problem.code, Code::LocalFileError | Code::ConditionFailed),
            "{problem}"
        );
        assert_eq!(stage.get("k").await, b"old");
    }
}

async fn a_file_that_is_gone_leaves_nothing(stage: &Stage) {
    let body = Body::File {
        path: stage.dir.path().join("none"),
        offset: 0,
        length: 10,
        modified: None,
    };
    fails_with(write(stage, "k", body).await, Code::LocalFileError);
    stage.has_not("k").await;
}

async fn a_file_that_grew_is_sent_as_long_as_it_was(stage: &Stage) {
    write(stage, "k", stretch(stage, b"as it was, and more", 0, 9))
        .await
        .unwrap();
    assert_eq!(stage.get("k").await, b"as it was");
}

async fn a_file_of_another_time_than_was_seen_leaves_the_old_object(stage: &Stage) {
    stage.put("k", b"old").await;
    let Body::File {
        path,
        offset,
        length,
        ..
    } = stretch(stage, b"content", 0, 7)
    else {
        unreachable!()
    };
    let of_time = |modified| Body::File {
        path: path.clone(),
        offset,
        length,
        modified: Some(modified),
    };
    let seen = std::fs::metadata(&path).unwrap().modified().unwrap();
    let earlier = seen - std::time::Duration::from_secs(1);
    fails_with(
        write(stage, "k", of_time(earlier)).await,
        Code::ConditionFailed,
    );
    assert_eq!(stage.get("k").await, b"old");
    write(stage, "k", of_time(seen)).await.unwrap();
    assert_eq!(stage.get("k").await, b"content");
}

async fn stat_and_read_tell_the_same(stage: &Stage) {
    let written = stage.put("a", b"12345").await;
    let stat = stage.stat("a").await;
    let (read, _) = stage.store.read("a", Reading::default()).await.unwrap();
    assert_eq!((stat.key.as_str(), stat.size), ("a", 5));
    assert_eq!((read.key.as_str(), read.size), ("a", 5));
    assert!(stat.etag.is_some() && stat.etag == read.etag && stat.etag == written.etag);
    assert_eq!(stat.version, read.version);
}

async fn stat_tells_when_it_was_written(stage: &Stage) {
    stage.put("a", b"x").await;
    let modified = stage.stat("a").await.modified.unwrap();
    let since = Timestamp::now().duration_since(modified).abs();
    assert!(since.unsigned_abs() < Duration::from_secs(60), "{modified}");
}

async fn an_etag_changes_with_the_content(stage: &Stage) {
    let first = stage.put("a", b"1").await;
    let second = stage.put("a", b"2").await;
    assert_ne!(first.etag, second.etag);
    assert_eq!(stage.stat("a").await.etag, second.etag);
}

async fn an_object_that_is_not_there_is_storage_004(stage: &Stage) {
    stage.put("there/a", b"x").await;
    for key in ["none", "there/none", "there/a/below", "there"] {
        fails_with(stage.store.stat(key, None).await, Code::ObjectMissing);
        fails_with(
            stage.read(key, Reading::default()).await,
            Code::ObjectMissing,
        );
    }
}

async fn ranged(stage: &Stage, first: u64, last: u64) -> Vec<u8> {
    let reading = Reading {
        range: Some(first..=last),
        ..Reading::default()
    };
    stage.read("a", reading).await.unwrap()
}

async fn a_range_is_both_ends_included(stage: &Stage) {
    stage.put("a", b"0123456789").await;
    assert_eq!(ranged(stage, 2, 4).await, b"234");
    assert_eq!(ranged(stage, 0, 9).await, b"0123456789");
}

async fn a_range_of_one_byte_is_one_byte(stage: &Stage) {
    stage.put("a", b"0123456789").await;
    assert_eq!(ranged(stage, 0, 0).await, b"0");
    assert_eq!(ranged(stage, 9, 9).await, b"9");
}

async fn a_range_over_the_end_ends_there(stage: &Stage) {
    stage.put("a", b"0123456789").await;
    assert_eq!(ranged(stage, 8, 99).await, b"89");
    assert_eq!(ranged(stage, 0, 10).await, b"0123456789");
}

async fn a_range_without_end_is_the_rest(stage: &Stage) {
    stage.put("a", b"0123456789").await;
    assert_eq!(ranged(stage, 7, u64::MAX).await, b"789");
    assert_eq!(ranged(stage, 0, u64::MAX).await, b"0123456789");
}

async fn a_range_beyond_the_end_holds_nothing(stage: &Stage) {
    stage.put("a", b"0123456789").await;
    let reading = Reading {
        range: Some(10..=20),
        ..Reading::default()
    };
    // HTTP's 416 is an answer that no attempt changes.
    match stage.read("a", reading).await {
        Ok(read) => assert_eq!(read, b""),
        Err(problem) => assert_eq!(problem.retry, tieline::problem::Retry::Never, "{problem}"),
    }
}

async fn a_range_tells_the_size_of_the_whole(stage: &Stage) {
    stage.put("a", b"0123456789").await;
    let reading = Reading {
        range: Some(3..=4),
        ..Reading::default()
    };
    let (meta, _) = stage.store.read("a", reading).await.unwrap();
    assert_eq!(meta.size, 10);
    assert_eq!(meta.etag, stage.stat("a").await.etag);
}

async fn ranges_read_at_once_make_up_the_whole(stage: &Stage) {
    let all = content(1_000_003);
    let etag = stage.put("a", &all).await.etag;
    let ranges = (0..all.len()).step_by(100_000).map(|start| Reading {
        range: Some(start as u64..=(start + 99_999) as u64),
        if_match: etag.clone(),
        ..Reading::default()
    });
    let read = join_all(ranges.map(|reading| stage.read("a", reading))).await;
    let pieces: Result<Vec<_>, _> = read.into_iter().collect();
    same(&pieces.unwrap().concat(), &all);
}

async fn writes_at_once_leave_one_of_them_whole(stage: &Stage) {
    let contents: Vec<Vec<u8>> = (0..8u8)
        .map(|i| vec![i; 100_000 + usize::from(i)])
        .collect();
    join_all(contents.iter().map(|content| stage.put("a", content))).await;
    let left = stage.get("a").await;
    assert!(
        contents.contains(&left),
        "a mixture of {} bytes",
        left.len()
    );
}

/// The algorithm that this store takes; any, where it says that none is asked for.
fn algorithm(stage: &Stage) -> Algorithm {
    stage.store.checksum().unwrap_or(Algorithm::Md5)
}

async fn write_digested(
    stage: &Stage,
    content: &[u8],
    digest: &Digest,
) -> Result<(), tieline::problem::Problem> {
    let (attributes, condition) = (Attributes::default(), Condition::None);
    let body = bytes(content);
    let written = stage
        .store
        .write("k", body, &attributes, &condition, Some(digest));
    written.await.map(drop)
}

async fn a_right_digest_is_taken(stage: &Stage) {
    for content in [&b""[..], b"x", &content(100_000)] {
        let digest = Digest::of(algorithm(stage), content);
        write_digested(stage, content, &digest).await.unwrap();
        same(&stage.get("k").await, content);
    }
}

async fn a_wrong_digest_is_storage_006_and_nothing_is_visible(stage: &Stage) {
    let digest = Digest::of(algorithm(stage), b"right");
    fails_with(
        write_digested(stage, b"wrong", &digest).await,
        Code::IntegrityFailed,
    );
    stage.has_not("k").await;
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn a_wrong_digest_leaves_the_old_object(stage: &Stage) {
    stage.put("k", b"old").await;
    let digest = Digest::of(algorithm(stage), b"right");
    fails_with(
        write_digested(stage, b"wrong", &digest).await,
        Code::IntegrityFailed,
    );
    assert_eq!(stage.get("k").await, b"old");
}

async fn checksums_that_are_told_are_right(stage: &Stage) {
    let all = content(70_000);
    let written = stage.put("k", &all).await;
    let stat = stage.stat("k").await;
    let (read, _) = stage.store.read("k", Reading::default()).await.unwrap();
    for told in [written.checksums, stat.checksums, read.checksums].concat() {
        assert_eq!(told, Digest::of(told.algorithm, &all));
    }
}

async fn a_checksum_that_was_sent_is_kept(stage: &Stage) {
    let all = content(70_000);
    let digest = Digest::of(algorithm(stage), &all);
    write_digested(stage, &all, &digest).await.unwrap();
    assert!(stage.stat("k").await.checksums.contains(&digest));
}

async fn two_stores_see_the_same_objects(stage: &Stage) {
    stage.put("a/b", b"x").await;
    let again = stage.again();
    assert_eq!(again.stat("a/b", None).await.unwrap().size, 1);
    again.delete("a/b", None, None).await.unwrap();
    stage.has_not("a/b").await;
}
