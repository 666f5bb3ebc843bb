//! Uploads in parts: CreateMultipartUpload to its end.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use jiff::Timestamp;
use reqwest::Method;

use super::attributes::{checksums, headers, is_encrypted, quoted, unquoted, verify};
use super::client::{Document, Request};
use super::fault::{self, About};
use super::listing::{Mark, decoded, is_encoded, on};
use super::store::{Bucket, no_longer_there, under, with_digest, written};
use super::trailer::Trailer;
use super::xml::{self, Node};
use crate::problem::Code;
use crate::storage::checksum::Hasher;
use crate::storage::way::Way;
use crate::storage::{
    Algorithm, Attributes, Body, Condition, Digest, End, Part, PartLimits, Parts, Piece, Result,
    Store, Upload, Written,
};

/// "Amazon S3 multipart upload limits".
const LIMITS: PartLimits = PartLimits {
    min: 5 << 20,
    max: 5 << 30,
    count: 10_000,
    granularity: 1,
    sequential: false,
    uniform: false,
};

#[async_trait]
impl Parts for Bucket {
    fn limits(&self) -> PartLimits {
        PartLimits {
            uniform: self.reach.is_r2,
            ..LIMITS
        }
    }

    async fn begin(&self, key: &str, attributes: &Attributes, _: &Condition) -> Result<Upload> {
        let full = self.full(key)?;
        let mut request = Request::of_key(Method::POST, &full)
            .query("uploads", "")
            .headers(headers(attributes)?);
        if self.reach.checksums {
            request = request
                .header("x-amz-checksum-algorithm", "CRC64NVME")
                .header("x-amz-checksum-type", "FULL_OBJECT");
        }
        let began = Instant::now();
        let (asked, again) = self.ask_telling(&request, self.about(key)).await;
        let asked = asked?;
        let id = xml::leaf(&asked.xml, "UploadId").filter(|id| !id.is_empty());
        let upload = Upload {
            key: key.to_owned(),
            id: id.ok_or_else(|| fault::not_understood("it names no upload"))?,
        };
        if again {
            self.give_up_twins(&upload, began.elapsed()).await;
        }
        if let Err(problem) = is_encrypted(key, attributes, &asked.headers) {
            drop(self.abort(&upload).await);
            return Err(problem);
        }
        Ok(upload)
    }

    async fn list_parts(&self, upload: &Upload) -> Result<Vec<Part>> {
        let full = self.full(&upload.key)?;
        let (mut parts, mut mark, mut way) = (Vec::new(), Some(Mark::new()), Way::default());
        while let Some(from) = mark {
            let mut request = Request::of_key(Method::GET, &full).query("uploadId", &upload.id);
            for (name, value) in &from {
                request = request.query(name, value);
            }
            let document = self.ask(&request, self.about(&upload.key)).await?;
            self.is(&document, "ListPartsResult")?;
            let next = take_parts(&document, &mut parts)?;
            mark = on(&mut way, next)?;
        }
        // SeaweedFS keeps what was sent before under the same number: the latest counts.
        parts.sort_by_key(|(at, part): &(Timestamp, Part)| (part.number, std::cmp::Reverse(*at)));
        parts.dedup_by_key(|(_, part)| part.number);
        Ok(parts.into_iter().map(|(_, part)| part).collect())
    }

    /// AWS's own services take a checksum behind the content, so it is read but once.
    fn computes_checksums(&self) -> bool {
        self.reach.checksums
    }

    async fn part(&self, upload: &Upload, piece: Piece) -> Result<Part> {
        let full = self.full(&upload.key)?;
        let size = piece.body.length();
        let trailer = Trailer::default();
        let request = Request::of_key(Method::PUT, &full)
            .query("partNumber", &piece.number.to_string())
            .query("uploadId", &upload.id);
        let request = match (&piece.digest, &piece.body) {
            (None, Body::File { .. }) if self.reach.checksums => {
                request.body_then(piece.body, &trailer)
            }
            (digest, _) => with_digest(request, digest.as_ref()).body(piece.body),
        };
        let answer = self.send(&request, self.about(&upload.key)).await?;
        let received = checksums(answer.headers());
        let sent = piece.digest.or_else(|| trailer.digest());
        verify(&upload.key, sent.as_ref(), &received)?;
        Ok(Part {
            number: piece.number,
            size,
            etag: written(answer.headers()).etag.unwrap_or_default(),
            // What was sent and not refused was verified, whether or not the answer repeats it.
            checksum: sent.or_else(|| received.into_iter().next()),
        })
    }

    async fn complete(
        &self,
        upload: &Upload,
        parts: &[Part],
        condition: &Condition,
        end: &End,
    ) -> Result<Written> {
        let full = self.full(&upload.key)?;
        let request = Request::of_key(Method::POST, &full)
            .query("uploadId", &upload.id)
            .header("content-type", "application/xml")
            .header("x-amz-mp-object-size", &end.size.to_string())
            .body(Body::Bytes(manifest(parts, self.reach.checksums)));
        let whole = end
            .digest
            .as_ref()
            .filter(|digest| self.reach.checksums && digest.algorithm == Algorithm::Crc64Nvme);
        let request = match whole {
            Some(_) => with_digest(request, whole).header("x-amz-checksum-type", "FULL_OBJECT"),
            None => request,
        };
        let request = under(condition, request);
        let asked = self.ask_telling(&request, self.about(&upload.key)).await;
        let document = match asked {
            // The answer to the first request was lost, and it was a good one.
            (Err(refused), true)
                if matches!(refused.code, Code::ObjectMissing | Code::ConditionFailed) =>
            {
                let completed = self.completed_before(upload, parts, end).await;
                return completed.ok_or(no_longer_there(refused, &upload.key, condition));
            }
            (asked, _) => {
                asked.map_err(|problem| no_longer_there(problem, &upload.key, condition))?
            }
        };
        self.is(&document, "CompleteMultipartUploadResult")?;
        let mut written = written(&document.headers);
        written.etag = xml::leaf(&document.xml, "ETag").map(|etag| unquoted(&etag));
        if let Some(crc) = xml::leaf(&document.xml, "ChecksumCRC64NVME") {
            let crc = Digest::from_base64(Algorithm::Crc64Nvme, &crc);
            written.checksums.extend(crc);
        }
        verify(&upload.key, end.digest.as_ref(), &written.checksums)?;
        Ok(written)
    }

    async fn abort(&self, upload: &Upload) -> Result<()> {
        let full = self.full(&upload.key)?;
        let request = Request::of_key(Method::DELETE, &full).query("uploadId", &upload.id);
        match self.send(&request, self.about(&upload.key)).await {
            Err(gone) if gone.code == Code::ObjectMissing => Ok(()),
            other => other.map(drop),
        }
    }

    async fn list_uploads(&self, prefix: &str) -> Result<Vec<Upload>> {
        let uploads = self.uploads(prefix).await?;
        Ok(uploads.into_iter().map(|(_, upload)| upload).collect())
    }
}

impl Bucket {
    /// All uploads that are under way, and since when.
    async fn uploads(&self, prefix: &str) -> Result<Vec<(Timestamp, Upload)>> {
        let (mut uploads, mut mark, mut way) = (Vec::new(), Some(Mark::new()), Way::default());
        while let Some(from) = mark {
            // Not encoded: SeaweedFS says here that keys are, and they are not.
            let mut request = Request::of_bucket(Method::GET)
                .query("uploads", "")
                .query("prefix", &format!("{}{prefix}", self.prefix));
            for (name, value) in &from {
                request = request.query(name, value);
            }
            let document = self.ask(&request, About::Bucket(&self.bucket)).await?;
            self.is(&document, "ListMultipartUploadsResult")?;
            let next = self.take_uploads(&document, &mut uploads)?;
            mark = on(&mut way, next)?;
        }
        Ok(uploads)
    }

    /// Gives up what attempts to begin this upload began whose answers were lost: nobody has their ids. Of the same key,
    /// begun within `took` before it, and without a part: another client's that has sent none yet loses nothing but
    /// its beginning.
    async fn give_up_twins(&self, upload: &Upload, took: Duration) {
        // Who may not list them has to leave them.
        let uploads = self.uploads(&upload.key).await.unwrap_or_default();
        let Some((begun, _)) = uploads.iter().find(|(_, known)| known == upload) else {
            return;
        };
        // Services tell seconds.
        let first = begun.saturating_sub(took + Duration::from_secs(1)).ok();
        for (at, twin) in &uploads {
            let is_twin = twin.key == upload.key
                && twin.id != upload.id
                && first.is_some_and(|first| (first..=*begun).contains(at));
            if is_twin
                && self
                    .list_parts(twin)
                    .await
                    .is_ok_and(|parts| parts.is_empty())
            {
                drop(self.abort(twin).await);
            }
        }
    }

    /// What became of an upload that is gone, if it is the object that is there now.
    async fn completed_before(
        &self,
        upload: &Upload,
        parts: &[Part],
        end: &End,
    ) -> Option<Written> {
        let meta = self.stat(&upload.key, None).await.ok()?;
        let is_ours = match &end.digest {
            Some(digest) if meta.checksums.contains(digest) => true,
            _ => meta.etag.is_some() && meta.etag == etag_of(parts),
        };
        (is_ours && meta.size == end.size).then_some(Written {
            etag: meta.etag,
            version: meta.version,
            checksums: meta.checksums,
        })
    }

    fn take_uploads(
        &self,
        document: &Document,
        uploads: &mut Vec<(Timestamp, Upload)>,
    ) -> Result<Option<Mark>> {
        let encoded = is_encoded(document);
        let (mut more, mut key, mut id) = (false, String::new(), String::new());
        let mut upload = Upload {
            key: String::new(),
            id: String::new(),
        };
        let mut at = Timestamp::MIN;
        xml::read(&document.xml, |node| match node {
            Node::Leaf("Upload", "Initiated", text) => {
                at = text.parse().unwrap_or(Timestamp::MIN);
            }
            Node::Leaf("Upload", "Key", text) => upload.key = self.own(&decoded(text, encoded)),
            Node::Leaf("Upload", "UploadId", text) => text.clone_into(&mut upload.id),
            Node::Close("Upload") => uploads.push((at, upload.clone())),
            Node::Leaf(_, "IsTruncated", text) => more = text == "true",
            Node::Leaf(_, "NextKeyMarker", text) => key = decoded(text, encoded),
            Node::Leaf(_, "NextUploadIdMarker", text) => text.clone_into(&mut id),
            _ => {}
        })?;
        Ok(more.then(|| vec![("key-marker", key), ("upload-id-marker", id)]))
    }
}

/// Adds the parts of one page, and tells where the next begins.
fn take_parts(document: &Document, parts: &mut Vec<(Timestamp, Part)>) -> Result<Option<Mark>> {
    let empty = || Part {
        number: 0,
        size: 0,
        etag: String::new(),
        checksum: None,
    };
    let (mut more, mut after, mut part) = (false, String::new(), empty());
    let mut at = Timestamp::MIN;
    xml::read(&document.xml, |node| match node {
        Node::Leaf("Part", "PartNumber", text) => part.number = text.parse().unwrap_or(0),
        Node::Leaf("Part", "Size", text) => part.size = text.parse().unwrap_or(0),
        Node::Leaf("Part", "ETag", text) => part.etag = unquoted(text),
        Node::Leaf("Part", "LastModified", text) => at = text.parse().unwrap_or(Timestamp::MIN),
        Node::Leaf("Part", "ChecksumCRC64NVME", text) => {
            part.checksum = Digest::from_base64(Algorithm::Crc64Nvme, text);
        }
        Node::Close("Part") => {
            let mut part = std::mem::replace(&mut part, empty());
            if part.checksum.is_none() {
                part.checksum = Digest::from_hex(Algorithm::Md5, &part.etag);
            }
            parts.push((at, part));
        }
        Node::Leaf(_, "IsTruncated", text) => more = text == "true",
        Node::Leaf(_, "NextPartNumberMarker", text) => text.clone_into(&mut after),
        _ => {}
    })?;
    Ok(more.then(|| vec![("part-number-marker", after)]))
}

/// The ETag of an object of these parts: the MD5 of theirs, and how many they are. Nothing where theirs are none, as
/// under encryption with a customer's key ("Checking object integrity": ETags of multipart uploads).
fn etag_of(parts: &[Part]) -> Option<String> {
    let mut hasher = Hasher::new(Algorithm::Md5);
    for part in parts {
        hasher.update(&Digest::from_hex(Algorithm::Md5, &part.etag)?.value);
    }
    Some(format!("{}-{}", hasher.finish().hex(), parts.len()))
}

/// The document that names an upload's parts.
fn manifest(parts: &[Part], checksums: bool) -> Bytes {
    let mut xml =
        String::from("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    for part in parts {
        xml += &format!("<Part><PartNumber>{}</PartNumber>", part.number);
        let etag = quoted(&part.etag);
        // An ETag holds no character that XML cannot.
        xml += &format!("<ETag>{}</ETag>", xml::escaped(&etag).unwrap_or_default());
        let crc = part
            .checksum
            .as_ref()
            .filter(|digest| checksums && digest.algorithm == Algorithm::Crc64Nvme);
        if let Some(crc) = crc {
            xml += &format!("<ChecksumCRC64NVME>{}</ChecksumCRC64NVME>", crc.base64());
        }
        xml += "</Part>";
    }
    xml += "</CompleteMultipartUpload>";
    xml.into()
}
