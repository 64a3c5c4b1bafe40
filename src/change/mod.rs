//! What differs between two charts.
