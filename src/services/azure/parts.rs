//! Uploads in blocks. The service knows no upload: blocks of a name that are not committed lie there for a week,
//! whoever sent them. So an upload is a name's blocks whose ids begin with its own word, and what the blob shall
//! carry travels in the upload's id until the list of blocks is put.

use std::hash::{BuildHasher, RandomState};

use async_trait::async_trait;
use azure_core::http::RequestContent;
use azure_storage_blob::models::{
    BlockBlobClientCommitBlockListOptions, BlockBlobClientStageBlockOptions, BlockListType,
    BlockLookupList,
};
use serde::{Deserialize, Serialize};

use super::attributes;
use super::client::method_options;
use super::store::{
    Container, checksums, conditions, crc64, header, md5, no_longer_there, written,
};
use crate::problem::{Code, Problem};
use crate::storage::{
    Algorithm, Attributes, Condition, Digest, End, OWN_CHECKSUM, Part, PartLimits, Parts, Piece,
    Result, Upload, Written, left_by_write,
};

/// What an upload's id holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The beginning of each of its blocks' ids; as long as any other's, since all ids of a name must be
    /// equally long ("Put Block": blockid).
    word: String,
    attributes: Attributes,
}

fn kept(upload: &Upload) -> Result<Kept> {
    serde_json::from_str(&upload.id).map_err(|error| {
        Problem::new(Code::ObjectMissing)
            .title("this is no upload of Azure's")
            .service("azure")
            .key(&upload.key)
            .source(error)
    })
}

/// A block's id before its base64: 22 bytes of the 64 that it may have.
fn id(word: &str, number: u32) -> Vec<u8> {
    format!("{word}-{number:05}").into_bytes()
}

/// The id of an upload's block of this number.
pub fn block(upload: &Upload, number: u32) -> Result<Vec<u8>> {
    Ok(id(&kept(upload)?.word, number))
}

fn number(word: &str, id: &[u8]) -> Option<u32> {
    let id = std::str::from_utf8(id).ok()?;
    id.strip_prefix(word)?.strip_prefix('-')?.parse().ok()
}

#[async_trait]
impl Parts for Container {
    /// "Scalability and performance targets for Blob Storage": 50,000 blocks of 4,000 MiB.
    fn limits(&self) -> PartLimits {
        PartLimits {
            min: 1,
            max: 4000 << 20,
            count: 50_000,
            granularity: 1,
            sequential: false,
            uniform: false,
        }
    }

    async fn begin(&self, key: &str, attributes: &Attributes, _: &Condition) -> Result<Upload> {
        attributes::are_kept(attributes, key)?;
        self.full(key)?;
        let kept = Kept {
            word: format!("{:016x}", RandomState::new().hash_one(key)),
            attributes: attributes.clone(),
        };
        Ok(Upload {
            key: key.to_owned(),
            id: serde_json::to_string(&kept)
                .map_err(|error| Problem::new(Code::StorageFailed).source(error))?,
        })
    }

    /// Blocks carry no checksum here, and an upload whose blocks are gone looks like one that has none yet.
    async fn list_parts(&self, upload: &Upload) -> Result<Vec<Part>> {
        let (full, kept) = (self.full(&upload.key)?, kept(upload)?);
        let asked = self
            .send(Some(&upload.key), || async {
                let blob = self.reach.blob(&self.name, &full)?.block_blob_client();
                let answer = blob.get_block_list(BlockListType::Uncommitted, None);
                answer.await?.into_model()
            })
            .await;
        let list = match asked {
            Err(problem) if problem.code == Code::ObjectMissing => return Ok(Vec::new()),
            other => other?,
        };
        let mut parts: Vec<Part> = list
            .uncommitted_blocks
            .unwrap_or_default()
            .into_iter()
            .filter_map(|block| {
                Some(Part {
                    number: number(&kept.word, block.name.as_deref()?)?,
                    size: block.size?.try_into().ok()?,
                    etag: String::new(),
                    checksum: None,
                })
            })
            .collect();
        parts.sort_by_key(|part| part.number);
        Ok(parts)
    }

    async fn part(&self, upload: &Upload, piece: Piece) -> Result<Part> {
        let (full, kept) = (self.full(&upload.key)?, kept(upload)?);
        let digest = piece.digest.as_ref();
        let about = self.about(Some(&upload.key), digest.is_some());
        let headers = self
            .send_about(about, || async {
                let options = BlockBlobClientStageBlockOptions {
                    transactional_content_crc64: crc64(digest),
                    transactional_content_md5: md5(digest),
                    method_options: method_options(Some(piece.body.clone())),
                    ..Default::default()
                };
                let blob = self.reach.blob(&self.name, &full)?.block_blob_client();
                let answer = blob
                    .stage_block(
                        &id(&kept.word, piece.number),
                        piece.body.length(),
                        RequestContent::from(Vec::new()),
                        Some(options),
                    )
                    .await?;
                Ok(answer.headers().clone())
            })
            .await?;
        let told = checksums(
            header(&headers, "content-md5"),
            header(&headers, "x-ms-content-crc64"),
        );
        let same = |told: &&crate::storage::Digest| {
            digest.is_none_or(|digest| digest.algorithm == told.algorithm)
        };
        Ok(Part {
            number: piece.number,
            size: piece.body.length(),
            etag: String::new(),
            checksum: told.iter().find(same).cloned().or(piece.digest.clone()),
        })
    }

    async fn complete(
        &self,
        upload: &Upload,
        parts: &[Part],
        condition: &Condition,
        end: &End,
    ) -> Result<Written> {
        let (full, kept) = (self.full(&upload.key)?, kept(upload)?);
        let (matching, absent) = conditions(condition);
        let blocks: Vec<Vec<u8>> = parts
            .iter()
            .map(|part| id(&kept.word, part.number))
            .collect();
        let mut attributes = kept.attributes;
        // The service keeps the checksum of no list of blocks.
        let whole = end.digest.as_ref();
        if let Some(whole) = whole.filter(|whole| whole.algorithm == Algorithm::Crc64Nvme) {
            attributes.keep_checksum(whole);
        }
        let attributes = &attributes;
        // Beside its blocks: what the emulator's blob is known by travels with the attributes.
        let mut known: Vec<Digest> = whole.cloned().into_iter().collect();
        let own = attributes.metadata.get(OWN_CHECKSUM);
        known.extend(own.and_then(|text| Digest::from_base64(Algorithm::Crc64Nvme, text)));
        let sent = self
            .send_telling(self.about(Some(&upload.key), false), || async {
                let list = BlockLookupList {
                    latest: Some(blocks.clone()),
                    ..Default::default()
                };
                let options = BlockBlobClientCommitBlockListOptions {
                    // Kept with the blob, not verified: the service has verified each block.
                    blob_content_md5: md5(end.digest.as_ref()),
                    blob_content_type: attributes.content_type.clone(),
                    blob_content_encoding: attributes.content_encoding.clone(),
                    blob_content_disposition: attributes.content_disposition.clone(),
                    blob_content_language: attributes.content_language.clone(),
                    blob_cache_control: attributes.cache_control.clone(),
                    metadata: Some(attributes::metadata(attributes)),
                    tier: attributes
                        .storage_class
                        .as_deref()
                        .and_then(|tier| tier.parse().ok()),
                    if_match: matching.clone(),
                    if_none_match: absent.clone(),
                    ..Default::default()
                };
                let blob = self.reach.blob(&self.name, &full)?.block_blob_client();
                let answer = blob.commit_block_list(list.try_into()?, Some(options));
                Ok(answer.await?.headers().clone())
            })
            .await;
        let headers = match sent {
            (Err(refused), true) if refused.code == Code::ConditionFailed => {
                let left = left_by_write(self, &upload.key, end.size, &known).await;
                return left.ok_or(refused);
            }
            (sent, _) => sent
                .map_err(|problem| no_longer_there(&upload.key, condition, problem))
                .map_err(|problem| attributes::refused(problem, attributes))?,
        };
        Ok(Written {
            // Of the list, not of the content.
            checksums: Vec::new(),
            ..written(&headers)
        })
    }

    /// Nothing can be ended: the service forgets blocks that nobody commits after a week, or when the name is
    /// written in one piece ("Put Block": remarks).
    async fn abort(&self, _: &Upload) -> Result<()> {
        Ok(())
    }

    /// None, since none could be given up.
    async fn list_uploads(&self, _: &str) -> Result<Vec<Upload>> {
        Ok(Vec::new())
    }
}
