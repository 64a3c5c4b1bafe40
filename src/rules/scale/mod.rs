//! Which roles an organisation of its size has.

pub mod coo_runs_sales_ops;
pub mod duplicate_role;
pub mod early_vp;
pub mod no_ceo;
pub mod no_coo;
pub mod no_sales_chief;
pub mod no_sales_ops;
pub mod no_sales_ops_vp;
pub mod sales_ops_departments;
