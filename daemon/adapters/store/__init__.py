"""The state folder, by tinydb: one writer, one atomic write a transaction, a copy of the last good state beside it."""
