ALTER TABLE commune_sum DROP COLUMN packed;
DROP FUNCTION commune_sum_packed(bigint[], int[], int[], int[]);
