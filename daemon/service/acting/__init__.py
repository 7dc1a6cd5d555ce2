"""What senders may, beyond what their words say."""
