//! Pictures, made by an installed Graphviz.

use std::ffi::OsStr;
use std::io::{self, BufWriter, ErrorKind, Read};
use std::process::{Command, Stdio};
use std::thread;

use super::dot;
use super::drawing::Drawing;
use super::palette::Colours;
use crate::error::Error;

/// The kinds of pictures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Scalable vector graphics.
    Svg,
    /// A bitmap.
    Png,
    /// A page.
    Pdf,
}

impl Format {
    /// Every format, with the name that `--format` knows it by.
    pub const ALL: [(&'static str, Format); 3] = [("svg", Format::Svg), ("png", Format::Png), ("pdf", Format::Pdf)];

    /// What `dot` is asked for.
    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Format::Svg => &["-Tsvg"],
            // Half as many dots again as the default: small text on a large chart stays readable.
            Format::Png => &["-Tpng", "-Gdpi=144"],
            Format::Pdf => &["-Tpdf"],
        }
    }
}

/// Has Graphviz lay out a drawing and gives the picture.
///
/// The DOT goes to `dot` as it is written: `graphviz_rust::exec` would hold all of it, twice, and put it in a file.
pub fn render(drawing: &Drawing<'_>, colours: &Colours, format: Format) -> Result<Vec<u8>, Error> {
    render_with(OsStr::new("dot"), drawing, colours, format)
}

fn render_with(program: &OsStr, drawing: &Drawing<'_>, colours: &Colours, format: Format) -> Result<Vec<u8>, Error> {
    let shown = program.to_string_lossy();
    let fault = |what: &str, error: io::Error| Error::new(format!("{what} Graphviz ('{shown}'): {error}"));
    let child = Command::new(program)
        .args(format.arguments())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(Error::new(format!("Graphviz is not installed: there is no program '{shown}'")).help(
                "install Graphviz, for example `apt install graphviz` or `brew install graphviz`, or use --format dot",
            ));
        }
        Err(error) => return Err(fault("cannot start", error)),
    };
    // Both outputs are read while the input is written: otherwise each side could wait for the other.
    let picture = child.stdout.take().map(|pipe| thread::spawn(|| read(pipe)));
    let complaints = child.stderr.take().map(|pipe| thread::spawn(|| read(pipe)));
    let written = match child.stdin.take() {
        Some(pipe) => {
            let mut pipe = BufWriter::new(pipe);
            dot::write(drawing, colours, &mut pipe).and_then(|()| io::Write::flush(&mut pipe))
        }
        None => Ok(()),
    };
    let picture = joined(picture);
    let complaints = joined(complaints);
    let status = child.wait().map_err(|error| fault("cannot wait for", error))?;
    if !status.success() {
        // Where `dot` ends early, its own words say more than the pipe that it broke.
        let complaints = complaints.unwrap_or_default();
        let complaints = String::from_utf8_lossy(&complaints);
        return Err(Error::new(format!("Graphviz failed ({status}): {}", complaints.trim())));
    }
    written.map_err(|error| fault("cannot write to", error))?;
    picture.map_err(|error| fault("cannot read from", error))
}

fn read(mut pipe: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn joined(reader: Option<thread::JoinHandle<io::Result<Vec<u8>>>>) -> io::Result<Vec<u8>> {
    match reader.map(thread::JoinHandle::join) {
        Some(Ok(bytes)) => bytes,
        _ => Err(io::Error::other("the pipe was closed")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::palette::ColorBy;
    use super::*;

    #[test]
    fn without_graphviz_the_error_says_what_to_install() {
        let drawing = Drawing::default();
        let colours = Colours::new(&drawing, ColorBy::None);
        let error = render_with(OsStr::new("no-such-dot"), &drawing, &colours, Format::Svg).unwrap_err();
        assert!(error.to_string().contains("not installed"), "{error}");
        assert!(error.mend().unwrap().contains("apt install graphviz"));
    }

    #[test]
    fn every_format_has_the_name_that_dot_knows() {
        for (name, format) in Format::ALL {
            assert_eq!(format.arguments()[0], format!("-T{name}"));
        }
    }
}
