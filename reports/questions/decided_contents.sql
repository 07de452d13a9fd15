-- Contents that reviewers decided about.
SELECT DISTINCT scope_key AS sha256 FROM decision WHERE scope_kind = 'content';
