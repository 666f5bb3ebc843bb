//! How an object is cut into parts: as large as memory likes, as few as the provider allows. Pure arithmetic;
//! called by uploads and copies.

use crate::problem::{Code, Problem};
use crate::storage::{PartLimits, Result};

const MIB: u64 = 1 << 20;
/// Bytes of a part, whatever is asked for: a request for each few would have no end.
pub const SMALLEST: u64 = 256 << 10;
/// Bytes of a part when nobody asks for another size: several of them fit the memory that a transfer may
/// take, and the cost of a request does not count any more.
pub const PART: u64 = 8 * MIB;
/// The same where parts are sent one after the other, and each waits for the one before: few, streamed from
/// the file. What breaks off in the middle of one is continued there, since such services keep what came.
const SEQUENTIAL_PART: u64 = 256 * MIB;
/// The same of a stream, whose parts have to be held.
pub const SEQUENTIAL_HELD: u64 = 2 * PART;
/// How many sizes the parts of a stream of unknown length have, each twice as large as the one before: 10,000 of S3's
/// hold 8 TiB, 50,000 of Azure's 39.
const SIZES: u32 = 10;

/// The parts of an object whose size is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Bytes of the whole.
    pub size: u64,
    /// Bytes of every part but the last.
    pub part_bytes: u64,
}

/// One part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// From 1.
    pub number: u32,
    pub offset: u64,
    pub length: u64,
}

impl Plan {
    /// Parts of `wanted` bytes if the limits allow, larger ones when they would be too many. Fails with
    /// STORAGE_015 when the largest allowed parts are too few.
    pub fn new(size: u64, wanted: Option<u64>, limits: &PartLimits) -> Result<Plan> {
        let usual = if limits.sequential {
            SEQUENTIAL_PART
        } else {
            PART
        };
        let fewest = size.div_ceil(u64::from(limits.count.max(1)));
        // Whole MiB where the provider asks for nothing coarser: odd sizes help nobody.
        let grain = limits.granularity.max(1);
        let needed = match fewest > wanted.unwrap_or(usual) {
            true => fewest.next_multiple_of(MIB),
            false => wanted.unwrap_or(usual),
        };
        let part_bytes = needed
            .clamp(limits.min.max(SMALLEST), limits.max)
            .next_multiple_of(grain);
        let plan = Plan { size, part_bytes };
        if size.div_ceil(part_bytes) > u64::from(limits.count) || part_bytes > limits.max {
            return Err(Problem::new(Code::ObjectTooLarge).because(format!(
                "{size} bytes are more than {} parts of {} bytes",
                limits.count, limits.max
            )));
        }
        Ok(plan)
    }

    pub fn cuts(self) -> impl Iterator<Item = Cut> {
        let offsets =
            (0..self.size).step_by(usize::try_from(self.part_bytes).unwrap_or(usize::MAX));
        offsets.zip(1..).map(move |(offset, number)| Cut {
            number,
            offset,
            length: self.part_bytes.min(self.size - offset),
        })
    }
}

/// Bytes of part `number` of a stream whose length nobody knows.
pub fn streamed_part(number: u32, wanted: Option<u64>, limits: &PartLimits) -> u64 {
    // What does not grow begins as large as memory has it.
    let usual = match limits.sequential || limits.uniform {
        true => SEQUENTIAL_HELD,
        false => PART,
    };
    let first = wanted
        .unwrap_or(usual)
        .clamp(limits.min.max(SMALLEST), limits.max);
    let doublings = match limits.count {
        _ if limits.uniform => 0,
        u32::MAX => 0,
        count => (number - 1) / (count / SIZES).max(1),
    };
    first
        .saturating_mul(1 << doublings.min(20))
        .min(limits.max)
        .next_multiple_of(limits.granularity.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const S3: PartLimits = PartLimits {
        min: 5 * MIB,
        max: 5 << 30,
        count: 10_000,
        granularity: 1,
        sequential: false,
        uniform: false,
    };

    #[test]
    fn parts_cover_the_whole_without_gap_or_overlap() {
        for size in [1, PART - 1, PART, PART + 1, 3 * PART + 7] {
            let plan = Plan::new(size, None, &S3).unwrap();
            let mut next = 0;
            for (cut, number) in plan.cuts().zip(1..) {
                assert_eq!((cut.offset, cut.number), (next, number));
                assert!(cut.length > 0 && cut.length <= plan.part_bytes);
                next += cut.length;
            }
            assert_eq!(next, size);
        }
    }

    #[test]
    fn parts_grow_when_they_would_be_too_many() {
        let five_tib = 5 << 40;
        let plan = Plan::new(five_tib, None, &S3).unwrap();
        assert!(plan.cuts().count() <= 10_000);
        assert_eq!(plan.part_bytes % MIB, 0);
        let small = Plan::new(100 * MIB, Some(1), &S3).unwrap();
        assert_eq!(small.part_bytes, 5 * MIB);
        let too_large = Plan::new(u64::MAX / 2, None, &S3).unwrap_err();
        assert_eq!(too_large.code, Code::ObjectTooLarge);
    }

    #[test]
    fn parts_are_multiples_of_what_the_provider_asks_for() {
        let gcs = PartLimits {
            min: 256 << 10,
            max: u64::MAX >> 1,
            count: u32::MAX,
            granularity: 256 << 10,
            sequential: true,
            uniform: false,
        };
        let plan = Plan::new(100 * MIB, Some(1_000_000), &gcs).unwrap();
        assert_eq!(plan.part_bytes, 1 << 20);
    }

    #[test]
    fn a_stream_without_end_fits_ten_thousand_parts() {
        let most: u64 = (1..=10_000)
            .map(|number| streamed_part(number, None, &S3))
            .sum();
        assert!(most > 5 << 40);
        let uniform = PartLimits {
            uniform: true,
            ..S3
        };
        for wanted in [None, Some(100 * MIB)] {
            let first = streamed_part(1, wanted, &uniform);
            assert_eq!(streamed_part(9_999, wanted, &uniform), first);
        }
    }
}
