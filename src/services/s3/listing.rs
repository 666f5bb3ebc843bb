//! Listings, a page at a time: objects, their versions, unfinished uploads, parts. Owns how pages follow each
//! other; a service whose pages come in a circle ends with STORAGE_016.

use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use reqwest::Method;

use super::attributes::unquoted;
use super::client::{Document, Request};
use super::fault::{self, About};
use super::store::Bucket;
use super::xml::{self, Node};
use crate::storage::way::{CIRCLE, Way};
use crate::storage::{Listing, Meta, Page, Pages, Result};

/// Where the next page begins, in the words of the operation: query parameters and their values.
pub type Mark = Vec<(&'static str, String)>;

/// Goes on to the next page, if there is one. Fails with STORAGE_016 for one where we have been.
pub fn on(way: &mut Way<Mark>, next: Option<Mark>) -> Result<Option<Mark>> {
    way.turn(next, || fault::not_understood(CIRCLE))
}

/// Whether a group may hold keys that sort after this one.
fn ends_after(group: &str, after: &str) -> bool {
    group > after || after.starts_with(group)
}

/// A key of an answer: URL-encoded where the answer says so, since XML cannot hold every character.
pub fn decoded(text: &str, encoded: bool) -> String {
    if !encoded || !text.contains(['%', '+']) {
        return text.to_owned();
    }
    // As forms are: a blank is a plus.
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text)
        .decode_utf8_lossy()
        .into_owned()
}

/// Whether keys in an answer are URL-encoded. The element stands before or after them.
pub fn is_encoded(document: &Document) -> bool {
    const SAID: &[u8] = b"<EncodingType>url<";
    document
        .xml
        .windows(SAID.len())
        .any(|stretch| stretch == SAID)
}

impl Bucket {
    pub fn pages(&self, listing: Listing) -> Pages {
        let ordered = self.reach.is_aws;
        let first = (self.clone(), listing, Some(Mark::new()), Way::default());
        let pages = stream::try_unfold(first, |(this, listing, mark, mut way)| async move {
            let Some(mark) = mark else {
                return Ok(None);
            };
            let (page, next) = match listing.versions {
                true => this.page_of_versions(&listing, &mark).await?,
                false => this.page(&listing, &mark).await?,
            };
            let next = on(&mut way, next)?;
            Ok(Some((page, (this, listing, next, way))))
        });
        Pages {
            ordered,
            stream: pages.boxed(),
        }
    }

    /// A listing's request, with what all of them have in common.
    fn listed<'a>(&self, listing: &Listing, mark: &Mark) -> Request<'a> {
        let mut request = Request::of_bucket(Method::GET)
            .query("encoding-type", "url")
            .query("prefix", &format!("{}{}", self.prefix, listing.prefix));
        if let Some(delimiter) = listing.delimiter {
            request = request.query("delimiter", delimiter.encode_utf8(&mut [0; 4]));
        }
        for (name, value) in mark {
            request = request.query(name, value);
        }
        request
    }

    async fn page(&self, listing: &Listing, mark: &Mark) -> Result<(Page, Option<Mark>)> {
        let mut request = self.listed(listing, mark).query("list-type", "2");
        // Compatible services may skip whole folders that sort after it, or have an order of their own.
        if let Some(after) = listing.after.as_ref().filter(|_| self.reach.is_aws) {
            request = request.query("start-after", &format!("{}{after}", self.prefix));
        }
        self.page_of(request, "ListBucketResult", listing).await
    }

    /// Versions and the markers of deletions, the latest first of each key.
    async fn page_of_versions(
        &self,
        listing: &Listing,
        mark: &Mark,
    ) -> Result<(Page, Option<Mark>)> {
        let mut request = self.listed(listing, mark).query("versions", "");
        if let Some(after) = listing.after.as_ref().filter(|_| mark.is_empty()) {
            request = request.query("key-marker", &format!("{}{after}", self.prefix));
        }
        self.page_of(request, "ListVersionsResult", listing).await
    }

    /// One page, whose answer is a `root`, and where the next begins.
    async fn page_of(
        &self,
        request: Request<'_>,
        root: &str,
        listing: &Listing,
    ) -> Result<(Page, Option<Mark>)> {
        let document = self.ask(&request, About::Bucket(&self.bucket)).await?;
        let encoded = is_encoded(&document);
        let after = listing.after.as_deref().unwrap_or_default();
        let (mut page, mut object) = (Page::default(), Meta::default());
        let (mut more, mut next) = (false, Mark::new());
        xml::read(&document.xml, |node| match node {
            Node::Leaf("Contents" | "Version" | "DeleteMarker", name, text) => {
                self.take(&mut object, name, text, encoded);
            }
            Node::Close(element @ ("Contents" | "Version" | "DeleteMarker")) => {
                let mut object = std::mem::take(&mut object);
                object.deleted = element == "DeleteMarker";
                if after.is_empty() || object.key.as_str() > after {
                    page.objects.push(object);
                }
            }
            Node::Leaf("CommonPrefixes", "Prefix", text) => {
                let group = self.own(&decoded(text, encoded));
                if after.is_empty() || ends_after(&group, after) {
                    page.prefixes.push(group);
                }
            }
            Node::Leaf(element, "IsTruncated", text) if element == root => more = text == "true",
            Node::Leaf(element, name, text) if element == root && !text.is_empty() => match name {
                "NextContinuationToken" => next.push(("continuation-token", text.to_owned())),
                "NextKeyMarker" => next.push(("key-marker", decoded(text, encoded))),
                "NextVersionIdMarker" => next.push(("version-id-marker", text.to_owned())),
                _ => {}
            },
            _ => {}
        })?;
        self.is(&document, root)?;
        match (more, next.is_empty()) {
            (false, _) => Ok((page, None)),
            (true, false) => Ok((page, Some(next))),
            (true, true) => Err(fault::not_understood("its listing breaks off")),
        }
    }

    /// One leaf of an object in a listing.
    fn take(&self, object: &mut Meta, name: &str, text: &str, encoded: bool) {
        match name {
            "Key" => object.key = self.own(&decoded(text, encoded)),
            "Size" => object.size = text.parse().unwrap_or(0),
            "ETag" => object.etag = Some(unquoted(text)),
            "LastModified" => object.modified = text.parse::<Timestamp>().ok(),
            "VersionId" => object.version = Some(text.to_owned()),
            "StorageClass" if text != "STANDARD" => {
                object.attributes.storage_class = Some(text.to_owned());
            }
            _ => {}
        }
    }

    /// Fails with STORAGE_016 when an answer is not of this kind: a console's page, a proxy's.
    pub fn is(&self, document: &Document, root: &str) -> Result<()> {
        match xml::root(&document.xml) {
            Some(found) if found == root => Ok(()),
            Some(found) => Err(fault::not_understood(&format!("it is a <{found}>"))),
            None => Err(fault::not_understood("it is no XML")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_decoded_as_forms_are() {
        assert_eq!(decoded("a+b%2Bc%0A", true), "a b+c\n");
        assert_eq!(decoded("a+b", false), "a+b");
    }
}
