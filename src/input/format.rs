//! Which format an input has.

use std::path::Path;

use super::json;
use crate::source::Source;

/// The formats that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Delimited text: commas, semicolons, tabs or bars.
    Csv,
    /// An array of positions, or positions nested in `reports`.
    Json,
    /// JSON Lines: an object a line.
    Jsonl,
    /// The same as JSON, in YAML.
    Yaml,
    /// Entries of a directory.
    Ldif,
}

impl Format {
    /// Every format, with the name that `--input-format` knows it by.
    pub const ALL: [(&'static str, Format); 5] = [
        ("csv", Format::Csv),
        ("json", Format::Json),
        ("jsonl", Format::Jsonl),
        ("yaml", Format::Yaml),
        ("ldif", Format::Ldif),
    ];

    /// Whether the name of a file says that it is a chart in a format that is read, a workbook or a Parquet file included.
    pub fn is_of_chart(path: &Path) -> bool {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        extension.is_some_and(|extension| {
            Format::of_extension(&extension).is_some()
                || matches!(&*extension, "json" | "xlsx" | "xlsm" | "ods" | "parquet")
        })
    }

    /// The format of a source by the extension of its name, or else by how it begins.
    pub fn detect(source: &Source) -> Format {
        if source.is_sheet() {
            return Format::Csv;
        }
        let text = &source.bytes()[source.text_start()..];
        let extension = source.name().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("json") => by_lines(text),
            extension => extension.and_then(Format::of_extension).unwrap_or_else(|| by_content(text)),
        }
    }

    /// The format that an extension in small letters stands for by itself; of JSON there are two.
    fn of_extension(extension: &str) -> Option<Format> {
        match extension {
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "yaml" | "yml" => Some(Format::Yaml),
            "ldif" | "ldf" => Some(Format::Ldif),
            "csv" | "tsv" | "tab" => Some(Format::Csv),
            _ => None,
        }
    }
}

fn by_lines(text: &[u8]) -> Format {
    if json::are_lines(text) { Format::Jsonl } else { Format::Json }
}

fn by_content(text: &[u8]) -> Format {
    if text.trim_ascii_start().starts_with(b"[") || text.trim_ascii_start().starts_with(b"{") {
        by_lines(text)
    } else if is_ldif(text) {
        Format::Ldif
    } else if is_yaml(text) {
        Format::Yaml
    } else {
        Format::Csv
    }
}

/// The lines that say something, each clipped.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    const LONGEST: usize = 1000;
    let lines = text.split(|byte| matches!(byte, b'\n' | b'\r'));
    let is_remark = |line: &&[u8]| line.trim_ascii().is_empty() || line.starts_with(b"#");
    lines.filter(move |line| !is_remark(line)).map(|line| &line[..line.len().min(LONGEST)])
}

/// Whether the first line names an entry, but for one with the version.
fn is_ldif(text: &[u8]) -> bool {
    let begins =
        |line: &[u8], name: &[u8]| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    lines(text).find(|line| !begins(line, b"version: ")).is_some_and(|line| begins(line, b"dn:"))
}

/// Whether the first line begins a document, or a key or an item, without anything that parts the headings of a table, and
/// the next line goes on so.
fn is_yaml(text: &[u8]) -> bool {
    let mut lines = lines(text);
    let Some(first) = lines.next() else { return false };
    let marks_document = first.starts_with(b"%YAML") || first.trim_ascii_end() == b"---" || first.starts_with(b"--- ");
    let parts = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b'|');
    let goes_on = |line: &[u8]| line.starts_with(b" ") || line.starts_with(b"-") || has_key(line);
    let is_item = first.starts_with(b"- ");
    marks_document || (is_item || has_key(first)) && !first.iter().any(parts) && lines.next().is_none_or(goes_on)
}

/// Whether a line begins with a word or a quoted text and a colon that ends there or has a blank behind it.
fn has_key(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let end = match line {
        [quote @ (b'"' | b'\''), rest @ ..] => rest.iter().position(|byte| byte == quote).map(|end| end + 2),
        _ => line.iter().position(|byte| *byte == b':'),
    };
    let Some(end) = end.filter(|end| *end > 0) else { return false };
    matches!(line.get(end..), Some([b':'] | [b':', b' ', ..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_never_taken_for_anything_else() {
        for text in [
            "id,manager,title\n1,,CEO\n",
            "id\tmanager: x\ttitle\n",
            "- id,manager\n",
            "Note: x;id;manager\n1;2;3\n",
            "Org chart: 2026\nid,name,manager\n1,Ann,\n",
            "\"Note: x\",id\n",
            "\"Job\nTitle: \",id\n",
            "version:v1.0\nName [displayName] Required,Manager\n",
            "dnr,manager\n1,\n",
            "id|manager:\n",
            "id: ",
            "sep=;\nid;manager\n",
            "a:b,c:d\n",
            "",
        ] {
            let expected = if text == "id: " { Format::Yaml } else { Format::Csv };
            assert_eq!(by_content(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn documents_are_known_by_how_they_begin() {
        for text in [
            "---\n- id: 1\n",
            "%YAML 1.2\n---\n- id: 1\n",
            "# people\n\n- id: 1\n  name: Doe, Ann\n",
            "employees:\n  - id: 1\n",
            "'E1':\n  name: Ann\n",
            "\"E1\":\n  name: Ann\n",
            "id: 1\nname: Ann\n",
            "a: &x 1\r\nb: *x\r\n",
        ] {
            assert_eq!(by_content(text.as_bytes()), Format::Yaml, "{text:?}");
        }
        for text in
            ["dn: uid=a\n", "version: 1\n\n# x\ndn:: eA==\n", "# extended LDIF\n#\n# LDAPv3\n\nDN: uid=a\r\nuid: a\r\n"]
        {
            assert_eq!(by_content(text.as_bytes()), Format::Ldif, "{text:?}");
        }
        assert_eq!(by_content(b"\n {\"id\": 1}\n{\"id\": 2}"), Format::Jsonl);
        assert_eq!(by_content(b"[]"), Format::Json);
    }
}
