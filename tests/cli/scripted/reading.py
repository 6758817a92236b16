"""histor read: the contract of the claim record, on texts as they come."""

import json

from program import DONE, EXAMPLES, FAILED, SHARED, SOME_FAILED, Skip, made_reports


def quotes_of(value):
    """Every {"text", "span"} in a record, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("span"), list):
            yield value["text"], value["span"]
        for inner in value.values():
            yield from quotes_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes_of(inner)


def check_spans(records, text_of):
    """Every span of every record slices the very words from the document's text. Returns how many were checked."""
    checked = 0
    for record in records:
        if record["type"] == "document":
            text = text_of(record["source"])
            continue
        begin, end = record["sentence"]
        assert 0 <= begin < end <= len(text), record
        for words, (first, last) in quotes_of(record):
            assert text[first:last] == words.encode(), (words, text[first:last], record)
            checked += 1
        if record.get("group_span"):
            first, last = record["group_span"]
            assert text[first:last] == record["group_text"].encode(), record
            checked += 1
        if record.get("as_of"):
            first, last = record["as_of"]["span"]
            assert begin <= first < last <= len(text) or first < begin, record
    return checked


def test_spans_slice_the_files_bytes(histor):
    histor.examples()
    names = sorted(path.name for path in EXAMPLES.glob("*.txt"))
    awkward = {
        "crlf.txt": "Title\r\n\r\nFive people were killed\r\nin Aleppo, police said.\r\n",
        "curly.txt": "“At least 16 people were killed” in Khān Shaykhūn — and 20 were injured, the café’s owner said…\n",
        "arabic.txt": "قتل 18. At least 18 people were killed in حلب on Sunday, said الدفاع المدني. 🔳 Fatalities: 18…\n",
        "tabs.txt": "\t\tFive\tpeople\twere\tkilled\tin\tAleppo,\tpolice said.",
        "nul.txt": "Five people\0 were killed in Aleppo\0, police said.\n",
    }
    for name, text in awkward.items():
        histor.write(name, text)
    records = histor("read", "--quiet", *names, *awkward).records
    assert check_spans(records, lambda source: (histor.folder / source).read_bytes()) > 200


def test_spans_index_the_text_of_other_encodings(histor):
    text = "Five people were killed in Aleppo on Monday – 20 were injured, the café’s owner said.\n"
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "windows-1252"):
        histor.write(f"{encoding}.txt", text.encode(encoding))
        outcome = histor("read", f"{encoding}.txt")
        assert outcome.code == DONE, outcome.err
        assert check_spans(outcome.records, lambda _: text.encode()) >= 4, encoding


def test_survives_broken_bytes(histor):
    whole = b"".join(path.read_bytes() for path in sorted(EXAMPLES.glob("*.txt")))
    state = 7
    names = []
    for i in range(40):
        broken = bytearray(whole[i * 97 : i * 97 + 1500])
        for _ in range(6):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            broken[(state >> 33) % len(broken)] = (state >> 20) % 256
        names.append(histor.write(f"broken-{i}.txt", bytes(broken)))
    outcome = histor("read", *names)
    assert outcome.code in (DONE, SOME_FAILED), outcome.err
    assert len([r for r in outcome.records if r["type"] == "document"]) >= 30
    told = [line for line in outcome.err.splitlines() if not line.startswith(("histor: note: ", "histor: error: ", "hint: "))]
    assert not told, told


def test_writes_the_records_of_the_contract(histor):
    histor.examples()
    records = histor.ok("read", "--manifest", "manifest.csv").records
    left, ids = 0, set()
    for record in records:
        if record["type"] == "document":
            assert left == 0, "the document before has fewer claims than it says"
            left, document = record["claims"], record["document"]
            assert record["bytes"] == (histor.folder / record["source"]).stat().st_size
            last = 0
            continue
        assert record["type"] == "claim" and record["document"] == document
        left -= 1
        assert record["id"].startswith("c_") and record["id"] not in ids
        ids.add(record["id"])
        anchor = (record.get("number") or record["trigger"])["span"][0]
        assert anchor >= last, "claims stand in text order"
        last = anchor
        assert 0 < record["confidence"] <= 1 and record["rule"]
        if record["kind"] in ("casualty", "displacement"):
            assert record["number"]["form"] != "vague" or record["number"]["value"] is None, record
    assert left == 0 and len(ids) > 40
    for record in records:
        for other in [record.get("part_of"), *record.get("denies", [])]:
            assert other is None or other in ids


def test_same_bytes_on_any_number_of_threads(histor):
    histor.examples()
    names = [histor.write(name, text) for name, text in made_reports(60)]
    names += sorted(path.name for path in EXAMPLES.glob("*.txt"))
    alone = histor.ok("read", "--threads", "1", *names)
    for threads in ("2", "5", "0"):
        assert histor.ok("read", "--threads", threads, *names).out == alone.out, f"{threads} threads"
    assert histor.ok("try", "--threads", "1", *names).out == histor.ok("try", "--threads", "2", *names).out


def test_keeps_the_order_of_the_inputs(histor):
    names = [histor.write(name, text) for name, text in made_reports(50)]
    for order in (names, names[::-1], names[25:] + names[:25]):
        records = histor.ok("read", "--threads", "4", *order).records
        assert [r["source"] for r in records if r["type"] == "document"] == order
    lines = {}
    for order in (names, names[::-1]):
        for line in histor.ok("read", *order).out.splitlines():
            lines.setdefault(line, set()).add(order[0])
    assert all(len(seen) == 2 for seen in lines.values()), "a record depends on what else was read"


def test_names_a_report_by_its_path_only_in_source(histor):
    text = "Five people were killed in Aleppo, police said.\n"
    histor.write("a.txt", text)
    histor.write("folder/b.txt", text)
    first, second = (histor.ok("read", name).records for name in ("a.txt", "folder/b.txt"))
    assert first[1:] == second[1:], "claims of the same bytes differ"
    assert first[0] | {"source": ""} == second[0] | {"source": ""}


def test_output_to_a_file(histor):
    histor.examples()
    plain = histor.ok("read", "--manifest", "manifest.csv").out
    outcome = histor.ok("read", "--manifest", "manifest.csv", "-o", "claims.jsonl")
    assert outcome.out == b"" and (histor.folder / "claims.jsonl").read_bytes() == plain
    # What stood there stays if nothing could be read, and an input is never its own output.
    histor.fails(FAILED, "read", "no-such.txt", "-o", "claims.jsonl")
    assert (histor.folder / "claims.jsonl").read_bytes() == plain
    before = (histor.folder / "outlet-a.txt").read_bytes()
    histor("read", "outlet-a.txt", "-o", "outlet-a.txt")
    assert (histor.folder / "outlet-a.txt").read_bytes().startswith((before[:40], b'{"type":"document"')), "the report was lost"
    assert [json.loads(line)["type"] for line in histor.ok("read", "outlet-f.txt", "-o", "/dev/stdout").out.splitlines()]
    assert sorted(path.name for path in histor.folder.iterdir() if "claims" in path.name) == ["claims.jsonl"]


def test_reads_the_development_texts(histor):
    texts = sorted((SHARED / "gold" / "dev" / "texts").glob("*.txt"))
    if not texts:
        raise Skip("no gold texts beside the repository")
    outcome = histor("read", "--quiet", *texts)
    assert outcome.code == DONE and outcome.err == "", outcome.err
    assert check_spans(outcome.records, lambda source: open(source, "rb").read()) > 500
