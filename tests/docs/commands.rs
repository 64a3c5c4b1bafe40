//! The commands on a page.

/// A command on a page.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) command: String,
    /// Whether what is shown of it begins with an error.
    pub(crate) fails: bool,
}

/// The commands on a page: behind `$` in a block `console`, all lines of a block `sh`, and what steps of pipelines run.
pub(crate) fn commands(page: &str) -> Vec<Shown> {
    let mut commands: Vec<Shown> = Vec::new();
    let mut language = None;
    let mut is_continued = false;
    for line in page.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            language = if language.is_some() { None } else { Some(fence) };
            continue;
        }
        let trimmed = line.trim();
        let command = match language {
            Some("console") => line.strip_prefix("$ "),
            Some("sh") => Some(trimmed).filter(|line| !line.is_empty() && !line.starts_with('#')),
            Some("yaml" | "groovy") => ["- run: ", "- ", "sh '"]
                .iter()
                .find_map(|prefix| trimmed.strip_prefix(prefix))
                .map(|rest| rest.trim_end_matches('\''))
                .filter(|rest| rest.starts_with("orglint ")),
            _ => None,
        };
        match (command, commands.last_mut()) {
            (Some(command), Some(last)) if is_continued => {
                last.command.truncate(last.command.len() - 1);
                last.command += command;
            }
            (Some(command), _) => commands.push(Shown { command: command.to_owned(), fails: false }),
            (None, Some(last)) if language == Some("console") => last.fails |= line.starts_with("error: "),
            _ => {}
        }
        is_continued = command.is_some_and(|command| command.ends_with('\\'));
    }
    commands
}
