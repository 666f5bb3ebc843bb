//! Listings fetched ahead: while pages are worked on, the next ones are on their way. Used by whoever goes through
//! a whole listing.

use futures_util::stream::{self, StreamExt as _};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::Pages;

/// Pages that may be ready: more would only take memory.
const AHEAD: usize = 2;

/// The same listing, fetched on a task of its own. Dropped, it stops. Called within the runtime.
pub fn ahead(pages: Pages) -> Pages {
    let (to, from) = mpsc::channel(AHEAD);
    let mut task = JoinSet::new();
    let mut listed = pages.stream;
    task.spawn(async move {
        while let Some(page) = listed.next().await {
            let over = page.is_err();
            if to.send(page).await.is_err() || over {
                break;
            }
        }
    });
    let stream = stream::unfold((from, task), |(mut from, mut task)| async move {
        if let Some(page) = from.recv().await {
            return Some((page, (from, task)));
        }
        // A listing must not seem to have ended when its task did.
        if let Some(Err(fault)) = task.join_next().await {
            std::panic::resume_unwind(fault.into_panic());
        }
        None
    });
    Pages {
        ordered: pages.ordered,
        stream: stream.boxed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Code, Problem};
    use crate::storage::Page;

    fn pages(ends: Option<Problem>) -> Pages {
        let fine = (0..5).map(|_| Ok(Page::default()));
        Pages {
            ordered: true,
            stream: stream::iter(fine.chain(ends.map(Err))).boxed(),
        }
    }

    #[tokio::test]
    async fn all_pages_come_and_the_failure_that_ends_them() {
        assert_eq!(ahead(pages(None)).stream.count().await, 5);
        let broken = ahead(pages(Some(Problem::new(Code::StorageUnreachable))));
        let seen: Vec<_> = broken.stream.map(|page| page.is_ok()).collect().await;
        assert_eq!(seen, [true, true, true, true, true, false]);
    }
}
