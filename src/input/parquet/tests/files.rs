//! Writing files, for tests.

use std::sync::Arc;

use ::parquet::basic::{Compression, Encoding};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::{ByteArray, FixedLenByteArray, Int96};
use ::parquet::file::properties::{WriterProperties, WriterPropertiesBuilder, WriterVersion};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;

/// The values of a column that are there.
#[derive(Clone, Debug)]
pub(super) enum Data {
    Flags(Vec<bool>),
    Whole32(Vec<i32>),
    Whole64(Vec<i64>),
    Whole96(Vec<[u32; 3]>),
    Floats(Vec<f32>),
    Doubles(Vec<f64>),
    Bytes(Vec<Vec<u8>>),
    Fixed(Vec<Vec<u8>>),
}

/// A column: its values, the levels of what is there, and the levels of what repeats.
pub(super) type Column = (Data, Option<Vec<i16>>, Option<Vec<i16>>);

pub(super) fn texts(texts: &[&str]) -> Data {
    Data::Bytes(texts.iter().map(|text| text.as_bytes().to_vec()).collect())
}

/// A file with groups of rows.
pub(super) fn file(schema: &str, properties: WriterProperties, groups: &[Vec<Column>]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(&format!("message chart {{ {schema} }}")).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for columns in groups {
        let mut group = writer.next_row_group().unwrap();
        for (data, levels, repeats) in columns {
            let mut column = group.next_column().unwrap().unwrap();
            let (levels, repeats) = (levels.as_deref(), repeats.as_deref());
            match (column.untyped(), data) {
                (ColumnWriter::BoolColumnWriter(to), Data::Flags(data)) => to.write_batch(data, levels, repeats),
                (ColumnWriter::Int32ColumnWriter(to), Data::Whole32(data)) => to.write_batch(data, levels, repeats),
                (ColumnWriter::Int64ColumnWriter(to), Data::Whole64(data)) => to.write_batch(data, levels, repeats),
                (ColumnWriter::FloatColumnWriter(to), Data::Floats(data)) => to.write_batch(data, levels, repeats),
                (ColumnWriter::DoubleColumnWriter(to), Data::Doubles(data)) => to.write_batch(data, levels, repeats),
                (ColumnWriter::Int96ColumnWriter(to), Data::Whole96(data)) => {
                    let data: Vec<Int96> = data.iter().map(|parts| Int96::from(parts.to_vec())).collect();
                    to.write_batch(&data, levels, repeats)
                }
                (ColumnWriter::ByteArrayColumnWriter(to), Data::Bytes(data)) => {
                    let data: Vec<ByteArray> = data.iter().map(|bytes| bytes.clone().into()).collect();
                    to.write_batch(&data, levels, repeats)
                }
                (ColumnWriter::FixedLenByteArrayColumnWriter(to), Data::Fixed(data)) => {
                    let data: Vec<FixedLenByteArray> =
                        data.iter().map(|bytes| ByteArray::from(bytes.clone()).into()).collect();
                    to.write_batch(&data, levels, repeats)
                }
                _ => panic!("the values are of another type than the column"),
            }
            .unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

/// The ways to write a file: with pages of both versions, packed and not, with a dictionary and without, in small pages.
pub(super) fn ways() -> Vec<WriterProperties> {
    let mut ways = Vec::new();
    for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
        for packed in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(Default::default())] {
            for has_dictionary in [true, false] {
                ways.push(
                    plain()
                        .set_writer_version(version)
                        .set_compression(packed)
                        .set_dictionary_enabled(has_dictionary)
                        .build(),
                );
            }
        }
    }
    ways
}

/// Small pages, so that there are several.
pub(super) fn plain() -> WriterPropertiesBuilder {
    WriterProperties::builder().set_data_page_row_count_limit(7).set_write_batch_size(5)
}

/// A way with this encoding.
pub(super) fn encoded(encoding: Encoding) -> WriterProperties {
    plain().set_dictionary_enabled(false).set_encoding(encoding).build()
}
