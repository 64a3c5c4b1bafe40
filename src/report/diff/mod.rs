//! Reports of what changed between two charts, one file a format. What they say is put together once, in `account`; a
//! format writes its pieces so that ids and names stay text in it.

mod account;
pub mod html;
pub mod json;
pub mod markdown;
pub mod pretty;
