//! Servers that do what no real one does on demand: stay silent, hang up, say nonsense. Each serves one
//! script to every connection until it is dropped.

use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// As the last of the answers: reads a whole message, to its dot, and hangs up.
pub const TAKES_THE_MESSAGE: &str = "...";

/// As the last of the answers: reads on and says no more.
pub const STAYS_SILENT: &str = "....";

pub struct Fault {
    pub port: u16,
    met: Arc<AtomicUsize>,
    answered: Arc<AtomicUsize>,
}

impl Fault {
    /// Takes connections and never says a word.
    pub fn silent() -> Fault {
        Fault::serve(|mut stream| {
            // Ends when the client goes.
            drop(std::io::copy(&mut stream, &mut std::io::sink()));
        })
    }

    /// Says `greeting`, then answers each line by what comes next in `answers`; hangs up after the last.
    pub fn says(greeting: &'static str, answers: &'static [&'static str]) -> Fault {
        Fault::serve(move |stream| dialogue(stream, greeting, answers))
    }

    /// The same, at another address of this machine than 127.0.0.1.
    pub fn says_at(
        address: IpAddr,
        greeting: &'static str,
        answers: &'static [&'static str],
    ) -> Fault {
        Fault::serve_at(address, move |stream| dialogue(stream, greeting, answers))
    }

    /// The same, and is gone after the last answer, whatever is on its way.
    pub fn cuts(greeting: &'static str, answers: &'static [&'static str]) -> Fault {
        Fault::serve(move |stream| {
            let mut writer = stream.try_clone().unwrap();
            drop(writer.write_all(greeting.as_bytes()));
            let mut lines = BufReader::new(stream).lines();
            for answer in answers {
                drop(lines.next());
                drop(writer.write_all(answer.as_bytes()));
            }
            // Some of the message, so that it is in the middle of it.
            drop(lines.next());
        })
    }

    /// Says these bytes as soon as somebody comes, and goes on listening.
    pub fn blurts(bytes: Vec<u8>) -> Fault {
        Fault::serve(move |mut stream| {
            drop(stream.write_all(&bytes));
            drop(std::io::copy(&mut stream, &mut std::io::sink()));
        })
    }

    /// Connections so far.
    pub fn met(&self) -> usize {
        self.met.load(Ordering::SeqCst)
    }

    /// Answers every HTTP request with this, whole, after `pause`.
    pub fn http(answer: &'static str, pause: Duration) -> Fault {
        let answered = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&answered);
        let mut fault = Fault::serve(move |stream| {
            let mut writer = stream.try_clone().unwrap();
            let mut lines = BufReader::new(stream).lines();
            while let Some(Ok(line)) = lines.next() {
                if line.is_empty() {
                    counted.fetch_add(1, Ordering::SeqCst);
                    std::thread::sleep(pause);
                    drop(writer.write_all(answer.as_bytes()));
                }
            }
        });
        fault.answered = answered;
        fault
    }

    /// Requests that were answered so far.
    pub fn answered(&self) -> usize {
        self.answered.load(Ordering::SeqCst)
    }

    fn serve(script: impl Fn(TcpStream) + Send + Sync + 'static) -> Fault {
        Fault::serve_at(Ipv4Addr::LOCALHOST.into(), script)
    }

    fn serve_at(address: IpAddr, script: impl Fn(TcpStream) + Send + Sync + 'static) -> Fault {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let met = Arc::new(AtomicUsize::new(0));
        let (script, counted) = (Arc::new(script), Arc::clone(&met));
        // Waits for connections until the test process ends.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::SeqCst);
                let script = Arc::clone(&script);
                std::thread::spawn(move || script(stream));
            }
        });
        Fault {
            port,
            met,
            answered: Arc::default(),
        }
    }
}

impl Drop for Fault {
    fn drop(&mut self) {
        assert!(
            std::thread::panicking() || self.met.load(Ordering::SeqCst) > 0,
            "nobody came to the fault on port {}",
            self.port
        );
    }
}

/// One connection of a [`Fault`] that says something.
fn dialogue(stream: TcpStream, greeting: &str, answers: &[&str]) {
    let mut writer = stream.try_clone().unwrap();
    drop(writer.write_all(greeting.as_bytes()));
    let mut lines = BufReader::new(stream).lines();
    for answer in answers {
        match *answer {
            TAKES_THE_MESSAGE => {
                drop(lines.find(|line| line.as_ref().map_or(true, |line| line == ".")));
            }
            STAYS_SILENT => lines.by_ref().for_each(drop),
            _ if lines.next().is_none() => break,
            answer if writer.write_all(answer.as_bytes()).is_err() => break,
            _ => {}
        }
    }
    // An orderly end: what the client still says is read, or it would see a reset instead.
    drop(writer.shutdown(std::net::Shutdown::Write));
    lines.for_each(drop);
}

/// An address of this machine that is not loopback.
pub fn own_address() -> IpAddr {
    // Connecting a datagram socket sends nothing; it only chooses a route.
    let route = || {
        let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
        socket.connect("192.0.2.1:9").ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    route()
        .filter(|own| !own.is_loopback() && !own.is_unspecified())
        .expect(
            "the test needs a network address beside 127.0.0.1: connect the machine to a network",
        )
}
