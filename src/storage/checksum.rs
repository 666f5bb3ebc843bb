//! Checksums of content: what a service computes, we compute too, and compare. Owns the algorithms and how
//! those of neighbouring stretches are combined; knows no service. Used by the engine and by the stores.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc_fast::CrcAlgorithm;
use md5::Digest as _;
use serde::{Deserialize, Serialize};

/// A checksum of some content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digest {
    pub algorithm: Algorithm,
    /// Big-endian bytes of the value.
    pub value: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    Md5,
    Crc32c,
    /// CRC-64/NVME, which is Azure's CRC64 too: one polynomial, two names.
    Crc64Nvme,
}

impl Algorithm {
    /// As reports name it.
    pub fn word(self) -> &'static str {
        match self {
            Algorithm::Md5 => "md5",
            Algorithm::Crc32c => "crc32c",
            Algorithm::Crc64Nvme => "crc64nvme",
        }
    }

    fn crc(self) -> Option<CrcAlgorithm> {
        match self {
            Algorithm::Md5 => None,
            Algorithm::Crc32c => Some(CrcAlgorithm::Crc32Iscsi),
            Algorithm::Crc64Nvme => Some(CrcAlgorithm::Crc64Nvme),
        }
    }

    /// Bytes of a value.
    fn width(self) -> usize {
        match self {
            Algorithm::Md5 => 16,
            Algorithm::Crc32c => 4,
            Algorithm::Crc64Nvme => 8,
        }
    }
}

/// Two lower-case digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Digest {
    /// Of content that is in memory.
    pub fn of(algorithm: Algorithm, content: &[u8]) -> Digest {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(content);
        hasher.finish()
    }

    /// As HTTP headers carry it.
    pub fn base64(&self) -> String {
        STANDARD.encode(&self.value)
    }

    /// As reports show it.
    pub fn hex(&self) -> String {
        hex(&self.value)
    }

    /// Reads what a header carries; `None` when it is no value of this algorithm.
    pub fn from_base64(algorithm: Algorithm, text: &str) -> Option<Digest> {
        let value = STANDARD.decode(text.trim()).ok()?;
        (value.len() == algorithm.width()).then_some(Digest { algorithm, value })
    }

    /// Reads a value in hexadecimal, as the ETags of S3 are.
    pub fn from_hex(algorithm: Algorithm, text: &str) -> Option<Digest> {
        let digits = text.as_bytes();
        if digits.len() != 2 * algorithm.width() {
            return None;
        }
        let value = digits.chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let value = value.collect::<Option<_>>()?;
        Some(Digest { algorithm, value })
    }

    /// The checksum of what this is of, followed by `length` bytes that `next` is of; `None` for hashes,
    /// which cannot be combined.
    pub fn followed_by(&self, next: &Digest, length: u64) -> Option<Digest> {
        let crc = self.algorithm.crc()?;
        if self.algorithm != next.algorithm {
            return None;
        }
        let combined = crc_fast::checksum_combine(crc, self.number(), next.number(), length);
        Some(Digest::from_number(self.algorithm, combined))
    }

    /// The value of a CRC; of a hash, its last 64 bits.
    pub fn number(&self) -> u64 {
        self.value
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    fn from_number(algorithm: Algorithm, number: u64) -> Digest {
        let bytes = number.to_be_bytes();
        let value = bytes[bytes.len() - algorithm.width()..].to_vec();
        Digest { algorithm, value }
    }
}

/// `crc64nvme ae8b14860a799888`
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.algorithm.word(), self.hex())
    }
}

/// A checksum in the making.
pub struct Hasher {
    algorithm: Algorithm,
    state: State,
}

#[allow(
    clippy::large_enum_variant,
    reason = "one a transfer, and it lives on the stack"
)]
enum State {
    Md5(md5::Md5),
    Crc(crc_fast::Digest),
}

impl Hasher {
    pub fn new(algorithm: Algorithm) -> Hasher {
        let state = match algorithm.crc() {
            Some(crc) => State::Crc(crc_fast::Digest::new(crc)),
            None => State::Md5(md5::Md5::new()),
        };
        Hasher { algorithm, state }
    }

    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    pub fn update(&mut self, content: &[u8]) {
        match &mut self.state {
            State::Md5(md5) => md5.update(content),
            State::Crc(crc) => crc.update(content),
        }
    }

    pub fn finish(self) -> Digest {
        match self.state {
            State::Md5(md5) => Digest {
                algorithm: self.algorithm,
                value: md5.finalize().to_vec(),
            },
            State::Crc(crc) => Digest::from_number(self.algorithm, crc.finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the CRC catalogue and of RFC 1321.
    #[test]
    fn checksums_are_the_published_ones() {
        for (algorithm, text) in [
            (Algorithm::Md5, "md5 25f9e794323b453885f5181f1b624d0b"),
            (Algorithm::Crc32c, "crc32c e3069283"),
            (Algorithm::Crc64Nvme, "crc64nvme ae8b14860a799888"),
        ] {
            let digest = Digest::of(algorithm, b"123456789");
            assert_eq!(digest.to_string(), text);
            let again = Digest::from_base64(algorithm, &digest.base64());
            assert_eq!(again.as_ref(), Some(&digest));
            let hex = text.rsplit(' ').next().unwrap();
            assert_eq!(Digest::from_hex(algorithm, hex), Some(digest));
        }
    }

    #[test]
    fn two_stretches_combine_to_the_whole() {
        for algorithm in [Algorithm::Crc32c, Algorithm::Crc64Nvme] {
            let (first, second) = (
                Digest::of(algorithm, b"1234"),
                Digest::of(algorithm, b"56789"),
            );
            assert_eq!(
                first.followed_by(&second, 5),
                Some(Digest::of(algorithm, b"123456789"))
            );
            assert_eq!(
                first.followed_by(&Digest::of(algorithm, b""), 0),
                Some(first)
            );
        }
    }
}
