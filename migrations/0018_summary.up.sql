-- internal/summary: phase reports of districts (a commune from the day
-- districts end) and of the province, product §7.
CREATE TABLE phase_report (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phase_id           bigint NOT NULL REFERENCES phase (id),
    unit_id            bigint NOT NULL REFERENCES unit (id),
    level              text   NOT NULL CONSTRAINT phase_report_level CHECK (level IN ('commune', 'district', 'province')),
    state              text   NOT NULL DEFAULT 'draft'
                       CONSTRAINT phase_report_state CHECK (state IN ('draft', 'submitted', 'returned', 'accepted', 'frozen', 'signed', 'left_out')),
    version            int    NOT NULL DEFAULT 1,
    submission_no      int    NOT NULL DEFAULT 0,
    first_submitted_at timestamptz,
    first_submitted_on date,
    submitted_at       timestamptz,
    submitted_by       bigint REFERENCES app_user (id),
    decided_at         timestamptz,
    decided_by         bigint REFERENCES app_user (id),
    holder_id          bigint NOT NULL REFERENCES unit (id),
    reviewer_id        bigint REFERENCES unit (id),
    due_before         date   NOT NULL,
    doc_number         text   NOT NULL DEFAULT '',
    doc_date           date,
    signer_form        text   NOT NULL DEFAULT '',
    signer_title       text   NOT NULL DEFAULT '',
    signer_name        text   NOT NULL DEFAULT '',
    scope_path         text   COLLATE "C" NOT NULL,
    created_at         timestamptz NOT NULL,
    CONSTRAINT phase_report_once UNIQUE (phase_id, unit_id),
    CONSTRAINT phase_report_reviewer CHECK ((reviewer_id IS NULL) = (level = 'province')),
    CONSTRAINT phase_report_first CHECK ((submission_no = 0) = (first_submitted_at IS NULL) AND (first_submitted_at IS NULL) = (first_submitted_on IS NULL)),
    CONSTRAINT phase_report_steps CHECK (level = 'province' AND state IN ('draft', 'frozen', 'signed') OR level <> 'province')
);
COMMENT ON TABLE phase_report IS 'Báo cáo kết quả thực hiện đợt: one per unit and phase. Figures are computed while it is a draft; what was sent or frozen is a snapshot.';
COMMENT ON COLUMN phase_report.due_before IS 'Exclusive: the last day on time is the day before ("trước ngày").';
COMMENT ON COLUMN phase_report.holder_id IS 'Whose turn it is to write; a restructuring moves work by changing holder and reviewer.';
COMMENT ON COLUMN phase_report.signer_form IS 'TM., KT., TL., TUQ. or empty, as the signature block begins.';
CREATE INDEX phase_report_scope ON phase_report (phase_id, scope_path);

CREATE TABLE phase_text (
    report_id bigint NOT NULL REFERENCES phase_report (id),
    section   text   NOT NULL,
    body      text   NOT NULL CONSTRAINT phase_text_body CHECK (octet_length(body) <= 1048576),
    version   int    NOT NULL,
    user_id   bigint NOT NULL REFERENCES app_user (id),
    at        timestamptz NOT NULL,
    CONSTRAINT phase_text_once PRIMARY KEY (report_id, section, version)
);
COMMENT ON TABLE phase_text IS 'A narrative section, every version kept: the newest is the section, none is ever lost. [[…]] stands for a live figure.';

CREATE TABLE phase_snapshot (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id  bigint NOT NULL REFERENCES phase_report (id),
    kind       text   NOT NULL CONSTRAINT phase_snapshot_kind CHECK (kind IN ('submission', 'supplement', 'freeze')),
    no         int    NOT NULL,
    canonical  bytea  NOT NULL,
    digest     bytea  NOT NULL CONSTRAINT phase_snapshot_digest CHECK (digest = sha256(canonical)),
    code       text   NOT NULL CONSTRAINT phase_snapshot_code UNIQUE,
    gaps       text   NOT NULL DEFAULT '',
    reason     text   NOT NULL DEFAULT '',
    made_by    bigint NOT NULL REFERENCES app_user (id),
    made_at    timestamptz NOT NULL,
    accepted_at timestamptz,
    refused_at timestamptz,
    CONSTRAINT phase_snapshot_decided CHECK (accepted_at IS NULL OR refused_at IS NULL),
    CONSTRAINT phase_snapshot_once UNIQUE (report_id, kind, no),
    CONSTRAINT phase_snapshot_reason CHECK (gaps = '' OR reason <> '')
);
COMMENT ON TABLE phase_snapshot IS 'Figures and text as sent, supplemented or frozen: canonical bytes, never changed.';
COMMENT ON COLUMN phase_snapshot.digest IS 'SHA-256 of canonical, printed on the document.';
COMMENT ON COLUMN phase_snapshot.code IS 'Public verification code, at least 80 random bits.';
COMMENT ON COLUMN phase_snapshot.refused_at IS 'A supplement the reviewer did not take over; why is its step''s reason.';
COMMENT ON COLUMN phase_snapshot.gaps IS 'What was missing or not accepted when it was sent; sent with gaps only with a reason.';
CREATE INDEX phase_snapshot_report ON phase_snapshot (report_id, id DESC);
CREATE FUNCTION phase_snapshot_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.canonical, NEW.digest, NEW.code, NEW.kind, NEW.no, NEW.report_id, NEW.made_at) IS NOT DISTINCT FROM (OLD.canonical, OLD.digest, OLD.code, OLD.kind, OLD.no, OLD.report_id, OLD.made_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'snapshots are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER phase_snapshot_keep BEFORE UPDATE OR DELETE ON phase_snapshot FOR EACH ROW EXECUTE FUNCTION phase_snapshot_keep();

CREATE TABLE phase_step (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id     bigint NOT NULL REFERENCES phase_report (id),
    action        text   NOT NULL CONSTRAINT phase_step_action CHECK (action IN ('open', 'submit', 'recall', 'return', 'accept', 'supplement', 'supplement.accept', 'supplement.refuse', 'freeze', 'correct', 'sign', 'nudge', 'leave_out')),
    submission_no int    NOT NULL DEFAULT 0,
    reason        text   NOT NULL DEFAULT '',
    snapshot_id   bigint REFERENCES phase_snapshot (id),
    user_id       bigint REFERENCES app_user (id),
    at            timestamptz NOT NULL
);
COMMENT ON TABLE phase_step IS 'The life of a phase report, as its page shows it.';
CREATE INDEX phase_step_report ON phase_step (report_id, id DESC);

CREATE TABLE phase_correction (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id     bigint NOT NULL REFERENCES phase_report (id),
    no            int    NOT NULL,
    correction_id bigint NOT NULL REFERENCES correction (id) CONSTRAINT phase_correction_of UNIQUE,
    at            timestamptz NOT NULL,
    CONSTRAINT phase_correction_once UNIQUE (report_id, no)
);
COMMENT ON TABLE phase_correction IS 'Đính chính after the freeze, numbered per provincial report; the cell, old, new and reason are the correction''s.';

CREATE TABLE signed_copy (
    report_id     bigint PRIMARY KEY REFERENCES phase_report (id),
    unit_id       bigint NOT NULL REFERENCES unit (id),
    number        text   NOT NULL CONSTRAINT signed_copy_number CHECK (number <> ''),
    signed_on     date   NOT NULL,
    year          int    GENERATED ALWAYS AS (extract(year FROM signed_on)::int) STORED,
    signer        text   NOT NULL CONSTRAINT signed_copy_signer CHECK (signer <> ''),
    file_digest   bytea  NOT NULL REFERENCES evidence_file (digest),
    file_name     text   NOT NULL,
    registered_by bigint NOT NULL REFERENCES app_user (id),
    registered_at timestamptz NOT NULL,
    CONSTRAINT signed_copy_once UNIQUE (unit_id, year, number)
);
COMMENT ON TABLE signed_copy IS 'Number, date and scan (PDF) of the signed paper; from then on the report is closed. The bytes are evidence_file''s.';

CREATE TABLE nudge (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phase_id  bigint NOT NULL REFERENCES phase (id),
    unit_id   bigint NOT NULL REFERENCES unit (id),
    words     text   NOT NULL CONSTRAINT nudge_words CHECK (words <> ''),
    sent_by   bigint NOT NULL REFERENCES app_user (id),
    sent_unit bigint NOT NULL REFERENCES unit (id),
    sent_at   timestamptz NOT NULL,
    sent_on   date   NOT NULL,
    CONSTRAINT nudge_daily UNIQUE (phase_id, unit_id, sent_unit, sent_on)
);
COMMENT ON TABLE nudge IS 'Đôn đốc from the cockpit, shown on the unit''s home until what it asks for is done; one a day from one unit to another.';
CREATE INDEX nudge_unit ON nudge (unit_id, phase_id, id DESC);

-- internal/report: what freezing a phase leaves on its months.
ALTER TABLE report
    DROP CONSTRAINT report_state,
    ADD CONSTRAINT report_state CHECK (state IN ('draft', 'submitted', 'in_review', 'returned', 'accepted', 'frozen', 'left_out')),
    ADD COLUMN fixed   int  NOT NULL DEFAULT 0,
    ADD COLUMN annexed text NOT NULL DEFAULT '';
COMMENT ON COLUMN report.fixed IS 'How many corrections were carried out: a phase report knows by it which ones its figures hold.';
COMMENT ON COLUMN report.annexed IS 'Figures corrected beside a frozen phase report, "no:row:slot" separated by spaces; row 0 is the whole commune. Written with phase_correction.';
ALTER TABLE correction ADD COLUMN nth int, ADD COLUMN annex_no int;
UPDATE correction c SET nth = n.nth
 FROM (SELECT id, row_number() OVER (PARTITION BY report_id ORDER BY decided_at, id) AS nth FROM correction WHERE state = 'approved') n WHERE n.id = c.id;
UPDATE report r SET fixed = n.fixed
 FROM (SELECT report_id, count(*) AS fixed FROM correction WHERE state = 'approved' GROUP BY report_id) n WHERE n.report_id = r.id;
ALTER TABLE correction
    ADD CONSTRAINT correction_nth CHECK ((nth IS NOT NULL) = (state = 'approved')),
    ADD CONSTRAINT correction_annex CHECK (annex_no IS NULL OR state = 'approved');
COMMENT ON COLUMN correction.nth IS 'The report''s count of corrections (report.fixed) once it was carried out.';
COMMENT ON COLUMN correction.annex_no IS 'Its number in the annex of the province''s frozen report, where the phase was frozen.';
