"""What answers no question though it has its words: a report of what was, an absence; who knows, how pressing it is."""
