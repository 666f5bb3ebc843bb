//! Many deletions in one request ("Blob Batch"), which the vendor's crate does not carry: each stands in the body as
//! a request of its own, signed like one.

use async_trait::async_trait;
use azure_core::http::headers::{HeaderName, HeaderValue, Headers};
use azure_core::http::{Method, Request};
use bytes::Bytes;

use super::client::Reach;
use super::fault;
use super::store::{Container, header};
use crate::problem::{Code, Problem};
use crate::storage::{BatchDelete, Body, Result};

/// "Blob Batch": a batch holds 256 requests at most.
const MOST: usize = 256;

const BOUNDARY: &str = "batch_of_deletions";

#[async_trait]
impl BatchDelete for Container {
    fn most(&self) -> usize {
        MOST
    }

    async fn delete_batch(&self, keys: &[(String, Option<String>)]) -> Result<Vec<Result<()>>> {
        let mut outcomes = Vec::with_capacity(keys.len());
        let mut body = String::new();
        for (index, (key, version)) in keys.iter().enumerate() {
            match self.full(key) {
                Ok(full) => {
                    body += &self.deletion(index, &full, version.as_deref()).await?;
                    outcomes.push(None);
                }
                Err(problem) => outcomes.push(Some(Err(problem))),
            }
        }
        if !body.is_empty() {
            body += &format!("--{BOUNDARY}--\r\n");
            let body = Body::Bytes(body.into());
            let (answered, again) = self
                .send_telling(self.about(None, false), || async {
                    let mut url = self.reach.url(&self.name, "");
                    url.query_pairs_mut()
                        .append_pair("restype", "container")
                        .append_pair("comp", "batch");
                    let mut request = Reach::request(url, Method::Post);
                    request.insert_header(
                        "content-type",
                        format!("multipart/mixed; boundary={BOUNDARY}"),
                    );
                    let answer = self.reach.send(request, Some(body.clone())).await?;
                    Ok((
                        answer.headers().clone(),
                        Bytes::copy_from_slice(answer.body()),
                    ))
                })
                .await;
            let (headers, answer) = answered?;
            self.read_answers(&headers, &answer, keys, &mut outcomes);
            for (outcome, (key, version)) in outcomes.iter_mut().zip(keys) {
                match (&outcome, version) {
                    // Deleted by the attempt whose answer was lost.
                    (Some(Err(gone)), _) if again && gone.code == Code::ObjectMissing => {
                        *outcome = Some(Ok(()));
                    }
                    (Some(Err(refused)), Some(version))
                        if fault::is_of_current_version(refused) =>
                    {
                        *outcome = Some(self.delete_current(key, version).await);
                    }
                    _ => {}
                }
            }
        }
        let untold = |(outcome, (key, _)): (Option<_>, &(String, _))| {
            outcome.unwrap_or_else(|| {
                Err(Problem::new(Code::StorageFailed)
                    .title("the answer was not understood")
                    .service("azure")
                    .key(key)
                    .because("the batch does not tell what came of this one"))
            })
        };
        Ok(outcomes.into_iter().zip(keys).map(untold).collect())
    }
}

impl Container {
    async fn deletion(&self, index: usize, full: &str, version: Option<&str>) -> Result<String> {
        let mut url = self.reach.url(&self.name, full);
        if let Some(version) = version {
            url.query_pairs_mut().append_pair("versionid", version);
        }
        // Without x-ms-version, which only the whole may carry.
        let mut request = Request::new(url, Method::Delete);
        let proof = self.reach.proof().await?;
        super::client::sign(&mut request, &proof).await?;
        let mut part = format!(
            "--{BOUNDARY}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: {index}\r\n\r\nDELETE {} HTTP/1.1\r\n",
            request.path_and_query()
        );
        for (name, value) in request.headers().iter() {
            part += &format!("{}: {}\r\n", name.as_str(), value.as_str());
        }
        Ok(part + "Content-Length: 0\r\n\r\n")
    }

    fn read_answers(
        &self,
        headers: &Headers,
        answer: &[u8],
        keys: &[(String, Option<String>)],
        outcomes: &mut [Option<Result<()>>],
    ) {
        let boundary = header(headers, "content-type")
            .and_then(|kind| kind.split_once("boundary="))
            .map(|(_, boundary)| boundary.trim_matches('"').to_owned())
            .unwrap_or_default();
        let text = String::from_utf8_lossy(answer);
        for part in text.split(&format!("--{boundary}")).skip(1) {
            let mut lines = part.lines().map(str::trim_end);
            let mut index = None;
            for line in lines.by_ref().skip_while(|line| line.is_empty()) {
                if line.is_empty() {
                    break;
                }
                if let Some(("content-id", value)) =
                    named(line).as_ref().map(|(n, v)| (n.as_str(), v))
                {
                    index = value.parse::<usize>().ok();
                }
            }
            let status = lines
                .next()
                .and_then(|line| line.split(' ').nth(1)?.parse::<u16>().ok());
            let told: std::collections::HashMap<HeaderName, HeaderValue> = lines
                .take_while(|line| !line.is_empty())
                .filter_map(named)
                .map(|(name, value)| (HeaderName::from(name), HeaderValue::from(value)))
                .collect();
            let told = Headers::from(told);
            let (Some(index), Some(status)) = (index, status) else {
                continue;
            };
            let (Some(outcome), Some((key, _))) = (outcomes.get_mut(index), keys.get(index)) else {
                continue;
            };
            *outcome = Some(match status {
                200..300 => Ok(()),
                _ => {
                    let name = header(&told, "x-ms-error-code")
                        .unwrap_or_default()
                        .to_owned();
                    let about = self.about(Some(key), false);
                    Err(self.blame(fault::answered(status, &name, &told, None, about)))
                }
            });
        }
    }
}

/// A header's line, its name in lower case.
fn named(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}
