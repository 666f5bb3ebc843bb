//! Names of variables that are Dify's.

/// Whether Dify reads or documents this name, or it belongs to one of Dify's families of names.
pub fn is_difys(_name: &str) -> bool {
    false
}

/// Whether this name gives Dify away: one of Dify's that no other program uses.
pub fn is_difys_alone(_name: &str) -> bool {
    false
}

/// Whether a variable that tieline does not know holds a secret, by its name.
pub fn sounds_secret(name: &str) -> bool {
    [
        "PASSWORD",
        "SECRET",
        "_KEY",
        "TOKEN",
        "CREDENTIAL",
        "CONNECTION_STRING",
    ]
    .iter()
    .any(|part| name.contains(part))
}
