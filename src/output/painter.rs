//! Human text: colour, wrapping, and nothing raw. Owns the rule that no control character of anybody
//! else's reaches the terminal. Used by every [`Report`](super::Report).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

/// What a piece of text is, not how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Error,
    Warning,
    Good,
    Strong,
    Faint,
}

impl Style {
    /// The parameters of ECMA-48's "select graphic rendition".
    fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Error => "1;31",
            Style::Warning => "1;33",
            Style::Good => "32",
            Style::Strong => "1",
            Style::Faint => "2",
        }
    }
}

/// Collects the text of one report.
pub struct Painter {
    text: String,
    color: bool,
    /// Columns of the terminal; `None` where lines are not wrapped.
    width: Option<usize>,
}

impl Painter {
    pub fn new(color: bool, width: Option<usize>) -> Painter {
        Painter {
            text: String::new(),
            color,
            width,
        }
    }

    pub fn finish(self) -> String {
        self.text
    }

    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.text.push_str(&clean(text));
        Ok(())
    }

    pub fn paint(&mut self, style: Style, text: &str) -> io::Result<()> {
        if self.color && style != Style::Plain && !text.is_empty() {
            let code = style.code();
            write!(self.text, "\x1b[{code}m{}\x1b[0m", clean(text)).map_err(io::Error::other)
        } else {
            self.text(text)
        }
    }

    /// Text in a column: padded to `width` columns of the terminal.
    pub fn column(&mut self, style: Style, text: &str, width: usize) -> io::Result<()> {
        let text = clean(text);
        self.paint(style, &text)?;
        let used = unicode_width::UnicodeWidthStr::width(&*text);
        self.text(&" ".repeat(width.saturating_sub(used)))
    }

    /// Text that may be long or of several lines, each but the first behind `indent` blanks; wrapped
    /// to the terminal. The first line starts where the cursor is, which must be column `indent`.
    pub fn wrapped(&mut self, style: Style, text: &str, indent: usize) -> io::Result<()> {
        let mut first = true;
        for line in text.lines() {
            let room = self
                .width
                .map_or(usize::MAX, |width| width.saturating_sub(indent).max(20));
            let options = textwrap::Options::new(room)
                .break_words(false)
                .word_separator(textwrap::WordSeparator::AsciiSpace);
            // A line that is wide because of its blanks (a source line with a caret under it) stays.
            let pieces = if self.width.is_none() || line.starts_with(' ') {
                vec![Cow::Borrowed(line)]
            } else {
                textwrap::wrap(line, options)
            };
            for piece in pieces {
                if !first {
                    self.end()?;
                    self.text(&" ".repeat(indent))?;
                }
                first = false;
                self.paint(style, &piece)?;
            }
        }
        Ok(())
    }

    /// Ends the line.
    pub fn end(&mut self) -> io::Result<()> {
        self.text.push('\n');
        Ok(())
    }
}

/// Without control characters, which could move the cursor or retitle the window: each becomes its
/// escape (`\x1b`), line breaks too. Bidirectional overrides could make a name read as another.
pub fn clean(text: &str) -> Cow<'_, str> {
    let harmful =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if harmful(c) {
            cleaned.extend(c.escape_default());
        } else {
            cleaned.push(c);
        }
    }
    Cow::Owned(cleaned)
}

/// A size as people read it: `386 bytes`, `34.5 MiB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if bytes < 1024 {
        return format!("{bytes} byte{}", if bytes == 1 { "" } else { "s" });
    }
    let mut rest = bytes as f64 / 1024.0;
    let mut unit = 0;
    // What would be rounded to 1024.0 is one of the next unit.
    while rest >= 1023.95 {
        rest /= 1024.0;
        unit += 1;
    }
    format!("{rest:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_to_what_people_read() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1.0 KiB"),
            ((1 << 20) - 1, "1.0 MiB"),
            (u64::MAX, "16.0 EiB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn control_characters_reach_the_terminal_only_as_escapes() {
        let mut painter = Painter::new(true, None);
        painter
            .paint(Style::Strong, "a\x1b]0;title\x07b")
            .expect("memory");
        assert_eq!(painter.finish(), "\x1b[1ma\\u{1b}]0;title\\u{7}b\x1b[0m");
    }

    #[test]
    fn long_text_wraps_behind_its_indent_on_a_terminal_only() {
        let long = "one two three four five six seven eight nine ten";
        let mut narrow = Painter::new(false, Some(40));
        narrow.wrapped(Style::Plain, long, 10).expect("memory");
        assert_eq!(
            narrow.finish(),
            "one two three four five six\n          seven eight nine ten"
        );
        let mut pipe = Painter::new(false, None);
        pipe.wrapped(Style::Plain, long, 10).expect("memory");
        assert_eq!(pipe.finish(), long);
    }
}
