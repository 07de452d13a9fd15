-- The rows of the monitor, the first :limit of them (-1: all).
SELECT monitor.panel_year AS year, monitor.gm_code, monitor.gemeente, monitor.domein,
       monitor.voorziening, monitor.certainty, monitor.gap, monitor.arrangements,
       procedure, procedure_reason, bekostiging, bekostiging_reason, looptijd, looptijd_reason,
       aanbieders, aanbieders_reason
FROM panel_municipality AS municipality
CROSS JOIN monitor
  ON monitor.panel_year = municipality.panel_year AND monitor.gm_code = municipality.gm_code
WHERE municipality.panel_year BETWEEN :from AND :to
  AND (:gm_code = '' OR municipality.gm_code = :gm_code)
  AND (:province = '' OR municipality.province = :province)
  AND (:region = '' OR municipality.jeugdregio = :region
       OR municipality.zorgkantoorregio = :region)
  AND (:size = '' OR municipality.size_class = :size)
  AND (:domein = '' OR monitor.domein = :domein)
  AND (:voorziening = '' OR monitor.voorziening = :voorziening)
ORDER BY municipality.panel_year, municipality.gm_code, monitor.domein, monitor.voorziening
LIMIT :limit;
