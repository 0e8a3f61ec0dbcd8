-- internal/report: a commune's sums stand on the report they are of, as one
-- value. A board then reads one narrow table; joined to the wide rows of
-- commune_sum it spent half its time there.
ALTER TABLE report ADD COLUMN summed text;
COMMENT ON COLUMN report.summed IS 'commune_sum once more, as boards read it: teams;sums;missing;meeting;failing, numbers separated by commas; missing and failing are empty where all zeros. Written in one statement with commune_sum.';
UPDATE report r SET summed = s.teams::text || ';' || array_to_string(s.sums, ',', '')
        || ';' || CASE WHEN 0 = ALL (s.missing) THEN '' ELSE array_to_string(s.missing, ',', '') END
        || ';' || array_to_string(s.meeting, ',', '')
        || ';' || CASE WHEN 0 = ALL (s.failing) THEN '' ELSE array_to_string(s.failing, ',', '') END
    FROM commune_sum s WHERE s.report_id = r.id;
ALTER TABLE commune_sum DROP COLUMN packed;
DROP FUNCTION commune_sum_packed(bigint[], int[], int[], int[]);
