"""Solved cases by their words, in SQLite's full text: derived of the store, and made anew when it is lost."""
