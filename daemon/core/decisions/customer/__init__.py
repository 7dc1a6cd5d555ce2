"""What the customer was told, and what was promised."""
