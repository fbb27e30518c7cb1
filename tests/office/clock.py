#!/usr/bin/env python3
"""Due dates of random dossiers, computed a second time and compared.

    clock.py PROGRAM [COUNT]

Working days are counted by workalendar; the days of rest are its input, made here from the law and
from an own computation of the lunar calendar. The lengths and events of the clocks are written out
here a second time on purpose. A fifth of the dossiers bring a made-up government decision for the
year (days off, days exchanged), which both sides are given. Then one due date is changed, and the
comparison must notice.
"""
import calendar
import datetime as dt
import json
import math
import pathlib
import random
import subprocess
import sys
import tomllib

from workalendar.core import SAT, SUN, Calendar

DAY = dt.timedelta(days=1)
ZONE = 7 / 24


def new_moon(k):
    """Julian day of the k-th new moon since 1900 in UTC+7, after Meeus."""
    t = k / 1236.85
    rad = math.radians
    jd = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    jd += 0.00033 * math.sin(rad(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = 359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3
    moon = 306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3
    node = 21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3
    sin = lambda angle: math.sin(rad(angle))
    c = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon)
    c += 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node)
    c += -0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon) + 0.0004 * sin(2 * node + sun)
    c += -0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    c += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    delta = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return math.floor(jd + c - delta + 0.5 + ZONE)


def sun_sector(jd):
    """Twelfth of the ecliptic the sun is in at midnight of that day, UTC+7; 9 begins at the winter solstice."""
    t = (jd - 0.5 - ZONE - 2451545.0) / 36525
    rad = math.radians
    m = 357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3
    long = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    long += (1.914600 - 0.004817 * t - 0.000014 * t**2) * math.sin(rad(m))
    long += (0.019993 - 0.000101 * t) * math.sin(2 * rad(m)) + 0.000290 * math.sin(3 * rad(m))
    return int(long % 360 // 30)


def lunar_month_11(year):
    """Index of the new moon that begins the month with the winter solstice of the year."""
    k = int((dt.date(year, 12, 31).toordinal() + 1721425 - 2415021) / 29.530588853)
    return k - 1 if sun_sector(new_moon(k)) >= 9 else k


def lunar_days(year):
    """First day of the lunar year, and the tenth of its third month."""
    eleventh, next_eleventh = lunar_month_11(year - 1), lunar_month_11(year)
    leap = None
    if next_eleventh - eleventh == 13:
        months = range(eleventh + 1, eleventh + 14)
        leap = next(k for k in months if sun_sector(new_moon(k)) == sun_sector(new_moon(k + 1)))
    month, k, begins = 11, eleventh, {}
    while k < next_eleventh:
        begins.setdefault(month, k)
        k += 1
        if k != leap:
            month = month % 12 + 1
    day = lambda k, n: dt.date.fromordinal(new_moon(k) - 1721425 + n - 1)
    return day(begins[1], 1), day(begins[3], 10)


class VietNam(Calendar):
    """Rest by the Labour Code, and a decision where one is given."""
    WEEKEND_DAYS = (SAT, SUN)

    def __init__(self, decisions):
        super().__init__()
        self.decisions = decisions
        self.years = {}

    def holidays(self, year=None):
        if year not in self.years:
            self.years[year] = sorted((day, "rest") for day in self.rest(year))
        return self.years[year]

    def rest(self, year):
        tet, hung_kings = lunar_days(year)
        decision = self.decisions.get(year, {})
        fixed = {dt.date(year, m, d) for m, d in [(1, 1), (4, 30), (5, 1), (9, 2), (9, 3)]} | {hung_kings}
        listed = {dt.date.fromisoformat(d) for d in decision.get("tet", [])}
        days = fixed | (listed or {tet + n * DAY for n in range(-1, 4)})
        # Rest lost to a feast is taken on the next day that is not one.
        for lost in sorted(d for d in days if d.weekday() >= 5 and d not in listed):
            instead = lost
            while instead in days or instead.weekday() >= 5:
                instead += DAY
            days.add(instead)
        days |= {dt.date.fromisoformat(d) for d in decision.get("off", [])}
        return days - self.worked(year)

    def worked(self, year):
        return {dt.date.fromisoformat(d) for d in self.decisions.get(year, {}).get("work", [])}

    def extra(self, start):
        return [d for y in range(start.year, start.year + 2) for d in self.worked(y)]

    def after(self, start, count):
        return self.add_working_days(start, count, extra_working_days=self.extra(start))

    def between(self, start, on):
        days = (start + n * DAY for n in range(1, (on - start).days + 1))
        return sum(self.is_working_day(d, extra_working_days=self.extra(start)) for d in days)


def months_after(start, count):
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


class Maker:
    """Random dossiers of the kinds whose clocks are sourced, and what is due."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def day(self, first=dt.date(2020, 9, 20), last=dt.date(2038, 12, 31)):
        return first + self.random.randint(0, (last - first).days) * DAY

    def later(self, day, most=30):
        return day + self.random.randint(0, most) * DAY

    def decision(self, year):
        """Days off and exchanged that nobody decided: a weekday off, a Saturday worked."""
        pick = self.random
        tet, hung_kings = lunar_days(year)
        off = [d for d in (self.day(dt.date(year, 1, 2), dt.date(year, 12, 30)) for _ in range(3)) if d.weekday() < 5]
        work = [d for d in (self.day(dt.date(year, 1, 2), dt.date(year, 12, 30)) for _ in range(9)) if d.weekday() == 5]
        span = [tet + n * DAY for n in range(-2, 5)] if pick.random() < 0.5 else []
        decision = {"source": "random", "tet": span, "off": off, "work": work}
        return {"year": year, "tet": tet, "hung_kings": hung_kings, "decision": decision}

    def dossier(self):
        kind = self.random.choice([self.appraisal, self.notice, self.finance_copy, self.start, self.completion, self.registration])
        return kind()

    def appraisal(self):
        events, handed_in = [("submitted", self.day())], None
        handed_in = events[0][1]
        for _ in range(self.random.randint(0, 2)):
            back = self.later(handed_in)
            handed_in = self.later(back)
            events += [("returned", back), ("supplemented", handed_in)]
        papers = {p: self.later(events[0][1], 60) for p in ["request", "agreement", "project_document", "registration"]}
        start = max(handed_in, *papers.values())
        return "grant", events, papers, ("calendar", 20, start)

    def decided(self, *more):
        sent = self.day()
        closed = self.later(sent)
        approved = self.later(closed)
        papers = {p: sent for p in ["request", "agreement", "project_document", "registration"]}
        events = [("submitted", sent), ("accepted_without_opinions", sent), ("appraised", closed), ("approved", approved)]
        return events, papers, approved

    def notice(self):
        events, papers, approved = self.decided()
        return "grant", events, papers, ("calendar", 5, approved)

    def finance_copy(self):
        events, papers, approved = self.decided()
        return "grant", events + [("decision_notified", approved)], papers, ("working", 10, approved)

    def start(self):
        events, papers, approved = self.decided()
        done = [("decision_notified", approved), ("finance_copied", approved)]
        return "grant", events + done, papers, ("months", 6, approved)

    def completion(self):
        events, papers, approved = self.decided()
        started = self.later(approved)
        ended = self.later(started, 900)
        return "grant", events + [("started", started), ("ended", ended)], papers, ("months", 6, ended)

    def registration(self):
        sent = self.day(dt.date(2022, 11, 1))
        accepted, steps = sent, self.random.randint(0, 2)
        events = [("submitted", sent), ("accepted", accepted), ("consulted", accepted)][: steps + 1]
        return "ngo_registration", events, {}, ("working", [2, 2, 10][steps], sent)

    def question(self):
        family, events, papers, (unit, length, start) = self.dossier()
        on = self.later(max([start, *(d for _, d in events)]), 250)
        year = self.decision(start.year) if self.random.random() < 0.2 else None
        days = VietNam({year["year"]: json.loads(say(year["decision"]))} if year else {})
        if unit == "calendar":
            due, day, of = start + length * DAY, (on - start).days, length
        elif unit == "months":
            due = months_after(start, length)
            day, of = (on - start).days, (due - start).days
        else:
            due, day, of = days.after(start, length), days.between(start, on), length
        facts = {"registration": "activity"} if family == "ngo_registration" else {"modality": "project", "provider": "foreign_ngo"}
        dossier = {"family": family, "facts": facts, "papers": papers, "event": [{"event": e, "on": d} for e, d in events]}
        expected = {"due": str(due), "day": day, "of_days": of, "unit": unit, "late_by": max((on - due).days, 0)}
        return {"on": on, "year": year, "dossier": dossier}, expected


def say(value):
    return json.dumps(value, default=str, ensure_ascii=False)


def differences(asked, answers, expected):
    wrong = []
    for question, answer, wanted in zip(asked, answers, expected, strict=True):
        told = {key: answer.get(key) for key in wanted}
        if told != wanted:
            wrong.append((question, told, wanted))
    return wrong


def check_lunar(data):
    """The lunar days of the data against the computation."""
    for entry in tomllib.loads(data.read_text(encoding="utf-8"))["year"]:
        ours, computed = (entry["tet"], entry["hung_kings"]), tuple(str(d) for d in lunar_days(entry["year"]))
        assert ours == computed, f"{entry['year']}: data {ours}, computed {computed}"


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    root = pathlib.Path(__file__).resolve().parents[2]
    check_lunar(root / "data/calendar/viet-nam.toml")
    maker = Maker(20251107)
    made = [maker.question() for _ in range(count)]
    asked, expected = [q for q, _ in made], [e for _, e in made]
    lines = "".join(say(q) + "\n" for q in asked)
    done = subprocess.run([program, "dossier", "state", "-", "--format", "json"], input=lines, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout[-2000:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = differences(asked, answers, expected)
    for question, told, wanted in wrong[:5]:
        print(say(question), "\n  program", say(told), "\n  here   ", say(wanted))
    assert not wrong, f"{len(wrong)} of {count} differ"
    answers[count // 2]["due"] = "2001-01-01"
    assert len(differences(asked, answers, expected)) == 1, "a changed date was not noticed"
    working = sum(e["unit"] == "working" for e in expected)
    print(f"{count} dossiers, {working} of them by working days: every due date is the same")


if __name__ == "__main__":
    main()
