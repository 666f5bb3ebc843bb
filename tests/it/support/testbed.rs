//! The real servers. Installed, pinned, under `target/testbed` on first use; each started once for the run,
//! on free ports of 127.0.0.1, and ended with the test process, however that ends: a server lives as long
//! as the pipe to its keeper.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

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

fn start(dir: TempDir, command: &mut Command) -> (Server, BufReader<std::process::ChildStdout>) {
    let mut child = command
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
        let (server, mut stdout) = start_in(dir, |path| command.arg(script).arg(path));
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let ports = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("the SMTP server did not start: {}", said(&server)));
        Smtp { server, ports }
    });
    &SMTP
}

fn start_in<'a>(
    dir: TempDir,
    command: impl FnOnce(&Path) -> &'a mut Command,
) -> (Server, BufReader<std::process::ChildStdout>) {
    let path = dir.path().to_owned();
    start(dir, command(&path))
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

/// SeaweedFS's S3, with one user.
pub struct S3 {
    #[expect(dead_code, reason = "kept so that the server goes on")]
    server: Server,
    pub endpoint: String,
    master: String,
}

pub const S3_KEY: &str = "AKIATESTBED000000001";

/// A bucket's name that no other test has.
pub fn bucket_name() -> String {
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let next = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    format!("bucket-{next}")
}

/// A bucket that is there, for tests that keep to keys of their own.
pub fn shared_bucket() -> &'static str {
    static MADE: LazyLock<()> = LazyLock::new(|| {
        let shell = format!("s3.bucket.create -name {SHARED}\n");
        let weed = python().with_file_name("weed");
        let mut made = Command::new(weed)
            .args(["shell", "-master", &s3().master])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut made.stdin.take().unwrap(), shell.as_bytes()).unwrap();
        assert!(made.wait().unwrap().success());
    });
    LazyLock::force(&MADE);
    SHARED
}

const SHARED: &str = "files";

pub fn s3() -> &'static S3 {
    static S3: LazyLock<S3> = LazyLock::new(|| {
        let dir = TempDir::new().unwrap();
        let users = serde_json::json!({"identities": [{
            "name": "tests",
            "credentials": [{"accessKey": S3_KEY, "secretKey": super::CANARY}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }]});
        fs::write(dir.path().join("s3.json"), users.to_string()).unwrap();
        let weed = python().with_file_name("weed");
        let [master, volume, filer, s3] = free_ports();
        let path = dir.path().to_owned();
        let mut command = Command::new(python());
        command.arg(sources().join("keeper.py")).arg(weed).args([
            "server",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
        ]);
        command.args([
            "-master.telemetry=false",
            "-volume.max=200",
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
        let (mut server, _) = start(dir, &mut command);
        // Asked until it answers: the server has no way to say that it is ready.
        let asked_since = std::time::Instant::now();
        while !is_healthy(s3) {
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

fn is_healthy(port: u16) -> bool {
    use std::io::{Read, Write};
    let ask = || -> std::io::Result<bool> {
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", port))?;
        stream.write_all(b"GET /healthz HTTP/1.0\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.contains(" 200 "))
    };
    ask().unwrap_or(false)
}

/// Ports that are free now, and whose port + 10000 is too: SeaweedFS takes that one for gRPC.
fn free_ports<const N: usize>() -> [u16; N] {
    let mut held = Vec::new();
    let mut ports = [0; N];
    for port in &mut ports {
        *port = loop {
            let one = TcpListener::bind("127.0.0.1:0").unwrap();
            let number = one.local_addr().unwrap().port();
            let Some(above) = number.checked_add(10_000) else {
                continue;
            };
            let Ok(other) = TcpListener::bind(("127.0.0.1", above)) else {
                continue;
            };
            held.extend([one, other]);
            break number;
        };
    }
    ports
}
