-- name: consenting
-- (engagement, learner) whose newest word on scores in program reports is yes.
select engagement_id, learner from (
    select distinct on (e.stream_id, e.by)
           e.stream_id as engagement_id, e.by as learner, (e.body->>'given')::boolean as given
    from event e
    where e.stream_kind = 'engagement' and e.kind = 'consent_given'
      and e.body->>'consent' = 'scores_in_reports'
      and e.stream_id in (select engagement_id from overview where agency_id = $1)
    order by e.stream_id, e.by, e.version desc
) newest
where given
order by engagement_id, learner

-- name: own_answers
-- What these people answered for themselves by an instrument; oldest first.
select stream_kind, stream_id, version, position, xid::text as xid, restore_epoch, engine_epoch,
       kind, v, at, by, role, via, command_id, body, hmac
from event
where stream_kind = 'person' and stream_id = any($1::text[]) and kind = 'answered_for_oneself'
  and body->>'instrument' = $2 and (body->>'version')::integer = $3
order by stream_id, version

-- name: newest
select at, body from program_report where agency_id = $1 order by at desc limit $2

-- name: made_of
select body->'made_of' as made_of from program_report where agency_id = $1 order by at

-- name: one_at_a_time
-- Two made at once would each be made after the same one.
select pg_advisory_xact_lock(hashtextextended('program_report/' || $1, 0))

-- name: how_many
select count(*)::integer from program_report where agency_id = $1

-- name: keep
insert into program_report (agency_id, at, body) values ($1, $2, $3)
on conflict (agency_id, at) do nothing

-- name: cohorts
-- The names of an agency's cohorts.
select distinct cohort from overview where agency_id = $1 and cohort <> '' order by 1 limit 500
