-- name: make
-- An endpoint, told of what is recorded from now on: of transactions that are not over yet.
insert into webhook (webhook_id, agency_id, url, secret, made_by, made_at,
                     restore_epoch, xid, position)
select $1, $2, $3, $4, $5, $6, e.restore_epoch,
       pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 9223372036854775807
from epoch e

-- name: listed
-- An agency's endpoints, the oldest first.
select webhook_id, agency_id, url, made_by, made_at, attempts, failing_since, next_attempt_at,
       disabled_at
from webhook where agency_id = $1 order by made_at, webhook_id

-- name: remove
-- Ends an endpoint, with what is recorded of it.
delete from webhook where webhook_id = $1 and agency_id = $2 returning true

-- name: resume
-- Puts an endpoint in use again, from where it stopped.
update webhook
set disabled_at = null, attempts = 0, failing_since = null, next_attempt_at = null
where webhook_id = $1 and agency_id = $2 returning true

-- name: deliveries
-- What became of an endpoint's messages, newest first; a page after ($3, $4).
select d.message_id, d.engagement_id, d.kind, d.status, d.attempts, d.answer, d.first_at, d.last_at
from webhook_delivery d join webhook w using (webhook_id)
where w.webhook_id = $1 and w.agency_id = $2
  and ($3::timestamptz is null or d.last_at < $3 or (d.last_at = $3 and d.message_id > $4))
order by d.last_at desc, d.message_id limit $5

-- name: due
-- Endpoints that may be sent to now.
select webhook_id from webhook
where disabled_at is null and (next_attempt_at is null or next_attempt_at <= $1)
  and (claimed_until is null or claimed_until < clock_timestamp())
order by webhook_id

-- name: claim
-- One of them, unless somebody else has it by now.
update webhook set claimed_until = clock_timestamp() + make_interval(secs => $2)
where webhook_id = $1 and disabled_at is null
  and (claimed_until is null or claimed_until < clock_timestamp())
returning webhook_id, agency_id, url, secret

-- name: hold
-- A claim for longer.
update webhook set claimed_until = clock_timestamp() + make_interval(secs => $2)
where webhook_id = $1

-- name: release
-- The end of a claim.
update webhook set claimed_until = null where webhook_id = $1

-- name: place
-- How far an endpoint has come.
select agency_id, restore_epoch, xid, position from webhook
where webhook_id = $1 and disabled_at is null

-- name: of_agency
-- Which of these engagements are the agency's.
select engagement_id from overview where engagement_id = any ($1::text[]) and agency_id = $2

-- name: stages
-- The stages that commands led to.
select command_id, stage from command where command_id = any ($1::text[])

-- name: pass_over
-- All up to here is dealt with.
update webhook set restore_epoch = $2, xid = $3, position = $4
where webhook_id = $1 and (restore_epoch, xid, position) < ($2, $3, $4)

-- name: delivered
-- A message arrived: recorded, and passed over.
with noted as (
    insert into webhook_delivery as d
        (webhook_id, message_id, engagement_id, kind, status, attempts, answer, first_at, last_at)
    select $1, $5, $6, $7, 'delivered', w.attempts + 1, $8, $9, $9
    from webhook w where w.webhook_id = $1
    on conflict (webhook_id, message_id) do update set
        status = 'delivered', attempts = excluded.attempts, answer = excluded.answer,
        last_at = excluded.last_at
)
update webhook
set restore_epoch = $2, xid = $3, position = $4, attempts = 0, failing_since = null,
    next_attempt_at = null
where webhook_id = $1

-- name: failed
-- A message did not arrive: when it is tried again; no more where that has gone on for too long.
with noted as (
    insert into webhook_delivery as d
        (webhook_id, message_id, engagement_id, kind, status, attempts, answer, first_at, last_at)
    select $1, $2, $3, $4, 'failing', w.attempts + 1, $5, $6, $6
    from webhook w where w.webhook_id = $1
    on conflict (webhook_id, message_id) do update set
        attempts = excluded.attempts, answer = excluded.answer, last_at = excluded.last_at
)
update webhook
set attempts = attempts + 1, failing_since = coalesce(failing_since, $6),
    next_attempt_at = $6::timestamptz + ($7::interval[])[least(attempts + 1, cardinality($7::interval[]))],
    disabled_at = case when $9::boolean or coalesce(failing_since, $6) <= $6::timestamptz - $8::interval
                       then $6 end
where webhook_id = $1

-- name: forget_old
-- What is recorded of deliveries before $1.
delete from webhook_delivery where last_at < $1 and status = 'delivered'
