//! Directory: its variables, and what a deployment does with them.

mod beneath;
mod store;

use crate::config::{DifyType, Kind, Settings, Var};
use crate::service::{Job, Open, Service};

pub static SERVICE: Service = Service {
    id: "local",
    title: "Directory",
    job: Job::Storage,
    schemes: &["file"],
    chosen_by: &["local", "opendal"],
    vars: VARS,
    marks: &["STORAGE_LOCAL_PATH"],
    rules: &[],
    live: &[(
        "local-round-trip",
        "A small file is written to the directory, read back, compared and removed.",
    )],
    summary,
    open: Open::Store(store::open),
};

static VARS: &[Var] = &[
    Var::new("STORAGE_LOCAL_PATH", "The directory that holds the files")
        .aliases(&["OPENDAL_FS_ROOT"])
        .kind(Kind::Path)
        .default("storage")
        .example("/var/lib/files")
        .dify(DifyType::Text)
        .dify_aliases(&["OPENDAL_FS_ROOT"]),
];

fn summary(settings: &Settings) -> String {
    format!("directory \"{}\"", settings.text("STORAGE_LOCAL_PATH"))
}
