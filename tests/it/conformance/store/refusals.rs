//! What a service refuses: wrong credentials, no permission, no such bucket, nobody there. And the probe, which has to
//! find the same.

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use tieline::probe::{Ask, Finding, Severity};
use tieline::problem::{Code, Problem};
use tieline::storage::{Attributes, Condition, Listing, Reading, Store};

use super::conformance;
use super::stage::{Stage, bytes, fails_with, read};
use crate::support::ports::closed_port;

conformance! { local s3 gcs gcs_strict azure:
    a_probe_finds_nothing_and_leaves_nothing
}

conformance! { s3 gcs gcs_strict azure:
    a_bucket_that_is_not_there_is_storage_003
    a_server_that_is_not_there_is_storage_001
    a_probe_finds_a_bucket_that_is_not_there
}

// An emulator of Google's is told no credentials: `storage::gcs` asks a service that wants some.
conformance! { s3 azure:
    wrong_credentials_are_storage_002
    a_probe_finds_wrong_credentials
    what_credentials_do_not_permit_is_storage_005
    a_probe_finds_credentials_that_may_not_write
}

/// Each thing that can be asked of a store, and what came of it.
async fn asked(store: &dyn Store) -> Vec<(&'static str, Result<(), Problem>)> {
    let (attributes, condition) = (Attributes::default(), Condition::None);
    let written = store
        .write("k", bytes(b"x"), &attributes, &condition, None)
        .await;
    let listed: Result<Vec<_>, _> = store.list(Listing::default()).stream.try_collect().await;
    vec![
        ("stat", store.stat("k", None).await.map(drop)),
        ("read", read(store, "k", Reading::default()).await.map(drop)),
        ("list", listed.map(drop)),
        ("write", written.map(drop)),
        ("delete", store.delete("k", None, None).await),
    ]
}

async fn all_fail_with(store: Arc<dyn Store>, code: Code) {
    for (what, outcome) in asked(&*store).await {
        let problem = outcome.expect_err(what);
        assert_eq!(problem.code, code, "{what}: {problem}");
    }
}

async fn a_bucket_that_is_not_there_is_storage_003(stage: &Stage) {
    let store = stage.new_bucket();
    for (what, outcome) in asked(&*store).await {
        match outcome {
            Err(problem) => assert_eq!(problem.code, Code::BucketMissing, "{what}: {problem}"),
            Ok(()) => panic!("{what} succeeded"),
        }
    }
}

async fn wrong_credentials_are_storage_002(stage: &Stage) {
    assert!(!stage.wrong.is_empty());
    stage.put("k", b"x").await;
    for wrong in &stage.wrong {
        let store = stage.with(wrong);
        for (what, outcome) in asked(&*store).await {
            let problem = outcome.expect_err(what);
            // The answer to HEAD has no body that could say more than "forbidden".
            let vague = what == "stat" && problem.code == Code::StoragePermission;
            assert!(
                vague || problem.code == Code::StorageCredentials,
                "{what}: {problem}"
            );
        }
    }
    assert_eq!(stage.get("k").await, b"x");
}

async fn what_credentials_do_not_permit_is_storage_005(stage: &Stage) {
    assert!(!stage.reader.is_empty());
    stage.put("k", b"x").await;
    let reader = stage.with(&stage.reader);
    assert_eq!(read(&*reader, "k", Reading::default()).await.unwrap(), b"x");
    for (what, outcome) in asked(&*reader).await {
        match what {
            "write" | "delete" => fails_with(outcome, Code::StoragePermission),
            _ => outcome.unwrap(),
        }
    }
    assert_eq!(stage.get("k").await, b"x");
}

async fn a_server_that_is_not_there_is_storage_001(stage: &Stage) {
    let nobody = format!("http://127.0.0.1:{}", closed_port());
    let path = url::Url::parse(stage.value(stage.endpoint)).unwrap();
    let nobody = format!("{nobody}{}", path.path().trim_end_matches('/'));
    all_fail_with(
        stage.with(&[(stage.endpoint, &nobody)]),
        Code::StorageUnreachable,
    )
    .await;
}

async fn probed(store: &dyn Store) -> Vec<Finding> {
    let ask = Ask {
        deadline: Duration::from_secs(30),
        for_dify: false,
        send_to: None,
    };
    store.probe(&ask).await
}

#[track_caller]
fn finds(findings: &[Finding], code: Code) {
    let first = findings.first().expect("it found nothing");
    assert_eq!(
        (first.severity, first.code),
        (Severity::Error, code),
        "{findings:?}"
    );
}

async fn a_probe_finds_nothing_and_leaves_nothing(stage: &Stage) {
    let mut findings = probed(&*stage.store).await;
    // The key of the tests may do more than a deployment's should, and a probe says so.
    findings.retain(|finding| finding.code != Code::PrivilegeTooWide);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn a_probe_finds_a_bucket_that_is_not_there(stage: &Stage) {
    finds(&probed(&*stage.new_bucket()).await, Code::BucketMissing);
}

async fn a_probe_finds_wrong_credentials(stage: &Stage) {
    for wrong in &stage.wrong {
        finds(&probed(&*stage.with(wrong)).await, Code::StorageCredentials);
    }
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn a_probe_finds_credentials_that_may_not_write(stage: &Stage) {
    finds(
        &probed(&*stage.with(&stage.reader)).await,
        Code::StoragePermission,
    );
    assert_eq!(stage.keys().await, [""; 0]);
}
