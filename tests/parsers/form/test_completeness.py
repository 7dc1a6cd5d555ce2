"""What is still missing, and how answers complete what was known (behaviour B4.1 to B4.3, B4.7)."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.form.completeness import find_missing, has_reason, merge_fields
from parsers.model import Fields, File, Priority
from tests.tables import every_row

REQUIRED = (
    "priority",
    "customer",
    "ticket",
    "issue_summary",
    "steps_taken",
    "customer_impact",
    "customer_expectation",
    "files",
)
LOG = File("error.log", "text/plain", 10, counts=True)
WHOLE = Fields(Priority.LOW, "Contoso", None, "7", "It fails.", ("Restarted",), "Nobody can work.", "A fix by Friday.")


def test_a_whole_form_with_a_file_misses_nothing() -> None:
    assert find_missing(WHOLE, (LOG,), REQUIRED) == ()


def test_an_empty_form_misses_what_is_required_in_that_order() -> None:
    assert find_missing(Fields(), (), REQUIRED) == REQUIRED
    assert find_missing(Fields(), (), ("files", "priority")) == ("files", "priority")


def test_a_logo_is_no_screenshot() -> None:
    assert find_missing(WHOLE, (File("logo.png", "image/png", 900, counts=False),), REQUIRED) == ("files",)


def test_an_expectation_without_a_time_is_missing() -> None:
    assert find_missing(Fields(customer_expectation="A fix."), (), ("customer_expectation",)) == (
        "customer_expectation",
    )


@every_row(
    "entry",
    [
        "none because the machine is offline",
        "No logs, since nothing is written",
        "keine, weil telefonisch",
        "N/A because phone",
        "none (customer forbids it)",
    ],
)
def test_none_with_a_reason_counts(entry: str) -> None:
    assert has_reason(entry)


@every_row(
    "entry",
    ["none", "none yet", "no attachments", "none because", "none because …", "n/a", "keine vorhanden", "error.log", ""],
)
def test_none_without_a_reason_does_not(entry: str) -> None:
    assert not has_reason(entry)


def test_an_answer_changes_only_what_it_says() -> None:
    merged = merge_fields(WHOLE, Fields(priority=Priority.HIGH))
    assert (merged.priority, merged.customer) == (Priority.HIGH, "Contoso")


def test_a_bare_time_completes_the_expectation() -> None:
    assert (
        merge_fields(
            Fields(customer_expectation="A refund."), Fields(customer_expectation="by Friday")
        ).customer_expectation
        == "A refund, by Friday"
    )
    assert merge_fields(WHOLE, Fields(customer_expectation="by Monday")).customer_expectation == "by Monday"


FORMS = st.builds(
    Fields,
    priority=st.none() | st.sampled_from(Priority),
    customer=st.none() | st.just("A"),
    ticket=st.none() | st.just("1"),
    steps_taken=st.sampled_from([(), ("a",)]),
)


@given(FORMS, FORMS)
def test_merging_never_makes_more_missing(old: Fields, new: Fields) -> None:
    missing = set(find_missing(merge_fields(old, new), (), REQUIRED))
    assert missing == set(find_missing(old, (), REQUIRED)) & set(find_missing(new, (), REQUIRED))
