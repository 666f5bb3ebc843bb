//! Mails from templates: the built-in ones and a directory's. Owns finding, rendering and what each needs;
//! minijinja renders, HTML escaped. A template is a text file whose first line is its subject, and an HTML
//! file beside it: `NAME.LANG.txt`, `NAME.LANG.html`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use super::Result;
use crate::problem::{Code, Problem};

macro_rules! built_in {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("templates/", $name)))),*]
    };
}

/// The built-in files; verification, password-reset and notification in English and Chinese.
static BUILT_IN: [(&str, &str); 13] = built_in!(
    "layout.html"
    "notification.en.html" "notification.en.txt" "notification.zh.html" "notification.zh.txt"
    "password-reset.en.html" "password-reset.en.txt" "password-reset.zh.html" "password-reset.zh.txt"
    "verification.en.html" "verification.en.txt" "verification.zh.html" "verification.zh.txt"
);

/// Bytes of one template file.
const LARGEST: u64 = 1 << 20;

/// What a template makes of its variables.
#[derive(Debug)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
}

/// One template as `mail templates` lists it.
#[derive(Debug)]
pub struct Listed {
    pub name: String,
    pub lang: String,
    pub needed: BTreeSet<String>,
    pub optional: BTreeSet<String>,
}

/// All templates that there are.
pub struct Templates {
    engine: Environment<'static>,
    sources: BTreeMap<String, String>,
}

impl Templates {
    /// The built-in ones, overridden and added to by the files of `dir`. Fails with MAIL_012 when those
    /// cannot be read, MAIL_006 when one is no template.
    pub fn load(dir: Option<&Path>) -> Result<Templates> {
        let mut sources: BTreeMap<String, String> = BUILT_IN
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        if let Some(dir) = dir {
            read_dir(dir, &mut sources)?;
        }
        let mut engine = Environment::new();
        engine.set_undefined_behavior(UndefinedBehavior::Strict);
        engine.set_auto_escape_callback(|name| match name.ends_with(".html") {
            true => AutoEscape::Html,
            false => AutoEscape::None,
        });
        for (name, text) in &sources {
            engine
                .add_template_owned(name.clone(), text.clone())
                .map_err(|error| {
                    Problem::new(Code::MessageInvalid)
                        .title(format!("\"{name}\" is not a template"))
                        .key(name)
                        .because(error.to_string())
                        .help("correct the template's syntax (Jinja)")
                })?;
        }
        Ok(Templates { engine, sources })
    }

    /// Renders a template in a language. Fails with MAIL_006 and the name of the template or the variable
    /// that is missing.
    pub fn render(
        &self,
        name: &str,
        lang: &str,
        vars: &BTreeMap<String, String>,
    ) -> Result<Rendered> {
        let (text_file, html_file) = (format!("{name}.{lang}.txt"), format!("{name}.{lang}.html"));
        if !self.sources.contains_key(&text_file) {
            let names: BTreeSet<&str> = self.names().map(|(name, _)| name).collect();
            let known: Vec<&str> = names.into_iter().collect();
            return Err(Problem::new(Code::MessageInvalid)
                .title(format!(
                    "there is no template \"{name}\" in language \"{lang}\""
                ))
                .help(format!(
                    "take one of {}; `tieline mail templates` lists them",
                    known.join(", ")
                )));
        }
        let (needed, _) = self.variables(name, lang);
        if let Some(missing) = needed.iter().find(|needed| !vars.contains_key(*needed)) {
            return Err(Problem::new(Code::MessageInvalid)
                .title(format!(
                    "the template \"{name}\" needs the variable \"{missing}\""
                ))
                .key(missing)
                .help(format!("give --var {missing}=…")));
        }
        let mut context: BTreeMap<&str, &str> = vars
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        context.insert("lang", lang);
        let text = self.one(&text_file, &context)?;
        // The line of the file, not of what it became: a line break in a variable does not end the subject, but
        // makes one that is refused.
        let source = self.sources.get(&text_file).map_or("", String::as_str);
        let line = self.engine.render_named_str(
            "subject",
            source.lines().next().unwrap_or_default(),
            values(context.iter()),
        );
        let line = line.map_err(|error| unfilled(&text_file, &error))?;
        let body = text.strip_prefix(&line).unwrap_or_default();
        let subject = line.strip_prefix("Subject:").ok_or_else(|| {
            Problem::new(Code::MessageInvalid)
                .title(format!("\"{text_file}\" does not begin with its subject"))
                .key(&text_file)
                .help("begin the file with a line `Subject: …`")
        })?;
        let html = match self.sources.contains_key(&html_file) {
            true => Some(self.one(&html_file, &context)?),
            false => None,
        };
        Ok(Rendered {
            subject: subject.trim().to_owned(),
            text: body.trim_start_matches(['\r', '\n']).to_owned(),
            html,
        })
    }

    /// Fills in text that is no file: `name` ends with `.html` where HTML is to be escaped. Fails with
    /// MAIL_006 and the name of a variable that is missing.
    pub fn fill(
        &self,
        name: &str,
        source: &str,
        vars: &BTreeMap<String, String>,
    ) -> Result<String> {
        let wrong = |error: minijinja::Error| {
            Problem::new(Code::MessageInvalid)
                .title(format!("the {name} cannot be filled in"))
                .because(error.to_string())
                .help("correct its syntax (Jinja), or the variables")
        };
        let template = self
            .engine
            .template_from_named_str(name, source)
            .map_err(wrong)?;
        let missing = template
            .undeclared_variables(false)
            .into_iter()
            .find(|needed| {
                !vars.contains_key(needed) && !source.contains(&format!("{needed} is defined"))
            });
        if let Some(missing) = missing {
            return Err(Problem::new(Code::MessageInvalid)
                .title(format!("the {name} needs the variable \"{missing}\""))
                .key(&missing)
                .help(format!("give --var {missing}=…, or a column of that name")));
        }
        template.render(values(vars.iter())).map_err(wrong)
    }

    fn one(&self, file: &str, context: &BTreeMap<&str, &str>) -> Result<String> {
        let rendered = self
            .engine
            .get_template(file)
            .and_then(|template| template.render(values(context.iter())));
        rendered.map_err(|error| unfilled(file, &error))
    }

    /// Every template with its languages.
    pub fn list(&self) -> Vec<Listed> {
        self.names()
            .map(|(name, lang)| {
                let (needed, optional) = self.variables(name, lang);
                Listed {
                    name: name.to_owned(),
                    lang: lang.to_owned(),
                    needed,
                    optional,
                }
            })
            .collect()
    }

    fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sources
            .keys()
            .filter_map(|file| file.strip_suffix(".txt")?.rsplit_once('.'))
    }

    /// What a template needs, and what it may be given: that which it asks whether `is defined`.
    fn variables(&self, name: &str, lang: &str) -> (BTreeSet<String>, BTreeSet<String>) {
        let files = [format!("{name}.{lang}.txt"), format!("{name}.{lang}.html")];
        let (mut needed, mut optional) = (BTreeSet::new(), BTreeSet::new());
        for file in files {
            let (Ok(template), Some(source)) =
                (self.engine.get_template(&file), self.sources.get(&file))
            else {
                continue;
            };
            for variable in template.undeclared_variables(false) {
                if source.contains(&format!("{variable} is defined")) {
                    optional.insert(variable);
                } else if variable != "lang" && variable != "self" {
                    needed.insert(variable);
                }
            }
        }
        (needed, optional)
    }
}

fn unfilled(file: &str, error: &minijinja::Error) -> Problem {
    Problem::new(Code::MessageInvalid)
        .title(format!("the template \"{file}\" cannot be filled in"))
        .key(file)
        .because(error.to_string())
        .help("correct the template, or the variables")
}

fn values<K: AsRef<str>, V: AsRef<str>>(pairs: impl Iterator<Item = (K, V)>) -> Value {
    Value::from_pairs(
        pairs.map(|(name, value)| (name.as_ref().to_owned(), Value::from(value.as_ref()))),
    )
}

fn read_dir(dir: &Path, sources: &mut BTreeMap<String, String>) -> Result<()> {
    let fault = |path: &Path, error: std::io::Error| {
        Problem::new(Code::MailFileError)
            .title(format!("\"{}\" cannot be read", path.display()))
            .key(path.display().to_string())
            .help("give --template-dir a readable directory of NAME.LANG.txt and NAME.LANG.html")
            .source(error)
    };
    for entry in std::fs::read_dir(dir).map_err(|error| fault(dir, error))? {
        let path = entry.map_err(|error| fault(dir, error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let known = [".txt", ".html"]
            .iter()
            .any(|ending| name.ends_with(ending));
        let size = path.metadata().map_err(|error| fault(&path, error))?;
        if !known || !size.is_file() {
            continue;
        }
        if size.len() > LARGEST {
            return Err(fault(
                &path,
                std::io::Error::other("it is larger than 1 MiB"),
            ));
        }
        let text = std::fs::read_to_string(&path).map_err(|error| fault(&path, error))?;
        sources.insert(name.to_owned(), text);
    }
    Ok(())
}
