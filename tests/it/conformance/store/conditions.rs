//! Conditions of writes, reads and deletions: what was changed meanwhile is STORAGE_007, and stays.

use futures_util::future::join_all;
use tieline::problem::Code;
use tieline::storage::{Condition, Reading};

use super::conformance;
use super::stage::{Stage, fails_with};

conformance! { local s3 gcs gcs_strict azure:
    absent_writes_what_is_not_there
    absent_refuses_what_exists
    absent_holds_among_writes_at_once
    match_writes_over_what_it_names
    match_refuses_what_was_changed
    match_refuses_what_is_gone
    a_read_of_the_etag_that_is_there_is_answered
    a_read_pinned_to_another_etag_is_refused
    a_pinned_range_of_what_was_changed_is_refused
}

// SeaweedFS pays no heed to If-Match on a deletion.
conformance! { local gcs gcs_strict azure:
    a_deletion_of_the_etag_that_is_there_is_done
}

conformance! { local gcs_strict azure:
    a_deletion_pinned_to_another_etag_is_refused
}

async fn absent_writes_what_is_not_there(stage: &Stage) {
    stage.put_if("a", b"x", &Condition::Absent).await.unwrap();
    assert_eq!(stage.get("a").await, b"x");
    stage.store.delete("a", None, None).await.unwrap();
    stage.put_if("a", b"y", &Condition::Absent).await.unwrap();
    assert_eq!(stage.get("a").await, b"y");
}

async fn absent_refuses_what_exists(stage: &Stage) {
    stage.put("a", b"first").await;
    for content in [&b"second"[..], b"first", b""] {
        let written = stage.put_if("a", content, &Condition::Absent).await;
        fails_with(written, Code::ConditionFailed);
    }
    assert_eq!(stage.get("a").await, b"first");
}

async fn absent_holds_among_writes_at_once(stage: &Stage) {
    let contents: Vec<Vec<u8>> = (0..8u8).map(|i| vec![i; 10_000]).collect();
    let absent = Condition::Absent;
    let writes = contents
        .iter()
        .map(|content| stage.put_if("a", content, &absent));
    let outcomes = join_all(writes).await;
    let won: Vec<_> = (0..8).filter(|&i| outcomes[i].is_ok()).collect();
    assert_eq!(won.len(), 1, "{outcomes:?}");
    assert_eq!(stage.get("a").await, contents[won[0]]);
    for lost in outcomes.into_iter().filter(Result::is_err) {
        fails_with(lost, Code::ConditionFailed);
    }
}

async fn match_writes_over_what_it_names(stage: &Stage) {
    let etag = stage.put("a", b"first").await.etag.unwrap();
    let written = stage.put_if("a", b"second", &Condition::Match(etag)).await;
    let etag = written.unwrap().etag.unwrap();
    assert_eq!(stage.get("a").await, b"second");
    let written = stage.put_if("a", b"third", &Condition::Match(etag)).await;
    written.unwrap();
    assert_eq!(stage.get("a").await, b"third");
}

async fn match_refuses_what_was_changed(stage: &Stage) {
    let etag = stage.put("a", b"first").await.etag.unwrap();
    stage.put("a", b"the second").await;
    let written = stage.put_if("a", b"third", &Condition::Match(etag)).await;
    fails_with(written, Code::ConditionFailed);
    assert_eq!(stage.get("a").await, b"the second");
}

async fn match_refuses_what_is_gone(stage: &Stage) {
    let etag = stage.put("a", b"first").await.etag.unwrap();
    stage.store.delete("a", None, None).await.unwrap();
    let written = stage.put_if("a", b"second", &Condition::Match(etag)).await;
    fails_with(written, Code::ConditionFailed);
    stage.has_not("a").await;
}

fn pinned(etag: &str) -> Reading {
    Reading {
        if_match: Some(etag.to_owned()),
        ..Reading::default()
    }
}

async fn a_read_of_the_etag_that_is_there_is_answered(stage: &Stage) {
    let etag = stage.put("a", b"x").await.etag.unwrap();
    assert_eq!(stage.read("a", pinned(&etag)).await.unwrap(), b"x");
}

async fn a_read_pinned_to_another_etag_is_refused(stage: &Stage) {
    let etag = stage.put("a", b"first").await.etag.unwrap();
    stage.put("a", b"the second").await;
    let read = stage.read("a", pinned(&etag)).await;
    fails_with(read, Code::ConditionFailed);
}

async fn a_pinned_range_of_what_was_changed_is_refused(stage: &Stage) {
    let etag = stage.put("a", b"0123456789").await.etag.unwrap();
    stage.put("a", b"9876543210!").await;
    let reading = Reading {
        range: Some(2..=5),
        ..pinned(&etag)
    };
    fails_with(stage.read("a", reading).await, Code::ConditionFailed);
}

async fn a_deletion_of_the_etag_that_is_there_is_done(stage: &Stage) {
    let etag = stage.put("a", b"x").await.etag.unwrap();
    stage.store.delete("a", None, Some(&etag)).await.unwrap();
    stage.has_not("a").await;
}

async fn a_deletion_pinned_to_another_etag_is_refused(stage: &Stage) {
    let etag = stage.put("a", b"first").await.etag.unwrap();
    stage.put("a", b"the second").await;
    let deleted = stage.store.delete("a", None, Some(&etag)).await;
    fails_with(deleted, Code::ConditionFailed);
    assert_eq!(stage.get("a").await, b"the second");
}
