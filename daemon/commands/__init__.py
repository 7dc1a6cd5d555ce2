"""What `cli` calls, one module a question: each gives back values, which `printing` shows."""
