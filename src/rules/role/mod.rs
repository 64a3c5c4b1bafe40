//! What a role is: who carries quota, who leads whom, who is paid what.

pub mod pay_inversion;
pub mod sales_ops_carries_quota;
pub mod sales_ops_manages_sellers;
