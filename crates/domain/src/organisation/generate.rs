//! People's Committees of districts and communes: one for each place, so they are not typed.
use super::{Organisation, OrganisationKind, Role, Seat};
use crate::place::{Level, Place, PlaceCode, PlaceKind, Places};
use crate::words::Words;

/// The system in which communes, not districts, are the lower level of local government.
const TWO_TIER: &str = "2025";
const SOURCE: &str = "Suy ra từ danh mục đơn vị hành chính: data/places";

pub(super) struct Committees {
    pub(super) organisations: Vec<Organisation>,
    pub(super) seats: Vec<Seat>,
}

/// Districts of the old system and communes of the two-tier system. Only those of `province`
/// get a seat: the plan of one province gives no duty to a neighbour it merged with later.
pub(super) fn committees(province: &str, places: &Places) -> Committees {
    let is_unit = |p: &&Place| match p.kind.level() {
        Level::Province => false,
        Level::District => true,
        Level::Commune => p.code.system == TWO_TIER,
    };
    let units: Vec<&Place> = places.all().iter().filter(is_unit).collect();
    let own = |p: &&&Place| places.province(p).code.code == province;
    let seat = |p: &&Place| Seat {
        organisation: unit_code(p),
        role: Role::District,
        from: p.valid_from,
        to: p.valid_to,
    };
    Committees {
        seats: units.iter().filter(own).map(seat).collect(),
        organisations: units.iter().map(|p| committee(p, places)).collect(),
    }
}

fn unit_code(place: &Place) -> String {
    let letter = if place.kind.level() == Level::District { 'H' } else { 'X' };
    format!("{letter}{}", place.code.code)
}

fn committee(place: &Place, places: &Places) -> Organisation {
    let name = place.full_name();
    let kind = match place.kind {
        PlaceKind::District | PlaceKind::City | PlaceKind::Town => OrganisationKind::District,
        _ => OrganisationKind::Commune,
    };
    Organisation {
        code: unit_code(place),
        name: Words::new(
            format!("Ủy ban nhân dân {}", name.vi),
            format!("People's Committee of {}", name.en),
        ),
        short_vi: format!("UBND {}", name.vi),
        kind,
        place: Some(place.code.clone()),
        valid_from: place.valid_from,
        valid_to: place.valid_to,
        successors: successors(place, places),
        source: SOURCE.to_owned(),
        confirmed: true,
    }
}

/// New communes that hold ground of the old district's communes, by official code.
fn successors(district: &Place, places: &Places) -> Vec<String> {
    let new_of = |commune: &Place| -> Vec<PlaceCode> {
        places.successors(&commune.code).map(|e| e.new.clone()).collect()
    };
    let mut new: Vec<_> = places.children(&district.code).flat_map(new_of).collect();
    new.sort_unstable();
    new.dedup();
    new.iter().map(|code| format!("X{}", code.code)).collect()
}
