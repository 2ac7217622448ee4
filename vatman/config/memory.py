"""How the server's process treats what it has in memory."""

import gc


def settle() -> None:
    """Once all is loaded: what stands in memory now is never garbage, and pages make much that dies at once.

    Looking through it every seven hundred new objects, as Python does by itself, takes a tenth of each page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
