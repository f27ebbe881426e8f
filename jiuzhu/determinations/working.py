"""A batch from where it stands to its end, on all cores: while one block is stored, the law is asked about the next.

Blocks are finished in order, each a transaction of its own; what is broken off begins again after the last of them.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import closing
from itertools import cycle

from jiuzhu.determinations.acts import determine_block
from jiuzhu.determinations.feed import Piece
from jiuzhu.determinations.lanes import lanes
from jiuzhu.determinations.models import Batch
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.scope import scoped

WRITERS = 3  # two are with the database while one asks the law
Before = Future[Batch] | None


def work(
    batch: Batch,
    pieces: Generator[Piece, None, None],
    *,
    actor: Actor,
    on: dt.date,
    progress: Callable[[Batch], None],
) -> Batch:
    """Determine all pieces; how the batch stands after the last of them."""

    def determined(piece: Piece, before: Before) -> Batch:
        with scoped(actor):
            return determine_block(
                actor=actor,
                on=on,
                batch_id=batch.pk,
                block=piece.block,
                after=piece.after,
                upto=piece.upto,
                left_out=piece.left_out,
                turn=before.result if before else None,
            )

    with closing(pieces), lanes(WRITERS) as writers:
        turns = cycle(writers)
        begun: deque[Future[Batch]] = deque()
        before: Before = None
        for piece in pieces:
            before = next(turns).submit(determined, piece, before)
            begun.append(before)
            if len(begun) == WRITERS:
                progress(begun.popleft().result())
        for last in begun:
            progress(last.result())
        return batch if before is None else before.result()
