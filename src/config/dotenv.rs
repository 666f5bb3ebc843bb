//! The dialect of env files: Docker Compose's (compose-go's dotenv and interpolation). Owns the parser and
//! its errors; knows nothing of layers. Called by `settings`.

use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;
use std::sync::Arc;

use super::names::sounds_secret;
use super::{Quote, RawText};
use crate::problem::{Code, Origin, Problem};
use crate::secret::Secret;

/// One assignment.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: String,
    pub text: Secret<String>,
    /// From 1: the line on which the name stands.
    pub line: usize,
    pub raw: RawText,
}

/// `${A:-${B:-…}}` deeper than this is an accident or an attack; the parser recurses once a level.
const DEEPEST: usize = 16;
/// What all values of a file may grow to: `A=$B$B`, `B=$C$C`, … doubles with every line.
const MOST_BYTES: usize = 4 << 20;

/// Reads a whole env file. `lookup` answers what is set outside of it, and wins over the file's own lines
/// in interpolation, as the shell does in Compose.
///
/// Fails with CONFIG_004 and the file, line and column of the first syntax error.
pub fn parse(
    label: &Arc<str>,
    bytes: &[u8],
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Entry>, Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line_of = |at: usize| bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    let unreadable = |at: usize, title: String, help: &'static str| {
        Problem::new(Code::FileUnreadable)
            .title(title)
            .origin(&Origin::file(label, line_of(at)))
            .help(help)
    };
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(unreadable(
            at,
            format!("env file \"{label}\" is binary"),
            "give --env-file a text file: lines of NAME=value",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        unreadable(
            error.valid_up_to(),
            format!("env file \"{label}\" is not valid UTF-8"),
            "save the file as UTF-8",
        )
    })?;
    let mut parser = Parser {
        label,
        text,
        at: 0,
        lookup,
        set: HashMap::new(),
        bytes: 0,
    };
    let mut entries = Vec::new();
    while parser.at < text.len() {
        if let Some(entry) = parser.entry()? {
            parser.bytes += entry.text.reveal().len();
            if parser.bytes > MOST_BYTES {
                return Err(
                    parser.fault(parser.at, "the values grow beyond 4 MiB by interpolation")
                );
            }
            parser.set.insert(entry.name.clone(), entry.text.clone());
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// A value, written so that [`parse`] (and Compose) reads back exactly this.
pub fn written(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@+=,-".contains(c);
    if text.chars().all(plain) {
        text.to_owned()
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{}\"", escaped.replace('$', "$$"))
    }
}

struct Parser<'a> {
    label: &'a Arc<str>,
    text: &'a str,
    /// Byte offset of what comes next.
    at: usize,
    lookup: &'a dyn Fn(&str) -> Option<String>,
    set: HashMap<String, Secret<String>>,
    bytes: usize,
}

impl<'a> Parser<'a> {
    /// One line (or more, when a quoted value goes on); `None` for a blank one or a comment.
    fn entry(&mut self) -> Result<Option<Entry>, Problem> {
        self.blanks();
        let start = self.at;
        let line = self.text[..start].matches('\n').count() + 1;
        match self.peek() {
            None => return Ok(None),
            Some('\n' | '\r' | '#') => {
                self.rest_of_line();
                return Ok(None);
            }
            Some(_) => {}
        }
        if let Some(rest) = self.text[self.at..].strip_prefix("export")
            && rest.starts_with([' ', '\t'])
        {
            self.at += "export".len();
            self.blanks();
        }
        let name_at = self.at;
        let name: String = self.text[self.at..]
            .chars()
            // Compose takes dots, dashes and brackets in names too.
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']'))
            .collect();
        self.at += name.len();
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.fault(name_at, "a line must start with NAME="));
        }
        self.blanks();
        match self.peek() {
            Some('=' | ':') => self.at += 1,
            // A bare name: taken over from the shell, when it is set there (compose-go's `inherited`).
            None | Some('\n' | '\r' | '#') => {
                self.rest_of_line();
                return Ok((self.lookup)(&name).map(|text| Entry {
                    name,
                    text: text.into(),
                    line,
                    raw: RawText::default(),
                }));
            }
            Some(_) => return Err(self.fault(self.at, "a `=` must follow the name")),
        }
        self.blanks();
        let value_at = self.at;
        let (text, quote) = match self.peek() {
            Some('\'') => (self.quoted('\'')?.to_owned(), Quote::Single),
            Some('"') => {
                let inner = self.quoted('"')?;
                (self.expand(&unescape(inner), value_at, 0)?, Quote::Double)
            }
            _ => {
                let bare = self.bare();
                (self.expand(bare, value_at, 0)?, Quote::None)
            }
        };
        let raw = self.text[value_at..self.at].to_owned();
        self.blanks();
        let comment_at = self.at;
        let rest = self.rest_of_line();
        let comment = rest.strip_prefix('#').map(|words| words.trim().to_owned());
        if comment.is_none() && !rest.is_empty() {
            return Err(self.fault(
                comment_at,
                "nothing but a comment may follow a closing quote",
            ));
        }
        Ok(Some(Entry {
            name,
            text: text.into(),
            line,
            raw: RawText {
                quote,
                text: raw.into(),
                comment,
            },
        }))
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// Up to the end of the line, which is taken too; without its line break.
    fn rest_of_line(&mut self) -> &'a str {
        let text: &'a str = self.text;
        let rest = &text[self.at..];
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.at += end;
        rest[..end].trim_end_matches(['\n', '\r'])
    }

    /// What stands between two quotes, over as many lines as it takes; `\` keeps a quote from closing
    /// a double-quoted value.
    fn quoted(&mut self, quote: char) -> Result<&'a str, Problem> {
        let opened = self.at;
        let inner = opened + 1;
        let mut escaped = false;
        for (at, c) in self.text[inner..].char_indices() {
            if escaped {
                escaped = false;
            } else if c == '\\' && quote == '"' {
                escaped = true;
            } else if c == quote {
                self.at = inner + at + 1;
                let text: &'a str = self.text;
                return Ok(&text[inner..inner + at]);
            }
        }
        Err(self.fault(opened, "the quote that opens here is never closed"))
    }

    /// An unquoted value: up to the line's end or a ` #`, without the blanks around it.
    fn bare(&mut self) -> &'a str {
        let text: &'a str = self.text;
        let rest = &text[self.at..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let end = line
            .char_indices()
            .zip(std::iter::once(' ').chain(line.chars()))
            .find(|((_, c), before)| *c == '#' && matches!(before, ' ' | '\t'))
            .map_or(line.len(), |((at, _), _)| at);
        let value = line[..end].trim_end_matches([' ', '\t', '\r']);
        self.at += value.len();
        &rest[..value.len()]
    }

    fn expand(&self, text: &str, at: usize, depth: usize) -> Result<String, Problem> {
        if !text.contains('$') {
            return Ok(text.to_owned());
        }
        if depth > DEEPEST {
            return Err(self.fault(at, "`${…}` is nested too deeply"));
        }
        let mut expanded = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if c != '$' {
                expanded.push(c);
                continue;
            }
            match chars.peek() {
                Some('$') => {
                    chars.next();
                    expanded.push('$');
                }
                Some('{') => {
                    chars.next();
                    let inner = self.braced(&mut chars, at)?;
                    expanded += &self.substitute(&inner, at, depth)?;
                }
                Some(c) if c.is_ascii_alphabetic() || *c == '_' => {
                    let name = take_name(&mut chars);
                    expanded += &self.value(&name).unwrap_or_default();
                }
                // A `$` before anything else stands for itself.
                _ => expanded.push('$'),
            }
            if expanded.len() > MOST_BYTES {
                return Err(self.fault(at, "the value grows beyond 4 MiB by interpolation"));
            }
        }
        Ok(expanded)
    }

    /// Up to the brace that closes, braces within it counted.
    fn braced(&self, chars: &mut Peekable<Chars<'_>>, at: usize) -> Result<String, Problem> {
        let mut inner = String::new();
        let mut open = 1;
        for c in chars {
            match c {
                '{' => open += 1,
                '}' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Ok(inner);
            }
            inner.push(c);
        }
        Err(self.fault(at, "a `${` is never closed"))
    }

    /// `NAME`, `NAME:-default`, `NAME-default`, `NAME:?words`, `NAME?words`, `NAME:+other`, `NAME+other`.
    fn substitute(&self, inner: &str, at: usize, depth: usize) -> Result<String, Problem> {
        let mut chars = inner.chars().peekable();
        let name = take_name(&mut chars);
        let rest: String = chars.collect();
        if name.is_empty() {
            return Err(self.fault(at, "a name must follow `${`"));
        }
        let (colon, rest) = match rest.strip_prefix(':') {
            Some(rest) => (true, rest),
            None => (false, rest.as_str()),
        };
        // With the colon, blank counts as unset.
        let value = self.value(&name).filter(|text| !(colon && text.is_empty()));
        let Some(operator) = rest.chars().next() else {
            return if colon {
                Err(self.fault(at, "`-`, `?` or `+` must follow `:`"))
            } else {
                Ok(value.unwrap_or_default())
            };
        };
        let word = &rest[operator.len_utf8()..];
        match (operator, value) {
            ('-', Some(value)) | ('?', Some(value)) => Ok(value),
            ('-', None) | ('+', Some(_)) => self.expand(word, at, depth + 1),
            ('+', None) => Ok(String::new()),
            ('?', None) => Err(self
                .fault(at, "a variable that the file demands is not set")
                .because(format!("{name}: {word}"))
                .help(format!("set {name}"))),
            _ => Err(self.fault(at, "only `-`, `?` and `+` may follow the name in `${…}`")),
        }
    }

    fn value(&self, name: &str) -> Option<String> {
        (self.lookup)(name).or_else(|| self.set.get(name).map(|text| text.reveal().clone()))
    }

    /// A syntax error, with its line and a caret under its column.
    fn fault(&self, at: usize, what: &str) -> Problem {
        let start = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[..start].matches('\n').count() + 1;
        let end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end);
        let source = self.text[start..end].trim_end_matches('\r');
        let column = self.text[start..at].chars().count();
        Problem::new(Code::FileUnreadable)
            .title(format!("syntax error: {what}"))
            .origin(&Origin::file(self.label, line))
            .because(format!(
                "line {line}, column {}\n    {}\n    {}^",
                column + 1,
                shown(source),
                " ".repeat(column)
            ))
            .help("correct the line; quote values that hold blanks, `#` or quotes")
    }
}

/// A line as it may be shown: what follows the name is hidden where it could be a secret.
fn shown(source: &str) -> String {
    match source.find(['=', ':']) {
        Some(at) if !sounds_secret(&source[..at]) => source.to_owned(),
        Some(at) => format!("{}•••", &source[..=at]),
        // The middle of a value of several lines: whose, cannot be seen from here.
        None if source.contains(' ') || source.len() < 40 => source.to_owned(),
        None => "•••".to_owned(),
    }
}

fn take_name(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut name = String::new();
    while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
        name.push(c);
    }
    name
}

/// The escapes of a double-quoted value. `\$` becomes `$$`, which interpolation turns into `$`.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('$') => plain.push_str("$$"),
            Some(c @ ('"' | '\\')) => plain.push(c),
            // An unknown escape stays as it was written.
            Some(c) => plain.extend(['\\', c]),
            None => plain.push('\\'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, String)>, String> {
        let shell = |name: &str| (name == "SHELL_SET").then(|| "from shell".to_owned());
        parse(&Arc::from("t.env"), text.as_bytes(), &shell)
            .map(|entries| {
                entries
                    .into_iter()
                    .map(|entry| (entry.name, entry.text.reveal().clone()))
                    .collect()
            })
            .map_err(|problem| {
                let origin = problem.subject.origin.as_ref().map(ToString::to_string);
                format!("{} {}", origin.unwrap_or_default(), problem.title)
            })
    }

    #[test]
    fn what_is_written_is_read_back_exactly() {
        for text in [
            "",
            "plain",
            "Ops <ops@example.org>",
            "pa$$word $HOME ${X}",
            "# no comment",
            "it's \"quoted\" \\ and $5",
            "two\nlines",
            "it's\ntwo lines\\",
            " blanks ",
            "münchen",
        ] {
            let line = format!("A={}\n", written(text));
            let label = std::sync::Arc::from("f");
            let entries = parse(&label, line.as_bytes(), &|_| None).unwrap();
            assert_eq!(entries.len(), 1, "{line}");
            assert_eq!(entries[0].text.reveal(), text, "{line}");
        }
    }

    #[test]
    fn values_are_read_as_compose_reads_them() {
        for (text, expected) in [
            ("A=1", "1"),
            ("A = 1 ", "1"),
            ("export A=1", "1"),
            ("A: 1", "1"),
            ("A=", ""),
            ("A=1 # comment", "1"),
            ("A=1#2", "1#2"),
            ("A=# only a comment", ""),
            ("A='it # $is'  # comment", "it # $is"),
            ("A=\"x\\ty\\\"z\\\\\"", "x\ty\"z\\"),
            ("A=\"two\nlines\"", "two\nlines"),
            ("A='two\nlines'", "two\nlines"),
            ("A=1\r\n", "1"),
            ("\u{feff}A=1", "1"),
            ("A=$SHELL_SET", "from shell"),
            ("A=${SHELL_SET}!", "from shell!"),
            ("A=${NONE:-default}", "default"),
            ("A=${NONE-default}", "default"),
            ("A=${NONE:-${ALSO:-deep}}", "deep"),
            ("A=${SHELL_SET:+other}", "other"),
            ("A=${NONE:+other}", ""),
            ("A=$$5", "$5"),
            ("A=\"\\$5\"", "$5"),
            ("A=5$", "5$"),
            ("A='$NONE'", "$NONE"),
            ("A=a b c", "a b c"),
        ] {
            let read = read(text).map(|all| all.into_iter().map(|(_, value)| value).collect());
            assert_eq!(read, Ok(vec![expected.to_owned()]), "{text:?}");
        }
    }

    #[test]
    fn blank_lines_comments_and_unset_bare_names_give_nothing() {
        assert_eq!(read("\n  # words\n\r\nNONE\n"), Ok(vec![]));
        let inherited = ("SHELL_SET".to_owned(), "from shell".to_owned());
        assert_eq!(read("SHELL_SET\n"), Ok(vec![inherited]));
    }

    #[test]
    fn earlier_lines_are_seen_by_later_ones() {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(
            read("A=x\nB=${A}y"),
            Ok(vec![pair("A", "x"), pair("B", "xy")])
        );
    }

    #[test]
    fn syntax_errors_name_file_and_line() {
        for (text, expected) in [
            (
                "A=1\nB='open\nC=2",
                "t.env:2 syntax error: the quote that opens here is never closed",
            ),
            (
                "A=1\n=2",
                "t.env:2 syntax error: a line must start with NAME=",
            ),
            ("A B=1", "t.env:1 syntax error: a `=` must follow the name"),
            ("A=${B", "t.env:1 syntax error: a `${` is never closed"),
            (
                "A='1' 2",
                "t.env:1 syntax error: nothing but a comment may follow a closing quote",
            ),
            (
                "A=${B:?set it}",
                "t.env:1 syntax error: a variable that the file demands is not set",
            ),
            ("A=1\nB=\0", "t.env:2 env file \"t.env\" is binary"),
        ] {
            assert_eq!(read(text), Err(expected.to_owned()), "{text:?}");
        }
        let deep = format!("A={}x{}", "${N:-".repeat(5000), "}".repeat(5000));
        assert!(read(&deep).is_err());
    }

    #[test]
    fn interpolation_does_not_blow_up_memory() {
        let mut text = "A0=xxxxxxxxxx\n".to_owned();
        for i in 1..64 {
            text += &format!("A{i}=$A{j}$A{j}\n", j = i - 1);
        }
        assert!(read(&text).is_err());
    }

    #[test]
    fn a_syntax_error_does_not_show_a_secret() {
        let problem = parse(&Arc::from("t.env"), b"SMTP_PASSWORD='hunter2", &|_| None).unwrap_err();
        let cause = problem.cause.as_deref().unwrap_or_default();
        assert!(
            !cause.contains("hunter2") && cause.contains("SMTP_PASSWORD=•••"),
            "{cause}"
        );
    }
}
