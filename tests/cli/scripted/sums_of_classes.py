"""No printed figure is a sum over comparability classes: on the example reports, and on three published ones where they lie beside the
repository."""

import copy

from program import EXAMPLES, SHARED, Skip
from sums import Printed


def of_examples(histor):
    return Printed(histor, [file.read_text() for file in sorted(EXAMPLES.glob("*.txt"))], "--manifest", histor.examples())


def test_none_on_the_examples(histor):
    of_examples(histor).check()


def test_none_on_the_three_reports(histor):
    files = sorted((SHARED / "gold" / "dev" / "texts").glob("seed-*.txt"))
    if not files:
        raise Skip("the three reports do not lie beside the repository")
    Printed(histor, [file.read_text() for file in files], *files).check()


def test_one_would_be_found(histor):
    printed = of_examples(histor)

    def found(change):
        doctored = copy.copy(printed)
        doctored.records = copy.deepcopy(printed.records)
        change(doctored)
        try:
            doctored.check()
        except AssertionError as fault:
            return str(fault)
        raise AssertionError("a sum over two classes went unseen")

    # 18 in the one class, 25 in the other
    def in_table(it):
        it.table += "  Aleppo, Idlib   43 killed   White Helmets — 1 origin, 2 outlets\n"

    def in_page(it):
        it.page = it.page.replace("</main>", "<p>Together <bdi>43 killed</bdi></p></main>")

    def in_toll(it):
        toll = next(toll for record in it.records if record["type"] == "incident" for toll in record["tolls"] if toll["high"])
        toll["high"]["value"] = 43

    assert found(in_table).startswith("table: 43")
    assert found(in_page).startswith("page: 43")
    assert found(in_toll).startswith("records: 43")
