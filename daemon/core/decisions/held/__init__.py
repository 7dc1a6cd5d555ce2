"""Of a case that has not gone up: who is asked in its agent's place, and what yes and no do."""
