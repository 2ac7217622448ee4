"""Search documents of a chunk, written on a connection of their own while the next chunk is carried out.

What is owed stands in `Import.plan["owed"]` (kind → ids) from the chunk's own transaction on, until all of it is paid:
a killed import pays its debts before it goes on.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection

from vatman.records.search import pay

from ..models import Import

Owed = dict[str, set[int]]
BEHIND = 2  # chunks by which the documents may be late


class Finder:
    """Inside somebody's transaction (another connection would see nothing of it) everything is paid at once."""

    def __init__(self, load: Import) -> None:
        self.load = load
        self.aside = None if connection.in_atomic_block else ThreadPoolExecutor(1, "search")
        self.paying: list[tuple[Future[None], Owed]] = []

    def owe(self, owed: Owed) -> None:
        """Called in the chunk's transaction, before the plan is saved."""
        if self.aside is None:
            pay(owed)
            return
        while len(self.paying) >= BEHIND or (self.paying and self.paying[0][0].done()):
            self.paying.pop(0)[0].result()
        late = [*(debt for _future, debt in self.paying), owed]
        things = sorted({thing for debt in late for thing in debt})
        self.load.plan["owed"] = {thing: sorted(set().union(*(one.get(thing, ()) for one in late))) for thing in things}

    def begin(self, owed: Owed) -> None:
        """Called when the chunk's transaction is over."""
        if self.aside:
            self.paying.append((self.aside.submit(pay, owed), owed))

    def beside(self, do: Callable[[], None]) -> None:
        """Anything else that may be done there."""
        if self.aside:
            self.paying.append((self.aside.submit(do), {}))
        else:
            do()

    def settle(self) -> None:
        """What a killed import had left."""
        pay({thing: set(ids) for thing, ids in self.load.plan.pop("owed", {}).items()})

    def close(self) -> None:
        """Waits till everything is paid."""
        if self.aside is None:
            return
        try:
            for future, _owed in self.paying:
                future.result()
            self.load.plan.pop("owed", None)
        finally:
            self.paying.clear()
            self.aside.submit(_hang_up).result()
            self.aside.shutdown()
            self.aside = None


def _hang_up() -> None:
    connection.close()  # this thread's own


def close_quietly(finder: Finder) -> None:
    """After a trouble: what can be paid is; the rest stays owed."""
    owed = finder.load.plan.get("owed")
    try:
        finder.close()
    except Exception:  # the first trouble is the one to be told
        if owed is not None:
            finder.load.plan["owed"] = owed
