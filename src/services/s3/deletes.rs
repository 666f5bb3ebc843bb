//! Many deletions in one request: DeleteObjects.

use std::collections::HashMap;

use async_trait::async_trait;
use reqwest::Method;

use super::client::Request;
use super::fault::{self, About, Said};
use super::store::{Bucket, with_digest};
use super::xml::{self, Node};
use crate::storage::{Algorithm, BatchDelete, Body, Digest, Result, Store};

/// Keys of one request ("DeleteObjects").
const MOST: usize = 1000;

#[async_trait]
impl BatchDelete for Bucket {
    fn most(&self) -> usize {
        MOST
    }

    async fn delete_batch(&self, keys: &[(String, Option<String>)]) -> Result<Vec<Result<()>>> {
        let mut outcomes: Vec<Option<Result<()>>> = Vec::new();
        outcomes.resize_with(keys.len(), || None);
        let mut waiting: HashMap<(String, Option<String>), Vec<usize>> = HashMap::new();
        let mut objects = String::new();
        for (at, (key, version)) in keys.iter().enumerate() {
            let full = match self.full(key) {
                Ok(full) => full,
                Err(problem) => {
                    outcomes[at] = Some(Err(problem));
                    continue;
                }
            };
            let words = (xml::escaped(&full), version.as_deref().map(xml::escaped));
            let (Some(name), None | Some(Some(_))) = &words else {
                // XML has no way to write it: by itself, in a URL.
                outcomes[at] = Some(self.delete(key, version.as_deref(), None).await);
                continue;
            };
            let places = waiting.entry((full.clone(), version.clone())).or_default();
            places.push(at);
            if places.len() == 1 {
                objects += &format!("<Object><Key>{name}</Key>");
                if let Some(Some(version)) = &words.1 {
                    objects += &format!("<VersionId>{version}</VersionId>");
                }
                objects += "</Object>";
            }
        }
        if !waiting.is_empty() {
            self.delete_objects(objects, keys, waiting, &mut outcomes)
                .await?;
        }
        let unsaid = || {
            Err(fault::not_understood(
                "it does not tell what became of a key",
            ))
        };
        Ok(outcomes
            .into_iter()
            .map(|outcome| outcome.unwrap_or_else(unsaid))
            .collect())
    }
}

impl Bucket {
    async fn delete_objects(
        &self,
        objects: String,
        keys: &[(String, Option<String>)],
        mut waiting: HashMap<(String, Option<String>), Vec<usize>>,
        outcomes: &mut [Option<Result<()>>],
    ) -> Result<()> {
        let xml =
            format!("<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{objects}</Delete>");
        // AWS wants a checksum here, and every compatible service knows this one.
        let md5 = Digest::of(Algorithm::Md5, xml.as_bytes());
        let request = Request::of_bucket(Method::POST)
            .query("delete", "")
            .header("content-type", "application/xml")
            .body(Body::Bytes(xml.into()));
        let request = with_digest(request, Some(&md5));
        let document = self.ask(&request, About::Bucket(&self.bucket)).await?;
        self.is(&document, "DeleteResult")?;
        let (mut key, mut version, mut marker) = (String::new(), None, None);
        let mut said = Said::default();
        xml::read(&document.xml, |node| match node {
            Node::Open("Deleted" | "Error") => {
                (key, version, marker, said) = (String::new(), None, None, Said::default());
            }
            Node::Leaf("Deleted" | "Error", name, text) => match name {
                "Key" => text.clone_into(&mut key),
                "VersionId" if !text.is_empty() => version = Some(text.to_owned()),
                "DeleteMarkerVersionId" if !text.is_empty() => marker = Some(text.to_owned()),
                "Code" => said.name = Some(text.to_owned()),
                "Message" if !text.is_empty() => said.message = Some(text.to_owned()),
                _ => {}
            },
            Node::Close(element @ ("Deleted" | "Error")) => {
                let asked = (std::mem::take(&mut key), version.take());
                let unversioned = (asked.0.clone(), None);
                // SeaweedFS does not name the version of what was written without versioning.
                let null = (asked.0.clone(), Some("null".to_owned()));
                // Nor that of a deletion's marker, but under another name.
                let marker = (asked.0.clone(), marker.take());
                let places = waiting
                    .remove(&asked)
                    .or_else(|| waiting.remove(&marker))
                    .or_else(|| waiting.remove(&unversioned))
                    .or_else(|| waiting.remove(&null));
                for at in places.into_iter().flatten() {
                    let own = keys[at].0.as_str();
                    outcomes[at] = Some(match element {
                        "Deleted" => Ok(()),
                        _ => Err(self.blame(fault::problem(&said, self.about(own)))),
                    });
                }
            }
            _ => {}
        })
    }
}
