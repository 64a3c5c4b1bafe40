//! A workbook with one finding.

use rust_xlsxwriter::{Workbook, XlsxError};

/// A sheet 'Staff' whose last cell, `D3`, names a manager who is not in the chart.
pub(crate) fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Staff")?;
    let rows = [["id", "name", "title", "manager"], ["1", "Ann", "CEO", ""], ["2", "Bob", "Clerk", "9"]];
    for (row, cells) in (0..).zip(rows) {
        sheet.write_row(row, 0, cells)?;
    }
    workbook.save_to_buffer()
}
