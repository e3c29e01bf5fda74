//! 轮值: who receives on which day. Deputies are dealt into teams so that each has its share of
//! county deputies (县代表+镇代表, as 北营房镇 does it); teams then take turns.

use crate::record::RecordId;

/// A deputy to be dealt into a team.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dealt {
    /// Who.
    pub deputy: RecordId,
    /// The rank of the highest level held: 0 township, 1 county, …
    pub level: usize,
    /// The deputies' group, where it is known.
    pub group: Option<RecordId>,
}

/// Deals deputies into this many teams. Deputies of a higher level are spread first, so that no
/// team is without one while another has two; within a level, members of one group stay in
/// neighbouring turns, so that a team mixes groups. No two teams differ by more than one in size.
///
/// ```
/// use domain::record::RecordId;
/// use domain::reception::{Dealt, deal_teams};
/// let deputies: Vec<Dealt> = (0..10)
///     .map(|at| Dealt { deputy: RecordId::new(), level: usize::from(at < 4), group: None })
///     .collect();
/// let teams = deal_teams(&deputies, 4);
/// assert_eq!(teams.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 2, 2]);
/// ```
#[must_use]
pub fn deal_teams(deputies: &[Dealt], teams: usize) -> Vec<Vec<RecordId>> {
    let teams = teams.clamp(1, deputies.len().max(1));
    let mut order: Vec<&Dealt> = deputies.iter().collect();
    order.sort_by_key(|it| (std::cmp::Reverse(it.level), it.group.map(|group| group.0)));
    let mut dealt = vec![Vec::new(); teams];
    for (at, deputy) in order.into_iter().enumerate() {
        dealt[at % teams].push(deputy.deputy);
    }
    dealt
}

/// Which team has each of so many days, going on after the last team that had one.
#[must_use]
pub fn turns(teams: usize, last: Option<usize>, days: usize) -> Vec<usize> {
    if teams == 0 {
        return Vec::new();
    }
    let first = last.map_or(0, |it| (it + 1) % teams);
    (0..days).map(|at| (first + at) % teams).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_team_mixes_levels_and_groups() {
        let groups: Vec<RecordId> = (0..3).map(|_| RecordId::new()).collect();
        let deputies: Vec<Dealt> = (0..36)
            .map(|at| Dealt {
                deputy: RecordId::new(),
                level: usize::from(at % 9 == 0),
                group: Some(groups[at / 12]),
            })
            .collect();
        let teams = deal_teams(&deputies, 4);
        for team in &teams {
            let of = |id: &RecordId| deputies.iter().find(|it| it.deputy == *id).expect("dealt");
            assert_eq!(team.len(), 9, "teams are alike in size");
            let county = team.iter().filter(|id| of(id).level == 1).count();
            assert_eq!(county, 1, "each team has a county deputy");
            let mixed: std::collections::BTreeSet<_> = team.iter().map(|id| of(id).group).collect();
            assert_eq!(mixed.len(), 3, "each team has members of every group");
        }
        let mut all: Vec<RecordId> = teams.concat();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 36, "everybody once");
    }

    #[test]
    fn turns_go_on_where_last_year_stopped() {
        assert_eq!(
            turns(4, Some(2), 5),
            [3, 0, 1, 2, 3],
            "the fourth team comes next"
        );
        assert_eq!(
            turns(3, None, 4),
            [0, 1, 2, 0],
            "a first year begins with the first"
        );
        assert!(turns(0, None, 4).is_empty(), "no teams, no turns");
        assert!(
            deal_teams(&[], 4).iter().all(Vec::is_empty),
            "no deputies, no teams"
        );
    }
}
