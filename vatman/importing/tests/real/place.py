"""Where the real files lie: beside the repository. They are no part of the product."""

from pathlib import Path

DATA = Path(__file__).parents[5] / "shared" / "data"
