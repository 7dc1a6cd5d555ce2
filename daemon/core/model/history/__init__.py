"""What was done and said in a case."""
