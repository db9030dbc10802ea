"""Small data to look things up in: three councils' figures differ, the other 29 are alike."""

from joint_working.models import lookup

YEARS = ["2018/19", "2019/20", "2020/21", "2022/23"]


def areas(*first, rest=(40, 40, 40, 40), joint=(None,) * 4, scotland=(50, 50, 50, 50)):
    """The figures of 38 areas: some councils', those of the other councils, then joint, Scotland and four groups."""
    return [list(row) for row in [*first, *[rest] * (32 - len(first)), joint, scotland, *[scotland] * 4]]


def measure(key="share", **more):
    """A share in per cent with one decimal, whose third year is over a break for everyone."""
    usual = {
        "key": key, "title": "A share", "group": "Shares", "format": "percent1", "shown_format": "percent1",
        "says": "[place]: {} in [year].", "both": "{} in [one], {} in [another].", "unit": "of all [place]",
        "higher_is_not": "Not worse in [place].", "lower_is_not": "Not better.", "top_name": "", "bottom_name": "",
        "counted": 0, "least": 0.1, "days": 0, "rounded": 0, "pooled": 0, "years": YEARS,
        "values": areas((10, 20, 30, 25), (None, 12, 12, 12), (None, 24, 24, 24), joint=(None, None, None, None)),
        "per": None, "tops": None, "bottoms": None, "shown": None, "cut": ["20", "40", "60", "80"],
        "edges": [20, 40, 60, 80], "kept": 3, "frame": [0, 50], "runs": [0, 0, 1, 2], "own_runs": {},
        "other": "", "population": "", "things": "days", "lengths": None, "monthly": "",
        "cautions": [[0, 1], *[[]] * 32, [1, 2], *[[]] * 4],
    }  # fmt: skip
    return usual | more


def count(**more):
    """A count of days: a change is told beside it, and its first year cannot be chosen."""
    values = areas((200, 250, 100, 0), rest=(10, 10, 10, 10), joint=(20, 20, 20, 20), scotland=(1000, 1500, 1000, 900))
    return measure(
        "days", title="Days", counted=1, monthly="days",
        least=1, days=1, pooled=1, format="count", shown_format="percent",
        kept=2, values=values, shown=lookup.changes_of(values),
    ) | more  # fmt: skip


def place(code, name, councils, area=None, group=34, beside=()):
    """A partnership of one council or two."""
    at = councils[0] if area is None else area
    return {"code": code, "name": name, "said": f"the {name}", "councils": councils, "area": at, "group": group,
            "beside": list(beside), "few": 0}  # fmt: skip


DATA = {
    "areas": [{"code": str(at), "name": f"Area {at}"} for at in range(38)],
    "places": [place("P0", "Isle", [0], beside=[1]), place("P1", "Pair", [1, 2], area=32, group=-1, beside=[0])],
    "tiles": [[at // 8, at % 8, f"T{at}"] for at in range(32)],
    "measures": [measure(), count()],
    "months": {"first": "2016-07", "count": 3, "days": [[4, 8, 6], *[[1, 1, 1]] * 32, [40, 20, 10], *[[1, 1, 1]] * 4]},
    "cautions": ["Rounded.", "Revised.", "Estimated."],
}
SETTING = {"measure": "share", "place": "P0", "comparator": "scotland", "year": "2019/20", "tiles": "32"}


def look(**changes):
    """What a setting points at: the usual one, with some choices made."""
    return lookup.look(DATA, lookup.choose(DATA, SETTING, changes).setting)
