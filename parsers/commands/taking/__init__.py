"""Who takes a case, in words or by a thumb, and what makes that none."""
