//! What one would write in Rust instead: the csv crate, a hash map of ids, and a climb to the top. It only counts.

use std::collections::HashMap;
use std::io::Write;

const TOP: u32 = u32::MAX;
const UNKNOWN: u32 = u32::MAX - 1;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: csv_check FILE")?;
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 20).from_path(path)?;
    let column = |headers: &csv::StringRecord, name: &str| headers.iter().position(|heading| heading == name);
    let headers = reader.headers()?.clone();
    let own = column(&headers, "employee_id").ok_or("no column employee_id")?;
    let above = column(&headers, "manager_id").ok_or("no column manager_id")?;
    let mut numbers: HashMap<Vec<u8>, u32> = HashMap::new();
    let (mut references, mut rows) = (Vec::new(), 0);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        rows += 1;
        let next = references.len() as u32;
        if *numbers.entry(record[own].to_vec()).or_insert(next) == next {
            references.push(record[above].to_vec());
        }
    }
    let find = |reference: &Vec<u8>| match reference.is_empty() {
        true => TOP,
        false => numbers.get(reference).copied().unwrap_or(UNKNOWN),
    };
    let manager: Vec<u32> = references.iter().map(find).collect();
    let mut spans = vec![0_u32; manager.len()];
    for (person, manager) in manager.iter().enumerate().filter(|(person, manager)| **manager as usize != *person) {
        if let Some(span) = spans.get_mut(*manager as usize) {
            *span += 1;
        }
        let _ = person;
    }
    // 0 is open, 1 reaches no top; a line that meets itself is marked so before.
    let mut layers = vec![0_u32; manager.len()];
    let mut line = Vec::new();
    for start in 0..manager.len() {
        let mut person = start;
        let mut distance = loop {
            match layers[person] {
                0 => {}
                known => break known,
            }
            layers[person] = 1;
            line.push(person);
            match manager[person] {
                TOP => break 1 + u32::from(line.pop().is_some()),
                UNKNOWN => break 1,
                manager => person = manager as usize,
            }
        };
        if distance > 1 && manager[person] == TOP {
            layers[person] = distance;
        }
        while let Some(person) = line.pop() {
            distance += u32::from(distance > 1);
            layers[person] = distance;
        }
    }
    let count = |wanted: &dyn Fn(usize, u32) -> bool| {
        manager.iter().enumerate().filter(|(person, manager)| wanted(*person, **manager)).count()
    };
    writeln!(
        std::io::stdout(),
        "{{\"people\": {}, \"duplicate_ids\": {}, \"roots\": {}, \"unknown_managers\": {}, \"self_reports\": {}, \
         \"layers\": {}, \"unreachable\": {}, \"widest_span\": {}}}",
        manager.len(),
        rows - manager.len(),
        count(&|_, manager| manager == TOP),
        count(&|_, manager| manager == UNKNOWN),
        count(&|person, manager| manager as usize == person),
        layers.iter().max().map_or(0, |deepest| deepest - 1),
        layers.iter().filter(|layer| **layer == 1).count(),
        spans.iter().max().unwrap_or(&0),
    )?;
    Ok(())
}
