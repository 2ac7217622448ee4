"""The log after a move to another server, whose transaction numbers begin anew.

Readers take events below the oldest running transaction; numbers of the old server would hide events from them, or stop them
for ever. Within the transaction of the restore all are shifted below the present, in their order.
"""

SETTLE = """
CREATE TEMPORARY TABLE shift ON COMMIT DROP AS
SELECT greatest((SELECT max(xid) FROM public.events_event), (SELECT max(xid) FROM public.events_reader))
       - pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 1 AS by;
UPDATE public.events_event SET xid = xid - shift.by FROM shift WHERE shift.by > 0;
UPDATE public.events_reader SET xid = xid - shift.by FROM shift WHERE shift.by > 0;
"""
