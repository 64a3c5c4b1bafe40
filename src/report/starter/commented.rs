//! TOML with comments, line by line. What comes from a chart may hold anything, and no line may end where it does not.

use toml_writer::{ToTomlValue, TomlStringBuilder};

use crate::report::text::safe;

/// How wide a comment is.
const WIDTH: usize = 100;

/// A text in quotes, for a key or a value: on one line, with nothing in it that an editor would obey or hide.
pub(super) fn quoted(text: &str) -> String {
    let quoted = TomlStringBuilder::new(text).as_basic().to_toml_value();
    let escaped = |character: char| match safe(character.encode_utf8(&mut [0; 4])) {
        same if same.starts_with(character) => character.to_string(),
        _ => format!("\\U{:08X}", character as u32),
    };
    quoted.chars().map(escaped).collect()
}

/// A file of TOML in which lines that begin with `# ` explain, and lines that begin with `#` and no blank are settings
/// that count once the `#` is taken away.
#[derive(Default)]
pub(super) struct Toml {
    pub(super) text: String,
}

impl Toml {
    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A line that counts.
    pub(super) fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }

    /// A setting that does not count yet.
    pub(super) fn off(&mut self, setting: &str) {
        self.line(&format!("#{setting}"));
    }

    /// A setting that does not count yet, with what it is for in the line above.
    pub(super) fn explained(&mut self, about: &str, setting: &str) {
        self.note(about);
        self.off(setting);
    }

    /// A comment, in as many lines as it takes.
    pub(super) fn note(&mut self, comment: &str) {
        let comment = safe(comment);
        let mut line = String::from("#");
        for word in comment.split_whitespace() {
            if line.len() > 1 && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                line.truncate(1);
            }
            line.push(' ');
            line += word;
        }
        self.line(&line);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(quoted("Employee \"ID\"\\ 5'"), r#""Employee \"ID\"\\ 5'""#);
        assert_eq!(quoted("a\nb\t\u{202e}\u{7f}é"), "\"a\\nb\\t\\U0000202E\\u007Fé\"");
    }

    proptest! {
        #[test]
        fn any_text_survives_and_no_comment_is_broken(text in any::<String>(), comment in any::<String>()) {
            let mut toml = Toml::default();
            toml.note(&comment);
            toml.line(&format!("{} = {}", quoted(&text), quoted(&text)));
            toml.off(&format!("{} = 1", quoted(&text)));
            let read: toml::Table = toml::from_str(&toml.text).unwrap();
            prop_assert_eq!(read.len(), 1);
            prop_assert_eq!(read[&text].as_str(), Some(&*text));
            prop_assert!(toml.text.lines().last().unwrap().starts_with('#'));
        }
    }
}
