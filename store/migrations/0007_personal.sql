-- What is kept for one person, and what the console reads for one person.

-- Who asked for what is not theirs: ids alone.
create table refused_access (
    n bigint generated always as identity primary key,
    person text not null,
    what text not null,
    asked text,
    at timestamptz not null
);
create index refused_access_of on refused_access (person, at desc, n desc);
grant select, insert on refused_access to coaching_engine;
