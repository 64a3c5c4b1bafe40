//! One of many charts that lie in one table: its name, and which lines of the table it was made of.

/// What a source was taken from that holds the lines of one chart out of a table of many.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Group {
    /// The name of the chart: what its records say in the column that tells charts apart.
    pub name: String,
    /// Where lines of the source begin that follow one another in the table, too: the number of the first one here and
    /// there, from 0; in order. Empty where the source is a sheet, which knows its rows.
    pub lines: Vec<(u32, u32)>,
}

impl Group {
    /// The number in the table of a line of the source, both from 0.
    pub(super) fn line(&self, line: usize) -> usize {
        let run = self.lines.partition_point(|(here, _)| *here as usize <= line);
        match run.checked_sub(1).and_then(|run| self.lines.get(run)) {
            Some((here, there)) => *there as usize + (line - *here as usize),
            None => line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Place, Source};
    use super::*;

    #[test]
    fn places_are_those_of_the_table() {
        let group = Group { name: "b".to_owned(), lines: vec![(0, 0), (1, 4), (3, 9)] };
        let source = Source::new("x", "id\n1\n2\n3\n").unwrap().of_group(group);
        let lines = [0, 3, 5, 7].map(|offset| source.place(offset).line);
        assert_eq!(lines, [1, 5, 6, 10]);
        assert_eq!(source.place(7), Place { line: 10, column: 1 });
        assert_eq!((source.line_around(5), source.group()), ((5, 5..6), Some("b")));
    }
}
