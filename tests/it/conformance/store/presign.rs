//! Signed URLs, used by a client that has no credentials.

use std::time::Duration;

use tieline::net::{Net, NetOptions};
use tieline::problem::Code;
use tieline::storage::Method;

use super::conformance;
use super::stage::{Stage, fails_with};

conformance! { s3 gcs gcs_strict azure:
    a_signed_url_gets_the_object
    a_signed_url_puts_the_object
    a_signed_url_of_an_odd_key_gets_it
}

conformance! { s3 gcs_strict azure:
    a_url_is_signed_for_one_key_alone
}

// A key of Azure's signs for any time.
conformance! { s3 gcs gcs_strict:
    a_url_for_too_long_is_storage_011
}

const MINUTE: Duration = Duration::from_secs(60);

async fn signed(stage: &Stage, key: &str, method: Method) -> String {
    let presign = stage.store.presign().unwrap();
    let url = presign.presign(key, method, MINUTE).await.unwrap();
    url.reveal().clone()
}

/// The status and the body of an answer.
async fn fetched(url: &str) -> (u16, Vec<u8>) {
    let net = Net::new(NetOptions::default());
    let answer = net.http().unwrap().get(url).send().await.unwrap();
    (
        answer.status().as_u16(),
        answer.bytes().await.unwrap().to_vec(),
    )
}

async fn a_signed_url_gets_the_object(stage: &Stage) {
    stage.put("a", b"content").await;
    let url = signed(stage, "a", Method::Get).await;
    assert_eq!(fetched(&url).await, (200, b"content".to_vec()));
}

async fn a_signed_url_puts_the_object(stage: &Stage) {
    let url = signed(stage, "a", Method::Put).await;
    let net = Net::new(NetOptions::default());
    let mut request = net.http().unwrap().put(&url).body("put by URL");
    if stage.service == "azure" {
        // "Put Blob": which kind of blob it is must be said, signed or not.
        request = request.header("x-ms-blob-type", "BlockBlob");
    }
    let answer = request.send().await.unwrap();
    assert!(answer.status().is_success(), "{answer:?}");
    assert_eq!(stage.get("a").await, b"put by URL");
}

async fn a_signed_url_of_an_odd_key_gets_it(stage: &Stage) {
    for key in [
        "a b+c",
        "100%/#1?x=y&z",
        "文件/é",
        "a%20b",
        "'q' \"r\" ~*()",
    ] {
        stage.put(key, key).await;
        let url = signed(stage, key, Method::Get).await;
        assert_eq!(fetched(&url).await, (200, key.as_bytes().to_vec()), "{key}");
    }
}

async fn a_url_is_signed_for_one_key_alone(stage: &Stage) {
    stage.put("mine", b"x").await;
    stage.put("your", b"x").await;
    let url = signed(stage, "mine", Method::Get).await;
    let (status, _) = fetched(&url.replace("mine", "your")).await;
    assert_eq!(status, 403);
}

async fn a_url_for_too_long_is_storage_011(stage: &Stage) {
    let presign = stage.store.presign().unwrap();
    let week = Duration::from_secs(7 * 24 * 3600);
    presign.presign("a", Method::Get, week).await.unwrap();
    for expires in [Duration::ZERO, week + Duration::from_secs(1)] {
        let signed = presign.presign("a", Method::Get, expires).await;
        fails_with(signed, Code::CannotPresign);
    }
}
