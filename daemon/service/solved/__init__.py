"""Solved cases: which of them a new one resembles, and what is told of each to their index."""
