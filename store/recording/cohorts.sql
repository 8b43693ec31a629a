-- name: open
-- Notes a cohort; again changes nothing.
insert into cohort (cohort_id, agency_id, name, by, opened_at)
values ($1, $2, $3, $4, $5) on conflict do nothing

-- name: add_rows
-- Notes a cohort's rows, each its sealed command to launch; those that are there stay as they are.
insert into cohort_row (cohort_id, engagement_id, n, command_id, kind, v, sealed_body)
select $1, r.* from unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::integer[],
                           $7::text[]) as r
on conflict do nothing

-- name: waiting
-- Launch commands not yet carried out, in the file's order.
select engagement_id, command_id, kind, v, sealed_body from cohort_row
where cohort_id = $1 and status = 'waiting' order by n limit $2

-- name: mark
-- What became of a row; its sealed command is let go.
update cohort_row set status = $3, code = $4, sealed_body = null
where cohort_id = $1 and engagement_id = $2 and status = 'waiting'

-- name: progress
-- How many rows are launched, refused, and there in all.
select count(*) filter (where status = 'launched') as launched,
       count(*) filter (where status = 'refused') as refused, count(*) as total
from cohort_row where cohort_id = $1

-- name: lines
-- Cohorts of one agency, or of all, newest first.
select c.cohort_id, c.agency_id, c.name, c.by, c.opened_at, r.launched, r.refused, r.total
from cohort c
cross join lateral (
    select count(*) filter (where status = 'launched') as launched,
           count(*) filter (where status = 'refused') as refused, count(*) as total
    from cohort_row where cohort_id = c.cohort_id) r
where $1::text is null or c.agency_id = $1
order by c.opened_at desc, c.cohort_id

-- name: refused
-- The rows of a cohort that were refused, in the file's order.
select engagement_id, n, code from cohort_row
where cohort_id = $1 and status = 'refused' order by n
