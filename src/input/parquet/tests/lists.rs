//! Columns of lists, and columns within groups.

use super::files::{Column, Data, file, texts, ways};
use super::{table, text};

#[test]
fn a_list_of_texts_is_json() {
    let schema =
        "required int32 id; optional group dotted (LIST) { repeated group list { optional binary element (STRING); } }";
    // No list, an empty one, one with nothing in it, one of two, and one more.
    let (levels, repeats) = (vec![0, 1, 2, 3, 3, 3], vec![0, 0, 0, 0, 1, 0]);
    let columns: Vec<Column> = vec![
        (Data::Whole32(vec![1, 2, 3, 4, 5]), None, None),
        (texts(&["E1", "a \"b\", c", "E3"]), Some(levels), Some(repeats)),
    ];
    let groups = [columns.clone(), columns];
    for way in ways() {
        let group = "1,\n2,\n3,[null]\n4,\"[\"\"E1\"\",\"\"a \\\"\"b\\\"\", c\"\"]\"\n5,\"[\"\"E3\"\"]\"\n";
        assert_eq!(text(&file(schema, way, &groups)), format!("id,dotted\n{group}{group}"));
    }
}

#[test]
fn a_list_goes_on_over_pages() {
    let schema = "repeated int32 x;";
    let lengths: Vec<usize> = (0..300).map(|at| at * at % 23).collect();
    let (mut levels, mut repeats, mut numbers, mut expected) = (Vec::new(), Vec::new(), Vec::new(), "x\n".to_owned());
    for length in &lengths {
        let list: Vec<i32> = (0..*length as i32).collect();
        expected += &match &list[..] {
            [] => "\n".to_owned(),
            list => {
                let entries: Vec<String> = list.iter().map(|number| format!("\"\"{number}\"\"")).collect();
                format!("\"[{}]\"\n", entries.join(","))
            }
        };
        levels.extend(std::iter::repeat_n(i16::from(*length > 0), (*length).max(1)));
        repeats.extend((0..(*length).max(1)).map(|at| i16::from(at > 0)));
        numbers.extend(list);
    }
    // A list of one number needs no quotes around a comma, but around its quotes.
    for way in ways() {
        let column: Column = (Data::Whole32(numbers.clone()), Some(levels.clone()), Some(repeats.clone()));
        assert_eq!(text(&file(schema, way, &[vec![column]])), expected);
    }
}

#[test]
fn columns_of_groups_have_dotted_names_and_lists_of_groups_are_left_out() {
    let schema = "required group a { optional group b { required int32 c; } required int32 d; }
        required group l (LIST) { repeated group list { required int32 one; required int32 two; } }
        required group m (LIST) { repeated int32 array; }";
    let whole = |levels, repeats| (Data::Whole32(vec![7]), levels, repeats);
    let list = || whole(Some(vec![1]), Some(vec![0]));
    let columns = vec![whole(Some(vec![1]), None), whole(None, None), list(), list(), list()];
    let read = table(&file(schema, ways().remove(0), &[columns])).unwrap();
    assert_eq!(read.columns, [(1, "a.b.c".into()), (2, "a.d".into()), (5, "m".into())]);
    assert_eq!(String::from_utf8(read.text).unwrap(), "a.b.c,a.d,m\n7,7,\"[\"\"7\"\"]\"\n");
}
