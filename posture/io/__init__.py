"""The edge: the only place for cameras, video files, models and disks."""
