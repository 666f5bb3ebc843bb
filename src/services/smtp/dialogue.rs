//! One connection to a relay: lines out, replies in, each step under a deadline. Owns the socket, TLS and
//! the bounds on what a relay may send; which commands make sense when is the mailer's. lettre words the
//! commands and parses the replies.

use std::fmt::Display;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use lettre::transport::smtp::response::Response;
use rustls_pki_types::ServerName;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::net;
use crate::problem::{Code, Problem, Retry};
use crate::progress::{Direction, Trace};

/// Bytes of one line of a reply. RFC 5321 4.5.3.1.5 allows 512; some relays write more.
const LONGEST_LINE: u64 = 4096;
/// Lines of one reply; the longest EHLO replies have some 20.
const MOST_LINES: usize = 128;

/// What a connection is made of: TCP, or TLS over it.
trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

pub struct Dialogue<'a> {
    wire: BufReader<Box<dyn Wire>>,
    host: String,
    /// How long the relay may take for one step.
    patience: Duration,
    trace: &'a dyn Trace,
    /// The other end is this very machine.
    pub loopback: bool,
    pub encrypted: bool,
    /// It broke off: there is nobody to be polite to.
    pub lost: bool,
}

impl<'a> Dialogue<'a> {
    /// Connects to the first address of `host` that answers. Fails with MAIL_001.
    pub async fn connect(
        host: &str,
        port: u16,
        patience: Duration,
        trace: &'a dyn Trace,
    ) -> Result<Dialogue<'a>, Problem> {
        let unreachable = |why: String| {
            Problem::new(Code::MailNotSent)
                .title(format!("{host}:{port} cannot be reached"))
                .service("smtp")
                .because(why)
                .retry(Retry::Now)
        };
        let late = || format!("no connection within {}", words(patience));
        let looked_up = tokio::time::timeout(patience, tokio::net::lookup_host((host, port)));
        let addresses = looked_up
            .await
            .map_err(|_| {
                unreachable(format!(
                    "the name did not resolve within {}",
                    words(patience)
                ))
            })?
            .map_err(|error| unreachable(error.to_string()))?;
        let mut last = "the name has no address".to_owned();
        for address in addresses {
            match tokio::time::timeout(patience, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    // Otherwise each command waits up to 40 ms for the reply to the one before.
                    drop(stream.set_nodelay(true));
                    trace.line(Direction::Note, &format!("connected to {address}"));
                    return Ok(Dialogue {
                        wire: BufReader::new(Box::new(stream)),
                        host: host.to_owned(),
                        patience,
                        trace,
                        loopback: address.ip().is_loopback(),
                        encrypted: false,
                        lost: false,
                    });
                }
                Ok(Err(error)) => last = format!("{address}: {error}"),
                Err(_) => last = format!("{address}: {}", late()),
            }
        }
        Err(unreachable(last))
    }

    /// TLS over what there is, with the relay's certificate verified for its host name. Fails with
    /// MAIL_003.
    pub async fn encrypt(self, config: Arc<rustls::ClientConfig>) -> Result<Dialogue<'a>, Problem> {
        let refused = |title: String| Problem::new(Code::MailTls).title(title).service("smtp");
        if !self.wire.buffer().is_empty() {
            // RFC 3207 4.2: what came before the handshake is to be forgotten; what nobody asked for
            // was put there by somebody on the path.
            return Err(refused(format!("{} sent more before TLS began", self.host))
                .because("bytes followed the reply to STARTTLS, as in a command injection")
                .help("do not use this connection; look at what is between here and the relay"));
        }
        let name = ServerName::try_from(self.host.clone())
            .map_err(|error| refused(format!("\"{}\" is no host name", self.host)).source(error))?;
        let handshake = TlsConnector::from(config).connect(name, self.wire.into_inner());
        let stream =
            match tokio::time::timeout(self.patience, handshake).await {
                Ok(Ok(stream)) => stream,
                Ok(Err(error)) => return Err(tls_fault(&self.host, error)),
                Err(_) => {
                    return Err(refused(format!("{} did not answer the TLS handshake", self.host))
                    .because(format!("silent for {}", words(self.patience)))
                    .help("look at whether SMTP_PORT is one that speaks TLS from the first byte"));
                }
            };
        let (_, session) = stream.get_ref();
        if self.trace.on() {
            let version = session
                .protocol_version()
                .and_then(|version| version.as_str().map(str::to_owned));
            let suite = session
                .negotiated_cipher_suite()
                .map(|suite| format!("{:?}", suite.suite()));
            self.trace.line(
                Direction::Note,
                &format!(
                    "{} {}",
                    version.unwrap_or_default(),
                    suite.unwrap_or_default()
                ),
            );
            for (at, certificate) in session
                .peer_certificates()
                .into_iter()
                .flatten()
                .enumerate()
            {
                self.trace.line(
                    Direction::Note,
                    &format!("certificate {at}: {}", describe(certificate)),
                );
            }
        }
        Ok(Dialogue {
            wire: BufReader::new(Box::new(stream)),
            encrypted: true,
            ..self
        })
    }

    /// Sends a command and reads its reply.
    pub async fn ask(&mut self, command: impl Display) -> Result<Response, Problem> {
        let line = command.to_string();
        self.say(line.as_bytes(), line.trim_end()).await?;
        self.reply(line.split_whitespace().next().unwrap_or_default())
            .await
    }

    /// Sends several commands at once and reads a reply for each (RFC 2920).
    pub async fn ask_all(&mut self, commands: &[String]) -> Result<Vec<Response>, Problem> {
        for command in commands {
            self.trace.line(Direction::Sent, command.trim_end());
        }
        self.write(commands.concat().as_bytes()).await?;
        let mut replies = Vec::with_capacity(commands.len());
        for command in commands {
            let word = command.split_whitespace().next().unwrap_or_default();
            replies.push(self.reply(word).await?);
        }
        Ok(replies)
    }

    /// The same for a line that holds a secret: the trace shows `shown`.
    pub async fn ask_hidden(
        &mut self,
        command: impl Display,
        shown: &str,
    ) -> Result<Response, Problem> {
        let line = zeroize::Zeroizing::new(command.to_string());
        self.say(line.as_bytes(), shown).await?;
        self.reply("AUTH").await
    }

    async fn say(&mut self, bytes: &[u8], shown: &str) -> Result<(), Problem> {
        self.trace.line(Direction::Sent, shown);
        self.write(bytes).await
    }

    /// Writes all of it; each piece must go within the deadline.
    async fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        for piece in bytes.chunks(64 * 1024) {
            match tokio::time::timeout(self.patience, self.wire.write_all(piece)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => return Err(self.lost(error.to_string())),
                Err(_) => {
                    return Err(self.lost(format!("it took nothing for {}", words(self.patience))));
                }
            }
        }
        match tokio::time::timeout(self.patience, self.wire.flush()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(self.lost(error.to_string())),
            Err(_) => Err(self.lost(format!("it took nothing for {}", words(self.patience)))),
        }
    }

    /// The message after DATA, its dots doubled (RFC 5321 4.5.2), and the dot that ends it.
    pub async fn content(&mut self, message: &[u8]) -> Result<(), Problem> {
        self.trace.line(
            Direction::Note,
            &format!("{} bytes of message", message.len()),
        );
        let mut stuffed = Vec::with_capacity(message.len() + 64);
        for line in message.split_inclusive(|byte| *byte == b'\n') {
            if line.first() == Some(&b'.') {
                stuffed.push(b'.');
            }
            stuffed.extend_from_slice(line);
        }
        if !stuffed.ends_with(b"\r\n") {
            stuffed.extend_from_slice(b"\r\n");
        }
        self.write(&stuffed).await
    }

    pub async fn end_of_content(&mut self) -> Result<(), Problem> {
        self.say(b".\r\n", ".").await
    }

    /// A whole reply, under the deadline. Fails with MAIL_001 when the relay says nothing, hangs up or
    /// sends what is no reply.
    pub async fn reply(&mut self, to: &str) -> Result<Response, Problem> {
        let text = match tokio::time::timeout(self.patience, self.read_reply()).await {
            Ok(Ok(text)) => text,
            Ok(Err(error)) => return Err(self.lost(error.to_string())),
            Err(_) => {
                let what = match to {
                    "" => "no greeting".to_owned(),
                    command => format!("no reply to {command}"),
                };
                return Err(self.lost(format!("{what} within {}", words(self.patience))));
            }
        };
        for line in text.lines() {
            self.trace.line(Direction::Received, line);
        }
        text.parse().map_err(|_| {
            self.lost(format!(
                "it answered \"{}\", which is no SMTP",
                first_line(&text)
            ))
        })
    }

    async fn read_reply(&mut self) -> io::Result<String> {
        let mut text = String::new();
        for _ in 0..MOST_LINES {
            let mut line = Vec::new();
            let read = (&mut self.wire)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line)
                .await?;
            let kind = io::ErrorKind::InvalidData;
            if read == 0 {
                return Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "it closed the connection",
                ));
            }
            if line.pop() != Some(b'\n') {
                return Err(io::Error::new(kind, "it sent a line without an end"));
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches('\r');
            text.push_str(line);
            text.push_str("\r\n");
            // What does not go on, and what is no SMTP at all.
            let numbered = line.bytes().take(3).all(|byte| byte.is_ascii_digit());
            if !numbered || line.as_bytes().get(3) != Some(&b'-') {
                return Ok(text);
            }
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it sent a reply without an end",
        ))
    }

    fn lost(&mut self, why: String) -> Problem {
        self.lost = true;
        Problem::new(Code::MailNotSent)
            .title(format!("the dialogue with {} broke off", self.host))
            .service("smtp")
            .because(why)
            .retry(Retry::Now)
    }
}

/// A certificate as people know it: whose, by whom, until when.
fn describe(certificate: &[u8]) -> String {
    match x509_parser::parse_x509_certificate(certificate) {
        Ok((_, parsed)) => format!(
            "{}, issued by {}, from {} to {}",
            parsed.subject(),
            parsed.issuer(),
            parsed.validity().not_before,
            parsed.validity().not_after
        ),
        Err(error) => error.to_string(),
    }
}

/// Why a handshake failed: the certificate, or no TLS at the other end at all.
fn tls_fault(host: &str, error: io::Error) -> Problem {
    let problem = Problem::new(Code::MailTls).service("smtp");
    let problem = match net::tls_error(&error) {
        Some(rustls::Error::InvalidCertificate(_)) => problem
            .title(format!("the certificate of {host} is not trusted"))
            .help("connect by a name that the certificate has, renew it, or name its authority in SSL_CERT_FILE"),
        Some(rustls::Error::InvalidMessage(_)) => problem
            .title(format!("{host} does not speak TLS on this port"))
            .help("SMTP_OPPORTUNISTIC_TLS=true, or SMTP_PORT=465"),
        _ => problem.title(format!("TLS with {host} failed")),
    };
    problem.source(error)
}

/// Whether a problem of [`Dialogue::encrypt`] is about the certificate alone.
pub fn is_about_certificate(problem: &Problem) -> bool {
    let tls = net::tls_error(problem);
    matches!(tls, Some(rustls::Error::InvalidCertificate(_)))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn words(time: Duration) -> String {
    humantime::format_duration(time).to_string()
}
