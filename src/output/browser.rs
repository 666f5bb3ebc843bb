//! The browser of whoever sits here. Owns whether there is one to open; it is opened by the platform's own
//! means, never through a shell. Used by `auth login`.

use std::io;

use url::Url;

/// Why no browser can be opened here, as far as the environment tells.
pub fn cannot_open() -> Option<&'static str> {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let remote = set("SSH_CONNECTION") || set("SSH_TTY");
    let display = if cfg!(any(target_os = "macos", windows)) {
        !remote
    } else {
        set("DISPLAY") || set("WAYLAND_DISPLAY") || set("BROWSER")
    };
    match (set("CI"), display, remote) {
        (true, ..) => Some("this is a CI job"),
        (_, true, _) => None,
        (_, false, true) => Some("this is an SSH session, whose browser is elsewhere"),
        (_, false, false) => Some("there is no display"),
    }
}

/// Hands an address to the platform's own opener, and does not wait for it.
pub fn open(url: &Url) -> io::Result<()> {
    ::open::that_detached(url.as_str())
}
