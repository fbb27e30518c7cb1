//! A map of communes as SVG: a dot at each point, larger where there is more. The list beside it says the same.
use askama::filters::HtmlSafe;
use domain::place::Point;

/// A dot, with what it is called and where it leads.
pub struct Dot {
    pub point: Point,
    pub href: String,
    /// «Xã Khánh Lâm: 3 nhu cầu, 2 chưa có nguồn».
    pub text: String,
    pub n: i64,
    /// Drawn in the colour of what lacks.
    pub lacks: bool,
}

/// Written where a template shows it; empty when no place has a point.
pub struct Map(String);

const WIDTH: i64 = 480;
/// Room around the outermost dots.
const EDGE: i64 = 24;

impl Map {
    pub fn new(title: &str, dots: &[Dot]) -> Self {
        use std::fmt::Write as _;
        let lat = |d: &Dot| i64::from(d.point.lat_e5);
        let lon = |d: &Dot| i64::from(d.point.lon_e5);
        let (Some(west), Some(east)) = (dots.iter().map(lon).min(), dots.iter().map(lon).max()) else {
            return Self(String::new());
        };
        let (south, north) =
            (dots.iter().map(lat).min().unwrap_or_default(), dots.iter().map(lat).max().unwrap_or_default());
        // So near the equator a degree of longitude is as long as one of latitude, to one in a hundred.
        let span = (east - west).max(north - south).max(1);
        let scale = |n: i64| n * (WIDTH - 2 * EDGE) / span;
        let height = scale(north - south) + 2 * EDGE;
        let width = scale(east - west) + 2 * EDGE;
        let mut out = format!(
            "<svg class=\"map\" viewBox=\"0 0 {width} {height}\" role=\"group\" aria-label=\"{}\"><rect class=\"land\" width=\"{width}\" height=\"{height}\"/>",
            escape(title)
        );
        for dot in dots {
            let (x, y) = (EDGE + scale(lon(dot) - west), EDGE + scale(north - lat(dot)));
            let radius = 6 + dot.n.clamp(0, 12);
            let class = if dot.lacks { "d k" } else { "d" };
            // Writing into a string does not fail.
            let _ = write!(
                out,
                "<a href=\"{}\"><circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"><title>{}</title></circle></a>",
                escape(&dot.href),
                escape(&dot.text)
            );
        }
        out.push_str("</svg>");
        Self(out)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Display for Map {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Map {}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn north_is_up_and_what_is_written_is_escaped() {
        let dot = |lat_e5, text: &str| Dot {
            point: Point { lat_e5, lon_e5: 10_500_000 },
            href: "/nhu-cau?dia-ban=2025:1".into(),
            text: text.into(),
            n: 2,
            lacks: true,
        };
        let map = Map::new("Bản đồ", &[dot(900_000, "bắc <b>"), dot(880_000, "nam")]).to_string();
        assert!(map.contains("cy=\"24\" r=\"8\"><title>bắc &lt;b>"), "{map}");
        assert!(map.find("bắc") < map.find("nam"));
        assert!(Map::new("", &[]).is_empty());
    }
}
