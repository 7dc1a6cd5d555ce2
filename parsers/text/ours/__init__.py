"""Letters of ours inside an answer, known by what we sent, else by what the templates say. Their words are never taken
for the sender's."""
