"""A tracker among those whom a level's mail goes to (behaviour B10)."""
