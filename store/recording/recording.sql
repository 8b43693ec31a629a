-- name: append
-- Events, the stream's head and snapshot, and the command, in one trip. $6 null leaves the snapshot,
-- $10 has no events, $11 null remembers no command. What follows projects $12 for a kind of stream.
with appended as (
    insert into event (stream_kind, stream_id, version, position, xid, restore_epoch, engine_epoch,
                       kind, v, at, by, role, via, command_id, body, hmac)
    select $1, $2, e.version, e.position, $7::text::xid8, $8::bigint, $9::bigint,
           e.kind, e.v, e.at, e.by, e.role, e.via, e.command_id, e.body, decode(e.hmac, 'hex')
    from jsonb_to_recordset($10::jsonb) as e (
        version integer, position bigint, kind text, v integer, at timestamptz, by text,
        role text, via text, command_id text, body jsonb, hmac text)
), remembered as (
    insert into command (command_id, by, fingerprint, stream_kind, stream_id, n, version, stage,
                         status, hmac)
    select c.command_id, c.by, decode(c.fingerprint, 'hex'), $1, $2, c.n, c.version, c.stage,
           c.status, decode(c.hmac, 'hex')
    from jsonb_to_record($11::jsonb) as c (
        command_id text, by text, fingerprint text, n integer, version integer, stage text,
        status text, hmac text)
    where $11::jsonb is not null
), headed as (
    update stream s
    set version = $3, hmac = $4,
        shape = case when $6::bytea is null then s.shape else $5 end,
        snapshot = coalesce($6, s.snapshot),
        commands = coalesce(($11::jsonb ->> 'n')::integer, s.commands),
        command_hmac = coalesce(decode($11::jsonb ->> 'hmac', 'hex'), s.command_hmac)
    where s.kind = $1 and s.id = $2
      and ($11::jsonb is not null or $6::bytea is not null or (s.version, s.hmac) <> ($3, $4))
)

-- name: engagement
-- What lists, pages and reports read of an engagement, what it owes, and the engine's agenda: written
-- only where they differ. With $12 null nothing is. Gives when the engine next has to act or deliver.
, listed as (
    insert into overview as t (engagement_id, agency_id, cohort, stage, status, at_risk, supervisor,
                               people, launched_at, closed_at, body, place, coach, coordinator, due,
                               expected_end, last_act_on, about)
    select o.engagement_id, o.agency_id, o.cohort, o.stage, o.status, o.at_risk, o.supervisor,
           b.people, o.launched_at, o.closed_at, $12::jsonb -> 'overview', b.place, o.coach,
           o.coordinator, coalesce(b.due, 'infinity'), o.expected_end,
           (o.last_act_at at time zone 'UTC')::date, decode(b.about, 'hex')
    from jsonb_to_record($12::jsonb -> 'overview') as o (
        engagement_id text, agency_id text, cohort text, stage text, status text, at_risk boolean,
        supervisor text, launched_at timestamptz, closed_at timestamptz, coach text,
        coordinator text, expected_end date, last_act_at timestamptz),
        jsonb_to_record($12::jsonb -> 'beside') as b (
            people text[], place text, due timestamptz, about text)
    where $12::jsonb is not null
    on conflict (engagement_id) do update set
        agency_id = excluded.agency_id, cohort = excluded.cohort, stage = excluded.stage,
        status = excluded.status, at_risk = excluded.at_risk, supervisor = excluded.supervisor,
        people = excluded.people, launched_at = excluded.launched_at,
        closed_at = excluded.closed_at, body = excluded.body, place = excluded.place,
        coach = excluded.coach, coordinator = excluded.coordinator, due = excluded.due,
        expected_end = excluded.expected_end, last_act_on = excluded.last_act_on,
        about = excluded.about
    where t is distinct from excluded
), told as (
    insert into timeline (engagement_id, version, at, by, role, via, kind, seen_by, stage)
    select $2, l.* from jsonb_to_recordset($12::jsonb -> 'timeline') as l (
        version integer, at timestamptz, by text, role text, via text, kind text, seen_by text[],
        stage text)
    on conflict do nothing
), can_do as (
    insert into todo as t (engagement_id, n, person, due, wanted, body)
    select $2, d.n - 1, d.body ->> 'person', (d.body ->> 'due')::timestamptz,
           coalesce((d.body ->> 'wanted_by')::timestamptz, 'infinity'), d.body
    from jsonb_array_elements($12::jsonb -> 'todos') with ordinality as d (body, n)
    where not exists (
        select from todo kept
        where kept.engagement_id = $2 and kept.n = d.n - 1 and kept.body = d.body)
    on conflict (engagement_id, n) do update set
        person = excluded.person, due = excluded.due, wanted = excluded.wanted,
        body = excluded.body
), could_do as (
    delete from todo
    where engagement_id = $2 and $12::jsonb is not null
      and n >= jsonb_array_length($12::jsonb -> 'todos')
), duty as materialized (
    select d.what, d.recipient, d.how, d.due, d.key, x.engagement_id is null as open,
           (w.due, w.key) is not distinct from (d.due, d.key)
               and w.open = (w.open and x.engagement_id is null) as kept
    from jsonb_to_recordset($12::jsonb -> 'duties') as d (
        what text, recipient text, how text, due timestamptz, key text)
    left join discharge x on x.engagement_id = $2 and x.what = d.what
        and x.recipient = d.recipient and x.how = d.how
    left join owed_work w on w.engagement_id = $2 and w.what = d.what
        and w.recipient = d.recipient and w.how = d.how
), owing as (
    insert into owed_work as w (engagement_id, what, recipient, how, due, key, open)
    select $2, what, recipient, how, due, key, open from duty where not kept
    -- Once done is done: a digest sent meanwhile is not in this statement's view of things.
    on conflict (engagement_id, what, recipient, how) do update set
        due = excluded.due, key = excluded.key, open = w.open and excluded.open
), withdrawn as (
    delete from owed_work w
    where w.engagement_id = $2 and $12::jsonb is not null and not exists (
        select from duty
        where duty.what = w.what and duty.recipient = w.recipient and duty.how = w.how)
), next as (
    select min(duty.due) as due from duty where duty.open and duty.how in ('act', 'deliver')
), planned as (
    insert into agenda as t (engagement_id, agency_id, agency_version, over, next_due, untold_since)
    select $2, a.agency_id, a.agency_version, a.over, next.due,
           (select min(f.at) from jsonb_to_recordset(a.finished) as f (learner text, at timestamptz)
            where not exists (select from summarised s
                              where s.engagement_id = $2 and s.learner = f.learner))
    from next, jsonb_to_record($12::jsonb -> 'agenda') as a (
        agency_id text, agency_version integer, over boolean, finished jsonb)
    where $12::jsonb is not null
    on conflict (engagement_id) do update set
        agency_id = excluded.agency_id, agency_version = excluded.agency_version,
        over = excluded.over, next_due = excluded.next_due, untold_since = excluded.untold_since
    where t is distinct from excluded
), went as (
    insert into course as t (engagement_id, learner, agency_id, finished_at, facts, scores)
    select $2, w.learner, $12::jsonb -> 'agenda' ->> 'agency_id', w.finished_at, w.facts,
           decode(w.scores, 'hex')
    from jsonb_to_recordset($12::jsonb -> 'courses') as w (
        learner text, finished_at timestamptz, facts jsonb, scores text)
    on conflict (engagement_id, learner) do update set
        agency_id = excluded.agency_id, finished_at = excluded.finished_at,
        facts = excluded.facts, scores = excluded.scores
    where t is distinct from excluded
), uncounted as (
    delete from course t
    where t.engagement_id = $2 and $12::jsonb -> 'courses' is not null and not exists (
        select from jsonb_to_recordset($12::jsonb -> 'courses') as w (learner text)
        where w.learner = t.learner)
)
select next.due as next_due from next

-- name: person
-- Makes a person findable by e-mail address, and by the beginnings of their name; keeps what their
-- own answers say of trust.
, indexed as (
    insert into person as t (person_id, agency_id, email_key, name_keys)
    select $2, p.agency_id, decode(p.email_key, 'hex'),
           array(select decode(one, 'hex') from unnest(p.name_keys) as one order by 1)
    from jsonb_to_record($12::jsonb) as p (agency_id text, email_key text, name_keys text[])
    where $12::jsonb is not null
    on conflict (person_id) do update set
        agency_id = excluded.agency_id, email_key = excluded.email_key,
        name_keys = excluded.name_keys
    where t is distinct from excluded
), trusting as (
    insert into trust_score as t (person_id, entry_id, n, newest, scores)
    select $2, w.entry_id, w.n, w.newest, decode(w.scores, 'hex')
    from jsonb_to_recordset($12::jsonb -> 'trust') as w (
        entry_id text, n integer, newest integer, scores text)
    on conflict (person_id, entry_id) do update set
        newest = excluded.newest, scores = excluded.scores
)
select null::timestamptz as next_due

-- name: agency
-- An agency has no read models: it is read from its snapshot.
select null::timestamptz as next_due from (select $12::jsonb) as nothing

-- name: named_people
-- The agencies of the people whom a command names, and whole the agency of the first of them.
select p.person_id, p.agency_id, s.version as agency_version, s.shape as agency_shape,
       s.snapshot as agency_snapshot, k.key_ids as agency_key_ids, k.subjects as agency_subjects,
       k.wrapped as agency_wrapped
from person p
left join stream s on s.kind = 'agency' and s.id = p.agency_id and p.person_id = $2
left join lateral keys_of('agency', s.id) k on s.id is not null
where p.person_id = any($1::text[])

-- name: discharge
-- Notes for good that a duty was done; no row where it had been done before.
insert into discharge (engagement_id, what, recipient, how, due, at)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning true

-- name: due_items
-- Acts and deliveries due now, earliest first.
select key, how from owed_work
where engagement_id = $1 and open and how in ('act', 'deliver') and due <= $2
order by due, what, recipient

-- name: next_due_after
-- When the engine next has to act or deliver, later than $2.
select min(due) from owed_work
where engagement_id = $1 and open and how in ('act', 'deliver') and due > $2

-- name: exists
-- Whether the log holds an engagement.
select true from stream where kind = 'engagement' and id = $1 and version > 0

-- name: overdue
-- Engagements that owed something before $1.
select engagement_id, agency_id from agenda
where next_due <= $1 order by next_due, engagement_id limit $2

-- name: agencies_changed
-- Agencies that changed since the owed work of some of their engagements was made: one probe of an index
-- for each.
select s.id as agency_id from stream s
where s.kind = 'agency' and exists (
    select from agenda a
    where a.agency_id = s.id and a.agency_version < s.version and not a.over)
order by s.id

-- name: unfinished
-- Engagements that have not ended, page by page.
select engagement_id, agency_id from agenda
where not over and engagement_id > $1 order by engagement_id limit $2

-- name: stale
-- Engagements of an agency whose owed work stands on older settings.
select engagement_id from agenda
where agency_id = $1 and agency_version < $2 and not over
order by engagement_id limit $3

-- name: standing
-- Where an engagement stands, and whether its agency's settings changed since its duties were made.
select s.version, o.stage, o.status, a.agency_version is distinct from g.version as stale
from stream s
join overview o on o.engagement_id = s.id
join agenda a on a.engagement_id = s.id
join stream g on g.kind = 'agency' and g.id = a.agency_id
where s.kind = 'engagement' and s.id = $1
