"""Times as people write them: which moment is meant, and from when somebody is back. `now` is an argument."""
