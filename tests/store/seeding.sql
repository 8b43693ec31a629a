-- name: copies
-- What a template engagement ($1) is copied to: ids $2 + 1 to $3, a learner each, and a coach and a
-- supervisor for each $4 of them.
create temporary table copy as
select n,
       md5('engagement ' || n)::uuid::text as id,
       md5('learner ' || n)::uuid::text as learner,
       md5('coach ' || n / $4::integer)::uuid::text as coach,
       md5('supervisor ' || n / $4::integer)::uuid::text as supervisor
from generate_series($2::integer + 1, $3::integer) as n

-- name: stream
insert into stream
select t.kind, c.id, t.version, t.hmac, t.shape, t.snapshot, t.commands, t.command_hmac
from stream t cross join copy c where t.kind = 'engagement' and t.id = $1

-- name: event
insert into event
select t.stream_kind, c.id, t.version, -(c.n * 100 + t.version), t.xid, t.restore_epoch,
       t.engine_epoch, t.kind, t.v, t.at, t.by, t.role, t.via, t.command_id || c.n, t.body, t.hmac
from event t cross join copy c where t.stream_kind = 'engagement' and t.stream_id = $1

-- name: command
insert into command
select t.command_id || ' ' || c.n, t.by, t.fingerprint, t.stream_kind, c.id, t.n, t.version,
       t.stage, t.status, t.hmac
from command t cross join copy c where t.stream_kind = 'engagement' and t.stream_id = $1

-- name: data_key
insert into data_key
select md5(t.key_id || c.n), t.stream_kind, c.id, t.subject, t.wrapped, t.created_at
from data_key t cross join copy c where t.stream_kind = 'engagement' and t.stream_id = $1

-- name: ledger
insert into ledger
select 'key/engagement/' || c.id, t.n, t.body, t.hmac
from ledger t cross join copy c where t.chain = 'key/engagement/' || $1

-- name: ledger_head
insert into ledger_head
select 'key/engagement/' || c.id, t.n, t.hmac
from ledger_head t cross join copy c where t.chain = 'key/engagement/' || $1

-- name: overview
insert into overview (engagement_id, agency_id, cohort, stage, status, at_risk, supervisor, people,
                      launched_at, closed_at, body, place, coach, coordinator, due, expected_end,
                      last_act_on, about)
select c.id, t.agency_id, t.cohort, t.stage, t.status, t.at_risk, c.supervisor,
       array_replace(array_replace(array_replace(t.people, $2, c.learner), $3, c.coach),
                     $4, c.supervisor),
       t.launched_at + c.n * interval '1 second', t.closed_at,
       replace(replace(replace(replace(t.body::text, $1, c.id), $2, c.learner), $3, c.coach),
               $4, c.supervisor)::jsonb
       || jsonb_build_object('launched_at', t.launched_at + c.n * interval '1 second'),
       t.place, c.coach, t.coordinator, t.due + c.n * interval '1 minute', t.expected_end,
       t.last_act_on, t.about
from overview t cross join copy c where t.engagement_id = $1

-- name: derived
-- What triggers make of each row, made at once of all: one by one takes minutes.
insert into part select p.* from copy c join overview o on o.engagement_id = c.id, parts_of(o) p

-- name: tally
insert into tally as t
select o.agency_id, o.place, abs(hashtext(o.engagement_id) % 16), count(*), sum(o.at_risk::integer)
from copy c join overview o on o.engagement_id = c.id group by 1, 2, 3
on conflict (agency_id, place, shard) do update
set engagements = t.engagements + excluded.engagements, at_risk = t.at_risk + excluded.at_risk

-- name: todo
insert into todo
select c.id, t.n, replace(replace(replace(t.person, $2, c.learner), $3, c.coach), $4, c.supervisor),
       t.due, t.wanted,
       replace(replace(replace(replace(t.body::text, $1, c.id), $2, c.learner), $3, c.coach),
               $4, c.supervisor)::jsonb
from todo t cross join copy c where t.engagement_id = $1

-- name: timeline
insert into timeline
select c.id, t.version, t.at, t.by, t.role, t.via, t.kind, t.seen_by, t.stage
from timeline t cross join copy c where t.engagement_id = $1

-- name: owed_work
insert into owed_work
select c.id, t.what,
       replace(replace(replace(t.recipient, $2, c.learner), $3, c.coach), $4, c.supervisor), t.how,
       t.due + c.n * interval '1 minute', t.key, t.open
from owed_work t cross join copy c where t.engagement_id = $1

-- name: agenda
insert into agenda
select c.id, t.agency_id, t.agency_version, t.over, t.next_due + c.n * interval '1 minute',
       t.untold_since
from agenda t cross join copy c where t.engagement_id = $1
