//! The one retry loop: exponential backoff with full jitter, and the service's own wish where it
//! has one. SDKs' own loops are off, since two loops multiply.

use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::Net;
use crate::problem::{Code, Problem, Retry};

/// The backoff before the first retry is at most this; it doubles with each.
const FIRST_BACKOFF: Duration = Duration::from_millis(200);
const LONGEST_BACKOFF: Duration = Duration::from_secs(20);
/// A service that asks for more than this is not waited for: the answer is the failure.
const LONGEST_WISH: Duration = Duration::from_secs(120);

impl Net {
    /// Makes an attempt, and again as often as the options allow while it fails with a problem that
    /// says that it may pass. While a service says that there are too many, fewer attempts are made at once.
    pub async fn retry<T, F>(&self, attempt: impl FnMut() -> F) -> Result<T, Problem>
    where
        F: Future<Output = Result<T, Problem>>,
    {
        self.retry_telling(attempt).await.0
    }

    /// [`Net::retry`], and whether it made more than one attempt: one whose answer was lost may have had its effect,
    /// and what the next is refused for may be its work.
    pub async fn retry_telling<T, F>(
        &self,
        mut attempt: impl FnMut() -> F,
    ) -> (Result<T, Problem>, bool)
    where
        F: Future<Output = Result<T, Problem>>,
    {
        let mut made = 0;
        loop {
            let entered = self.0.gate.enter().await;
            let problem = match attempt().await {
                Ok(done) => {
                    self.0.gate.passed();
                    return (Ok(done), made > 0);
                }
                Err(problem) => problem,
            };
            drop(entered);
            if matches!(problem.code, Code::Throttled) {
                self.0.gate.throttled();
            }
            if !self.waits(&problem, made).await {
                return (Err(told_to_wait(problem)), made > 0);
            }
            made += 1;
        }
    }

    /// After `made` retries have failed too: waits as long as is fit before another, and says whether there
    /// should be one. For those who must know what an attempt had done before it failed.
    pub async fn waits(&self, problem: &Problem, made: u32) -> bool {
        if made >= self.0.options.retries {
            return false;
        }
        let wait = match problem.retry {
            Retry::Never => return false,
            Retry::Now => jitter(
                FIRST_BACKOFF
                    .saturating_mul(1 << made.min(16))
                    .min(LONGEST_BACKOFF),
            ),
            Retry::After(wish) if wish > LONGEST_WISH => return false,
            Retry::After(wish) => wish,
        };
        tokio::time::sleep(wait).await;
        true
    }
}

/// A service that wants to be left alone for longer than anybody waits here: its wish is what to do.
fn told_to_wait(problem: Problem) -> Problem {
    match problem.retry {
        Retry::After(wish) if wish > LONGEST_WISH => {
            let wish = wish.as_secs();
            problem.help(format!("the service asks to come back in {wish} s"))
        }
        _ => problem,
    }
}

/// What a `Retry-After` asks for: seconds, or the time that is left until a date (RFC 9110 10.2.3).
pub fn wish(retry_after: &str) -> Option<Duration> {
    let text = retry_after.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    let left = date.duration_since(jiff::Timestamp::now());
    Some(left.try_into().unwrap_or_default())
}

/// Anywhere between nothing and `most` ("full jitter": clients that failed together do not return
/// together).
fn jitter(most: Duration) -> Duration {
    // A fresh RandomState is the standard library's own source of random numbers.
    let share = RandomState::new().hash_one(()) as f64 / u64::MAX as f64;
    most.mul_f64(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_in_seconds_or_a_date() {
        assert_eq!(wish(" 7 "), Some(Duration::from_secs(7)));
        // One that has passed.
        let past = wish("Tue, 24 Nov 2015 20:00:00 GMT");
        assert_eq!(past, Some(Duration::ZERO));
        let soon = jiff::Timestamp::now() + Duration::from_secs(60);
        let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
        let left = wish(&printer.timestamp_to_rfc9110_string(&soon).unwrap()).unwrap();
        assert!((58..=60).contains(&left.as_secs()), "{left:?}");
        assert_eq!(wish("presently"), None);
    }
}
