//! Copies at the service: CopyObject and UploadPartCopy. The source is pinned to the version that was seen.

use std::ops::RangeInclusive;

use async_trait::async_trait;
use reqwest::Method;

use super::attributes::{headers, is_encrypted, quoted, unquoted};
use super::client::{Document, Request, encoded};
use super::fault::About;
use super::store::{Bucket, LARGEST_WRITE, under, written};
use super::xml;
use crate::problem::Code;
use crate::storage::{
    Algorithm, Attributes, Condition, Digest, Location, Meta, Part, Result, ServerCopy, Upload,
    Written, left_by_write,
};

/// A copy's request with its source.
fn from<'a>(request: Request<'a>, source: &Location, meta: &Meta) -> Request<'a> {
    // Who names a version needs s3:GetObjectVersion; an ETag pins the content as well.
    let version = meta
        .version
        .as_deref()
        .filter(|version| *version != "null" && meta.etag.is_none());
    let version = version.map(|version| format!("?versionId={}", encoded(version)));
    let place = format!(
        "{}/{}{}",
        encoded(&source.bucket),
        encoded(&source.key),
        version.unwrap_or_default()
    );
    request.header("x-amz-copy-source", &place).maybe_header(
        "x-amz-copy-source-if-match",
        meta.etag.as_deref().map(quoted).as_deref(),
    )
}

fn copied(document: &Document) -> Written {
    let mut copied = written(&document.headers);
    copied.etag = xml::leaf(&document.xml, "ETag").map(|etag| unquoted(&etag));
    let crc = xml::leaf(&document.xml, "ChecksumCRC64NVME");
    copied
        .checksums
        .extend(crc.and_then(|crc| Digest::from_base64(Algorithm::Crc64Nvme, &crc)));
    copied
}

#[async_trait]
impl ServerCopy for Bucket {
    fn largest_copy(&self) -> u64 {
        LARGEST_WRITE
    }

    async fn copy(
        &self,
        source: &Location,
        from_meta: &Meta,
        to: &str,
        attributes: Option<&Attributes>,
        condition: &Condition,
    ) -> Result<Written> {
        let full = self.full(to)?;
        let request = Request::of_key(Method::PUT, &full).copies(from_meta.size);
        let mut request = from(request, source, from_meta);
        if let Some(attributes) = attributes {
            request = request
                .headers(headers(attributes)?)
                .header("x-amz-metadata-directive", "REPLACE");
        }
        let request = under(condition, request);
        let about = About::Key(&source.bucket, &source.key);
        let (asked, again) = self.ask_telling(&request, about).await;
        if let Err(refused) = &asked
            && again
            && refused.code == Code::ConditionFailed
            && let Some(left) = left_by_write(self, to, from_meta.size, &from_meta.checksums).await
        {
            return Ok(left);
        }
        let document = asked.map_err(|problem| match (problem.code, condition) {
            // Without one of the destination's it is the source that was to be a certain one.
            (Code::ConditionFailed, Condition::Absent) => {
                problem.title(format!("\"{to}\" exists already")).key(to)
            }
            _ => problem,
        })?;
        self.is(&document, "CopyObjectResult")?;
        if let Some(attributes) = attributes {
            is_encrypted(to, attributes, &document.headers)?;
        }
        Ok(copied(&document))
    }

    async fn copy_part(
        &self,
        source: &Location,
        from_meta: &Meta,
        range: RangeInclusive<u64>,
        upload: &Upload,
        number: u32,
    ) -> Result<Part> {
        let full = self.full(&upload.key)?;
        let (first, last) = (*range.start(), *range.end());
        let request = Request::of_key(Method::PUT, &full)
            .query("partNumber", &number.to_string())
            .query("uploadId", &upload.id)
            .header("x-amz-copy-source-range", &format!("bytes={first}-{last}"));
        let request = from(request.copies(last - first + 1), source, from_meta);
        let document = self
            .ask(&request, About::Key(&source.bucket, &source.key))
            .await?;
        self.is(&document, "CopyPartResult")?;
        let copied = copied(&document);
        Ok(Part {
            number,
            size: last - first + 1,
            etag: copied.etag.unwrap_or_default(),
            checksum: copied.checksums.into_iter().next(),
        })
    }
}
