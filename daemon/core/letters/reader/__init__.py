"""What a letter knows of its reader."""
