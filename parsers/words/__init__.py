"""The words that people and programs write, in every language, and the form in which they are compared."""
