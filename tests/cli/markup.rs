//! A page for browsers, taken apart.

/// What stands between `start` and the next `end` after it.
pub(crate) fn between<'a>(page: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    page.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
}

/// The tags of a page outside its styles, scripts and data, with their attributes' names, in order.
pub(crate) fn tags(page: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((tag, behind)) = after.split_once('>') else { break };
        let name = tag.split([' ', '>']).next().unwrap_or_default().to_owned();
        rest = behind;
        if name == "script" || name == "style" {
            rest = behind.split_once(&format!("</{name}>")).map_or("", |(_, rest)| rest);
        }
        tags.push(name);
    }
    tags
}
