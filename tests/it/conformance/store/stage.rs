//! How each store comes on stage: at a real server, below a prefix of its own, for one case. A new store is a function
//! here, a row of `ABILITIES`, and its name in the lines of the cases.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tempfile::TempDir;
use tieline::config::{Settings, Sources};
use tieline::net::{Net, NetOptions};
use tieline::problem::{Code, Problem};
use tieline::service::Open;
use tieline::services::SERVICES;
use tieline::storage::{Attributes, Body, Condition, Listing, Meta, Reading, Store, Written};

use super::conformance;
use crate::support::gcs::{self, Gcs};
use crate::support::watchdog::Watched;
use crate::support::world::World;
use crate::support::{CANARY, testbed};

/// What each store must hand out: none can lose an ability in silence, and none gains one untested.
const ABILITIES: [(&str, &[&str]); 4] = [
    (
        "azure",
        &[
            "parts",
            "presign",
            "server copy",
            "batch delete",
            "buckets",
            "checksum",
        ],
    ),
    ("local", &["server copy"]),
    (
        "s3",
        &[
            "parts",
            "presign",
            "server copy",
            "batch delete",
            "buckets",
            "checksum",
        ],
    ),
    (
        "gcs",
        &[
            "parts",
            "presign",
            "server copy",
            "batch delete",
            "buckets",
            "checksum",
        ],
    ),
];

conformance! { local s3 gcs gcs_strict azure: a_store_hands_out_what_it_must }

async fn a_store_hands_out_what_it_must(stage: &Stage) {
    let store = &stage.store;
    let handed_out: Vec<_> = [
        ("parts", store.parts().is_some()),
        ("presign", store.presign().is_some()),
        ("server copy", store.server_copy().is_some()),
        ("batch delete", store.batch_delete().is_some()),
        ("buckets", store.buckets().is_some()),
        ("checksum", store.checksum().is_some()),
    ]
    .into_iter()
    .filter_map(|(ability, has)| has.then_some(ability))
    .collect();
    let row = ABILITIES.iter().find(|(id, _)| *id == stage.service);
    assert_eq!(handed_out, row.unwrap().1);
}

/// A directory that is not there yet.
pub async fn local() -> Stage {
    let dir = TempDir::new().unwrap();
    let root = dir.path().join("root");
    let values = vec![("STORAGE_LOCAL_PATH", root.to_str().unwrap().to_owned())];
    Stage {
        bucket: "STORAGE_LOCAL_PATH",
        dir,
        ..Stage::new("local", values)
    }
}

/// A prefix of its own in the shared bucket of the real server: a bucket a case would fill its volumes.
pub async fn s3() -> Stage {
    let server = testbed::s3();
    let values = vec![
        ("S3_ENDPOINT", server.endpoint.clone()),
        ("S3_BUCKET_NAME", testbed::shared_bucket().to_owned()),
        ("S3_ACCESS_KEY", testbed::S3_KEY.to_owned()),
        ("S3_SECRET_KEY", CANARY.to_owned()),
        ("S3_PREFIX", own_prefix()),
    ];
    Stage {
        bucket: "S3_BUCKET_NAME",
        prefix: "S3_PREFIX",
        endpoint: "S3_ENDPOINT",
        wrong: vec![
            vec![("S3_SECRET_KEY", "another")],
            vec![("S3_ACCESS_KEY", "AKIANOBODY0000000000")],
        ],
        reader: vec![("S3_ACCESS_KEY", testbed::S3_READER)],
        ..Stage::new("s3", values)
    }
}

/// The same, told to send the service's own CRC along, as it is done at AWS.
pub async fn s3_crc() -> Stage {
    let stage = s3().await;
    let mut values = stage.values;
    values.push((
        "AWS_REQUEST_CHECKSUM_CALCULATION",
        "when_supported".to_owned(),
    ));
    Stage {
        store: open("s3", &values, None),
        values,
        ..stage
    }
}

/// A prefix of its own in a bucket of its own at fake-gcs-server.
pub async fn gcs() -> Stage {
    gcs_at(testbed::gcs().endpoint.clone()).await
}

/// The same at the fake of our own, for what fake-gcs-server gets wrong: it pays no heed to conditions and
/// checksums, ends an upload that is asked how far it is, and verifies no signature.
pub async fn gcs_strict() -> Stage {
    static STRICT: LazyLock<Gcs> = LazyLock::new(Gcs::start);
    gcs_at(STRICT.endpoint.clone()).await
}

async fn gcs_at(endpoint: String) -> Stage {
    let values = vec![
        ("STORAGE_EMULATOR_HOST", endpoint),
        ("GOOGLE_STORAGE_BUCKET_NAME", testbed::bucket_name()),
        ("GOOGLE_STORAGE_PREFIX", own_prefix()),
        // For signing.
        (
            "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
            gcs::account().base64(),
        ),
    ];
    let stage = Stage {
        bucket: "GOOGLE_STORAGE_BUCKET_NAME",
        prefix: "GOOGLE_STORAGE_PREFIX",
        endpoint: "STORAGE_EMULATOR_HOST",
        ..Stage::new("gcs", values)
    };
    stage.store.buckets().unwrap().create().await.unwrap();
    stage
}

/// A prefix of its own in the shared container of Azurite.
pub async fn azure() -> Stage {
    let server = testbed::azurite();
    let values = vec![
        ("AZURE_BLOB_ACCOUNT_URL", server.endpoint.clone()),
        ("AZURE_BLOB_ACCOUNT_NAME", testbed::AZURE_ACCOUNT.to_owned()),
        ("AZURE_BLOB_ACCOUNT_KEY", testbed::azure_key()),
        (
            "AZURE_BLOB_CONTAINER_NAME",
            testbed::shared_container().to_owned(),
        ),
        ("AZURE_BLOB_PREFIX", own_prefix()),
    ];
    Stage {
        bucket: "AZURE_BLOB_CONTAINER_NAME",
        prefix: "AZURE_BLOB_PREFIX",
        endpoint: "AZURE_BLOB_ACCOUNT_URL",
        wrong: vec![
            vec![("AZURE_BLOB_ACCOUNT_KEY", "YW5vdGhlcg==")],
            vec![("AZURE_BLOB_ACCOUNT_NAME", "nobody")],
        ],
        reader: vec![
            ("AZURE_BLOB_ACCOUNT_KEY", ""),
            ("AZURE_STORAGE_SAS_TOKEN", testbed::azure_signature("rl")),
        ],
        ..Stage::new("azure", values)
    }
}

/// With a blank, which every service must get right in every request.
fn own_prefix() -> String {
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let next = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    format!("tenant {next}/")
}

/// A store of its own for one case, how it is configured, and what must live as long.
pub struct Stage {
    pub service: &'static str,
    pub store: Arc<dyn Store>,
    values: Vec<(&'static str, String)>,
    /// The variables that hold these, where the service has them.
    pub bucket: &'static str,
    pub prefix: &'static str,
    pub endpoint: &'static str,
    /// Credentials that are wrong, each in its own way.
    pub wrong: Vec<Vec<(&'static str, &'static str)>>,
    /// Credentials that may read and list, and no more.
    pub reader: Vec<(&'static str, &'static str)>,
    /// For what the case itself keeps, and for what a store may need.
    pub dir: TempDir,
    _watched: Watched,
}

impl Stage {
    pub fn new(service: &'static str, values: Vec<(&'static str, String)>) -> Stage {
        // Azurite ends a connection that is idle for 5 s, and nobody here sees that while a command runs.
        let retries = u32::from(service == "azure");
        Stage {
            service,
            store: open_patiently(service, &values, None, retries),
            values,
            bucket: "",
            prefix: "",
            endpoint: "",
            wrong: Vec::new(),
            reader: Vec::new(),
            dir: TempDir::new().unwrap(),
            _watched: Watched::new(),
        }
    }

    /// The binary, configured for this store; its server is reached at `endpoint`.
    pub fn world_at(&self, endpoint: &str) -> World {
        let chosen = match self.service {
            "azure" => "azure-blob",
            "gcs" => "google-storage",
            other => other,
        };
        let mut world = World::new().env("STORAGE_TYPE", chosen);
        for (name, value) in &self.values {
            let value = if *name == self.endpoint {
                endpoint
            } else {
                value
            };
            world = world.env(name, value);
        }
        world
    }

    pub fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The URL of a key.
    pub fn url(&self, key: &str) -> String {
        let scheme = match self.service {
            "azure" => "az",
            "gcs" => "gs",
            other => other,
        };
        let (bucket, prefix) = (self.value(self.bucket), self.value(self.prefix));
        format!("{scheme}://{bucket}/{prefix}{key}")
    }

    /// A store of another provider.
    pub async fn elsewhere(&self) -> Stage {
        match self.service {
            "azure" => s3().await,
            _ => azure().await,
        }
    }

    /// A world of this store that reaches another's by its URLs too.
    pub fn world_with(&self, endpoint: &str, other: &Stage) -> World {
        let values = other.values.iter();
        values.fold(self.world_at(endpoint), |world, (name, value)| {
            world.env(name, value)
        })
    }

    /// The same store, opened anew, as another process would.
    pub fn again(&self) -> Arc<dyn Store> {
        open(self.service, &self.values, None)
    }

    /// The same bucket without a prefix, as a URL names it.
    pub fn exact(&self) -> Arc<dyn Store> {
        open(self.service, &self.values, Some(self.value(self.bucket)))
    }

    /// Whether this service can hold such a key at all.
    pub fn holds(&self, key: &str) -> bool {
        // "Object naming requirements" of Google Cloud Storage.
        self.service != "gcs" || !key.contains('\n')
    }

    /// The same store with other values.
    pub fn with(&self, changes: &[(&'static str, &str)]) -> Arc<dyn Store> {
        let mut values = self.values.clone();
        for (name, value) in changes {
            values.retain(|(known, _)| known != name);
            values.push((name, (*value).to_owned()));
        }
        open(self.service, &values, None)
    }

    /// A bucket of its own, not made yet.
    pub fn new_bucket(&self) -> Arc<dyn Store> {
        self.with(&[(self.bucket, &testbed::bucket_name())])
    }

    pub async fn put(&self, key: &str, content: impl AsRef<[u8]>) -> Written {
        self.put_if(key, content, &Condition::None).await.unwrap()
    }

    pub async fn put_if(
        &self,
        key: &str,
        content: impl AsRef<[u8]>,
        condition: &Condition,
    ) -> Result<Written, Problem> {
        let body = bytes(content);
        self.store
            .write(key, body, &Attributes::default(), condition, None)
            .await
    }

    /// One byte under each of these keys, several at once.
    pub async fn put_all(&self, keys: impl IntoIterator<Item = String>) {
        let puts = stream::iter(keys).map(|key| async move { self.put(&key, b"x").await });
        puts.buffer_unordered(16).collect::<Vec<_>>().await;
    }

    pub async fn get(&self, key: &str) -> Vec<u8> {
        self.read(key, Reading::default()).await.unwrap()
    }

    pub async fn read(&self, key: &str, reading: Reading) -> Result<Vec<u8>, Problem> {
        read(&*self.store, key, reading).await
    }

    pub async fn stat(&self, key: &str) -> Meta {
        self.store.stat(key, None).await.unwrap()
    }

    /// There is nothing under this key.
    #[track_caller]
    pub fn has_not(&self, key: &str) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            let found = self.store.stat(key, None).await;
            assert!(
                matches!(&found, Err(problem) if problem.code == Code::ObjectMissing),
                "{key:?} is there, or not even that is known: {found:?} ({caller})"
            );
        }
    }

    /// All keys and all prefixes, sorted.
    pub async fn list(&self, listing: Listing) -> (Vec<String>, Vec<String>) {
        let (mut keys, mut prefixes) = (Vec::new(), Vec::new());
        let mut pages = self.store.list(listing).stream;
        while let Some(page) = pages.try_next().await.unwrap() {
            keys.extend(page.objects.into_iter().map(|meta| meta.key));
            prefixes.extend(page.prefixes);
        }
        keys.sort_unstable();
        prefixes.sort_unstable();
        (keys, prefixes)
    }

    pub async fn keys(&self) -> Vec<String> {
        self.list(Listing::default()).await.0
    }
}

pub fn open(id: &str, values: &[(&'static str, String)], bucket: Option<&str>) -> Arc<dyn Store> {
    // One attempt: a store that fails at first fails the case.
    open_patiently(id, values, bucket, 0)
}

/// With attempts after the first.
pub fn open_patiently(
    id: &str,
    values: &[(&'static str, String)],
    bucket: Option<&str>,
    retries: u32,
) -> Arc<dyn Store> {
    let environment = values
        .iter()
        .map(|(name, value)| ((*name).into(), value.into()));
    let settings =
        Settings::load(&Sources::default(), &tieline::app::tables(), environment).unwrap();
    let service = SERVICES.iter().find(|service| service.id == id).unwrap();
    let Open::Store(open) = &service.open else {
        panic!("{id} is no store")
    };
    let options = NetOptions {
        retries,
        ..NetOptions::default()
    };
    open(&settings, &Net::new(options), bucket).unwrap()
}

pub async fn read(store: &dyn Store, key: &str, reading: Reading) -> Result<Vec<u8>, Problem> {
    let (_, stream) = store.read(key, reading).await?;
    let pieces: Vec<Bytes> = stream.try_collect().await?;
    Ok(pieces.concat())
}

pub fn bytes(content: impl AsRef<[u8]>) -> Body {
    Body::Bytes(Bytes::copy_from_slice(content.as_ref()))
}

/// Content in which no stretch is like another.
pub fn content(bytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut content = Vec::with_capacity(bytes + 8);
    while content.len() < bytes {
        // Xorshift: fast, and nothing repeats.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        content.extend(state.to_le_bytes());
    }
    content.truncate(bytes);
    content
}

#[track_caller]
pub fn fails_with<T>(result: Result<T, Problem>, code: Code) {
    match result {
        Ok(_) => panic!("it succeeded"),
        Err(problem) => assert_eq!(problem.code, code, "{problem}"),
    }
}

/// For comparing content without printing megabytes of it.
#[track_caller]
pub fn same(one: &[u8], other: &[u8]) {
    assert_eq!(one.len(), other.len());
    // Byte by byte takes seconds where nothing is optimised.
    if one == other {
        return;
    }
    let differs = one.iter().zip(other).position(|(one, other)| one != other);
    assert_eq!(differs, None, "the first byte that differs");
}

pub fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
