"""Who is told what: the letters that several decisions write, which files go along, and which are untrue by now."""
