"""What came out of a folder of reports, in the terms of the tables that say what must come out."""


import functools


def books_test(read, not_yet):
    """Makes a test of a function that checks what read(histor) gives; one whose name is in `not_yet` must still fail."""

    def decorate(check):
        name = check.__name__.removeprefix("test_")

        @functools.wraps(check)
        def test(histor):
            books = read(histor)
            try:
                check(books)
            except Exception as fault:
                if name not in not_yet:
                    raise
                print(f"not yet: {fault}")
                return
            assert name not in not_yet, f"{name} is met now: take it from NOT_YET"

        return test

    return decorate


class Missing(AssertionError):
    """Something that must come out did not."""


class Books:
    def __init__(self, histor, *inputs):
        self.folder = histor.folder
        self.claims, self.documents = [], {}
        for record in histor.ok("read", "--quiet", *inputs).records:
            if record["type"] == "document":
                source = record["source"].rsplit("/", 1)[-1].removesuffix(".txt")
                self.documents[source] = record
            else:
                self.claims.append(record | {"source": source})
        self.view = histor.ok("try", "--quiet", *inputs, "--format", "jsonl").records
        self._run = lambda *arguments: histor.ok(*arguments, *inputs)
        self.by_id = {claim["id"]: claim for claim in self.claims}

    def all(self, source=None, value=None, words=None, **fields):
        """The claims of a report with this count (or these number words) and these fields."""
        found = []
        for claim in self.claims:
            number = claim.get("number") or {}
            if source is not None and claim["source"] != source:
                continue
            if value is not None and number.get("value") != value:
                continue
            if words is not None and words.lower() not in (number.get("text") or claim["trigger"]["text"]).lower():
                continue
            if all(claim.get(name) == wanted for name, wanted in fields.items()):
                found.append(claim)
        return found

    def one(self, source, value=None, words=None, **fields):
        found = self.all(source, value, words, **fields)
        if not found:
            raise Missing(f"{source}: no claim with {value if value is not None else words or ''} {fields}")
        return found[0]

    def parts(self, whole):
        """The parts of a count: {group: value}."""
        return {claim["group"]: (claim.get("number") or {}).get("value") for claim in self.claims if claim.get("part_of") == whole["id"]}

    def records(self, kind):
        return [record for record in self.view if record["type"] == kind]

    def figures(self):
        """(the record it stands in, figure) for each of the view, the parts of figures left out."""
        for record in self.view:
            if record["type"] == "figure":
                yield record, record
            for figure in record.get("figures", []) + record.get("points", []):
                yield record, figure

    def figure_of(self, claim):
        for record, figure in self.figures():
            if claim["id"] in figure["claims"]:
                return record, figure
        raise Missing(f"{claim['source']}: {claim['id']} stands in no figure")

    def finding(self, kind, *claims):
        """The finding of this kind that rests on all these claims."""
        wanted = {claim["id"] for claim in claims}
        for finding in self.records("finding"):
            if finding["finding"] == kind and wanted <= set(finding["claims"]):
                return finding
        raise Missing(f"no {kind} of {wanted}; but {[(one['finding'], one['sentence']) for one in self.records('finding')]}")

    def incident_of(self, claim):
        record, _ = self.figure_of(claim)
        assert record["type"] == "incident", record
        return record

    def mentions(self, kind):
        """What histor mark finds of a kind."""
        return self._run("mark", "--quiet", "--kind", kind).records

    def page(self, *flags):
        """The report as a page."""
        self._run("try", "--quiet", "--report", f"{self.folder}/page.html", *flags)
        return (self.folder / "page.html").read_text()

    def arithmetic(self, claim):
        _, figure = self.figure_of(claim)
        if "arithmetic" not in figure:
            raise Missing(f"{figure['words']}: no arithmetic")
        return figure["arithmetic"]

    def check_lane(self, claim, lane):
        """That the claim stands among the incidents, the series, or in the background."""
        record, figure = self.figure_of(claim)
        where = {"incident": "incident", "series": "running"}.get(record["type"], record.get("lane"))
        assert where == lane, f"{figure['words']} ({claim['source']}) stands in {where}, not {lane}"

    def check_one_figure(self, *claims):
        for other in claims[1:]:
            first, second = self.figure_of(claims[0])[1], self.figure_of(other)[1]
            assert first["figure"] == second["figure"], f"{first['words']} ({claims[0]['source']}) and {second['words']} ({other['source']}) are two figures"

    def check_one_series(self, *claims):
        for other in claims[1:]:
            first, second = self.figure_of(claims[0])[0], self.figure_of(other)[0]
            assert first["type"] == second["type"] == "series" and first["id"] == second["id"], (
                f"{claims[0]['number']['text']} ({claims[0]['source']}) and {other['number']['text']} ({other['source']}) are not one series"
            )

    def check_not_contradicted(self, *claims):
        ids = {claim["id"] for claim in claims}
        for finding in self.records("finding"):
            assert not ids & set(map(str, finding.get("claims", finding.get("figures", [])))) or finding.get("kind") != "contradiction", finding


def actor(claim):
    return (claim.get("origin") or {}).get("actor")


def check_origin(claim, *actors):
    assert actor(claim) in actors, f"{claim['source']}, {(claim.get('number') or claim['trigger'])['text']}: said by {actor(claim)}, not {actors[0]}"


def check_day(claim, start, end=None):
    when = claim["when"] or {"start": None, "end": None}
    end = end or start
    assert (when["start"], when["end"]) == (start, end), f"{claim['source']}, {claim['number']['text']}: {when['start']} to {when['end']}, not {start} to {end}"


def check_from(claim, start):
    when = claim["when"] or {"start": None}
    assert when["start"] == start, f"{claim['source']}, {claim['number']['text']}: since {when['start']}, not {start}"


def check_vague(claim):
    number = claim["number"]
    assert number["form"] == "vague" and number["value"] is number["low"] is number["high"] is None, number


def places(claim, role="in"):
    return [where["text"] for where in claim["where"] if where["role"] == role]
