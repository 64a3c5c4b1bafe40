//! What values of each type say.

use ::parquet::basic::Encoding;

use super::files::{Column, Data, encoded, file, plain, texts, ways};
use super::{table, text};

/// What a column of this type says, without its heading.
fn said(column: &str, data: Data) -> String {
    let file = file(&format!("required {column};"), plain().build(), &[vec![(data, None, None)]]);
    text(&file).lines().skip(1).collect::<Vec<_>>().join(" ")
}

#[test]
fn whole_numbers() {
    assert_eq!(said("int32 x", Data::Whole32(vec![0, -7, i32::MAX])), "0 -7 2147483647");
    assert_eq!(said("int64 x", Data::Whole64(vec![i64::MIN, 1042])), "-9223372036854775808 1042");
    assert_eq!(said("int32 x (INTEGER(8,false))", Data::Whole32(vec![255])), "255");
    assert_eq!(said("int32 x (UINT_32)", Data::Whole32(vec![-1])), "4294967295");
    assert_eq!(said("int64 x (INTEGER(64,false))", Data::Whole64(vec![-1])), "18446744073709551615");
    assert_eq!(said("boolean x", Data::Flags(vec![true, false])), "true false");
}

#[test]
fn numbers_have_no_more_digits_than_they_need_and_ids_no_fraction() {
    let doubles = vec![1042.0, 0.1, -2.5, 1e300, f64::NAN, 9007199254740992.0];
    assert_eq!(said("double x", Data::Doubles(doubles)), "1042 0.1 -2.5 1e300  9007199254740992");
    assert_eq!(said("float x", Data::Floats(vec![1042.0, 0.1, f32::NAN])), "1042 0.1 ");
    assert_eq!(said("int32 x (DECIMAL(9,2))", Data::Whole32(vec![8_500_000, -5, 120])), "85000 -0.05 1.2");
    assert_eq!(said("int64 x (DECIMAL(18,0))", Data::Whole64(vec![1042])), "1042");
    let bytes = vec![vec![0xff, 0x38], vec![0x01, 0x00]];
    assert_eq!(said("binary x (DECIMAL(10,1))", Data::Bytes(bytes.clone())), "-20 25.6");
    assert_eq!(said("fixed_len_byte_array(2) x (DECIMAL(4,1))", Data::Fixed(bytes)), "-20 25.6");
    let least = vec![[&[0x80][..], &[0; 15]].concat()];
    let expected = "-170141183460469231731687303715884105728";
    assert_eq!(said("fixed_len_byte_array(16) x (DECIMAL(38,0))", Data::Fixed(least)), expected);
}

#[test]
fn days_and_moments() {
    assert_eq!(said("int32 x (DATE)", Data::Whole32(vec![0, 20_543, -1])), "1970-01-01 2026-03-31 1969-12-31");
    let beyond = said("int32 x (DATE)", Data::Whole32(vec![i32::MAX, i32::MIN, 2_932_896]));
    assert_eq!(beyond, "2147483647 -2147483648 9999-12-31");
    let day = 20_543 * 86_400;
    for (unit, parts) in [("MILLIS", 1000), ("MICROS", 1_000_000), ("NANOS", 1_000_000_000)] {
        for is_utc in [true, false] {
            let column = format!("int64 x (TIMESTAMP({unit},{is_utc}))");
            let values = vec![day * parts, (day + 36_061) * parts, day * parts + parts / 2, -parts];
            let expected = "2026-03-31 2026-03-31T10:01:01 2026-03-31T00:00:00.5 1969-12-31T23:59:59";
            assert_eq!(said(&column, Data::Whole64(values)), expected, "{column}");
        }
    }
    assert_eq!(said("int64 x (TIMESTAMP_MILLIS)", Data::Whole64(vec![day * 1000])), "2026-03-31");
    assert_eq!(said("int64 x (TIMESTAMP_MICROS)", Data::Whole64(vec![i64::MAX])), "9223372036854775807");
    assert_eq!(said("int32 x (TIME(MILLIS,true))", Data::Whole32(vec![36_061_250])), "10:01:01.25");
    let old = vec![[0, 0, 2_440_588 + 20_543], [1_000_000_000, 0, 2_440_588]];
    assert_eq!(said("int96 x", Data::Whole96(old)), "2026-03-31 1970-01-01T00:00:01");
}

#[test]
fn texts_are_quoted_where_they_need_it() {
    let values = texts(&["plain", "a, b", "say \"x\"", "two\nlines", "nul\0", "'=1", "'t Hooft", "", "Jürgen"]);
    let expected = "plain \"a, b\" \"say \"\"x\"\"\" \"two lines\" \"nul\u{fffd}\" ''=1 't Hooft  Jürgen";
    for column in ["binary x (STRING)", "binary x (UTF8)", "binary x (ENUM)", "binary x (JSON)"] {
        assert_eq!(said(column, values.clone()), expected);
    }
    let uuid = Data::Fixed(vec![(0..16).collect()]);
    assert_eq!(said("fixed_len_byte_array(16) x (UUID)", uuid), "00010203-0405-0607-0809-0a0b0c0d0e0f");
}

#[test]
fn what_is_no_text_is_left_out() {
    let schema = "required binary photo; required int32 id; required fixed_len_byte_array(2) half (FLOAT16);
        required group a (MAP) { repeated group key_value { required int32 key; required int32 value; } }";
    let one = |data| (data, None, None);
    let inner = || (Data::Whole32(vec![5]), Some(vec![1]), Some(vec![0]));
    let columns: Vec<Column> =
        vec![one(texts(&["\u{1}"])), one(Data::Whole32(vec![4])), one(Data::Fixed(vec![vec![0, 0]])), inner(), inner()];
    let table = table(&file(schema, plain().build(), &[columns])).unwrap();
    assert_eq!(table.columns, [(2, "id".to_owned())]);
    assert_eq!(table.text, b"id\n4\n");
    assert_eq!(table.rows, [(0, 0), (3, 1)]);
}

#[test]
fn every_way_of_writing_is_read_the_same() {
    let schema = "optional binary id (STRING); optional int64 number; optional boolean flag; optional double amount;
        required int32 day (DATE); required group manager { optional binary id (STRING); } required fixed_len_byte_array(3) code (DECIMAL(6,0));";
    let count = 2500;
    let is_there = |row: usize, column: usize| !(row * 7 + column).is_multiple_of(5);
    let there = |column| (0..count).filter(move |row| is_there(*row, column));
    let levels = |column| Some((0..count).map(|row| i16::from(is_there(row, column))).collect::<Vec<i16>>());
    let bytes = |texts: Vec<String>| Data::Bytes(texts.into_iter().map(String::into_bytes).collect());
    let columns: Vec<Column> = vec![
        (bytes(there(0).map(|row| format!("E{row}")).collect()), levels(0), None),
        (Data::Whole64(there(1).map(|row| row as i64 * -1_000_003).collect()), levels(1), None),
        (Data::Flags(there(2).map(|row| row % 3 == 0).collect()), levels(2), None),
        (Data::Doubles(there(3).map(|row| row as f64 / 8.0).collect()), levels(3), None),
        (Data::Whole32((0..count).map(|row| row as i32).collect()), None, None),
        (bytes(there(5).map(|row| format!("E{}", row / 40)).collect()), levels(5), None),
        (Data::Fixed((0..count).map(|row| vec![0, 0, row as u8 % 50]).collect()), None, None),
    ];
    let mut expected = "id,number,flag,amount,day,manager.id,code\n".to_owned();
    let epoch = jiff::civil::date(1970, 1, 1);
    for row in 0..count {
        let or_none = |column, text: String| if is_there(row, column) { text } else { String::new() };
        let day = epoch + jiff::ToSpan::days(row as i32);
        let cells = [
            or_none(0, format!("E{row}")),
            or_none(1, (row as i64 * -1_000_003).to_string()),
            or_none(2, (row % 3 == 0).to_string()),
            or_none(3, (row as f64 / 8.0).to_string()),
            day.to_string(),
            or_none(5, format!("E{}", row / 40)),
            (row as u8 % 50).to_string(),
        ];
        expected += &(cells.join(",") + "\n");
    }
    for way in ways() {
        let read = table(&file(schema, way.clone(), &[columns.clone(), Vec::clone(&columns)])).unwrap();
        let read_text = String::from_utf8(read.text).unwrap();
        let (first, second) = read_text.split_at(expected.len());
        assert!(first == expected && expected.ends_with(second), "{way:?}");
        assert_eq!(read.rows.last().map(|(_, row)| *row), Some(2 * count as u32));
    }
}

#[test]
fn every_encoding_is_read() {
    let numbers: Vec<i64> =
        (0..700).map(|at: i64| at.wrapping_mul(at).wrapping_mul(0x5851_f42d_4c95) >> (at % 60)).collect();
    let expected =
        |texts: Vec<String>| "x\n".to_owned() + &texts.iter().map(|text| format!("{text}\n")).collect::<String>();
    let read = |column: &str, encoding, data: &Data| {
        text(&file(&format!("required {column} x;"), encoded(encoding), &[vec![(data.clone(), None, None)]]))
    };
    let small: Vec<i32> = numbers.iter().map(|number| *number as i32).collect();
    for encoding in [Encoding::PLAIN, Encoding::DELTA_BINARY_PACKED, Encoding::BYTE_STREAM_SPLIT] {
        let wide = read("int64", encoding, &Data::Whole64(numbers.clone()));
        assert!(wide == expected(numbers.iter().map(i64::to_string).collect()), "{encoding}");
        let narrow = read("int32", encoding, &Data::Whole32(small.clone()));
        assert!(narrow == expected(small.iter().map(i32::to_string).collect()), "{encoding}");
    }
    let texts: Vec<String> = numbers.iter().map(|number| format!("E{}", number >> 20)).collect();
    let bytes = Data::Bytes(texts.iter().map(|text| text.clone().into_bytes()).collect());
    for encoding in [Encoding::PLAIN, Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
        let schema = "required binary x (STRING);";
        let read = text(&file(schema, encoded(encoding), &[vec![(bytes.clone(), None, None)]]));
        assert!(read == expected(texts.clone()), "{encoding}");
    }
    let floats: Vec<f32> = (0..50).map(|at| at as f32 / 4.0).collect();
    let read = read("float", Encoding::BYTE_STREAM_SPLIT, &Data::Floats(floats.clone()));
    assert_eq!(read, expected(floats.iter().map(f32::to_string).collect()));
}
