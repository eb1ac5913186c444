"""A set that is watched while it is done: set-up, count, cues. Numbers in, states out."""
