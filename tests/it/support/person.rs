//! A person with a browser, as far as a login needs one: visits pages, keeps cookies, fills in forms, and ends
//! where the provider sends the callback.

use std::collections::BTreeMap;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, RequestBuilder, redirect};
use tokio::runtime::Runtime;
use url::Url;

pub struct Person {
    runtime: Runtime,
    client: Client,
    cookies: BTreeMap<String, String>,
}

/// What a visit showed.
pub struct Page {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
    url: Url,
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Person {
    pub fn new() -> Person {
        // As the binary does; reqwest would look for a provider of its own.
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        Person {
            runtime: Runtime::new().unwrap(),
            client: Client::builder()
                .redirect(redirect::Policy::none())
                .no_proxy()
                .build()
                .unwrap(),
            cookies: BTreeMap::new(),
        }
    }

    fn ask(&mut self, request: RequestBuilder) -> Page {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request.header(COOKIE, cookies.join("; "));
        let page = self.runtime.block_on(async {
            let response = request.send().await.unwrap();
            Page {
                status: response.status().as_u16(),
                headers: response.headers().clone(),
                url: response.url().clone(),
                text: response.text().await.unwrap(),
            }
        });
        for cookie in page.headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        page
    }

    pub fn visit(&mut self, url: &str) -> Page {
        self.visit_in("en", url)
    }

    /// Visits with a browser that asks for pages in these languages.
    pub fn visit_in(&mut self, languages: &str, url: &str) -> Page {
        let request = self.client.get(url).header("Accept-Language", languages);
        self.ask(request)
    }

    /// Goes from this address on, as `account`, agreeing to all, until the provider sends the callback:
    /// that address, not visited.
    #[track_caller]
    pub fn agrees(&mut self, url: &str, account: &str) -> String {
        let known = [("login", account), ("password", "any")];
        self.goes(url, &known, |to| {
            to.path() == "/callback" && to.query().is_some()
        })
        .unwrap_or_else(|page| panic!("{} ended at {}: {}", url, page.url, page.text))
    }

    /// Fills in what is known into each form that is met, until `end`; the last page when there is no more
    /// to fill in.
    pub fn goes(
        &mut self,
        url: &str,
        known: &[(&str, &str)],
        end: impl Fn(&Url) -> bool,
    ) -> Result<String, Box<Page>> {
        let mut page = self.visit(url);
        for _ in 0..16 {
            if let Some(to) = page.headers.get(LOCATION) {
                let to = page.url.join(to.to_str().unwrap()).unwrap();
                if end(&to) {
                    return Ok(to.into());
                }
                page = self.visit(to.as_str());
            } else if let Some((action, mut fields)) = form(&page.text, known) {
                for (name, value) in &mut fields {
                    if let Some((_, known)) = known.iter().find(|(known, _)| known == name)
                        && value.is_empty()
                    {
                        *value = (*known).to_owned();
                    }
                }
                let action = page.url.join(&action).unwrap();
                let body = url::form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(fields)
                    .finish();
                let request = self.client.post(action).body(body);
                page =
                    self.ask(request.header("Content-Type", "application/x-www-form-urlencoded"));
            } else {
                break;
            }
        }
        Err(Box::new(page))
    }
}

/// The form that holds something known, else the first one: its action, and its fields with what they hold.
fn form(html: &str, known: &[(&str, &str)]) -> Option<(String, Vec<(String, String)>)> {
    let forms: Vec<&str> = html
        .split("<form")
        .skip(1)
        .map(|form| form.split("</form>").next().unwrap())
        .collect();
    let own = |form: &&&str| {
        known
            .iter()
            .any(|(_, value)| form.contains(&format!("value=\"{value}\"")))
    };
    let form = forms.iter().find(own).or(forms.first())?;
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next()?.replace("&amp;", "&"))
    };
    let fields = form.split("<input").skip(1).filter_map(|input| {
        let tag = input.split('>').next()?;
        Some((
            attribute(tag, "name")?,
            attribute(tag, "value").unwrap_or_default(),
        ))
    });
    Some((attribute(form, "action")?, fields.collect()))
}
