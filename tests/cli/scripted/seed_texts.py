"""The cases that three published reports of December 2024 hold, where those reports lie beside the repository."""

from books import Books, Missing, actor, books_test, check_day, check_from, check_origin, check_vague, places
from program import SHARED, Skip

# Cases that the program does not meet yet. The test of a case that is met fails until the case is taken from here.
NOT_YET = set()

TEXTS = SHARED / "gold" / "dev" / "texts"
A, B, C = "seed-000", "seed-002", "seed-003"


def read(histor):
    texts = [TEXTS / f"{name}.txt" for name in (A, B, C)]
    if not all(text.exists() for text in texts):
        raise Skip("the three reports do not lie beside the repository")
    return Books(histor, *texts)


case = books_test(read, NOT_YET)


@case
def test_dates_of_the_reports(books):
    for source in (A, B, C):
        assert (books.documents[source]["published"] or {}).get("date") == "2024-12-02", source


@case
def test_eighteen_in_prose_and_in_the_post(books):
    prose, post = books.one(A, 18, outcome="killed", block="body"), books.one(A, 18, outcome="killed", block="post")
    check_origin(prose, "white-helmets")
    check_origin(post, "white-helmets")
    assert post["as_of"]["time"] == "2024-12-01T19:00" and prose["as_of"] is None
    assert "Aleppo" in " ".join(places(post, "excluding")) and not places(prose, "excluding")


@case
def test_nine_is_never_added_to_the_18(books):
    nine = books.one(A, 9, outcome="killed")
    check_origin(nine, "white-helmets")
    check_day(nine, "2024-12-01")
    for incident in books.records("incident"):
        for toll in incident["tolls"]:
            assert not toll["high"] or toll["high"]["value"] not in (27, 45), toll


@case
def test_sixteen_at_the_roundabout_contradicts_nothing(books):
    sixteen = books.one(A, 16, outcome="killed")
    check_origin(sixteen, "sohr")
    assert sixteen["number"]["hedge"] == "at_least" and places(sixteen)
    books.check_not_contradicted(sixteen, books.one(A, 18, block="post"))


@case
def test_twenty_five_in_the_prose(books):
    claim = books.one(B, 25, outcome="killed", block="body")
    assert claim["number"]["hedge"] == "at_least"
    check_origin(claim, "white-helmets")
    books.check_lane(claim, "incident")


@case
def test_fifty_six_is_a_running_total(books):
    claim = books.one(B, 56, outcome="killed")
    assert claim["aggregation"] == "running" and books.parts(claim) == {"children": 20}
    check_origin(claim, "white-helmets")
    check_from(claim, "2024-11-27")
    books.check_lane(claim, "running")


@case
def test_the_observatorys_first_total(books):
    claim = books.one(A, 301, outcome="killed")
    assert claim["aggregation"] == "running" and books.parts(claim) == {"civilians": 28}
    check_origin(claim, "sohr")


@case
def test_the_observatorys_later_total(books):
    claim = books.one(C, 457, outcome="killed")
    assert claim["aggregation"] == "running" and claim["number"]["low"] == 458
    check_origin(claim, "sohr")
    assert books.parts(claim).get("civilians") == 72


@case
def test_the_two_totals_are_one_series(books):
    books.check_one_series(books.one(A, 301), books.one(C, 457))


@case
def test_breakdown_that_leaves_32_unstated(books):
    claim = books.one(A, 125, outcome="injured")
    assert books.parts(claim) == {"women": 54, "children": 39} and books.arithmetic(claim)["remainder"] == 32
    assert not books.all(value=32)


@case
def test_breakdown_that_is_complete(books):
    claim = books.one(A, 18, outcome="killed", block="body")
    assert books.parts(claim) == {"children": 5, "women": 2, "men": 11} and books.arithmetic(claim)["complete"]


@case
def test_dozens_of_soldiers(books):
    claim = books.one(A, words="dozens", outcome="killed")
    assert claim["group"] == "soldiers"
    check_vague(claim)
    check_origin(claim, "syria-military")


@case
def test_background(books):
    dead = books.one(C, 500000, outcome="killed")
    assert dead["aggregation"] == "background"
    books.check_lane(dead, "background")
    assert books.one(C, 5500000, kind="displacement")["aggregation"] == "background"
    assert books.one(B, words="hundreds of thousands", outcome="killed")["aggregation"] == "background"


@case
def test_one_and_four_of_the_five(books):
    five = books.one(C, 5, outcome="killed", group="children")
    for claim in (books.one(C, 1, outcome="killed", group="children"), books.one(C, 4, outcome="killed")):
        assert claim["part_of"] in (five["id"], five["part_of"])


@case
def test_seven_said_by_rescue_workers(books):
    claim = books.one(B, 7, outcome="killed")
    assert claim["number"]["hedge"] == "at_least" and any("Idlib" in place for place in places(claim))
    check_origin(claim, "rescue-workers")


@case
def test_withdrawal_without_a_shot(books):
    claims = [claim for claim in books.all(A, kind="control", action="withdrew") if actor(claim) == "sohr"]
    if not claims:
        raise Missing("no withdrawal said by the Observatory's director")
    assert claims[0]["violent"] is False


@case
def test_denial(books):
    books.one(B, kind="denial")


@case
def test_tal_rifaat(books):
    claims = [c for c in books.all(C, kind="control") if any("Tal Rifaat" in place["text"] for place in c["place"])]
    if not claims:
        raise Missing("nobody seized Tal Rifaat")
    check_origin(claims[0], "sohr")
    assert "turkey" in claims[0]["actor"]["actor"], claims[0]["actor"]


@case
def test_page_furniture_is_not_read(books):
    for claim in books.claims:
        begin, end = claim["sentence"]
        sentence = (TEXTS / f"{claim['source']}.txt").read_bytes()[begin:end].decode()
        for words in ("minute read", "Leave a comment", "Original url", "Related article", "Haj Kadour"):
            assert words not in sentence or claim["block"] == "caption", sentence


@case
def test_the_citys_population_is_no_claim(books):
    assert not books.all(C, 2000000) and not books.all(B, 4000000)
