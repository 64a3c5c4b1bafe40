//! Charts full of texts that try to be more than text, the same in every run: for programs that are slow to start.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::hostile::hostile;

/// So many hostile texts, the same in every run.
pub(crate) fn hostile_texts(count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let strategy = hostile();
    (0..count).filter_map(|_| Some(strategy.new_tree(&mut runner).ok()?.current())).collect()
}

/// A chart in which hostile texts are names, titles and departments: everybody reports to the first of their ten.
pub(crate) fn hostile_chart(texts: &[String]) -> String {
    let mut chart = String::from("id,name,title,department,manager_id\n");
    for (row, text) in texts.iter().enumerate() {
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        let department = format!("\"{}\"", texts[row % 12].replace('"', "\"\""));
        let manager = if row % 10 > 0 { (row - row % 10).to_string() } else { String::new() };
        chart += &format!("{row},{cell},{cell},{department},{manager}\n");
    }
    chart
}
