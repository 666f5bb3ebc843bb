//! A world of its own for one test: an empty home and working directory, a cleared environment, env files;
//! and the whole outcome of a command in it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use expect_test::Expect;
use tempfile::TempDir;

use super::CANARY;
use super::watchdog::Watched;

pub struct World {
    dir: TempDir,
    env: Vec<(String, String)>,
    secrets_may_show: bool,
    /// The files that the test itself wrote.
    given: Vec<PathBuf>,
    _watched: Watched,
}

impl World {
    pub fn new() -> World {
        let dir = TempDir::new().unwrap();
        fs::create_dir(dir.path().join("home")).unwrap();
        fs::create_dir(dir.path().join("work")).unwrap();
        World {
            dir,
            env: Vec::new(),
            secrets_may_show: false,
            given: Vec::new(),
            _watched: Watched::new(),
        }
    }

    pub fn env(mut self, name: &str, value: &str) -> World {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A file in the working directory, readable by its owner alone.
    pub fn file(mut self, name: &str, content: impl AsRef<[u8]>) -> World {
        let path = self.dir.path().join(name_in_world(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .unwrap();
        file.write_all(content.as_ref()).unwrap();
        self.given.push(path);
        self
    }

    /// This test asks for a secret to be shown.
    pub fn reveals(mut self) -> World {
        self.secrets_may_show = true;
        self
    }

    pub fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// A program that the command finds before those of the system.
    pub fn program(self, name: &str, script: &str) -> World {
        use std::os::unix::fs::PermissionsExt as _;
        let bin = self.dir.path().join("work/bin");
        let world = self.file(&format!("bin/{name}"), script);
        fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:/usr/bin:/bin", bin.display());
        world.env("PATH", &path)
    }

    pub fn work(&self) -> std::path::PathBuf {
        self.dir.path().join("work")
    }

    /// Runs `tieline` with these words (split at blanks) to its end.
    pub fn run(&self, words: &str) -> Outcome {
        let output = self.command(words).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        self.judged(Outcome {
            command: format!("tieline {words}"),
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        })
    }

    /// Starts `tieline`, for a test that acts while it waits.
    pub fn start(&self, words: &str) -> Running<'_> {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Running {
            world: self,
            command: format!("tieline {words}"),
            stderr: BufReader::new(child.stderr.take().unwrap()),
            said: String::new(),
            child,
        }
    }

    /// Nothing that a command said or wrote holds the planted secret.
    fn judged(&self, outcome: Outcome) -> Outcome {
        let shown = format!("{}{}", outcome.stdout, outcome.stderr);
        assert!(
            self.secrets_may_show || !shown.contains(CANARY),
            "a secret shows in {}",
            outcome.text()
        );
        self.holds_no_secret(self.dir.path(), &outcome);
        outcome
    }

    /// No file that a command wrote holds the planted secret.
    fn holds_no_secret(&self, dir: &Path, outcome: &Outcome) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.holds_no_secret(&path, outcome);
            } else if !self.given.contains(&path)
                && path.metadata().is_ok_and(|file| file.len() < 1 << 20)
            {
                let content = fs::read(&path).unwrap_or_default();
                let holds = content
                    .windows(CANARY.len())
                    .any(|piece| piece == CANARY.as_bytes());
                assert!(
                    self.secrets_may_show || !holds,
                    "a secret is in {} after {}",
                    path.display(),
                    outcome.text()
                );
            }
        }
    }

    /// The same, not yet started, without root's power to read and write whatever it likes.
    pub fn unprivileged(&self, words: &str) -> Command {
        use std::os::unix::fs::MetadataExt as _;
        let plain = self.command(words);
        if fs::metadata("/proc/self").unwrap().uid() != 0 {
            return plain;
        }
        let without = "=-dac_override,-dac_read_search";
        let mut command = Command::new("setpriv");
        command
            .args([
                format!("--bounding-set{without}"),
                format!("--inh-caps{without}"),
            ])
            .arg(plain.get_program())
            .args(plain.get_args())
            .current_dir(self.work())
            .env_clear()
            .envs(
                plain
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .stdin(Stdio::null());
        command
    }

    /// The same, not yet started.
    pub fn command(&self, words: &str) -> Command {
        let home = self.dir.path().join("home");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tieline"));
        command
            .args(words.split_whitespace())
            .current_dir(self.work())
            .env_clear()
            .env("HOME", &home)
            .envs(self.env.iter().cloned())
            .stdin(Stdio::null());
        command
    }
}

/// A command that waits for something.
pub struct Running<'a> {
    world: &'a World,
    command: String,
    pub child: Child,
    stderr: BufReader<ChildStderr>,
    said: String,
}

impl Running<'_> {
    /// The next line on stderr that holds this, without its indent.
    #[track_caller]
    pub fn says(&mut self, wanted: &str) -> String {
        loop {
            let start = self.said.len();
            let read = self.stderr.read_line(&mut self.said).unwrap();
            assert!(read > 0, "it never said {wanted:?}, but:\n{}", self.said);
            let line = &self.said[start..];
            if line.contains(wanted) {
                return line.trim().to_owned();
            }
        }
    }

    pub fn types(&mut self, line: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Waits for its end.
    pub fn ends(mut self) -> Outcome {
        drop(self.child.stdin.take());
        let mut stdout = String::new();
        self.stderr.read_to_string(&mut self.said).unwrap();
        let mut pipe = self.child.stdout.take().unwrap();
        pipe.read_to_string(&mut stdout).unwrap();
        self.world.judged(Outcome {
            command: self.command,
            status: self.child.wait().unwrap().code(),
            stdout,
            stderr: self.said,
        })
    }
}

/// `home/…` stands in the home directory, all else in the working directory.
fn name_in_world(name: &str) -> std::path::PathBuf {
    if name.starts_with("home/") {
        name.into()
    } else {
        Path::new("work").join(name)
    }
}

/// All that a command left behind.
#[must_use]
pub struct Outcome {
    command: String,
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    pub fn text(&self) -> String {
        let status = self
            .status
            .map_or("a signal".to_owned(), |status| status.to_string());
        let mut text = format!("$ {}\n[{status}]\n", self.command);
        for (label, stream) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !stream.is_empty() {
                text += &format!("--- {label}\n{stream}");
            }
        }
        text
    }

    /// The whole outcome, as the test has it; `UPDATE_EXPECT=1` writes it anew.
    #[track_caller]
    pub fn is(&self, expected: Expect) {
        expected.assert_eq(&self.text());
    }

    #[track_caller]
    pub fn ends_with(&self, status: i32) -> &Outcome {
        assert_eq!(self.status, Some(status), "{}", self.text());
        self
    }

    /// The last of the JSON lines of a command that streams: how it ended.
    #[track_caller]
    pub fn end(&self) -> serde_json::Value {
        self.lines()
            .pop()
            .unwrap_or_else(|| panic!("no line in {}", self.text()))
    }

    /// The JSON lines of a command that streams.
    #[track_caller]
    pub fn lines(&self) -> Vec<serde_json::Value> {
        let read = |line| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
        };
        self.stdout.lines().map(read).collect()
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }
}
