-- What can be dropped and rebuilt from the log: nothing here is confidential.

create table overview (
    engagement_id text primary key,
    agency_id text not null,
    cohort text not null,
    stage text not null,
    status text not null,
    at_risk boolean not null,
    supervisor text not null,
    people text[] not null,
    closed_at timestamptz,
    version integer not null,
    body jsonb not null
);
create index overview_agency on overview (agency_id, status);
create index overview_people on overview using gin (people);

create table todo (
    engagement_id text not null,
    n integer not null,
    person text not null,
    due timestamptz,
    body jsonb not null,
    primary key (engagement_id, n)
);
create index todo_person on todo (person);

create table timeline (
    engagement_id text not null,
    version integer not null,
    at timestamptz not null,
    by text not null,
    role text not null,
    via text not null,
    kind text not null,
    seen_by text[] not null,   -- the roles that may know that this happened at all
    primary key (engagement_id, version)
);

-- Who is known: the e-mail address is looked up by a keyed hash, never stored in the open.
create table person (
    person_id text primary key,
    agency_id text not null,
    email_key bytea not null
);
create index person_email on person (agency_id, email_key);

-- Every duty an engagement has now or later: exactly `duties(state, agency)`.
create table owed_work (
    engagement_id text not null,
    what text not null,
    due timestamptz not null,
    recipient text not null,
    how text not null check (how in ('remind', 'escalate', 'act', 'deliver')),
    key text not null,
    primary key (engagement_id, what, due, recipient)
);
create index owed_work_due on owed_work (due);
create index owed_work_recipient on owed_work (recipient, due);
