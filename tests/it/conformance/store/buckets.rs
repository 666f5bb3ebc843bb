//! Making and removing the bucket itself.

use tieline::problem::Code;
use tieline::storage::{Attributes, Condition, Listing};

use super::conformance;
use super::stage::{Stage, bytes, fails_with};

conformance! { s3 gcs gcs_strict azure:
    a_bucket_is_made_used_and_removed
    a_bucket_that_is_there_is_not_made_again
    a_bucket_with_objects_is_not_removed
    a_bucket_that_is_not_there_is_not_removed
}

async fn a_bucket_is_made_used_and_removed(stage: &Stage) {
    let store = stage.new_bucket();
    let buckets = store.buckets().unwrap();
    buckets.create().await.unwrap();
    let (attributes, condition) = (Attributes::default(), Condition::None);
    let written = store.write("k", bytes(b"x"), &attributes, &condition, None);
    written.await.unwrap();
    store.delete("k", None, None).await.unwrap();
    buckets.remove().await.unwrap();
    fails_with(buckets.remove().await, Code::BucketMissing);
}

async fn a_bucket_that_is_there_is_not_made_again(stage: &Stage) {
    let store = stage.new_bucket();
    let buckets = store.buckets().unwrap();
    buckets.create().await.unwrap();
    fails_with(buckets.create().await, Code::StorageState);
    buckets.remove().await.unwrap();
}

async fn a_bucket_with_objects_is_not_removed(stage: &Stage) {
    let store = stage.new_bucket();
    let buckets = store.buckets().unwrap();
    buckets.create().await.unwrap();
    let (attributes, condition) = (Attributes::default(), Condition::None);
    let written = store.write("k", bytes(b"x"), &attributes, &condition, None);
    written.await.unwrap();
    fails_with(buckets.remove().await, Code::StorageState);
    assert_eq!(store.stat("k", None).await.unwrap().size, 1);
    store.delete("k", None, None).await.unwrap();
    buckets.remove().await.unwrap();
}

async fn a_bucket_that_is_not_there_is_not_removed(stage: &Stage) {
    let store = stage.new_bucket();
    fails_with(store.buckets().unwrap().remove().await, Code::BucketMissing);
    let listed =
        futures_util::TryStreamExt::try_collect::<Vec<_>>(store.list(Listing::default()).stream);
    fails_with(listed.await, Code::BucketMissing);
}
