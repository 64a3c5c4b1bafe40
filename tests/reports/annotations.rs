//! Workflow commands as the runner of GitHub Actions reads them.

/// An annotation that the runner would make.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Annotation {
    pub(crate) command: String,
    pub(crate) title: String,
    pub(crate) file: Option<String>,
    pub(crate) line: Option<u32>,
    pub(crate) columns: Option<(u32, u32)>,
    pub(crate) text: String,
}

/// Reads an output in which every line has to be an annotation.
pub(crate) fn annotations(output: &str) -> Vec<Annotation> {
    let lines = output.split_terminator('\n');
    let read: Vec<Option<Annotation>> = lines.clone().map(annotation).collect();
    let others: Vec<&str> = lines.zip(&read).filter(|(_, read)| read.is_none()).map(|(line, _)| line).collect();
    assert_eq!(others, [""; 0], "these lines are no annotations");
    read.into_iter().flatten().collect()
}

/// A command starts with two colons, and its text with the next two; its properties are between, apart by commas.
fn annotation(line: &str) -> Option<Annotation> {
    let (head, text) = line.strip_prefix("::")?.split_once("::")?;
    let (command, properties) = head.split_once(' ')?;
    let mut annotation = Annotation {
        command: command.to_owned(),
        title: String::new(),
        file: None,
        line: None,
        columns: None,
        text: undone(text, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]),
    };
    let (mut column, mut end_column) = (None, None);
    for property in properties.split(',') {
        let (key, value) = property.split_once('=')?;
        let value = undone(value, &[("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]);
        match key {
            "title" => annotation.title = value,
            "file" => annotation.file = Some(value),
            "line" => annotation.line = Some(value.parse().ok()?),
            "col" => column = Some(value.parse().ok()?),
            "endColumn" => end_column = Some(value.parse().ok()?),
            "endLine" => {
                value.parse::<u32>().ok()?;
            }
            _ => return None,
        }
    }
    annotation.columns = column.zip(end_column);
    ["error", "warning", "notice"].contains(&command).then_some(annotation)
}

/// One code after the other, as the runner does it.
fn undone(text: &str, codes: &[(&str, &str)]) -> String {
    codes.iter().fold(text.to_owned(), |text, (code, letter)| text.replace(code, letter))
}
