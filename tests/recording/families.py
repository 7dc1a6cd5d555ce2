"""Conversations that differ in one thing: the trigger, the command and who writes it, the state, the answer."""

from collections.abc import Iterator

from tests.recording.conversation import Conversation, Mail, Reply, Step, Until

MORNING = Mail("03-09 10:00")
PHRASES = {  # one for each group of triggers
    "security": "They report a security breach in two accounts.",
    "data_loss": "There is data loss in the ledger since last night.",
    "outage": "It is a system-wide outage.",
    "legal": "Their lawyer announces legal action.",
    "dissatisfaction": "Their board threatens to cancel the contract.",
    "media": "A journalist asks them for a statement.",
    "bug": "The export ends with a stack trace.",
    "feature_request": "They have a feature request for the export.",
    "billing": "They want a refund for the yearly fee.",
    "billing_dispute": "They dispute a charge of $1,250 for the yearly fee.",
    "manager": "They want to speak with a manager.",
    "satisfaction": "They are disappointed with us.",
    "policy_exception": "They ask for an exception to the policy.",
    "beyond_scope": "It is beyond our support scope.",
    "unresolved": "We cannot resolve it.",
    "technical": "They have a technical question.",
    "process": "They have a process question.",
    "complex": "It is a complex question.",
    "unusual_use": "It is an unusual use of the export.",
    "improvement": "They have a suggestion for improvement.",
    "second_opinion": "We would like a second opinion.",
    "none": "The colours of the page differ.",
    "denied": "There is no data loss, and it is not an outage.",
    "two": "There is data loss, and their lawyer announces legal action.",
}
COMMANDS = {
    "claim": "mine",
    "decline": "not my area, ask Platform",
    "claim-weakly": "got it, but this is not our area",
    "thumb": "👍",
    "info": "info? Which version do they run?",
    "pass": "pass to jo@example.com",
    "pass-agent": "pass agent to jo@example.com",
    "add": "add level 4",
    "also": "also: jo@example.com",
    "cases": "cases",
    "not-sensitive": "not sensitive",
    "pass-outside": "pass to jo@elsewhere.example",
    "raise": "raise",
    "raise-to": "raise to level 4",
    "lower": "lower",
    "priority": "priority low",
    "waiting": "waiting",
    "waiting-until": "waiting until thursday 10:00",
    "waiting-unclear": "waiting until the cows come home",
    "resume": "resume",
    "note": "note: they called again",
    "update": "update: we have found the cause",
    "told": "told until friday 12:00: they wait",
    "send": "send",
    "send-ack": "send ack",
    "calm": "calm",
    "done": "done: restarted the export",
    "cancel": "cancel: opened by mistake",
    "reopen": "reopen",
    "status": "status",
    "why": "why",
    "away": "away until 23 March, cover jo@example.com",
    "remind": "remind",
    "help": "help",
    "yes": "yes",
    "no": "no",
    "words": "Can you look at line 12 of the log?\n\nThanks",
    "nudge": "Any news?",
    "nothing": "",
}
IN_STATES = (
    *("claim", "pass", "raise", "lower", "priority", "waiting", "resume"),
    *("done", "cancel", "reopen", "status", "why", "remind", "yes", "no"),
)
INCOMPLETE = Mail(
    "03-09 10:00", form={"Customer Impact": "", "Customer Expectation": "", "Attachments": None}, files=()
)
STATES: dict[str, tuple[Step, ...]] = {
    "held": (INCOMPLETE,),
    "claimed": (MORNING, Reply("03-09 10:30", "tech", "mine")),
    "waiting": (MORNING, Reply("03-09 10:30", "tech", "waiting")),
    "resolved": (MORNING, Reply("03-09 10:30", "tech", "done: restarted")),
    "cancelled": (MORNING, Reply("03-09 10:30", "dana", "cancel")),
    "raised": (MORNING, Reply("03-09 10:30", "tech", "raise")),
    "sensitive": (Mail("03-09 10:00", form={"Issue Summary": PHRASES["legal"]}),),
}
REST = "Customer Expectation: a call by Friday 17:00\nAttachments: none because of privacy"
ANSWERS = {
    "labelled": f"Customer Impact: 40 people wait at the counter\n{REST}",
    "half": "Customer Impact: 40 people wait at the counter",
    "in-words": "40 people wait at the counter.",
    "later": "I will send it later.",
    "german": "Auswirkung auf den Kunden: 40 Leute warten\nErwartung des Kunden: Rückruf bis Freitag 17:00",
}


def list_families() -> list[Conversation]:
    """All of them; the names are unique."""
    return [*_openings(), *_commands(), *_states(), *_answers()]


def _openings() -> Iterator[Conversation]:
    for level in "1234":
        yield Conversation(
            f"level-{level}-nobody-answers", (Mail("03-09 10:00", form={"Level": level}), Until("03-13 18:00"))
        )
    for group, phrase in PHRASES.items():
        yield Conversation(f"trigger-{group}", (Mail("03-09 10:00", form={"Issue Summary": phrase}),))
    for priority in ("High", "Medium", "Low"):
        yield Conversation(f"priority-{priority.lower()}", (Mail("03-09 10:00", form={"Priority": priority}),))


def _commands() -> Iterator[Conversation]:
    for name, words in COMMANDS.items():
        for role, who in {"agent": "dana", "level": "tech", "lead": "lead", "stranger": "eve"}.items():
            steps = (
                MORNING,
                Reply("03-09 11:00", who, words, "" if role == "agent" else "routed"),
                Until("03-09 13:00"),
            )
            yield Conversation(f"command-{name}-by-{role}", steps)


def _states() -> Iterator[Conversation]:
    for state, before in STATES.items():
        for name in IN_STATES:
            yield Conversation(f"{state}-then-{name}", (*before, Reply("03-09 11:00", "dana", COMMANDS[name])))


def _answers() -> Iterator[Conversation]:
    for name, words in ANSWERS.items():
        for quotes in (True, False):
            steps = (INCOMPLETE, Reply("03-09 11:00", "dana", words, quotes=quotes), Until("03-09 12:00"))
            yield Conversation(f"asked-and-answered-{name}{'' if quotes else '-without-quote'}", steps)
