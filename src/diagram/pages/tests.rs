//! Plans: every box has one home.
