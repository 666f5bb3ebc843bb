//! The XML that S3 speaks. Reads answers of any shape leaf by leaf, without a tree, since listings are long;
//! knows no operation. What a document type declares is refused, so that nothing in it can grow.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::fault;
use crate::problem::Problem;

/// Elements in each other; the API's answers have five.
const DEEPEST: usize = 16;

/// What a reader meets.
pub enum Node<'a> {
    /// An element begins.
    Open(&'a str),
    /// An element without elements in it ended: its parent's name, its own, its text.
    Leaf(&'a str, &'a str, &'a str),
    /// An element with elements in it ended.
    Close(&'a str),
}

/// Shows each node, in order. What is no XML, or has no end, is STORAGE_016.
pub fn read(xml: &[u8], mut meet: impl FnMut(Node<'_>)) -> Result<(), Problem> {
    let mut reader = Reader::from_reader(xml);
    let (mut path, mut text, mut is_leaf): (Vec<&str>, String, bool) =
        (Vec::new(), String::new(), false);
    let broken = |why: &dyn std::fmt::Display| fault::not_understood(&why.to_string());
    loop {
        match reader.read_event().map_err(|error| broken(&error))? {
            Event::Start(start) => {
                let name = name_of(xml, start.local_name().as_ref());
                if path.len() == DEEPEST {
                    return Err(broken(&"its elements lie too deep in each other"));
                }
                path.push(name);
                text.clear();
                is_leaf = true;
                meet(Node::Open(name));
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                match is_leaf {
                    true => meet(Node::Leaf(
                        path.last().copied().unwrap_or_default(),
                        name,
                        &text,
                    )),
                    false => meet(Node::Close(name)),
                }
                is_leaf = false;
            }
            Event::Empty(empty) => {
                let name = name_of(xml, empty.local_name().as_ref());
                meet(Node::Open(name));
                meet(Node::Leaf(
                    path.last().copied().unwrap_or_default(),
                    name,
                    "",
                ));
                is_leaf = false;
            }
            Event::Text(words) if is_leaf => {
                text.push_str(&words.decode().map_err(|error| broken(&error))?);
            }
            Event::CData(words) if is_leaf => {
                text.push_str(&words.decode().map_err(|error| broken(&error))?);
            }
            Event::GeneralRef(reference) if is_leaf => {
                let letter = reference
                    .resolve_char_ref()
                    .map_err(|error| broken(&error))?;
                let name = reference.decode().map_err(|error| broken(&error))?;
                match (letter, resolve_predefined_entity(&name)) {
                    (Some(letter), _) => text.push(letter),
                    (None, Some(word)) => text.push_str(word),
                    (None, None) => return Err(broken(&format!("&{name}; is not of XML itself"))),
                }
            }
            Event::DocType(_) => return Err(broken(&"it declares a document type")),
            Event::Eof if path.is_empty() => return Ok(()),
            Event::Eof => return Err(broken(&"it breaks off")),
            _ => {}
        }
    }
}

/// A name that lives as long as the document.
fn name_of<'a>(xml: &'a [u8], name: &[u8]) -> &'a str {
    let at = (name.as_ptr() as usize).wrapping_sub(xml.as_ptr() as usize);
    xml.get(at..at + name.len())
        .and_then(|name| std::str::from_utf8(name).ok())
        .unwrap_or_default()
}

/// The name of the outermost element.
pub fn root(xml: &[u8]) -> Option<&str> {
    let mut reader = Reader::from_reader(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => return Some(name_of(xml, start.local_name().as_ref())),
            Event::Empty(start) => return Some(name_of(xml, start.local_name().as_ref())),
            Event::Eof | Event::DocType(_) => return None,
            _ => {}
        }
    }
}

/// The text of the first leaf of this name.
pub fn leaf(xml: &[u8], wanted: &str) -> Option<String> {
    let mut found = None;
    let read = read(xml, |node| {
        if let Node::Leaf(_, name, text) = node
            && name == wanted
            && found.is_none()
        {
            found = Some(text.to_owned());
        }
    });
    read.ok()?;
    found
}

/// A text as an element holds it; `None` when XML 1.0 has no way to write it (section 2.2, "Characters").
pub fn escaped(text: &str) -> Option<Cow<'_, str>> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if !text.chars().all(allowed) {
        return None;
    }
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\t' | '\n' | '\r');
    if !text.contains(special) {
        return Some(Cow::Borrowed(text));
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match special(c) {
            true => escaped.push_str(&format!("&#{};", u32::from(c))),
            false => escaped.push(c),
        }
    }
    Some(Cow::Owned(escaped))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(xml: &str) -> Result<Vec<String>, Problem> {
        let mut seen = Vec::new();
        read(xml.as_bytes(), |node| {
            seen.push(match node {
                Node::Open(name) => format!("+{name}"),
                Node::Leaf(parent, name, text) => format!("{parent}/{name}={text}"),
                Node::Close(name) => format!("-{name}"),
            });
        })?;
        Ok(seen)
    }

    #[test]
    fn leaves_come_with_their_parents_and_their_text() {
        let xml =
            "<?xml version=\"1.0\"?><L xmlns='u'><C><K>a&amp;b&#10;&quot;</K><E/></C><T>x</T></L>";
        let nodes = "+L +C +K C/K=a&b\n\" +E C/E= -C +T L/T=x -L";
        assert_eq!(seen(xml).unwrap().join(" "), nodes);
        assert_eq!(root(xml.as_bytes()), Some("L"));
        assert_eq!(leaf(xml.as_bytes(), "T").as_deref(), Some("x"));
    }

    #[test]
    fn bombs_and_what_breaks_off_are_refused() {
        let bomb = "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>";
        let deep = "<a>".repeat(100_000);
        for xml in [
            bomb,
            "<l>&b;</l>",
            "<l><a>",
            "<l></m>",
            &deep,
            "{}<",
            "<l>&#xD800;</l>",
        ] {
            assert!(seen(xml).is_err(), "{xml:.40}");
        }
    }

    #[test]
    fn what_is_escaped_is_read_back() {
        for text in ["a&b<c>\"'\r\n\t", "ä \u{1f600}", ""] {
            let xml = format!("<l><k>{}</k></l>", escaped(text).unwrap());
            assert_eq!(leaf(xml.as_bytes(), "k").as_deref(), Some(text));
        }
        assert_eq!(escaped("a\u{1}"), None);
    }
}
