-- name: own_ids_starting
-- Engagements of a person ($1) whose id starts so: from $2 to before $3.
select engagement_id from part
where person = $1 and engagement_id >= $2 and engagement_id < $3
order by engagement_id limit 2

-- name: own_roles
-- The different roles that a person has anywhere: one probe of the index for each.
with recursive held (roles) as (
    (select roles from part where person = $1 order by roles limit 1)
    union all
    select (select p.roles from part p where p.person = $1 and p.roles > held.roles
            order by p.roles limit 1)
    from held where held.roles is not null
)
select roles from held where roles is not null

-- name: own_roles_in
-- The roles that a person has in one engagement; no row where they have none.
select roles from part where person = $1 and engagement_id = $2

-- name: own
-- A person's own engagements, those under way first, the newest first: the page after ($2, $3, $4).
select o.body, o.about, p.roles, p.over, p.launched_at, p.engagement_id
from (
    select * from part
    where person = $1 and roles <> 'coordinator' and over = $2
      and (launched_at, engagement_id) < ($3, $4)
    order by launched_at desc, engagement_id desc limit $5
) p join overview o on o.engagement_id = p.engagement_id
order by p.launched_at desc, p.engagement_id desc

-- name: waiting
-- What waits for a person, the most urgent first: the page after (wanted, engagement, n). Leadership's
-- part apart.
select t.body, t.wanted, t.n,
       case when p.person is not null
            then array(select jsonb_array_elements_text(o.body -> 'learners')) end as learners,
       case when p.person is not null then o.about end as about
from (
    select * from todo
    where person = $1 and body ->> 'role' <> 'leadership'
      and (wanted, engagement_id, n) > ($2, $3::text, $4::integer)
    order by wanted, engagement_id, n limit $5
) t
left join part p on p.person = $1 and p.engagement_id = t.engagement_id
left join overview o on o.engagement_id = p.engagement_id
order by t.wanted, t.engagement_id, t.n

-- name: waits_in
-- Whether something waits for a person in an engagement, in a role.
select exists (
    select from todo where engagement_id = $2 and person = $1 and body ->> 'role' = $3)

-- name: columns
-- The columns of an agency's board, with what is overdue at $2 counted up to $3.
select t.place, t.engagements, t.at_risk, (
    select count(*) from (
        select from overview o
        where o.agency_id = $1 and o.place = t.place and o.due < $2 limit $3) late
) as overdue
from (
    select place, sum(engagements)::integer as engagements, sum(at_risk)::integer as at_risk
    from tally where agency_id = $1 group by place
) t
where t.engagements > 0

-- name: counted
-- How many engagements there are of what follows, counted up to $1.
select count(*) from (select from overview o where true

-- name: counted_up_to
limit $1) found

-- name: board
-- Engagements of an agency; what narrows them, where they go on and their order follow.
select o.body, o.about, o.$key as key from overview o where true

-- name: board_agency
and o.agency_id = $N

-- name: board_place
and o.place = $N

-- name: board_status
and o.status = $N

-- name: board_at_risk
and o.at_risk = $N

-- name: board_overdue_at
and o.due < $N

-- name: board_cohort
and o.cohort = $N

-- name: board_coach
and o.coach = $N

-- name: board_supervisor
and o.supervisor = $N

-- name: board_coordinator
and o.coordinator = $N

-- name: board_learners
-- The parts that the people found have, each looked up in its index: the planner is kept from going
-- through all learners of the agency, or through all parts in their order.
and o.engagement_id = any(array(
    with found as materialized (
        select p.engagement_id from part p
        where p.person = any($N::text[]) and p.learns)
    select engagement_id from found order by engagement_id limit 1000))

-- name: coaches
-- The coaches of an agency, one probe of the index for each, with how many engagements they have
-- under way, counted up to $2: a page after the coach $3.
with recursive known (coach, n) as (
    (select o.coach, 1 from overview o
     where o.agency_id = $1 and o.coach > $3 order by o.coach limit 1)
    union all
    select (select o.coach from overview o
            where o.agency_id = $1 and o.coach > known.coach order by o.coach limit 1), known.n + 1
    from known where known.coach is not null and known.n < $4
)
select k.coach, (
    select count(*) from (
        select from part p
        where p.person = k.coach and not p.over and p.roles like '%coach%' limit $2) open
) as under_way
from known k where k.coach is not null order by k.coach

-- name: coached_lately
-- The newest engagements of each of these coaches, with what they are about.
select k.coach, o.engagement_id, o.about, o.status, o.body ->> 'outcome' as outcome, exists (
    select from timeline t
    where t.engagement_id = o.engagement_id and t.kind = 'expertise_stated' and t.by = k.coach
) as stated
from unnest($2::text[]) as k (coach)
cross join lateral (
    select * from overview o
    where o.agency_id = $1 and o.coach = k.coach
    order by o.launched_at desc, o.engagement_id desc limit $3
) o

-- name: carried
-- What somebody carries as coach or supervisor, under way: a page by id.
select p.engagement_id from part p
where p.person = $1 and p.agency_id = $2 and not p.over and p.roles like $3 and p.engagement_id > $4
order by p.engagement_id limit $5

-- name: run
-- What somebody runs as its coordinator, until it has ended: a page by id.
select p.engagement_id from part p join overview o on o.engagement_id = p.engagement_id
where p.person = $1 and p.agency_id = $2 and o.status <> 'ended' and p.roles like $3
  and p.engagement_id > $4
order by p.engagement_id limit $5
