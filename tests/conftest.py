"""Settings for all tests; its being here also lets every test import `stick_figure`."""

from hypothesis import settings

# The same examples in every run: a red test can be repeated, a green one stays green.
settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("repeatable")
