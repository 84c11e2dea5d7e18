"""How the tagger was made. Needs the dependency group `training`; nothing that runs imports it."""
