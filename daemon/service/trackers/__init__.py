"""Mail of a tracker's (behaviour B10)."""
