//! A hundred deletions in one request ("Sending batch requests"): requests and answers of their own inside of
//! a `multipart/mixed` one. Owns that form. Called by the engine, through [`BatchDelete`].

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use async_trait::async_trait;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Method, StatusCode};

use super::fault::{self, About};
use super::object;
use super::store::Bucket;
use crate::net::{Answer, escaped};
use crate::problem::{Code, Problem};
use crate::storage::{BatchDelete, Result};

/// Calls of one batch ("Batch requests").
const MOST: usize = 100;

#[async_trait]
impl BatchDelete for Bucket {
    fn most(&self) -> usize {
        MOST
    }

    async fn delete_batch(&self, keys: &[(String, Option<String>)]) -> Result<Vec<Result<()>>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let random = || RandomState::new().hash_one(());
        let boundary = format!("{:016x}{:016x}", random(), random());
        let mut body = String::new();
        let mut impossible = HashMap::new();
        for (index, (key, version)) in keys.iter().enumerate() {
            let version = object::version(version.as_deref(), key);
            match self.full(key).and_then(|full| Ok((full, version?))) {
                Ok((full, version)) => {
                    let path = self.object_path(&full);
                    let query = version.map_or(String::new(), |version| {
                        format!("?generation={}", escaped(version))
                    });
                    body += &format!(
                        "--{boundary}\r\nContent-Type: application/http\r\nContent-ID: <{index}>\r\n\r\n\
                         DELETE {path}{query} HTTP/1.1\r\n\r\n\r\n"
                    );
                }
                Err(problem) => {
                    impossible.insert(index, problem);
                }
            }
        }
        if impossible.len() == keys.len() {
            return Ok((0..keys.len())
                .filter_map(|index| impossible.remove(&index).map(Err))
                .collect());
        }
        body += &format!("--{boundary}--\r\n");
        let (answers, again) = self
            .send_telling(|| async {
                let request = self
                    .reach
                    .request(Method::POST, "/batch/storage/v1", &[])
                    .header(
                        CONTENT_TYPE,
                        format!("multipart/mixed; boundary={boundary}"),
                    )
                    .body(body.clone());
                let asked = self.reach.ask(request, About::Bucket(&self.bucket)).await;
                answers(&asked?).ok_or_else(|| fault::nonsense("a batch that is no multipart"))
            })
            .await;
        let answers = answers?;
        let mut outcomes = Vec::with_capacity(keys.len());
        for (index, (key, _)) in keys.iter().enumerate() {
            let outcome = match (impossible.remove(&index), answers.get(&index)) {
                (Some(problem), _) => Err(problem),
                (None, Some(answer)) if answer.status.is_success() => Ok(()),
                (None, Some(answer)) => Err(fault::problem(answer, self.about(key))),
                (None, None) => Err(fault::nonsense("a batch that leaves one out").key(key)),
            };
            outcomes.push(match outcome {
                // Deleted by the attempt whose answer was lost.
                Err(problem) if problem.code == Code::ObjectMissing && again => Ok(()),
                Err(problem) if problem.code == Code::ObjectMissing => {
                    Err(self.missing(problem).await)
                }
                other => other.map_err(|problem: Problem| self.reach.blame(problem)),
            });
        }
        Ok(outcomes)
    }
}

/// The answers inside of an answer, by the number that their request had.
fn answers(answer: &Answer) -> Option<HashMap<usize, Answer>> {
    let boundary = answer
        .header("content-type")?
        .split(';')
        .find_map(|word| word.trim().strip_prefix("boundary="))?
        .trim_matches('"');
    let separator = format!("--{boundary}");
    let mut answers = HashMap::new();
    for part in answer.text.split(separator.as_str()).skip(1) {
        if part.starts_with("--") {
            break;
        }
        let part = part.replace("\r\n", "\n");
        let (head, inner) = part.trim_start().split_once("\n\n")?;
        let id = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            // `<response-7>`
            let digits = value
                .trim()
                .trim_end_matches('>')
                .rsplit(['-', '<'])
                .next()?;
            let is_id = name.trim().eq_ignore_ascii_case("content-id");
            is_id.then(|| digits.parse().ok()).flatten()
        })?;
        let (head, text) = inner
            .trim_start()
            .split_once("\n\n")
            .unwrap_or((inner.trim(), ""));
        let status = head.split_whitespace().nth(1)?.parse().ok()?;
        let answer = Answer {
            status: StatusCode::from_u16(status).ok()?,
            headers: HeaderMap::new(),
            text: text.to_owned(),
        };
        answers.insert(id, answer);
    }
    Some(answers)
}
