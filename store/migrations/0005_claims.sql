-- Who has a mail in hand, and until when (wall time): so that two senders never send the same one.

alter table mail add column claimed_by text, add column claimed_until timestamptz;
