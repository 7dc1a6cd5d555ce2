"""Answers that act: a command in the first line, or behind the number of a bundle."""
