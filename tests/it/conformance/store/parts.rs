//! Uploads in parts: sizes, order, going on elsewhere, giving up; nothing is visible before the end.

use futures_util::future::join_all;
use tieline::problem::{Code, Problem};
use tieline::storage::{
    Attributes, Body, Condition, Digest, End, Part, Parts, Piece, Store, Upload, Written,
};

use super::conformance;
use super::stage::{Stage, bytes, content, fails_with, same};

conformance! { s3 gcs gcs_strict azure:
    limits_are_such_that_an_engine_can_plan
    a_last_part_may_be_a_single_byte
    a_last_part_may_be_full
    one_part_is_enough
    nothing_is_visible_before_the_end
    the_old_object_stays_until_the_end
    parts_from_a_file_make_up_the_object
    a_part_of_a_file_that_became_shorter_fails
    an_odd_key_is_uploaded_in_parts
    the_end_of_an_upload_is_done_when_the_object_is_absent
    two_uploads_of_one_key_do_not_mix
    giving_up_leaves_nothing
    giving_up_twice_is_no_failure
    a_key_that_climbs_begins_no_upload
}

conformance! { s3 gcs_strict azure:
    another_store_goes_on_with_an_upload
    the_end_of_an_upload_is_refused_when_the_object_is_there
}

// Where parts come in any order, and are the service's until the end.
conformance! { s3 azure:
    parts_may_come_in_any_order
    parts_may_come_at_once
}

conformance! { s3 gcs_strict azure:
    an_upload_with_a_part_missing_is_not_completed
    the_end_over_an_object_that_was_changed_is_refused
}

conformance! { s3 s3_crc gcs gcs_strict azure:
    parts_make_up_the_object
    attributes_of_an_upload_are_kept
    a_right_digest_of_a_part_is_taken
}

conformance! { s3 s3_crc gcs_strict azure:
    parts_that_are_there_are_told
}

conformance! { s3 s3_crc azure:
    a_part_sent_again_replaces_the_first
    a_wrong_digest_of_a_part_is_storage_006
}

// Where a checksum of the whole follows from those of the parts: an MD5 does not.
conformance! { s3_crc:
    a_wrong_digest_of_the_whole_is_storage_006
}

// Azure knows no uploads, only blocks that nobody has committed: none can be told or ended.
conformance! { s3:
    uploads_that_are_open_are_told_until_they_end
    open_uploads_are_told_below_a_prefix
    an_upload_that_is_gone_is_storage_004
}

/// A size that parts may have here, and small enough for many of them.
fn part_bytes(parts: &dyn Parts) -> usize {
    let limits = parts.limits();
    let smallest = limits.min.max(64 << 10);
    usize::try_from(smallest.next_multiple_of(limits.granularity)).unwrap()
}

/// An upload as the engine makes one.
struct Sending<'a> {
    store: &'a dyn Store,
    upload: Upload,
    contents: Vec<&'a [u8]>,
}

impl<'a> Sending<'a> {
    async fn begin(store: &'a dyn Store, key: &str, content: &'a [u8]) -> Sending<'a> {
        Sending::begin_if(store, key, content, &Condition::None).await
    }

    async fn begin_if(
        store: &'a dyn Store,
        key: &str,
        content: &'a [u8],
        condition: &Condition,
    ) -> Sending<'a> {
        let parts = store.parts().unwrap();
        let upload = parts.begin(key, &Attributes::default(), condition).await;
        Sending {
            store,
            upload: upload.unwrap(),
            contents: content.chunks(part_bytes(parts)).collect(),
        }
    }

    fn parts(&self) -> &'a dyn Parts {
        self.store.parts().unwrap()
    }

    fn end(&self) -> End {
        let whole = self.contents.concat();
        End {
            size: whole.len() as u64,
            digest: self
                .store
                .checksum()
                .map(|algorithm| Digest::of(algorithm, &whole)),
        }
    }

    fn piece(&self, index: usize) -> Piece {
        let offset = self.contents[..index]
            .iter()
            .map(|content| content.len() as u64);
        let is_last = index + 1 == self.contents.len();
        Piece {
            number: u32::try_from(index).unwrap() + 1,
            offset: offset.sum(),
            body: bytes(self.contents[index]),
            digest: self
                .store
                .checksum()
                .map(|algorithm| Digest::of(algorithm, self.contents[index])),
            end: (is_last && self.parts().limits().sequential).then(|| self.end()),
        }
    }

    async fn send(&self, index: usize) -> Result<Part, Problem> {
        let sent = self.parts().part(&self.upload, self.piece(index)).await?;
        assert_eq!(sent.number as usize, index + 1);
        assert_eq!(sent.size, self.contents[index].len() as u64);
        Ok(sent)
    }

    async fn send_all(&self) -> Result<Vec<Part>, Problem> {
        let mut sent = Vec::new();
        for index in 0..self.contents.len() {
            sent.push(self.send(index).await?);
        }
        Ok(sent)
    }

    async fn complete(&self, sent: &[Part], condition: &Condition) -> Result<Written, Problem> {
        let parts = self.parts();
        parts
            .complete(&self.upload, sent, condition, &self.end())
            .await
    }

    async fn finish(&self) -> Written {
        let sent = self.send_all().await.unwrap();
        self.complete(&sent, &Condition::None).await.unwrap()
    }
}

/// Uploads this in parts, and it is what is read then.
async fn comes_back(stage: &Stage, key: &str, content: &[u8]) {
    let sending = Sending::begin(&*stage.store, key, content).await;
    let written = sending.finish().await;
    let stat = stage.stat(key).await;
    assert_eq!(stat.size, content.len() as u64);
    assert_eq!(stat.etag, written.etag);
    for told in stat.checksums.iter().chain(&written.checksums) {
        assert_eq!(*told, Digest::of(told.algorithm, content));
    }
    same(&stage.get(key).await, content);
}

fn size(stage: &Stage) -> usize {
    part_bytes(stage.store.parts().unwrap())
}

async fn limits_are_such_that_an_engine_can_plan(stage: &Stage) {
    let limits = stage.store.parts().unwrap().limits();
    assert!(limits.min <= limits.max && limits.count >= 1000 && limits.granularity >= 1);
    assert_eq!(
        (
            limits.min % limits.granularity,
            limits.max % limits.granularity
        ),
        (0, 0)
    );
    // The largest object of any of these services has 5 TiB or more.
    assert!(limits.max.saturating_mul(limits.count.into()) >= 5 << 40);
    assert!(stage.store.largest_write() >= limits.min);
}

async fn parts_make_up_the_object(stage: &Stage) {
    comes_back(stage, "dir/k", &content(3 * size(stage) + 12_345)).await;
}

async fn a_last_part_may_be_a_single_byte(stage: &Stage) {
    comes_back(stage, "k", &content(size(stage) + 1)).await;
}

async fn a_last_part_may_be_full(stage: &Stage) {
    comes_back(stage, "k", &content(2 * size(stage))).await;
}

async fn one_part_is_enough(stage: &Stage) {
    comes_back(stage, "k", &content(size(stage) - 1)).await;
    comes_back(stage, "one", b"x").await;
}

async fn nothing_is_visible_before_the_end(stage: &Stage) {
    let all = content(2 * size(stage) + 1);
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    stage.has_not("k").await;
    for index in 0..2 {
        sending.send(index).await.unwrap();
        stage.has_not("k").await;
        assert_eq!(stage.keys().await, [""; 0]);
    }
    drop(sending.parts().abort(&sending.upload).await);
    stage.has_not("k").await;
}

async fn the_old_object_stays_until_the_end(stage: &Stage) {
    stage.put("k", b"old").await;
    let all = content(2 * size(stage));
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let first = sending.send(0).await.unwrap();
    assert_eq!(stage.get("k").await, b"old");
    let second = sending.send(1).await.unwrap();
    sending
        .complete(&[first, second], &Condition::None)
        .await
        .unwrap();
    same(&stage.get("k").await, &all);
}

async fn parts_from_a_file_make_up_the_object(stage: &Stage) {
    let all = content(2 * size(stage) + 7);
    let path = stage.dir.path().join("source");
    std::fs::write(&path, &all).unwrap();
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let mut sent = Vec::new();
    for index in 0..sending.contents.len() {
        let piece = sending.piece(index);
        let body = Body::File {
            path: path.clone(),
            offset: piece.offset,
            length: piece.body.length(),
            modified: None,
        };
        let piece = Piece { body, ..piece };
        sent.push(sending.parts().part(&sending.upload, piece).await.unwrap());
    }
    sending.complete(&sent, &Condition::None).await.unwrap();
    same(&stage.get("k").await, &all);
}

async fn a_part_of_a_file_that_became_shorter_fails(stage: &Stage) {
    let path = stage.dir.path().join("source");
    std::fs::write(&path, content(1000)).unwrap();
    let all = content(2 * size(stage));
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let body = Body::File {
        path,
        offset: 0,
        length: size(stage) as u64,
        modified: None,
    };
    let piece = Piece {
        body,
        digest: None,
        ..sending.piece(0)
    };
    let sent = sending.parts().part(&sending.upload, piece).await;
    fails_with(sent, Code::LocalFileError);
    stage.has_not("k").await;
    drop(sending.parts().abort(&sending.upload).await);
}

async fn another_store_goes_on_with_an_upload(stage: &Stage) {
    let all = content(3 * size(stage) + 1);
    let sending = Sending::begin(&*stage.store, "dir/k", &all).await;
    let first = sending.send(0).await.unwrap();
    let kept = serde_json::to_string(&(&sending.upload, &[first])).unwrap();
    // Another process, that has read the journal.
    let (upload, mut sent): (Upload, Vec<Part>) = serde_json::from_str(&kept).unwrap();
    let store = stage.again();
    let there = store.parts().unwrap().list_parts(&upload).await.unwrap();
    assert_eq!((there.len(), there[0].number), (1, 1));
    assert_eq!(there[0].size, size(stage) as u64);
    let going_on = Sending {
        store: &*store,
        upload,
        contents: sending.contents.clone(),
    };
    for index in 1..going_on.contents.len() {
        sent.push(going_on.send(index).await.unwrap());
    }
    going_on.complete(&sent, &Condition::None).await.unwrap();
    same(&stage.get("dir/k").await, &all);
}

async fn parts_that_are_there_are_told(stage: &Stage) {
    let all = content(3 * size(stage));
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let parts = sending.parts();
    assert_eq!(parts.list_parts(&sending.upload).await.unwrap(), []);
    for index in 0..2 {
        sending.send(index).await.unwrap();
        // A session tells how far it is, not in how many steps it came there.
        let there = parts.list_parts(&sending.upload).await.unwrap();
        let bytes: u64 = there.iter().map(|part| part.size).sum();
        assert_eq!(bytes, ((index + 1) * size(stage)) as u64);
        for (part, content) in there.iter().zip(&sending.contents) {
            if let Some(checksum) = &part.checksum {
                assert_eq!(*checksum, Digest::of(checksum.algorithm, content));
            }
        }
    }
    drop(parts.abort(&sending.upload).await);
}

async fn attributes_of_an_upload_are_kept(stage: &Stage) {
    let given = Attributes {
        content_type: Some("text/csv".to_owned()),
        content_encoding: Some("identity".to_owned()),
        content_disposition: Some("inline".to_owned()),
        cache_control: Some("no-cache".to_owned()),
        metadata: [("owner".to_owned(), "Zoë".to_owned())].into(),
        ..Attributes::default()
    };
    let parts = stage.store.parts().unwrap();
    let upload = parts.begin("k", &given, &Condition::None).await.unwrap();
    let all = content(size(stage) + 1);
    let sending = Sending {
        store: &*stage.store,
        upload,
        contents: all.chunks(size(stage)).collect(),
    };
    sending.finish().await;
    let mut kept = stage.stat("k").await.attributes;
    kept.storage_class = None;
    kept.sse = None;
    assert_eq!(kept, given);
}

async fn an_odd_key_is_uploaded_in_parts(stage: &Stage) {
    let all = content(size(stage) + 1);
    let odd = ["a b+c/100%", "#1?x=y&z;'q'\"", "文件", "line\nbreak"];
    for key in odd.into_iter().filter(|key| stage.holds(key)) {
        comes_back(stage, key, &all).await;
    }
}

/// The last part, and the end: where either may refuse the whole.
async fn ended(sending: &Sending<'_>, condition: &Condition) -> Result<Written, Problem> {
    let sent = sending.send_all().await?;
    sending.complete(&sent, condition).await
}

async fn the_end_of_an_upload_is_refused_when_the_object_is_there(stage: &Stage) {
    let all = content(size(stage) + 1);
    let absent = Condition::Absent;
    let sending = Sending::begin_if(&*stage.store, "k", &all, &absent).await;
    stage.put("k", b"came meanwhile").await;
    fails_with(ended(&sending, &absent).await, Code::ConditionFailed);
    assert_eq!(stage.get("k").await, b"came meanwhile");
    drop(sending.parts().abort(&sending.upload).await);
}

async fn the_end_of_an_upload_is_done_when_the_object_is_absent(stage: &Stage) {
    let all = content(size(stage) + 1);
    let absent = Condition::Absent;
    let sending = Sending::begin_if(&*stage.store, "k", &all, &absent).await;
    ended(&sending, &absent).await.unwrap();
    same(&stage.get("k").await, &all);
}

async fn the_end_over_an_object_that_was_changed_is_refused(stage: &Stage) {
    let etag = stage.put("k", b"old").await.etag.unwrap();
    let condition = Condition::Match(etag);
    let all = content(size(stage) + 1);
    let sending = Sending::begin_if(&*stage.store, "k", &all, &condition).await;
    stage.put("k", b"changed").await;
    fails_with(ended(&sending, &condition).await, Code::ConditionFailed);
    assert_eq!(stage.get("k").await, b"changed");
    drop(sending.parts().abort(&sending.upload).await);
}

async fn two_uploads_of_one_key_do_not_mix(stage: &Stage) {
    let (one, mut other) = (content(size(stage) + 1), content(size(stage) + 1));
    other.reverse();
    let first = Sending::begin(&*stage.store, "k", &one).await;
    let second = Sending::begin(&*stage.store, "k", &other).await;
    let (one_0, other_0) = (first.send(0).await.unwrap(), second.send(0).await.unwrap());
    let (one_1, other_1) = (first.send(1).await.unwrap(), second.send(1).await.unwrap());
    first
        .complete(&[one_0, one_1], &Condition::None)
        .await
        .unwrap();
    let (meta, read) = (stage.stat("k").await, stage.get("k").await);
    assert_eq!(meta.size, read.len() as u64);
    // A service may take only the last upload of a key; what it shows is one of them, whole.
    assert!(read == one || read == other, "a mixture");
    if second
        .complete(&[other_0, other_1], &Condition::None)
        .await
        .is_ok()
    {
        let read = stage.get("k").await;
        assert!(read == one || read == other, "a mixture");
    }
}

async fn giving_up_leaves_nothing(stage: &Stage) {
    let all = content(2 * size(stage));
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    sending.send(0).await.unwrap();
    sending.parts().abort(&sending.upload).await.unwrap();
    stage.has_not("k").await;
    assert_eq!(stage.keys().await, [""; 0]);
}

async fn giving_up_twice_is_no_failure(stage: &Stage) {
    let all = content(2 * size(stage));
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    sending.send(0).await.unwrap();
    for _ in 0..2 {
        sending.parts().abort(&sending.upload).await.unwrap();
    }
}

async fn a_key_that_climbs_begins_no_upload(stage: &Stage) {
    let parts = stage.store.parts().unwrap();
    let (attributes, condition) = (Attributes::default(), Condition::None);
    for key in ["../out", "a/../../out", ""] {
        let begun = parts.begin(key, &attributes, &condition).await;
        fails_with(begun, Code::NameImpossible);
    }
}

async fn parts_may_come_in_any_order(stage: &Stage) {
    let all = content(3 * size(stage) + 1);
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let mut sent = Vec::new();
    for index in [3, 1, 0, 2] {
        sent.push(sending.send(index).await.unwrap());
    }
    sent.sort_by_key(|part| part.number);
    let told = sending.parts().list_parts(&sending.upload).await.unwrap();
    let numbers: Vec<_> = told.iter().map(|part| part.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    sending.complete(&sent, &Condition::None).await.unwrap();
    same(&stage.get("k").await, &all);
}

async fn parts_may_come_at_once(stage: &Stage) {
    let all = content(4 * size(stage) + 1);
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let sent = join_all((0..sending.contents.len()).map(|index| sending.send(index))).await;
    let sent: Result<Vec<_>, _> = sent.into_iter().collect();
    sending
        .complete(&sent.unwrap(), &Condition::None)
        .await
        .unwrap();
    same(&stage.get("k").await, &all);
}

async fn a_part_sent_again_replaces_the_first(stage: &Stage) {
    let all = content(2 * size(stage));
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let other = content(size(stage) - 1);
    let body = bytes(&other);
    let digest = stage
        .store
        .checksum()
        .map(|algorithm| Digest::of(algorithm, &other));
    let wrong = Piece {
        body,
        digest,
        ..sending.piece(0)
    };
    sending.parts().part(&sending.upload, wrong).await.unwrap();
    let sent = sending.send_all().await.unwrap();
    let told = sending.parts().list_parts(&sending.upload).await.unwrap();
    assert_eq!(told.len(), 2, "{told:?}");
    sending.complete(&sent, &Condition::None).await.unwrap();
    same(&stage.get("k").await, &all);
}

async fn a_right_digest_of_a_part_is_taken(stage: &Stage) {
    let algorithm = stage.store.checksum().expect("an algorithm to send");
    let all = content(size(stage) + 1);
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    for part in sending.send_all().await.unwrap() {
        if let Some(checksum) = part.checksum {
            let sent = sending.contents[part.number as usize - 1];
            assert_eq!(checksum, Digest::of(algorithm, sent));
        }
    }
    sending.parts().abort(&sending.upload).await.unwrap();
}

async fn a_wrong_digest_of_a_part_is_storage_006(stage: &Stage) {
    let algorithm = stage.store.checksum().expect("an algorithm to send");
    let all = content(size(stage) + 1);
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let wrong = Piece {
        digest: Some(Digest::of(algorithm, b"another")),
        ..sending.piece(0)
    };
    let sent = sending.parts().part(&sending.upload, wrong).await;
    fails_with(sent, Code::IntegrityFailed);
    assert_eq!(
        sending.parts().list_parts(&sending.upload).await.unwrap(),
        []
    );
    // It may be sent again, and right.
    sending.finish().await;
    same(&stage.get("k").await, &all);
}

async fn a_wrong_digest_of_the_whole_is_storage_006(stage: &Stage) {
    let algorithm = stage.store.checksum().expect("an algorithm to send");
    let all = content(size(stage) + 1);
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let sent = sending.send_all().await.unwrap();
    let end = End {
        digest: Some(Digest::of(algorithm, b"another")),
        ..sending.end()
    };
    let parts = sending.parts();
    let completed = parts
        .complete(&sending.upload, &sent, &Condition::None, &end)
        .await;
    fails_with(completed, Code::IntegrityFailed);
    drop(parts.abort(&sending.upload).await);
    stage.has_not("k").await;
}

async fn an_upload_with_a_part_missing_is_not_completed(stage: &Stage) {
    let all = content(2 * size(stage));
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let first = sending.send(0).await.unwrap();
    let never_sent = Part {
        number: 2,
        ..first.clone()
    };
    let completed = sending
        .complete(&[first, never_sent], &Condition::None)
        .await;
    assert!(completed.is_err());
    stage.has_not("k").await;
    sending.parts().abort(&sending.upload).await.unwrap();
}

async fn uploads_that_are_open_are_told_until_they_end(stage: &Stage) {
    let parts = stage.store.parts().unwrap();
    let all = content(size(stage) + 1);
    let done = Sending::begin(&*stage.store, "done", &all).await;
    let given_up = Sending::begin(&*stage.store, "a b/given+up", &all).await;
    for sending in [&done, &given_up] {
        sending.send(0).await.unwrap();
        let open = parts.list_uploads("").await.unwrap();
        assert!(open.contains(&sending.upload), "{open:?}");
    }
    done.finish().await;
    parts.abort(&given_up.upload).await.unwrap();
    assert_eq!(parts.list_uploads("").await.unwrap(), []);
}

async fn open_uploads_are_told_below_a_prefix(stage: &Stage) {
    let parts = stage.store.parts().unwrap();
    let all = content(size(stage));
    let inside = Sending::begin(&*stage.store, "a/k", &all).await;
    let beside = Sending::begin(&*stage.store, "ab/k", &all).await;
    for sending in [&inside, &beside] {
        sending.send(0).await.unwrap();
    }
    assert_eq!(
        parts.list_uploads("a/").await.unwrap(),
        std::slice::from_ref(&inside.upload)
    );
    for sending in [inside, beside] {
        parts.abort(&sending.upload).await.unwrap();
    }
}

async fn an_upload_that_is_gone_is_storage_004(stage: &Stage) {
    let all = content(size(stage));
    let sending = Sending::begin(&*stage.store, "k", &all).await;
    let sent = sending.send(0).await.unwrap();
    let parts = sending.parts();
    parts.abort(&sending.upload).await.unwrap();
    fails_with(parts.list_parts(&sending.upload).await, Code::ObjectMissing);
    fails_with(sending.send(0).await, Code::ObjectMissing);
    let completed = sending.complete(&[sent], &Condition::None).await;
    fails_with(completed, Code::ObjectMissing);
}
