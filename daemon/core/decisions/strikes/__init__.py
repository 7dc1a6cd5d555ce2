"""What single steps of the clock do to a case."""
