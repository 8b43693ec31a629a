-- name: read
-- Streams of a kind as they stand, each with its keys.
select s.id, s.version, s.hmac, s.shape, s.snapshot, k.*
from stream s
cross join lateral keys_of(s.kind, s.id) k
where s.kind = $1 and s.id = any($2::text[]) and s.version > 0

-- name: ids
-- Streams of a kind.
select id from stream where kind = $1 and version > 0 order by id

-- name: stored
-- A stream's events in order, up to a version if one is given.
select stream_kind, stream_id, version, position, xid::text as xid, restore_epoch, engine_epoch,
       kind, v, at, by, role, via, command_id, body, hmac
from event
where stream_kind = $1 and stream_id = $2 and ($3::integer is null or version <= $3)
order by version

-- name: after
-- Events of transactions older than any still running, in the order nothing can slip into.
select stream_kind, stream_id, version, position, xid::text as xid, restore_epoch, engine_epoch,
       kind, v, at, by, role, via, command_id, body, hmac
from event
where (restore_epoch, event.xid, position) > ($1::bigint, $2::text::xid8, $3::bigint)
  and (restore_epoch < (select restore_epoch from epoch)
       or event.xid < pg_snapshot_xmin(pg_current_snapshot()))
order by restore_epoch, event.xid, position limit $4

-- name: end
-- The last event that can be read: where a reader begins who wants to hear of what is still to come.
select restore_epoch, xid::text as xid, position from event
where event.xid < pg_snapshot_xmin(pg_current_snapshot())
order by restore_epoch desc, event.xid desc, position desc limit 1

-- name: all_streams
-- Every stream of which there are events; agencies and people first, since engagements need them.
select stream_kind, stream_id from event
group by 1, 2 order by stream_kind = 'engagement', 1, 2

-- name: claimed
-- How far each stream says that it and its commands have come; streams that only events know too.
select kind || '/' || id as stream, version, commands from stream where version > 0
union
select distinct e.stream_kind || '/' || e.stream_id, 0, 0 from event e
where not exists (select from stream s where s.kind = e.stream_kind and s.id = e.stream_id)

-- name: commands
-- Every command's row, each stream's in order.
select 'command/' || stream_kind || '/' || stream_id as chain, n, hmac,
       jsonb_build_array(command_id, by, encode(fingerprint, 'hex'), version, stage, status) as body
from command order by stream_kind, stream_id, n

-- name: ledger
-- Every entry of every ledger, each chain's in order.
select chain, n, body, hmac from ledger order by chain, n

-- name: ledger_heads
-- How far each ledger says that it has come.
select chain, n from ledger_head

-- name: keys
-- Every data key's row.
select key_id, stream_kind || '/' || stream_id as stream, subject, wrapped from data_key

-- name: note_reading
-- Enters a reading ($5) in its ledger, if that still stands at $4. Says whether it did.
with headed as (
    insert into ledger_head as h (chain, n, hmac) values ($1, $2, $3)
    on conflict (chain) do update set n = excluded.n, hmac = excluded.hmac where h.n = $4
    returning chain
), noted as (
    insert into ledger (chain, n, body, hmac) select $1, $2, $5, $3 from headed
)
select exists (select from headed)

-- name: head
-- How far a ledger has come.
select n, hmac from ledger_head where chain = $1

-- name: readings
-- Who read an engagement's confidential text with the operator's tool, oldest first.
select body from ledger where chain = 'reading' and body ->> 'engagement_id' = $1 order by n

-- name: readings_of_agency
-- The same over all of an agency ($1), the newest first, at most $2, with who is coached there.
select l.body, array(select jsonb_array_elements_text(o.body -> 'learners')) as learners
from ledger l join overview o on o.engagement_id = l.body ->> 'engagement_id'
where l.chain = 'reading' and o.agency_id = $1
order by l.n desc limit $2
