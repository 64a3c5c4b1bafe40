//! Lines over time, as SVG that takes its colours from the style sheet of the page. Text in it is numbers and days alone.

mod scale;

use std::cmp::Ordering;
use std::fmt::Write;

use jiff::civil::Date;

use scale::Scale;

/// The size of a plot, and the edges of the part within that lines are drawn in.
const SIZE: (f64, f64) = (440.0, 176.0);
const LEFT: f64 = 48.0;
/// Lines with names leave room for these.
const RIGHT: f64 = 428.0;
const RIGHT_OF_NAMED: f64 = 334.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 146.0;
/// More days than that are drawn without a dot for each, and without a mark for each below.
const DOTTED: usize = 24;
const MARKED: usize = 60;
/// What the first and the last day take in words, and how far names at the ends of lines are apart at least.
const APART: f64 = 84.0;
const LINE_HEIGHT: f64 = 14.0;

/// A plot of some figures by day.
pub(super) struct Plot<'p> {
    /// The days, the earliest first.
    pub(super) days: &'p [Date],
    /// What is said of it to who does not see it.
    pub(super) label: &'p str,
    /// The lines.
    pub(super) lines: Vec<Line>,
    /// Whether the figures are whole numbers.
    pub(super) is_whole: bool,
    /// Whether the plot begins at naught, else near the least figure.
    pub(super) from_zero: bool,
    /// How the figures are drawn.
    pub(super) way: Way,
}

/// How figures are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A line from each figure straight to the next.
    Straight,
    /// A line that stays where it is until the next day.
    Steps,
    /// A column for each day, the first figure at its foot.
    Columns,
}

/// A line of a plot.
pub(super) struct Line {
    /// Its class in the style sheet.
    pub(super) class: &'static str,
    /// What stands at its end, if anything.
    pub(super) name: String,
    /// For each day the figure, and what is said of it; `None` where there is no figure.
    pub(super) points: Vec<Option<(f64, String)>>,
}

impl Plot<'_> {
    /// The plot as SVG.
    pub(super) fn svg(&self) -> String {
        let (width, height) = SIZE;
        let mut svg = format!(
            "<svg class=\"plot\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">",
            quick_xml::escape::escape(self.label)
        );
        let scale = self.scale();
        for tick in &scale.ticks {
            let y = scale.y(*tick);
            let _ = write!(
                svg,
                "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{}\"/><text class=\"scale\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                self.right(),
                LEFT - 8.0,
                y + 4.0,
                scale.text(*tick)
            );
        }
        self.days_below(&mut svg);
        let places = self.ends(&scale);
        if self.way == Way::Columns {
            self.columns(&scale, &mut svg);
        }
        for (line, place) in self.lines.iter().zip(places) {
            if self.way != Way::Columns {
                self.line(line, &scale, &mut svg);
            }
            if let Some(y) = place {
                let x = self.right() + 10.0;
                let _ = write!(
                    svg,
                    "<text class=\"end {}\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                    line.class,
                    y + 4.0,
                    line.name
                );
            }
        }
        svg + "</svg>"
    }

    fn right(&self) -> f64 {
        if self.lines.iter().all(|line| line.name.is_empty()) { RIGHT } else { RIGHT_OF_NAMED }
    }

    /// Where a day stands.
    fn x(&self, day: Date) -> f64 {
        x(self.days, day, LEFT, self.right())
    }

    fn scale(&self) -> Scale {
        let height = |day: usize| self.lines.iter().filter_map(|line| Some(line.points.get(day)?.as_ref()?.0)).sum();
        let figures: Vec<f64> = match self.way {
            Way::Columns => (0..self.days.len()).map(height).collect(),
            _ => self.lines.iter().flat_map(|line| &line.points).flatten().map(|(figure, _)| *figure).collect(),
        };
        let least = if self.from_zero { 0.0 } else { figures.iter().copied().fold(f64::INFINITY, f64::min) };
        let most = figures.into_iter().fold(0.0, f64::max);
        Scale::new(least.min(most), most, self.is_whole)
    }

    /// A mark for each day, and some days in words.
    fn days_below(&self, svg: &mut String) {
        let (Some(first), Some(last)) = (self.days.first(), self.days.last()) else { return };
        if self.days.len() <= MARKED {
            svg.push_str("<path class=\"mark\" d=\"");
            for day in self.days {
                let _ = write!(svg, "M{:.1} {BOTTOM}v4", self.x(*day));
            }
            svg.push_str("\"/>");
        }
        let (y, right) = (BOTTOM + 20.0, self.right());
        let mut label = |x: f64, class: &str, text: &str| {
            let _ = write!(svg, "<text class=\"day {class}\" x=\"{x:.1}\" y=\"{y}\">{text}</text>");
        };
        if first == last {
            return label((LEFT + right) / 2.0, "", &in_words(*first));
        }
        label(LEFT, "first", &in_words(*first));
        label(right, "last", &in_words(*last));
        let mut taken = LEFT + APART;
        for year in first.year().saturating_add(1)..=last.year() {
            let Ok(new_year) = Date::new(year, 1, 1) else { continue };
            let x = self.x(new_year);
            if x - 16.0 >= taken && x + 16.0 <= right - APART {
                label(x, "", &year.to_string());
                taken = x + APART / 2.0;
            }
        }
    }

    fn line(&self, line: &Line, scale: &Scale, svg: &mut String) {
        let place = |(day, point): (&Date, &Option<(f64, String)>)| {
            point.as_ref().map(|(figure, _)| (self.x(*day), scale.y(*figure)))
        };
        let places: Vec<Option<(f64, f64)>> = self.days.iter().zip(&line.points).map(place).collect();
        let mut path = String::new();
        let mut is_down = false;
        for place in &places {
            if let Some((x, y)) = place {
                let _ = match (is_down, self.way) {
                    (false, _) => write!(path, "M{x:.1} {y:.1}"),
                    (true, Way::Steps) => write!(path, "H{x:.1}V{y:.1}"),
                    (true, _) => write!(path, "L{x:.1} {y:.1}"),
                };
            }
            is_down = place.is_some();
        }
        let _ = write!(svg, "<path class=\"line {}\" d=\"{path}\"/>", line.class);
        let last = places.iter().rposition(Option::is_some);
        let points = places.iter().zip(&line.points).enumerate();
        for (number, ((x, y), (_, said))) in
            points.filter_map(|(number, (place, point))| Some((number, (place.as_ref()?, point.as_ref()?))))
        {
            let is_dotted = self.days.len() <= DOTTED || Some(number) == last;
            let class = if is_dotted { line.class } else { "undotted" };
            let size = if Some(number) == last { "3.2" } else { "2.2" };
            let _ = write!(
                svg,
                "<g class=\"point {class}\"><circle class=\"near\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\"/>\
                 <circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size}\"/><title>{}</title></g>",
                quick_xml::escape::escape(said.as_str())
            );
        }
    }

    /// Columns of what the lines say, one upon another.
    fn columns(&self, scale: &Scale, svg: &mut String) {
        const WIDEST: f64 = 12.0;
        let gaps = self.days.windows(2).map(|pair| self.x(pair[1]) - self.x(pair[0]));
        let width = (gaps.fold(f64::INFINITY, f64::min) * 0.7).clamp(1.5, WIDEST);
        for (number, day) in self.days.iter().enumerate() {
            let x = self.x(*day) - width / 2.0;
            let mut below = 0.0;
            for line in &self.lines {
                let Some(Some((figure, said))) = line.points.get(number) else { continue };
                let (foot, head) = (scale.y(below), scale.y(below + figure));
                below += figure;
                if foot > head {
                    let _ = write!(
                        svg,
                        "<rect class=\"column {}\" x=\"{x:.1}\" y=\"{head:.1}\" width=\"{width:.1}\" height=\"{:.1}\">\
                         <title>{}</title></rect>",
                        line.class,
                        foot - head,
                        quick_xml::escape::escape(said.as_str())
                    );
                }
            }
        }
    }

    /// Where a line ends, or the middle of its part of the last column.
    fn end(&self, number: usize, scale: &Scale) -> Option<f64> {
        let last = |line: &Line| line.points.iter().rev().flatten().next().map(|(figure, _)| *figure);
        let figure = last(self.lines.get(number)?)?;
        if self.way != Way::Columns {
            return Some(scale.y(figure));
        }
        let below: f64 = self.lines.iter().take(number).filter_map(last).sum();
        Some(scale.y(below + figure / 2.0))
    }

    /// How high the name of each line stands: at its end, but not upon another; `None` for a line without figures.
    fn ends(&self, scale: &Scale) -> Vec<Option<f64>> {
        let ends: Vec<Option<f64>> = (0..self.lines.len()).map(|line| self.end(line, scale)).collect();
        let mut from_below: Vec<usize> = (0..ends.len()).filter(|line| ends[*line].is_some()).collect();
        // Of equals the first stands below, as in a column.
        from_below.sort_by(|one, other| ends[*other].partial_cmp(&ends[*one]).unwrap_or(Ordering::Equal));
        let mut places = vec![None; ends.len()];
        let mut floor = BOTTOM;
        for line in from_below {
            let place = ends[line].map(|end| end.min(floor));
            floor = place.unwrap_or(floor) - LINE_HEIGHT;
            places[line] = place;
        }
        places
    }
}

/// When something was there, as a strip: a bar for the days from the first to the last of each pair.
pub(super) fn strip(days: &[Date], class: &str, stretches: impl Iterator<Item = (Date, Date)>) -> String {
    const WIDTH: f64 = 120.0;
    let mut svg =
        format!("<svg class=\"strip {class}\" viewBox=\"0 0 {WIDTH} 10\" aria-hidden=\"true\"><path d=\"M2 5H118\"/>");
    for (first, last) in stretches {
        let (from, to) = (x(days, first, 2.0, 118.0), x(days, last, 2.0, 118.0));
        let (from, to) = (from - 1.5, to + 1.5);
        let _ = write!(svg, "<rect x=\"{from:.1}\" y=\"2\" width=\"{:.1}\" height=\"6\" rx=\"1.5\"/>", to - from);
    }
    svg + "</svg>"
}

/// A day as people write it.
pub(super) fn in_words(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// Where a day stands between two edges, by how long it is after the first one.
fn x(days: &[Date], day: Date, left: f64, right: f64) -> f64 {
    let after = |from: Date, day: Date| f64::from((day - from).get_days());
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first < last => left + after(*first, day) / after(*first, *last) * (right - left),
        _ => (left + right) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn time_is_true() {
        let days = [date(2026, 1, 1), date(2026, 1, 11), date(2026, 1, 31)];
        assert_eq!(days.map(|day| x(&days, day, 0.0, 300.0)), [0.0, 100.0, 300.0]);
        assert_eq!(x(&days[..1], days[0], 0.0, 300.0), 150.0);
    }

    #[test]
    fn names_stand_apart_and_as_their_lines_do() {
        let line =
            |figure: f64| Line { class: "error", name: String::new(), points: vec![Some((figure, String::new()))] };
        let days = [date(2026, 1, 1)];
        let lines = [3.0, 3.0, 0.0, 0.0, 1.0].map(line).into_iter().collect();
        let plot = Plot { days: &days, label: "", lines, is_whole: true, from_zero: true, way: Way::Steps };
        let ends: Vec<f64> = plot.ends(&plot.scale()).into_iter().flatten().collect();
        let mut order: Vec<usize> = (0..5).collect();
        order.sort_by(|one, other| ends[*one].total_cmp(&ends[*other]));
        assert_eq!(order, [1, 0, 4, 3, 2]);
        assert!(order.windows(2).all(|pair| ends[pair[1]] - ends[pair[0]] >= LINE_HEIGHT - 1e-9));
    }
}
