"""What single headers say: addresses, what the receiving server found out, Message-IDs.
Their words come from strangers, and nothing is believed that the grammar does not give."""
