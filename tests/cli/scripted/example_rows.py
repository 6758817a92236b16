"""The tables of examples/aleppo-2024/README.md, and through them that of what Histor must get right, row by row, on what the
program prints."""

from books import Books, Missing, actor, books_test, check_day, check_from, check_origin, check_vague, places

# Rows that the program does not meet yet. The test of a row that is met fails until the row is taken from here.
NOT_YET = {
    "15_is_running",  # outlet-g's sentence says nothing of days: only that it is the army's figure of the other report
}

row = books_test(lambda histor: Books(histor, "--manifest", histor.examples()), NOT_YET)

ARMY = ("syria-military", "syria-government")


@row
def test_01_prose_repeats_the_post(books):
    claim = books.one("outlet-a", 18, outcome="killed", block="body")
    assert claim["group"] == "civilians" and claim["aggregation"] == "incident" and claim["as_of"] is None
    check_origin(claim, "white-helmets")
    check_day(claim, "2024-12-01")
    assert not places(claim, "excluding") and all(where["from"] != "sentence" for where in claim["where"])


@row
def test_02_post_states_its_scope(books):
    claim = books.one("outlet-a", 18, outcome="killed", block="post")
    check_origin(claim, "white-helmets")
    assert claim["as_of"]["time"] == "2024-12-01T19:00"
    assert "Aleppo" in " ".join(places(claim, "excluding")) and "Idlib" in " ".join(places(claim))
    books.check_lane(claim, "incident")


@row
def test_01_and_02_are_one_count_whose_scope_was_lost(books):
    prose, post = books.one("outlet-a", 18, outcome="killed", block="body"), books.one("outlet-a", 18, outcome="killed", block="post")
    books.check_one_figure(prose, post)
    _, figure = books.figure_of(prose)
    assert figure["as_of"] == "2024-12-01T19:00" and figure["excluding"], "what the prose leaves out comes from the post"
    sentence = books.finding("scope-dropped", prose, post)["sentence"]
    assert "19:00" in sentence and "Aleppo" in sentence, sentence


@row
def test_03_complete_breakdown(books):
    whole = books.one("outlet-a", 18, outcome="killed", block="body")
    assert books.parts(whole) == {"children": 5, "women": 2, "men": 11}
    arithmetic = books.arithmetic(whole)
    assert arithmetic["complete"] and arithmetic["words"].startswith("5 + 2 + 11 = 18"), arithmetic


@row
def test_04_breakdown_that_leaves_some_unstated(books):
    whole = books.one("outlet-a", 125, outcome="injured")
    assert whole["number"]["hedge"] == "about"
    check_origin(whole, "white-helmets")
    assert books.parts(whole) == {"women": 54, "children": 39}
    arithmetic = books.arithmetic(whole)
    assert arithmetic["remainder"] == 32 and not arithmetic["complete"], arithmetic
    assert not books.all(value=32)


def check_quarter(where, latitude, longitude):
    """That a place is known as a quarter of the town at this point, and no finer."""
    assert where["kind"] == "neighbourhood" and where["precision"] == "district", where
    assert abs(where["latitude"] - latitude) < 0.05 and abs(where["longitude"] - longitude) < 0.05, where


@row
def test_05_nine_in_three_neighbourhoods(books):
    whole = books.one("outlet-b", 9, outcome="killed", group="civilians")
    check_origin(whole, "white-helmets")
    assert set(places(whole)) == {"Al-Qusour", "Al-Khamara", "Al-Shamali"}
    for quarter in whole["where"]:
        check_quarter(quarter, 35.93, 36.63)
    assert books.parts(whole) == {"children": 3, "women": 1} and books.arithmetic(whole)["remainder"] == 5
    check_day(whole, "2024-12-01")


@row
def test_05_is_never_added_to_the_18(books):
    for incident in books.records("incident"):
        for toll in incident["tolls"]:
            for bound in ("low", "best", "high"):
                assert not toll[bound] or toll[bound]["value"] not in (27, 36), toll


@row
def test_05_is_a_part_of_the_18(books):
    nine, eighteen = books.one("outlet-b", 9, outcome="killed"), books.one("outlet-a", 18, block="post")
    assert books.incident_of(nine)["part_of"] == books.incident_of(eighteen)["id"]


@row
def test_06_injured_in_three_neighbourhoods(books):
    whole = books.one("outlet-b", 59, outcome="injured")
    check_origin(whole, "white-helmets")
    assert books.parts(whole) == {"children": 21, "women": 19} and books.arithmetic(whole)["remainder"] == 19
    check_day(whole, "2024-12-01")


@row
def test_07_roundabout(books):
    for source in ("outlet-a", "outlet-f"):
        killed, injured = books.one(source, 16, outcome="killed"), books.one(source, 20, outcome="injured")
        assert killed["number"]["hedge"] == "at_least" and "Aleppo" in places(killed) and "Aleppo" in places(injured)
        books.check_lane(killed, "incident")
    for claim in (books.one("outlet-a", 16), books.one("outlet-a", 20, outcome="injured")):
        check_origin(claim, "sohr")
    check_origin(books.one("outlet-f", 16), "monitoring-group", "monitor")


@row
def test_07_is_no_contradiction_of_the_18(books):
    sixteen, eighteen = books.one("outlet-a", 16), books.one("outlet-a", 18, block="post")
    books.check_not_contradicted(sixteen, eighteen)
    first, second = books.figure_of(sixteen)[1]["figure"], books.figure_of(eighteen)[1]["figure"]
    assert first != second
    for relation in books.records("relation"):
        if {relation["a"], relation["b"]} == {first, second}:
            assert relation["relation"] == "apart", relation


@row
def test_08_twenty_five_in_two_outlets(books):
    in_c, in_d = (books.one(source, 25, outcome="killed", block="body") for source in ("outlet-c", "outlet-d"))
    for claim in (in_c, in_d):
        assert claim["number"]["hedge"] == "at_least"
        check_origin(claim, "white-helmets")
        assert books.parts(claim) == {"children": 10}
        books.check_lane(claim, "incident")


@row
def test_08_is_of_sunday(books):
    for source in ("outlet-c", "outlet-d"):
        check_day(books.one(source, 25, outcome="killed", block="body"), "2024-12-01")


@row
def test_08_is_one_figure(books):
    books.check_one_figure(*(books.one(source, 25, outcome="killed", block="body") for source in ("outlet-c", "outlet-d")))


@row
def test_08_updates_the_18(books):
    earlier, later = books.one("outlet-a", 18, block="post"), books.one("outlet-c", 25, block="body")
    assert books.figure_of(earlier)[1]["updated_by"] == books.figure_of(later)[1]["figure"]
    incident = books.incident_of(later)
    assert incident["origins"] == ["white-helmets"] and {"Outlet C", "Outlet D"} <= set(incident["outlets"])
    best = [toll["best"]["value"] for toll in incident["tolls"] if toll["outcome"] == "killed" and toll["group"] == "people"]
    assert best == [25], best


@row
def test_09_one_figure_under_two_attributions(books):
    sentence = books.finding("attribution-drift", books.one("outlet-c", 7, outcome="killed"), books.one("outlet-d", 7, outcome="killed"))["sentence"]
    assert "rescue workers" in sentence and "itnesses" in sentence, sentence


@row
def test_09_seven_in_the_middle_of_idlib(books):
    for source, origin in (("outlet-c", "rescue-workers"), ("outlet-d", "witnesses")):
        claim = books.one(source, 7, outcome="killed")
        assert claim["number"]["hedge"] == "at_least" and any("Idlib" in place for place in places(claim))
        check_origin(claim, origin)
        check_day(claim, "2024-12-01")
    check_vague(books.one("outlet-c", words="many", outcome="injured"))


@row
def test_09_many_more_are_people(books):
    assert books.one("outlet-c", words="many", outcome="injured")["group"] == "people", "not the rescue workers who said it"


@row
def test_10_fifty_six_since_27_november(books):
    claims = [books.one(source, 56, outcome="killed") for source in ("outlet-d", "outlet-g")]
    for claim in claims:
        assert claim["aggregation"] == "running"
        check_origin(claim, "white-helmets")
        check_from(claim, "2024-11-27")
        assert books.parts(claim) == {"children": 20}
        books.check_lane(claim, "running")
    books.check_one_series(*claims)


@row
def test_11_the_observatorys_first_total(books):
    for source in ("outlet-a", "outlet-g"):
        claim = books.one(source, 301, outcome="killed")
        assert claim["aggregation"] == "running" and books.parts(claim) == {"civilians": 28}
        check_origin(claim, "sohr")
        books.check_lane(claim, "running")


@row
def test_11_is_not_of_britain(books):
    assert not places(books.one("outlet-a", 301)), "the group is based there; the dead are not"


@row
def test_12_the_observatorys_later_total(books):
    claim = books.one("outlet-g", 457, outcome="killed")
    assert claim["aggregation"] == "running" and claim["number"]["hedge"] == "more_than" and claim["number"]["low"] == 458
    check_origin(claim, "sohr")
    check_from(claim, "2024-11-27")
    assert "Syria" in places(claim)


@row
def test_12_at_least_72_of_them_civilians(books):
    claim = books.one("outlet-g", 72, outcome="killed", group="civilians")
    assert claim["number"]["hedge"] == "at_least" and claim["part_of"] == books.one("outlet-g", 457)["id"]


@row
def test_12_and_11_are_one_series(books):
    books.check_one_series(books.one("outlet-a", 301), books.one("outlet-g", 301), books.one("outlet-g", 457))


@row
def test_12_supersedes_11(books):
    series, last = books.figure_of(books.one("outlet-g", 457, outcome="killed"))
    assert [point["number"]["value"] for point in series["points"]] == [301, 457] and series["points"][-1]["figure"] == last["figure"]


@row
def test_13_eleven_on_monday(books):
    claims = [books.one(source, 11, outcome="killed", group="civilians", block="body") for source in ("agency-m", "outlet-g")]
    for claim in claims:
        check_origin(claim, "sohr")
        check_day(claim, "2024-12-02")
        assert places(claim) == ["Idlib"] and books.parts(claim) == {"children": 5}
    books.check_one_figure(*claims)


@row
def test_13_is_by_no_rebel(books):
    hands = {by["actor"] for by in books.one("outlet-g", 11, outcome="killed")["by"]}
    assert not hands, f"outlet-g names nobody for the raids; by {hands}"


@row
def test_14_one_and_four_of_the_five(books):
    student = books.one("agency-m", 1, outcome="killed", group="children")
    sisters = books.one("agency-m", 4, outcome="killed")
    check_origin(student, "teacher", "teachers")
    check_origin(sisters, "teacher", "teachers")
    five = books.one("agency-m", 5, outcome="killed", group="children")
    assert {student["part_of"], sisters["part_of"]} <= {five["id"], five["part_of"]}, "they are among the five"


@row
def test_14_is_no_incident_of_its_own(books):
    for record, figure in books.figures():
        assert figure["number"]["value"] not in (1, 4), f"{figure['words']} stands beside the 11, in {record['id']}"


@row
def test_14_is_held_back_from_the_public(books):
    public, inside = books.page(), books.page("--internal")
    for words in ("his student", "four sisters"):
        assert words in inside and words not in public, words
    assert "they could identify a child" in public and "they could identify a child" not in inside


@row
def test_15_dozens_of_soldiers(books):
    for source in ("army-statement", "outlet-g"):
        claim = books.one(source, words="dozens", outcome="killed")
        assert claim["group"] == "soldiers"
        check_vague(claim)
    check_origin(books.one("outlet-g", words="dozens"), *ARMY)
    assert all(toll["best"] is None for incident in books.records("incident") for toll in incident["tolls"] if toll["vague"] and toll["group"] == "soldiers")


@row
def test_15_said_by_the_army_command(books):
    check_origin(books.one("army-statement", words="dozens"), *ARMY)


@row
def test_15_is_running(books):
    for source in ("army-statement", "outlet-g"):
        assert books.one(source, words="dozens")["aggregation"] == "running", source


@row
def test_16_many_soldiers(books):
    claim = books.one("outlet-c", words="many", outcome="killed")
    assert claim["group"] == "soldiers" and "Aleppo" in places(claim)
    check_origin(claim, *ARMY)
    check_vague(claim)


@row
def test_17_displaced(books):
    claim = books.one("outlet-a", 14000, kind="displacement")
    check_origin(claim, "un")
    assert claim["outcome"] == "displaced"


@row
def test_17_is_running(books):
    assert books.one("outlet-a", 14000)["aggregation"] == "running"


@row
def test_18_the_wars_dead(books):
    claim = books.one("outlet-h", 500000, outcome="killed")
    assert claim["aggregation"] == "background" and actor(claim) is None
    books.check_lane(claim, "background")


@row
def test_18_since_2011(books):
    check_from(books.one("outlet-h", 500000), "2011-01-01")


@row
def test_18_displaced_by_the_war(books):
    claim = books.one("outlet-h", 5500000, kind="displacement")
    assert claim["aggregation"] == "background"
    check_vague(books.one("outlet-h", words="millions", kind="displacement"))


@row
def test_18_is_no_toll_of_the_week(books):
    for incident in books.records("incident"):
        for toll in incident["tolls"]:
            assert all(not toll[bound] or toll[bound]["value"] < 1000 for bound in ("low", "best", "high")), toll


def control(books, source, action, *words):
    for claim in books.all(source, kind="control", action=action):
        if all(any(word in place["text"] for place in claim["place"]) for word in words):
            return claim
    raise Missing(f"{source}: nothing {action} {words}; but {[(c['action'], [p['text'] for p in c['place']]) for c in books.all(source, kind='control')]}")


@row
def test_words_withdrawal_without_a_shot(books):
    claim = control(books, "outlet-a", "withdrew", "Aleppo")
    check_origin(claim, "sohr")
    assert claim["actor"]["actor"] in ARMY and claim["violent"] is False


@row
def test_words_withdrawal_by_the_armys_account(books):
    claim = control(books, "army-statement", "withdrew")
    assert claim["actor"]["actor"] in ARMY and claim["status"] == "claimed", (claim["actor"], claim["status"])
    check_origin(claim, *ARMY)


@row
def test_words_denial(books):
    claim = books.one("outlet-c", kind="denial")
    assert {"syria-military", "russia"} <= {actor(claim)} | {by["actor"] for by in claim["by"]} | {speaker["actor"] for speaker in claim["relay"]}
    assert books.one("outlet-c", 25, block="body")["id"] in claim["denies"]


@row
def test_words_capture_of_khansir(books):
    claims = control(books, "outlet-c", "captured", "Khansir"), control(books, "outlet-d", "captured", "Khanasir")
    ids = [{place["place"] for place in claim["place"] if place["text"].startswith("Khan")} for claim in claims]
    assert ids[0] == ids[1] and None not in ids[0], "one place"
    assert all(claim["status"] == "claimed" for claim in claims)


@row
def test_words_recapture_by_the_army(books):
    claim = control(books, "outlet-c", "recaptured")
    assert claim["actor"]["actor"] in ARMY and claim["status"] == "claimed"
    check_origin(claim, *ARMY)


@row
def test_words_tal_rifaat(books):
    claim = control(books, "agency-m", "captured", "Tal Rifaat")
    check_origin(claim, "sohr")
    assert claim["actor"]["actor"] not in ("hts", "hts-and-allies") and "turkey" in claim["actor"]["actor"]
    assert not any(place["text"] == "Turkey" for place in claim["place"]), "a faction close to it took no country"


@row
def test_words_capture_and_entry_of_aleppo(books):
    for source, action in (("agency-m", "captured"), ("outlet-h", "entered")):
        claim = control(books, source, action, "Aleppo")
        assert claim["actor"]["actor"] in ("hts", "hts-and-allies"), claim["actor"]


@row
def test_words_timeline_of_aleppo(books):
    (aleppo,) = [one for one in books.records("control") if one["lane"] == "control" and one["words"] == "Aleppo"]
    (withdrawal,) = [one for one in aleppo["timeline"] if one["action"] == "withdrew"]
    assert withdrawal["violent"] is False, "one withdrawal, by the Observatory's word and by the army's"
    assert withdrawal["origins"] == ["sohr", "syria-military"] and withdrawal["outlets"] == ["Outlet A", "Outlet E"]
    (capture,) = [one for one in aleppo["timeline"] if one["action"] == "captured"]
    assert capture["status"] == "confirmed" and capture["confirmed_by"] == ["syria-military"]
    assert aleppo["holder"] in ("hts", "hts-and-allies") and not aleppo["disputed"]


@row
def test_words_entry_in_the_caption(books):
    assert all(claim["block"] == "caption" for claim in books.all("agency-m", kind="control", action="entered")), "not the article's own words"


@row
def test_words_eastern_aleppo_in_2016(books):
    for action in ("besieged", "recaptured"):
        claim = control(books, "outlet-h", action, "Aleppo")
        assert claim["aggregation"] == "background" and (claim["when"] or {}).get("start") == "2016-01-01"


@row
def test_words_government_forces_and_not_russia(books):
    for action in ("besieged", "recaptured"):
        assert control(books, "outlet-h", action, "Aleppo")["actor"]["actor"] in ARMY, "Russia gave support"


@row
def test_words_one_rescue_group(books):
    names = {claim["origin"]["text"] for claim in books.claims if actor(claim) == "white-helmets"}
    assert any("Civil Defence" in name for name in names) and any("White Helmets" in name for name in names), names


@row
def test_words_one_minister(books):
    names = {mention["text"]: mention["actor"] for mention in books.mentions("actors") if mention["text"].startswith("Abbas")}
    assert names == {"Abbas Araqchi": "iran-foreign-ministry", "Abbas Araghchi": "iran-foreign-ministry"}, names


@row
def test_words_one_armed_group(books):
    names = {m["text"]: m["actor"] for m in books.mentions("actors") if m["text"] in ("Hayat Tahrir al-Sham", "HTS", "Nusra Front")}
    assert names == {"Hayat Tahrir al-Sham": "hts", "HTS": "hts", "Nusra Front": "hts"}, names


@row
def test_words_one_place_in_one_timeline(books):
    timelines = [record for record in books.records("control") if "Khansir" in record["names"]]
    assert [one["names"] for one in timelines] == [["Khanasir", "Khansir"]]
    (statement,) = timelines[0]["timeline"]
    assert statement["action"] == "captured" and statement["status"] == "claimed"
    assert statement["outlets"] == ["Outlet C", "Outlet D"] and len(statement["origins"]) == 1


@row
def test_words_one_monitor(books):
    said = {claim["source"] for claim in books.claims if actor(claim) == "sohr"}
    assert {"outlet-a", "agency-m", "outlet-g"} <= said and "outlet-f" not in said, said


@row
def test_words_page_furniture_is_not_read(books):
    furniture = ("minute read", "Leave a comment", "Load Next Story", "Comments", "Original url", "Reporting by Agency")
    for claim in books.claims:
        begin, end = claim["sentence"]
        text = (books.documents[claim["source"]]["source"], begin, end)
        with open(f"{books.folder}/{text[0]}", "rb") as file:
            sentence = file.read()[begin:end].decode()
        assert not any(words in sentence for words in furniture), sentence


@row
def test_words_the_citys_population_is_no_claim(books):
    assert not books.all("outlet-h", 2000000)


@row
def test_dates_that_the_texts_state(books):
    wanted = {"outlet-a": "2024-12-02", "outlet-d": "2024-12-02", "agency-m": "2024-12-02", "army-statement": "2024-11-30", "outlet-b": "2024-12-01"}
    for source, date in wanted.items():
        assert (books.documents[source]["published"] or {}).get("date") == date, source
