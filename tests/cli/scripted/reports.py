"""The HTML report that histor try writes."""

import html.parser
import re

from program import FAILED


class Outside(html.parser.HTMLParser):
    """What a page would fetch from elsewhere, and where it would lead."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.text = ""

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            value = value or ""
            if tag in ("script", "iframe", "object", "embed", "base") and name in ("src", "data", "href"):
                self.found.append((tag, name, value))
            elif name in ("src", "srcset", "poster", "action", "background", "data") and not value.startswith("data:"):
                self.found.append((tag, name, value))
            elif tag == "link" and name == "href" and not value.startswith("data:"):
                self.found.append((tag, name, value))
            elif name == "style" and "url(" in value:
                self.found.append((tag, name, value))

    def handle_data(self, data):
        self.text += data


def test_stands_alone(histor):
    manifest = histor.examples()
    table = histor.ok("try", "--manifest", manifest)
    outcome = histor.ok("try", "--manifest", manifest, "--report", "report.html")
    assert outcome.out == table.out, "the table is the same with a report"
    page = (histor.folder / "report.html").read_text()
    assert page.startswith("<!doctype html>") or page.startswith("<!DOCTYPE html>")
    outside = Outside()
    outside.feed(page)
    assert not outside.found, outside.found
    for style in re.findall(r"<style[^>]*>(.*?)</style>", page, re.S):
        assert "@import" not in style and not re.search(r"url\((?!['\"]?data:)", style)
    for word in ("White Helmets", "Outlet A", "at least 16", "5 + 2 + 11 = 18"):
        assert word in outside.text, word
    assert histor.ok("try", "--manifest", manifest, "--report", "again.html").code == 0
    assert (histor.folder / "again.html").read_text() == page, "the same reports make the same page"


def test_carries_hostile_text_as_text(histor):
    histor.write(
        "hostile.txt",
        '</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\n\nFive people were killed in Aleppo on 2 December 2024, the '
        '<script>alert(2)</script> "Observatory" & <b onclick=x>police</b> said.\n',
    )
    histor.ok("try", "hostile.txt", "--outlet", '"><script>alert(3)</script>', "--report", "report.html")
    page = (histor.folder / "report.html").read_text()
    for left in ("<script>alert", "<img src=x", "<b onclick"):
        assert left not in page, left


def test_cannot_be_written(histor):
    histor.examples()
    outcome = histor.fails(FAILED, "try", "outlet-f.txt", "--report", "no-such-folder/report.html", says="no-such-folder/report.html")
    assert "hint: " in outcome.err
