"""What a tracker calls a case, and that nobody is reminded there."""

from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.reading import Said, Table


def is_told_by_it(said: Said) -> bool:
    """Its robot has said so of this case: each life's tickets bear their case's number."""
    numbers = (one.text.partition(":")[0] for one in said.world.find(said.case, EntryKind.TRACKER))
    return said.of("file") in numbers and said.of("file") == said.case.replace("ESC", "TECH")


TRACKED = Table("what a tracker calls it", {"In the tracker it is {file}.": is_told_by_it})
