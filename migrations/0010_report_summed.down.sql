CREATE FUNCTION commune_sum_packed(sums bigint[], missing int[], meeting int[], failing int[]) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    RETURN array_send(sums) || array_send(CASE WHEN 0 = ALL (missing) THEN '{}' ELSE missing END)
        || array_send(meeting) || array_send(CASE WHEN 0 = ALL (failing) THEN '{}' ELSE failing END);
COMMENT ON FUNCTION commune_sum_packed(bigint[], int[], int[], int[]) IS 'The four arrays in binary form, one after the other; missing and failing are empty where all zeros.';
ALTER TABLE commune_sum ADD COLUMN packed bytea NOT NULL GENERATED ALWAYS AS (commune_sum_packed(sums, missing, meeting, failing)) STORED;
COMMENT ON COLUMN commune_sum.packed IS 'sums, missing, meeting and failing once more, as boards read them.';
ALTER TABLE report DROP COLUMN summed;
