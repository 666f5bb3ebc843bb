//! The contract of `Store`: what every store must do, written once. A case is an `async fn(&Stage)` in the file of its
//! theme, and `conformance!` names the stores that it is run for; how a store comes on stage is `stage`'s. A store
//! that a case leaves out is left out by name, with the reason beside it: nothing skips itself.

mod attributes;
mod buckets;
mod conditions;
mod copies;
mod deletion;
mod directory;
mod keys;
mod listing;
mod objects;
mod parts;
mod presign;
mod refusals;
pub mod stage;

/// Declares a test of each of these cases for each of these stores: `conformance::store::THEME::CASE::STORE`.
macro_rules! conformance {
    ($($store:ident)*: $($case:ident)*) => { conformance!(@ [$($store)*] $($case)*); };
    (@ $stores:tt $($case:ident)*) => { $(conformance!(@@ $case $stores);)* };
    (@@ $case:ident [$($store:ident)*]) => {
        mod $case {
            $(#[tokio::test]
            async fn $store() {
                let stage = crate::conformance::store::stage::$store().await;
                super::$case(&stage).await;
            })*
        }
    };
}
pub(crate) use conformance;
