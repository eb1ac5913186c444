"""The live page: a browser's camera coached by this computer."""
