"""`decide(case | None, happening, policy, now) → Decision`: what becomes of a case, and who is told.
Only `transitions` sets a status."""
