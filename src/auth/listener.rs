//! The throwaway listener for OAuth callbacks. Owns one loopback port for one login; knows no provider.
//! Called by `auth::login`, which waits on it. Whatever is not the one right callback is turned away and
//! changes nothing: hyper bounds headers and their time, and the oldest of too many connections goes.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Version};
use hyper_util::rt::{TokioIo, TokioTimer};
use subtle::ConstantTimeEq as _;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use url::Url;

use super::page::{self, Ending};
use super::{Callback, Result};
use crate::problem::{Code, Problem};
use crate::secret::Secret;

/// Connections at once; most systems give a process 1,024 files.
const MOST_CONNECTIONS: usize = 256;
/// From the first byte of a request to the end of its headers.
const HEADER_TIME: Duration = Duration::from_secs(5);
/// Bytes of a request's headers; the code of the most talkative provider takes 2 KiB.
const MOST_HEADER: usize = 16 << 10;
/// For the browser to take the page that ends the login.
const PAGE_TIME: Duration = Duration::from_secs(2);

/// A bound port, not yet answering.
pub struct Listener {
    socket: TcpListener,
    /// As the browser has to name it: the only `Host` that is answered.
    authority: String,
}

/// What the one right callback brought.
pub enum Arrival {
    Code(Callback),
    /// The provider's `error` and its own words (RFC 6749 4.1.2.1).
    Refusal(String, Option<String>),
}

/// The browser, still waiting for its page.
pub struct Reader {
    page: oneshot::Sender<Ending>,
    connection: JoinHandle<()>,
}

/// What a login's connections share.
struct Door {
    authority: String,
    state: Secret<String>,
    forged: AtomicUsize,
    arrivals: mpsc::UnboundedSender<(usize, Arrival, oneshot::Sender<Ending>)>,
}

impl Listener {
    /// Binds 127.0.0.1, or [::1] where there is no IPv4; any free port unless one is wanted. Fails with
    /// AUTH_005 when that one is taken, and names one that is free.
    pub fn bind(port: Option<u16>) -> Result<Listener> {
        let bind = |ip: IpAddr, port| {
            let socket = match ip {
                IpAddr::V4(_) => TcpSocket::new_v4()?,
                IpAddr::V6(_) => TcpSocket::new_v6()?,
            };
            // A login that just ended on this port leaves its connections behind for a minute; on Windows
            // the option would let another program take the port over.
            #[cfg(unix)]
            socket.set_reuseaddr(true)?;
            socket.bind(SocketAddr::new(ip, port))?;
            // Room for a burst: the browser is not to be told to come back in a second.
            socket.listen(1024)
        };
        let wanted = port.unwrap_or(0);
        let v4 = bind(Ipv4Addr::LOCALHOST.into(), wanted);
        let bound = match v4 {
            Err(error) if error.kind() != io::ErrorKind::AddrInUse => {
                bind(Ipv6Addr::LOCALHOST.into(), wanted).map_err(|_| error)
            }
            other => other,
        };
        let local = |socket: &TcpListener| socket.local_addr();
        let socket = bound.map_err(|error| {
            let problem = Problem::new(Code::NoCallback).source(error);
            let problem = match port {
                Some(port) => problem.title(format!("port {port} cannot be listened on")),
                None => problem.title("no port can be listened on"),
            };
            let free = bind(Ipv4Addr::LOCALHOST.into(), 0).and_then(|free| local(&free));
            match free {
                Ok(free) => problem.help(format!(
                    "give --port {}, which is free, or another that is registered",
                    free.port()
                )),
                Err(_) => problem.help("use --device"),
            }
        })?;
        let address =
            local(&socket).map_err(|error| Problem::new(Code::NoCallback).source(error))?;
        Ok(Listener {
            socket,
            authority: address.to_string(),
        })
    }

    pub fn redirect_uri(&self) -> Result<Url> {
        Url::parse(&format!("http://{}/callback", self.authority))
            .map_err(|error| Problem::new(Code::NoCallback).source(error))
    }

    /// Waits for the one callback that carries `state`. The port is closed from then on. Fails with AUTH_002
    /// when only forged ones came, AUTH_005 when none came.
    pub async fn wait(
        self,
        state: &Secret<String>,
        patience: Duration,
    ) -> Result<(Arrival, Reader)> {
        let (arrivals, mut arrived) = mpsc::unbounded_channel();
        let door = Arc::new(Door {
            authority: self.authority,
            state: state.clone(),
            forged: AtomicUsize::new(0),
            arrivals,
        });
        let mut connections = Connections::default();
        let end = tokio::time::sleep(patience);
        tokio::pin!(end);
        loop {
            tokio::select! {
                biased;
                Some((number, arrival, page)) = arrived.recv() => {
                    if let Some(connection) = connections.take(number) {
                        return Ok((arrival, Reader { page, connection }));
                    }
                }
                () = &mut end => break,
                accepted = self.socket.accept() => match accepted {
                    Ok((stream, _)) => connections.serve(stream, &door),
                    // Out of files: one of ours goes.
                    Err(_) => {
                        connections.drop_oldest();
                        tokio::task::yield_now().await;
                    }
                },
            }
        }
        let seconds = patience.as_secs();
        Err(match door.forged.load(Ordering::Relaxed) {
            0 => Problem::new(Code::NoCallback)
                .title(format!("no callback in {seconds} s"))
                .help("start the login again, with --device where the browser runs on another machine"),
            1 => Problem::new(Code::StateMismatch).because(format!(
                "a callback of another login came in {seconds} s, and none of this one"
            )),
            forged => Problem::new(Code::StateMismatch).because(format!(
                "{forged} callbacks of other logins came in {seconds} s, and none of this one"
            )),
        })
    }
}

impl Reader {
    /// Shows how the login ended, and waits a moment until the browser has it.
    pub async fn show(self, ending: Ending) {
        if self.page.send(ending).is_ok() {
            drop(tokio::time::timeout(PAGE_TIME, self.connection).await);
        }
    }
}

/// The connections of one wait, the oldest first. All end with it.
#[derive(Default)]
struct Connections {
    next: usize,
    open: VecDeque<(usize, JoinHandle<()>)>,
}

impl Connections {
    fn serve(&mut self, stream: tokio::net::TcpStream, door: &Arc<Door>) {
        self.open
            .retain(|(_, connection)| !connection.is_finished());
        if self.open.len() >= MOST_CONNECTIONS {
            self.drop_oldest();
        }
        let number = self.next;
        self.next += 1;
        let door = Arc::clone(door);
        let connection = tokio::spawn(async move {
            let answer = service_fn(|request| {
                let door = Arc::clone(&door);
                async move { Ok::<_, Infallible>(door.answer(number, request).await) }
            });
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADER_TIME)
                .max_buf_size(MOST_HEADER)
                .keep_alive(false)
                .serve_connection(TokioIo::new(stream), answer);
            // Whatever went wrong there is the other side's affair.
            drop(served.await);
        });
        self.open.push_back((number, connection));
    }

    fn drop_oldest(&mut self) {
        if let Some((_, connection)) = self.open.pop_front() {
            connection.abort();
        }
    }

    fn take(&mut self, number: usize) -> Option<JoinHandle<()>> {
        let at = self.open.iter().position(|(one, _)| *one == number)?;
        self.open.remove(at).map(|(_, connection)| connection)
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        for (_, connection) in &self.open {
            connection.abort();
        }
    }
}

/// Why a request is turned away.
enum No {
    Status(StatusCode),
    /// It posed as a callback.
    Forged,
}

impl Door {
    async fn answer(&self, number: usize, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let arrival = match self.judge(&request) {
            Ok(arrival) => arrival,
            Err(no) => {
                if matches!(no, No::Forged) {
                    self.forged.fetch_add(1, Ordering::Relaxed);
                }
                return turned_away(match no {
                    No::Status(status) => status,
                    No::Forged => StatusCode::BAD_REQUEST,
                });
            }
        };
        let chinese = page::is_chinese(
            request
                .headers()
                .get(ACCEPT_LANGUAGE)
                .and_then(|tags| tags.to_str().ok()),
        );
        let (page, ending) = oneshot::channel();
        if self.arrivals.send((number, arrival, page)).is_err() {
            return turned_away(StatusCode::BAD_REQUEST);
        }
        // A login that is dropped half way has failed.
        let ending = ending.await.unwrap_or(Ending::Failed(None));
        page::response(&ending, chinese)
    }

    /// The callback in a request, if it is the right one.
    fn judge(&self, request: &Request<Incoming>) -> std::result::Result<Arrival, No> {
        // Another name for this machine is a page's that had it resolve here (DNS rebinding).
        let named = request.headers().get(HOST).map(HeaderValue::as_bytes);
        let absolute = request
            .uri()
            .authority()
            .map(|authority| authority.as_str());
        if named != Some(self.authority.as_bytes())
            || absolute.is_some_and(|absolute| absolute != self.authority)
            || request.headers().get_all(HOST).iter().count() != 1
            || request.version() > Version::HTTP_11
        {
            return Err(No::Status(StatusCode::BAD_REQUEST));
        }
        if request.uri().path() != "/callback" {
            return Err(No::Status(StatusCode::NOT_FOUND));
        }
        if request.method() != Method::GET {
            return Err(No::Status(StatusCode::METHOD_NOT_ALLOWED));
        }
        // A browser that looks ahead has not been sent here by its user.
        let ahead = ["sec-purpose", "purpose", "x-moz"];
        if ahead
            .iter()
            .any(|name| request.headers().contains_key(*name))
        {
            return Err(No::Status(StatusCode::BAD_REQUEST));
        }
        arrival(request.uri().query().unwrap_or_default(), &self.state).ok_or(No::Forged)
    }
}

/// The callback that a query is, if its state is this login's and nothing is doubled.
pub fn arrival(query: &str, state: &Secret<String>) -> Option<Arrival> {
    let one = |name: &str| {
        let mut values = url::form_urlencoded::parse(query.as_bytes())
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned());
        match (values.next(), values.next()) {
            (value, None) => Some(value),
            _ => None,
        }
    };
    let given = one("state")??;
    if !bool::from(given.as_bytes().ct_eq(state.reveal().as_bytes())) {
        return None;
    }
    let filled = |value: Option<String>| value.filter(|value| !value.is_empty());
    match (filled(one("code")?), filled(one("error")?)) {
        (Some(code), None) => Some(Arrival::Code(Callback {
            code: code.into(),
            iss: one("iss")?,
        })),
        (None, Some(error)) => Some(Arrival::Refusal(error, one("error_description")?)),
        _ => None,
    }
}

fn turned_away(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(b"This is not for you.\n")));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET"));
    }
    response
}
