//! Sessions that are kept: tokens, scopes and times, never the client's secret. Owns where they are (the
//! system's keyring, else files 0600 in a directory 0700 of the state directory), their form, and the
//! lock under which one process renews for all. Called by `commands::auth` and by mail's XOAUTH2.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use keyring::Entry;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::{Identity, Profile, Result};
use crate::config::xdg;
use crate::problem::{Code, Problem};
use crate::secret::Secret;
use crate::whole;

/// The form that this version writes; a newer one is left alone.
const VERSION: u32 = 1;
/// A token that ends sooner than this is renewed before it is handed out.
pub const LEAST_LIFE: Duration = Duration::from_secs(5 * 60);
/// Bytes of a session; tokens of the most talkative issuers have 4 KiB.
const LARGEST: u64 = 64 << 10;

pub struct Session {
    /// The service's id.
    pub service: String,
    /// Whose token it is; it never goes to another server.
    pub server: String,
    pub client_id: String,
    pub access: Secret<String>,
    pub refresh: Option<Secret<String>>,
    pub asked: Vec<String>,
    pub granted: Option<Vec<String>>,
    pub obtained: Timestamp,
    /// `None` for a token that does not end by itself, as far as the provider said.
    pub expires: Option<Timestamp>,
    pub who: Profile,
}

/// As it is written.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    service: String,
    server: String,
    client_id: String,
    access: String,
    refresh: Option<String>,
    asked: Vec<String>,
    granted: Option<Vec<String>>,
    obtained: Timestamp,
    expires: Option<Timestamp>,
    who: Profile,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.access.zeroize();
        self.refresh.zeroize();
    }
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Session {
    pub fn has_ended(&self) -> bool {
        self.expires.is_some_and(|end| end <= Timestamp::now())
    }

    /// Whether the token is good for so much longer.
    pub fn lasts(&self, least: Duration) -> bool {
        self.expires.is_none_or(|end| {
            Timestamp::now()
                .checked_add(least)
                .is_ok_and(|then| then < end)
        })
    }

    /// What must not show.
    pub fn secrets(&self) -> Vec<Secret<String>> {
        [Some(&self.access), self.refresh.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    fn text(&self) -> Result<Secret<String>> {
        let kept = Kept {
            version: VERSION,
            service: self.service.clone(),
            server: self.server.clone(),
            client_id: self.client_id.clone(),
            access: self.access.reveal().clone(),
            refresh: self.refresh.as_ref().map(|token| token.reveal().clone()),
            asked: self.asked.clone(),
            granted: self.granted.clone(),
            obtained: self.obtained,
            expires: self.expires,
            who: self.who.clone(),
        };
        serde_json::to_string(&kept)
            .map(Secret::from)
            .map_err(|error| Problem::new(Code::SessionStoreUnusable).source(error))
    }

    /// Fails with a sentence; a session of a newer form is one too.
    fn parse(text: &Secret<String>) -> Result<Session, String> {
        let damaged = |_| "it is not a session of tieline's".to_owned();
        let Version { version } = serde_json::from_str(text.reveal()).map_err(damaged)?;
        if version > VERSION {
            return Err(format!(
                "a newer tieline wrote it (form {version}, this one knows {VERSION})"
            ));
        }
        let kept: Kept = serde_json::from_str(text.reveal()).map_err(damaged)?;
        Ok(Session {
            service: kept.service.clone(),
            server: kept.server.clone(),
            client_id: kept.client_id.clone(),
            access: kept.access.clone().into(),
            refresh: kept.refresh.clone().map(Secret::from),
            asked: kept.asked.clone(),
            granted: kept.granted.clone(),
            obtained: kept.obtained,
            expires: kept.expires,
            who: kept.who.clone(),
        })
    }
}

/// Where a session is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Keyring,
    File(PathBuf),
}

/// The place of one provider's session: a server has one at a time.
pub struct Store {
    service: &'static str,
    /// `github@github.com`.
    name: String,
    dir: PathBuf,
}

impl Store {
    /// Opens nothing. Fails with AUTH_012 where there is no home directory.
    pub fn of(identity: &dyn Identity) -> Result<Store> {
        let service = identity.service();
        let dir = xdg("XDG_STATE_HOME", ".local/state").ok_or_else(|| {
            Problem::new(Code::SessionStoreUnusable)
                .service(service)
                .title("there is no place for sessions")
                .because("neither XDG_STATE_HOME nor HOME is an absolute path")
                .help("set HOME")
        })?;
        // Two servers differ in more than letters that a file's name cannot have.
        let server = identity.server();
        let server = server.split_once("://").map_or(server, |(_, rest)| rest);
        let server: String = server
            .trim_end_matches('/')
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || ".-".contains(c) {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        Ok(Store {
            service,
            name: format!("{service}@{server}"),
            dir: dir.join("sessions"),
        })
    }

    fn path(&self) -> PathBuf {
        self.dir.join(format!("{}.json", self.name))
    }

    fn unusable(&self, path: &Path) -> Problem {
        Problem::new(Code::SessionStoreUnusable)
            .service(self.service)
            .key(path.display().to_string())
            .help(format!(
                "delete it with `tieline auth logout {}`, and log in again",
                self.service
            ))
    }

    fn fault(&self, path: &Path, error: io::Error) -> Problem {
        self.unusable(path)
            .title("the session's file cannot be used")
            .help("make its directory readable and writable")
            .source(error)
    }

    /// The keyring's entry; `None` where the system has no keyring.
    fn entry(&self) -> Result<Option<Entry>> {
        if Entry::store_status().is_err() {
            return Ok(None);
        }
        Entry::new("tieline", &self.name)
            .map(Some)
            .map_err(|error| self.keyring(error))
    }

    fn keyring(&self, error: keyring::Error) -> Problem {
        let problem = Problem::new(Code::SessionStoreUnusable).service(self.service);
        match error {
            // What could not be read holds the secret, and is not repeated.
            keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => problem
                .title("the session in the keyring is damaged")
                .help(format!(
                    "delete it with `tieline auth logout {}`",
                    self.service
                )),
            error => problem
                .title("the keyring cannot be used")
                .because(error.to_string())
                .help("unlock the keyring, and try again"),
        }
    }

    /// The session that is kept, and where. Fails with AUTH_012 for one that cannot be used, CONFIG_007 for
    /// a file that others can read.
    pub fn load(&self) -> Result<Option<(Session, Place)>> {
        if let Some(entry) = self.entry()? {
            match entry.get_password() {
                Ok(text) => {
                    let session = Session::parse(&text.into()).map_err(|why| {
                        self.unusable(Path::new(&self.name))
                            .title("the session in the keyring cannot be used")
                            .because(why)
                    })?;
                    return Ok(Some((session, Place::Keyring)));
                }
                Err(keyring::Error::NoEntry) => {}
                Err(error) => return Err(self.keyring(error)),
            }
        }
        let path = self.path();
        let Some(text) = self.read(&path)? else {
            return Ok(None);
        };
        let session = Session::parse(&text).map_err(|why| {
            self.unusable(&path)
                .title("the session's file cannot be used")
                .because(why)
        })?;
        Ok(Some((session, Place::File(path))))
    }

    fn read(&self, path: &Path) -> Result<Option<Secret<String>>> {
        let meta = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|error| self.fault(path, error))?,
        };
        if !meta.is_file() || meta.len() > LARGEST {
            return Err(self
                .unusable(path)
                .title("the session's file cannot be used")
                .because("it is a link, a directory, or far too large"));
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = meta.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                return Err(Problem::new(Code::SecretExposed)
                    .service(self.service)
                    .title("others can read the session's file")
                    .key(path.display().to_string())
                    .because(format!("its mode is {mode:03o}, and has to be 600"))
                    .help(format!(
                        "log out with `tieline auth logout {} --revoke`, since its token may be known, and log in again",
                        self.service
                    )));
            }
        }
        let text = fs::read_to_string(path).map_err(|error| self.fault(path, error))?;
        Ok(Some(text.into()))
    }

    /// Keeps a session in the keyring, else in a file, and nowhere else. Fails with AUTH_012.
    pub fn save(&self, session: &Session) -> Result<Place> {
        let text = session.text()?;
        if let Some(entry) = self.entry()? {
            match entry.set_password(text.reveal()) {
                Ok(()) => {
                    drop(fs::remove_file(self.path()));
                    return Ok(Place::Keyring);
                }
                // Windows' keyring takes 2,560 bytes.
                Err(keyring::Error::TooLong(..)) => {}
                Err(error) => return Err(self.keyring(error)),
            }
        }
        let path = self.path();
        let write = || {
            whole::make_private_directory(&self.dir)?;
            let mut hidden = whole::hidden_in(&self.dir)?;
            hidden.write_all(text.reveal().as_bytes())?;
            whole::keep(hidden, &path, true)
        };
        write().map_err(|error| self.fault(&path, error))?;
        Ok(Place::File(path))
    }

    /// Forgets the session, whatever state it is in; false when there was none. Fails with AUTH_012.
    pub fn forget(&self) -> Result<bool> {
        let mut there = false;
        if let Some(entry) = self.entry()? {
            match entry.delete_credential() {
                Ok(()) => there = true,
                Err(keyring::Error::NoEntry) => {}
                Err(error) => return Err(self.keyring(error)),
            }
        }
        let path = self.path();
        match fs::remove_file(&path) {
            Ok(()) => there = true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(self.fault(&path, error)),
        }
        Ok(there)
    }

    /// Held while a session is renewed; waits for another process that does so.
    async fn lock(&self) -> Result<File> {
        let path = self.dir.join(format!("{}.lock", self.name));
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(false);
        let file = whole::open_private(&mut options, &path);
        let file = file.map_err(|error| self.fault(&path, error))?;
        let locked = tokio::task::spawn_blocking(move || file.lock().map(|()| file)).await;
        let locked = locked.map_err(io::Error::other).and_then(|locked| locked);
        locked.map_err(|error| self.fault(&path, error))
    }

    /// The session, or AUTH_006 that there is none.
    pub fn need(&self) -> Result<(Session, Place)> {
        self.load()?.ok_or_else(|| {
            Problem::new(Code::SessionEnded)
                .service(self.service)
                .title(format!("nobody is logged in at {}", self.service))
                .help(format!("log in with `tieline auth login {}`", self.service))
        })
    }

    /// A session that lasts `least`: the kept one, or one renewed and kept. Of several processes one renews,
    /// and all get the new token. Fails with AUTH_006 when it cannot be renewed.
    pub async fn fresh(
        &self,
        identity: &dyn Identity,
        least: Duration,
    ) -> Result<(Session, Place)> {
        let (session, place) = self.need()?;
        if session.lasts(least) {
            return Ok((session, place));
        }
        let obtained = session.obtained;
        self.renew(identity, |now| now.obtained != obtained && !now.has_ended())
            .await
    }

    /// Renews the session under the lock, unless it is `good` by then, and keeps it.
    pub async fn renew(
        &self,
        identity: &dyn Identity,
        good: impl Fn(&Session) -> bool,
    ) -> Result<(Session, Place)> {
        let lock = self.lock().await?;
        let (session, place) = self.need()?;
        if good(&session) {
            return Ok((session, place));
        }
        let ended = |why: &str| {
            Problem::new(Code::SessionEnded)
                .service(self.service)
                .title("the session cannot be renewed")
                .because(why)
                .help(format!("log in with `tieline auth login {}`", self.service))
        };
        let refresh = session
            .refresh
            .as_ref()
            .ok_or_else(|| ended("the provider gave no refresh token with it"))?;
        if session.client_id != identity.client_id()? {
            return Err(ended(
                "it is another client's than the one that is configured",
            ));
        }
        let tokens = identity.refresher().refresh(refresh).await?;
        let renewed = Session {
            access: tokens.access,
            // RFC 6749 6: without a new one the old one stays.
            refresh: tokens.refresh.or(session.refresh),
            granted: tokens.granted.or(session.granted),
            obtained: Timestamp::now(),
            expires: tokens.expires,
            ..session
        };
        let place = self.save(&renewed)?;
        drop(lock);
        Ok((renewed, place))
    }
}
