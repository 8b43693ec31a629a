-- Three roles: the owner runs migrations; the engine appends; the console reads what it may.

revoke all on all tables in schema public from public;
revoke all on schema public from public;
-- The tables' owner checks foreign keys, and need not own the database.
grant usage on schema public to current_user;
grant usage on schema public to coaching_engine, coaching_console;

grant select, insert
    on event, command, discharge, summarised, ledger, known_key to coaching_engine;
grant usage on sequence event_position to coaching_engine;
grant select, update on epoch to coaching_engine;
grant select, insert, update
    on stream, data_key, ledger_head, clock, mail, cohort, cohort_row, person to coaching_engine;
grant select, insert, update, delete
    on overview, todo, timeline, owed_work, agenda to coaching_engine;

grant select on overview, todo, timeline to coaching_console;

alter table overview enable row level security;
alter table todo enable row level security;
alter table timeline enable row level security;

create policy engine_writes on overview to coaching_engine using (true) with check (true);
create policy engine_writes on todo to coaching_engine using (true) with check (true);
create policy engine_writes on timeline to coaching_engine using (true) with check (true);

-- The console names whom it reads for; with neither setting it reads nothing.
create policy console_reads on overview for select to coaching_console using (
    current_setting('coaching.person', true) = any (people)
    or current_setting('coaching.agency', true) = agency_id
);
create policy console_reads on todo for select to coaching_console using (
    exists (select from overview o where o.engagement_id = todo.engagement_id)
);
create policy console_reads on timeline for select to coaching_console using (
    'coordinator' = any (seen_by)   -- what not even a coordinator may know is not listed
    and exists (select from overview o where o.engagement_id = timeline.engagement_id)
);
