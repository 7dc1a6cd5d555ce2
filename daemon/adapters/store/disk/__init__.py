"""The state as files: how values become documents, how a file is written whole, what is put away by month, and what
earlier versions wrote otherwise. Nothing here answers a question."""
