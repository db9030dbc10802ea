"""The room, without a browser: what is kept, who may do what, and the sentence for whatever goes wrong."""

import json
import re
import sqlite3

import httpx
import pytest
from rooms import running, strange

from joint_working.room import __main__ as command
from joint_working.room import app as rooms
from joint_working.room import asking, pages, reach, store, voting

HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture
def served(kept, tmp_path):
    site = tmp_path / "site" / "book"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<h1>The book</h1>" + "word " * 2000, encoding="utf-8")
    with running(kept, tmp_path / "site") as app:
        yield app


def visitor(served, **options):
    return httpx.Client(base_url=served.state.address, **{"follow_redirects": True, "timeout": 30} | options)


@pytest.fixture
def desk(served, kept):
    trainer = visitor(served)
    assert "Ask something" in trainer.post("/desk", data={"desk": kept.desk}).text
    return trainer


def joined(served, kept, people=1):
    phones = [visitor(served) for _ in range(people)]
    for phone in phones:
        assert "You are in" in phone.post("/join", data={"code": kept.code}).text
    return phones


def send(phone, key, *given, turn=0):
    fields = {f"f{number}": str(place) for number, place in enumerate(given) if place is not None}
    return phone.post("/answer", data={"ask": key, "turn": turn, **fields}, headers={"X-Part": "1"})


POLL = "poll-who-votes"


# -- what can be asked -----------------------------------------------------------------------------------------


def test_polls_a_vote_lanes_proposals_and_every_exercise_can_be_asked():
    kinds = [ask.kind for ask in asking.catalogue().values()]
    assert {kind: kinds.count(kind) for kind in kinds if kind != "exercise"} == {
        "poll": 3, "vote": 1, "lanes": 2, "proposals": 1,
    }  # fmt: skip
    assert kinds.count("exercise") >= 130
    for ask in asking.catalogue().values():
        assert ask.text.strip() and all(len(field.choices) >= 2 for field in ask.fields), ask.key
        assert "{" not in ask.text + "".join(choice for field in ask.fields for choice in field.choices), ask.key


def test_an_answer_is_read_or_refused_in_one_sentence():
    vote, lanes = asking.catalogue()["vote"], asking.catalogue()["lanes-set-the-budget"]
    assert vote.read(["0", "8", "2"]) == (0, 8, 2)
    assert lanes.read(["", "1"]) == (0, 1, *[0] * (len(lanes.fields) - 2)), "a tick may be left out"
    proposals = asking.catalogue()["proposals"]
    assert proposals.read(["1"]) == (1, *[asking.NOTHING] * 25)
    for given, says in (
        (["0", "", "1"], "Choose “Your role” first, then send."),
        (["0", "9", "1"], "That choice was not offered."),
        (["0", "-2", "1"], "That choice was not offered."),
        (["0", "²", "1"], "That choice was not offered."),
        ([HOSTILE, "1", "1"], "That choice was not offered."),
    ):
        with pytest.raises(ValueError, match=re.escape(says)):
            vote.read(given)


# -- what is kept ----------------------------------------------------------------------------------------------


def test_codes_are_long_enough_and_plain(kept):
    assert len(kept.code) == 6 and len(kept.desk) == 8 and not set(kept.code + kept.desk) & set("IO01")


def test_a_restart_loses_nothing(kept, tmp_path):
    phone = kept.join()
    kept.ask(POLL, store.BEFORE)
    assert kept.answer(POLL, 0, phone, [1])
    code, desk = kept.code, kept.desk
    kept.close()
    again = store.Store(tmp_path / "room.sqlite")
    assert (again.code, again.desk, again.now().ask) == (code, desk, POLL)
    assert again.knows(phone) and again.answers(POLL, 0) == [(1,)] and again.answered(POLL, 0, phone) == (1,)
    again.close()


def test_the_first_answer_counts_and_before_and_after_are_apart(kept):
    phone = kept.join()
    assert kept.answer(POLL, store.BEFORE, phone, [1]) and not kept.answer(POLL, store.BEFORE, phone, [2])
    assert kept.answer(POLL, store.AFTER, phone, [2])
    assert kept.answers(POLL, store.BEFORE) == [(1,)] and kept.answers(POLL, store.AFTER) == [(2,)]


def test_a_room_ends_when_told_to_and_after_a_day(tmp_path):
    path = tmp_path / "room.sqlite"
    kept = store.Store(path, now=1000.0)
    phone = kept.join()
    kept.answer(POLL, 0, phone, [1])
    code = kept.code
    assert not kept.too_old(1000.0 + store.A_DAY) and kept.too_old(1001.0 + store.A_DAY)
    kept.close()
    old = store.Store(path, now=1001.0 + store.A_DAY)
    assert old.phones() == 0 and old.answers(POLL, 0) == [] and old.code != code
    assert b"poll-who" not in path.read_bytes()
    old.delete()
    assert old.phones() == 0
    old.close()


def test_nothing_that_is_kept_names_anybody(served, kept, tmp_path):
    (phone,) = joined(served, kept)
    kept.ask(POLL, 0)
    send(phone, POLL, 1)
    base = sqlite3.connect(tmp_path / "room.sqlite")
    columns = {table: [row[1] for row in base.execute(f"pragma table_info({table})")] for table in ("phone", "answer")}
    assert columns == {"phone": ["token"], "answer": ["ask", "round", "phone", "given"]}
    held = json.dumps(base.execute("select * from phone").fetchall() + base.execute("select * from answer").fetchall())
    assert "127.0.0.1" not in held and "testclient" not in held
    base.close()


def test_no_more_phones_than_the_room_holds(kept, monkeypatch):
    monkeypatch.setattr(store, "MOST_PHONES", 2)
    kept.join(), kept.join()
    with pytest.raises(store.Full, match="This room is full: 2 phones have joined."):
        kept.join()


# -- phones ----------------------------------------------------------------------------------------------------


def test_three_phones_answer_and_the_counts_stand_on_desk_and_wall(served, kept, desk):
    phones = joined(served, kept, 3)
    desk.post("/desk/ask", data={"ask": POLL})
    right = asking.catalogue()[POLL].fields[0].right
    for phone, place in zip(phones, (right, right, 0), strict=True):
        assert "Send" in phone.get("/phone/now").text
        assert rooms.IN in send(phone, POLL, place).text
    assert "3 answers of 3." in desk.get("/wall/now").text
    assert "<rect" not in desk.get("/wall/now").text, "no counts while phones answer: they would lead the others"
    closed = desk.post("/desk/close").text
    assert re.search(r"<b>2</b>", closed) and re.search(r"<b>1</b>", closed)
    assert "\u2713" not in closed and "\u2713" in desk.post("/desk/tell").text
    desk.post("/desk/again")
    assert "Asked again" in phones[0].get("/phone/now").text
    for phone in phones:
        assert rooms.IN in send(phone, POLL, right, turn=1).text
    after = desk.post("/desk/close").text
    assert "Before" in after and "After" in after and "<b>3</b>" in after


def test_each_thing_that_goes_wrong_has_its_sentence(served, kept, desk):
    (phone,) = joined(served, kept)
    assert "You are in" in phone.get("/").text, "a phone that dropped out comes back where it was"
    assert rooms.WRONG_CODE in visitor(served).post("/join", data={"code": "WRONGX"}).text
    assert rooms.WRONG_CODE in visitor(served).post("/join", data={"code": "é" * 6}).text
    assert rooms.NOT_IN in send(visitor(served), POLL, 1).text
    assert rooms.GONE in send(phone, POLL, 1).text, "nothing is asked"
    desk.post("/desk/ask", data={"ask": POLL})
    assert "Choose an answer first" in send(phone, POLL).text
    assert "That choice was not offered" in send(phone, POLL, 77).text
    assert rooms.GONE in send(phone, "vote", 0, 0, 0).text
    assert rooms.GONE in send(phone, POLL, 1, turn=1).text
    desk.post("/desk/close")
    assert rooms.LATE in send(phone, POLL, 1).text
    assert kept.answers(POLL, 0) == []
    desk.post("/desk/clear")
    assert rooms.IN in send(phone, POLL, 1).text
    assert rooms.TWICE in send(phone, POLL, 2).text and kept.answers(POLL, 0) == [(1,)]
    desk.post("/desk/delete")
    assert rooms.NOT_IN in phone.get("/phone").text


def test_a_role_votes_once_on_each_board(served, kept, desk):
    one, two, three = joined(served, kept, 3)
    desk.post("/desk/ask", data={"ask": "vote"})
    assert rooms.IN in send(one, "vote", 0, 4, 0).text
    assert rooms.TAKEN in send(two, "vote", 0, 4, 1).text
    assert rooms.IN in send(two, "vote", 1, 4, 1).text and rooms.IN in send(three, "vote", 0, 5, 1).text
    assert len(kept.answers("vote", 0)) == 3


def test_a_phone_that_sends_too_fast_is_told_to_wait(served, kept):
    (phone,) = joined(served, kept)
    kept.ask(POLL, 0)
    served.state.room.sends.seconds = 1000
    said = [send(phone, POLL).text for _ in range(rooms.SENDS[0] + 1)]
    assert rooms.TOO_FAST in said[-1] and not any(rooms.TOO_FAST in text for text in said[:-1])


def test_codes_cannot_be_guessed_quickly(served, kept):
    stranger = visitor(served)
    said = [stranger.post("/join", data={"code": f"AAAA{n:02}"}).text for n in range(rooms.JOINS[0] + 1)]
    assert all(rooms.WRONG_CODE in text for text in said[:-1]) and rooms.TOO_FAST in said[-1]
    assert rooms.TOO_FAST in stranger.post("/join", data={"code": kept.code}).text


def test_the_desk_needs_its_own_code(served, kept):
    (phone,) = joined(served, kept)
    for way in ("/desk", "/desk/now", "/wall", "/wall/now"):
        text = phone.get(way).text
        assert "Ask something" not in text and "Join at" not in text, way
    for action in ("ask", "close", "tell", "again", "clear", "motion", "delete"):
        assert phone.post(f"/desk/{action}", data={"ask": POLL}).status_code == 403
    assert rooms.WRONG_DESK in phone.post("/desk", data={"desk": kept.code}).text
    assert kept.now().ask == "" and kept.phones() == 1


def test_strangers_hear_nothing(served):
    assert visitor(served).get("/events").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_other_hosts_and_other_sites_are_refused(served, kept, headers):
    answer = visitor(served).post("/join", data={"code": kept.code}, headers=headers)
    assert answer.status_code == 403 and rooms.ELSEWHERE in answer.text and kept.phones() == 0


def test_what_is_too_large_is_refused_and_nothing_kept(served, kept):
    (phone,) = joined(served, kept)
    kept.ask(POLL, 0)
    answer = phone.post("/answer", data={"ask": POLL, "turn": 0, "f0": "1" * 5000})
    assert answer.status_code == 413 and rooms.TOO_LARGE in answer.text and kept.answers(POLL, 0) == []
    many = "&".join(f"f{number}=1" for number in range(500))
    assert phone.post("/answer", content=many).status_code == 413 and kept.answers(POLL, 0) == []


def test_hostile_words_are_shown_as_words(served, kept, desk):
    stranger = visitor(served)
    assert HOSTILE not in stranger.get("/", params={"code": HOSTILE}).text
    assert HOSTILE not in stranger.post("/join", data={"code": HOSTILE}).text
    (phone,) = joined(served, kept)
    kept.ask(POLL, 0)
    assert "<script>alert" not in send(phone, POLL, HOSTILE).text
    assert desk.post("/desk/ask", data={"ask": HOSTILE}).status_code == 422 and kept.now().ask == POLL
    assert desk.post("/desk/motion", data={"a_option": "99", "b_option": HOSTILE}).status_code == 200
    assert kept.settings() == {}


def test_nothing_that_is_sent_breaks_the_room(served, kept):
    served.state.room.joins.times = served.state.room.sends.times = 10_000
    assert strange(served.state.address, kept, 300) == []
    assert kept.now().ask in ("", "poll-who-votes", "vote")


def test_every_page_of_the_room_has_its_policy_and_the_book_is_sent_small_and_kept(served, kept):
    phone = visitor(served)
    answer = phone.get("/")
    assert answer.headers["content-security-policy"] == rooms.POLICY and "unsafe" not in rooms.POLICY
    assert answer.headers["cache-control"] == "no-store" and "server" not in answer.headers
    book = phone.get("/book/index.html")
    assert book.headers["content-encoding"] == "gzip" and book.headers["cache-control"] == "max-age=3600"
    for way in ("/book/../../room.sqlite", "/..%2froom.sqlite", "/room/../store.py"):
        assert phone.get(way).status_code in (403, 404), way


def test_cookies_are_not_for_scripts_or_other_sites(served, kept):
    answer = visitor(served, follow_redirects=False).post("/join", data={"code": kept.code})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


# -- a vote, and the proposals ---------------------------------------------------------------------------------


def test_a_vote_of_the_room_is_counted_by_the_boards_model():
    council, health, representatives = range(0, 3), range(3, 6), range(6, 9)
    given = [(board, role, 0) for board in (0, 1) for role in council]
    given += [(board, role, 1) for board in (0, 1) for role in health] + [(1, role, 0) for role in representatives]
    a, b = voting.counts_of(given)
    assert (a.votes_for, a.votes_against, a.tied) == (3, 3, 1)
    assert (b.votes_for, b.votes_against, b.carried) == (6, 3, 1)
    moved = voting.results(given, {"a_option": 1})
    assert moved[0].startswith("Board A, on “Redesign care”: 3 for, 3 against, 0 abstained: not decided yet.")
    few = voting.results([(0, 0, 0)], {})
    assert few[0] == "Board A, on “Hold posts empty”: no quorum: 1 of 6 are there, and 3 are needed."


def test_representatives_on_board_a_do_not_vote():
    a, _ = voting.counts_of([(0, role, 0) for role in range(6, 9)])
    assert a.votes_for == 0 and a.voters == 6 and a.present == 0


def test_answers_to_the_proposals_become_the_books_own_map():
    ask = asking.catalogue()["proposals"]
    given = [ask.read(["0", "0"]), ask.read(["1", "3"]), ask.read(["2"])]
    group = pages.group_of(given)
    assert [len(member.evaluation.answers) for member in group.members] == [1, 1, 0]
    drawn = str(pages._map(given))
    assert drawn.count("<svg") == 1 and "style=" not in drawn and "3 evaluations" in drawn


# -- before it opens -------------------------------------------------------------------------------------------


def test_what_would_keep_phones_out_is_said_beforehand(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(reach, "own_address", lambda: "")
    monkeypatch.setattr(reach, "is_free", lambda host, port: False)
    assert command.main(["--check", "--site", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "The book is not built", "This laptop is on no network", "Port 8080 is taken",
    ]  # fmt: skip
    monkeypatch.setattr(reach, "own_address", lambda: "192.168.1.7")
    monkeypatch.setattr(reach, "is_free", lambda host, port: True)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.html").write_text("", encoding="utf-8")
    assert command.main(["--check", "--site", str(tmp_path)]) == 0
    assert "Nothing on this laptop stands in the way" in capsys.readouterr().out


def test_it_answers_this_laptop_alone_until_it_is_told_otherwise(tmp_path, monkeypatch):
    asked = []

    monkeypatch.setattr(command, "_serve", lambda site, kept, host, port, address: asked.append((host, address)))
    monkeypatch.setattr(command.asyncio, "run", lambda served: None)
    monkeypatch.setattr(reach, "faults", lambda site, port: [])
    monkeypatch.setattr(reach, "own_address", lambda: "192.168.1.7")
    command.main([]), command.main(["--room", "--port", "8090"])
    assert asked == [("127.0.0.1", "http://127.0.0.1:8080"), ("0.0.0.0", "http://192.168.1.7:8090")]


def test_the_address_in_the_drawn_code_carries_the_rooms_code():
    assert pages.address_line("http://10.0.0.2:8080", "ABCDEF") == "http://10.0.0.2:8080/?code=ABCDEF"


def test_no_free_text_is_taken_anywhere():
    assert {field.shape for ask in asking.catalogue().values() for field in ask.fields} <= {
        asking.ONE, asking.TICK, asking.LIST,
    }  # fmt: skip
