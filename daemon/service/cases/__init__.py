"""What somebody has to do with."""
