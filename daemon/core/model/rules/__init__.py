"""Parts of the team's rules that are values by themselves."""
