"""What the sentences of an answer are beside its command: a claim that ends it, a cause that is no case."""
