-- What leadership is asked for is asked once for all engagements, each of which has a row of it: kept out
-- of the way of what a person is asked for themself, however many there are.
drop index todo_person;
create index todo_person on todo (person, coalesce(due, 'infinity'), engagement_id, n)
    where body ->> 'role' <> 'leadership';
drop index todo_wanted;
create index todo_wanted on todo (person, wanted, engagement_id, n)
    where body ->> 'role' <> 'leadership';
create index todo_leading on todo (person, wanted, engagement_id, n)
    where body ->> 'role' = 'leadership';
