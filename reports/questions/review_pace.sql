-- When a reviewer decided, newest first.
SELECT CAST(strftime('%s', decided) AS INTEGER) AS second FROM decision_act
WHERE reviewer = :reviewer ORDER BY act_id DESC LIMIT 200;
