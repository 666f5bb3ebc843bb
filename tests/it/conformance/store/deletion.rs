//! Deleting: one object, many at once, and what is left alone.

use tieline::problem::Code;

use super::conformance;
use super::stage::{Stage, owned};

conformance! { local s3 gcs gcs_strict azure:
    a_deletion_removes_one_object_alone
    a_deletion_of_what_is_not_there_is_done_or_storage_004
    a_deleted_object_can_be_written_again
}

conformance! { s3 gcs gcs_strict azure:
    a_batch_deletes_every_key_and_no_other
    a_batch_tells_each_outcome_in_order
    a_batch_takes_odd_keys
    a_batch_as_large_as_it_may_be_is_done
    an_empty_batch_deletes_nothing
}

async fn a_deletion_removes_one_object_alone(stage: &Stage) {
    stage.put_all(owned(&["a", "ab", "b/a", "b/ab"])).await;
    for key in ["a", "b/a"] {
        stage.store.delete(key, None, None).await.unwrap();
        stage.has_not(key).await;
    }
    assert_eq!(stage.keys().await, ["ab", "b/ab"]);
}

async fn a_deletion_of_what_is_not_there_is_done_or_storage_004(stage: &Stage) {
    stage.put("a/b", b"x").await;
    for key in ["none", "a", "a/none", "a/b/c"] {
        match stage.store.delete(key, None, None).await {
            Ok(()) => {}
            Err(problem) => assert_eq!(problem.code, Code::ObjectMissing, "{key} {problem}"),
        }
    }
    assert_eq!(stage.keys().await, ["a/b"]);
}

async fn a_deleted_object_can_be_written_again(stage: &Stage) {
    for content in ["first", "second"] {
        stage.put("dir/a", content).await;
        assert_eq!(stage.get("dir/a").await, content.as_bytes());
        stage.store.delete("dir/a", None, None).await.unwrap();
        stage.has_not("dir/a").await;
    }
    assert_eq!(stage.keys().await, [""; 0]);
}

fn unversioned(keys: &[String]) -> Vec<(String, Option<String>)> {
    keys.iter().map(|key| (key.clone(), None)).collect()
}

async fn a_batch_deletes_every_key_and_no_other(stage: &Stage) {
    stage.put_all(owned(&["a", "ab", "b/a", "b/c", "c"])).await;
    let batch = unversioned(&owned(&["a", "b/a", "c"]));
    let store = stage.store.batch_delete().unwrap();
    let outcomes = store.delete_batch(&batch).await.unwrap();
    assert!(
        outcomes.len() == 3 && outcomes.iter().all(Result::is_ok),
        "{outcomes:?}"
    );
    assert_eq!(stage.keys().await, ["ab", "b/c"]);
}

async fn a_batch_tells_each_outcome_in_order(stage: &Stage) {
    stage.put_all(owned(&["a", "c"])).await;
    let batch = unversioned(&owned(&["a", "none", "c"]));
    let store = stage.store.batch_delete().unwrap();
    let outcomes = store.delete_batch(&batch).await.unwrap();
    assert!(outcomes[0].is_ok() && outcomes[2].is_ok(), "{outcomes:?}");
    if let Err(problem) = &outcomes[1] {
        assert_eq!(problem.code, Code::ObjectMissing, "{problem}");
    }
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn a_batch_takes_odd_keys(stage: &Stage) {
    let keys = owned(&[
        "a b",
        "a+b",
        "100%",
        "a&b<c>",
        "\"q\"",
        "文件",
        "line\nbreak",
        "#?;:",
    ]);
    let keys: Vec<_> = keys.into_iter().filter(|key| stage.holds(key)).collect();
    stage.put_all(keys.clone()).await;
    let store = stage.store.batch_delete().unwrap();
    let outcomes = store.delete_batch(&unversioned(&keys)).await.unwrap();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn a_batch_as_large_as_it_may_be_is_done(stage: &Stage) {
    let store = stage.store.batch_delete().unwrap();
    let keys: Vec<_> = (0..store.most().min(1000))
        .map(|i| format!("k{i}"))
        .collect();
    stage.put_all(keys.clone()).await;
    let outcomes = store.delete_batch(&unversioned(&keys)).await.unwrap();
    assert_eq!(
        outcomes.iter().filter(|outcome| outcome.is_ok()).count(),
        keys.len()
    );
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn an_empty_batch_deletes_nothing(stage: &Stage) {
    stage.put("a", b"x").await;
    let store = stage.store.batch_delete().unwrap();
    assert!(store.delete_batch(&[]).await.unwrap().is_empty());
    assert_eq!(stage.keys().await, ["a"]);
}
