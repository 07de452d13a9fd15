-- Every file that was offered and is of a kind that is read, with the municipalities that it is
-- said to be of and those that were found in its text.
SELECT offered.offering_id, offered.year, offered.file, offered.gemeenten, offered.result,
       (SELECT coalesce(group_concat(found.value, '|'), '')
        FROM content JOIN coding ON coding.content_id = content.content_id
        JOIN record ON record.coding_id = coding.coding_id
        JOIN value AS found ON found.record_id = record.record_id
        WHERE content.sha256 = offered.sha256 AND found.variable = 'gemeenten'
          AND found.outcome = 'value') AS found_gemeenten
FROM offering_result AS offered
WHERE offered.result IN ('read', 'partly_read', 'failed')
ORDER BY offered.file, offered.year, offered.sha256, offered.offering_id;
