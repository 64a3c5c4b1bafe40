"""Text for people."""


def safe(text: str) -> str:
    """A text without what a terminal would obey, or would show in another order: a cell can hold anything."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
