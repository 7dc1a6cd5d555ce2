"""What holds for every test. Fixtures live with the tests that use them, in the conftest.py of their folder."""

from hypothesis import settings

# No deadlines: a busy machine is no defect. No database and no luck: the same examples in every run.
settings.register_profile("upstairs", deadline=None, database=None, derandomize=True)
settings.load_profile("upstairs")
