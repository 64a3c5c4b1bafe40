//! Repairs: the fewest changes of managers after which a chart is sound, the most plausible ones among these.
mod arborescence;
