"""The procedure's template as people fill it in: labels, sections, values, and what is still missing."""
