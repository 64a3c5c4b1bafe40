//! Mermaid, the diagrams that GitHub and others draw from a block of text.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::drawing::{Card, Drawing, Kind, Line, LineKind};
use super::label;
use super::palette::{Border, Colours, FAULT, HIGHLIGHT, QUIET, border};
use crate::finding::Severity;

/// How much there is of a diagram. Mermaid draws no more than it is set to, and GitHub leaves these settings as they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Size {
    /// Characters as JavaScript counts them, in UTF-16.
    pub characters: usize,
    /// Lines between boxes.
    pub lines: usize,
}

impl Size {
    /// The most that Mermaid draws with the settings it comes with.
    pub const MOST: Size = Size { characters: 50_000, lines: 500 };

    /// Whether Mermaid draws it with the settings it comes with.
    pub fn is_drawn(self) -> bool {
        self.characters <= Size::MOST.characters && self.lines <= Size::MOST.lines
    }
}

/// Writes a drawing as a Mermaid flowchart, with the boxes and lines of [`dot::write`](super::dot::write) under the same
/// ids, and says how much it was.
pub fn write(drawing: &Drawing<'_>, colours: &Colours, out: &mut dyn Write) -> io::Result<Size> {
    let mut out = Counted { out, characters: 0 };
    writeln!(out, "flowchart TD")?;
    if let Some(gravest) = drawing.remarks.first() {
        writeln!(out, "    remarks[\"{}\"]", text(&label::remarks(drawing)))?;
        writeln!(out, "    style remarks {}", stroke(border(gravest.severity)))?;
    }
    for card in &drawing.cards {
        let (id, text) = (label::box_id(card), text(&label::in_box(card)));
        match card.kind {
            // Lines at both sides: more than one.
            Kind::Team { .. } => writeln!(out, "    {id}[[\"{text}\"]]")?,
            _ => writeln!(out, "    {id}(\"{text}\")")?,
        }
    }
    let mut lines = 0;
    for line in &drawing.lines {
        if let Some(link) = link(drawing, line) {
            writeln!(out, "    {link}")?;
            lines += 1;
        }
    }
    classes(drawing, colours, &mut out)?;
    link_styles(drawing, &mut out)?;
    Ok(Size { characters: out.characters, lines })
}

/// A line from the manager to the report, which is who stands above whom in a flowchart. In a loop that tells nobody who
/// the manager is, so that an arrow leads there.
fn link(drawing: &Drawing<'_>, line: &Line) -> Option<String> {
    let id = |card: u32| drawing.cards.get(card as usize).map(label::box_id);
    let (manager, report) = (id(line.manager)?, id(line.report)?);
    Some(match line.kind {
        LineKind::Loop => format!("{report} --> {manager}"),
        LineKind::Solid if drawing.is_highlighted(line) => format!("{manager} === {report}"),
        LineKind::Solid => format!("{manager} --- {report}"),
        LineKind::Dotted | LineKind::Broken | LineKind::Surplus => format!("{manager} -.- {report}"),
    })
}

/// What boxes look like, by classes: of colours, of outlines by severity, and of positions that nobody holds or that are
/// not there. A later class prevails.
fn classes(drawing: &Drawing<'_>, colours: &Colours, out: &mut dyn Write) -> io::Result<()> {
    // The colour of the text is told, too: a page may be dark.
    writeln!(out, "    classDef default fill:#FFFFFF,color:#111111,{}", stroke(QUIET))?;
    for (number, swatch) in colours.swatches.iter().enumerate() {
        let of_swatch =
            |at: usize, _: &Card<'_>| colours.of_card.get(at).copied().flatten() == u8::try_from(number).ok();
        class(drawing, &format!("fill{number}"), &format!("fill:{}", swatch.colour), of_swatch, out)?;
    }
    let is_there = |card: &Card<'_>| !matches!(card.kind, Kind::Absent(_) | Kind::Unknown);
    // A member of a loop is marked also where the finding is on another member.
    let severity = |card: &Card<'_>| card.severity().or(card.in_loop.then_some(Severity::Error));
    let dashed = "stroke-dasharray:5 5";
    let is_vacant = |_, card: &Card<'_>| is_there(card) && card.vacant;
    class(drawing, "vacant", dashed, is_vacant, out)?;
    let is_highlighted = |_, card: &Card<'_>| card.highlighted;
    class(drawing, "highlight", &stroke(HIGHLIGHT), is_highlighted, out)?;
    for of in Severity::ALL {
        let is_of = |_, card: &Card<'_>| is_there(card) && severity(card) == Some(of);
        class(drawing, of.name(), &stroke(border(of)), is_of, out)?;
    }
    let absent = format!("fill:#FFFFFF,color:{FAULT},stroke:{FAULT},stroke-width:2px,{dashed}");
    class(drawing, "absent", &absent, |_, card| !is_there(card), out)
}

/// A class and the boxes that are of it, if there are any.
fn class(
    drawing: &Drawing<'_>,
    name: &str,
    style: &str,
    is_of: impl Fn(usize, &Card<'_>) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let members = drawing.cards.iter().enumerate().filter(|(at, card)| is_of(*at, card));
    let members: Vec<String> = members.map(|(_, card)| label::box_id(card)).collect();
    if members.is_empty() {
        return Ok(());
    }
    writeln!(out, "    classDef {name} {style}")?;
    writeln!(out, "    class {} {name}", members.join(","))
}

/// Has lines that are at fault stand out. Those of the highlight are thick as they are: black would not be seen on a
/// dark page.
fn link_styles(drawing: &Drawing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let is_fault = |line: &Line| matches!(line.kind, LineKind::Loop | LineKind::Broken | LineKind::Surplus);
    let faults = drawing.lines.iter().filter(|line| link(drawing, line).is_some()).enumerate();
    let faults: Vec<String> = faults.filter(|(_, line)| is_fault(line)).map(|(at, _)| at.to_string()).collect();
    match &faults[..] {
        [] => Ok(()),
        faults => writeln!(out, "    linkStyle {} stroke:{FAULT},stroke-width:2px", faults.join(",")),
    }
}

fn stroke(border: Border) -> String {
    format!("stroke:{},stroke-width:{}px", border.colour, border.width)
}

/// Lines as a quoted text, without the quotes. A text that says nothing is a blank: Mermaid takes no empty one.
///
/// Lines are parted by line ends, not by `<br>`: of a text without any tag Mermaid leaves all character codes as they
/// are until it is shown, so that they are never read as Markdown, as icons or as formulas.
fn text(lines: &[String]) -> String {
    match lines {
        [] => " ".to_owned(),
        lines => lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\n"),
    }
}

/// Text in which nothing has a meaning: all but letters, digits and a little punctuation is written by its code.
fn escaped(line: &str) -> Cow<'_, str> {
    let is_plain = |character: char| match character {
        ' ' | ',' | '(' | ')' | '/' | '\'' => true,
        character => !character.is_ascii() || character.is_ascii_alphanumeric(),
    };
    let mut text = String::with_capacity(line.len());
    let mut before = None;
    for character in line.chars() {
        // Hyphens are common in titles. At the start of a line one would make a list, and several a rule.
        let joins = character == '-' && before.is_some_and(char::is_alphanumeric);
        if is_plain(character) || joins {
            text.push(character);
            // While it parses, Mermaid writes codes as 'ﬂ°38¶ß'. What looks so is taken apart by what nobody sees.
            if matches!(character, 'ﬂ' | '¶') {
                text.push('\u{2060}');
            }
        } else {
            // Writing to a string cannot fail.
            _ = write!(text, "#{};", u32::from(character));
        }
        before = Some(character);
    }
    // Mermaid looks for 'direction TB' and the like anywhere in a line, quotes or not.
    match text.contains("direction") {
        true => Cow::Owned(text.replace("direction", "#100;irection")),
        false => Cow::Owned(text),
    }
}

/// Counts what is written.
struct Counted<'w> {
    out: &'w mut dyn Write,
    characters: usize,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        // Each character has one first byte, and two units in UTF-16 where that byte announces four.
        let units = |byte: &u8| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0);
        self.characters += bytes.iter().take(written).map(units).sum::<usize>();
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_has_a_meaning_in_mermaid() {
        assert_eq!(escaped("Vice-President, Sales (EMEA)/Ops"), "Vice-President, Sales (EMEA)/Ops");
        assert_eq!(escaped("Zoë 日本 👩🏽"), "Zoë 日本 👩🏽");
        assert_eq!(escaped("\"] --> x[\""), "#34;#93; #45;#45;#62; x#91;#34;");
        assert_eq!(escaped("#quot; `a` %%{b}"), "#35;quot#59; #96;a#96; #37;#37;#123;b#125;");
        assert_eq!(escaped("- 1. +"), "#45; 1#46; #43;");
        assert_eq!(escaped("ﬂ°°60¶ß"), "ﬂ\u{2060}°°60¶\u{2060}ß");
        assert_eq!(escaped("Head of direction TB"), "Head of #100;irection TB");
        assert_eq!(text(&[]), " ");
    }

    #[test]
    fn characters_are_counted_as_in_javascript() {
        let mut out = Counted { out: &mut io::sink(), characters: 0 };
        assert!(out.write_all("aé日👩".as_bytes()).is_ok());
        assert_eq!(out.characters, 5);
    }
}
