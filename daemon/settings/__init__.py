"""config.yaml → frozen Settings, all problems at once, each with its line and its path."""
