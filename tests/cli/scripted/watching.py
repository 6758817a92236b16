"""histor watch: what is new in feeds comes into the ledger, once."""

import json
import signal
import subprocess
import time

from program import DONE, FAILED, NOT_PERMITTED, SOME_FAILED, USAGE
from web import Server, answer, kept, report

RSS = ["Content-Type: application/rss+xml"]
INTERRUPTED = 130


def rss(*items, link="http://reports.example/"):
    body = "".join(
        f"<item><title>Report {number}</title><link>{path}</link><guid>{path}</guid><pubDate>{date}</pubDate>"
        f"<description>{number} people were killed in Aleppo on Sunday, police said.</description></item>"
        for number, path, date in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Reports</title><link>{link}</link>{body}</channel></rss>'


MONDAY = "Mon, 02 Dec 2024 10:00:00 GMT"
TUESDAY = "Tue, 03 Dec 2024 10:00:00 GMT"


def watch(histor, server, *arguments, code=DONE, **more):
    outcome = histor("watch", *arguments, *server.allowed(), "--retries", "0", "--timeout", "5", **more)
    assert outcome.code == code, f"exit {outcome.code}: {outcome.err}"
    assert "fault in histor" not in outcome.err
    return outcome


def documents(histor):
    return sorted(record["source"] for record in histor.ok("docs").records if record["type"] == "document")


def test_what_is_new_is_added_once(histor):
    items = [(5, "/5", MONDAY)]
    pages = {f"/{number}": answer(report(number)) for number in (5, 6, 7)}
    pages["/feed"] = lambda *_: answer(rss(*items), headers=RSS)
    with Server(pages) as server:
        first = watch(histor, server, server.url("/feed"), "--once")
        assert [record["source"] for record in first.records] == [server.url("/5")]
        assert first.records[0]["claims"] == 1 and first.records[0]["document"].startswith("sha256:")
        assert "1 added with 1 claims" in first.err, first.err
        again = watch(histor, server, server.url("/feed"), "--once")
        assert again.records == [] and server.paths().count("/5") == 1
        items[:0] = [(6, "/6", TUESDAY)]
        third = watch(histor, server, server.url("/feed"), "--once")
        assert [record["source"] for record in third.records] == [server.url("/6")]
        assert documents(histor) == [server.url("/5"), server.url("/6")]
        rows = kept(histor)[1]
        assert sorted(row["url"] for row in rows) == sorted([server.url("/feed")] * 3 + [server.url("/5"), server.url("/6")])


def test_an_item_with_a_later_date_is_looked_at_again(histor):
    date = [MONDAY]
    text = [report(5)]
    pages = {"/feed": lambda *_: answer(rss((5, "/5", date[0])), headers=RSS), "/5": lambda *_: answer(text[0])}
    with Server(pages) as server:
        watch(histor, server, server.url("/feed"), "--once")
        date[0], text[0] = TUESDAY, report(8)
        outcome = watch(histor, server, server.url("/feed"), "--once")
        assert [record["source"] for record in outcome.records] == [server.url("/5")]
        assert len(histor.ok("claims").records) == 2, "both readings of the page are kept"


def test_a_feed_that_has_not_changed_is_not_sent_again(histor):
    def feed(request, number):
        if request.headers.get("if-none-match") == '"f"':
            return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        return answer(rss((5, "/5", MONDAY)), headers=[*RSS, 'ETag: "f"'])

    with Server({"/feed": feed, "/5": answer(report(5))}) as server:
        watch(histor, server, server.url("/feed"), "--once")
        watch(histor, server, server.url("/feed"), "--once")
        assert server.asked[-1].headers["if-none-match"] == '"f"'
        assert [row["status"] for row in kept(histor)[1] if row["url"] == server.url("/feed")] == [200, 304]


def test_what_failed_for_now_is_tried_again_and_what_failed_for_good_is_not(histor):
    def ill(request, number):
        return answer("ill", "503 Service Unavailable") if number == 0 else answer(report(6))

    def feed(request, number):
        if "if-none-match" in request.headers:
            return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        return answer(rss((6, "/6", MONDAY), (7, "/gone", MONDAY), (5, "/5", MONDAY)), headers=[*RSS, 'ETag: "f"'])

    with Server({"/feed": feed, "/5": answer(report(5)), "/6": ill}) as server:
        first = watch(histor, server, server.url("/feed"), "--once", code=SOME_FAILED)
        assert [record["source"] for record in first.records] == [server.url("/5")]
        assert "503" in first.err and "404" in first.err
        second = watch(histor, server, server.url("/feed"), "--once")
        assert [record["source"] for record in second.records] == [server.url("/6")]
        assert server.paths().count("/gone") == 1 and server.paths().count("/5") == 1
        watch(histor, server, server.url("/feed"), "--once")
        assert "if-none-match" in server.asked[-1].headers, "now all of it was dealt with"


def test_a_feed_that_fails_does_not_keep_others(histor):
    pages = {
        "/broken": answer("<rss><channel><item", headers=RSS),
        "/words": answer("No feed at all."),
        "/feed": answer(rss((5, "/5", MONDAY)), headers=RSS),
        "/5": answer(report(5)),
    }
    with Server(pages) as server:
        urls = [server.url(path) for path in ("/missing", "/broken", "/words", "/feed")]
        outcome = watch(histor, server, *urls, "--once", code=SOME_FAILED)
        for url in urls[:3]:
            assert url in outcome.err, outcome.err
        assert [record["source"] for record in outcome.records] == [server.url("/5")]
        watch(histor, server, server.url("/missing"), "--once", code=FAILED)
    histor.fails(USAGE, "watch", "feed.xml", says="feed.xml")
    histor.fails(USAGE, "watch", "http://reports.example/", "--every", "often", says=["--every", "often", "15m"])
    histor.fails(USAGE, "watch", says="FEED")


def test_a_page_names_its_feed(histor):
    page = '<!DOCTYPE html><html><head><link rel="alternate" type="application/atom+xml" href="feeds/all?a=1&amp;b=2"></head></html>'
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Reports</title><entry><title>Five</title><id>tag:example.org,2024:5</id>'
        '<link href="/5"/><updated>2024-12-02T10:00:00Z</updated></entry></feed>'
    )
    pages = {
        "/news/": answer(page, headers=["Content-Type: text/html"]),
        "/news/feeds/all?a=1&b=2": answer(atom, headers=["Content-Type: application/atom+xml"]),
        "/5": answer(report(5)),
    }
    with Server(pages) as server:
        outcome = watch(histor, server, server.url("/news/"), "--once")
        assert "its feed is " + server.url("/news/feeds/all?a=1&b=2") in outcome.err, outcome.err
        assert documents(histor) == [server.url("/5")]


def test_json_feeds_are_feeds(histor):
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Reports", "items": [{"id": "5", "url": "/5", "content_text": "x"}]}
    with Server({"/feed": answer(json.dumps(feed), headers=["Content-Type: application/feed+json"]), "/5": answer(report(5))}) as server:
        watch(histor, server, server.url("/feed"), "--once")
        assert documents(histor) == [server.url("/5")]


def test_the_items_alone(histor):
    items = [(5, "/5", MONDAY), (6, "/6", MONDAY)]
    with Server({"/feed": lambda *_: answer(rss(*items), headers=RSS)}) as server:
        outcome = watch(histor, server, server.url("/feed"), "--once", "--feed-only")
        assert [record["source"] for record in outcome.records] == [server.url("/feed") + "!1", server.url("/feed") + "!2"]
        assert sorted(record["number"]["value"] for record in histor.ok("claims").records) == [5, 6]
        assert server.paths() == ["/robots.txt", "/feed"]
        items[:0] = [(7, "/7", TUESDAY)]
        outcome = watch(histor, server, server.url("/feed"), "--once", "--feed-only")
        assert [record["source"] for record in outcome.records] == [server.url("/feed") + "!1"], "an item is known wherever it stands"


def started(histor, *arguments):
    return subprocess.Popen(
        [histor.binary, "watch", *arguments], cwd=histor.folder, env=histor.environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )


def test_it_goes_on_until_it_is_told_to_end(histor):
    for ending in (signal.SIGINT, signal.SIGTERM):
        items = [(5, "/5", MONDAY)]
        pages = {f"/{number}": answer(report(number)) for number in (5, 6)}
        pages["/feed"] = lambda *_: answer(rss(*items), headers=RSS)
        with Server(pages) as server:
            ledger = f"{ending.name}.db"
            watcher = started(histor, server.url("/feed"), "--every", "1s", "--ledger", ledger, *server.allowed())
            try:
                assert json.loads(watcher.stdout.readline())["source"] == server.url("/5")
                # Another one for the same ledger would fight with it.
                histor.fails(
                    NOT_PERMITTED, "watch", server.url("/feed"), "--once", "--ledger", ledger, *server.allowed(),
                    says="another histor fetches for this ledger",
                )
                histor.write("own.txt", report(9))
                histor.ok("add", "own.txt", "--ledger", ledger)
                items[:0] = [(6, "/6", TUESDAY)]
                assert json.loads(watcher.stdout.readline())["source"] == server.url("/6")
                watcher.send_signal(ending)
                out, err = watcher.communicate(timeout=20)
            finally:
                watcher.kill()
            assert watcher.returncode == INTERRUPTED, (watcher.returncode, err)
            assert "2 added" in err and out == "", (out, err)
            assert server.paths().count("/5") == 1
            kept(histor, ledger)
            assert len(histor.ok("docs", "--ledger", ledger).records) == 3


def test_it_ends_in_the_midst_of_a_slow_answer(histor):
    def drip(*_):
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n"
        while True:
            time.sleep(0.1)
            yield b" "

    with Server({"/feed": drip, "/robots.txt": answer("", "404 Not Found")}) as server:
        watcher = started(histor, server.url("/feed"), *server.allowed())
        try:
            while "/feed" not in server.paths():
                time.sleep(0.02)
            watcher.send_signal(signal.SIGINT)
            _, err = watcher.communicate(timeout=20)
        finally:
            watcher.kill()
        assert watcher.returncode == INTERRUPTED, (watcher.returncode, err)
        assert "histor: error" not in err, err


def test_a_killed_watch_goes_on_where_it_was(histor):
    numbers = range(5, 25)
    pages = {f"/{number}": answer(report(number)) for number in numbers}
    pages["/feed"] = answer(rss(*((number, f"/{number}", MONDAY) for number in numbers)), headers=RSS)
    with Server(pages) as server:
        watcher = started(histor, server.url("/feed"), *server.allowed())
        for _ in range(5):
            watcher.stdout.readline()
        watcher.kill()
        watcher.wait()
        watch(histor, server, server.url("/feed"), "--once")
        assert documents(histor) == sorted(server.url(f"/{number}") for number in numbers)
        assert sum(server.paths().count(f"/{number}") for number in numbers) <= len(numbers) + 1
        kept(histor)


def test_a_feed_that_was_added_before_is_still_watched(histor):
    """What `add`, or a look in another way, asked of the address is no look at its entries."""

    def feed(request, number):
        if request.headers.get("if-none-match") == '"f"':
            return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        return answer(rss((5, "/5", MONDAY)), headers=[*RSS, 'ETag: "f"'])

    with Server({"/feed": feed, "/5": answer(report(5))}) as server:
        histor.ok("add", server.url("/feed"), *server.allowed(), "--retries", "0")
        watch(histor, server, server.url("/feed"), "--once", "--feed-only")
        outcome = watch(histor, server, server.url("/feed"), "--once")
        assert [record["source"] for record in outcome.records] == [server.url("/5")], outcome.err
        watch(histor, server, server.url("/feed"), "--once")
        assert server.paths().count("/5") == 1
