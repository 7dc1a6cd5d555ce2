"""Who is away, and comes back (behaviour B7.31)."""
