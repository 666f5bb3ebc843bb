//! No test waits for ever: one that is not done after minutes is named, with the commands that it waits for, and
//! ends the run.

use std::io::Write as _;
use std::process::{Command, exit};
use std::sync::{Condvar, LazyLock, Mutex};
use std::time::{Duration, Instant};

/// Several times what the longest test takes on a machine under load.
const PATIENCE: Duration = Duration::from_secs(300);

/// Watched from when it is made until it is dropped.
pub struct Watched(u64);

#[derive(Default)]
struct Watching {
    next: u64,
    /// In the order in which they are overdue.
    tests: Vec<(u64, Instant, String)>,
}

static WATCHING: LazyLock<(Mutex<Watching>, Condvar)> = LazyLock::new(|| {
    std::thread::spawn(watch);
    Default::default()
});

impl Watched {
    /// The test of this thread, whose name is the test's.
    pub fn new() -> Watched {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let mut watching = WATCHING.0.lock().unwrap();
        let id = watching.next;
        watching.next += 1;
        watching.tests.push((id, Instant::now() + PATIENCE, test));
        WATCHING.1.notify_one();
        Watched(id)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        WATCHING
            .0
            .lock()
            .unwrap()
            .tests
            .retain(|(id, ..)| *id != self.0);
    }
}

fn watch() {
    let (watching, changed) = &*WATCHING;
    let mut watching = watching.lock().unwrap();
    loop {
        watching = match watching.tests.first() {
            None => changed.wait(watching).unwrap(),
            Some((_, due, test)) => match due.checked_duration_since(Instant::now()) {
                Some(left) => changed.wait_timeout(watching, left).unwrap().0,
                None => give_up(test),
            },
        }
    }
}

#[expect(
    clippy::exit,
    reason = "a thread that hangs can be ended with its process alone"
)]
fn give_up(test: &str) -> ! {
    let running = Command::new("ps")
        .args(["-e", "-o", "pid,ppid,etimes,stat,wchan:24,args"])
        .output()
        .map(|listed| String::from_utf8_lossy(&listed.stdout).into_owned())
        .unwrap_or_default();
    let own: String = running
        .lines()
        .filter(|line| line.contains("tieline"))
        .map(|line| format!("{line}\n"))
        .collect();
    let minutes = PATIENCE.as_secs() / 60;
    let text = format!("{test} was not done after {minutes} minutes; what runs:\n{own}");
    drop(std::io::stderr().write_all(text.as_bytes()));
    exit(101)
}
