"""A notification → a letter: what the templates may name, how times and spans read, the bytes; and what a relay says to
it."""
