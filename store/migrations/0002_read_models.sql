-- What can be dropped and rebuilt from the log: nothing here is confidential in the open. Pages keep
-- room, so that a row which changes often is written anew beside itself, without its indexes.

create table overview (
    engagement_id text primary key,
    agency_id text not null,
    cohort text not null,
    stage text not null,
    status text not null,
    at_risk boolean not null,
    supervisor text not null,
    people text[] not null,
    launched_at timestamptz not null,
    closed_at timestamptz,
    body jsonb not null,
    -- for the board
    place text not null,              -- its column: a stage while under way, then its status
    coach text,
    coordinator text not null,
    due timestamptz not null,         -- what is due next, as its coordinator may know it; or infinity
    expected_end date not null,
    last_act_on date not null,        -- to the day, so that not every act moves it in its index
    about bytea                       -- the skill, sealed; null once disposed of
) with (fillfactor = 80);
-- Lists are read page by page in the order of launching, whatever they are narrowed to.
create index overview_listed on overview (launched_at, engagement_id);
create index overview_agency on overview (agency_id, launched_at, engagement_id);
create index overview_status on overview (agency_id, status, launched_at, engagement_id);
create index overview_stage on overview (agency_id, stage, launched_at, engagement_id);
create index overview_cohort on overview (cohort, launched_at, engagement_id);
create index overview_at_risk on overview (agency_id, launched_at, engagement_id) where at_risk;
create index overview_people on overview using gin (people);
-- The board: a column, or all of an agency, in each order it can be sorted by.
create index overview_place on overview (agency_id, place, launched_at, engagement_id);
create index overview_place_due on overview (agency_id, place, due, engagement_id);
create index overview_place_end on overview (agency_id, place, expected_end, engagement_id);
create index overview_place_act on overview (agency_id, place, last_act_on, engagement_id);
create index overview_due on overview (agency_id, due, engagement_id);
create index overview_end on overview (agency_id, expected_end, engagement_id);
create index overview_act on overview (agency_id, last_act_on, engagement_id);
create index overview_coach on overview (agency_id, coach, launched_at, engagement_id);
create index overview_supervisor on overview (agency_id, supervisor, launched_at, engagement_id);
create index overview_coordinator on overview (agency_id, coordinator, launched_at, engagement_id);
create index overview_prefix on overview (engagement_id text_pattern_ops);

create table todo (
    engagement_id text not null,
    n integer not null,
    person text not null,
    due timestamptz,
    wanted timestamptz not null,  -- by when it is asked for; infinity where nothing presses
    body jsonb not null,
    primary key (engagement_id, n)
) with (fillfactor = 80);
create index todo_person on todo (person, coalesce(due, 'infinity'), engagement_id, n);
create index todo_wanted on todo (person, wanted, engagement_id, n);

create table timeline (
    engagement_id text not null,
    version integer not null,
    at timestamptz not null,
    by text not null,
    role text not null,
    via text not null,
    kind text not null,
    seen_by text[] not null,   -- the roles that may know that this happened at all
    stage text,                -- the key of the stage that began with it, if one did
    primary key (engagement_id, version)
);

-- Who is known: the e-mail address is looked up by a keyed hash, never stored in the open.
create table person (
    person_id text primary key,
    agency_id text not null,
    email_key bytea not null,
    name_keys bytea[] not null  -- keyed hashes of the beginnings of the words of their name
);
create index person_names on person using gin (name_keys);
create index person_listed on person (agency_id, person_id);
create index person_email on person (agency_id, email_key);

-- Every duty an engagement has now or later: exactly `duties(state, agency)`. A duty is its
-- occasion (what, to whom, how); its date may move. `open`: not discharged yet.
create table owed_work (
    engagement_id text not null,
    what text not null,
    recipient text not null,
    how text not null check (how in ('remind', 'escalate', 'act', 'deliver')),
    due timestamptz not null,
    key text not null,
    open boolean not null,
    primary key (engagement_id, what, recipient, how)
) with (fillfactor = 80);
-- The mail round reads who has something to be told now.
create index owed_work_to_tell on owed_work (due, recipient)
    where open and how in ('remind', 'escalate');
create index owed_work_recipient on owed_work (recipient, due)
    where open and how in ('remind', 'escalate');

-- What the engine itself looks at, one narrow row an engagement: so that whatever runs by itself
-- reads an index of what is due, and nothing else.
create table agenda (
    engagement_id text primary key,
    agency_id text not null,
    agency_version integer not null,  -- the agency's version that its owed work stands on
    over boolean not null,            -- it has ended: settings don't touch it any more
    next_due timestamptz,             -- of its open acts and deliveries
    -- since when the end of a learner's coaching is in no closing summary
    untold_since timestamptz
) with (fillfactor = 80);
create index agenda_due on agenda (next_due, engagement_id) where next_due is not null;
create index agenda_stale on agenda (agency_id, agency_version) where not over;
create index agenda_going on agenda (engagement_id) where not over;
create index agenda_untold on agenda (agency_id) where untold_since is not null;
