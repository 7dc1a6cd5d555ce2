"""Answers to letters whose lines carry numbers."""
