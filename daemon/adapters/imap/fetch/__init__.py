"""How mails are got out of the server: in batches, in part when they are too big, one by one when it refuses."""
