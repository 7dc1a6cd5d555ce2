"""The values that everything speaks of: case, happenings, letters to write, the rules of the team.
Frozen; nothing decides here."""
