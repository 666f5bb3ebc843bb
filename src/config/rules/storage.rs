//! Rules about storage as a whole, whichever service does it.

use super::hosts;
use crate::config::{Found, Rule, Scope, Settings, Value, parse_bool};
use crate::probe::Severity;
use crate::problem::Code;

/// Run once.
pub static STORAGE: &[Rule] = &[
    Rule {
        name: "storage-not-driven",
        code: Code::ServiceNotDriven,
        severity: Severity::Info,
        scope: Scope::Any,
        about: "STORAGE_TYPE names a store that Dify knows and tieline does not drive.",
        find: not_driven,
    },
    Rule {
        name: "storage-local-deprecated",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "STORAGE_TYPE=local is deprecated, and ignores OPENDAL_FS_ROOT.",
        find: local_deprecated,
    },
    Rule {
        name: "storage-prefix-open",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Any,
        about: "A prefix without a slash at its end runs into the key behind it, and covers whatever begins like it.",
        find: prefix_open,
    },
    Rule {
        name: "opendal-s3-incomplete",
        code: Code::RequiredVariableMissing,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "OPENDAL_SCHEME=s3 reads OPENDAL_S3_* and nothing of S3_*; bucket and region must be there.",
        find: opendal_s3,
    },
    Rule {
        name: "opendal-value-blank",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "A blank OPENDAL_* variable in the container's environment is handed to OpenDAL as an empty value.",
        find: opendal_blank,
    },
    Rule {
        name: "local-root-not-on-a-volume",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "OPENDAL_FS_ROOT is relative and not `storage`, the one that Dify's Compose file keeps on a volume.",
        find: root_not_on_volume,
    },
    Rule {
        name: "plugin-s3-without-region",
        code: Code::RequiredVariableMissing,
        severity: Severity::Error,
        scope: Scope::Dify,
        about: "PLUGIN_STORAGE_TYPE is aws_s3 and PLUGIN_AWS_REGION is not set: the plugin daemon does not start.",
        find: plugin_region,
    },
    Rule {
        name: "plugin-s3-address-style",
        code: Code::VariablesContradict,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "The plugin daemon reaches an S3 of one's own in virtual style unless PLUGIN_S3_USE_PATH_STYLE is true.",
        find: plugin_style,
    },
    Rule {
        name: "files-url-missing",
        code: Code::NotAsMeant,
        severity: Severity::Info,
        scope: Scope::Dify,
        about: "Neither FILES_URL nor CONSOLE_API_URL is set: file URLs are relative, and plugins cannot follow them.",
        find: files_url_missing,
    },
    Rule {
        name: "files-url-local",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "FILES_URL or INTERNAL_FILES_URL is localhost, which is each container itself.",
        find: files_url_local,
    },
    Rule {
        name: "files-url-not-for-models",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "MULTIMODAL_SEND_FORMAT is url, and the models cannot reach FILES_URL.",
        find: files_url_for_models,
    },
    Rule {
        name: "files-url-is-the-bucket",
        code: Code::NotAsMeant,
        severity: Severity::Warning,
        scope: Scope::Dify,
        about: "FILES_URL is the base of Dify's own signed URLs, the API's address, and never the store's.",
        find: files_url,
    },
];

fn not_driven(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("STORAGE_TYPE") else {
        return;
    };
    let opendal =
        value.text() == "opendal" && !matches!(settings.text("OPENDAL_SCHEME"), "" | "fs");
    let driven = ["s3", "azure-blob", "google-storage", "local", "opendal"].contains(&value.text());
    let known = settings.var("STORAGE_TYPE").is_some_and(|var| {
        matches!(var.dify.reads, crate::config::DifyType::OneOf(words) if words.contains(&value.text()))
    });
    if opendal || (known && !driven) {
        found.at(
            value,
            "tieline does not drive this store",
            "its variables are neither checked nor proven",
            "",
        );
    }
}

fn local_deprecated(settings: &Settings, found: &mut Found<'_>) {
    if let Some(value) = settings
        .raw("STORAGE_TYPE")
        .filter(|value| value.text() == "local")
    {
        found.at(
            value,
            "STORAGE_TYPE=local is deprecated",
            "STORAGE_LOCAL_PATH is used, and OPENDAL_FS_ROOT ignored",
            "STORAGE_TYPE=opendal, OPENDAL_SCHEME=fs and OPENDAL_FS_ROOT=storage",
        );
    }
}

fn opendal_s3(settings: &Settings, found: &mut Found<'_>) {
    let in_use = matches!(settings.text("STORAGE_TYPE"), "" | "opendal");
    if !in_use || settings.text("OPENDAL_SCHEME") != "s3" {
        return;
    }
    for name in ["OPENDAL_S3_BUCKET", "OPENDAL_S3_REGION"] {
        if settings.raw(name).is_none_or(|value| value.is_blank()) {
            found.missing(
                name,
                format!("{name} is not set"),
                "the api container will not start; variables named S3_* are not read with STORAGE_TYPE=opendal",
                format!("set {name}, or STORAGE_TYPE=s3 with S3_BUCKET_NAME and S3_REGION"),
            );
        }
    }
}

fn opendal_blank(settings: &Settings, found: &mut Found<'_>) {
    if !matches!(settings.text("STORAGE_TYPE"), "" | "opendal") {
        return;
    }
    let scheme = match settings.text("OPENDAL_SCHEME") {
        "" => "fs",
        scheme => scheme,
    };
    let family = format!("OPENDAL_{}_", scheme.to_ascii_uppercase());
    for value in settings.all() {
        if value.is_blank() && value.name.starts_with(&family) {
            found.at(
                value,
                format!("{} is blank", value.name),
                "OpenDAL is given an empty value, not its default",
                format!("delete the line {}=", value.name),
            );
        }
    }
}

fn root_not_on_volume(settings: &Settings, found: &mut Found<'_>) {
    let fs = matches!(settings.text("OPENDAL_SCHEME"), "" | "fs");
    if let Some(value) = settings
        .raw("OPENDAL_FS_ROOT")
        .filter(|value| !value.is_blank())
        && matches!(settings.text("STORAGE_TYPE"), "" | "opendal")
        && fs
        && hosts::in_containers(settings)
        && !value.text().starts_with('/')
        && value.text().trim() != "storage"
    {
        found.at(
            value,
            format!("OPENDAL_FS_ROOT=\"{}\" is on no volume", value.text()),
            "all files are lost when the container is made anew",
            "OPENDAL_FS_ROOT=storage, or the path of a volume",
        );
    }
}

/// Exactly this name, set to something.
fn plain<'a>(settings: &'a Settings, name: &str) -> Option<&'a Value> {
    settings.raw(name).filter(|value| !value.is_blank())
}

fn prefix_open(settings: &Settings, found: &mut Found<'_>) {
    const NAMES: [&str; 3] = ["S3_PREFIX", "AZURE_BLOB_PREFIX", "GOOGLE_STORAGE_PREFIX"];
    for value in NAMES.iter().filter_map(|name| settings.set_value(name)) {
        let prefix = value.text();
        if !prefix.ends_with('/') {
            found.at(
                value,
                format!("{} has no slash at its end", value.name),
                format!("a.csv becomes {prefix}a.csv, and what lies in {prefix}2/ is listed, synced and deleted as well"),
                format!("{}={prefix}/", value.name),
            );
        }
    }
}

fn plugin_region(settings: &Settings, found: &mut Found<'_>) {
    let s3 = plain(settings, "PLUGIN_STORAGE_TYPE").is_some_and(|value| value.text() == "aws_s3");
    if s3 && plain(settings, "PLUGIN_AWS_REGION").is_none() {
        found.unset(
            settings,
            "PLUGIN_AWS_REGION",
            "the plugin daemon does not start",
            "PLUGIN_AWS_REGION=us-east-1",
        );
    }
}

fn plugin_style(settings: &Settings, found: &mut Found<'_>) {
    let is = |name: &str| {
        plain(settings, name).and_then(|value| parse_bool(value.text().trim())) == Some(true)
    };
    let s3 = plain(settings, "PLUGIN_STORAGE_TYPE").is_some_and(|value| value.text() == "aws_s3");
    if let Some(value) = plain(settings, "PLUGIN_S3_ENDPOINT")
        && s3
        && !is("PLUGIN_S3_USE_AWS")
        && !is("PLUGIN_S3_USE_PATH_STYLE")
        && hosts::web(value.text())
            .is_some_and(|url| url.host_str().is_some_and(hosts::is_internal))
    {
        found.at(
            value,
            "the plugin daemon puts the bucket in front of this host's name",
            "that name does not resolve, and plugins cannot be installed",
            "PLUGIN_S3_USE_PATH_STYLE=true",
        );
    }
}

fn files_url_missing(settings: &Settings, found: &mut Found<'_>) {
    if settings.set_value("FILES_URL").is_none() && settings.set_value("CONSOLE_API_URL").is_none()
    {
        found.unset(
            settings,
            "FILES_URL",
            "URLs of files are relative: plugins that follow them fail with \"missing protocol\"",
            "FILES_URL=https://console.example.org",
        );
    }
}

fn files_url_local(settings: &Settings, found: &mut Found<'_>) {
    for name in ["FILES_URL", "INTERNAL_FILES_URL"] {
        if let Some(value) = settings.set_value(name)
            && hosts::in_containers(settings)
            && hosts::web(value.text()).is_some_and(|url| url.host_str().is_some_and(hosts::is_loopback))
            // One that the containers can reach makes up for one that they cannot.
            && (name == "INTERNAL_FILES_URL" || settings.set_value("INTERNAL_FILES_URL").is_none())
        {
            found.at(
                value,
                format!("{name} is localhost, which in a container is the container itself"),
                "plugins cannot fetch any file",
                "INTERNAL_FILES_URL=http://api:5001",
            );
        }
    }
}

fn files_url_for_models(settings: &Settings, found: &mut Found<'_>) {
    let by_url = plain(settings, "MULTIMODAL_SEND_FORMAT").filter(|value| value.text() == "url");
    let Some(by_url) = by_url else { return };
    let base = settings
        .set_value("FILES_URL")
        .or_else(|| settings.set_value("CONSOLE_API_URL"));
    let host = base.and_then(|value| hosts::web(value.text())?.host_str().map(str::to_owned));
    if host.is_none_or(|host| hosts::is_internal(&host)) {
        found.at(
            by_url,
            "models are to fetch images from FILES_URL, which they cannot reach",
            "every message with an image fails",
            "MULTIMODAL_SEND_FORMAT=base64",
        );
    }
}

fn files_url(settings: &Settings, found: &mut Found<'_>) {
    let Some(value) = settings.set_value("FILES_URL") else {
        return;
    };
    let text = value.text().trim();
    let store = [
        "amazonaws.com",
        "blob.core.windows.net",
        "storage.googleapis.com",
    ]
    .iter()
    .any(|host| text.contains(host));
    let Some(url) = hosts::web(text) else {
        found.at(value, "FILES_URL is not a URL", NO_ANSWER, FILES_URL);
        return;
    };
    let title = if store {
        "FILES_URL points to the store"
    } else if text.ends_with('/') {
        "FILES_URL ends with a slash"
    } else if url.path() != "/" {
        "FILES_URL has a path"
    } else {
        return;
    };
    found.at(value, title, NO_ANSWER, FILES_URL);
}

const NO_ANSWER: &str = "file previews and plugins get addresses that nothing answers";
const FILES_URL: &str = "FILES_URL=https://console.example.org";
