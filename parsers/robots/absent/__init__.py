"""What notices of an absence say."""
