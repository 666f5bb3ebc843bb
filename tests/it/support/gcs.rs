//! Google Cloud Storage's JSON API by its reference, as far as tieline asks, where fake-gcs-server does not keep
//! to it: conditions on every request, checksums that are compared, sessions that are resumed, signatures that
//! are verified. And what the service does on no demand: keeps less than was sent, damages, throttles, hangs up.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, LazyLock, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value as Json, json};
use tieline::storage::{Algorithm, Digest};

use super::lacks_length;

/// A request as it came.
pub struct Request {
    pub method: String,
    /// As it came, with its query.
    pub target: String,
    path: Vec<String>,
    query: HashMap<String, String>,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

/// What happens instead of what should, to one request.
pub enum Twist {
    /// This is the answer, and nothing is done.
    Answer(u16, Vec<(&'static str, String)>, Json),
    /// A session keeps so many of the bytes that it is sent.
    Keep(usize),
    /// One bit of the content is another when it arrives.
    Damage,
    /// It is done, and nobody hears of it.
    Unheard,
    /// So much of the answer comes, and no more.
    Cut(usize),
}

type Twists = dyn Fn(&Request) -> Option<Twist> + Send + Sync;

pub struct Gcs {
    pub endpoint: String,
    pub state: Arc<Mutex<State>>,
    twists: Arc<Twists>,
}

/// The service at its own name: a proxy that leads there and nowhere else.
pub struct Door {
    pub proxy: String,
    /// The authority that vouches for its name.
    pub ca: std::path::PathBuf,
    #[expect(dead_code, reason = "kept for the certificate's sake")]
    dir: tempfile::TempDir,
}

#[derive(Default)]
pub struct State {
    buckets: BTreeMap<String, BTreeMap<String, Object>>,
    sessions: HashMap<String, Session>,
    clock: u64,
    /// `METHOD /target` of every request.
    pub seen: Vec<String>,
    /// Bytes of content that sessions were sent.
    pub received: usize,
    /// Whose tokens are taken: by address, the public key, and whether it may write. Anybody's where empty.
    pub accounts: HashMap<String, (Vec<u8>, bool)>,
    /// A token that is no JWT and is taken, too.
    pub token: Option<String>,
}

#[derive(Clone)]
struct Object {
    content: Vec<u8>,
    generation: u64,
    described: Json,
}

struct Session {
    bucket: String,
    described: Json,
    condition: Option<u64>,
    kept: Vec<u8>,
    ended: Option<Object>,
}

/// A status, headers, and a body.
struct Reply(u16, Vec<(&'static str, String)>, Vec<u8>);

fn told(status: u16, reason: &str, message: &str) -> Reply {
    let body = json!({"error": {"code": status, "message": message, "errors": [
        {"domain": "global", "reason": reason, "message": message},
    ]}});
    Reply(status, vec![], body.to_string().into_bytes())
}

fn shown(json: &Json) -> Reply {
    Reply(200, vec![], json.to_string().into_bytes())
}

impl Gcs {
    pub fn start() -> Gcs {
        Gcs::twisted(|_| None)
    }

    pub fn twisted(twists: impl Fn(&Request) -> Option<Twist> + Send + Sync + 'static) -> Gcs {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let twists: Arc<Twists> = Arc::new(twists);
        let (shared, kept) = (Arc::clone(&state), Arc::clone(&twists));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, twists) = (Arc::clone(&shared), Arc::clone(&kept));
                std::thread::spawn(move || {
                    let mut stream = BufReader::new(stream);
                    while let Some(()) = one(&mut stream, &state, &*twists) {}
                });
            }
        });
        Gcs {
            endpoint,
            state,
            twists,
        }
    }

    /// With this bucket, and nobody's tokens taken but those of this account.
    pub fn of(self, bucket: &str, account: &Account, may_write: bool) -> Gcs {
        let mut state = self.state.lock().unwrap();
        state.buckets.insert(bucket.to_owned(), BTreeMap::new());
        let rights = (account.public.clone(), may_write);
        state.accounts.insert(account.email.to_owned(), rights);
        drop(state);
        self
    }

    /// Opens a proxy to the service, which is encrypted as the real one.
    pub fn door(&self) -> Door {
        let dir = tempfile::TempDir::new().unwrap();
        let name = vec!["storage.googleapis.com".to_owned()];
        let own = rcgen::generate_simple_self_signed(name).unwrap();
        let ca = dir.path().join("ca.pem");
        std::fs::write(&ca, own.cert.pem()).unwrap();
        let key = rustls_pki_types::PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key.into())
            .unwrap();
        let tls = Arc::new(tls);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = format!("http://{}", listener.local_addr().unwrap());
        let (state, twists) = (Arc::clone(&self.state), Arc::clone(&self.twists));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, twists, tls) =
                    (Arc::clone(&state), Arc::clone(&twists), Arc::clone(&tls));
                std::thread::spawn(move || {
                    let mut stream = BufReader::new(stream);
                    let mut line = String::new();
                    while stream.read_line(&mut line).unwrap() > 2 {}
                    assert!(
                        line.starts_with("CONNECT storage.googleapis.com:443 "),
                        "{line}"
                    );
                    let mut stream = stream.into_inner();
                    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
                    let connection = rustls::ServerConnection::new(tls).unwrap();
                    let stream = rustls::StreamOwned::new(connection, stream);
                    let mut stream = BufReader::new(stream);
                    while let Some(()) = one(&mut stream, &state, &*twists) {}
                });
            }
        });
        Door { proxy, ca, dir }
    }

    /// How many requests began with these words.
    pub fn asked(&self, words: &str) -> usize {
        let state = self.state.lock().unwrap();
        state
            .seen
            .iter()
            .filter(|seen| seen.starts_with(words))
            .count()
    }
}

/// One request and its answer; `None` at the end of the connection.
fn one<S: Read + Write>(
    stream: &mut BufReader<S>,
    state: &Mutex<State>,
    twists: &Twists,
) -> Option<()> {
    let mut line = String::new();
    stream.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers
        .get("content-length")
        .map_or(0, |value| value.parse().unwrap());
    let mut body = Vec::new();
    stream.take(length).read_to_end(&mut body).ok()?;
    let is_whole = body.len() as u64 == length;
    // A session keeps what came before a connection broke off; all else takes effect whole or not at all.
    if !is_whole && !target.contains("upload_id=") {
        return None;
    }
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut request = Request {
        path: path.split('/').skip(1).map(decoded).collect(),
        query: url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect(),
        method,
        target,
        headers,
        body,
    };
    let twist = match lacks_length(
        &request.method,
        request.headers.contains_key("content-length"),
    ) {
        true => Some(Twist::Answer(411, vec![], Json::Null)),
        false => twists(&request),
    };
    let mut state = state.lock().unwrap();
    state
        .seen
        .push(format!("{} {}", request.method, request.target));
    let (mut most, mut keep) = (if is_whole { usize::MAX } else { 0 }, None);
    let reply = match twist {
        Some(Twist::Answer(status, headers, body)) => {
            Some(Reply(status, headers, body.to_string().into_bytes()))
        }
        Some(Twist::Damage) => {
            let middle = request.body.len() / 2;
            request.body[middle] ^= 1;
            None
        }
        Some(Twist::Keep(bytes)) => {
            keep = Some(bytes);
            None
        }
        Some(Twist::Unheard) => {
            most = 0;
            None
        }
        Some(Twist::Cut(bytes)) => {
            most = bytes;
            None
        }
        None => None,
    };
    let Reply(status, headers, body) = reply.unwrap_or_else(|| state.answer(&request, keep));
    drop(state);
    let mut answer = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        answer += &format!("{name}: {value}\r\n");
    }
    let mut answer = format!("{answer}\r\n").into_bytes();
    answer.extend(body);
    let writer = stream.get_mut();
    writer.write_all(&answer[..answer.len().min(most)]).ok()?;
    writer.flush().ok()?;
    (answer.len() <= most).then_some(())
}

fn decoded(text: &str) -> String {
    // A `+` in a path is a plus.
    let query = format!("k={}", text.replace('+', "%2B"));
    let (_, value) = url::form_urlencoded::parse(query.as_bytes())
        .next()
        .unwrap();
    value.into_owned()
}

impl Request {
    fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    fn condition(&self) -> Option<u64> {
        self.query("ifGenerationMatch")?.parse().ok()
    }
}

impl Object {
    fn resource(&self, bucket: &str, name: &str) -> Json {
        let mut resource = self.described.clone();
        resource["name"] = name.into();
        resource["bucket"] = bucket.into();
        resource["size"] = self.content.len().to_string().into();
        resource["generation"] = self.generation.to_string().into();
        resource["metageneration"] = "1".into();
        resource
    }
}

impl State {
    fn answer(&mut self, request: &Request, keep: Option<usize>) -> Reply {
        let path: Vec<&str> = request.path.iter().map(String::as_str).collect();
        let method = request.method.as_str();
        if request.query("X-Goog-Signature").is_some() {
            return self.signed(request);
        }
        if let Some(id) = request.query("upload_id") {
            return match method {
                "DELETE" => match self.sessions.remove(id) {
                    Some(_) => told(499, "clientClosedRequest", "Client Closed Request"),
                    None => told(404, "notFound", "Not Found"),
                },
                _ => self.session(id, request, keep),
            };
        }
        if let Some(refused) = self.refuses(request) {
            return refused;
        }
        match (method, &path[..]) {
            ("POST", ["batch", "storage", "v1"]) => self.batch(request),
            ("POST", ["storage", "v1", "b"]) => {
                let described: Json = serde_json::from_slice(&request.body).unwrap();
                let name = described["name"].as_str().unwrap().to_owned();
                if self.buckets.contains_key(&name) {
                    return told(
                        409,
                        "conflict",
                        "Your previous request to create the named bucket succeeded and you already own it.",
                    );
                }
                self.buckets.insert(name, BTreeMap::new());
                shown(&described)
            }
            _ if !self.has_bucket(&path) => {
                told(404, "notFound", "The specified bucket does not exist.")
            }
            ("GET", ["storage", "v1", "b", name]) => shown(&json!({"name": name})),
            ("DELETE", ["storage", "v1", "b", name]) => {
                if !self.buckets[*name].is_empty() {
                    return told(
                        409,
                        "conflict",
                        "The bucket you tried to delete is not empty.",
                    );
                }
                self.buckets.remove(*name);
                Reply(204, vec![], vec![])
            }
            ("GET", ["storage", "v1", "b", _, "iam", "testPermissions"]) => {
                let asked = url::form_urlencoded::parse(request.target.as_bytes());
                let asked: Vec<_> = asked
                    .filter(|(name, _)| name.ends_with("permissions"))
                    .map(|(_, value)| value.into_owned())
                    .filter(|one| one.starts_with("storage.objects."))
                    .collect();
                shown(&json!({"permissions": asked}))
            }
            ("GET", ["storage", "v1", "b", bucket, "o"]) => self.list(bucket, request),
            ("POST", ["upload", "storage", "v1", "b", bucket, "o"]) => self.upload(bucket, request),
            (_, ["storage", "v1", "b", bucket, "o", name]) => self.object(bucket, name, request),
            (
                "POST",
                [
                    "storage",
                    "v1",
                    "b",
                    from,
                    "o",
                    name,
                    "rewriteTo",
                    "b",
                    to,
                    "o",
                    other,
                ],
            ) => {
                let Some(object) = self.found(from, name, request.query("sourceGeneration")) else {
                    return told(404, "notFound", "No such object");
                };
                let mut copied = object.clone();
                if !request.body.is_empty() {
                    copied.described = serde_json::from_slice(&request.body).unwrap();
                }
                // In two steps, as large ones are.
                if request.query("rewriteToken").is_none() {
                    return shown(&json!({"done": false, "rewriteToken": "t"}));
                }
                match self.keep(to, other, copied, request.condition()) {
                    Ok(resource) => shown(&json!({"done": true, "resource": resource})),
                    Err(refused) => refused,
                }
            }
            _ => told(404, "notFound", "Not Found"),
        }
    }

    fn has_bucket(&self, path: &[&str]) -> bool {
        let named = path.iter().position(|part| *part == "b");
        named.is_none_or(|at| {
            path.get(at + 1)
                .is_some_and(|name| self.buckets.contains_key(*name))
        })
    }

    fn found(&self, bucket: &str, name: &str, generation: Option<&str>) -> Option<&Object> {
        let object = self.buckets.get(bucket)?.get(name)?;
        let wanted = generation.is_none_or(|wanted| wanted == object.generation.to_string());
        wanted.then_some(object)
    }

    /// Whether a condition on what is there holds.
    fn holds(&self, bucket: &str, name: &str, condition: Option<u64>) -> Result<(), Reply> {
        let there = self
            .found(bucket, name, None)
            .map_or(0, |object| object.generation);
        match condition {
            Some(wanted) if wanted != there => Err(told(
                412,
                "conditionNotMet",
                "At least one of the pre-conditions you specified did not hold.",
            )),
            _ => Ok(()),
        }
    }

    /// Makes an object visible, if it is what was promised.
    fn keep(
        &mut self,
        bucket: &str,
        name: &str,
        mut object: Object,
        condition: Option<u64>,
    ) -> Result<Json, Reply> {
        self.holds(bucket, name, condition)?;
        let promised = object.described["crc32c"].take();
        let crc = Digest::of(Algorithm::Crc32c, &object.content).base64();
        if promised.as_str().is_some_and(|promised| promised != crc) {
            let words =
                format!("Provided CRC32C {promised} doesn't match calculated CRC32C \"{crc}\".");
            return Err(told(400, "invalid", &words));
        }
        object.described["crc32c"] = crc.into();
        object.described["md5Hash"] = Digest::of(Algorithm::Md5, &object.content).base64().into();
        object.described["updated"] = jiff::Timestamp::now().to_string().into();
        self.clock += 1;
        object.generation = 1_700_000_000_000_000 + self.clock;
        let resource = object.resource(bucket, name);
        let objects = self.buckets.get_mut(bucket).unwrap();
        objects.insert(name.to_owned(), object);
        Ok(resource)
    }

    fn upload(&mut self, bucket: &str, request: &Request) -> Reply {
        let condition = request.condition();
        if request.query("uploadType") == Some("resumable") {
            let mut described: Json = serde_json::from_slice(&request.body).unwrap();
            described["name"] = request.query("name").unwrap().into();
            let id = format!("session-{}", self.sessions.len() + 1);
            let place = format!("http://elsewhere.example{}&upload_id={id}", request.target);
            let session = Session {
                bucket: bucket.to_owned(),
                described,
                condition,
                kept: Vec::new(),
                ended: None,
            };
            self.sessions.insert(id, session);
            return Reply(200, vec![("Location", place)], vec![]);
        }
        let kind = request.header("content-type").unwrap();
        let boundary = kind.split_once("boundary=").unwrap().1;
        let body = &request.body;
        let at = |text: &str, from: usize| {
            let found = body[from..]
                .windows(text.len())
                .position(|piece| piece == text.as_bytes());
            from + found.unwrap()
        };
        let first = at("\r\n\r\n", 0) + 4;
        let second = at(&format!("\r\n--{boundary}"), first);
        let content = at("\r\n\r\n", second + 2) + 4;
        let end = body.len() - format!("\r\n--{boundary}--\r\n").len();
        let described: Json = serde_json::from_slice(&body[first..second]).unwrap();
        let name = described["name"].as_str().unwrap().to_owned();
        let object = Object {
            content: body[content..end].to_vec(),
            generation: 0,
            described,
        };
        match self.keep(bucket, &name, object, condition) {
            Ok(resource) => shown(&resource),
            Err(refused) => refused,
        }
    }

    /// `Content-Range: bytes 0-9/*`, `bytes 0-9/10`, `bytes */10`, `bytes */*`.
    fn session(&mut self, id: &str, request: &Request, keep: Option<usize>) -> Reply {
        let Some(session) = self.sessions.get_mut(id) else {
            return told(404, "notFound", "Not Found");
        };
        let name = session.described["name"].as_str().unwrap().to_owned();
        let bucket = session.bucket.clone();
        if let Some(object) = &session.ended {
            return shown(&object.resource(&bucket, &name));
        }
        let range = request.header("content-range").unwrap();
        self.received += request.body.len();
        let (bytes, total) = range
            .strip_prefix("bytes ")
            .unwrap()
            .split_once('/')
            .unwrap();
        if let Some((first, _)) = bytes.split_once('-') {
            let first: usize = first.parse().unwrap();
            if first > session.kept.len() {
                return told(503, "backendError", "a hole in the upload");
            }
            let already = session.kept.len() - first;
            let new = request.body.get(already..).unwrap_or_default();
            let kept = keep.unwrap_or(new.len()).min(new.len());
            session.kept.extend(&new[..kept]);
        }
        let kept = session.kept.len();
        if total.parse() != Ok(kept) {
            // A multiple of 256 KiB of what may still go on.
            let whole = kept - kept % (256 << 10);
            session.kept.truncate(whole);
            let headers = match whole {
                0 => vec![],
                _ => vec![("Range", format!("bytes=0-{}", whole - 1))],
            };
            return Reply(308, headers, vec![]);
        }
        let mut described = session.described.clone();
        if let Some(hash) = request.header("x-goog-hash") {
            described["crc32c"] = hash.strip_prefix("crc32c=").unwrap().into();
        }
        let object = Object {
            content: session.kept.clone(),
            generation: 0,
            described,
        };
        let condition = session.condition;
        match self.keep(&bucket, &name, object, condition) {
            Ok(resource) => {
                let ended = self.found(&bucket, &name, None).cloned();
                self.sessions.get_mut(id).unwrap().ended = ended;
                shown(&resource)
            }
            Err(refused) => {
                self.sessions.remove(id);
                refused
            }
        }
    }

    fn object(&mut self, bucket: &str, name: &str, request: &Request) -> Reply {
        let Some(object) = self.found(bucket, name, request.query("generation")) else {
            return match request.query("alt") {
                Some("media") => {
                    let text = format!("No such object: {bucket}/{name}");
                    Reply(
                        404,
                        vec![("Content-Type", "text/html".to_owned())],
                        text.into_bytes(),
                    )
                }
                _ => told(404, "notFound", &format!("No such object: {bucket}/{name}")),
            };
        };
        if let Err(refused) = self.holds(bucket, name, request.condition()) {
            return refused;
        }
        match (request.method.as_str(), request.query("alt")) {
            ("GET", Some("media")) => content(object, request.header("range")),
            ("GET", _) => shown(&object.resource(bucket, name)),
            ("DELETE", _) => {
                self.buckets.get_mut(bucket).unwrap().remove(name);
                Reply(204, vec![], vec![])
            }
            _ => told(405, "methodNotAllowed", "Method Not Allowed"),
        }
    }

    fn list(&self, bucket: &str, request: &Request) -> Reply {
        let prefix = request.query("prefix").unwrap_or_default();
        let most = request
            .query("maxResults")
            .map_or(1000, |most| most.parse().unwrap());
        let start = request.query("startOffset").unwrap_or_default();
        let token = request.query("pageToken").unwrap_or_default();
        let (mut items, mut prefixes) = (Vec::new(), Vec::<String>::new());
        for (name, object) in &self.buckets[bucket] {
            if !name.starts_with(prefix) || name.as_str() < start || name.as_str() <= token {
                continue;
            }
            let rest = &name[prefix.len()..];
            let group = request.query("delimiter").and_then(|delimiter| {
                let end = rest.find(delimiter)? + delimiter.len();
                Some(format!("{prefix}{}", &rest[..end]))
            });
            match group {
                Some(group) if prefixes.last() == Some(&group) || token.starts_with(&group) => {
                    continue;
                }
                Some(group) => prefixes.push(group),
                None => items.push(object.resource(bucket, name)),
            }
            if items.len() + prefixes.len() == most {
                let page = json!({"items": items, "prefixes": prefixes, "nextPageToken": name});
                return shown(&page);
            }
        }
        shown(&json!({"items": items, "prefixes": prefixes}))
    }

    fn batch(&mut self, request: &Request) -> Reply {
        let text = String::from_utf8(request.body.clone()).unwrap();
        let mut answer = String::new();
        for part in text.split("Content-ID: <").skip(1) {
            let (id, rest) = part.split_once('>').unwrap();
            let line = rest.trim_start().lines().next().unwrap();
            let mut words = line.split(' ').map(str::to_owned);
            let (method, target) = (words.next().unwrap(), words.next().unwrap());
            let (path, query) = target.split_once('?').unwrap_or((&target, ""));
            let inner = Request {
                path: path.split('/').skip(1).map(decoded).collect(),
                query: url::form_urlencoded::parse(query.as_bytes())
                    .into_owned()
                    .collect(),
                headers: request.headers.clone(),
                body: vec![],
                method,
                target,
            };
            let Reply(status, _, body) = self.answer(&inner, None);
            let body = String::from_utf8(body).unwrap();
            answer += &format!(
                "--b\r\nContent-Type: application/http\r\nContent-ID: <response-{id}>\r\n\r\nHTTP/1.1 {status} X\r\nContent-Length: {}\r\n\r\n{body}\r\n",
                body.len()
            );
        }
        let headers = vec![("Content-Type", "multipart/mixed; boundary=b".to_owned())];
        Reply(200, headers, format!("{answer}--b--").into_bytes())
    }

    /// Whether it is somebody, and may do that.
    fn refuses(&self, request: &Request) -> Option<Reply> {
        if self.accounts.is_empty() {
            return None;
        }
        let refused = told(401, "authError", "Invalid Credentials");
        let Some(token) = request
            .header("authorization")
            .and_then(|value| value.strip_prefix("Bearer "))
        else {
            return Some(told(
                401,
                "required",
                "Anonymous caller does not have access.",
            ));
        };
        if self.token.as_deref() == Some(token) {
            return None;
        }
        let Some((signed, signature)) = token.rsplit_once('.') else {
            return Some(refused);
        };
        let claims = URL_SAFE_NO_PAD
            .decode(signed.split_once('.').unwrap().1)
            .unwrap();
        let claims: Json = serde_json::from_slice(&claims).unwrap();
        let Some((key, may_write)) = self.accounts.get(claims["iss"].as_str().unwrap()) else {
            return Some(refused);
        };
        if !verifies(
            key,
            signed.as_bytes(),
            &URL_SAFE_NO_PAD.decode(signature).unwrap(),
        ) {
            return Some(refused);
        }
        (!may_write && request.method != "GET").then(|| {
            told(403, "forbidden", "it does not have storage.objects.create access to the Google Cloud Storage object.")
        })
    }

    /// The XML API, as far as signed URLs go: V4 ("V4 signing process").
    fn signed(&mut self, request: &Request) -> Reply {
        let denied = Reply(
            403,
            vec![],
            b"<Error><Code>SignatureDoesNotMatch</Code></Error>".to_vec(),
        );
        let (path, query) = request.target.split_once('?').unwrap();
        let (canonical_query, signature) = query.split_once("&X-Goog-Signature=").unwrap();
        let host = request.header("host").unwrap();
        // Google's own libraries sign the name without the port.
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        let canonical = format!(
            "{}\n{path}\n{canonical_query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD",
            request.method
        );
        let (email, scope) = request
            .query("X-Goog-Credential")
            .unwrap()
            .split_once('/')
            .unwrap();
        let text = format!(
            "GOOG4-RSA-SHA256\n{}\n{scope}\n{}",
            request.query("X-Goog-Date").unwrap(),
            sha256(canonical.as_bytes())
        );
        let signature: Vec<u8> = (0..signature.len() / 2)
            .map(|i| u8::from_str_radix(&signature[2 * i..2 * i + 2], 16).unwrap())
            .collect();
        let account = account();
        if email != account.email || !verifies(&account.public, text.as_bytes(), &signature) {
            return denied;
        }
        let (bucket, name) = (request.path[0].clone(), request.path[1..].join("/"));
        match request.method.as_str() {
            "PUT" => {
                let object = Object {
                    content: request.body.clone(),
                    generation: 0,
                    described: json!({}),
                };
                match self.keep(&bucket, &name, object, None) {
                    Ok(_) => Reply(200, vec![], vec![]),
                    Err(refused) => refused,
                }
            }
            _ => match self.found(&bucket, &name, None) {
                Some(object) => content(object, None),
                None => Reply(404, vec![], vec![]),
            },
        }
    }
}

fn content(object: &Object, range: Option<&str>) -> Reply {
    let size = object.content.len();
    let told = |name: &str| object.described[name].as_str().unwrap().to_owned();
    let mut headers = vec![
        ("X-Goog-Generation", object.generation.to_string()),
        ("X-Goog-Hash", format!("crc32c={}", told("crc32c"))),
        ("X-Goog-Hash", format!("md5={}", told("md5Hash"))),
        ("Last-Modified", "Tue, 24 Nov 2026 20:33:31 GMT".to_owned()),
    ];
    let Some(range) = range else {
        return Reply(200, headers, object.content.clone());
    };
    let (first, last) = range
        .strip_prefix("bytes=")
        .unwrap()
        .split_once('-')
        .unwrap();
    let first: usize = first.parse().unwrap();
    let end = last
        .parse()
        .map_or(size, |last: usize| size.min(last.saturating_add(1)));
    if first >= size {
        return Reply(
            416,
            vec![("Content-Range", format!("bytes */{size}"))],
            vec![],
        );
    }
    headers.push(("Content-Range", format!("bytes {first}-{}/{size}", end - 1)));
    Reply(206, headers, object.content[first..end].to_vec())
}

/// A service account and its key.
pub struct Account {
    pub email: &'static str,
    /// The key file's JSON.
    pub json: String,
    pub public: Vec<u8>,
}

impl Account {
    pub fn new(email: &'static str) -> Account {
        let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
        let json = json!({
            "type": "service_account",
            "project_id": "acme",
            "private_key_id": "1",
            "private_key": key.serialize_pem(),
            "client_email": email,
            "client_id": "1",
            "token_uri": "https://oauth2.googleapis.com/token",
        });
        Account {
            email,
            json: json.to_string(),
            public: rcgen::PublicKeyData::der_bytes(&key).to_vec(),
        }
    }

    /// As the variable holds it.
    pub fn base64(&self) -> String {
        STANDARD.encode(&self.json)
    }
}

/// The account of all tests that need one.
pub fn account() -> &'static Account {
    static ACCOUNT: LazyLock<Account> =
        LazyLock::new(|| Account::new("tests@acme.iam.gserviceaccount.com"));
    &ACCOUNT
}

/// RS256.
fn verifies(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let mapping = provider.signature_verification_algorithms.mapping;
    let (_, algorithms) = mapping
        .iter()
        .find(|(scheme, _)| *scheme == rustls::SignatureScheme::RSA_PKCS1_SHA256)
        .unwrap();
    algorithms.iter().any(|algorithm| {
        algorithm
            .verify_signature(public, message, signature)
            .is_ok()
    })
}

fn sha256(text: &[u8]) -> String {
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let suite = provider
        .cipher_suites
        .iter()
        .find(|suite| suite.suite() == rustls::CipherSuite::TLS13_AES_128_GCM_SHA256)
        .unwrap();
    let hash = suite.tls13().unwrap().common.hash_provider.hash(text);
    hash.as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
