"""Looks for figures that were added up over comparability classes, two or more: in every number that the program prints of some reports, as a table, as
JSON lines and as a page."""

import html
import itertools
import json
import re

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
NOT_OF_PEOPLE = [
    re.compile(pattern)
    for pattern in (
        r"sha256:[0-9a-f]+…?",
        r"\b[a-z]_[0-9a-z]{8,}",  # ids
        r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?",
        rf"\b\d{{1,2}} {MONTH}(?: \d{{4}})?(?:, \d\d:\d\d)?",
        # Counts of things: of each the unit stands behind it.
        r"\b[\d,]+ (?:bytes|reports?|claims?|figures?|incidents?|running totals?|places?|findings?|origins?|outlets?|times|statements?)\b",
    )
]
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?![\w]|\.\d)")


def numbers(text):
    for pattern in NOT_OF_PEOPLE:
        text = pattern.sub(" ", text)
    return {int(match.group().replace(",", "")) for match in NUMBER.finditer(text) if match.group().strip(",")}


def numbers_of_record(value):
    """Whole numbers of a JSON value, in its words too, but for where a place is."""
    if isinstance(value, dict):
        return set().union(*(numbers_of_record(one) for name, one in value.items() if name not in ("latitude", "longitude", "place")))
    if isinstance(value, list):
        return set().union(*map(numbers_of_record, value))
    if isinstance(value, str):
        return numbers(value)
    return {value} if isinstance(value, int) and not isinstance(value, bool) else set()


# "more than 457 − 11 = at least 447": what a running total leaves of itself, reckoned where it is printed.
REMAINDER = re.compile(r"[Rr]emainder, no incident: ([^=;]*) = (?:at least |about |up to )?([\d,]+)")


def without_remainders(text):
    """The text without the remainders that are reckoned rightly; their terms stay."""

    def check(match):
        terms = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", match.group(1))]
        left = terms[0] - sum(terms[1:]) + ("more than" in match.group(1).split("−")[0])
        assert left == int(match.group(2).replace(",", "")), f"reckoned wrongly: {match.group()}"
        return match.group(1)

    return REMAINDER.sub(check, re.sub(r"\s+", " ", text))


def words_of_page(page):
    page = re.sub(r"<(style|script|head)\b.*?</\1>", " ", page, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def figures(record):
    """All figures of a record of the view, parts included, with the lane that they stand in."""
    lane = {"incident": "incident", "series": "running"}.get(record["type"], record.get("lane"))
    open_ones = record.get("figures", []) + record.get("points", []) + ([record] if record["type"] == "figure" else [])
    while open_ones:
        figure = open_ones.pop()
        open_ones += figure.get("parts", [])
        yield lane, figure


def class_of(lane, figure):
    """Outcome, population, area, window and lane; what differs in one of them is not comparable."""
    area = tuple(sorted(where["place"] or where["text"] for where in figure["where"]))
    return figure["outcome"], figure["group"], area, figure["first"], figure["last"], lane


def written(texts):
    """Every number of the reports, as they write it."""
    return set().union(*map(numbers, texts)) | {int(n.replace(",", "")) for text in texts for n in re.findall(r"\d[\d,]*\d|\d", text)}


class Printed:
    """Everything that the program prints of `inputs`, and the figures that it read."""

    def __init__(self, histor, texts, *inputs):
        self.texts = texts
        self.table = histor.ok("try", "--quiet", *inputs, "--format", "table", "--report", "page.html").out.decode()
        self.page = (histor.folder / "page.html").read_text()
        self.records = histor.ok("try", "--quiet", *inputs, "--format", "jsonl").records
        self.figures = [pair for record in self.records for pair in figures(record)]

    def allowed(self):
        """What a report writes, bounds of a figure as it is worded, and the arithmetic of one whole and its parts."""
        out = written(self.texts)
        for _, figure in self.figures:
            out |= {figure["number"][name] for name in ("value", "low", "high")}
            if arithmetic := figure.get("arithmetic"):
                out |= {arithmetic["sum"], arithmetic["remainder"]}
        return out

    def sums(self):
        """Sums over two classes, with the words of what would be added."""
        counted = [(class_of(lane, f), f["number"]["value"], f["words"]) for lane, f in self.figures if (f["number"]["value"] or 0) > 0]
        out = {}
        for (a, x, first), (b, y, second) in itertools.combinations(counted, 2):
            if a != b:
                out.setdefault(x + y, f"{first} + {second}")
        return out

    def check(self):
        """Every number that is printed is written in a report, or the arithmetic of one class: so none is a sum over two."""
        shown = {"table": numbers(without_remainders(self.table)), "page": numbers(without_remainders(words_of_page(self.page))), "records": numbers_of_record(self.records)}
        sums, allowed = self.sums(), self.allowed()
        assert sum(value not in allowed for value in sums) > 20, "too few figures to tell anything"
        for name, all_of_it in shown.items():
            assert len(all_of_it & allowed) > 10, f"{name}: no figures found in it"
            for value in sorted(all_of_it - allowed):
                raise AssertionError(f"{name}: {value} is printed, which no report writes; it may be {sums.get(value, 'a sum over many')}")
