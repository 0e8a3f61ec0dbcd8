-- internal/report: a row's figures once more, as the wire carries them.
-- PostgreSQL calls an output function for every element of an array; a month's
-- grid reads hundreds.
CREATE FUNCTION figures_sent(figures int[]) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT RETURN array_send(figures);
COMMENT ON FUNCTION figures_sent(int[]) IS 'array_send, declared immutable: so it is for integers.';
ALTER TABLE team_figure ADD COLUMN sent bytea NOT NULL GENERATED ALWAYS AS (figures_sent(values)) STORED;
COMMENT ON COLUMN team_figure.sent IS 'values in binary form, as the grid reads them.';
