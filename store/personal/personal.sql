-- name: keep_refusal
insert into refused_access (person, what, asked, at) values ($1, $2, $3, $4)

-- name: refusals
-- What a person was refused, newest first.
select person, what, asked, at from refused_access where person = $1 order by at desc, n desc limit $2
