"""By when, and what the clock does next: deadlines, steps of a case, when to try again."""
