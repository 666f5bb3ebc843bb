//! Copies at the service ("Objects: rewrite"): of any size, in as many requests as the service likes, pinned to
//! the generation that was looked at. Called by the engine, through [`ServerCopy`].

use std::ops::RangeInclusive;

use async_trait::async_trait;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;

use super::fault;
use super::object::{self, Description, Resource};
use super::store::{Bucket, agree, kms_key, named};
use crate::net::escaped;
use crate::problem::{Code, Problem};
use crate::storage::{
    Attributes, Condition, Location, Meta, Part, Result, ServerCopy, Upload, Written, left_by_write,
};

/// Answers in a row after which a copy that moves nothing has come to its end.
const STILL: u32 = 10;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rewritten {
    #[serde(default)]
    done: bool,
    rewrite_token: Option<String>,
    /// A 64-bit number is a string in JSON.
    #[serde(default)]
    total_bytes_rewritten: String,
    #[serde(default)]
    resource: Resource,
}

#[async_trait]
impl ServerCopy for Bucket {
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
        let full = self.full(to)?;
        let condition = object::generation(condition, to)?;
        let kms_key = attributes.map(|given| kms_key(given, to)).transpose()?;
        let path = format!(
            "/storage/v1/b/{}/o/{}/rewriteTo/b/{}/o/{}",
            escaped(&source.bucket),
            escaped(&source.key),
            escaped(&self.bucket),
            escaped(&full)
        );
        // An empty description keeps the source's.
        let description = match attributes {
            Some(attributes) => Description::new(&full, attributes, None).json()?,
            None => String::new(),
        };
        let mut token: Option<String> = None;
        let (mut moved, mut still) = (String::new(), 0);
        loop {
            let parameters = [
                ("sourceGeneration", from.version.as_deref()),
                ("ifGenerationMatch", condition.as_deref()),
                ("destinationKmsKeyName", kms_key.flatten()),
                ("rewriteToken", token.as_deref()),
            ];
            let (asked, again) = self
                .send_telling(|| async {
                    let request = self
                        .reach
                        .request(Method::POST, &path, &parameters)
                        .header(CONTENT_TYPE, "application/json; charset=UTF-8")
                        .body(description.clone());
                    let answer = self.reach.ask(request, self.about(to)).await?;
                    serde_json::from_str::<Rewritten>(&answer.text)
                        .map_err(|error| fault::nonsense(&error.to_string()))
                })
                .await;
            let rewritten = match asked {
                Ok(rewritten) => rewritten,
                // The generation is gone, or a whole bucket.
                Err(missing) if missing.code == Code::ObjectMissing => {
                    return Err(match self.missing(missing).await {
                        bucket if bucket.code == Code::BucketMissing => bucket,
                        _ => Problem::new(Code::ConditionFailed)
                            .title(format!(
                                "\"{}\" was changed meanwhile, or is gone",
                                source.key
                            ))
                            .service("gcs")
                            .key(&source.key),
                    });
                }
                Err(refused) if refused.code == Code::ConditionFailed && again => {
                    let left = left_by_write(self, to, from.size, &from.checksums).await;
                    return left.ok_or(named(refused, to));
                }
                Err(problem) => return Err(named(problem, to)),
            };
            if rewritten.done {
                let written = rewritten.resource.written();
                for digest in &from.checksums {
                    agree(to, Some(digest), &written.checksums)?;
                }
                return Ok(written);
            }
            let next = rewritten.rewrite_token.filter(|next| !next.is_empty());
            still = match rewritten.total_bytes_rewritten == moved {
                true => still + 1,
                false => 0,
            };
            if next.is_none() || still > STILL {
                return Err(fault::nonsense(
                    "a copy that is not done and does not get on",
                ));
            }
            moved = rewritten.total_bytes_rewritten;
            token = next;
        }
    }

    /// Never needed: a copy takes objects of any size, and a session takes bytes alone.
    async fn copy_part(
        &self,
        _: &Location,
        _: &Meta,
        _: RangeInclusive<u64>,
        upload: &Upload,
        _: u32,
    ) -> Result<Part> {
        Err(Problem::new(Code::StorageUnsupported)
            .service("gcs")
            .key(&upload.key))
    }
}
