"""Letters of ours, found again by what they say; and those that cannot leave."""
