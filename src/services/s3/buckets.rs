//! Making and removing the bucket itself.

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use reqwest::Method;

use super::client::Request;
use super::fault::About;
use super::store::Bucket;
use super::xml;
use crate::problem::{Code, Problem};
use crate::storage::{Body, Buckets, Listing, Result};

#[async_trait]
impl Buckets for Bucket {
    async fn create(&self) -> Result<()> {
        let mut request = Request::of_bucket(Method::PUT);
        // us-east-1 is the one region that must not be named ("CreateBucket").
        if self.reach.region != "us-east-1" {
            let region = xml::escaped(&self.reach.region).unwrap_or_default();
            let xml = format!(
                "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
            );
            request = request.body(Body::Bytes(xml.into()));
        }
        let sent = self.send(&request, About::Bucket(&self.bucket)).await;
        sent.map(drop)
    }

    async fn remove(&self) -> Result<()> {
        // SeaweedFS removes a bucket with all that is in it.
        let whole = Bucket {
            prefix: String::new(),
            ..self.clone()
        };
        if !whole.is_empty().await? {
            return Err(Problem::new(Code::StorageState)
                .title(format!("bucket \"{}\" is not empty", self.bucket))
                .service("s3")
                .help("remove its objects first, versions and unfinished uploads included"));
        }
        let request = Request::of_bucket(Method::DELETE);
        let sent = self.send(&request, About::Bucket(&self.bucket)).await;
        sent.map(drop)
    }
}

impl Bucket {
    async fn is_empty(&self) -> Result<bool> {
        let mut pages = self.pages(Listing::default()).stream;
        while let Some(page) = pages.try_next().await? {
            if !page.objects.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
