"""HTML mail as the lines that its reader sees. What an element says of itself, how the page is written line by
line, and the two together."""
