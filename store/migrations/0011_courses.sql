-- What a program report is made of, so that making one opens no engagement: a learner's coaching in
-- numbers, of those who let their scores into reports. Rebuilt from the log like any read model.
create table course (
    engagement_id text not null,
    learner text not null,
    agency_id text not null,
    finished_at timestamptz,   -- null while coaching goes on
    facts jsonb,               -- unit, cohort, completed, sessions, days in each stage, taken back
    scores bytea,              -- enrollment, readiness, attainment, sealed; null once disposed of
    primary key (engagement_id, learner)
) with (fillfactor = 80);
create index course_finished on course (agency_id, engagement_id, learner)
    where finished_at is not null;

-- How far a person trusts supervisor and organization, as they answered for themself: one row an
-- answering, its scores sealed; null where they don't count, or were disposed of.
create table trust_score (
    person_id text not null,
    entry_id text not null,
    n integer not null,        -- the version of the event that began it: the order of answering
    newest integer not null,   -- the version of its newest event: by another word it is another one
    scores bytea,
    primary key (person_id, entry_id)
);

grant select, insert, update, delete on course, trust_score to coaching_engine;
