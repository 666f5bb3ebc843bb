//! Vendors' APIs, by their published references, as far as tieline asks (SendGrid's and Resend's here, logins' in
//! `provider`): for what no server of
//! theirs would do on demand. Keeps what it is sent; fails when nobody came.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value as Json, json};

use super::{CANARY, lacks_length};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// In lower case, each line of a header.
    pub headers: Vec<(String, String)>,
    pub body: Json,
    /// The body as it came.
    pub text: String,
}

impl Request {
    /// A field of a form.
    pub fn field(&self, name: &str) -> Option<String> {
        let mut fields = url::form_urlencoded::parse(self.text.as_bytes());
        fields
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.into_owned())
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }
}

pub struct Api {
    pub url: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

pub type Answer = (u16, Vec<(&'static str, String)>, Json);

impl Api {
    /// SendGrid with the right key, whose scopes are these.
    pub fn sendgrid(scopes: &'static [&'static str]) -> Api {
        Api::serve(move |request, _| {
            if request.header("authorization") != Some(&format!("Bearer {CANARY}")) {
                let errors = json!({"errors": [{"message": "The provided authorization grant is invalid, expired, or revoked", "field": null}]});
                return (401, vec![], errors);
            }
            match (request.method.as_str(), request.path.as_str()) {
                ("GET", "/v3/scopes") => (200, vec![], json!({"scopes": scopes})),
                ("GET", "/v3/verified_senders") => (
                    200,
                    vec![],
                    json!({"results": [{"from_email": "ops@example.org", "verified": true}]}),
                ),
                ("GET", "/v3/whitelabel/domains") => (200, vec![], json!([])),
                ("POST", "/v3/mail/send") if request.body["from"]["email"] != "ops@example.org" => {
                    let words = "The from address does not match a verified Sender Identity.";
                    (
                        403,
                        vec![],
                        json!({"errors": [{"message": words, "field": "from"}]}),
                    )
                }
                ("POST", "/v3/mail/send") => (
                    202,
                    vec![("X-Message-Id", "14c5d75ce93".to_owned())],
                    Json::Null,
                ),
                _ => (404, vec![], Json::Null),
            }
        })
    }

    /// Resend with the right key; `full` when it may look at domains too.
    pub fn resend(full: bool) -> Api {
        Api::serve(move |request, _| {
            if request.header("authorization") != Some(&format!("Bearer {CANARY}")) {
                return (
                    401,
                    vec![],
                    json!({"statusCode": 401, "name": "validation_error", "message": "API key is invalid"}),
                );
            }
            match (request.method.as_str(), request.path.as_str()) {
                ("GET", "/domains") if full => (
                    200,
                    vec![],
                    json!({"data": [{"name": "example.org", "status": "verified"}]}),
                ),
                ("GET", "/domains") => (
                    401,
                    vec![],
                    json!({"name": "restricted_api_key", "message": "This API key is restricted to only send emails"}),
                ),
                ("POST", "/emails") => (200, vec![], json!({"id": "49a3999c-0ce1"})),
                _ => (404, vec![], Json::Null),
            }
        })
    }

    /// Answers as told; the number of requests before this one is told too.
    pub fn serve(answer: impl Fn(&Request, usize) -> Answer + Send + Sync + 'static) -> Api {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (answer, kept) = (Arc::new(answer), Arc::clone(&seen));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, kept) = (Arc::clone(&answer), Arc::clone(&kept));
                std::thread::spawn(move || while let Some(()) = one(&stream, &*answer, &kept) {});
            }
        });
        Api { url, seen }
    }

    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    /// The requests that sent mail.
    pub fn sent(&self) -> Vec<Request> {
        self.seen()
            .into_iter()
            .filter(|request| request.method == "POST")
            .collect()
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        assert!(
            std::thread::panicking() || !self.seen().is_empty(),
            "nobody asked {}",
            self.url
        );
    }
}

/// One request and its answer; `None` at the end of the connection, or when the status is 0: then it is cut.
fn one(
    stream: &TcpStream,
    answer: &dyn Fn(&Request, usize) -> Answer,
    kept: &Mutex<Vec<Request>>,
) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let request = Request {
        method,
        path,
        headers,
        body: serde_json::from_slice(&body).unwrap_or_default(),
        text: String::from_utf8_lossy(&body).into_owned(),
    };
    let before = {
        let mut kept = kept.lock().unwrap();
        kept.push(request.clone());
        kept.len() - 1
    };
    let is_told = ["content-length", "transfer-encoding"]
        .iter()
        .any(|name| request.header(name).is_some());
    // Asked by the vendor's crate, of a service that does not mind.
    let is_metadata = request.path == "/latest/api/token";
    let (status, headers, body) = match lacks_length(&request.method, is_told || is_metadata) {
        true => (411, vec![], Json::Null),
        false => answer(&request, before),
    };
    if status == 0 {
        return None;
    }
    // Text is sent as it is.
    let body = match body {
        Json::Null => String::new(),
        Json::String(text) => text,
        json => json.to_string(),
    };
    let mut text = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
    if !headers.iter().any(|(name, _)| *name == "Content-Type") {
        text += "Content-Type: application/json\r\n";
    }
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    let mut writer = stream;
    writer
        .write_all(format!("{text}\r\n{body}").as_bytes())
        .ok()
}
