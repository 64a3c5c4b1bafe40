//! Who counts on the day of the check, by whatever an export says of it.

use jiff::civil::date;
use orglint::chart::{Chart, Presence};
use orglint::error::Error;
use orglint::input::{self, Options};
use orglint::source::Source;

/// Of rows under a header, for each position whether somebody holds it on 30 June 2026.
fn told(header: &str, rows: &[&str]) -> Result<Vec<Presence>, Error> {
    let text = format!("{header}\n{}\n", rows.join("\n"));
    let source = Source::new("x.csv", text).map_err(|fault| Error::not_text("x.csv", fault))?;
    let chart = Chart::new(input::read(source, &Options::default())?, date(2026, 6, 30));
    let records: Vec<_> = chart.roster().records().collect();
    // Those that do not count are no positions of the chart, and all of this is asked in passing by rules.
    for record in &records {
        assert_eq!(chart.counts(*record), chart.presence(*record).counts());
    }
    assert_eq!(chart.has_vacancies(), records.iter().any(|record| chart.presence(*record) == Presence::Vacant));
    Ok(records.into_iter().map(|record| chart.presence(record)).collect())
}

use Presence::{Here, Left, NotBegun, Vacant};

#[test]
fn a_status_is_a_word() -> Result<(), Error> {
    let rows = ["1,CEO,,Active", "2,CFO,1,Terminated", "3,COO,1, vacant ", "4,CTO,1,on leave", "5,CMO,1,", "6,CIO,1,0"];
    assert_eq!(told("id,title,manager,status", &rows)?, [Here, Left, Vacant, Here, Here, Here]);
    Ok(())
}

#[test]
fn a_flag_is_0_of_those_who_have_left() -> Result<(), Error> {
    for heading in ["Active", "Is Active", "Account Enabled"] {
        let told =
            told(&format!("id,title,manager,{heading}"), &["1,CEO,,1", "2,CFO,1,0", "3,COO,1,false", "4,CTO,1,true"]);
        assert_eq!(told?, [Here, Left, Left, Here], "{heading}");
    }
    Ok(())
}

#[test]
fn one_bit_of_active_directory_is_of_accounts_that_are_disabled() -> Result<(), Error> {
    let rows = ["1,CEO,,512", "2,CFO,1,514", "3,COO,1,66050", "4,CTO,1,66048", "5,CMO,1,left", "6,CIO,1,2"];
    assert_eq!(told("id,title,manager,userAccountControl", &rows)?, [Here, Left, Left, Here, Left, Left]);
    let status = told("id,title,manager,status", &["1,CEO,,512", "2,CFO,1,514"])?;
    assert_eq!(status, [Here, Here], "a number is no bits in another column");
    Ok(())
}

#[test]
fn a_post_without_a_person_is_vacant_where_others_have_one() -> Result<(), Error> {
    let header = "position id,person id,name,title,manager";
    let rows = ["1,P1,Ann,CEO,", "2,,,CFO,1", "3,n/a,,COO,1", "4,,Dee,CTO,1"];
    assert_eq!(told(header, &rows)?, [Here, Vacant, Vacant, Here]);
    let nobody = told(header, &["1,,,CEO,", "2,,,CFO,1"])?;
    assert_eq!(nobody, [Here, Here], "a column that nobody filled in");
    Ok(())
}

#[test]
fn dates_tell_who_has_left_and_who_has_not_begun() -> Result<(), Error> {
    let header = "id,title,manager,start date,end date";
    let rows = [
        "1,CEO,,2020-01-01,",
        "2,CFO,1,2020-01-01,2026-06-29",
        "3,COO,1,2020-01-01,2026-06-30",
        "4,CTO,1,2026-06-30,",
        "5,CMO,1,2026-07-01,",
        // Somebody who has left does not begin again.
        "6,CIO,1,2026-07-01,2026-06-01",
        "7,CPO,1,07/05/2026,",
    ];
    assert_eq!(told(header, &rows)?, [Here, Left, Here, Here, NotBegun, Left, Here]);
    Ok(())
}

#[test]
fn a_change_to_come_is_no_beginning_of_somebody_who_has_begun() -> Result<(), Error> {
    let header = "id,title,manager,start date,effective date,status";
    let rows = [
        "1,CEO,,2020-01-01,2020-01-01,",
        "2,CFO,1,2020-01-01,2026-07-01,",
        "3,COO,1,2026-06-30,2026-07-01,",
        "4,CTO,1,,2026-07-01,",
        "5,CMO,1,,2026-06-30,",
        "6,CIO,1,,2026-07-01,terminated",
    ];
    assert_eq!(told(header, &rows)?, [Here, Here, Here, NotBegun, Here, Left]);
    Ok(())
}
