-- The values of the arrangements that count in one of the years (bits of panel_term.years), domains,
-- voorzieningen and municipalities that are asked for, of the first :limit of them (-1: all); of all
-- arrangements when nothing is asked for. An arrangement that says nothing of what is shown has one
-- row without a variable.
WITH
of_place AS MATERIALIZED (
  SELECT procurement.arrangement_id
  FROM (SELECT domein FROM panel_place UNION SELECT '*') AS domain
  CROSS JOIN panel_procurement AS procurement
    ON procurement.domein = domain.domein AND procurement.voorziening = :place_voorziening
  CROSS JOIN panel_term AS term ON term.arrangement_id = procurement.arrangement_id
  WHERE NOT :all
    AND (domain.domein = :place_domein OR (:place_domein = '' AND domain.domein <> '*'))
    AND term.years & :years <> 0),
of_municipalities AS MATERIALIZED (
  SELECT panel.arrangement_id
  FROM panel_municipality AS municipality
  CROSS JOIN panel ON panel.gm_code = municipality.gm_code
                   AND panel.panel_year = municipality.panel_year
  WHERE (:region <> '' OR :province <> '' OR :size <> '')
    AND (:from = 0 OR municipality.panel_year >= :from)
    AND (:to = 0 OR municipality.panel_year <= :to)
    AND (:province = '' OR province = :province)
    AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
    AND (:size = '' OR size_class = :size)
    AND panel.counts = 1),
wanted AS MATERIALIZED (
  SELECT arrangement.arrangement_id, dossier.key AS dossier, arrangement.number AS record
  FROM dossier CROSS JOIN arrangement ON arrangement.dossier_id = dossier.dossier_id
  WHERE (:all OR arrangement.arrangement_id IN (SELECT arrangement_id FROM of_place))
    AND (:region = '' AND :province = '' AND :size = ''
         OR arrangement.arrangement_id IN (SELECT arrangement_id FROM of_municipalities))
    AND EXISTS (SELECT 1 FROM arrangement_value AS stated
                WHERE stated.arrangement_id = arrangement.arrangement_id AND outcome = 'value')
  ORDER BY dossier.key, arrangement.number
  LIMIT :limit)
SELECT wanted.dossier, wanted.record, stated.variable, stated.value, evidence.page,
       CASE WHEN stated.variable IN ('procedure', 'bekostiging', 'looptijd', 'verlenging',
                                     'aanbieders') THEN
         (SELECT file FROM content_file WHERE content_file.content_id = stated.content_id) END
         AS file,
       wanted.arrangement_id
FROM wanted
LEFT JOIN arrangement_value AS stated
  ON stated.arrangement_id = wanted.arrangement_id AND stated.outcome = 'value'
     AND stated.variable IN ('gemeenten', 'domein', 'voorzieningen', 'status', 'procedure',
                             'bekostiging', 'looptijd', 'verlenging', 'aanbieders',
                             'ingangsdatum')
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = stated.arrangement_id AND evidence.variable = stated.variable
     AND evidence.position = 0
ORDER BY wanted.dossier, wanted.record, stated.position;
