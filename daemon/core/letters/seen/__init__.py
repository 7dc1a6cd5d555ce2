"""Parts of what the templates see of a case."""
