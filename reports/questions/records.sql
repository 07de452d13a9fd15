-- The values of the arrangements that count in one of the years (bits of panel_term.years), domains,
-- voorzieningen and municipalities that are asked for, of the first :limit of them (-1: all); of all
-- arrangements when nothing is asked for.
SELECT dossier, record, variable, value, page, coalesce(file, '') AS file, arrangement_id
FROM arrangement_view
WHERE outcome = 'value'
  AND arrangement_id IN (
    SELECT arrangement.arrangement_id
    FROM dossier CROSS JOIN arrangement ON arrangement.dossier_id = dossier.dossier_id
    WHERE EXISTS (SELECT 1 FROM arrangement_value AS stated
                  WHERE stated.arrangement_id = arrangement.arrangement_id AND outcome = 'value')
      AND (:all
           OR arrangement.arrangement_id IN (
             SELECT panel_procurement.arrangement_id
             FROM panel_procurement JOIN panel_term USING (arrangement_id)
             WHERE panel_procurement.voorziening = :place_voorziening
               AND (panel_procurement.domein = :place_domein
                    OR (:place_domein = '' AND panel_procurement.domein <> '*'))
               AND years & :years <> 0
               AND (:region = '' AND :province = '' AND :size = ''
                    OR panel_procurement.arrangement_id IN (
                      SELECT panel.arrangement_id
                      FROM panel_municipality AS municipality
                      CROSS JOIN panel ON panel.gm_code = municipality.gm_code
                                       AND panel.panel_year = municipality.panel_year
                      WHERE (:from = 0 OR municipality.panel_year >= :from)
                        AND (:to = 0 OR municipality.panel_year <= :to)
                        AND (:province = '' OR province = :province)
                        AND (:region = '' OR jeugdregio = :region
                             OR zorgkantoorregio = :region)
                        AND (:size = '' OR size_class = :size)
                        AND panel.counts = 1))))
    ORDER BY dossier.key, arrangement.number
    LIMIT :limit)
ORDER BY dossier, record, position;
