"""What the robot of a technical tracker writes about its ticket (behaviour B10). The sentences stand in trackers.toml;
here is how they are read."""
