//! S3: its variables, and what a deployment does with them. Its rules stand in `s3/rules.rs`, how it is
//! reached in `s3/client.rs`, what is done with it in `s3/store.rs` and, by trait, in the files beside it.

mod attributes;
mod buckets;
mod client;
mod copy;
mod credentials;
mod deletes;
mod fault;
mod listing;
mod parts;
mod presign;
mod probe;
mod rules;
mod store;
mod trailer;
mod xml;

use crate::config::{DifyType, Kind, Needed, Settings, Var};
use crate::secret::abbreviate;
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "s3",
    title: "S3",
    job: Job::Storage,
    schemes: &["s3"],
    chosen_by: &["s3"],
    vars: VARS,
    marks: &["S3_BUCKET_NAME", "S3_ENDPOINT", "S3_ACCESS_KEY"],
    rules: rules::RULES,
    live: &[
        (
            "s3-round-trip",
            "A small object is written to the bucket, read back, compared and deleted.",
        ),
        (
            "s3-tls",
            "The TLS connection failed. boto3 verifies certificates too: an authority of one's own goes into AWS_CA_BUNDLE.",
        ),
        (
            "s3-credentials",
            "The key is not known, its secret does not match, or its session has ended.",
        ),
        (
            "s3-clock",
            "The clock of this machine is more than 15 minutes from the service's, which refuses every signature.",
        ),
        (
            "s3-region",
            "The bucket lies in another region than S3_REGION says, or the endpoint is another's.",
        ),
        (
            "s3-bucket",
            "There is no such bucket. Dify tries to create it at its start, which works in us-east-1 alone.",
        ),
        (
            "s3-permission",
            "The key may not do what a store needs: GetObject, PutObject and DeleteObject on the bucket's objects, ListBucket on the bucket.",
        ),
        (
            "s3-head-bucket",
            "The key may not ask for the bucket itself. Dify swallows that at its start, and uploads may fail later.",
        ),
        (
            "s3-list",
            "The key may not list the bucket: sync, wildcards and `ls` cannot work.",
        ),
        (
            "s3-read-after-write",
            "What was just written cannot be read or listed yet.",
        ),
        (
            "s3-checksums",
            "The service refuses uploads with the checksums that boto3 sends since 1.36 unless it is told not to.",
        ),
        (
            "s3-versioning",
            "The bucket keeps versions: deletions leave markers, and what was deleted stays.",
        ),
        (
            "s3-privilege",
            "The key sees buckets beside the configured one, which the job does not need.",
        ),
        (
            "s3-delete",
            "The object that the probe wrote could not be deleted again: the key lacks DeleteObject.",
        ),
    ],
    summary,
    open: Open::Store(store::open),
};

static VARS: &[Var] = &[
    Var::new("S3_BUCKET_NAME", "The bucket")
        .needed(Needed::Always)
        .example("files")
        .dify(DifyType::Text),
    Var::new("S3_REGION", "The region that requests are signed for")
        .aliases(&["AWS_REGION", "AWS_DEFAULT_REGION"])
        .example("eu-west-1")
        .dify(DifyType::Text)
        .dify_aliases(&["AWS_DEFAULT_REGION"]),
    Var::new("S3_ENDPOINT", "The service's address, without the bucket")
        .aliases(&["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
        .kind(Kind::Url)
        .example("https://s3.eu-west-1.amazonaws.com")
        .dify(DifyType::Text)
        .dify_aliases(&["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]),
    Var::new("S3_ACCESS_KEY", "The access key's id")
        .aliases(&["AWS_ACCESS_KEY_ID"])
        .needed(Needed::When("S3_USE_AWS_MANAGED_IAM is not true"))
        .example("AKIAIOSFODNN7EXAMPLE")
        .dify(DifyType::Text)
        .dify_aliases(&["AWS_ACCESS_KEY_ID"]),
    Var::new("S3_SECRET_KEY", "The access key's secret")
        .aliases(&["AWS_SECRET_ACCESS_KEY"])
        .secret()
        .needed(Needed::When("S3_ACCESS_KEY is set"))
        .dify(DifyType::Text)
        .dify_aliases(&["AWS_SECRET_ACCESS_KEY"]),
    Var::new(
        "AWS_SESSION_TOKEN",
        "The token that belongs to temporary credentials",
    )
    .secret(),
    Var::new("AWS_PROFILE", "A profile of AWS's own configuration").example("staging"),
    Var::new(
        "S3_ADDRESS_STYLE",
        "Where the bucket stands in a URL: in the host or in the path",
    )
    .kind(Kind::OneOf(&["auto", "virtual", "path"]))
    .default("auto")
    .example("path")
    .dify(DifyType::OneOf(&["auto", "virtual", "path"])),
    Var::new(
        "S3_USE_AWS_MANAGED_IAM",
        "Take credentials from AWS's own chain and ignore endpoint, keys and style",
    )
    .kind(Kind::Bool)
    .default("false")
    .example("true")
    .dify(DifyType::Bool),
    Var::new(
        "AWS_CA_BUNDLE",
        "Certificate authorities for S3, a PEM file",
    )
    .kind(Kind::Path)
    .example("/etc/ssl/minio.pem"),
    Var::new(
        "AWS_REQUEST_CHECKSUM_CALCULATION",
        "Whether uploads carry a checksum that some S3-compatible services refuse",
    )
    .kind(Kind::OneOf(&["when_supported", "when_required"]))
    .example("when_required"),
    Var::new(
        "S3_PREFIX",
        "What every key starts with, invisible to the user",
    )
    .example("tenant-a/"),
];

fn summary(settings: &Settings) -> String {
    let managed = settings.truth("S3_USE_AWS_MANAGED_IAM") == Some(true);
    let endpoint = settings.text("S3_ENDPOINT");
    let region = settings.text("S3_REGION");
    let at = match (managed, endpoint, region) {
        (false, endpoint, _) if !endpoint.is_empty() => endpoint.to_owned(),
        (_, _, "") => "s3.amazonaws.com".to_owned(),
        (_, _, region) => format!("s3.{region}.amazonaws.com"),
    };
    let key = match settings.get("S3_ACCESS_KEY") {
        Some(key) if !managed => format!("key {}", abbreviate(key.text().trim())),
        _ => "credentials from AWS's own chain".to_owned(),
    };
    format!(
        "bucket \"{}\" at {at}, {} style, {key}",
        settings.text("S3_BUCKET_NAME"),
        style(settings, settings.text("S3_BUCKET_NAME"))
    )
}

/// Which address style Dify (boto3) means for a bucket: `auto` is path style with an endpoint of one's own, and
/// without one virtual unless the bucket's name cannot be a host label; managed IAM ignores the setting.
fn style(settings: &Settings, bucket: &str) -> &'static str {
    let managed = settings.truth("S3_USE_AWS_MANAGED_IAM") == Some(true);
    let custom = !managed && !settings.text("S3_ENDPOINT").is_empty();
    let host_label = bucket
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    match settings.text("S3_ADDRESS_STYLE") {
        "virtual" if !managed => "virtual",
        "path" if !managed => "path",
        _ if custom || !host_label => "path",
        _ => "virtual",
    }
}
