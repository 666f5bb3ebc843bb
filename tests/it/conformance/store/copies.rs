//! Copies that happen at the service.

use tieline::problem::{Code, Problem};
use tieline::storage::{Attributes, Condition, Digest, End, Written};

use super::conformance;
use super::stage::{Stage, bytes, content, fails_with, same};

conformance! { local s3 gcs gcs_strict azure:
    a_copy_holds_the_same_content
    a_copy_of_an_empty_object_is_one
    a_copy_replaces_what_was_there
    a_copy_of_an_odd_key_is_made
    a_copy_from_outside_of_the_prefix_is_made
    a_copy_of_what_is_not_there_is_storage_004
    a_copy_of_what_was_changed_is_storage_007
    a_copy_to_a_key_that_climbs_is_storage_013
    a_source_stays
}

conformance! { s3 gcs gcs_strict azure:
    a_copy_keeps_the_attributes
    a_copy_takes_other_attributes
    a_copy_onto_itself_takes_other_attributes
}

// A copy at Google or Azure takes any size in one; a session of Google's takes bytes alone, and Azurite lacks Put
// Block From URL.
conformance! { s3:
    a_copy_in_parts_holds_the_same_content
}

conformance! { local s3 gcs_strict azure:
    a_copy_onto_what_exists_is_refused_when_it_must_be_absent
}

async fn copied(
    stage: &Stage,
    from: &str,
    to: &str,
    attributes: Option<&Attributes>,
    condition: &Condition,
) -> Result<Written, Problem> {
    let meta = stage.stat(from).await;
    let location = stage.store.location(from);
    let copies = stage.store.server_copy().unwrap();
    copies
        .copy(&location, &meta, to, attributes, condition)
        .await
}

async fn a_copy_holds_the_same_content(stage: &Stage) {
    let all = content(1_000_003);
    stage.put("dir/a", &all).await;
    copied(stage, "dir/a", "other dir/b", None, &Condition::None)
        .await
        .unwrap();
    same(&stage.get("other dir/b").await, &all);
    assert_eq!(stage.stat("other dir/b").await.size, all.len() as u64);
    assert!(stage.store.server_copy().unwrap().largest_copy() >= 5 << 20);
}

async fn a_copy_of_an_empty_object_is_one(stage: &Stage) {
    stage.put("a", b"").await;
    copied(stage, "a", "b", None, &Condition::None)
        .await
        .unwrap();
    assert_eq!(stage.get("b").await, b"");
}

async fn a_copy_replaces_what_was_there(stage: &Stage) {
    stage.put("a", b"new").await;
    stage.put("b", b"old and longer").await;
    copied(stage, "a", "b", None, &Condition::None)
        .await
        .unwrap();
    assert_eq!(stage.get("b").await, b"new");
}

async fn a_copy_of_an_odd_key_is_made(stage: &Stage) {
    let odd = [
        "a b",
        "a+b",
        "100%",
        "#1?x=y&z",
        "文件/é",
        "a%20b",
        "\"q\" 'r'",
        "line\nbreak",
    ];
    for key in odd.into_iter().filter(|key| stage.holds(key)) {
        stage.put(key, key).await;
        let to = format!("copy/{key}");
        copied(stage, key, &to, None, &Condition::None)
            .await
            .unwrap();
        assert_eq!(stage.get(&to).await, key.as_bytes(), "{key}");
    }
}

async fn a_copy_from_outside_of_the_prefix_is_made(stage: &Stage) {
    let exact = stage.exact();
    let key = format!(
        "outside of {}",
        stage.value(stage.prefix).trim_end_matches('/')
    );
    let (attributes, condition) = (Attributes::default(), Condition::None);
    let written = exact.write(&key, bytes(b"x"), &attributes, &condition, None);
    written.await.unwrap();
    let meta = exact.stat(&key, None).await.unwrap();
    let copies = stage.store.server_copy().unwrap();
    let location = exact.location(&key);
    let copied = copies.copy(&location, &meta, "inside", None, &condition);
    copied.await.unwrap();
    assert_eq!(stage.get("inside").await, b"x");
    exact.delete(&key, None, None).await.unwrap();
}

async fn a_copy_of_what_is_not_there_is_storage_004(stage: &Stage) {
    stage.put("a", b"x").await;
    let meta = stage.stat("a").await;
    stage.store.delete("a", None, None).await.unwrap();
    let copies = stage.store.server_copy().unwrap();
    let location = stage.store.location("a");
    let copied = copies
        .copy(&location, &meta, "b", None, &Condition::None)
        .await;
    let problem = copied.unwrap_err();
    // Gone is changed, too: which of the two is said first is the service's choice.
    assert!(
        matches!(problem.code, Code::ObjectMissing | Code::ConditionFailed),
        "{problem}"
    );
    stage.has_not("b").await;
}

async fn a_copy_of_what_was_changed_is_storage_007(stage: &Stage) {
    stage.put("a", b"first").await;
    let meta = stage.stat("a").await;
    stage.put("a", b"the second").await;
    let copies = stage.store.server_copy().unwrap();
    let location = stage.store.location("a");
    let copied = copies
        .copy(&location, &meta, "b", None, &Condition::None)
        .await;
    fails_with(copied, Code::ConditionFailed);
    stage.has_not("b").await;
}

async fn a_copy_onto_what_exists_is_refused_when_it_must_be_absent(stage: &Stage) {
    stage.put("a", b"new").await;
    copied(stage, "a", "b", None, &Condition::Absent)
        .await
        .unwrap();
    stage.put("b", b"old").await;
    let refused = copied(stage, "a", "b", None, &Condition::Absent).await;
    fails_with(refused, Code::ConditionFailed);
    assert_eq!(stage.get("b").await, b"old");
}

async fn a_copy_to_a_key_that_climbs_is_storage_013(stage: &Stage) {
    stage.put("a", b"x").await;
    for key in ["../out", "a/../../out", ""] {
        let refused = copied(stage, "a", key, None, &Condition::None).await;
        fails_with(refused, Code::NameImpossible);
    }
}

async fn a_source_stays(stage: &Stage) {
    stage.put("a", b"x").await;
    copied(stage, "a", "b", None, &Condition::None)
        .await
        .unwrap();
    stage.put("b", b"changed").await;
    assert_eq!(stage.get("a").await, b"x");
    assert_eq!(stage.keys().await, ["a", "b"]);
}

fn attributes(kind: &str, owner: &str) -> Attributes {
    Attributes {
        content_type: Some(kind.to_owned()),
        cache_control: Some("no-cache".to_owned()),
        metadata: [("owner".to_owned(), owner.to_owned())].into(),
        ..Attributes::default()
    }
}

async fn has(stage: &Stage, key: &str, expected: &Attributes) {
    let mut kept = stage.stat(key).await.attributes;
    // What the service adds of its own.
    kept.storage_class = None;
    kept.sse = None;
    assert_eq!(kept, *expected);
}

async fn put_with(stage: &Stage, key: &str, attributes: &Attributes) {
    let condition = Condition::None;
    let written = stage
        .store
        .write(key, bytes(b"x"), attributes, &condition, None);
    written.await.unwrap();
}

async fn a_copy_keeps_the_attributes(stage: &Stage) {
    let given = attributes("text/csv", "Zoë");
    put_with(stage, "a", &given).await;
    copied(stage, "a", "b", None, &Condition::None)
        .await
        .unwrap();
    has(stage, "b", &given).await;
}

async fn a_copy_takes_other_attributes(stage: &Stage) {
    put_with(stage, "a", &attributes("text/csv", "ops")).await;
    let other = attributes("text/plain", "报告");
    copied(stage, "a", "b", Some(&other), &Condition::None)
        .await
        .unwrap();
    has(stage, "b", &other).await;
    has(stage, "a", &attributes("text/csv", "ops")).await;
}

async fn a_copy_onto_itself_takes_other_attributes(stage: &Stage) {
    put_with(stage, "a", &attributes("text/csv", "ops")).await;
    let other = attributes("text/plain", "dev");
    copied(stage, "a", "a", Some(&other), &Condition::None)
        .await
        .unwrap();
    has(stage, "a", &other).await;
    assert_eq!(stage.get("a").await, b"x");
}

async fn a_copy_in_parts_holds_the_same_content(stage: &Stage) {
    let (parts, copies) = (
        stage.store.parts().unwrap(),
        stage.store.server_copy().unwrap(),
    );
    let part = parts.limits().min.max(64 << 10);
    let all = content(usize::try_from(2 * part + 1).unwrap());
    stage.put("a", &all).await;
    let (meta, location) = (stage.stat("a").await, stage.store.location("a"));
    let upload = parts
        .begin("b", &Attributes::default(), &Condition::None)
        .await
        .unwrap();
    let mut sent = Vec::new();
    for (number, start) in (1..).zip((0..meta.size).step_by(usize::try_from(part).unwrap())) {
        let range = start..=(start + part).min(meta.size) - 1;
        let copied = copies.copy_part(&location, &meta, range, &upload, number);
        sent.push(copied.await.unwrap());
    }
    let digest = stage
        .store
        .checksum()
        .map(|algorithm| Digest::of(algorithm, &all));
    let end = End {
        size: meta.size,
        digest,
    };
    parts
        .complete(&upload, &sent, &Condition::None, &end)
        .await
        .unwrap();
    same(&stage.get("b").await, &all);
}
