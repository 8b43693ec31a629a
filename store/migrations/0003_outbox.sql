-- What was done in the world: kept for good, so that a rebuild sends nothing twice.

create table mail (
    mail_id text primary key,
    kind text not null check (kind in ('digest', 'handoff', 'closing_summary')),
    recipient text not null,
    agency_id text not null,
    occasion text not null,   -- a local date, an engagement, or the moment of a summary
    engagement_id text,
    message_id text not null,
    frozen_at timestamptz not null,
    status text not null default 'frozen' check (status in ('frozen', 'sent', 'refused')),
    content bytea,            -- sealed with the recipient's key; gone once sent or refused
    reason bytea,             -- sealed: servers quote addresses
    settled_at timestamptz,
    claimed_by text,          -- who has it in hand, and until when (wall time), so that two
    claimed_until timestamptz,  -- senders never send the same one
    unique (kind, recipient, occasion)
);
create index mail_unsent on mail (frozen_at, mail_id) where status = 'frozen';
create index mail_newest on mail (agency_id, frozen_at desc, mail_id);

-- A duty done, at most once for each occasion, whatever its date. `mail_id` names the mail it went
-- into.
create table discharge (
    engagement_id text not null,
    what text not null,
    recipient text not null,
    how text not null,
    due timestamptz not null,
    mail_id text,
    at timestamptz not null,
    primary key (engagement_id, what, recipient, how)
);

-- The end of each learner's coaching is told of in one closing summary.
create table summarised (
    engagement_id text not null,
    learner text not null,
    mail_id text not null,
    primary key (engagement_id, learner)
);

create table cohort (
    cohort_id text primary key,
    agency_id text not null,
    name text not null,
    by text not null,
    opened_at timestamptz not null
);

create table cohort_row (
    cohort_id text not null references cohort,
    engagement_id text not null,
    n integer not null,       -- its row in the file
    who text not null,        -- keyed digests: learner and skill, learner, cells by column
    learner text not null,
    said jsonb not null,
    sealed_row text,          -- sealed with the cohort's key; gone once launched or refused
    noted_by text not null,   -- who was at the terminal
    noted_at timestamptz not null,
    status text not null default 'waiting' check (status in ('waiting', 'launched', 'refused')),
    code text,
    primary key (cohort_id, engagement_id)
);
create index cohort_row_waiting on cohort_row (cohort_id, n) where status = 'waiting';
create index cohort_row_who on cohort_row (who);
create index cohort_row_learner on cohort_row (cohort_id, learner);
