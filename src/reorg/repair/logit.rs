//! A conditional logit: weights under which what was chosen is likely.

/// How firmly the weights to start from are held on to, in choices.
const FIRMNESS: f64 = 1.0;

/// Moves weights to where the first of each group of alternatives is as likely as the facts allow, by steps along each
/// weight that are as long as its curvature permits.
pub(super) fn fit(weights: &mut [f64], groups: &[Vec<Vec<f64>>]) {
    const ROUNDS: usize = 40;
    let usual = weights.to_vec();
    for _ in 0..ROUNDS {
        let mut slope: Vec<f64> = weights.iter().zip(&usual).map(|(now, usual)| FIRMNESS * (usual - now)).collect();
        let mut curve = vec![FIRMNESS; weights.len()];
        for alternatives in groups {
            let score = |facts: &Vec<f64>| facts.iter().zip(&*weights).map(|(fact, weight)| fact * weight).sum::<f64>();
            let scores: Vec<f64> = alternatives.iter().map(score).collect();
            let shares = shares(&scores);
            for at in 0..weights.len() {
                let mean: f64 = shares.iter().zip(alternatives).map(|(share, facts)| share * facts[at]).sum();
                let square: f64 = shares.iter().zip(alternatives).map(|(share, facts)| share * facts[at].powi(2)).sum();
                slope[at] += alternatives[0][at] - mean;
                curve[at] += square - mean * mean;
            }
        }
        for ((weight, slope), curve) in weights.iter_mut().zip(slope).zip(curve) {
            *weight += 0.5 * slope / curve;
        }
    }
}

/// Probabilities from logarithms of likelihoods.
fn shares(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f64 = shares.iter().sum();
    shares.into_iter().map(|share| share / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_weighs_what_tells_the_chosen_from_the_others() {
        // The first fact is true of the chosen one in nine of ten choices; the second one says nothing.
        let choice = |at: usize| {
            let (own, other) = if at.is_multiple_of(10) { (0.0, 1.0) } else { (1.0, 0.0) };
            let noise = f64::from(u8::from((at / 10).is_multiple_of(2)));
            vec![vec![own, noise], vec![other, 1.0 - noise]]
        };
        let groups: Vec<Vec<Vec<f64>>> = (0..2_000).map(choice).collect();
        let mut weights = vec![0.0, 3.0];
        fit(&mut weights, &groups);
        // The logarithm of nine to one.
        assert!((weights[0] - 9.0_f64.ln()).abs() < 0.05 && weights[1].abs() < 0.3, "{weights:?}");
    }

    #[test]
    fn where_there_is_nothing_to_learn_from_weights_stay() {
        let mut weights = vec![1.5, -0.5];
        fit(&mut weights, &[]);
        assert_eq!(weights, [1.5, -0.5]);
    }
}
