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
