"""How a case ended: what is written down of it, and who is asked for what is absent."""
