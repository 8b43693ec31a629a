-- What the console reads for one person under row level security, and what is kept for one person.

-- One row for each person with a part in an engagement, made from its line in lists. `alone`: there
-- is one learner, whose own all of it is.
create table part (
    person text not null,
    engagement_id text not null,
    agency_id text not null,
    roles text not null,           -- in the order learner, coach, supervisor, coordinator
    alone boolean not null,
    over boolean not null,         -- coaching is closed or ended
    launched_at timestamptz not null,
    learns boolean not null,
    primary key (person, engagement_id)
);
create index part_of on part (engagement_id);
create index part_agency on part (agency_id) where roles like 'learner%';
create index part_listed on part (person, over, launched_at desc, engagement_id desc)
    where roles <> 'coordinator';  -- whose list is the board
create index part_roles on part (person, roles);
-- Learners found by name: a coordinator of the same name has a part in every engagement there is.
create index part_learns on part (person, engagement_id) where learns;

-- How many engagements stand in each column of an agency's board. Spread over sixteen rows, so that
-- acts recorded at the same time don't wait for one another.
create table tally (
    agency_id text not null,
    place text not null,
    shard integer not null,
    engagements integer not null,
    at_risk integer not null,
    primary key (agency_id, place, shard)
) with (fillfactor = 50);

create function parts_of(o overview) returns setof part language sql stable as $$
    select held.person, o.engagement_id, o.agency_id,
           string_agg(held.role, ' ' order by held.n),
           jsonb_array_length(o.body -> 'learners') = 1,
           o.status in ('following_up', 'ended'),
           o.launched_at,
           bool_or(held.role = 'learner')
    from (
        select jsonb_array_elements_text(o.body -> 'learners') as person, 'learner' as role, 1 as n
        union all select o.coach, 'coach', 2
        union all select o.supervisor, 'supervisor', 3
        union all select o.coordinator, 'coordinator', 4
    ) held
    where held.person is not null
    group by held.person
$$;

create function keep_parts() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from part where engagement_id = old.engagement_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into part select * from parts_of(new);
    end if;
    return null;
end
$$;
create trigger parts_changed after update on overview for each row
    when ((old.people, old.coach, old.supervisor, old.coordinator, old.status, old.agency_id)
          is distinct from
          (new.people, new.coach, new.supervisor, new.coordinator, new.status, new.agency_id))
    execute function keep_parts();
create trigger parts_came after insert or delete on overview for each row
    execute function keep_parts();

create function keep_tally() returns trigger language plpgsql as $$
begin
    -- In one order, so that two that change the same two rows never wait for each other.
    insert into tally as t (agency_id, place, shard, engagements, at_risk)
    select c.agency_id, c.place, c.shard, sum(c.n), sum(c.risk)
    from (
        select old.agency_id, old.place, abs(hashtext(old.engagement_id) % 16) as shard, -1 as n,
               -(old.at_risk::integer) as risk
        where tg_op <> 'INSERT'
        union all
        select new.agency_id, new.place, abs(hashtext(new.engagement_id) % 16), 1,
               new.at_risk::integer
        where tg_op <> 'DELETE'
    ) c
    group by c.agency_id, c.place, c.shard
    order by c.agency_id, c.place, c.shard
    on conflict (agency_id, place, shard) do update
    set engagements = t.engagements + excluded.engagements, at_risk = t.at_risk + excluded.at_risk;
    return null;
end
$$;
create trigger tally_changed after update on overview for each row
    when ((old.agency_id, old.place, old.at_risk)
          is distinct from (new.agency_id, new.place, new.at_risk))
    execute function keep_tally();
create trigger tally_came after insert or delete on overview for each row
    execute function keep_tally();

-- Who asked for what is not theirs: ids alone.
create table refused_access (
    n bigint generated always as identity primary key,
    person text not null,
    what text not null,
    asked text,
    at timestamptz not null
);
create index refused_access_of on refused_access (person, at desc, n desc);

-- What a person has typed into a form and not sent; sealed with the engagement's key.
create table draft (
    person text not null,
    engagement_id text not null,
    act text not null,
    entry text not null,           -- which entry it is about; empty where it is about none
    sealed bytea not null,
    saved_at timestamptz not null,
    primary key (person, engagement_id, act, entry)
);
create index draft_of on draft (engagement_id);
create index draft_old on draft (saved_at);

-- The secret address of a person's calendar, by its hash: revoked, it is gone.
create table calendar_feed (
    person text primary key,
    hash bytea not null unique,
    made_at timestamptz not null
);

-- Program figures as they were last counted: numbers of people by where they stand, for leadership.
create table program_figures (
    agency_id text primary key,
    at timestamptz not null,
    body jsonb not null
);

grant select, insert, update on program_figures to coaching_engine;
grant select, insert on refused_access to coaching_engine;
grant select, insert, update, delete
    on part, tally, draft, calendar_feed to coaching_engine;
grant select on part, tally to coaching_console;

alter table part enable row level security;
alter table tally enable row level security;
create policy engine_writes on part to coaching_engine using (true) with check (true);
create policy engine_writes on tally to coaching_engine using (true) with check (true);

-- The console names whom it reads for, in each transaction; without it, it reads nothing. The agency
-- is set for its coordinators alone. These are comparisons that tell nothing of what they compare, so
-- that a statement's own ones of the kind are looked up in an index first.
create policy console_reads on overview for select to coaching_console using (
    current_setting('coaching.person', true) = any (people)
    or agency_id = current_setting('coaching.agency', true)
);
create policy console_reads on part for select to coaching_console using (
    person = current_setting('coaching.person', true)
    or agency_id = current_setting('coaching.agency', true)
);
create policy console_reads on tally for select to coaching_console using (
    agency_id = current_setting('coaching.agency', true)
);
-- What waits for somebody is theirs alone to know: who has answered must not be told.
create policy console_reads on todo for select to coaching_console using (
    person = current_setting('coaching.person', true)
);
-- That something happened: to whom one of their roles may know it, and in a group, what they did.
create policy console_reads on timeline for select to coaching_console using (
    exists (
        select from part p
        where p.engagement_id = timeline.engagement_id
          and p.person = current_setting('coaching.person', true)
          and (timeline.by = p.person
               or timeline.seen_by && array_remove(string_to_array(p.roles, ' '),
                                                   case when p.alone then '' else 'learner' end)))
    or ('coordinator' = any (seen_by) and exists (
        select from part p
        where p.engagement_id = timeline.engagement_id
          and p.agency_id = current_setting('coaching.agency', true)))
);
