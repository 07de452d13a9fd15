-- How many decisions of reviewers hold.
SELECT count(*) AS number FROM decision WHERE orphaned = 0;
