//! What stands for itself in a URL, and what does not. Used by the services, which write their URLs themselves: a
//! library would tidy keys up, and signatures are made over every byte.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but what stands for itself in a part of a path or of a query (RFC 3986 2.3, "unreserved").
pub const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same for a whole path, whose slashes stay.
pub const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

/// As one part of a path, or of a query, holds it.
pub fn escaped(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
