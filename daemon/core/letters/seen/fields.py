"""What was written: the form's fields and the words beside it, as the templates see them."""

from functools import partial

from daemon.core.letters.lines import Values
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line, render_reference, safe_text
from daemon.core.model.case import Case
from daemon.core.model.customers import Customer
from daemon.core.model.history.conversation import Words
from parsers.model import NOTHING, Fields

HEADLINE, FEWEST_WORDS = 180, 4  # the first lines: characters at most, and words that say more than a title


def view_fields(case: Case, customer: Customer | None) -> Values:
    """What the mail says, of a customer of whom the directory perhaps says more."""
    fields, known = case.fields, customer or Customer("")
    expectation = fields.customer_expectation or ""
    return {
        "title": partial(clean_line, case.title, 120),
        "ticket": partial(clean_line, fields.ticket or "", 60),
        "customer": partial(clean_line, fields.customer or known.account, 120),
        "tier": partial(clean_line, known.tier, 40),
        "priority": str(fields.priority or ""),
        "summary": partial(safe_text, fields.issue_summary or ""),
        "steps": partial(_view_steps, fields),
        "impact": partial(safe_text, fields.customer_impact or ""),
        "expectation": partial(safe_text, expectation),
        "context": partial(safe_text, fields.additional_context or ""),
        "asked": partial(clean_line, expectation, HEADLINE),
    }


def view_outside_fields(case: Case, customer: Customer | None) -> Values:
    """What of it a customer may read: whose request it is, and what the agent says is for them."""
    fields = case.fields
    return {
        "tell": "" if case.sensitive or fields.tell_the_customer == NOTHING else _say_to_customer(fields),
        "reference": "" if fields.is_ticket_doubtful else render_reference(fields.ticket or ""),
        "customer_name": clean_line(_name_customer(case, customer or Customer("")), 80),
    }


def _view_steps(fields: Fields) -> list[str]:
    return [safe_text(step, 4000) for step in fields.steps_taken]


def _name_customer(case: Case, known: Customer) -> str:
    """The name of who reads our letter to the customer: not the contact's where it goes to another address."""
    to = case.customer.key if case.customer is not None else (case.fields.customer_email or "").strip().lower()
    return known.name if to in ("", known.email.lower()) or not known.email else ""


def _say_to_customer(fields: Fields) -> str:
    """What the agent says is for the customer, as the end of a sentence of ours."""
    return clean_line(fields.tell_the_customer or "", 300).rstrip(" .")


def say_no_files(case: Case) -> str:
    """What stands under Attachments where no file has come: `none because …`; "" where it says nothing."""
    is_said = "files" not in case.missing and not any(file.counts for file in case.conversation.files)
    return safe_text("\n".join(case.fields.attachments)) if is_said else ""


def view_words(words: Words, voice: Voice) -> Values:
    return {"who": voice.person(words.author), "text": safe_text(words.text), "is_passed_on": words.is_passed_on}


def view_opening_words(case: Case, voice: Voice) -> Values:
    """The first sentences that somebody wrote beside the form; they stand for what the form does not say."""
    first = next((one for one in case.words if len(one.opening.split()) >= FEWEST_WORDS), None)
    opening = clean_line(first.opening, HEADLINE) if first else ""
    fields = case.fields
    return {
        "opening": opening,
        "opening_by": voice.person(first.author) if first else "",
        "headline": clean_line(fields.customer_impact or fields.issue_summary or opening or case.title, HEADLINE),
    }
