//! `cargo bench`: tieline paired with its peers on the same work, run by run, alternating, as whole
//! processes. Prints one table: the median of each, the median of their ratios, the limit that is held to,
//! and the largest memory. A peer that cannot be installed leaves its rows out and says so.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for the terminal of who develops this"
)]

mod auth;
mod null_s3;
mod storage;
#[allow(
    dead_code,
    reason = "the tests' servers; not all of them are needed here"
)]
#[path = "../../tests/it/support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::{CANARY, fault::Fault, testbed};
use tempfile::TempDir;

const TIELINE: &str = env!("CARGO_BIN_EXE_tieline");

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` asks for nothing but that it builds and starts.
    if words.iter().any(|word| word == "--test") {
        return;
    }
    if words.first().map(String::as_str) == Some(null_s3::ARGUMENT) {
        return null_s3::serve();
    }
    // `cargo bench -- storage` prints the rows of that job alone, `cargo bench -- storage 'get 1 GiB'` only
    // those of it that say so.
    let jobs: Vec<&String> = words.iter().filter(|word| is_job(word)).collect();
    let wants = |job: &str| jobs.is_empty() || jobs.iter().any(|word| *word == job);
    machine();
    let dir = TempDir::new().unwrap();
    let peers = Peers::find();
    println!(
        "\n{:48}{:>12}{:>12}{:>9}{:>8}{:>26}",
        "", "tieline", "peer", "ratio", "limit", "memory (limit) / peer's"
    );
    if wants("starts")
        && let Some(s5cmd) = &peers.s5cmd
    {
        starts(s5cmd, dir.path());
    }
    if wants("storage") {
        storage::rows(&peers, dir.path());
    }
    if wants("mail") {
        mail(dir.path());
    }
    if wants("auth") {
        auth::auth(dir.path());
    }
    if wants("starts") {
        late_service(dir.path());
        let size = fs::metadata(TIELINE).unwrap().len() as f64 / 1e6;
        row(
            "release binary",
            [
                format!("{size:.1} MB"),
                String::new(),
                String::new(),
                "25 MB".to_owned(),
            ],
            "",
        );
    }
}

fn is_job(word: &str) -> bool {
    ["starts", "storage", "mail", "auth"].contains(&word)
}

fn is_wanted(label: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-') && !is_job(word))
        .peekable();
    words.peek().is_none() || words.any(|word| label.contains(&word))
}

/// The programs beside which tieline is measured, each where it is installed.
struct Peers {
    s5cmd: Option<PathBuf>,
    rclone: Option<PathBuf>,
    azcopy: Option<Azcopy>,
}

/// azcopy, and where the system's library that it wants lies.
struct Azcopy {
    program: PathBuf,
    libraries: String,
}

impl Azcopy {
    fn find() -> Result<Azcopy, String> {
        use std::os::unix::fs::PermissionsExt as _;
        let packages = [
            "libsecret-1-0",
            "libglib2.0-0",
            "libgcrypt20",
            "libgpg-error0",
        ];
        let root = debian(&packages, "usr/lib/x86_64-linux-gnu/libsecret-1.so.0")?;
        let modules = &testbed::node().modules;
        let program = modules.join("@azure-tools/azcopy-linux/dist/bin/azcopy_linux_amd64");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))
            .map_err(|error| error.to_string())?;
        let root = root.display();
        let libraries = format!("{root}/usr/lib/x86_64-linux-gnu:{root}/lib/x86_64-linux-gnu");
        let mut command = Command::new(&program);
        command.arg("--version").env("LD_LIBRARY_PATH", &libraries);
        println!("peer: {}", first_line(&mut command));
        Ok(Azcopy { program, libraries })
    }
}

impl Peers {
    /// Tells of each, and of one that is missing why.
    fn find() -> Peers {
        // The binaries inside the Python packages, whose own commands are wrappers in Python.
        let inside = |name: &str, script: &str| -> Result<PathBuf, String> {
            let python = testbed::environment("bench-venv", "requirements-bench.txt")?;
            let asked = Command::new(python).args(["-c", script]).output();
            let asked = asked.map_err(|error| error.to_string())?;
            let path = PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim());
            match path.is_file() {
                true => Ok(path),
                false => Err(format!("{name} is not in its package")),
            }
        };
        let found = |name: &str, version: &str, script: &str| match inside(name, script) {
            Ok(path) => {
                println!("peer: {}", first_line(Command::new(&path).arg(version)));
                Some(path)
            }
            Err(why) => {
                println!("peer: {name} is missing, its rows are left out: {why}");
                None
            }
        };
        Peers {
            s5cmd: found(
                "s5cmd",
                "version",
                "import os, s5cmd; print(os.path.join(os.path.dirname(s5cmd.__file__), 'bin', 's5cmd'))",
            ),
            rclone: found(
                "rclone",
                "version",
                "import os, sys; print(os.path.join(os.path.dirname(sys.executable), 'rclone'))",
            ),
            azcopy: match Azcopy::find() {
                Ok(azcopy) => Some(azcopy),
                Err(why) => {
                    println!("peer: azcopy is missing, its rows are left out: {why}");
                    None
                }
            },
        }
    }
}

/// One line of the table.
fn row(label: &str, cells: [String; 4], memory: &str) {
    let [ours, theirs, ratio, limit] = cells;
    println!("{label:48}{ours:>12}{theirs:>12}{ratio:>9}{limit:>8}{memory:>26}");
}

fn machine() {
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory
        .lines()
        .next()
        .unwrap_or_default()
        .replace("MemTotal:", "");
    println!(
        "machine: {}, {cores} cores, memory {}",
        model.trim_start_matches([' ', '\t', ':']),
        memory.trim()
    );
}

fn first_line(command: &mut Command) -> String {
    let output = command.output().unwrap();
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// What a row is held to; empty where nothing is.
#[derive(Clone, Copy, Default)]
struct Limit {
    ratio: &'static str,
    memory_mib: &'static str,
}

impl Limit {
    fn of(ratio: &'static str) -> Limit {
        Limit {
            ratio,
            ..Limit::default()
        }
    }
}

/// Runs both, alternating, and prints their row. Each closure makes a command, and clears away before what an
/// earlier run of it left. Either ends badly: the whole bench does.
fn pair(
    label: &str,
    runs: usize,
    limit: Limit,
    mut ours: impl FnMut() -> Command,
    mut theirs: impl FnMut() -> Command,
) {
    if !is_wanted(label) {
        return;
    }
    let mut times = (Vec::new(), Vec::new());
    let mut repeated = 0;
    // The first of each warms the caches.
    for run in 0..=runs {
        // Who goes second meets what the first left behind: they take turns.
        let (a, b) = if run % 2 == 0 {
            let first = undisturbed(&mut ours, &mut repeated);
            (first, undisturbed(&mut theirs, &mut repeated))
        } else {
            let first = undisturbed(&mut theirs, &mut repeated);
            (undisturbed(&mut ours, &mut repeated), first)
        };
        if run > 0 {
            times.0.push(a);
            times.1.push(b);
        }
    }
    let ratios = times.0.iter().zip(&times.1).map(|(a, b)| a / b).collect();
    let most = match limit.memory_mib {
        "" => String::new(),
        most => format!(" ({most})"),
    };
    let memory = format!("{}{most} / {} MiB", peak_mib(&ours()), peak_mib(&theirs()));
    let cells = [
        milliseconds(median(times.0)),
        milliseconds(median(times.1)),
        format!("{:.2}", median(ratios)),
        limit.ratio.to_owned(),
    ];
    row(label, cells, &memory);
    if repeated > 0 {
        println!(
            "    {repeated} runs repeated: the machine gave memory back to its host meanwhile"
        );
    }
}

/// The time of a run, which is repeated when a virtual machine gave memory back to its host meanwhile: that doubles the
/// time of one that needs much, and comes from what the run before has freed.
fn undisturbed(command: &mut impl FnMut() -> Command, repeated: &mut u32) -> f64 {
    const MOST_MIB: u64 = 256;
    // One that is disturbed time and again is what it is.
    for _ in 0..5 {
        let before = given_back_mib();
        let elapsed = timed(&mut command());
        if given_back_mib() - before <= MOST_MIB {
            return elapsed;
        }
        *repeated += 1;
    }
    timed(&mut command())
}

/// Memory that this machine has given back to its host so far; 0 where its kernel does not count it.
fn given_back_mib() -> u64 {
    let counter = "/sys/module/page_reporting/parameters/reported_kib";
    let counted = fs::read_to_string(counter).unwrap_or_default();
    counted.trim().parse::<u64>().unwrap_or(0) / 1024
}

fn timed(command: &mut Command) -> f64 {
    let started = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let elapsed = started.elapsed().as_secs_f64();
    assert!(status.success(), "{command:?}");
    elapsed
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}

/// The largest memory of a command, in MiB; that of the Python which measures it is the least that shows.
fn peak_mib(command: &Command) -> u64 {
    let said = first_line(&mut measured(command)).parse::<u64>();
    said.unwrap_or_else(|_| panic!("{command:?} failed")) / 1024
}

/// The same command, which at its end says in KiB what memory it took at most.
fn measured(command: &Command) -> Command {
    const MEASURE: &str = "import resource, subprocess, sys; \
        subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True); \
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
    let mut measured = Command::new("python3");
    measured
        .args(["-c", MEASURE])
        .arg(command.get_program())
        .args(command.get_args());
    measured.env_clear();
    for (name, value) in command.get_envs() {
        measured.env(name, value.unwrap());
    }
    if let Some(dir) = command.get_current_dir() {
        measured.current_dir(dir);
    }
    measured.env("PATH", std::env::var_os("PATH").unwrap());
    measured
}

/// A command with nothing in its environment but these.
fn bare(program: impl AsRef<Path>, dir: &Path, words: &str, env: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program.as_ref());
    command
        .args(words.split_whitespace())
        .current_dir(dir)
        .env_clear()
        .env("HOME", dir)
        .envs(env.iter().copied());
    command
}

fn starts(s5cmd: &PathBuf, dir: &Path) {
    let mut lines = String::from(
        "STORAGE_TYPE=s3\nS3_ENDPOINT=https://minio.example.org\nS3_BUCKET_NAME=files\n",
    );
    for number in 0..57 {
        lines += &format!("SOME_SETTING_{number}=value-{number}\n");
    }
    fs::write(dir.join("prod.env"), lines).unwrap();
    let version = || bare(s5cmd, dir, "version", &[]);
    pair(
        "--version, beside s5cmd version",
        60,
        Limit::of("0.50"),
        || bare(TIELINE, dir, "--version", &[]),
        version,
    );
    let check = || {
        let keys = [
            ("S3_ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE"),
            ("S3_SECRET_KEY", "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12"),
        ];
        bare(
            TIELINE,
            dir,
            "config check --for generic --env-file prod.env",
            &keys,
        )
    };
    pair(
        "config check of 60 lines, beside s5cmd version",
        60,
        Limit::of("0.80"),
        check,
        version,
    );
}

/// How long a live check of four services takes beside the one that answers after a second.
fn late_service(dir: &Path) {
    let late = Fault::http(
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        Duration::from_secs(1),
    );
    let (endpoint, port) = (
        format!("http://127.0.0.1:{}", late.port),
        testbed::smtp().port("plain").to_string(),
    );
    let env = [
        ("S3_ENDPOINT", endpoint.as_str()),
        ("S3_BUCKET_NAME", "files"),
        ("S3_ACCESS_KEY", testbed::S3_KEY),
        ("S3_SECRET_KEY", CANARY),
        ("SMTP_SERVER", "127.0.0.1"),
        ("SMTP_PORT", port.as_str()),
        ("MAIL_DEFAULT_SEND_FROM", "ops@example.org"),
    ];
    let beside = (0..5).map(|_| {
        let started = Instant::now();
        let mut command = bare(
            TIELINE,
            dir,
            "config check --live s3 local smtp outbox",
            &env,
        );
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        (started.elapsed().as_secs_f64() - 1.0).max(0.0)
    });
    let beside = median(beside.collect());
    let cells = [
        milliseconds(beside),
        String::new(),
        String::new(),
        "100 ms".to_owned(),
    ];
    row("live check beside its 1 s late service", cells, "");
}

/// Debian's packages of a peer, downloaded and unpacked, not installed: the root they are in.
fn debian(packages: &[&str], program: &str) -> Result<PathBuf, String> {
    let home = testbed::home().join("debian");
    let root = home.join("root");
    if !root.join(program).exists() {
        fs::create_dir_all(&home).map_err(|error| error.to_string())?;
        let script =
            "apt-get download $0 \"$@\" && for package in *.deb; do dpkg -x $package root; done";
        let made = Command::new("sh")
            .args(["-c", script])
            .args(packages)
            .current_dir(&home)
            .output()
            .map_err(|error| error.to_string())?;
        if !made.status.success() {
            return Err(String::from_utf8_lossy(&made.stderr)
                .lines()
                .last()
                .unwrap_or_default()
                .to_owned());
        }
    }
    Ok(root)
}

fn mail(dir: &Path) {
    batch_memory(dir);
    let root = match debian(&["postfix", "libicu72", "swaks"], "usr/bin/swaks") {
        Ok(root) => root,
        Err(why) => {
            return println!(
                "peers: postfix and swaks are missing, their rows are left out: {why}"
            );
        }
    };
    let port = support::ports::closed_port();
    let libraries = ["usr/lib/postfix", "usr/lib/x86_64-linux-gnu"]
        .map(|path| root.join(path).display().to_string())
        .join(":");
    let keeper = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testbed/keeper.py");
    let scratch = TempDir::new().unwrap();
    let mut sink = Command::new("python3")
        .arg(keeper)
        .arg(scratch.path())
        .arg(root.join("usr/sbin/smtp-sink"))
        .args(["-u", "nobody", &format!("127.0.0.1:{port}"), "1000"])
        .env("LD_LIBRARY_PATH", &libraries)
        .current_dir("/tmp")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(
            sink.try_wait().unwrap().is_none(),
            "smtp-sink did not start"
        );
        std::thread::yield_now();
    }
    let server = port.to_string();
    let env = [
        ("MAIL_TYPE", "smtp"),
        ("SMTP_SERVER", "127.0.0.1"),
        ("SMTP_PORT", server.as_str()),
        ("MAIL_DEFAULT_SEND_FROM", "ops@example.org"),
    ];
    let mut rows = String::from("to,code\n");
    for number in 0..10_000 {
        rows += &format!("user{number}@example.net,{number:06}\n");
    }
    fs::write(dir.join("people.csv"), rows).unwrap();
    let ours = "mail send --each people.csv --template verification --var product=Dify --var minutes=5 --connections 20 --per-connection 10000";
    let source = || {
        let words = format!("-d -s 20 -l 2000 -m 10000 127.0.0.1:{port}");
        bare(
            root.join("usr/sbin/smtp-source"),
            dir,
            &words,
            &[("LD_LIBRARY_PATH", libraries.as_str())],
        )
    };
    pair(
        "10,000 mails, 20 connections, smtp-source",
        3,
        Limit::of("4.00"),
        || bare(TIELINE, dir, ours, &env),
        source,
    );
    let one = "mail send --to a@example.net --subject s --text t";
    let swaks = || {
        let words =
            format!("--server 127.0.0.1:{port} --to a@example.net --from ops@example.org --body t");
        let path = std::env::var("PATH").unwrap();
        bare(
            root.join("usr/bin/swaks"),
            dir,
            &words,
            &[("PATH", path.as_str())],
        )
    };
    pair(
        "one mail, beside swaks",
        20,
        Limit::of("0.50"),
        || bare(TIELINE, dir, one, &env),
        swaks,
    );
    drop(sink.stdin.take());
    drop(sink.wait());
}

/// A batch of a thousand times the rows takes no more memory.
fn batch_memory(dir: &Path) {
    let peak = [1_000, 1_000_000].map(|count| {
        let mut rows = String::from("to,code\n");
        for number in 0..count {
            rows += &format!("user{number}@example.net,{number:06}\n");
        }
        fs::write(dir.join("many.csv"), rows).unwrap();
        let words = "mail send --each many.csv --subject s --text {{code}} --from ops@example.org --dry-run";
        peak_mib(&bare(TIELINE, dir, words, &[]))
    });
    let memory = format!("{}, {} MiB", peak[0], peak[1]);
    row(
        "dry run of 1,000 and of 1,000,000 rows",
        Default::default(),
        &memory,
    );
}
