//! Wildcards: which keys a text with `* ** ? [a-z] {a,b}` means, and the objects of a store that it means.
//! Owns their language; matching is the regex crate's, whose time is bounded whatever the pattern is. Used by
//! every command that takes more than one object.

use std::collections::VecDeque;

use futures_util::stream::{self, BoxStream, StreamExt as _};
use regex::Regex;

use super::{Listing, Meta, Pages, Result, SharedStore, Store, ahead};
use crate::problem::{Code, Failure, Problem};

/// What the user typed for one or many keys.
///
/// `*` is any text and `?` any character, neither of them across a `/`; `**` is any text across them, and
/// `**/` also none at all; `[a-z]` one character of these, `[!a-z]` of the others; `{a,b}` one of these texts;
/// `\` takes the meaning from what follows it.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    /// What every key begins with that matches.
    prefix: String,
    /// `None` where the text is one key.
    wild: Option<Wild>,
}

#[derive(Clone, Debug)]
struct Wild {
    whole: Regex,
    /// With all that lies below a key that matches.
    below: Regex,
    /// Whether all keys that match lie in one folder.
    flat: bool,
}

impl Pattern {
    /// Reads a pattern; with `literal`, the text is one key as it is. Fails as usage when it has no meaning.
    pub fn new(text: &str, literal: bool) -> Result<Pattern, Failure> {
        let one = |key: String| Pattern {
            text: text.to_owned(),
            prefix: key,
            wild: None,
        };
        if literal {
            return Ok(one(text.to_owned()));
        }
        let read = Translation::of(text)?;
        if !read.wild {
            return Ok(one(read.prefix));
        }
        let rest = &text[read.prefix_length..];
        Ok(Pattern {
            text: text.to_owned(),
            prefix: read.prefix,
            wild: Some(Wild {
                whole: compile(text, &format!(r"\A{}\z", read.regex))?,
                below: compile(text, &format!(r"\A{}(?:/.*)?\z", read.regex))?,
                flat: !rest.contains('/') && !rest.contains("**"),
            }),
        })
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it means one key.
    pub fn is_literal(&self) -> bool {
        self.wild.is_none()
    }

    /// What every key begins with that matches; of a literal, the key itself.
    pub fn literal_prefix(&self) -> &str {
        &self.prefix
    }

    /// The folder, with its slash, that all matching keys lie in: what is left of a key when this is taken
    /// off is its path in a tree. Empty at the root.
    pub fn folder(&self) -> &str {
        let end = self.prefix.rfind('/').map_or(0, |slash| slash + 1);
        &self.prefix[..end]
    }

    /// Whether all keys that it means lie in one folder, so that what is deeper need not be listed.
    pub fn is_flat(&self) -> bool {
        self.wild.as_ref().is_none_or(|wild| wild.flat)
    }

    pub fn matches(&self, key: &str) -> bool {
        match &self.wild {
            Some(wild) => wild.whole.is_match(key),
            None => key == self.prefix,
        }
    }

    /// Whether [`select`] finds the key.
    pub fn means(&self, key: &str, recursive: bool) -> bool {
        match recursive {
            true => self.covers(key),
            false => self.matches(key),
        }
    }

    /// Whether the key matches, or lies in a folder that does.
    pub fn covers(&self, key: &str) -> bool {
        match &self.wild {
            Some(wild) => wild.below.is_match(key),
            None => match key.strip_prefix(&self.prefix) {
                Some(rest) => {
                    rest.is_empty()
                        || rest.starts_with('/')
                        || self.prefix.is_empty()
                        || self.prefix.ends_with('/')
                }
                None => false,
            },
        }
    }
}

fn usage(pattern: &str, why: &str) -> Failure {
    Failure::Usage(format!(
        "the wildcards in \"{pattern}\" have no meaning: {why}; --literal takes them as they are"
    ))
}

fn compile(pattern: &str, regex: &str) -> Result<Regex, Failure> {
    regex::RegexBuilder::new(regex)
        .dot_matches_new_line(true)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => usage(pattern, "there are too many of them"),
            _ => usage(pattern, "a range in brackets is empty"),
        })
}

/// A pattern as a regular expression.
#[derive(Default)]
struct Translation {
    regex: String,
    /// Up to the first wildcard.
    prefix: String,
    /// Bytes of the pattern that the prefix stands for.
    prefix_length: usize,
    wild: bool,
    /// Braces that are open.
    depth: usize,
}

impl Translation {
    fn of(text: &str) -> Result<Translation, Failure> {
        let mut read = Translation::default();
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            match c {
                '\\' => match rest.next() {
                    Some((_, escaped)) => read.literal(escaped, at + 1 + escaped.len_utf8()),
                    None => return Err(usage(text, "a backslash ends it")),
                },
                '*' if text[at + 1..].starts_with('*') => {
                    while rest.next_if(|(_, c)| *c == '*').is_some() {}
                    let starts = text[..at].ends_with('/') || at == 0;
                    match rest.peek() {
                        Some((_, '/')) if starts => {
                            rest.next();
                            read.wild("(?:.*/)?");
                        }
                        _ => read.wild(".*"),
                    }
                }
                '*' => read.wild("[^/]*"),
                '?' => read.wild("[^/]"),
                '[' => {
                    let class = class(&mut rest)
                        .ok_or_else(|| usage(text, "a bracket is not closed, or holds nothing"))?;
                    read.wild(&class);
                }
                '{' => {
                    read.wild("(?:");
                    read.depth += 1;
                }
                ',' if read.depth > 0 => read.wild("|"),
                '}' if read.depth > 0 => {
                    read.wild(")");
                    read.depth -= 1;
                }
                c => read.literal(c, at + c.len_utf8()),
            }
        }
        match read.depth {
            0 => Ok(read),
            _ => Err(usage(text, "a brace is not closed")),
        }
    }

    fn literal(&mut self, c: char, end: usize) {
        self.regex
            .push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
        if !self.wild {
            self.prefix.push(c);
            self.prefix_length = end;
        }
    }

    fn wild(&mut self, regex: &str) {
        self.wild = true;
        self.regex.push_str(regex);
    }
}

/// What stands between brackets, which are never about a `/`. A `]` that stands first is one of them.
fn class(rest: &mut impl Iterator<Item = (usize, char)>) -> Option<String> {
    let mut negated = false;
    // Each with whether a backslash stood before it.
    let mut members = Vec::new();
    loop {
        match rest.next()?.1 {
            '!' | '^' if members.is_empty() && !negated => negated = true,
            ']' if !members.is_empty() => break,
            '\\' => members.push((rest.next()?.1, true)),
            c => members.push((c, false)),
        }
    }
    let mut class = String::from(if negated { "[^" } else { "[" });
    let mut members = members.as_slice();
    while let Some(((first, _), after)) = members.split_first() {
        class.push_str(&escaped(*first));
        members = after;
        if let [('-', false), (last, _), after @ ..] = after {
            class.push('-');
            class.push_str(&escaped(*last));
            members = after;
        }
    }
    Some(format!("[{class}]&&[^/]]"))
}

fn escaped(c: char) -> String {
    match c.is_ascii_punctuation() {
        true => format!(r"\{c}"),
        false => c.to_string(),
    }
}

/// `--include` and `--exclude`: which of the objects of a tree are wanted, by their path in it.
///
/// As in `.gitignore`, a pattern without a `/` is about names, of files and folders, wherever they are; one
/// with a `/` is about the path from the root of the tree. What is said of a folder is said of all in it.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    include: Vec<Regex>,
    exclude: Vec<Regex>,
}

impl Filter {
    /// Fails as usage when a pattern has no meaning.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Filter, Failure> {
        let compiled = |pattern: &String| {
            let anywhere = !pattern.trim_end_matches('/').contains('/');
            let body = Translation::of(pattern.trim_matches('/'))?.regex;
            let start = if anywhere { "(?:.*/)?" } else { "" };
            compile(pattern, &format!(r"\A{start}{body}(?:/.*)?\z"))
        };
        Ok(Filter {
            include: include.iter().map(compiled).collect::<Result<_, _>>()?,
            exclude: exclude.iter().map(compiled).collect::<Result<_, _>>()?,
        })
    }

    /// Whether the object with this path in the tree is wanted: by `--include` when there is any, and not
    /// unwanted by `--exclude`.
    pub fn wants(&self, path: &str) -> bool {
        let any = |of: &[Regex]| of.iter().any(|regex| regex.is_match(path));
        (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
    }
}

/// What is missing, where its name is a folder's: whoever meant that is told how to say so.
pub async fn or_folder(store: &dyn Store, key: &str, missing: Problem) -> Problem {
    let is_name = !key.is_empty() && !key.ends_with('/');
    if missing.code != Code::ObjectMissing || !is_name {
        return missing;
    }
    let listing = Listing {
        prefix: format!("{key}/"),
        ..Listing::default()
    };
    match objects(store.list(listing)).next().await {
        Some(Ok(_)) => missing
            .title(format!("\"{key}\" is a folder, not an object"))
            .help("give -r for all that is in it, or list it with `tieline storage ls`"),
        _ => missing,
    }
}

/// The objects that a pattern means, as the store lists them; with `recursive`, also all that lies in
/// folders that it means. A literal that is not recursive is looked up. Nothing at all is STORAGE_004, as
/// the last of the stream. Memory does not grow with the number of objects.
pub fn select(
    store: &SharedStore,
    pattern: &Pattern,
    recursive: bool,
    follow_links: bool,
) -> BoxStream<'static, Result<Meta>> {
    let missing = {
        let (service, text) = (store.service(), pattern.text.clone());
        move || {
            Problem::new(Code::ObjectMissing)
                .title(format!("nothing matches \"{text}\""))
                .service(service)
                .key(&*text)
        }
    };
    let key = pattern.prefix.clone();
    let lookup = {
        let (store, key) = (SharedStore::clone(store), key.clone());
        stream::once(async move { store.stat(&key, None).await })
    };
    let found = match (&pattern.wild, recursive) {
        (None, false) => return lookup.boxed(),
        (None, true) => {
            // The object of this very name, and then the folder: a listing by the name alone would go
            // through all others that begin with it.
            let itself = lookup.filter_map(|found| async {
                match found {
                    Err(problem) if problem.code == Code::ObjectMissing => None,
                    other => Some(other),
                }
            });
            let folder = key.is_empty() || key.ends_with('/');
            let below = match folder {
                true => key,
                false => format!("{key}/"),
            };
            let below = objects(store.list(Listing {
                prefix: below,
                follow_links,
                ..Listing::default()
            }));
            match folder {
                true => below,
                false => itself.chain(below).boxed(),
            }
        }
        (Some(wild), recursive) => {
            let listed = objects(store.list(Listing {
                prefix: key,
                // What lies deeper cannot match, so it need not be listed.
                delimiter: (wild.flat && !recursive).then_some('/'),
                follow_links,
                ..Listing::default()
            }));
            let regex = match recursive {
                true => wild.below.clone(),
                false => wild.whole.clone(),
            };
            listed
                .filter(move |found| {
                    std::future::ready(
                        found
                            .as_ref()
                            .map_or(true, |meta| regex.is_match(&meta.key)),
                    )
                })
                .boxed()
        }
    };
    let first = (found, false, missing);
    stream::try_unfold(first, |(mut found, any, missing)| async move {
        match found.next().await {
            Some(meta) => Ok(Some((meta?, (found, true, missing)))),
            None if any => Ok(None),
            None => Err(missing()),
        }
    })
    .boxed()
}

/// The objects of a listing, one by one. Called within the runtime.
pub fn objects(pages: Pages) -> BoxStream<'static, Result<Meta>> {
    let first = (ahead(pages).stream, VecDeque::new());
    stream::try_unfold(first, |(mut pages, mut ready)| async move {
        loop {
            if let Some(meta) = ready.pop_front() {
                return Ok(Some((meta, (pages, ready))));
            }
            match pages.next().await {
                Some(page) => ready = page?.objects.into(),
                None => return Ok(None),
            }
        }
    })
    .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::new(text, false).unwrap()
    }

    #[test]
    fn each_wildcard_means_what_shells_mean_by_it() {
        for (text, yes, no) in [
            ("*.csv", "a.csv .csv é.csv", "a.csv.gz a/b.csv a.csvx"),
            ("a/*", "a/b a/", "a a/b/c b/a"),
            ("a/**", "a/b a/b/c a/", "a b/a"),
            ("**/a", "a b/a b/c/a", "ba a/b"),
            ("a/**/z", "a/z a/b/z a/b/c/z", "az a/bz"),
            ("a**z", "az a/b/z abz", "azb"),
            ("**", "a a/b", ""),
            ("?.x", "a.x é.x 文.x", "ab.x /.x .x"),
            ("[a-c]", "a b c", "d / ab"),
            ("[!a-c]", "d é", "a /"),
            ("[^]]", "a", "] /"),
            ("[]a]", "] a", "b"),
            ("[a-]", "a -", "b"),
            ("[+--]", "+ , -", "/ ."),
            (r"[\]\\&&]", r"] \ &", "a"),
            ("[é-ü]", "ö", "a"),
            ("{a,b/c,d*}.x", "a.x b/c.x d.x dd.x", "b.x d/d.x"),
            ("{a,{b,c}d}", "a bd cd", "b d"),
            ("a{,b}", "a ab", "b"),
            (r"\*\{", "*{", "a{"),
            ("a,b}", "a,b}", "a"),
            ("a.b+", "a.b+", "aab+ a.bb"),
        ] {
            let pattern = pattern(text);
            for key in yes.split_whitespace() {
                assert!(pattern.matches(key), "{text} should match {key}");
            }
            for key in no.split_whitespace() {
                assert!(!pattern.matches(key), "{text} should not match {key}");
            }
        }
        assert!(pattern("a*b").matches("a\n\tb"));
        for nonsense in ["[a", "[", "[]", "{a", r"a\", "[z-a]"] {
            assert!(
                matches!(Pattern::new(nonsense, false), Err(Failure::Usage(_))),
                "{nonsense}"
            );
            let literal = Pattern::new(nonsense, true).unwrap();
            assert!(literal.is_literal() && literal.matches(nonsense));
        }
    }

    #[test]
    fn what_is_listed_is_no_more_than_what_may_match() {
        for (text, prefix, folder, literal) in [
            ("a/b", "a/b", "a/", true),
            (r"a/\*b", "a/*b", "a/", true),
            ("a/b*", "a/b", "a/", false),
            (r"é\?/*", "é?/", "é?/", false),
            ("{a,b}", "", "", false),
            ("", "", "", true),
        ] {
            let pattern = pattern(text);
            assert_eq!(
                (
                    pattern.literal_prefix(),
                    pattern.folder(),
                    pattern.is_literal()
                ),
                (prefix, folder, literal),
                "{text}"
            );
        }
    }

    #[test]
    fn a_folder_covers_what_lies_in_it_and_not_what_merely_begins_like_it() {
        for (text, yes, no) in [
            ("logs", "logs logs/a logs/a/b", "logs2 logs2/a log"),
            ("logs/", "logs/ logs/a", "logs logs2"),
            ("", "a a/b", ""),
            ("l*/x", "logs/x logs/x/y", "logs/xy"),
        ] {
            let pattern = pattern(text);
            for key in yes.split_whitespace() {
                assert!(pattern.covers(key), "{text} should cover {key}");
            }
            for key in no.split_whitespace() {
                assert!(!pattern.covers(key), "{text} should not cover {key}");
            }
        }
    }

    #[test]
    fn a_filter_is_about_names_or_about_paths_and_about_all_below_a_folder() {
        let filter = |include: &[&str], exclude: &[&str]| {
            let owned = |of: &[&str]| of.iter().map(|text| text.to_string()).collect::<Vec<_>>();
            Filter::new(&owned(include), &owned(exclude)).unwrap()
        };
        for (include, exclude, yes, no) in [
            (&[][..], &[][..], "a a/b", ""),
            (&["*.csv"], &[], "a.csv a/b.csv", "a a.csv.gz"),
            (
                &[],
                &["*.tmp", "cache"],
                "a a/b",
                "x.tmp a/x.tmp cache/x a/cache/b/c",
            ),
            (
                &[],
                &["/cache", "a/*.x"],
                "b/cache/x a/b/c.x",
                "cache/x a/b.x",
            ),
            (
                &["*.csv", "docs/"],
                &["draft*"],
                "a.csv docs/x",
                "b docs/draft1 draft/a.csv",
            ),
        ] {
            let filter = filter(include, exclude);
            for path in yes.split_whitespace() {
                assert!(
                    filter.wants(path),
                    "{include:?} {exclude:?} should want {path}"
                );
            }
            for path in no.split_whitespace() {
                assert!(
                    !filter.wants(path),
                    "{include:?} {exclude:?} should not want {path}"
                );
            }
        }
    }
}
