//! The storage rows: the same work by tieline and by the tools made for one provider. The limits bind at the null S3,
//! which costs nothing; the same rows at SeaweedFS stand beside them without. Peers run with the settings that their own
//! documents recommend for speed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

use tempfile::TempDir;

use super::null_s3::NullS3;
use super::support::{CANARY, testbed};
use super::{Azcopy, Limit, Peers, TIELINE, bare, pair, peak_mib, row};

const GIB: usize = 1 << 30;
/// Runs of a row, after the first.
const LARGE: usize = 11;
const MANY: usize = 5;
const AT_REAL_SERVERS: usize = 3;

pub fn rows(peers: &Peers, dir: &Path) {
    let mut gib = fs::File::create(dir.join("gib")).unwrap();
    gib.write_all(&noise(GIB)).unwrap();
    // Else the disk is busy with it during the first rows.
    gib.sync_all().unwrap();
    // Small files in memory where that can be: a disk makes them the slower the more of them the runs before have
    // removed, and nothing else would be measured. Large ones are where they would be.
    let memory = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new());
    let memory = memory.unwrap();
    println!(
        "small files are in {}",
        memory.path().parent().unwrap().display()
    );
    tree(&memory.path().join("small"), 10_000, 4096);
    let null = NullS3::start();
    let place = Place {
        name: "null",
        endpoint: &null.endpoint,
        bucket: "null",
        // What is put there is dropped: the large object that is got is made up.
        large: "1x1073741824/d000/k00000000",
        // Documented for services that take AWS's checksums.
        checksums: "when_supported",
        dir,
        peers,
    };
    let small = Place {
        dir: memory.path(),
        ..place
    };
    large(&place, true);
    many(&small, true);
    made_up(&small);
    let real = Place {
        name: "SeaweedFS",
        endpoint: &testbed::s3().endpoint,
        bucket: testbed::shared_bucket(),
        large: "large",
        checksums: "when_required",
        ..place
    };
    large(&real, false);
    many(
        &Place {
            dir: memory.path(),
            ..real
        },
        false,
    );
    directory(dir);
    if let Some(azcopy) = &peers.azcopy {
        azure(azcopy, dir);
    }
    if let Some(rclone) = &peers.rclone {
        gcs(rclone, dir);
    }
}

/// An S3 and who works on it.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'a str,
    endpoint: &'a str,
    bucket: &'a str,
    /// The key of an object of 1 GiB.
    large: &'a str,
    checksums: &'a str,
    dir: &'a Path,
    peers: &'a Peers,
}

impl Place<'_> {
    fn ours(&self, words: &str) -> Command {
        let env = [
            ("STORAGE_TYPE", "s3"),
            ("S3_ENDPOINT", self.endpoint),
            ("S3_BUCKET_NAME", self.bucket),
            ("S3_ACCESS_KEY", testbed::S3_KEY),
            ("S3_SECRET_KEY", CANARY),
            ("AWS_REQUEST_CHECKSUM_CALCULATION", self.checksums),
        ];
        bare(TIELINE, self.dir, words, &env)
    }

    fn s5cmd(&self, program: &PathBuf, words: &str) -> Command {
        let env = [
            ("AWS_ACCESS_KEY_ID", testbed::S3_KEY),
            ("AWS_SECRET_ACCESS_KEY", CANARY),
            ("AWS_REGION", "us-east-1"),
        ];
        let words = format!("--endpoint-url {} {words}", self.endpoint);
        bare(program, self.dir, &words, &env)
    }

    /// By rclone's documents of S3: no check of the bucket, no HEAD after an upload, no second hash of large
    /// files, parts and files at once.
    fn rclone(&self, program: &PathBuf, words: &str) -> Command {
        const FAST: &str = "--s3-no-check-bucket --s3-no-head --s3-disable-checksum --s3-list-version 2 \
            --s3-chunk-size 16M --s3-upload-concurrency 8 --multi-thread-streams 8 --transfers 64 --checkers 64 --fast-list";
        let env = [
            ("RCLONE_CONFIG", "/dev/null"),
            ("RCLONE_CONFIG_PEER_TYPE", "s3"),
            ("RCLONE_CONFIG_PEER_PROVIDER", "Other"),
            ("RCLONE_CONFIG_PEER_ENDPOINT", self.endpoint),
            ("RCLONE_CONFIG_PEER_ACCESS_KEY_ID", testbed::S3_KEY),
            ("RCLONE_CONFIG_PEER_SECRET_ACCESS_KEY", CANARY),
        ];
        bare(program, self.dir, &format!("{words} {FAST}"), &env)
    }

    /// One row a peer that is there; `limits` in the order s5cmd, rclone, and the memory that both rows bind to.
    fn row(
        &self,
        label: &str,
        runs: usize,
        limits: [&'static str; 2],
        memory_mib: &'static str,
        work: Work<'_>,
    ) {
        let clear = || {
            work.made
                .iter()
                .for_each(|made| removed(&self.dir.join(made)))
        };
        let peers: [(&str, &Option<PathBuf>, Words, &str); 2] = [
            ("s5cmd", &self.peers.s5cmd, Words::S5cmd, work.s5cmd),
            ("rclone", &self.peers.rclone, Words::Rclone, work.rclone),
        ];
        for ((peer, program, kind, words), ratio) in peers.into_iter().zip(limits) {
            let Some(program) = program.as_ref().filter(|_| !words.is_empty()) else {
                continue;
            };
            let words = words
                .replace("BUCKET", self.bucket)
                .replace("LARGE", self.large);
            let ours = work.ours.replace("LARGE", self.large);
            pair(
                &format!("{label}, {}, {peer}", self.name),
                runs,
                Limit { ratio, memory_mib },
                || {
                    clear();
                    self.ours(&ours)
                },
                || {
                    clear();
                    match kind {
                        Words::S5cmd => self.s5cmd(program, &words),
                        Words::Rclone => self.rclone(program, &words),
                    }
                },
            );
        }
        clear();
    }
}

enum Words {
    S5cmd,
    Rclone,
}

/// The same work in each program's words; what has none of a peer's has no row beside it.
struct Work<'a> {
    ours: &'a str,
    s5cmd: &'a str,
    rclone: &'a str,
    /// Files and directories here that are removed before each run.
    made: &'a [&'a str],
}

/// Runs, limits and memory of a row: only at the null server do limits bind, and a real one keeps all that was ever
/// written to it.
fn bound(binds: bool, limits: [&'static str; 2]) -> (usize, [&'static str; 2], &'static str) {
    match binds {
        true => (LARGE, limits, "64"),
        false => (AT_REAL_SERVERS, ["", ""], ""),
    }
}

/// Bytes up and down.
fn large(place: &Place<'_>, binds: bool) {
    let (runs, put, memory) = bound(binds, ["0.60", "0.30"]);
    let (_, get, _) = bound(binds, ["0.50", "0.95"]);
    place.row(
        "put 1 GiB",
        runs,
        put,
        memory,
        Work {
            ours: "storage put gib large",
            s5cmd: "cp gib s3://BUCKET/large",
            rclone: "copyto --ignore-times gib peer:BUCKET/large",
            made: &[],
        },
    );
    place.row(
        "get 1 GiB",
        runs,
        get,
        memory,
        Work {
            ours: "storage get LARGE back",
            s5cmd: "cp s3://BUCKET/LARGE back",
            rclone: "copyto peer:BUCKET/LARGE back",
            made: &["back"],
        },
    );
}

/// Small files up.
fn many(place: &Place<'_>, binds: bool) {
    let (runs, limits, memory) = bound(binds, ["0.50", "0.35"]);
    place.row(
        "put 10,000 of 4 KiB",
        runs,
        limits,
        memory,
        Work {
            ours: "storage put -r small many/",
            s5cmd: "cp small/ s3://BUCKET/many/",
            rclone: "copy --ignore-times small peer:BUCKET/many --no-traverse",
            made: &[],
        },
    );
}

/// What the null server makes up: objects that nobody has put.
fn made_up(place: &Place<'_>) {
    place.row(
        "get 10,000 of 4 KiB",
        MANY,
        ["0.60", ""],
        "64",
        Work {
            ours: "storage get -r 10000x4096/ back",
            s5cmd: "cp s3://BUCKET/10000x4096/* back/",
            rclone: "copy peer:BUCKET/10000x4096 back",
            made: &["back"],
        },
    );
    place.row(
        "list 100,000",
        MANY,
        ["0.40", "0.65"],
        "64",
        Work {
            ours: "storage ls -r 100000x4096/",
            s5cmd: "ls s3://BUCKET/100000x4096/*",
            rclone: "lsf -R --files-only peer:BUCKET/100000x4096",
            made: &[],
        },
    );
    tree(&place.dir.join("tree"), 100_000, 16);
    place.row(
        "sync 100,000 unchanged",
        MANY,
        ["0.50", "0.40"],
        "128",
        Work {
            ours: "storage sync ./tree 100000x16/",
            s5cmd: "sync tree/ s3://BUCKET/100000x16/",
            rclone: "sync tree peer:BUCKET/100000x16 --update --use-server-modtime",
            made: &[],
        },
    );
    place.row(
        "rm 10,000",
        MANY,
        ["0.60", ""],
        "64",
        Work {
            ours: "storage rm -r --yes 10000x4096/",
            s5cmd: "rm s3://BUCKET/10000x4096/*",
            rclone: "",
            made: &[],
        },
    );
}

/// Bytes up and down at Azurite, which is the slowest of all who take part.
fn azure(azcopy: &Azcopy, dir: &Path) {
    let endpoint = &testbed::azurite().endpoint;
    let container = testbed::shared_container();
    let key = testbed::azure_key();
    let env = [
        ("STORAGE_TYPE", "azure-blob"),
        ("AZURE_BLOB_ACCOUNT_URL", endpoint.as_str()),
        ("AZURE_BLOB_ACCOUNT_NAME", testbed::AZURE_ACCOUNT),
        ("AZURE_BLOB_ACCOUNT_KEY", &key),
        ("AZURE_BLOB_CONTAINER_NAME", container),
    ];
    let ours = |words: &str| bare(TIELINE, dir, words, &env);
    let url = |name: &str| {
        let signature = testbed::azure_signature("rwdlac");
        format!("{endpoint}/{container}/{name}?{signature}")
    };
    let theirs = |from: &str, to: &str, way: &str| {
        let words = format!(
            "copy {from} {to} --from-to {way} --overwrite=true --log-level=NONE --output-level=quiet --skip-version-check"
        );
        let env = [("LD_LIBRARY_PATH", azcopy.libraries.as_str())];
        bare(&azcopy.program, dir, &words, &env)
    };
    let limit = || Limit {
        ratio: "1.0",
        memory_mib: "96",
    };
    pair(
        "put 1 GiB, Azurite, azcopy",
        AT_REAL_SERVERS,
        limit(),
        || ours("storage put gib ours"),
        || theirs("gib", &url("theirs"), "LocalBlob"),
    );
    let clear = || removed(&dir.join("back"));
    pair(
        "get 1 GiB, Azurite, azcopy",
        AT_REAL_SERVERS,
        limit(),
        || {
            clear();
            ours("storage get ours back")
        },
        || {
            clear();
            theirs(&url("ours"), "back", "BlobLocal")
        },
    );
    clear();
}

/// Bytes up and down at fake-gcs-server.
fn gcs(rclone: &PathBuf, dir: &Path) {
    const BUCKET: &str = "bench";
    let endpoint = &testbed::gcs().endpoint;
    let env = [
        ("STORAGE_TYPE", "google-storage"),
        ("STORAGE_EMULATOR_HOST", endpoint.as_str()),
        ("GOOGLE_STORAGE_BUCKET_NAME", BUCKET),
    ];
    let ours = |words: &str| bare(TIELINE, dir, words, &env);
    let made = ours(&format!("storage mb gs://{BUCKET}")).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let address = format!("{endpoint}/storage/v1/");
    let theirs = |words: &str| {
        let env = [
            ("RCLONE_CONFIG", "/dev/null"),
            ("RCLONE_CONFIG_PEER_TYPE", "google cloud storage"),
            ("RCLONE_CONFIG_PEER_ENDPOINT", &address),
            ("RCLONE_CONFIG_PEER_ANONYMOUS", "true"),
        ];
        // As its documents have it for large files: no check of the bucket, several streams.
        let words = format!("{words} --gcs-no-check-bucket --multi-thread-streams 8");
        bare(rclone, dir, &words, &env)
    };
    let limit = || Limit {
        ratio: "1.0",
        memory_mib: "96",
    };
    pair(
        "put 1 GiB, fake-gcs-server, rclone",
        AT_REAL_SERVERS,
        limit(),
        || ours("storage put gib ours"),
        || theirs(&format!("copyto --ignore-times gib peer:{BUCKET}/theirs")),
    );
    let clear = || removed(&dir.join("back"));
    pair(
        "get 1 GiB, fake-gcs-server, rclone",
        AT_REAL_SERVERS,
        limit(),
        || {
            clear();
            ours("storage get ours back")
        },
        || {
            clear();
            theirs(&format!("copyto peer:{BUCKET}/ours back"))
        },
    );
    clear();
}

/// The embedded default has no peer.
fn directory(dir: &Path) {
    let local = [("STORAGE_LOCAL_PATH", "store")];
    let memory = ["storage put gib gib", "storage get gib back"]
        .map(|words| peak_mib(&bare(TIELINE, dir, words, &local)));
    let memory = format!("{}, {} MiB", memory[0], memory[1]);
    row(
        "1 GiB into a directory, and out",
        Default::default(),
        &memory,
    );
}

/// So many files, named as the null server names its objects.
fn tree(root: &Path, count: usize, bytes: usize) {
    let content = noise(bytes);
    for at in 0..count {
        let directory = root.join(format!("d{:03}", at / 1000));
        if at % 1000 == 0 {
            fs::create_dir_all(&directory).unwrap();
        }
        let mut file = fs::File::create(directory.join(format!("k{at:08}"))).unwrap();
        file.write_all(&content).unwrap();
        // Before the null server's objects, or a sync would send them.
        file.set_modified(UNIX_EPOCH).unwrap();
    }
}

/// Bytes that nothing can make smaller.
fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut noise = Vec::with_capacity(bytes + 8);
    while noise.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        noise.extend(state.to_le_bytes());
    }
    noise.truncate(bytes);
    noise
}

fn removed(path: &Path) {
    drop(match path.is_dir() {
        true => fs::remove_dir_all(path),
        false => fs::remove_file(path),
    });
}
