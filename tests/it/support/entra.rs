//! Entra ID and an account of Azure's own under their real names: a proxy that the command is told of leads their
//! hosts to a fake of Entra's published answers (none of the registries has one) and to an Azurite that takes
//! tokens. Keeps what Entra was asked.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls_pki_types::pem::PemObject as _;
use tempfile::TempDir;

use super::testbed::{self, AZURE_ACCOUNT};

pub struct Entra {
    dir: TempDir,
    #[expect(dead_code, reason = "kept so that the server goes on")]
    azurite: Option<testbed::Server>,
    pub proxy: String,
    asked: Arc<Mutex<Vec<String>>>,
}

const LOGIN: &str = "login.microsoftonline.com";

impl Entra {
    /// Beside an Azurite.
    pub fn start() -> Entra {
        Entra::serve(true)
    }

    /// Beside a fake of the account, which hands out keys for signatures as Azure does: Azurite's are of another
    /// version than they are asked for.
    pub fn delegating() -> Entra {
        Entra::serve(false)
    }

    fn serve(with_azurite: bool) -> Entra {
        let dir = TempDir::new().unwrap();
        let host = format!("{AZURE_ACCOUNT}.blob.core.windows.net");
        testbed::certificate(dir.path(), &[&host, LOGIN]);
        let (azurite, port) = match with_azurite {
            true => {
                let (server, port) = testbed::azurite_with_tokens(dir.path());
                (Some(server), Some(port))
            }
            false => (None, None),
        };
        let tls = Arc::new(tls(&dir));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (tls, kept) = (Arc::clone(&tls), Arc::clone(&kept));
                std::thread::spawn(move || drop(serve(stream, port, tls, &kept)));
            }
        });
        Entra {
            dir,
            azurite,
            proxy,
            asked,
        }
    }

    pub fn ca(&self) -> PathBuf {
        self.dir.path().join("ca.pem")
    }

    /// The requests for tokens: the first line and the body.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn tls(dir: &TempDir) -> rustls::ServerConfig {
    let read = |name: &str| fs::read(dir.path().join(name)).unwrap();
    let certificate = rustls_pki_types::CertificateDer::from_pem_slice(&read("cert.pem")).unwrap();
    let key = rustls_pki_types::PrivateKeyDer::from_pem_slice(&read("key.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

fn serve(
    stream: TcpStream,
    azurite: Option<u16>,
    tls: Arc<rustls::ServerConfig>,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let (line, _) = head(&mut BufReader::with_capacity(1, stream.try_clone()?))?;
    let mut writer = stream.try_clone()?;
    if line.starts_with("GET http://identity.invalid/") {
        // The machine's own identity is asked without TLS.
        asked.lock().unwrap().push(line.trim_end().to_owned());
        return writer.write_all(answer().as_bytes());
    }
    writer.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    let azurite = azurite.filter(|_| !line.starts_with(&format!("CONNECT {LOGIN}:")));
    let Some(azurite) = azurite else {
        let connection = rustls::ServerConnection::new(tls).unwrap();
        let mut stream = BufReader::new(rustls::StreamOwned::new(connection, stream));
        let (line, length) = head(&mut stream)?;
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        let body = String::from_utf8_lossy(&body).into_owned();
        asked
            .lock()
            .unwrap()
            .push(format!("{} {body}", line.trim_end()));
        let answer = match line.contains("comp=userdelegationkey") {
            true => delegation(),
            false => answer(),
        };
        stream.get_mut().write_all(answer.as_bytes())?;
        stream.get_mut().flush()?;
        stream.get_mut().conn.send_close_notify();
        return stream.get_mut().flush();
    };
    let upstream = TcpStream::connect(("127.0.0.1", azurite))?;
    let (mut from, mut to) = (stream.try_clone()?, upstream.try_clone()?);
    std::thread::spawn(move || {
        drop(std::io::copy(&mut from, &mut to));
        drop(to.shutdown(std::net::Shutdown::Write));
    });
    let (mut from, mut to) = (upstream, stream);
    drop(std::io::copy(&mut from, &mut to));
    to.shutdown(std::net::Shutdown::Both)
}

/// The first line of a request, and how long its body is.
fn head(stream: &mut impl BufRead) -> std::io::Result<(String, usize)> {
    let mut first = String::new();
    stream.read_line(&mut first)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            return Ok((first, length));
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap();
        }
    }
}

/// A key for signatures ("Get User Delegation Key").
fn delegation() -> String {
    let now = jiff::Timestamp::now();
    let week = jiff::SignedDuration::from_hours(7 * 24);
    let second = |time: jiff::Timestamp| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><UserDelegationKey><SignedOid>23657296-5cd5-45b0-a809-d972a7f4dfe1</SignedOid><SignedTid>ab1f708d-50f6-404c-a006-d71b2ac7a606</SignedTid><SignedStart>{}</SignedStart><SignedExpiry>{}</SignedExpiry><SignedService>b</SignedService><SignedVersion>2020-12-06</SignedVersion><Value>a2V5</Value></UserDelegationKey>",
        second(now - jiff::SignedDuration::from_mins(1)),
        second(now + week),
    );
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A token for storage, as Entra hands it out ("OAuth 2.0 client credentials flow", "How to use managed
/// identities for Azure resources on an Azure VM to acquire an access token").
fn answer() -> String {
    let now = jiff::Timestamp::now().as_second();
    let claims = serde_json::json!({
        "aud": "https://storage.azure.com",
        "iss": "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
        "iat": now - 60, "nbf": now - 60, "exp": now + 3600,
        "oid": "23657296-5cd5-45b0-a809-d972a7f4dfe1",
        "tid": "ab1f708d-50f6-404c-a006-d71b2ac7a606",
    });
    let part = |json: String| URL_SAFE_NO_PAD.encode(json);
    let header = part(r#"{"alg":"RS256","typ":"JWT"}"#.to_owned());
    let token = format!(
        "{header}.{}.{}",
        part(claims.to_string()),
        part("signature".to_owned())
    );
    let body = serde_json::json!({
        "token_type": "Bearer",
        "expires_in": 3600,
        "expires_on": (now + 3600).to_string(),
        "resource": "https://storage.azure.com/",
        "access_token": token,
    });
    let body = body.to_string();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
