//! What a role is: who carries quota, who leads whom, who is paid what, and who has done it for how long.

pub mod experience_below;
pub mod pay_inversion;
pub mod pay_outside_band;
pub mod sales_ops_carries_quota;
pub mod sales_ops_manages_sellers;
