"""Who may do what in a case, by his part in it."""
