//! A null S3 for the bench: plain HTTP on loopback, which takes everything and keeps nothing but sizes, so that what is
//! measured is the client. Runs as a process of its own, on one thread: bodies that come in are dropped in the
//! kernel, those that go out are sent from one block of memory without a copy, listings are made up once
//! and remembered. Checksums are true: as received for what was put, computed for what is served.
//!
//! A key that begins with `COUNTxSIZE/` names one of COUNT made-up objects of SIZE bytes each, a thousand in a
//! directory: `100000x4096/d012/k00012345`.

use std::collections::HashMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};

use rustix::fs::{MemfdFlags, memfd_create, sendfile};
use rustix::net::{RecvFlags, recv};
use tieline::storage::{Algorithm, Digest};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, Interest};
use tokio::net::{TcpListener, TcpStream};

/// The argument with which the bench starts itself as this server.
pub const ARGUMENT: &str = "serve-null-s3";
/// What every object consists of, again and again.
const BLOCK: usize = 8 << 20;
const IN_A_DIRECTORY: u64 = 1000;
const MODIFIED: (&str, &str) = ("2025-01-01T00:00:00.000Z", "Wed, 01 Jan 2025 00:00:00 GMT");

/// The server as the bench holds it; dropped, it ends.
pub struct NullS3 {
    pub endpoint: String,
    child: Child,
    _alive: ChildStdin,
}

impl NullS3 {
    pub fn start() -> NullS3 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut port).unwrap();
        NullS3 {
            endpoint: format!("http://127.0.0.1:{}", port.trim()),
            _alive: child.stdin.take().unwrap(),
            child,
        }
    }
}

impl Drop for NullS3 {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Serves until standard input ends.
pub fn serve() {
    let (ends, ended) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        drop(io::stdin().read_to_end(&mut Vec::new()));
        ends.send(())
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .unwrap();
    runtime.block_on(async {
        tokio::select! {
            _ = ended => {}
            () = accept() => {}
        }
    });
}

async fn accept() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    let server = Arc::new(Server::new());
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let server = Arc::clone(&server);
        tokio::spawn(async move { drop(server.talk(stream).await) });
    }
}

struct Server {
    block: OwnedFd,
    crc_of_block: Digest,
    bytes: Vec<u8>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What was put: by path, its size and the checksum that came with it.
    objects: HashMap<String, (u64, Option<String>)>,
    /// Sizes of parts, by upload and number.
    parts: HashMap<(String, String), u64>,
    uploads: u64,
    /// Listings, by request.
    listings: HashMap<String, Arc<Vec<u8>>>,
    crcs: HashMap<u64, String>,
}

/// A request's head.
#[derive(Default)]
struct Head {
    method: String,
    path: String,
    query: String,
    length: u64,
    /// Of the content without its framing (`aws-chunked`).
    decoded: Option<u64>,
    crc: Option<String>,
    range: Option<(u64, u64)>,
    waits: bool,
    is_copy: bool,
}

impl Head {
    fn parameter(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key == name).then_some(value)
        })
    }
}

/// What is answered.
enum Answer {
    Text(u16, String, Vec<u8>),
    Listing(Arc<Vec<u8>>),
    /// Status, headers, and bytes of the block from an offset.
    Bytes(u16, String, u64, u64),
}

impl Server {
    fn new() -> Server {
        let bytes: Vec<u8> = (0..BLOCK as u64)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        let block = memfd_create("null-s3", MemfdFlags::CLOEXEC).unwrap();
        let mut file = std::fs::File::from(block);
        file.write_all(&bytes).unwrap();
        Server {
            block: file.into(),
            crc_of_block: Digest::of(Algorithm::Crc64Nvme, &bytes),
            bytes,
            state: Mutex::default(),
        }
    }

    async fn talk(&self, mut stream: TcpStream) -> io::Result<()> {
        let mut buffer = Vec::with_capacity(64 << 10);
        loop {
            let end = loop {
                if let Some(end) = find(&buffer, b"\r\n\r\n") {
                    break end + 4;
                }
                if stream.read_buf(&mut buffer).await? == 0 {
                    return Ok(());
                }
            };
            let head = head(std::str::from_utf8(&buffer[..end]).unwrap_or_default());
            buffer.drain(..end);
            if head.waits && buffer.is_empty() {
                stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
            }
            let body = if head.method == "POST" {
                while (buffer.len() as u64) < head.length {
                    if stream.read_buf(&mut buffer).await? == 0 {
                        return Ok(());
                    }
                }
                buffer.drain(..head.length as usize).collect()
            } else {
                let here = head.length.min(buffer.len() as u64);
                buffer.drain(..here as usize);
                discard(&stream, head.length - here).await?;
                Vec::new()
            };
            let answer = self.answer(&head, &body);
            self.say(&mut stream, head.method == "HEAD", answer).await?;
        }
    }

    async fn say(&self, stream: &mut TcpStream, is_head: bool, answer: Answer) -> io::Result<()> {
        match answer {
            Answer::Text(status, headers, body) => {
                let mut all = opening(status, &headers, body.len() as u64).into_bytes();
                all.extend(body);
                stream.write_all(&all).await
            }
            Answer::Listing(page) => stream.write_all(&page).await,
            Answer::Bytes(status, headers, from, length) => {
                let mut all = opening(status, &headers, length).into_bytes();
                if is_head {
                    return stream.write_all(&all).await;
                }
                if length <= 64 << 10 {
                    let at = (from % BLOCK as u64) as usize;
                    let bytes = self.bytes.iter().cycle().skip(at).take(length as usize);
                    all.extend(bytes);
                    return stream.write_all(&all).await;
                }
                stream.write_all(&all).await?;
                let (mut at, mut left) = (from, length);
                while left > 0 {
                    let mut offset = at % BLOCK as u64;
                    let count = left.min(BLOCK as u64 - offset) as usize;
                    let sent = stream
                        .async_io(Interest::WRITABLE, || {
                            sendfile(stream.as_fd(), &self.block, Some(&mut offset), count)
                                .map_err(io::Error::from)
                        })
                        .await?;
                    at += sent as u64;
                    left -= sent as u64;
                }
                Ok(())
            }
        }
    }

    fn answer(&self, head: &Head, body: &[u8]) -> Answer {
        let is_bucket = !head
            .path
            .trim_start_matches('/')
            .trim_end_matches('/')
            .contains('/');
        match (head.method.as_str(), is_bucket) {
            ("GET", true) => self.list(head),
            ("POST", true) => deleted(body),
            ("POST", false) => self.multipart(head),
            ("PUT", false) => self.put(head),
            ("GET" | "HEAD", false) => self.object(head),
            ("HEAD" | "PUT", true) => Answer::Text(200, String::new(), vec![]),
            _ => Answer::Text(204, String::new(), vec![]),
        }
    }

    fn put(&self, head: &Head) -> Answer {
        let size = head.decoded.unwrap_or(head.length);
        let mut state = self.state.lock().unwrap();
        if let (Some(upload), Some(number)) =
            (head.parameter("uploadId"), head.parameter("partNumber"))
        {
            state
                .parts
                .insert((upload.to_owned(), number.to_owned()), size);
        } else {
            state
                .objects
                .insert(head.path.clone(), (size, head.crc.clone()));
        }
        if head.is_copy {
            let xml = format!(
                "<CopyObjectResult><LastModified>{}</LastModified><ETag>\"null-1\"</ETag></CopyObjectResult>",
                MODIFIED.0
            );
            return Answer::Text(200, String::new(), xml.into());
        }
        let crc = head.crc.as_ref();
        let crc = crc.map(|crc| format!("x-amz-checksum-crc64nvme: {crc}\r\n"));
        Answer::Text(
            200,
            format!("ETag: \"null-1\"\r\n{}", crc.unwrap_or_default()),
            vec![],
        )
    }

    fn multipart(&self, head: &Head) -> Answer {
        let mut state = self.state.lock().unwrap();
        let Some(upload) = head.parameter("uploadId") else {
            state.uploads += 1;
            let xml = format!(
                "<InitiateMultipartUploadResult><UploadId>upload-{}</UploadId></InitiateMultipartUploadResult>",
                state.uploads
            );
            return Answer::Text(200, String::new(), xml.into());
        };
        let size = state
            .parts
            .iter()
            .filter(|((of, _), _)| of == upload)
            .map(|(_, size)| size)
            .sum();
        state.parts.retain(|(of, _), _| of != upload);
        state
            .objects
            .insert(head.path.clone(), (size, head.crc.clone()));
        let crc = head.crc.as_ref().map(|crc| {
            format!("<ChecksumCRC64NVME>{crc}</ChecksumCRC64NVME><ChecksumType>FULL_OBJECT</ChecksumType>")
        });
        let xml = format!(
            "<CompleteMultipartUploadResult><ETag>\"null-2\"</ETag>{}</CompleteMultipartUploadResult>",
            crc.unwrap_or_default()
        );
        Answer::Text(200, String::new(), xml.into())
    }

    fn object(&self, head: &Head) -> Answer {
        let key = head
            .path
            .trim_start_matches('/')
            .split_once('/')
            .map_or("", |(_, key)| key);
        let put = self.state.lock().unwrap().objects.get(&head.path).cloned();
        let known = put.or_else(|| Some((Made::of(key.contains('/').then_some(key)?)?.size, None)));
        let Some((size, crc)) = known else {
            let xml = "<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>";
            let body = if head.method == "HEAD" { "" } else { xml };
            return Answer::Text(404, String::new(), body.into());
        };
        // What is served has a checksum of its own, whatever was put under this name.
        let crc = match (head.method.as_str(), crc) {
            ("HEAD", Some(crc)) => crc,
            _ => self.crc(size),
        };
        let (from, to) = head.range.unwrap_or((0, u64::MAX));
        let to = to.min(size.saturating_sub(1));
        let (status, range) = match head.range {
            Some(_) => (206, format!("Content-Range: bytes {from}-{to}/{size}\r\n")),
            None => (200, String::new()),
        };
        let headers = format!(
            "ETag: \"null-1\"\r\nLast-Modified: {}\r\nAccept-Ranges: bytes\r\nContent-Type: binary/octet-stream\r\nx-amz-checksum-crc64nvme: {crc}\r\nx-amz-checksum-type: FULL_OBJECT\r\n{range}",
            MODIFIED.1
        );
        let length = if size == 0 { 0 } else { to + 1 - from };
        Answer::Bytes(status, headers, from, length)
    }

    /// The checksum of so many bytes of what is served.
    fn crc(&self, size: u64) -> String {
        if let Some(crc) = self.state.lock().unwrap().crcs.get(&size) {
            return crc.clone();
        }
        let mut whole = Digest::of(Algorithm::Crc64Nvme, b"");
        for _ in 0..size / BLOCK as u64 {
            whole = whole.followed_by(&self.crc_of_block, BLOCK as u64).unwrap();
        }
        let rest = size % BLOCK as u64;
        let tail = Digest::of(Algorithm::Crc64Nvme, &self.bytes[..rest as usize]);
        let crc = whole.followed_by(&tail, rest).unwrap().base64();
        self.state.lock().unwrap().crcs.insert(size, crc.clone());
        crc
    }

    fn list(&self, head: &Head) -> Answer {
        let request = format!("{}?{}", head.path, head.query);
        if let Some(page) = self.state.lock().unwrap().listings.get(&request) {
            return Answer::Listing(Arc::clone(page));
        }
        let body = listing(head);
        let mut page =
            opening(200, "Content-Type: application/xml\r\n", body.len() as u64).into_bytes();
        page.extend(body.as_bytes());
        let page = Arc::new(page);
        let mut state = self.state.lock().unwrap();
        state.listings.insert(request, Arc::clone(&page));
        Answer::Listing(page)
    }
}

/// Drops so many bytes of a body, in the kernel.
async fn discard(stream: &TcpStream, mut left: u64) -> io::Result<()> {
    // With `TRUNC` nothing is written to it: its length alone counts.
    let mut nowhere = vec![0; left.min(4 << 20) as usize];
    while left > 0 {
        let most = left.min(nowhere.len() as u64) as usize;
        let (_, dropped) = stream
            .async_io(Interest::READABLE, || {
                recv(stream.as_fd(), &mut nowhere[..most], RecvFlags::TRUNC)
                    .map_err(io::Error::from)
            })
            .await?;
        if dropped == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        left -= dropped as u64;
    }
    Ok(())
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|stretch| stretch == wanted)
}

fn opening(status: u16, headers: &str, length: u64) -> String {
    let length = match status {
        204 => String::new(),
        _ => format!("Content-Length: {length}\r\n"),
    };
    format!("HTTP/1.1 {status} X\r\nServer: null\r\nx-amz-request-id: 0\r\n{headers}{length}\r\n")
}

fn head(text: &str) -> Head {
    let mut lines = text.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let method = first.next().unwrap_or_default().to_owned();
    let (path, query) = first
        .next()
        .map(|target| target.split_once('?').unwrap_or((target, "")))
        .unwrap_or_default();
    let mut head = Head {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        ..Head::default()
    };
    for line in lines {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        if is("content-length") {
            head.length = value.parse().unwrap_or(0);
        } else if is("x-amz-decoded-content-length") {
            head.decoded = value.parse().ok();
        } else if is("x-amz-checksum-crc64nvme") {
            head.crc = Some(value.to_owned());
        } else if is("x-amz-copy-source") {
            head.is_copy = true;
        } else if is("expect") {
            head.waits = true;
        } else if is("range") {
            let range = value.trim_start_matches("bytes=").split_once('-');
            head.range =
                range.map(|(from, to)| (from.parse().unwrap_or(0), to.parse().unwrap_or(u64::MAX)));
        }
    }
    head
}

/// Every key that is named was deleted.
fn deleted(body: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(body);
    let mut xml = String::from("<DeleteResult>");
    if !text.contains("<Quiet>true") {
        for key in text.split("<Key>").skip(1) {
            let key = key.split('<').next().unwrap_or_default();
            xml += "<Deleted><Key>";
            xml += key;
            xml += "</Key></Deleted>";
        }
    }
    xml += "</DeleteResult>";
    Answer::Text(200, String::new(), xml.into())
}

/// Made-up objects: how many, and of how many bytes.
#[derive(Clone, Copy)]
struct Made {
    count: u64,
    size: u64,
}

impl Made {
    /// Those that a key or a prefix is among.
    fn of(key: &str) -> Option<Made> {
        let (count, rest) = key.split('/').next()?.split_once('x')?;
        Some(Made {
            count: count.parse().ok()?,
            size: rest.parse().ok()?,
        })
    }

    fn key(self, at: u64) -> String {
        let Made { count, size } = self;
        format!("{count}x{size}/d{:03}/k{at:08}", at / IN_A_DIRECTORY)
    }

    /// How many keys sort before this one.
    fn before(self, key: &str) -> u64 {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = (low + high) / 2;
            match self.key(middle).as_str() < key {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    }
}

fn listing(head: &Head) -> String {
    let text = |name: &str| {
        let value = head.parameter(name).unwrap_or_default().replace('+', " ");
        percent_encoding::percent_decode_str(&value)
            .decode_utf8_lossy()
            .into_owned()
    };
    let (prefix, delimiter) = (text("prefix"), text("delimiter"));
    let most = text("max-keys").parse().unwrap_or(1000).min(1000);
    let second = head.parameter("list-type") == Some("2");
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>null</Name><Prefix>{prefix}</Prefix><MaxKeys>{most}</MaxKeys>"
    );
    let made = Made::of(&prefix).unwrap_or(Made { count: 0, size: 0 });
    let mut at = made.before(&prefix);
    for after in [text("start-after"), text("marker")] {
        if !after.is_empty() {
            at = at.max(made.before(&format!("{after}\0")));
        }
    }
    if let Ok(from) = text("continuation-token").parse() {
        at = from;
    }
    let (mut listed, mut last) = (0, String::new());
    while at < made.count && listed < most {
        let key = made.key(at);
        let Some(rest) = key.strip_prefix(&prefix) else {
            break;
        };
        listed += 1;
        last.clone_from(&key);
        match rest.find('/').filter(|_| delimiter == "/") {
            Some(slash) => {
                let group = &key[..prefix.len() + slash + 1];
                xml += &format!("<CommonPrefixes><Prefix>{group}</Prefix></CommonPrefixes>");
                group.clone_into(&mut last);
                at = made.before(&format!("{group}~"));
            }
            None => {
                xml += &format!(
                    "<Contents><Key>{key}</Key><LastModified>{}</LastModified><ETag>&quot;null-1&quot;</ETag><Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
                    MODIFIED.0, made.size
                );
                at += 1;
            }
        }
    }
    let more = at < made.count && made.key(at).starts_with(&prefix);
    xml += &format!("<IsTruncated>{more}</IsTruncated>");
    if more && second {
        xml += &format!("<NextContinuationToken>{at}</NextContinuationToken>");
    } else if more {
        xml += &format!("<NextMarker>{last}</NextMarker>");
    }
    xml + "</ListBucketResult>"
}
