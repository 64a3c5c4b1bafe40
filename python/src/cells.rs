//! The values of one Arrow array as cells.

use arrow_array::cast::AsArray;
use arrow_array::types::*;
use arrow_array::{Array, ArrowPrimitiveType, OffsetSizeTrait, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use orglint::input::frame::Value;

/// Where a value goes.
pub(crate) type Sink<'s> = dyn FnMut(Value<'_>) + 's;

/// Hands the value of a row over.
pub(crate) type Cells<'a> = Box<dyn Fn(usize, &mut Sink<'_>) + 'a>;

/// Why values are not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// They are of a type that no cell of a chart has.
    Type,
    /// They count in a time zone that is not known here.
    Zone(String),
}

const NANOSECONDS: i64 = 1_000_000_000;
const DAY: i64 = 86_400;

/// Whether values of a type are read, and whether managers could be referred to by them.
pub(crate) fn is_read(data_type: &DataType) -> (bool, bool) {
    use DataType::*;
    match data_type {
        Utf8 | LargeUtf8 | Utf8View => (true, true),
        data_type if data_type.is_integer() || data_type.is_floating() => (true, true),
        Decimal32(..) | Decimal64(..) | Decimal128(..) => (true, true),
        Null | Boolean | Date32 | Date64 | Timestamp(..) => (true, false),
        Dictionary(_, values) => is_read(values),
        List(of) | LargeList(of) => (is_read(of.data_type()).0, false),
        _ => (false, false),
    }
}

/// The values of an array.
pub(crate) fn cells(array: &dyn Array) -> Result<Cells<'_>, Unread> {
    let read: Cells<'_> = match array.data_type() {
        DataType::Null => Box::new(|_, sink| sink(Value::Nothing)),
        DataType::Utf8 => texts(array.as_string::<i32>()),
        DataType::LargeUtf8 => texts(array.as_string::<i64>()),
        DataType::Utf8View => {
            let array = array.as_string_view();
            Box::new(move |row, sink| sink(Value::Text(array.value(row))))
        }
        DataType::Boolean => {
            let array = array.as_boolean();
            Box::new(move |row, sink| sink(Value::Flag(array.value(row))))
        }
        DataType::Int8 => wholes(array.as_primitive::<Int8Type>()),
        DataType::Int16 => wholes(array.as_primitive::<Int16Type>()),
        DataType::Int32 => wholes(array.as_primitive::<Int32Type>()),
        DataType::Int64 => wholes(array.as_primitive::<Int64Type>()),
        DataType::UInt8 => wholes(array.as_primitive::<UInt8Type>()),
        DataType::UInt16 => wholes(array.as_primitive::<UInt16Type>()),
        DataType::UInt32 => wholes(array.as_primitive::<UInt32Type>()),
        DataType::UInt64 => wholes(array.as_primitive::<UInt64Type>()),
        DataType::Float16 => short(array.as_primitive::<Float16Type>(), |number| number.to_f32()),
        DataType::Float32 => short(array.as_primitive::<Float32Type>(), |number| number),
        DataType::Float64 => {
            let array = array.as_primitive::<Float64Type>();
            Box::new(move |row, sink| sink(Value::Number(array.value(row))))
        }
        DataType::Decimal32(_, scale) => decimals(array.as_primitive::<Decimal32Type>(), *scale),
        DataType::Decimal64(_, scale) => decimals(array.as_primitive::<Decimal64Type>(), *scale),
        DataType::Decimal128(_, scale) => decimals(array.as_primitive::<Decimal128Type>(), *scale),
        DataType::Date32 => {
            let array = array.as_primitive::<Date32Type>();
            Box::new(move |row, sink| sink(Value::Day(array.value(row).into())))
        }
        DataType::Date64 => {
            let array = array.as_primitive::<Date64Type>();
            Box::new(move |row, sink| sink(Value::Day(array.value(row).div_euclid(DAY * 1000))))
        }
        DataType::Timestamp(unit, zone) => {
            let zone = zone.as_deref().map(time_zone).transpose()?;
            match unit {
                TimeUnit::Second => moments(array.as_primitive::<TimestampSecondType>(), 1, zone),
                TimeUnit::Millisecond => moments(array.as_primitive::<TimestampMillisecondType>(), 1_000, zone),
                TimeUnit::Microsecond => moments(array.as_primitive::<TimestampMicrosecondType>(), 1_000_000, zone),
                TimeUnit::Nanosecond => moments(array.as_primitive::<TimestampNanosecondType>(), NANOSECONDS, zone),
            }
        }
        DataType::Dictionary(..) => {
            let array = array.as_any_dictionary();
            let values = cells(array.values())?;
            // Of a row without a value the key may be anything.
            let keys = if array.values().is_empty() { Vec::new() } else { array.normalized_keys() };
            Box::new(move |row, sink| match keys.get(row) {
                Some(key) => values(*key, sink),
                None => sink(Value::Nothing),
            })
        }
        DataType::List(_) => lists::<i32>(array)?,
        DataType::LargeList(_) => lists::<i64>(array)?,
        _ => return Err(Unread::Type),
    };
    let Some(nulls) = array.logical_nulls() else { return Ok(read) };
    Ok(Box::new(move |row, sink| if nulls.is_null(row) { sink(Value::Nothing) } else { read(row, sink) }))
}

fn texts<O: OffsetSizeTrait>(array: &arrow_array::GenericStringArray<O>) -> Cells<'_> {
    Box::new(move |row, sink| sink(Value::Text(array.value(row))))
}

fn wholes<T: ArrowPrimitiveType<Native: Into<i128>>>(array: &PrimitiveArray<T>) -> Cells<'_> {
    Box::new(move |row, sink| sink(Value::Whole(array.value(row).into())))
}

/// By way of text a number of few digits keeps them: 0.1 is not 0.10000000149.
fn short<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, number: fn(T::Native) -> f32) -> Cells<'_> {
    Box::new(move |row, sink| {
        sink(Value::Number(number(array.value(row)).to_string().parse().unwrap_or(f64::NAN)));
    })
}

fn decimals<T: ArrowPrimitiveType<Native: Into<i128>>>(array: &PrimitiveArray<T>, scale: i8) -> Cells<'_> {
    Box::new(move |row, sink| {
        let unscaled: i128 = array.value(row).into();
        sink(match u32::try_from(scale) {
            Ok(scale) => Value::Decimal(unscaled, scale),
            Err(_) => Value::Whole(unscaled.saturating_mul(10_i128.saturating_pow(scale.unsigned_abs().into()))),
        });
    })
}

/// Moments of so many parts a second; with a time zone as the clocks there show them, for a day begins at its midnight.
fn moments<T: ArrowPrimitiveType<Native = i64>>(
    array: &PrimitiveArray<T>,
    parts: i64,
    zone: Option<TimeZone>,
) -> Cells<'_> {
    Box::new(move |row, sink| {
        let moment = array.value(row);
        let (seconds, part) = (moment.div_euclid(parts), moment.rem_euclid(parts));
        let offset = |zone: &TimeZone| Some(zone.to_offset(Timestamp::from_second(seconds).ok()?).seconds().into());
        let seconds = seconds.saturating_add(zone.as_ref().and_then(offset).unwrap_or(0));
        let time = seconds.rem_euclid(DAY) * NANOSECONDS + part * (NANOSECONDS / parts);
        sink(Value::Moment(seconds.div_euclid(DAY), time));
    })
}

/// `Europe/Berlin`, or `+02:00`.
fn time_zone(name: &str) -> Result<TimeZone, Unread> {
    let fixed = || {
        let (hours, minutes) = name.get(1..)?.split_once(':')?;
        let seconds = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        let seconds = i32::from(seconds.0) * 3600 + i32::from(seconds.1) * 60;
        let sign = match name.as_bytes().first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        Offset::from_seconds(sign * seconds).ok().map(TimeZone::fixed)
    };
    fixed().or_else(|| TimeZone::get(name).ok()).ok_or_else(|| Unread::Zone(name.to_owned()))
}

/// Lists as JSON, as which a cell holds several values in every format.
fn lists<O: OffsetSizeTrait>(array: &dyn Array) -> Result<Cells<'_>, Unread> {
    let array = array.as_list::<O>();
    let values = cells(array.values())?;
    Ok(Box::new(move |row, sink| {
        let offsets = array.value_offsets();
        let (start, end) = (offsets[row].as_usize(), offsets[row + 1].as_usize());
        let entries: Vec<Option<String>> = (start..end)
            .map(|entry| {
                let mut text = None;
                values(entry, &mut |value| text = value.text());
                text
            })
            .collect();
        match serde_json::to_string(&entries) {
            Ok(list) if !entries.is_empty() => sink(Value::Text(&list)),
            _ => sink(Value::Nothing),
        }
    }))
}
