//! Whether objects may be removed: one may, more than one when a person says so. Used by the commands that
//! remove what they find.

use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;

use crate::app::App;
use crate::output;
use crate::problem::{Failure, Problem};
use crate::storage::Meta;

/// Counts what would be removed, and asks. Where there is nobody to ask, more than one object is usage.
pub async fn given(
    app: &App,
    mut found: BoxStream<'_, Result<Meta, Problem>>,
) -> Result<bool, Failure> {
    let (mut objects, mut bytes) = (0u64, 0);
    while let Some(found) = found.next().await {
        // What cannot be listed is told when it is to be removed.
        let Ok(meta) = found else { continue };
        objects += 1;
        bytes += meta.size;
        // Where there is nobody to ask, this is all there is to know.
        if objects > 1 && !app.can_ask() {
            return Err(Failure::Usage(
                "more than one object would be removed; give --yes".to_owned(),
            ));
        }
    }
    if objects <= 1 {
        return Ok(true);
    }
    let size = match bytes {
        0 => String::new(),
        bytes => format!(" ({})", output::size(bytes)),
    };
    let question = format!("remove {objects} objects{size}?");
    app.asked("give --yes", move |prompt| prompt.yes(&question))
        .await
}
