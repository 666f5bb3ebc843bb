//! What may be wrong with S3's variables, and what boto3, and so Dify, makes of them.

use url::Url;

use super::style;
use crate::config::rules::hosts;
use crate::config::{Found, Rule, Scope, Settings, Value};
use crate::probe::Severity;
use crate::problem::Code;

pub static RULES: &[Rule] = &[
    Rule {
        name: "s3-endpoint-blank",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "S3_ENDPOINT is set to nothing: boto3 takes that for an endpoint and refuses it at start.",
        find: endpoint_blank,
    },
    Rule {
        name: "s3-endpoint-without-scheme",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "S3_ENDPOINT has no http:// or https:// in front.",
        find: endpoint_without_scheme,
    },
    Rule {
        name: "s3-endpoint-holds-bucket",
        code: Code::EndpointWrong,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "S3_ENDPOINT holds the bucket's name, which every request then adds once more.",
        find: endpoint_holds_bucket,
    },
    Rule {
        name: "s3-endpoint-has-path",
        code: Code::EndpointWrong,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "S3_ENDPOINT has a path, or is the address of a console and not of the service.",
        find: endpoint_has_path,
    },
    Rule {
        name: "s3-endpoint-trailing-slash",
        code: Code::EndpointWrong,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "S3_ENDPOINT ends with a slash, which some clients double in front of the bucket.",
        find: endpoint_slash,
    },
    Rule {
        name: "s3-endpoint-in-clear",
        code: Code::SecretExposed,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "S3_ENDPOINT is http:// on a public host: every file crosses the network in clear.",
        find: endpoint_in_clear,
    },
    Rule {
        name: "s3-endpoint-host-not-valid",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "S3_ENDPOINT's host has an underscore, which is not valid in a host name: boto3 refuses it.",
        find: endpoint_underscore,
    },
    Rule {
        name: "s3-endpoint-local-to-container",
        code: Code::EndpointWrong,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "S3_ENDPOINT is localhost, and Dify runs in containers: there it is the container itself.",
        find: endpoint_local,
    },
    Rule {
        name: "s3-address-style-not-for-endpoint",
        code: Code::VariablesContradict,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "The endpoint does not take the address style that results: a name without subdomains in virtual style, or a service that insists on it in path style.",
        find: style_not_for_endpoint,
    },
    Rule {
        name: "s3-bucket-dots-break-tls",
        code: Code::VariablesContradict,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "In virtual style a bucket's name with dots is deeper than the service's certificate reaches.",
        find: dots_break_tls,
    },
    Rule {
        name: "s3-keys-blank",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "S3_ACCESS_KEY and S3_SECRET_KEY are both blank: boto3 signs with an empty key and looks no further.",
        find: keys_blank,
    },
    Rule {
        name: "s3-keys-swapped",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "S3_SECRET_KEY has the shape of a key's id.",
        find: keys_swapped,
    },
    Rule {
        name: "s3-region-blank",
        code: Code::ValueInvalid,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "S3_REGION is set to nothing and there is no endpoint: the address becomes https://s3..amazonaws.com.",
        find: region_blank,
    },
    Rule {
        name: "s3-region-not-a-region",
        code: Code::EndpointWrong,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "S3_REGION is a zone, or not the region that the endpoint's name holds.",
        find: region_wrong,
    },
    Rule {
        name: "s3-half-credentials",
        code: Code::RequiredVariableMissing,
        severity: Severity::Error,
        scope: Scope::Any,
        about: "Only one of S3_ACCESS_KEY and S3_SECRET_KEY is set.",
        find: half_credentials,
    },
    Rule {
        name: "s3-managed-iam-ignores",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "S3_USE_AWS_MANAGED_IAM is true, so that endpoint, address style and keys are ignored.",
        find: managed_iam_ignores,
    },
    Rule {
        name: "s3-temporary-key",
        code: Code::NotAsMeant,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "An access key that begins with ASIA needs a session token, for which Dify has no variable.",
        find: temporary_key,
    },
    Rule {
        name: "s3-bucket-name-not-valid",
        code: Code::ValueInvalid,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "S3_BUCKET_NAME is not a bucket's plain name (3 to 63 of a-z, 0-9, - and .).",
        find: bucket_name,
    },
];

fn managed(settings: &Settings) -> bool {
    settings.truth("S3_USE_AWS_MANAGED_IAM") == Some(true)
}

fn endpoint(settings: &Settings) -> Option<(&Value, Url)> {
    let value = settings
        .set_value("S3_ENDPOINT")
        .filter(|_| !managed(settings))?;
    let url = Url::parse(value.text().trim()).ok()?;
    url.host_str().is_some().then_some((value, url))
}

fn endpoint_blank(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.raw("S3_ENDPOINT").filter(|value| value.is_blank())
        && !managed(settings)
    {
        let region = match settings.text("S3_REGION") {
            "" => "us-east-1",
            region => region,
        };
        found.at(
            value,
            "S3_ENDPOINT is blank",
            "the api container will not start: ValueError: Invalid endpoint",
            format!("delete the line, or S3_ENDPOINT=https://s3.{region}.amazonaws.com"),
        );
    }
}

fn endpoint_without_scheme(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.set_value("S3_ENDPOINT")
        && !managed(settings)
        && !value.text().trim().starts_with("http://")
        && !value.text().trim().starts_with("https://")
    {
        found.at(
            value,
            "S3_ENDPOINT has no scheme",
            "the api container will not start: ValueError: Invalid endpoint",
            format!("{}=https://{}", value.name, value.text().trim()),
        );
    }
}

/// Services other than AWS whose hosts take a bucket in front ("virtual hosted style" in each one's reference).
const WITH_BUCKETS: [&str; 8] = [
    ".aliyuncs.com",
    ".digitaloceanspaces.com",
    ".linodeobjects.com",
    ".myhuaweicloud.com",
    ".myqcloud.com",
    ".r2.cloudflarestorage.com",
    ".volces.com",
    ".vultrobjects.com",
];

fn endpoint_holds_bucket(settings: &Settings, found: &mut Found<'_>) {
    let Some((value, url)) = endpoint(settings) else {
        return;
    };
    let bucket = settings.text("S3_BUCKET_NAME");
    let host = url.host_str().unwrap_or_default();
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    let rest = match host
        .strip_prefix(bucket)
        .and_then(|rest| rest.strip_prefix('.'))
    {
        // A host such as `files.example.org` for a bucket `files` may well be the service itself.
        Some(rest)
            if rest.starts_with("s3.")
                || rest.starts_with("s3-")
                || rest.contains(".s3")
                || WITH_BUCKETS.iter().any(|domain| rest.ends_with(domain)) =>
        {
            rest
        }
        _ if url.path().trim_matches('/') == bucket && !bucket.is_empty() => host,
        _ => return,
    };
    found.at(
        value,
        "the endpoint already holds the bucket's name",
        format!("requests name it twice: {bucket}.{host} or {host}/{bucket}/{bucket}"),
        format!("{}={}://{rest}{port}", value.name, url.scheme()),
    );
}

fn endpoint_has_path(settings: &Settings, found: &mut Found<'_>) {
    let Some((value, url)) = endpoint(settings) else {
        return;
    };
    let bucket = settings.text("S3_BUCKET_NAME");
    let path = url.path().trim_matches('/');
    let console = url.port() == Some(9001);
    if console || (!path.is_empty() && path != bucket) {
        let host = url.host_str().unwrap_or_default();
        let port = match url.port() {
            Some(9001) => ":9000".to_owned(),
            Some(port) => format!(":{port}"),
            None => String::new(),
        };
        let title = if console {
            "S3_ENDPOINT has the port of MinIO's console"
        } else {
            "S3_ENDPOINT has a path"
        };
        found.at(
            value,
            title,
            "requests go somewhere else than to the service",
            format!("{}={}://{host}{port}", value.name, url.scheme()),
        );
    }
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

fn endpoint_slash(settings: &Settings, found: &mut Found<'_>) {
    if let Some((value, url)) = endpoint(settings)
        && url.path() == "/"
        && value.text().trim().ends_with('/')
    {
        let right = value.text().trim().trim_end_matches('/');
        found.at(
            value,
            format!("{} ends with a slash", value.name),
            "some services see an empty bucket name in front of the right one",
            format!("{}={right}", value.name),
        );
    }
}

fn endpoint_in_clear(settings: &Settings, found: &mut Found<'_>) {
    if let Some((value, url)) = endpoint(settings)
        && url.scheme() == "http"
        && !hosts::is_internal(host(&url))
    {
        let right = value.text().trim().replacen("http://", "https://", 1);
        found.at(
            value,
            format!("{} is not https", value.name),
            "anyone on the path can read every file",
            format!("{}={right}", value.name),
        );
    }
}

fn endpoint_underscore(settings: &Settings, found: &mut Found<'_>) {
    if let Some((value, url)) = endpoint(settings)
        && host(&url).contains('_')
    {
        found.at(
            value,
            format!("\"{}\" is not a valid host name", host(&url)),
            "the api container will not start: ValueError: Invalid endpoint",
            format!("rename the service to {}", host(&url).replace('_', "-")),
        );
    }
}

fn endpoint_local(settings: &Settings, found: &mut Found<'_>) {
    if let Some((value, url)) = endpoint(settings)
        && hosts::is_loopback(host(&url))
        && hosts::in_containers(settings)
    {
        found.at(
            value,
            format!(
                "{} is localhost, which in a container is the container itself",
                value.name
            ),
            "nothing listens there, and every upload and download fails",
            format!(
                "{}=http://minio:9000, by the name of its service",
                value.name
            ),
        );
    }
}

/// Services that refuse path style for buckets ("SecondLevelDomainForbidden"), by the end of their hosts.
const VIRTUAL_ONLY: [&str; 4] = [
    "aliyuncs.com",
    "myqcloud.com",
    "myhuaweicloud.com",
    "volces.com",
];

fn style_not_for_endpoint(settings: &Settings, found: &mut Found<'_>) {
    let Some((value, url)) = endpoint(settings) else {
        return;
    };
    let (host, bucket) = (host(&url), settings.text("S3_BUCKET_NAME"));
    let insists = VIRTUAL_ONLY.iter().any(|end| host.ends_with(end));
    match style(settings, bucket) {
        // To an address boto3 goes in path style whatever is asked for.
        "virtual"
            if !hosts::is_address(host)
                && (hosts::is_neighbour(host) || hosts::is_loopback(host)) =>
        {
            found.at(
                settings.set_value("S3_ADDRESS_STYLE").unwrap_or(value),
                "in virtual style the bucket is part of the host's name",
                format!("{bucket}.{host} does not resolve"),
                "S3_ADDRESS_STYLE=path",
            )
        }
        "path" if insists => found.at(
            settings.set_value("S3_ADDRESS_STYLE").unwrap_or(value),
            "this service refuses path style, which auto means with an endpoint of one's own",
            "every request ends with SecondLevelDomainForbidden",
            "S3_ADDRESS_STYLE=virtual",
        ),
        _ => {}
    }
}

fn dots_break_tls(settings: &Settings, found: &mut Found<'_>) {
    let encrypted = endpoint(settings).is_none_or(|(_, url)| url.scheme() == "https");
    if let Some(value) = settings.set_value("S3_BUCKET_NAME")
        && value.text().contains('.')
        && style(settings, value.text()) == "virtual"
        && encrypted
    {
        found.at(
            value,
            format!("\"{}\" has dots, and the style is virtual", value.text()),
            "the service's certificate does not reach that deep: TLS fails",
            "S3_ADDRESS_STYLE=path",
        );
    }
}

fn keys_blank(settings: &Settings, found: &mut Found<'_>) {
    let blank = |name: &str| settings.raw(name).filter(|value| value.is_blank());
    if let (Some(key), Some(_)) = (blank("S3_ACCESS_KEY"), blank("S3_SECRET_KEY"))
        && !managed(settings)
    {
        found.at(
            key,
            "S3_ACCESS_KEY and S3_SECRET_KEY are blank",
            "requests are signed with an empty key, and refused with 400 or 403; the machine's own role is not asked",
            "fill both, or delete both lines, or S3_USE_AWS_MANAGED_IAM=true",
        );
    }
}

fn keys_swapped(settings: &Settings, found: &mut Found<'_>) {
    let id = |text: &str| {
        (text.starts_with("AKIA") || text.starts_with("ASIA"))
            && text.len() == 20
            && text
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    if let Some(value) = settings.set_value("S3_SECRET_KEY")
        && id(value.text().trim())
    {
        found.at(
            value,
            format!("{} has the shape of a key's id", value.name),
            "every request fails with SignatureDoesNotMatch",
            "give the id as S3_ACCESS_KEY and the secret, 40 letters, as S3_SECRET_KEY",
        );
    }
}

fn region_blank(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings.raw("S3_REGION").filter(|value| value.is_blank())
        && settings.raw("S3_ENDPOINT").is_none()
    {
        found.at(
            value,
            "S3_REGION is blank",
            "the api container will not start: Invalid endpoint: https://s3..amazonaws.com",
            "S3_REGION=us-east-1",
        );
    }
}

fn region_wrong(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("S3_REGION") else {
        return;
    };
    let region = value.text().trim();
    let last = |n: usize| region.chars().rev().nth(n);
    if last(0).is_some_and(|c| c.is_ascii_lowercase())
        && last(1).is_some_and(|c| c.is_ascii_digit())
    {
        let right = &region[..region.len() - 1];
        found.at(
            value,
            format!("{region} is a zone, not a region"),
            "the address that is made of it does not exist",
            format!("{}={right}", value.name),
        );
        return;
    }
    if !region
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    {
        found.at(
            value,
            format!("\"{region}\" is not a region's name"),
            "the address that is made of it does not exist",
            format!(
                "{}=eu-west-1, as the console's address bar has it",
                value.name
            ),
        );
        return;
    }
    let Some((_, url)) = endpoint(settings) else {
        return;
    };
    let r2 = host(&url).ends_with(".r2.cloudflarestorage.com");
    if r2
        && !matches!(
            region,
            "auto" | "us-east-1" | "wnam" | "enam" | "weur" | "eeur" | "apac" | "oc"
        )
    {
        found.at(
            value,
            format!("R2 has no region {region}"),
            "every request is refused: InvalidRegionName",
            format!("{}=auto", value.name),
        );
        return;
    }
    let held = url
        .host_str()
        .and_then(|host| host.strip_suffix(".amazonaws.com"))
        .and_then(|host| host.rsplit_once("s3.").map(|(_, region)| region.to_owned()));
    if let Some(held) =
        held.filter(|held| held != region && !held.contains('.') && !held.is_empty())
    {
        found.at(
            value,
            format!(
                "the endpoint is in {held}, and {} says {region}",
                value.name
            ),
            "the service refuses every request: AuthorizationHeaderMalformed",
            format!("{}={held}", value.name),
        );
    }
}

fn half_credentials(settings: &Settings, found: &mut Found<'_>) {
    if managed(settings) {
        return;
    }
    let (there, missing) = match settings.pair("S3_ACCESS_KEY", "S3_SECRET_KEY") {
        Some((Some(key), None)) => (key, "its secret"),
        Some((None, Some(secret))) => (secret, "the key's id"),
        _ => return,
    };
    found.at(
        there,
        format!("{} is set, and {missing} is not", there.name),
        "every request fails: PartialCredentialsError",
        "set both S3_ACCESS_KEY and S3_SECRET_KEY",
    );
}

fn managed_iam_ignores(settings: &Settings, found: &mut Found<'_>) {
    if !managed(settings) {
        return;
    }
    for name in ["S3_ENDPOINT", "S3_ACCESS_KEY", "S3_ADDRESS_STYLE"] {
        if let Some(value) = settings
            .raw(name)
            .filter(|value| !value.is_blank() && value.text() != "auto")
        {
            found.at(
                value,
                format!("{name} is ignored, since S3_USE_AWS_MANAGED_IAM is true"),
                "requests go to AWS with the machine's own role",
                format!("S3_USE_AWS_MANAGED_IAM=false, or delete {name}"),
            );
        }
    }
}

fn temporary_key(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings
        .raw("S3_ACCESS_KEY")
        .filter(|value| value.text().starts_with("ASIA"))
        && !managed(settings)
    {
        found.at(
            value,
            "S3_ACCESS_KEY is a temporary key, which needs a session token",
            "Dify has no variable for it: every request fails with InvalidAccessKeyId",
            "use a key that begins with AKIA, or S3_USE_AWS_MANAGED_IAM=true",
        );
    }
}

fn bucket_name(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("S3_BUCKET_NAME") else {
        return;
    };
    let name = value.text().trim();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    if !(3..=63).contains(&name.len()) || !name.chars().all(plain) {
        let bare = name.strip_prefix("s3://").unwrap_or(name);
        let bare = bare.split('/').next().unwrap_or(bare);
        let right: String = bare.to_ascii_lowercase().replace('_', "-");
        found.at(
            value,
            format!("\"{name}\" is not a bucket's plain name"),
            "requests are refused, or go to another bucket",
            format!("S3_BUCKET_NAME={right}"),
        );
    }
}
