//! Copies that happen at the service, within one account. Copy Blob takes blobs of any size and, within an account,
//! the request's own authorization for its source; it cannot set what a client sets as headers, so that is done
//! behind it, on the very copy.

use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use azure_core::http::headers::Headers;
use azure_storage_blob::models::{
    AccessTier, BlobClientSetMetadataOptions, BlobClientSetPropertiesOptions,
    BlobClientStartCopyFromUrlOptions, BlockBlobClientStageBlockFromUrlOptions, HttpRange,
};

use super::account::Credential;
use super::attributes;
use super::parts;
use super::store::{Container, checksums, conditions, header, no_longer_there, quoted, written};
use crate::net::Guard;
use crate::problem::{Code, Problem};
use crate::storage::{
    Attributes, Condition, Location, Meta, Method, Part, Result, ServerCopy, Store as _, Upload,
    Written, left_by_write,
};

/// How often a copy that goes on behind the answer is looked at.
const PAUSE: Duration = Duration::from_millis(500);
/// How many times as long as any other request may be silent a copy may stand still: the service does it as it finds
/// time.
const STILL: u32 = 10;
/// How long a source's signature is valid: the service opens the source within the request.
const SIGNED: Duration = Duration::from_secs(15 * 60);

#[async_trait]
impl ServerCopy for Container {
    /// Copy Blob has no limit of its own.
    fn largest_copy(&self) -> u64 {
        u64::MAX
    }

    async fn copy(
        &self,
        source: &Location,
        from: &Meta,
        to: &str,
        attributes: Option<&Attributes>,
        condition: &Condition,
    ) -> Result<Written> {
        if let Some(attributes) = attributes {
            attributes::are_kept(attributes, to)?;
        }
        let full = self.full(to)?;
        // Within the account a key or a token that proves the request opens the source too ("Copy Blob":
        // authorization); a signature stands in each URL for itself.
        let signed = matches!(self.reach.account.credential, Credential::Sas(_));
        let url = self.source(source, from, signed).await?;
        let (matching, absent) = conditions(condition);
        let metadata = attributes.map(attributes::metadata);
        let tier = attributes.and_then(|attributes| attributes.storage_class.as_deref());
        // Last, since what is in the archive takes no change of what it carries.
        let archived =
            tier.is_some_and(|tier| tier.eq_ignore_ascii_case(AccessTier::Archive.as_ref()));
        let tier = tier.filter(|_| !archived);
        let sent = self
            .send_telling(self.about(Some(to), false), || async {
                let options = BlobClientStartCopyFromUrlOptions {
                    source_if_match: from.etag.as_deref().map(quoted),
                    if_match: matching.clone(),
                    if_none_match: absent.clone(),
                    metadata: metadata.clone(),
                    tier: tier.and_then(|tier| tier.parse().ok()),
                    ..Default::default()
                };
                let blob = self.reach.blob(&self.name, &full)?;
                let answer = blob.start_copy_from_url(url.clone(), Some(options)).await?;
                Ok(answer.headers().clone())
            })
            .await;
        let headers = match sent {
            (Err(refused), true) if refused.code == Code::ConditionFailed => {
                match left_by_write(self, to, from.size, &from.checksums).await {
                    Some(_) => self.properties(to, &full).await?,
                    None => return Err(refused),
                }
            }
            (sent, _) => sent
                .map_err(|problem| no_longer_there(to, condition, problem))
                .map_err(|problem| match attributes {
                    Some(attributes) => attributes::refused(problem, attributes),
                    None => problem,
                })
                .map_err(|problem| match problem.code {
                    Code::ObjectMissing => problem
                        .title(format!("\"{}\" does not exist", source.key))
                        .key(&source.key),
                    _ => problem,
                })?,
        };
        let copy = self.finished(to, &full, headers).await?;
        match attributes {
            Some(attributes) => {
                let copy = self.redress(to, &full, attributes, copy).await?;
                if archived {
                    self.archive(to, &full).await?;
                }
                Ok(copy)
            }
            None => Ok(copy),
        }
    }

    async fn copy_part(
        &self,
        source: &Location,
        from: &Meta,
        range: RangeInclusive<u64>,
        upload: &Upload,
        number: u32,
    ) -> Result<Part> {
        let full = self.full(&upload.key)?;
        let id = parts::block(upload, number)?;
        // "Put Block From URL" wants its source signed, within an account too.
        let url = self.source(source, from, true).await?;
        let headers = self
            .send(Some(&upload.key), || async {
                let options = BlockBlobClientStageBlockFromUrlOptions {
                    source_range: Some(HttpRange::from(range.clone())),
                    source_if_match: from.etag.as_deref().map(quoted),
                    ..Default::default()
                };
                let blob = self.reach.blob(&self.name, &full)?.block_blob_client();
                let answer = blob.stage_block_from_url(&id, 0, url.clone(), Some(options));
                Ok(answer.await?.headers().clone())
            })
            .await?;
        let told = checksums(
            header(&headers, "content-md5"),
            header(&headers, "x-ms-content-crc64"),
        );
        Ok(Part {
            number,
            size: range.end() + 1 - range.start(),
            etag: String::new(),
            checksum: told.into_iter().next(),
        })
    }
}

impl Container {
    /// Ends a copy, and removes the empty blob that this leaves ("Abort Copy Blob"). One that cannot be ended goes on,
    /// and is whole at its end.
    async fn end(&self, to: &str, full: &str, id: &str) -> Result<()> {
        self.send(Some(to), || async {
            let blob = self.reach.blob(&self.name, full)?;
            blob.abort_copy(id, None).await.map(drop)
        })
        .await?;
        let left = self.properties(to, full).await?;
        let is_ours = header(&left, "x-ms-copy-id") == Some(id)
            && header(&left, "x-ms-copy-status") == Some("aborted");
        match is_ours {
            true => self.delete(to, None, written(&left).etag.as_deref()).await,
            false => Ok(()),
        }
    }

    /// The URL of a source, with a signature where the request's own does not open it.
    async fn source(&self, source: &Location, from: &Meta, signed: bool) -> Result<String> {
        let mut url = self.reach.url(&source.bucket, &source.key);
        if let Some(version) = &from.version {
            url.query_pairs_mut().append_pair("versionid", version);
        }
        if !signed {
            return Ok(url.into());
        }
        let signature = match &self.reach.account.credential {
            Credential::Sas(token) => token.clone(),
            _ => {
                self.signature(&source.bucket, &source.key, Method::Get, SIGNED)
                    .await?
            }
        };
        let joint = if url.query().is_some() { '&' } else { '?' };
        Ok(format!("{url}{joint}{}", signature.reveal()))
    }

    /// Waits for a copy that goes on behind the answer, as long as it gets on. STORAGE_001 when it does not.
    async fn finished(&self, to: &str, full: &str, headers: Headers) -> Result<Written> {
        let mut headers = headers;
        let mut pending: Option<Guard> = None;
        let mut moved = (String::new(), Instant::now());
        loop {
            match header(&headers, "x-ms-copy-status") {
                Some("pending") => {}
                None | Some("success") => {
                    if let Some(pending) = pending {
                        pending.disarm();
                    }
                    return Ok(Written {
                        checksums: Vec::new(),
                        ..written(&headers)
                    });
                }
                Some(status) => {
                    return Err(Problem::new(Code::StorageFailed)
                        .title(format!("the copy to \"{to}\" was not finished"))
                        .service("azure")
                        .key(to)
                        .because(format!("the service says: {status}")));
                }
            }
            if let (None, Some(id)) = (&pending, header(&headers, "x-ms-copy-id")) {
                let (container, id) = (self.clone(), id.to_owned());
                let (to, full) = (to.to_owned(), full.to_owned());
                // Nobody waits for it any more.
                let end = async move { drop(container.end(&to, &full, &id).await) };
                pending = Some(self.net.when_dropped(Some(end)));
            }
            // `0/1234`
            let progress = header(&headers, "x-ms-copy-progress").unwrap_or_default();
            if progress != moved.0 {
                moved = (progress.to_owned(), Instant::now());
            }
            let patience = self.net.timeout() * STILL;
            if moved.1.elapsed() > patience {
                return Err(Problem::new(Code::StorageUnreachable)
                    .title(format!("the copy to \"{to}\" does not get on"))
                    .service("azure")
                    .key(to)
                    .because(format!(
                        "it stood still for {} s at {progress} bytes",
                        patience.as_secs_f32()
                    ))
                    .help("give it a longer --timeout"));
            }
            tokio::time::sleep(PAUSE).await;
            headers = self.properties(to, full).await?;
        }
    }

    async fn properties(&self, to: &str, full: &str) -> Result<Headers> {
        self.send(Some(to), || async {
            let blob = self.reach.blob(&self.name, full)?;
            Ok(blob.get_properties(None).await?.headers().clone())
        })
        .await
    }

    /// Gives a copy other attributes than its source's.
    async fn redress(
        &self,
        to: &str,
        full: &str,
        attributes: &Attributes,
        copy: Written,
    ) -> Result<Written> {
        let mut copy = copy;
        if attributes.metadata.is_empty() {
            // No metadata at all in Copy Blob means the source's.
            let sent = self
                .send_telling(self.about(Some(to), false), || async {
                    let options = BlobClientSetMetadataOptions {
                        if_match: copy.etag.as_deref().map(quoted),
                        ..Default::default()
                    };
                    let blob = self.reach.blob(&self.name, full)?;
                    let none = std::collections::HashMap::new();
                    let answer = blob.set_metadata(&none, Some(options)).await?;
                    Ok(answer.headers().clone())
                })
                .await;
            let is_done = |there: &Attributes| there.metadata.is_empty();
            copy.etag = self.dressed(to, sent, is_done).await?;
        }
        // What is not named is forgotten, the MD5 too: it is the source's content, so it stays true.
        let kept = self.stat(to, None).await?;
        let md5 = kept
            .checksums
            .iter()
            .find(|digest| digest.algorithm == crate::storage::Algorithm::Md5);
        let sent = self
            .send_telling(self.about(Some(to), false), || async {
                let options = BlobClientSetPropertiesOptions {
                    blob_content_type: attributes.content_type.clone(),
                    blob_content_encoding: attributes.content_encoding.clone(),
                    blob_content_disposition: attributes.content_disposition.clone(),
                    blob_content_language: attributes.content_language.clone(),
                    blob_cache_control: attributes.cache_control.clone(),
                    blob_content_md5: md5.map(|digest| digest.value.clone()),
                    if_match: copy.etag.as_deref().map(quoted),
                    ..Default::default()
                };
                let blob = self.reach.blob(&self.name, full)?;
                Ok(blob.set_properties(Some(options)).await?.headers().clone())
            })
            .await;
        let is_done = |there: &Attributes| {
            let same = |given: &Option<String>, there: &Option<String>| {
                given.is_none() || given.as_ref() == there.as_ref()
            };
            same(&attributes.content_type, &there.content_type)
                && same(&attributes.content_encoding, &there.content_encoding)
                && same(&attributes.content_disposition, &there.content_disposition)
                && same(&attributes.content_language, &there.content_language)
                && same(&attributes.cache_control, &there.cache_control)
        };
        copy.etag = self.dressed(to, sent, is_done).await?;
        Ok(copy)
    }

    async fn archive(&self, to: &str, full: &str) -> Result<()> {
        self.send(Some(to), || async {
            let blob = self.reach.blob(&self.name, full)?;
            blob.set_tier(AccessTier::Archive, None).await.map(drop)
        })
        .await
    }

    /// The copy's ETag when its attributes were set: by this attempt, or by one before it whose answer was lost.
    async fn dressed(
        &self,
        to: &str,
        sent: (Result<Headers>, bool),
        is_done: impl Fn(&Attributes) -> bool,
    ) -> Result<Option<String>> {
        match sent {
            (Err(refused), true) if refused.code == Code::ConditionFailed => {
                let there = self.stat(to, None).await?;
                match is_done(&there.attributes) {
                    true => Ok(there.etag),
                    false => Err(refused),
                }
            }
            (sent, _) => Ok(written(&sent?).etag),
        }
    }
}
