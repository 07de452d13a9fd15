-- What an act was about.
SELECT scope_key AS sha256, variable, perceel, domein, voorzieningen FROM decision_act
WHERE act_id = :act;
