//! A value that must never be seen. Owns the type; knows nothing of where secrets come from. Used by
//! every module that touches a credential: `grep -rn reveal src` is the whole list of readers.

use std::fmt;

use zeroize::Zeroize;

/// Wraps a value so that it prints as `•••`, cannot be serialised, and is zeroed when dropped.
///
/// There is no `Deref`, no `Display` of the content and no `Serialize`: the only way to the value is
/// [`Secret::reveal`], which a reviewer can search for.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    pub fn new(value: T) -> Self {
        Secret(value)
    }

    /// The value itself. Each call is a place where the secret could leak.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

impl<T: Zeroize> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

impl<T: Zeroize + Default> Default for Secret<T> {
    fn default() -> Self {
        Secret(T::default())
    }
}

impl From<String> for Secret<String> {
    fn from(text: String) -> Self {
        Secret(text)
    }
}

impl From<&str> for Secret<String> {
    fn from(text: &str) -> Self {
        Secret(text.to_owned())
    }
}

/// Enough of an identifier to recognise it, not enough to use it: `AKIA…MPLE`.
///
/// For key *ids* and account names, which are not secrets but are best not copied around. Shorter
/// than 12 characters: all dots, since half of a short id would be most of it.
pub fn abbreviate(id: &str) -> String {
    let letters: Vec<char> = id.chars().collect();
    if letters.len() < 12 {
        return "•••".to_owned();
    }
    let head: String = letters[..4].iter().collect();
    let tail: String = letters[letters.len() - 4..].iter().collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_dots_in_every_format() {
        let secret = Secret::from("hunter2-hunter2");
        assert_eq!(
            format!("{secret} {secret:?} {:?}", Some(&secret)),
            "••• ••• Some(•••)"
        );
        assert_eq!(secret.reveal(), "hunter2-hunter2");
    }

    #[test]
    fn abbreviate_keeps_both_ends_of_a_long_id_and_nothing_of_a_short_one() {
        assert_eq!(abbreviate("AKIAIOSFODNN7EXAMPLE"), "AKIA…MPLE");
        assert_eq!(abbreviate("minioadmin"), "•••");
    }
}
