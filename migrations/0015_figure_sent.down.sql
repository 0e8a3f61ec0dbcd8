ALTER TABLE team_figure DROP COLUMN sent;
DROP FUNCTION figures_sent(int[]);
