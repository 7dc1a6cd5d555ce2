"""A second mail on the same matter."""
