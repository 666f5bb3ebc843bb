//! Content with its checksum behind it, computed while it is sent ("aws-chunked" with trailing headers, "Checking
//! object integrity" and "Signature calculations … trailing headers" in the S3 documents): a file is read but
//! once, and never held. Used by uploads of parts.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use crate::problem::Problem;
use crate::storage::checksum::Hasher;
use crate::storage::{Algorithm, Body, ByteStream, Digest};

/// The checksum of what was sent last.
#[derive(Default)]
pub struct Trailer(Arc<Mutex<Option<Digest>>>);

impl Trailer {
    /// The header that stands behind the content.
    pub const NAME: &str = "x-amz-checksum-crc64nvme";

    pub fn digest(&self) -> Option<Digest> {
        let digest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        digest.clone()
    }

    /// A body in chunks with its checksum behind them, and how many bytes that is. All chunks but the last are of
    /// at least 8 KiB, as the service asks.
    pub fn behind(&self, body: &Body) -> (ByteStream, u64) {
        let chunk = match body {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File { .. } => Body::PIECE,
        };
        let (chunk, content) = (chunk.max(1) as usize, body.length());
        let chunks: u64 = (0..content)
            .step_by(chunk)
            .map(|at| framed_length((content - at).min(chunk as u64)))
            .sum();
        let any = Digest::of(Algorithm::Crc64Nvme, b"");
        let ending = ending(Trailer::NAME, &any.base64()).len() as u64;
        (self.framed(body.stream()), chunks + ending)
    }

    fn framed(&self, pieces: ByteStream) -> ByteStream {
        let kept = Arc::clone(&self.0);
        let first = Some((pieces, Hasher::new(Algorithm::Crc64Nvme)));
        let frames = stream::try_unfold(first, move |left| {
            let kept = Arc::clone(&kept);
            async move {
                let Some((mut pieces, mut hasher)) = left else {
                    return Ok(None);
                };
                let Some(piece) = pieces.next().await.transpose()? else {
                    let digest = hasher.finish();
                    let last = vec![Bytes::from(ending(Trailer::NAME, &digest.base64()))];
                    *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(digest);
                    return Ok(Some((last, None)));
                };
                hasher.update(&piece);
                let size = Bytes::from(format!("{:x}\r\n", piece.len()));
                let frame = vec![size, piece, Bytes::from_static(b"\r\n")];
                Ok(Some((frame, Some((pieces, hasher)))))
            }
        });
        frames
            .map_ok(|frame| stream::iter(frame.into_iter().map(Ok::<_, Problem>)))
            .try_flatten()
            .boxed()
    }
}

/// Bytes of a chunk with its frame.
fn framed_length(chunk: u64) -> u64 {
    format!("{chunk:x}\r\n").len() as u64 + chunk + 2
}

/// The last chunk, which is empty, and the trailer.
pub fn ending(name: &str, value: &str) -> String {
    format!("0\r\n{name}:{value}\r\n\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_as_long_as_was_said_and_ends_with_its_checksum() {
        let content = vec![7; 2 * Body::PIECE as usize + 9];
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &content).unwrap();
        let body = Body::File {
            path: file.path().to_owned(),
            offset: 3,
            length: content.len() as u64 - 3,
            modified: None,
        };
        let trailer = Trailer::default();
        let (framed, length) = trailer.behind(&body);
        let framed: Vec<Bytes> = framed.try_collect().await.unwrap();
        let framed = framed.concat();
        assert_eq!(framed.len() as u64, length);
        assert!(framed.starts_with(b"40000\r\n\x07"));
        let digest = Digest::of(Algorithm::Crc64Nvme, &content[3..]);
        let end = format!(
            "\r\n0\r\nx-amz-checksum-crc64nvme:{}\r\n\r\n",
            digest.base64()
        );
        assert!(framed.ends_with(end.as_bytes()));
        assert_eq!(trailer.digest(), Some(digest));
    }
}
