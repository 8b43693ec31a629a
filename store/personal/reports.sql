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
