"""What the clock still has before it in a case that is closed."""
