//! Uploads in parts: resumable sessions of the JSON API ("Performing resumable uploads"). Owns how far a
//! session is, and that bytes which the service received and did not keep are sent again. Parts follow each
//! other; the last one ends the session, and the service compares the checksum of the whole before anybody
//! can see the object. Called by the engine, through [`Parts`].
//!
//! `Upload::id` is the session's URL without its origin: it authorises whoever has it, is sent to the
//! configured endpoint alone, and never shown.

use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use reqwest::header::{CONTENT_RANGE, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder};
use url::Url;

use super::fault::{self, About};
use super::object::{self, Description, Resource};
use super::store::{Bucket, agree, damaged, kms_key, named};
use crate::net::Answer;
use crate::problem::{Code, Problem, Retry};
use crate::storage::{
    Attributes, Body, Condition, End, Part, PartLimits, Parts, Piece, Result, Store as _, Upload,
    Written,
};

const LIMITS: PartLimits = PartLimits {
    min: GRANULARITY,
    // Nothing but memory speaks against larger ones; a session takes a whole object in one.
    max: 5 << 40,
    // Sessions count none. So many of the smallest hold the largest object.
    count: u32::MAX,
    granularity: GRANULARITY,
    sequential: true,
    uniform: false,
};

/// Parts but the last are multiples of this many bytes ("Chunked upload").
const GRANULARITY: u64 = 256 << 10;

/// The status that says "go on", which HTTP has another meaning for.
const GO_ON: u16 = 308;

/// What a session says of itself.
enum State {
    /// So many bytes are kept.
    At(u64),
    Done(Box<Resource>),
}

impl Bucket {
    fn session(&self, upload: &Upload, method: Method) -> RequestBuilder {
        self.reach.request(method, &upload.id, &[])
    }

    /// Asks how far a session is.
    async fn ask_session(&self, upload: &Upload) -> Result<State> {
        self.put_session(upload, "bytes */*", None, Body::Bytes(Default::default()))
            .await
    }

    /// Puts bytes, or none, and reads where that leaves the session. No credentials: the URL is one.
    async fn put_session(
        &self,
        upload: &Upload,
        range: &str,
        end: Option<&End>,
        body: Body,
    ) -> Result<State> {
        let mut request = self
            .session(upload, Method::PUT)
            .header(CONTENT_RANGE, range);
        let hash = end.and_then(|end| end.digest.as_ref());
        if let Some(digest) = hash {
            let hash = format!("{}={}", digest.algorithm.word(), digest.base64());
            request = request.header("x-goog-hash", hash);
        }
        let response = self.reach.execute(request, Some(vec![body])).await?;
        let answer = self.reach.whole(response).await?;
        match answer.status.as_u16() {
            GO_ON => Ok(State::At(kept(&answer)?)),
            200 | 201 => Ok(State::Done(Box::new(Resource::parse(&answer.text)?))),
            404 | 410 => Err(gone(upload)),
            // All else was accepted when the session began.
            400 if let Some(digest) = hash
                && let Some(damaged) = damaged(&upload.key, digest, &answer.text) =>
            {
                Err(damaged)
            }
            _ => {
                let problem = fault::problem(&answer, About::Key(&self.bucket, &upload.key));
                Err(named(problem, &upload.key))
            }
        }
    }

    /// Sends a piece from `at`, and what was not kept of it again, until all is.
    async fn fill(
        &self,
        upload: &Upload,
        piece: &Piece,
        at: &AtomicU64,
    ) -> Result<Option<Resource>> {
        let stop = piece.offset + piece.body.length();
        let total = match &piece.end {
            Some(end) => end.size.to_string(),
            None => "*".to_owned(),
        };
        loop {
            let from = at.load(Ordering::Relaxed);
            let range = match from < stop {
                true => format!("bytes {from}-{}/{total}", stop - 1),
                false => format!("bytes */{total}"),
            };
            let body = rest(&piece.body, from - piece.offset);
            match self
                .put_session(upload, &range, piece.end.as_ref(), body)
                .await?
            {
                State::Done(object) => return Ok(Some(*object)),
                State::At(kept) if kept == stop && piece.end.is_none() => return Ok(None),
                State::At(kept) => {
                    self.note(upload, piece, kept, at)?;
                    if kept <= from {
                        return Err(Problem::new(Code::StorageFailed)
                            .title("the upload makes no progress")
                            .service("gcs")
                            .key(&upload.key)
                            .because(format!("{kept} bytes are kept of {stop}"))
                            .retry(Retry::Now));
                    }
                }
            }
        }
    }

    /// Notes how far a session is. Fails when that is not within the piece: those bytes are not here.
    fn note(&self, upload: &Upload, piece: &Piece, kept: u64, at: &AtomicU64) -> Result<()> {
        if !(piece.offset..=piece.offset + piece.body.length()).contains(&kept) {
            return Err(Problem::new(Code::StorageFailed)
                .title("the upload lost bytes that it had, or has others")
                .service("gcs")
                .key(&upload.key)
                .because(format!("{kept} bytes are kept, {} were", piece.offset))
                .help("put it again, without --resume"));
        }
        at.store(kept, Ordering::Relaxed);
        Ok(())
    }
}

#[async_trait]
impl Parts for Bucket {
    fn limits(&self) -> PartLimits {
        LIMITS
    }

    async fn begin(
        &self,
        key: &str,
        attributes: &Attributes,
        condition: &Condition,
    ) -> Result<Upload> {
        let full = self.full(key)?;
        let condition = object::generation(condition, key)?;
        let kms_key = kms_key(attributes, key)?;
        let description = Description::new(&full, attributes, None).json()?;
        let path = format!("/upload{}/o", self.bucket_path());
        let parameters = [
            ("uploadType", Some("resumable")),
            ("name", Some(full.as_str())),
            ("ifGenerationMatch", condition.as_deref()),
            ("kmsKeyName", kms_key),
        ];
        self.send(|| async {
            let request = self
                .reach
                .request(Method::POST, &path, &parameters)
                .header(CONTENT_TYPE, "application/json; charset=UTF-8")
                .header(
                    "x-upload-content-type",
                    attributes
                        .content_type
                        .as_deref()
                        .unwrap_or("application/octet-stream"),
                )
                .body(description.clone());
            let answer = self
                .reach
                .ask(request, About::Bucket(&self.bucket))
                .await
                .map_err(|problem| named(problem, key))?;
            let session = answer
                .header("location")
                .and_then(|url| Url::parse(url).ok())
                .ok_or_else(|| fault::nonsense("an upload without a place to send it to"))?;
            let query = session.query().unwrap_or_default();
            Ok(Upload {
                key: key.to_owned(),
                id: format!("{}?{query}", session.path()),
            })
        })
        .await
    }

    /// One part: all that the session keeps. Fails with STORAGE_004 where its object is there no more.
    async fn list_parts(&self, upload: &Upload) -> Result<Vec<Part>> {
        let state = self.send(|| self.ask_session(upload)).await?;
        let part = |size, etag: Option<String>| Part {
            number: 1,
            size,
            etag: etag.unwrap_or_default(),
            checksum: None,
        };
        Ok(match state {
            State::At(0) => Vec::new(),
            State::At(kept) => vec![part(kept, None)],
            State::Done(object) => {
                let etag = object.written().etag;
                // A session that ended tells of its object for a week, whatever was written over it since.
                if self.stat(&upload.key, None).await?.etag != etag {
                    return Err(gone(upload));
                }
                vec![part(object.size(), etag)]
            }
        })
    }

    async fn part(&self, upload: &Upload, piece: Piece) -> Result<Part> {
        let at = AtomicU64::new(piece.offset);
        let failed = AtomicU64::new(0);
        let object = self
            .send(|| async {
                // What an attempt that failed got across is kept, too.
                if failed.fetch_add(1, Ordering::Relaxed) > 0 {
                    match self.ask_session(upload).await? {
                        State::Done(object) => return Ok(Some(*object)),
                        State::At(kept) => self.note(upload, &piece, kept, &at)?,
                    }
                    if at.load(Ordering::Relaxed) == piece.offset + piece.body.length()
                        && piece.end.is_none()
                    {
                        return Ok(None);
                    }
                }
                self.fill(upload, &piece, &at).await
            })
            .await?;
        let etag = match (&object, &piece.end) {
            (None, _) => String::new(),
            (Some(object), Some(end)) => ended(upload, object, end)?.etag.unwrap_or_default(),
            (Some(_), None) => {
                return Err(fault::nonsense("the upload ended before its last part"));
            }
        };
        Ok(Part {
            number: piece.number,
            size: piece.body.length(),
            etag,
            checksum: piece.digest,
        })
    }

    /// The last part made the object visible; its ETag is the object's. Where another process sent it, or
    /// its bytes arrived without an end, the session is asked to end.
    async fn complete(
        &self,
        upload: &Upload,
        parts: &[Part],
        _: &Condition,
        end: &End,
    ) -> Result<Written> {
        if let Some(last) = parts.last()
            && !last.etag.is_empty()
        {
            return Ok(Written {
                etag: Some(last.etag.clone()),
                version: Some(last.etag.clone()),
                checksums: end.digest.iter().cloned().collect(),
            });
        }
        let range = format!("bytes */{}", end.size);
        let ask = || self.put_session(upload, &range, Some(end), Body::Bytes(Default::default()));
        match self.send(ask).await? {
            State::Done(object) => ended(upload, &object, end),
            State::At(kept) => Err(Problem::new(Code::IntegrityFailed)
                .service("gcs")
                .key(&upload.key)
                .because(format!("{kept} bytes arrived of {}", end.size))),
        }
    }

    async fn abort(&self, upload: &Upload) -> Result<()> {
        self.send(|| async {
            let request = self.session(upload, Method::DELETE);
            let response = self.reach.execute(request, None).await?;
            let answer = self.reach.whole(response).await?;
            match answer.status.as_u16() {
                // "499 Client Closed Request" is how a session says that it is given up.
                499 | 404 | 410 => Ok(()),
                status if (200..300).contains(&status) => Ok(()),
                _ => Err(fault::problem(&answer, self.about(&upload.key))),
            }
        })
        .await
    }

    /// None: the service lists no sessions. It forgets them after a week ("Resumable uploads").
    async fn list_uploads(&self, _: &str) -> Result<Vec<Upload>> {
        Ok(Vec::new())
    }
}

/// What a session left, compared with what was sent.
fn ended(upload: &Upload, object: &Resource, end: &End) -> Result<Written> {
    let written = object.written();
    agree(&upload.key, end.digest.as_ref(), &written.checksums)?;
    if object.size() != end.size {
        return Err(Problem::new(Code::IntegrityFailed)
            .service("gcs")
            .key(&upload.key)
            .because(format!("sent {} bytes, stored {}", end.size, object.size())));
    }
    Ok(written)
}

/// How many bytes a session keeps: `Range: bytes=0-524287`, or none yet.
fn kept(answer: &Answer) -> Result<u64> {
    let Some(range) = answer.header("range") else {
        return Ok(0);
    };
    range
        .strip_prefix("bytes=0-")
        .or_else(|| range.strip_prefix("0-"))
        .and_then(|last| last.parse::<u64>().ok()?.checked_add(1))
        .ok_or_else(|| fault::nonsense("an upload that does not say how far it is"))
}

/// What comes after the first `skipped` bytes.
fn rest(body: &Body, skipped: u64) -> Body {
    match body {
        Body::Bytes(bytes) => {
            let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
            Body::Bytes(bytes.slice(skipped.min(bytes.len())..))
        }
        Body::File {
            path,
            offset,
            length,
            modified,
        } => Body::File {
            path: path.clone(),
            offset: offset + skipped,
            length: length.saturating_sub(skipped),
            modified: *modified,
        },
    }
}

fn gone(upload: &Upload) -> Problem {
    Problem::new(Code::ObjectMissing)
        .title(format!("the upload of \"{}\" is gone", upload.key))
        .service("gcs")
        .key(&upload.key)
        .help("put it again: sessions end after a week")
}
