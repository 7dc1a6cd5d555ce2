"""What every store promises: the one that is used, and the one that is simple enough to be believed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from daemon.adapters.store.tiny import TinyStore
from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import Conversation, Entry, Told
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.rules.absences import Absence
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week
from daemon.errors import StaleCase
from daemon.ports import (
    DigestPlan,
    MailboxTrouble,
    Position,
    Quarantined,
    RelayTrouble,
    State,
    Store,
    Unit,
    Unmarked,
    Unopened,
    iterate_cases,
    iterate_letters,
    iterate_quarantined,
)
from daemon.ports.store import PAGE
from tests.adapters.store.test_tiny import NOW, a_case, a_full_case, a_letter, an_entry, fill, look_at
from tests.cases import altered
from tests.fake_store import FakeStore

LEASE = timedelta(minutes=10)


@pytest.fixture(params=["tiny", "tiny in memory", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "fake":
        return FakeStore()
    return TinyStore(tmp_path, in_memory=request.param == "tiny in memory")


def put(store: Store, *cases: Case) -> None:
    with store.transaction() as unit:
        for case in cases:
            before = unit.find_case(case.number)
            unit.put_case(replace(case, version=before.version if before else 0))


def archive(store: Store) -> int:
    return store.archive_closed(NOW + timedelta(days=1))


def a_case_of(state: State) -> Case:
    case = state.find_case(1)
    assert case is not None
    return case


class TestATransaction:
    def test_shows_its_own_writes_and_then_everybody_sees_them(self, store: Store) -> None:
        with store.transaction() as unit:
            fill(unit)
            inside = look_at(unit)
        assert look_at(store) == inside

    def test_that_fails_leaves_everything_as_before(self, store: Store) -> None:
        with store.transaction() as unit:
            fill(unit)
            assert unit.claim_cases(NOW + timedelta(hours=1), 10, LEASE)
            unit.put_quarantined(Quarantined("q2", NOW, "", "", ""))
        before = look_at(store)
        with pytest.raises(ZeroDivisionError), store.transaction() as unit:  # noqa: PT012 - what is undone is the point
            unit.next_case_number()
            unit.put_case(
                altered(a_full_case(), status=Status.RESOLVED, message_ids=("<1@example.com>", "<9@x>"), version=1)
            )
            unit.put_case(a_case(2, "7"))
            unit.claim_cases(NOW + timedelta(days=1), 10, LEASE)
            unit.claim_letters(NOW, 10, LEASE)
            unit.put_letters([a_letter("c")])
            unit.drop_letters(["esc-1-1"])
            unit.record(an_entry("d1", 8))
            unit.drop_quarantined("q1")
            unit.put_quarantined(Quarantined("q3", NOW, "", "", "", tried_at=NOW))
            unit.put_position(Position(1, 1))
            unit.put_unmarked(Unmarked(1, (1,)))
            unit.put_watching_since(NOW + LEASE)
            unit.put_relay_memory(None)
            for name in ("dana@example.com", "lead@example.com", "new@example.com"):
                unit.put_hint(name, NOW + LEASE)
                unit.put_digest_plan(DigestPlan(name, NOW + LEASE))
                unit.put_numbered(name, NumberedLetters({"<other@x>": (9,)}))
            unit.drop_absence("tech@example.com")
            unit.put_absence(Absence("new@example.com", NOW, NOW))
            for monday in (date(2026, 3, 2), date(2026, 3, 9)):
                unit.put_week(monday, Week(9))
            raise ZeroDivisionError
        assert look_at(store) == before
        assert store.find_by_message_id(["<9@x>"]) is None
        assert store.find_by_message_id(["<1@example.com>"]) == a_full_case()
        assert store.find_alike("7", None, "") == ()
        assert store.find_entry_at(99, 8) is None
        assert store.next_wakeup() == NOW + timedelta(hours=1) + LEASE, "it is still in the hands of who claimed it"
        assert {
            store.find_hint("new@example.com"),
            store.find_digest_plan("new@example.com"),
            store.find_week(date(2026, 3, 9)),
        } == {None}
        assert (store.find_numbered("new@example.com"), store.unfetched(0, NOW), store.find_letter("c")) == (
            None,
            (),
            None,
        )
        with store.transaction() as unit:
            assert unit.next_case_number() == 2

    def test_of_a_part_that_fails_nothing_stands_but_what_was_put_before_and_after(self, store: Store) -> None:
        with store.transaction() as unit:
            unit.put_case(a_case())
            with pytest.raises(ZeroDivisionError), unit.attempt():  # noqa: PT012 - what is undone is the point
                assert unit.next_case_number() == 1
                unit.put_case(a_case(2, "2"))
                unit.put_case(replace(a_case(), title="Changed", version=1))
                unit.put_letters([a_letter()])
                raise ZeroDivisionError
            assert (unit.find_case(1), unit.find_case(2), unit.letters()) == (a_case(), None, ())
            with unit.attempt():
                assert unit.next_case_number() == 1
                unit.put_hint("dana@example.com", NOW)
        assert (store.open_cases(), store.find_hint("dana@example.com")) == ((a_case(),), NOW)

    def test_has_no_other_inside_it(self, store: Store) -> None:
        with store.transaction(), pytest.raises(RuntimeError, match="do not nest"), store.transaction():
            pass

    @pytest.mark.parametrize(
        "ask",
        [
            lambda store: store.find_case(1),
            lambda store: store.count_cases(),
            lambda store: store.letters(),
            lambda store: store.next_wakeup(),
            lambda store: store.find_position(),
            lambda store: store.find_hint("dana@example.com"),
            lambda store: store.archive_closed(NOW),
        ],
    )
    def test_is_the_only_one_to_be_asked_while_it_is_open(self, store: Store, ask: Callable[[Store], object]) -> None:
        """Its writes may never be committed: whoever asks the store then would act on what is not so."""
        with store.transaction() as unit:
            unit.put_case(a_case())
            with pytest.raises(RuntimeError, match="transaction"):
                ask(store)
            assert unit.find_case(1) == a_case()
        ask(store)
        assert store.find_case(1) == a_case()

    @pytest.mark.parametrize(
        "use",
        [
            lambda unit: unit.put_case(a_case()),
            lambda unit: unit.put_letters([a_letter()]),
            lambda unit: unit.claim_letters(NOW, 1, LEASE),
            lambda unit: unit.claim_cases(NOW, 1, LEASE),
            lambda unit: unit.put_hint("dana@example.com", NOW),
            lambda unit: unit.next_case_number(),
            lambda unit: unit.find_case(1),
            lambda unit: unit.letters(),
            lambda unit: unit.find_position(),
        ],
    )
    def test_is_of_no_use_after_its_end(self, store: Store, use: Callable[[Unit], object]) -> None:
        with store.transaction() as unit:
            unit.put_case(a_case(2))
        with pytest.raises(RuntimeError, match="over"):
            use(unit)
        assert (store.count_cases(), store.letters()) == (1, ())


class TestACase:
    def test_made_of_an_older_version_is_refused_so_that_nothing_is_lost(self, store: Store) -> None:
        put(store, a_case())
        mine, other = store.find_case(1), store.find_case(1)
        assert mine is not None
        assert other is not None
        with store.transaction() as unit:
            stored = unit.put_case(replace(mine, title="Mine"))
            assert unit.put_case(replace(stored, outcome="twice in one transaction")).version == 3
        with pytest.raises(StaleCase, match="ESC-1"), store.transaction() as unit:  # noqa: PT012 - nothing of it happens
            unit.put_hint("dana@example.com", NOW)
            unit.put_case(replace(other, title="Other"))
        found = store.find_case(1)
        assert found is not None
        assert (found.title, found.version) == ("Mine", 3)
        assert store.find_hint("dana@example.com") is None

    def test_says_more_and_more_and_takes_nothing_back(self, store: Store) -> None:
        reply, answer = (
            Entry(NOW, "reply", "dana@example.com", "Any news?"),
            Entry(NOW, "reply", "tech@example.com", "Soon."),
        )
        for events in ((reply,), (reply, answer)):
            put(store, altered(a_case(), entries=events))
            case = store.find_case(1)
            assert case is not None
            assert case.conversation.entries == events
            assert case == store.open_cases()[0] == store.find_by_message_id(["<1@example.com>"])
        for lost in ((), (answer,), (answer, reply), (reply, reply)):
            with pytest.raises(ValueError, match="only grows"):
                put(store, altered(a_case(), entries=lost))
        assert store.find_case(1) == case

    @pytest.mark.parametrize("store", ["tiny"], indirect=True)
    def test_that_cannot_be_stored_is_as_it_was(self, store: Store) -> None:
        put(store, a_case())
        at = NOW + timedelta(hours=1)
        with store.transaction() as unit:
            unit.claim_cases(at, 1, LEASE)
        bad: tuple[Callable[[Case], Case], ...] = (
            lambda case: altered(case, mails=("m2",), letters=cast(int, 1j)),
            lambda case: altered(case, mails=(cast(str, 1j),)),
        )
        for spoil in bad:
            with store.transaction() as unit:
                with pytest.raises(TypeError, match="cannot be stored"):
                    unit.put_case(spoil(a_case_of(unit)))
                assert unit.find_case(1) == a_case()
            assert store.next_wakeup() == at + LEASE
            assert not store.find_by_message_id(["m2"])
        put(store, altered(a_case(), mails=("m3",)))
        assert a_case_of(store).conversation.mails == ("m3",)

    def test_whose_reader_has_half_a_character_in_his_address_is_stored(self, store: Store) -> None:
        put(store, replace(a_case(), threads={"\ud800@x": ("<1>", "<2>")}))
        put(store, replace(a_case_of(store), outcome="mended"))
        assert a_case_of(store).outcome == "mended"

    def test_that_was_archived_is_of_the_version_that_it_was(self, store: Store) -> None:
        put(store, replace(a_case(), status=Status.RESOLVED, closed_at=NOW, wake_at=None))
        store.archive_closed(NOW + LEASE)
        with pytest.raises(StaleCase), store.transaction() as unit:
            unit.put_case(a_case())
        found = store.find_case(1)
        assert found is not None
        with pytest.raises(ValueError, match="only grows"):
            put(store, replace(found, conversation=Conversation()))
        with store.transaction() as unit:
            assert unit.put_case(replace(found, status=Status.OPEN)).version == 2

    def test_is_known_as_closed_in_the_archive_too_until_it_is_opened_again(self, store: Store) -> None:
        put(store, *(replace(a_case(number), status=Status.RESOLVED, closed_at=NOW) for number in (1, 2)), a_case(3))
        assert store.closed_numbers() == {1, 2}
        archive(store)
        assert store.closed_numbers() == {1, 2}
        put(store, replace(a_case_of(store), status=Status.OPEN))
        assert store.closed_numbers() == {2}

    def test_is_found_by_ticket_or_by_customer_and_title(self, store: Store) -> None:
        put(store, a_case())
        assert store.find_alike("48213", None, "") == (a_case(),)
        assert store.find_alike(None, "CONTOSO", "exports  stop") == (a_case(),)
        assert store.find_alike("1", "Contoso", "Something else") == ()
        put(store, replace(a_case(), status=Status.RESOLVED))
        assert store.find_alike("48213", None, "") == ()
        assert (store.open_cases(), store.count_cases()) == ((), 0)

    def test_of_a_customer_called_ticket_is_not_found_by_a_ticket(self, store: Store) -> None:
        put(store, replace(a_case(), title="77", fields=replace(a_case().fields, customer="Ticket", ticket=None)))
        assert store.find_alike("77", None, "") == ()
        assert store.find_alike(None, "ticket", "77") != ()

    def test_is_found_by_the_first_message_id_that_is_known_and_of_two_with_it_the_newer(self, store: Store) -> None:
        shared = ("<shared@x>", "<1@example.com>")
        put(
            store,
            altered(a_case(1), message_ids=shared, status=Status.RESOLVED, closed_at=NOW),
            altered(a_case(2), message_ids=shared[:1]),
        )
        put(
            store,
            altered(a_case(3), message_ids=("<3@example.com>", "<shared@x>"), status=Status.RESOLVED, closed_at=NOW),
        )
        for _ in range(2):
            for asked, number in (
                (("<none@x>", "<1@example.com>", "<shared@x>"), 1),
                (("<shared@x>", "<1@example.com>"), 3),
            ):
                found = store.find_by_message_id(asked)
                assert found is not None
                assert found.number == number, asked
            archive(store)

    def test_that_is_closed_lives_until_its_customer_has_what_was_promised(self, store: Store) -> None:
        promised = replace(a_case(), status=Status.RESOLVED, closed_at=NOW, wake_at=NOW, customer_promised_at=NOW)
        put(store, promised)
        assert archive(store) == 0
        assert store.next_wakeup() == NOW
        assert [case.number for case in store.find_cases_of(promised.agent.key)] == [1]
        assert store.find_cases_of("nobody@example.com") == ()
        with store.transaction() as unit:
            assert [case.number for case in unit.claim_cases(NOW, 10, LEASE)] == [1]
        put(store, replace(a_case_of(store), customer_promised_at=None))
        assert store.next_wakeup() is None
        assert store.find_cases_of(promised.agent.key) == ()
        assert archive(store) == 1

    def test_is_archived_once_and_again_when_it_was_opened_meanwhile(self, store: Store) -> None:
        put(store, replace(a_case(), status=Status.RESOLVED, closed_at=NOW))
        assert [archive(store), archive(store)] == [1, 0]
        put(store, replace(a_case_of(store), outcome="mended after all"))
        assert [archive(store), archive(store)] == [1, 0]
        assert a_case_of(store).outcome == "mended after all"

    def test_is_shown_by_pages(self, store: Store) -> None:
        put(store, *(a_case(number, str(number)) for number in (3, 1, 2)))
        assert [case.number for case in store.open_cases(limit=2)] == [1, 2]
        assert [case.number for case in store.open_cases(after=2)] == [3]
        put(store, *(a_case(number, str(number)) for number in range(4, PAGE + 3)))
        assert [case.number for case in iterate_cases(store)] == list(range(1, PAGE + 3))


class TestClaimsOfCases:
    def test_come_earliest_first_and_at_most_so_many(self, store: Store) -> None:
        put(store, *(a_case(number, str(number)) for number in (3, 1, 2)))
        assert store.next_wakeup() == NOW + timedelta(hours=1)
        with store.transaction() as unit:
            assert unit.claim_cases(NOW, 10, LEASE) == ()
            assert [case.number for case in unit.claim_cases(NOW + timedelta(hours=3), 2, LEASE)] == [1, 2]

    def test_hold_until_the_lease_is_over(self, store: Store) -> None:
        put(store, a_case(1), a_case(2, "2"))
        at = NOW + timedelta(hours=1)
        for now, claimed in ((at, [1]), (at + LEASE - timedelta(seconds=1), []), (at + LEASE, [1])):
            with store.transaction() as unit:
                assert [case.number for case in unit.claim_cases(now, 10, LEASE)] == claimed
            assert store.next_wakeup() == min(
                at + LEASE if now < at + LEASE else at + 2 * LEASE, NOW + timedelta(hours=2)
            )

    def test_end_when_the_case_is_put(self, store: Store) -> None:
        put(store, a_case())
        with store.transaction() as unit:
            (case,) = unit.claim_cases(NOW + timedelta(hours=1), 10, LEASE)
            unit.put_case(replace(case, wake_at=NOW + timedelta(hours=1, minutes=1)))
        assert store.next_wakeup() == NOW + timedelta(hours=1, minutes=1)
        with store.transaction() as unit:
            assert len(unit.claim_cases(NOW + timedelta(hours=1, minutes=1), 10, LEASE)) == 1

    def test_of_one_put_off_a_thousand_times_come_once_at_its_last_instant(self, store: Store) -> None:
        for minutes in range(1000):
            at = NOW + timedelta(minutes=minutes * 617 % 1000)
            put(store, replace(a_case(1), wake_at=at), replace(a_case(2, "2"), wake_at=NOW + timedelta(minutes=500)))
            assert store.next_wakeup() == min(at, NOW + timedelta(minutes=500))
        with store.transaction() as unit:
            claimed = unit.claim_cases(NOW + timedelta(days=1), 10, LEASE)
        assert [case.number for case in claimed] == [1, 2], "minute 383, then minute 500"


class TestTheOutbox:
    def test_is_claimed_by_rank_and_deferred_letters_when_their_time_comes(self, store: Store) -> None:
        later = replace(a_letter("c", 0, LetterState.DEFERRED), next_at=NOW + timedelta(minutes=5))
        letters = [a_letter("a", 2), a_letter("b", 0), later, a_letter("d", 0, LetterState.FAILED)]
        assert self.claim(store, letters, NOW) == ["b", "a"]
        assert self.claim(store, letters, NOW + timedelta(minutes=5), 2) == ["b", "c"]
        assert store.next_letter_at() == NOW + timedelta(minutes=5) + LEASE
        assert {letter.id: letter.state for letter in store.letters()} == {
            "a": LetterState.PENDING, "b": LetterState.SENDING, "c": LetterState.SENDING, "d": LetterState.FAILED
        }  # fmt: skip
        with store.transaction() as unit:
            unit.drop_letters(["a", "nobody"])
            assert unit.claim_letters(NOW, 10, LEASE).due == ()

    def test_is_claimed_by_what_comes_before_rank_where_that_is_said(self, store: Store) -> None:
        with store.transaction() as unit:
            unit.put_letters([a_letter("a", 0), a_letter("b", 1), a_letter("c", 2), a_letter("d", 0)])
            claimed = unit.claim_letters(NOW, 3, LEASE, lambda letter: "acdb".index(letter.id) // 2)
        assert [letter.id for letter in claimed.due] == ["a", "c", "d"]
        assert store.count_letters() == {LetterState.SENDING: 3, LetterState.PENDING: 1}

    @staticmethod
    def claim(store: Store, letters: list[Letter], now: datetime, limit: int = 10) -> list[str]:
        with store.transaction() as unit:
            unit.put_letters(letters)
            claimed = unit.claim_letters(now, limit, LEASE)
        assert all(
            (one.state, one.attempts, one.leased_until) == (LetterState.SENDING, 1, now + LEASE) for one in claimed.due
        )
        return [letter.id for letter in claimed.due]

    def test_gives_a_letter_whose_lease_is_over_as_one_in_doubt(self, store: Store) -> None:
        with store.transaction() as unit:
            unit.put_letters([a_letter()])
            unit.claim_letters(NOW, 10, LEASE)
            unit.put_letters(
                replace(a_letter(name, rank, LetterState.SENDING), leased_until=NOW)
                for name, rank in (("c", 2), ("b", 0))
            )
            assert [letter.id for letter in unit.claim_letters(NOW, 10, LEASE).lapsed] == ["b", "c"]
            unit.drop_letters(["b", "c"])
        for now, lapsed in ((NOW + LEASE / 2, []), (NOW + LEASE, ["esc-1-1"]), (NOW + LEASE, [])):
            with store.transaction() as unit:
                claimed = unit.claim_letters(now, 10, LEASE)
            assert (claimed.due, [letter.id for letter in claimed.lapsed]) == ((), lapsed)
        assert store.next_letter_at() == NOW + 2 * LEASE

    def test_is_shown_by_pages_and_counted(self, store: Store) -> None:
        letters = [a_letter(f"{number:04}", number % 3) for number in range(PAGE + 5)]
        with store.transaction() as unit:
            unit.put_letters([*letters, a_letter("failed", 9, LetterState.FAILED)])
        assert len(store.letters()) == PAGE
        assert len(list(iterate_letters(store))) == PAGE + 6
        assert [one.id for one in iterate_letters(store, LetterState.PENDING)] == [
            one.id for one in sorted(letters, key=lambda letter: (letter.rank, letter.id))
        ]
        assert store.count_letters() == {LetterState.PENDING: PAGE + 5, LetterState.FAILED: 1}
        assert store.oldest_letter_at() == NOW

    def test_knows_the_letters_of_a_case_and_those_that_tell_of_others(self, store: Store) -> None:
        notice = replace(a_letter("notice"), about="esc-1-1", case=None)
        with store.transaction() as unit:
            unit.put_letters([a_letter("b", 2), a_letter("a", 1), replace(a_letter("other"), case=2), notice])
            unit.put_letters([replace(a_letter("b", 2), case=3)])
        assert [letter.id for letter in store.letters_of(1)] == ["a"]
        assert store.find_notices(["esc-1-1", "x"]) == (notice,)
        assert store.find_letter("a") == a_letter("a", 1)
        assert store.find_letter("z") is None

    def test_counts_what_one_person_got_in_a_case_since_then_and_is_still_to_get(self, store: Store) -> None:
        told = (
            Told(NOW, Kind.NOTICE, "Dana@example.com", "<1@x>"),
            Told(NOW, Kind.ROUTED, "dana@example.com", "<2@x>"),
        )
        put(store, altered(a_case(), told=told))
        with store.transaction() as unit:
            unit.put_letters(
                [
                    replace(a_letter("a"), kind=Kind.NOTICE),
                    replace(a_letter("b", state=LetterState.FAILED), kind=Kind.NOTICE),
                    replace(a_letter("c"), kind=Kind.NOTICE, to="other@example.com"),
                    replace(a_letter("d"), kind=Kind.NOTICE, case=2),
                ]
            )
        assert store.count_written(1, "dana@example.com", [Kind.NOTICE], NOW - timedelta(seconds=1)) == 2
        assert store.count_written(1, "dana@example.com", [Kind.NOTICE, Kind.ROUTED], NOW) == 1
        assert store.count_written(7, "dana@example.com", [Kind.NOTICE], NOW) == 0

    def test_counts_those_of_an_archived_case_as_well(self, store: Store) -> None:
        """Who goes on in a loop with a case that was closed long ago is not answered for ever (fault F44)."""
        put(
            store,
            altered(
                a_case(),
                status=Status.RESOLVED,
                closed_at=NOW,
                told=(Told(NOW, "notice", "dana@example.com", "<1@x>"),) * 4,
            ),
        )
        archive(store)
        assert store.count_written(1, "dana@example.com", [Kind.NOTICE], NOW - timedelta(days=1)) == 4


class TestWhatIsKnownBesides:
    def test_why_no_mail_can_be_read_is_known_until_it_can(self, store: Store) -> None:
        with store.transaction() as unit:
            unit.put_mailbox_trouble(MailboxTrouble(NOW, "closed"))
            assert unit.find_mailbox_trouble() == MailboxTrouble(NOW, "closed")
        assert store.find_mailbox_trouble() == MailboxTrouble(NOW, "closed")
        with store.transaction() as unit:
            unit.put_mailbox_trouble(None)
        assert store.find_mailbox_trouble() is None

    def test_why_no_letter_can_leave_is_known_and_until_when_it_was_so(self, store: Store) -> None:
        for trouble in (RelayTrouble(NOW, "closed"), RelayTrouble(NOW, "closed", NOW + timedelta(hours=5), NOW)):
            with store.transaction() as unit:
                unit.put_relay_trouble(trouble)
                assert unit.find_relay_trouble() == trouble
            assert store.find_relay_trouble() == trouble

    def test_what_is_unfetched_is_asked_for_by_its_mailbox_the_longest_untried_first(self, store: Store) -> None:
        hours = {"q1": 3, "q2": 1, "q3": 2, "q4": 0}
        items = {
            name: Quarantined(name, NOW, "", "", "", 7, uid, NOW - timedelta(hours=ago))
            for uid, (name, ago) in enumerate(hours.items())
        }
        elsewhere = replace(items["q1"], digest="elsewhere", uid_validity=8)
        with store.transaction() as unit:
            for item in (*items.values(), elsewhere, Quarantined("kept", NOW, "", "", "", 8)):
                unit.put_quarantined(item)
        by = NOW - timedelta(hours=1)
        assert store.unfetched(7, by) == (items["q1"], items["q3"], items["q2"])
        assert store.unfetched(7, by, limit=1) == (items["q1"],)
        assert (store.displaced(7, by), store.displaced(7, by - timedelta(hours=3))) == ((elsewhere,), ())
        assert store.displaced(8, by, limit=2) == (items["q1"], items["q3"])

    def test_the_quarantine_is_shown_by_pages(self, store: Store) -> None:
        items = [Quarantined(f"q{number}", NOW, "", "", "") for number in range(5)]
        with store.transaction() as unit:
            for item in items:
                unit.put_quarantined(item)
        assert store.quarantined(limit=2) == tuple(items[:2])
        assert store.quarantined("q1", 2) == tuple(items[2:4])
        assert list(iterate_quarantined(store)) == items
        assert store.find_quarantined("q4") == items[4]
        assert store.find_quarantined("z") is None
        assert store.count_quarantined() == 5

    def test_a_failed_transaction_leaves_the_quarantine_in_its_order(self, store: Store) -> None:
        items = tuple(Quarantined(f"q{number}", NOW, "", "", "") for number in range(4))
        with store.transaction() as unit:
            for item in items:
                unit.put_quarantined(item)
        with pytest.raises(ZeroDivisionError), store.transaction() as unit:  # noqa: PT012 - what is undone is the point
            for name in ("q2", "q0"):
                unit.drop_quarantined(name)
            raise ZeroDivisionError
        assert store.quarantined() == items
        assert store.quarantined("q1") == items[2:]

    def test_what_came_to_nothing_is_listed_oldest_first_until_it_is_dropped(self, store: Store) -> None:
        items = tuple(Unopened(f"u{number}", NOW, "dana@example.com", "Urgent?", "a hint") for number in range(3))
        with store.transaction() as unit:
            for item in items:
                unit.put_unopened(item)
        with pytest.raises(ZeroDivisionError), store.transaction() as unit:  # noqa: PT012 - what is undone is the point
            unit.drop_unopened("u0")
            assert unit.unopened() == items[1:]
            raise ZeroDivisionError
        assert store.unopened() == items
        with store.transaction() as unit:
            unit.drop_unopened("u1")
        assert store.unopened() == (items[0], items[2])

    def test_a_mail_that_lies_elsewhere_now_lies_there_no_longer(self, store: Store) -> None:
        for is_archived in (False, True):
            with store.transaction() as unit:
                unit.record(an_entry("d1", 7, None))
            assert archive(store) == 0 if is_archived else True
            with pytest.raises(ZeroDivisionError), store.transaction() as unit:  # noqa: PT012 - what is undone is the point
                unit.record(an_entry("d1", 8, None))
                assert (unit.find_entry_at(99, 7), unit.find_entry_at(99, 8)) == (None, an_entry("d1", 8, None))
                raise ZeroDivisionError
            assert (store.find_entry_at(99, 7), store.find_entry_at(99, 8)) == (an_entry("d1", 7, None), None)

    def test_of_what_was_never_said_there_is_none(self, store: Store) -> None:
        assert {
            store.find_week(date(2026, 3, 2)), store.find_hint("x"),
            store.find_digest_plan("x"), store.find_numbered("x"),
            store.find_position(), store.find_unmarked(), store.find_watching_since(),
            store.find_relay_memory(), store.find_relay_trouble(), store.find_mailbox_trouble(),
            store.last_entry_at(), store.oldest_letter_at(), store.next_letter_at(), store.next_wakeup(),
        } == {None}  # fmt: skip


def test_an_absence_takes_the_place_of_the_one_before_and_is_gone_when_it_is_dropped(store: Store) -> None:
    first, second = Absence("tech@example.com", NOW, NOW), Absence("tech@example.com", NOW, NOW + LEASE, is_said=False)
    with store.transaction() as unit:
        unit.put_absence(first)
        unit.put_absence(second)
    assert store.absences() == (second,)
    with store.transaction() as unit:
        unit.drop_absence("tech@example.com")
        unit.drop_absence("nobody@example.com")
    assert store.absences() == ()
