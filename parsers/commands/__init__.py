"""Answers that act: a command in the first line, or behind the number of a bundle.

A word for a command, a claim's too, is added in words/commands.toml; what refuses a case or takes a mail back in
words/refusals.toml; what takes a claim back, or is said around one, in words/claims.toml; greetings and thanks in
words/greetings.toml. What may stand around a command's line is in `lines`, what may stand behind its word in
`arguments`. In doubt a line is a note, which a person reads."""
