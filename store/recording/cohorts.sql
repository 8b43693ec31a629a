-- name: note
-- A part of a cohort's rows; one that was refused is noted anew.
insert into cohort_row
    (cohort_id, engagement_id, n, who, learner, said, sealed_row, noted_by, noted_at)
select $1, r.engagement_id, r.n, r.who, r.learner, r.said, r.sealed_row, $2, $3
from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::jsonb[], $9::text[])
    as r (engagement_id, n, who, learner, said, sealed_row)
on conflict (cohort_id, engagement_id) do update
    set status = 'waiting', code = null, n = excluded.n, said = excluded.said,
        sealed_row = excluded.sealed_row, noted_by = excluded.noted_by,
        noted_at = excluded.noted_at
    where cohort_row.status = 'refused'
returning engagement_id

-- name: open_cohort
-- A cohort, if it is not there yet.
insert into cohort (cohort_id, agency_id, name, by, opened_at)
values ($1, $2, $3, $4, $5) on conflict do nothing

-- name: waiting
-- Rows that wait, in the file's order.
select engagement_id, sealed_row from cohort_row
where cohort_id = $1 and status = 'waiting' order by n limit $2

-- name: mark
-- A row that waited is done, or refused.
update cohort_row set status = $3, code = $4, sealed_row = null
where cohort_id = $1 and engagement_id = $2 and status = 'waiting'

-- name: progress
-- How far one cohort is.
select count(*) filter (where status = 'launched') as launched,
count(*) filter (where status = 'refused') as refused, count(*) as total
from cohort_row where cohort_id = $1

-- name: cohorts
-- Every cohort, or those of an agency, with its rows counted.
select c.cohort_id, c.agency_id, c.name, c.by, c.opened_at,
       count(*) filter (where r.status = 'launched') as launched,
       count(*) filter (where r.status = 'refused') as refused,
       count(r.cohort_id) as total
from cohort c left join cohort_row r using (cohort_id)
where $1::text is null or c.agency_id = $1
group by c.cohort_id order by c.opened_at desc, c.cohort_id

-- name: refused
-- Rows the rules refused.
select engagement_id, n, code from cohort_row
where cohort_id = $1 and status = 'refused' order by n

-- name: known_people
-- Who of these is registered.
select person_id from person where person_id = any ($1::text[]) order by 1

-- name: shares
-- Who noted how many of these rows, when, and how they stand.
select noted_by, noted_at, status, count(*) as rows from cohort_row
where cohort_id = $1 and engagement_id = any ($2::text[])
group by noted_by, noted_at, status order by noted_at, noted_by, status

-- name: noted
-- Which of these rows are noted.
select engagement_id from cohort_row
where cohort_id = $1 and engagement_id = any ($2::text[])

-- name: said
-- What these rows said when they were noted (digests).
select engagement_id, said from cohort_row where cohort_id = $1
and engagement_id = any ($2::text[]) and status <> 'refused'

-- name: on_other_skill
-- Rows of these learners beside those given.
select learner, engagement_id from cohort_row where cohort_id = $1
and learner = any ($2::text[]) and engagement_id <> all ($3::text[])
and status <> 'refused' order by n

-- name: elsewhere
-- Other cohorts with the same learners on the same skill; ended engagements apart.
select c.name, count(*) as rows from cohort_row r
join cohort c using (cohort_id) left join overview o using (engagement_id)
where c.agency_id = $1 and c.name <> $2 and r.who = any ($3::text[])
  and (o.status <> 'ended' or o.status is null and r.status = 'waiting')
group by c.name order by count(*) desc, c.name
