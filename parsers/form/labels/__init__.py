"""Which lines are labels, ours or others', and which lines belong to each."""
