//! How we reach out: the one set of deadlines, certificate authorities, proxies, the one retry loop.
//! Nothing is opened or loaded until something needs it. Used by every service that has a network.

mod escape;
mod gate;
mod guard;
mod http;
mod retry;
mod tls;

pub use escape::{RESERVED, RESERVED_IN_PATH, escaped};
pub use guard::Guard;
pub use http::{Answer, Lost, NoAnswer, is_page, next_piece};
pub use retry::wish;
pub use tls::{authorities, tls_error};

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio_util::task::TaskTracker;

use gate::Gate;

use crate::progress::{Silent, Trace};

/// What the command line and the settings say about networks.
#[derive(Clone)]
pub struct NetOptions {
    /// How long an attempt may make no progress.
    pub timeout: Duration,
    /// Attempts after the first.
    pub retries: u32,
    /// `SSL_CERT_FILE`: certificate authorities beside the system's.
    pub extra_ca: Option<PathBuf>,
    /// `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`.
    pub proxies: Proxies,
    /// Passwords may go over connections that are not encrypted (`--insecure-auth`).
    pub clear_credentials: bool,
    /// Where a dialogue is traced to (`-vv`).
    pub trace: Arc<dyn Trace>,
}

/// Proxies as set; empty means none.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    pub https: Option<String>,
    pub http: Option<String>,
    pub none_for: Option<String>,
}

impl Default for NetOptions {
    fn default() -> Self {
        NetOptions {
            timeout: Duration::from_secs(30),
            retries: 3,
            extra_ca: None,
            proxies: Proxies::default(),
            clear_credentials: false,
            trace: Arc::new(Silent),
        }
    }
}

/// The way out. Cheap to clone; clones share what was loaded.
#[derive(Clone)]
pub struct Net(Arc<Inner>);

struct Inner {
    options: NetOptions,
    tls: OnceLock<Arc<rustls::ClientConfig>>,
    http: OnceLock<reqwest::Client>,
    gate: Gate,
    /// What must be done even when the job that asked for it is dropped.
    cleanups: TaskTracker,
}

impl Net {
    pub fn new(options: NetOptions) -> Net {
        Net(Arc::new(Inner {
            options,
            tls: OnceLock::new(),
            http: OnceLock::new(),
            gate: Gate::new(),
            cleanups: TaskTracker::new(),
        }))
    }

    /// The same way, each attempt made once: for a probe, which is to tell what it meets.
    pub fn once(&self) -> Net {
        Net(Arc::new(Inner {
            options: NetOptions {
                retries: 0,
                ..self.0.options.clone()
            },
            tls: self.0.tls.clone(),
            http: self.0.http.clone(),
            gate: Gate::new(),
            cleanups: self.0.cleanups.clone(),
        }))
    }

    /// `SSL_CERT_FILE`, where it is set.
    pub fn extra_ca(&self) -> Option<&Path> {
        self.0.options.extra_ca.as_deref()
    }

    pub fn timeout(&self) -> Duration {
        self.0.options.timeout
    }

    pub fn allows_clear_credentials(&self) -> bool {
        self.0.options.clear_credentials
    }

    pub fn proxies(&self) -> &Proxies {
        &self.0.options.proxies
    }

    pub fn trace(&self) -> &dyn Trace {
        &*self.0.options.trace
    }
}
