//! `tieline storage presign`: a signed URL, alone on stdout.

use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::report::End;
use crate::app::App;
use crate::output::Format;
use crate::problem::{Code, Exit, Failure, Problem};
use crate::storage::Method;
use crate::storage::place::Place;

#[derive(Debug, Args)]
pub struct PresignArgs {
    /// A key or a URL
    place: String,
    /// How long the URL is good
    #[arg(long, value_name = "DUR", default_value = "15m", value_parser = humantime::parse_duration)]
    expires: Duration,
    /// What the URL lets its holder do
    #[arg(long, value_enum, ignore_case = true, default_value_t = Allows::Get, value_name = "METHOD")]
    method: Allows,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Allows {
    Get,
    Put,
}

pub async fn perform(args: &PresignArgs, app: &App) -> Result<End, Failure> {
    let place = Place::parse(&args.place)?;
    let store = app.store(&place)?;
    let signer = store.presign().ok_or_else(|| {
        Problem::new(Code::StorageUnsupported)
            .title("this store has no URLs that could be signed")
            .service(store.service())
            .help("presign an object in s3, azure or gcs")
    })?;
    let method = match args.method {
        Allows::Get => Method::Get,
        Allows::Put => Method::Put,
    };
    let url = signer.presign(place.key(), method, args.expires).await?;
    let mut headers = serde_json::Map::new();
    if (store.service(), method) == ("azure", Method::Put) {
        headers.insert("x-ms-blob-type".to_owned(), "BlockBlob".into());
        if app.output().format() == Format::Human {
            let words = "whoever puts to it has to send the header x-ms-blob-type: BlockBlob";
            app.output().note(words);
        }
    }
    // The URL is what was asked for, whatever secrets it carries.
    let text = match app.output().format() {
        Format::Human => format!("{}\n", url.reveal()),
        Format::Json => {
            let expires_s = args.expires.as_secs();
            format!(
                "{}\n",
                json!({"ok": true, "url": url.reveal(), "expires_s": expires_s, "headers": headers})
            )
        }
    };
    app.output().data(text.as_bytes())?;
    Ok(End::said(Exit::Done))
}
