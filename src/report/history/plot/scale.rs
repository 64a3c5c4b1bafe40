//! How high figures stand in a plot.

use super::{BOTTOM, TOP};
use crate::wording::grouped;

/// The scale of a plot, between round figures.
pub(super) struct Scale {
    /// The figures that lines run across the plot at, from the least.
    pub(super) ticks: Vec<f64>,
    step: f64,
}

impl Scale {
    /// A scale with some three steps of 1, 2 or 5, or these by powers of ten.
    pub(super) fn new(least: f64, most: f64, is_whole: bool) -> Scale {
        let (least, most) = if least < most { (least, most) } else { ((least - 1.0).max(0.0), most + 1.0) };
        let wanted = (most - least) / 3.0;
        let power = 10_f64.powf(wanted.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| *step >= wanted);
        let step = step.unwrap_or(wanted).max(if is_whole { 1.0 } else { 0.0 });
        let (first, last) = ((least / step).floor() as i64, (most / step).ceil() as i64);
        Scale { ticks: (first..=last).map(|tick| tick as f64 * step).collect(), step }
    }

    /// How far down a figure stands.
    pub(super) fn y(&self, figure: f64) -> f64 {
        let (least, most) = (self.ticks.first().copied().unwrap_or(0.0), self.ticks.last().copied().unwrap_or(1.0));
        BOTTOM - (figure - least) / (most - least) * (BOTTOM - TOP)
    }

    /// A tick in words.
    pub(super) fn text(&self, tick: f64) -> String {
        if self.step >= 1.0 {
            return grouped(tick.round() as usize);
        }
        let digits = (-self.step.log10()).ceil() as usize;
        format!("{tick:.digits$}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_are_round() {
        let texts = |least, most, is_whole| -> String {
            let scale = Scale::new(least, most, is_whole);
            scale.ticks.iter().map(|tick| scale.text(*tick)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(texts(18.0, 20.0, true), "18 19 20");
        assert_eq!(texts(4.0, 4.0, true), "3 4 5");
        assert_eq!(texts(0.0, 0.0, true), "0 1");
        assert_eq!(texts(9_800.0, 10_420.0, true), "9,500 10,000 10,500");
        assert_eq!(texts(2.83, 3.17, false), "2.8 3.0 3.2");
    }

    proptest! {
        #[test]
        fn every_figure_stands_within_the_plot(figures in prop::collection::vec(0.0..1e9_f64, 1..20), is_whole in any::<bool>()) {
            let figures: Vec<f64> = figures.into_iter().map(|figure| if is_whole { figure.round() } else { figure }).collect();
            let least = figures.iter().copied().fold(f64::INFINITY, f64::min);
            let most = figures.iter().copied().fold(0.0, f64::max);
            let scale = Scale::new(least, most, is_whole);
            prop_assert!((2..=6).contains(&scale.ticks.len()), "{:?}", scale.ticks);
            for figure in figures {
                let y = scale.y(figure);
                prop_assert!((TOP - 1e-6..=BOTTOM + 1e-6).contains(&y));
            }
        }
    }
}
