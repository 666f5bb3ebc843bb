//! The fault proxy: stands in front of a real server, passes HTTP/1.1 on as it is, and does to chosen requests what no
//! server does on demand. Owns the faults and the record of what was asked; knows no storage. Fails when nobody came.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::lacks_length;

/// A request as it came, and what became of it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub method: String,
    pub path: String,
    /// All lines up to the blank one, as they came.
    pub head: String,
    /// Bytes of the body, as its length was told.
    pub body_bytes: u64,
    /// The status of the answer; 0 when none was given.
    pub status: u16,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let (_, value) = lines.find(|(header, _)| header.eq_ignore_ascii_case(name))?;
        Some(value.trim())
    }

    /// Whether it carries content: an object in one piece, a part, a block, a chunk of a session.
    pub fn carries(&self) -> bool {
        matches!(self.method.as_str(), "PUT" | "POST") && self.body_bytes > 4096
    }
}

/// What is done to a request or its answer. Offsets are bytes of the body.
pub enum Fault {
    /// It is passed on, and its answer back.
    None,
    /// The connection ends when this total of bytes, of all that share it, was passed on.
    CutRequests(Arc<Total>),
    CutAnswers(Arc<Total>),
    /// Nothing more is said after so much of the answer.
    StallAnswer(u64),
    /// It is read to its end, and nothing is ever said.
    Silent,
    /// It is answered by this, whole, and the server never hears of it.
    Answer(String),
    /// It is answered by blanks that never end, and the server never hears of it.
    Endless,
    /// The server does it; what comes back is this instead of its answer.
    AnswerAfterwards(String),
    /// The server does it, and the connection ends before its answer.
    DropAfterwards,
    /// One bit of this byte of the request is another.
    FlipRequest(u64),
    /// One bit of this byte of the answer is another.
    FlipAnswer(u64),
}

/// Bytes of bodies, counted over all connections; the one that comes to `cut` is cut there, once.
pub struct Total {
    cut: u64,
    passed: AtomicU64,
}

impl Total {
    pub fn cut_at(cut: u64) -> Arc<Total> {
        Arc::new(Total {
            cut,
            passed: AtomicU64::new(0),
        })
    }

    /// How many of these bytes may pass before the cut; `None` when it is not among them.
    fn pass(&self, bytes: u64) -> Option<u64> {
        let before = self.passed.fetch_add(bytes, Ordering::SeqCst);
        (before <= self.cut && self.cut < before + bytes).then(|| self.cut - before)
    }
}

/// A whole answer. `headers` are lines with their ends.
pub fn answer(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

type Judge = dyn Fn(&Seen, usize) -> Fault + Send + Sync;

pub struct Proxy {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Proxy {
    /// In front of the server at `url`. `judge` is told each request and how many like it (of its method, and with
    /// content or without) came before.
    pub fn before(
        url: &str,
        judge: impl Fn(&Seen, usize) -> Fault + Send + Sync + 'static,
    ) -> Proxy {
        let upstream = url::Url::parse(url).unwrap();
        let address = format!("127.0.0.1:{}", upstream.port().unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = Shared {
            address: address.into(),
            seen: Arc::clone(&seen),
            judge: Arc::new(judge),
        };
        // Waits for connections until the test process ends.
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let shared = shared.clone();
                // A connection that ends is the end of its thread, whichever side ended it.
                std::thread::spawn(move || drop(shared.serve(&client)));
            }
        });
        let path = upstream.path().trim_end_matches('/');
        Proxy {
            url: format!("http://127.0.0.1:{port}{path}"),
            seen,
        }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Requests that carried content.
    pub fn carried(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(Seen::carries).collect()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let came = !self.seen.lock().unwrap().is_empty();
        assert!(
            std::thread::panicking() || came,
            "nobody came to the proxy at {}",
            self.url
        );
    }
}

#[derive(Clone)]
struct Shared {
    address: Arc<str>,
    seen: Arc<Mutex<Vec<Seen>>>,
    judge: Arc<Judge>,
}

/// A connection, read and written.
struct Side {
    reader: BufReader<TcpStream>,
    writer: TcpStream,
}

impl Side {
    fn of(stream: TcpStream) -> io::Result<Side> {
        stream.set_nodelay(true)?;
        Ok(Side {
            writer: stream.try_clone()?,
            reader: BufReader::with_capacity(64 << 10, stream),
        })
    }

    /// The lines up to the blank one, which is the last; empty when the other side is gone.
    fn head(&mut self) -> io::Result<String> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") && self.reader.read_line(&mut head)? > 0 {}
        Ok(head)
    }

    fn ends(&self) {
        drop(self.writer.shutdown(Shutdown::Both));
    }
}

/// How long a body is.
enum Framing {
    Length(u64),
    Chunked,
    UntilEnd,
}

fn framing(head: &str, without: Framing) -> Framing {
    let value = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    };
    match (value("content-length"), value("transfer-encoding")) {
        (Some(length), _) => Framing::Length(length.parse().unwrap()),
        (None, Some(_)) => Framing::Chunked,
        (None, None) => without,
    }
}

/// Where the passing on of a body ends early, or where it is changed.
#[derive(Default)]
struct Effect {
    flip: Option<u64>,
    end: Option<u64>,
    total: Option<Arc<Total>>,
}

impl Effect {
    fn of_request(fault: &Fault) -> Effect {
        let mut effect = Effect::default();
        match fault {
            Fault::FlipRequest(flip) => effect.flip = Some(*flip),
            Fault::CutRequests(total) => effect.total = Some(Arc::clone(total)),
            _ => {}
        }
        effect
    }

    fn of_answer(fault: &Fault) -> Effect {
        let mut effect = Effect::default();
        match fault {
            Fault::StallAnswer(end) => effect.end = Some(*end),
            Fault::FlipAnswer(flip) => effect.flip = Some(*flip),
            Fault::CutAnswers(total) => effect.total = Some(Arc::clone(total)),
            _ => {}
        }
        effect
    }
}

/// What ended: the body, or the passing on of it by its effect.
#[derive(PartialEq)]
enum End {
    Whole,
    Early,
}

fn pass(from: &mut impl Read, to: &mut dyn Write, length: u64, effect: &Effect) -> io::Result<End> {
    let mut buffer = vec![0; 64 << 10];
    let mut at = 0;
    while at < length {
        let mut wanted = (length - at).min(buffer.len() as u64);
        if let Some(end) = effect.end {
            if at >= end {
                return Ok(End::Early);
            }
            wanted = wanted.min(end - at);
        }
        let read = from.read(&mut buffer[..usize::try_from(wanted).unwrap()])?;
        if read == 0 {
            return match length {
                u64::MAX => Ok(End::Whole),
                _ => Err(io::ErrorKind::UnexpectedEof.into()),
            };
        }
        if let Some(flip) = effect.flip
            && (at..at + read as u64).contains(&flip)
        {
            buffer[usize::try_from(flip - at).unwrap()] ^= 1;
        }
        if let Some(rest) = effect
            .total
            .as_ref()
            .and_then(|total| total.pass(read as u64))
        {
            to.write_all(&buffer[..usize::try_from(rest).unwrap()])?;
            return Ok(End::Early);
        }
        to.write_all(&buffer[..read])?;
        at += read as u64;
    }
    match effect.end {
        Some(end) if end >= length => Ok(End::Early),
        _ => Ok(End::Whole),
    }
}

/// Passes a body on, its framing included.
fn pass_body(
    from: &mut BufReader<TcpStream>,
    to: &mut dyn Write,
    framing: Framing,
    effect: &Effect,
) -> io::Result<End> {
    let length = match framing {
        Framing::Length(length) => length,
        Framing::UntilEnd => u64::MAX,
        Framing::Chunked => loop {
            let mut line = String::new();
            from.read_line(&mut line)?;
            to.write_all(line.as_bytes())?;
            let size = u64::from_str_radix(line.trim().split(';').next().unwrap(), 16);
            let size = size.map_err(|_| io::ErrorKind::InvalidData)?;
            if pass(from, to, size, effect)? == End::Early {
                return Ok(End::Early);
            }
            let mut end = String::new();
            from.read_line(&mut end)?;
            to.write_all(end.as_bytes())?;
            if size == 0 {
                return Ok(End::Whole);
            }
        },
    };
    pass(from, to, length, effect)
}

impl Shared {
    fn serve(&self, client: &TcpStream) -> io::Result<()> {
        let mut client = Side::of(client.try_clone()?)?;
        let mut server = Side::of(TcpStream::connect(&*self.address)?)?;
        let served = self.serve_all(&mut client, &mut server);
        server.ends();
        client.ends();
        served
    }

    fn serve_all(&self, client: &mut Side, server: &mut Side) -> io::Result<()> {
        loop {
            let head = client.head()?;
            if head.is_empty() {
                return Ok(());
            }
            let (index, fault) = self.judged(&head);
            if !self.pass_on(client, server, &head, index, fault)? {
                return Ok(());
            }
        }
    }

    fn judged(&self, head: &str) -> (usize, Fault) {
        let mut words = head.split(' ');
        let body_bytes = match framing(head, Framing::Length(0)) {
            Framing::Length(length) => length,
            _ => 0,
        };
        let seen = Seen {
            method: words.next().unwrap().to_owned(),
            path: words.next().unwrap_or_default().to_owned(),
            head: head.to_owned(),
            body_bytes,
            status: 0,
        };
        let mut all = self.seen.lock().unwrap();
        let is_like =
            |other: &&Seen| other.method == seen.method && other.carries() == seen.carries();
        let before = all.iter().filter(is_like).count();
        let is_told = matches!(
            framing(head, Framing::UntilEnd),
            Framing::Length(_) | Framing::Chunked
        );
        let fault = match lacks_length(&seen.method, is_told) {
            true => Fault::Answer(answer("411 Length Required", "", "")),
            false => (self.judge)(&seen, before),
        };
        all.push(seen);
        (all.len() - 1, fault)
    }

    /// Whether the connection goes on.
    fn pass_on(
        &self,
        client: &mut Side,
        server: &mut Side,
        head: &str,
        index: usize,
        fault: Fault,
    ) -> io::Result<bool> {
        let body = framing(head, Framing::Length(0));
        if head.to_ascii_lowercase().contains("\nexpect:") && !matches!(fault, Fault::Silent) {
            client.writer.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        match &fault {
            Fault::Answer(answer) => {
                pass_body(
                    &mut client.reader,
                    &mut io::sink(),
                    body,
                    &Effect::default(),
                )?;
                self.status(index, answer);
                client.writer.write_all(answer.as_bytes())?;
                return Ok(true);
            }
            Fault::Endless => {
                // Until the client goes.
                let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n";
                client.writer.write_all(head.as_bytes())?;
                self.status(index, head);
                let blanks = [b' '; 64 << 10];
                loop {
                    client.writer.write_all(&blanks)?;
                }
            }
            Fault::Silent => {
                // Until the client goes.
                io::copy(&mut client.reader, &mut io::sink())?;
                return Ok(false);
            }
            _ => {}
        }
        let effect = Effect::of_request(&fault);
        // The server is not asked whether it would take the body: it is told once.
        let lines = head
            .split_inclusive("\r\n")
            .filter(|line| !line.to_ascii_lowercase().starts_with("expect:"));
        server
            .writer
            .write_all(lines.collect::<String>().as_bytes())?;
        if pass_body(&mut client.reader, &mut server.writer, body, &effect)? == End::Early {
            return Ok(false);
        }
        let answer = loop {
            let answer = server.head()?;
            if !answer.starts_with("HTTP/1.1 1") {
                break answer;
            }
        };
        if answer.is_empty() {
            return Ok(false);
        }
        let has_body = !head.starts_with("HEAD ")
            && ![" 204 ", " 304 "]
                .iter()
                .any(|status| answer.lines().next().unwrap().contains(status));
        let framing = match has_body {
            true => framing(&answer, Framing::UntilEnd),
            false => Framing::Length(0),
        };
        self.answer(client, server, index, &answer, framing, fault)
    }

    fn answer(
        &self,
        client: &mut Side,
        server: &mut Side,
        index: usize,
        head: &str,
        framing: Framing,
        fault: Fault,
    ) -> io::Result<bool> {
        let from = &mut server.reader;
        match fault {
            Fault::AnswerAfterwards(instead) => {
                pass_body(from, &mut io::sink(), framing, &Effect::default())?;
                self.status(index, &instead);
                client.writer.write_all(instead.as_bytes())?;
                return Ok(true);
            }
            Fault::DropAfterwards => return Ok(false),
            _ => {}
        }
        let effect = Effect::of_answer(&fault);
        self.status(index, head);
        client.writer.write_all(head.as_bytes())?;
        let is_until_end = matches!(framing, Framing::UntilEnd);
        let end = pass_body(from, &mut client.writer, framing, &effect)?;
        if end == End::Early && matches!(fault, Fault::StallAnswer(_)) {
            io::copy(&mut client.reader, &mut io::sink())?;
        }
        Ok(end == End::Whole && !is_until_end)
    }

    fn status(&self, index: usize, answer: &str) {
        let status = answer
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        self.seen.lock().unwrap()[index].status = status.unwrap_or(0);
    }
}
