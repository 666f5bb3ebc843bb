//! Ports of 127.0.0.1 for those that cannot be given port 0: servers that want a number, callbacks that are
//! registered before anybody listens, and ports at which nothing may listen. No port is given twice, and all lie
//! below those that the system itself chooses for connections and for port 0 (from 32768 on Linux, 49152 on
//! macOS and Windows): or another test could come to hold one between its choice and its use.

use std::net::TcpListener;
use std::ops::Range;
use std::sync::Mutex;

/// SeaweedFS takes port + 10000, too, for gRPC, so twice this span has to lie below 32768.
const SPAN: Range<u16> = 11_000..21_000;
const GRPC: u16 = 10_000;

/// As many ports in a row, nobody's yet.
pub fn free_ports<const N: usize>() -> [u16; N] {
    static NEXT: Mutex<Option<u16>> = Mutex::new(None);
    let mut next = NEXT.lock().unwrap();
    // A hundred ports behind those of a run that began just before this one.
    let run = u16::try_from(std::process::id() % 100).unwrap();
    let mut first = next.unwrap_or(SPAN.start + run * 100);
    let count = u16::try_from(N).unwrap();
    for _ in SPAN {
        if first + count > SPAN.end {
            first = SPAN.start;
        }
        let ports = std::array::from_fn(|at| first + u16::try_from(at).unwrap());
        let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
        if ports
            .iter()
            .all(|port| is_free(*port) && is_free(port + GRPC))
        {
            *next = Some(first + count);
            return ports;
        }
        first += 1;
    }
    panic!("the tests need {N} free ports in a row from {SPAN:?}: end what holds them");
}

/// A port at which nothing listens.
pub fn closed_port() -> u16 {
    let [port] = free_ports();
    port
}
