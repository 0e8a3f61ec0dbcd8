-- The schema after all migrations: pg_dump --schema-only, without what differs
-- from server to server. Written by: go test ./internal/archtest -update
-- The migrations are what runs; this file is for reading and for reviews.

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE FUNCTION public.audit_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'audit rows are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION public.figures_sent(figures integer[]) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT
    RETURN array_send(figures);

COMMENT ON FUNCTION public.figures_sent(figures integer[]) IS 'array_send, declared immutable: so it is for integers.';

CREATE FUNCTION public.folded(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(translate(regexp_replace(NORMALIZE($1, NFD), '[\u0300-\u036f]'::text, ''::text, 'g'::text), 'Đđ'::text, 'dd'::text));

COMMENT ON FUNCTION public.folded(text) IS 'Lower case, no marks, đ as d: hòa and hoà are found alike.';

CREATE FUNCTION public.identity_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE revision SET n = n + 1 WHERE scope = 'identity';
  RETURN NULL;
END $$;

CREATE FUNCTION public.phase_snapshot_keep() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.canonical, NEW.digest, NEW.code, NEW.kind, NEW.no, NEW.report_id, NEW.made_at) IS NOT DISTINCT FROM (OLD.canonical, OLD.digest, OLD.code, OLD.kind, OLD.no, OLD.report_id, OLD.made_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'snapshots are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TABLE public.app_user (
    id bigint NOT NULL,
    login text NOT NULL,
    full_name text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    password_hash text NOT NULL,
    must_change boolean NOT NULL,
    password_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT app_user_login_form CHECK ((login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'::text))
);

COMMENT ON TABLE public.app_user IS 'A person who signs in; never deleted, only disabled.';

COMMENT ON COLUMN public.app_user.title IS 'Rank or post shown before the name: "Đại úy".';

COMMENT ON COLUMN public.app_user.password_hash IS 'argon2id, encoded with its parameters.';

ALTER TABLE public.app_user ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.app_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.appointment (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    role text NOT NULL,
    unit_id bigint NOT NULL,
    kind text NOT NULL,
    during daterange NOT NULL,
    basis text DEFAULT ''::text NOT NULL,
    CONSTRAINT appointment_during CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL))),
    CONSTRAINT appointment_kind CHECK ((kind = ANY (ARRAY['own'::text, 'acting'::text]))),
    CONSTRAINT appointment_role CHECK ((role = ANY (ARRAY['commune_police'::text, 'district'::text, 'px03'::text, 'home_affairs'::text, 'leader'::text, 'commune_office'::text, 'admin'::text])))
);

COMMENT ON TABLE public.appointment IS 'Role of a user at a unit during [from, to): loaded with each request.';

ALTER TABLE public.appointment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assigned_target (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    setter_id bigint NOT NULL,
    level text NOT NULL,
    issuer text NOT NULL,
    basis text NOT NULL,
    ordinal integer,
    slot integer,
    subject text NOT NULL,
    target text NOT NULL,
    doc_number text NOT NULL,
    doc_date date NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    set_by bigint,
    set_by_name text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT assigned_target_basis CHECK ((basis = ANY (ARRAY['indicator'::text, 'team_period'::text, 'team_phase'::text, 'commune_phase'::text]))),
    CONSTRAINT assigned_target_issuer CHECK ((issuer <> ''::text)),
    CONSTRAINT assigned_target_level CHECK ((level = ANY (ARRAY['district'::text, 'commune'::text]))),
    CONSTRAINT assigned_target_number CHECK ((doc_number <> ''::text)),
    CONSTRAINT assigned_target_subject CHECK (((subject =
CASE
    WHEN (basis = 'indicator'::text) THEN ('indicator:'::text || ordinal)
    ELSE ((basis || ':'::text) || slot)
END) AND ((ordinal IS NULL) = (basis <> 'indicator'::text)) AND ((slot IS NULL) = (basis = 'indicator'::text)))),
    CONSTRAINT assigned_target_target CHECK ((target <> ''::text))
);

COMMENT ON TABLE public.assigned_target IS 'Chỉ tiêu giao: a stricter value of one of the plan''s indicators, or a new count over an existing measure, by a document of one phase.';

COMMENT ON COLUMN public.assigned_target.subject IS 'What is bound: no unit has two at a time of one subject.';

COMMENT ON COLUMN public.assigned_target.target IS 'As the definition file writes targets: "≥ 85 %", "≥ 8".';

ALTER TABLE public.assigned_target ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.assigned_target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assigned_unit (
    target_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    subject text NOT NULL,
    starts_on date NOT NULL,
    ends_before date NOT NULL,
    ended_number text DEFAULT ''::text NOT NULL,
    ended_on date,
    ended_note text DEFAULT ''::text NOT NULL,
    ended_by text DEFAULT ''::text NOT NULL,
    replaced_by bigint,
    CONSTRAINT assigned_unit_days CHECK ((ends_before >= starts_on)),
    CONSTRAINT assigned_unit_ended CHECK (((ended_on IS NULL) = (ended_number = ''::text)))
);

COMMENT ON TABLE public.assigned_unit IS 'Who an assigned target binds and in which periods: from the first that opens after the document to the phase''s end, or to a later document''s first.';

COMMENT ON COLUMN public.assigned_unit.ends_before IS 'Exclusive. Equal to starts_on: a later document came before the first period.';

CREATE TABLE public.audit_entry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    business_day date NOT NULL,
    actor_id bigint,
    actor_name text NOT NULL,
    actor_role text NOT NULL,
    action text NOT NULL,
    object_kind text NOT NULL,
    object_id bigint,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    summary text NOT NULL,
    before json,
    after json,
    request_id text NOT NULL,
    address text NOT NULL
);

COMMENT ON TABLE public.audit_entry IS 'One row per write or login, in the transaction that did it. Never updated or deleted.';

COMMENT ON COLUMN public.audit_entry.actor_name IS 'Name as it stood then; actor_id NULL: the system or an unknown login.';

COMMENT ON COLUMN public.audit_entry.before IS 'json, not jsonb: the text is sealed byte for byte.';

ALTER TABLE public.audit_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_seal (
    ordinal bigint NOT NULL,
    entry_id bigint NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    CONSTRAINT audit_seal_hash CHECK ((length(hash) = 32))
);

COMMENT ON TABLE public.audit_seal IS 'The chain: hash = SHA-256(previous hash, entry), ordinal from 1 without gaps.';

CREATE TABLE public.award_case (
    id bigint NOT NULL,
    subject text NOT NULL,
    team_id bigint,
    person_id bigint,
    kind text NOT NULL,
    since date NOT NULL,
    reason text NOT NULL,
    concluded date,
    conclusion text DEFAULT ''::text NOT NULL,
    disciplined_to date,
    recorded jsonb NOT NULL,
    settled jsonb,
    version integer DEFAULT 1 NOT NULL,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT award_case_discipline CHECK (((disciplined_to IS NULL) OR (concluded IS NOT NULL))),
    CONSTRAINT award_case_kind CHECK ((kind = ANY (ARRAY['discipline'::text, 'investigation'::text, 'inspection'::text, 'complaint'::text, 'press'::text]))),
    CONSTRAINT award_case_reason CHECK ((reason <> ''::text)),
    CONSTRAINT award_case_settled CHECK ((((concluded IS NULL) = (settled IS NULL)) AND ((concluded IS NULL) OR ((conclusion <> ''::text) AND (concluded >= since))))),
    CONSTRAINT award_case_subject CHECK ((subject = ANY (ARRAY['team'::text, 'member'::text]))),
    CONSTRAINT award_case_whose CHECK ((((subject = 'team'::text) = (team_id IS NOT NULL)) AND ((subject = 'member'::text) = (person_id IS NOT NULL))))
);

COMMENT ON TABLE public.award_case IS 'Discipline, investigation, inspection, complaint or press matter: no award is proposed or given until it is concluded (Nghị định 152/2025, Điều 4). Kept after its conclusion.';

ALTER TABLE public.award_case ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.award_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.award_decision (
    id bigint NOT NULL,
    form text NOT NULL,
    phase_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    state text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    plain text DEFAULT ''::text NOT NULL,
    signed_on date,
    year integer GENERATED ALWAYS AS ((EXTRACT(year FROM signed_on))::integer) STORED,
    term_id bigint,
    signer_name text DEFAULT ''::text NOT NULL,
    signer_title text DEFAULT ''::text NOT NULL,
    why text DEFAULT ''::text NOT NULL,
    changed jsonb NOT NULL,
    applied jsonb,
    money jsonb,
    file_digest bytea,
    file_name text DEFAULT ''::text NOT NULL,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT award_decision_applied CHECK (((state = 'applied'::text) = (applied IS NOT NULL))),
    CONSTRAINT award_decision_form CHECK ((form = ANY (ARRAY['giay_khen'::text, 'bang_khen'::text]))),
    CONSTRAINT award_decision_signed CHECK ((((state = ANY (ARRAY['recorded'::text, 'applied'::text])) = ((number <> ''::text) AND (plain <> ''::text) AND (signed_on IS NOT NULL) AND (signer_name <> ''::text))) OR (state = 'cancelled'::text))),
    CONSTRAINT award_decision_state CHECK ((state = ANY (ARRAY['draft'::text, 'recorded'::text, 'applied'::text, 'cancelled'::text])))
);

COMMENT ON TABLE public.award_decision IS 'Quyết định khen thưởng: lists nominees (nominee.decision_id); pending until applied.';

COMMENT ON COLUMN public.award_decision.plain IS 'The number without marks, case, spaces and leading zeros: one number is used once a year.';

COMMENT ON COLUMN public.award_decision.money IS 'award.Sum as of the recorded day and the rounding rule then.';

ALTER TABLE public.award_decision ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.award_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.award_grant (
    id bigint NOT NULL,
    nominee_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    golden integer NOT NULL,
    form text NOT NULL,
    phase_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    subject text NOT NULL,
    team_id bigint NOT NULL,
    person_id bigint,
    span text DEFAULT ''::text NOT NULL,
    deeds bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    models bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    name text NOT NULL,
    detail text DEFAULT ''::text NOT NULL,
    merit text NOT NULL,
    posthumous boolean DEFAULT false NOT NULL,
    gender text DEFAULT ''::text NOT NULL,
    "position" text DEFAULT ''::text NOT NULL,
    exact bigint NOT NULL,
    rounded bigint NOT NULL,
    granted_on date NOT NULL,
    revoked_on date,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT award_grant_exact CHECK ((exact >= 0)),
    CONSTRAINT award_grant_form CHECK ((form = ANY (ARRAY['giay_khen'::text, 'bang_khen'::text]))),
    CONSTRAINT award_grant_golden CHECK ((golden >= 1)),
    CONSTRAINT award_grant_rounded CHECK ((rounded >= 0)),
    CONSTRAINT award_grant_subject CHECK ((subject = ANY (ARRAY['team'::text, 'member'::text])))
);

COMMENT ON TABLE public.award_grant IS 'An award given: what certificates are made for and history is told by. Names are as printed.';

COMMENT ON COLUMN public.award_grant.golden IS 'Số sổ vàng: the recipient''s place in the decision.';

COMMENT ON COLUMN public.award_grant.unit_id IS 'Whose chair gave it.';

COMMENT ON COLUMN public.award_grant.scope_path IS 'The team''s path on the day of the decision.';

ALTER TABLE public.award_grant ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.award_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.award_guide (
    id bigint NOT NULL,
    phase_id bigint NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    edits integer DEFAULT 0 NOT NULL,
    criteria jsonb NOT NULL,
    drafted jsonb,
    agreed jsonb,
    issued jsonb,
    number text DEFAULT ''::text NOT NULL,
    issued_on date,
    sent_back text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT award_guide_signed CHECK ((((state = 'draft'::text) = (agreed IS NULL)) AND ((state = ANY (ARRAY['issued'::text, 'replaced'::text])) = ((issued IS NOT NULL) AND (number <> ''::text) AND (issued_on IS NOT NULL))))),
    CONSTRAINT award_guide_state CHECK ((state = ANY (ARRAY['draft'::text, 'agreed'::text, 'issued'::text, 'replaced'::text]))),
    CONSTRAINT award_guide_version CHECK ((version >= 1))
);

COMMENT ON TABLE public.award_guide IS 'Hướng dẫn tiêu chí khen thưởng: versions of the criteria for a phase''s review; an issued one never changes but to replaced.';

COMMENT ON COLUMN public.award_guide.edits IS 'Grows with each edit: agreeing is to the one that was seen.';

COMMENT ON COLUMN public.award_guide.criteria IS 'award.Criteria of each form and subject.';

ALTER TABLE public.award_guide ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.award_guide_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.award_past (
    id bigint NOT NULL,
    subject text NOT NULL,
    team_id bigint,
    person_id bigint,
    title text NOT NULL,
    authority text DEFAULT ''::text NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    given_on date NOT NULL,
    merit text DEFAULT ''::text NOT NULL,
    recorded jsonb NOT NULL,
    withdrawn jsonb,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT award_past_subject CHECK ((subject = ANY (ARRAY['team'::text, 'member'::text]))),
    CONSTRAINT award_past_title CHECK ((title <> ''::text)),
    CONSTRAINT award_past_whose CHECK ((((subject = 'team'::text) = (team_id IS NOT NULL)) AND ((subject = 'member'::text) = (person_id IS NOT NULL))))
);

COMMENT ON TABLE public.award_past IS 'Awards of other campaigns and of the time before, as their papers say; told in the history beside those given here.';

ALTER TABLE public.award_past ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.award_past_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.award_score (
    id bigint NOT NULL,
    phase_id bigint NOT NULL,
    form text NOT NULL,
    subject text NOT NULL,
    subject_id bigint NOT NULL,
    points jsonb DEFAULT '{}'::jsonb NOT NULL,
    deductions jsonb DEFAULT '{}'::jsonb NOT NULL,
    scored jsonb,
    verified jsonb,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT award_score_form CHECK ((form = ANY (ARRAY['giay_khen'::text, 'bang_khen'::text]))),
    CONSTRAINT award_score_subject CHECK ((subject = ANY (ARRAY['team'::text, 'member'::text])))
);

COMMENT ON TABLE public.award_score IS 'Bảng chấm điểm of a team (unit id) or a member (person id) at a phase''s review: self and verified points by item, deductions by code.';

ALTER TABLE public.award_score ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.award_score_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.award_setting (
    key text NOT NULL,
    value jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    changed jsonb NOT NULL,
    CONSTRAINT award_setting_key CHECK ((key <> ''::text))
);

COMMENT ON TABLE public.award_setting IS 'What a province sets of the law and its own rules: law, calendar, limits, council, rounding, copy, papers. A key without a row has the default in code.';

CREATE TABLE public.award_term (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    name text NOT NULL,
    title text NOT NULL,
    during daterange NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    changed jsonb NOT NULL,
    CONSTRAINT award_term_during CHECK ((NOT isempty(during))),
    CONSTRAINT award_term_name CHECK ((name <> ''::text)),
    CONSTRAINT award_term_title CHECK ((title <> ''::text))
);

COMMENT ON TABLE public.award_term IS 'The days a person may sign for a unit''s chair, under which title ("CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH").';

ALTER TABLE public.award_term ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.award_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.campaign (
    id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL
);

COMMENT ON TABLE public.campaign IS 'One emulation campaign (phong trào thi đua).';

ALTER TABLE public.campaign ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cell_change (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    team_id bigint,
    slot integer NOT NULL,
    old integer,
    new integer,
    new_none boolean DEFAULT false NOT NULL,
    user_id bigint,
    at timestamp with time zone NOT NULL,
    submission_no integer NOT NULL,
    source text NOT NULL,
    CONSTRAINT cell_change_source CHECK ((source = ANY (ARRAY['entry'::text, 'register'::text, 'roster'::text, 'correction'::text])))
);

COMMENT ON TABLE public.cell_change IS 'Every cell''s history from the first month; submission_no is the one being prepared (0: before the first).';

ALTER TABLE public.cell_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.cell_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cell_note (
    report_id bigint NOT NULL,
    team_id bigint,
    slot integer NOT NULL,
    body text NOT NULL,
    user_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.cell_note IS 'A word on a cell; on an empty cell it is the reason submission asks for.';

CREATE TABLE public.certificate (
    id bigint NOT NULL,
    grant_id bigint NOT NULL,
    issue integer NOT NULL,
    code text NOT NULL,
    state text NOT NULL,
    issued jsonb NOT NULL,
    since jsonb NOT NULL,
    why text DEFAULT ''::text NOT NULL,
    ground text DEFAULT ''::text NOT NULL,
    document text DEFAULT ''::text NOT NULL,
    CONSTRAINT certificate_ended CHECK (((state = 'valid'::text) OR (why <> ''::text))),
    CONSTRAINT certificate_issue CHECK ((issue >= 1)),
    CONSTRAINT certificate_state CHECK ((state = ANY (ARRAY['valid'::text, 'replaced'::text, 'revoked'::text])))
);

COMMENT ON TABLE public.certificate IS 'A certificate for a grant; replaced ones and revoked ones are kept. code is the public verification code, at least 80 random bits.';

ALTER TABLE public.certificate ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.certificate_template (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    name text NOT NULL,
    form text NOT NULL,
    body jsonb NOT NULL,
    nudge jsonb DEFAULT '{"down": 0, "right": 0}'::jsonb NOT NULL,
    emblem bytea,
    version integer DEFAULT 1 NOT NULL,
    changed jsonb NOT NULL,
    retired jsonb,
    CONSTRAINT certificate_template_emblem CHECK ((octet_length(emblem) <= 1048576)),
    CONSTRAINT certificate_template_form CHECK ((form = ANY (ARRAY['giay_khen'::text, 'bang_khen'::text]))),
    CONSTRAINT certificate_template_name CHECK ((name <> ''::text))
);

COMMENT ON TABLE public.certificate_template IS 'A unit''s own template (paper.Template), with its printer''s nudge (paper.Nudge) and the emblem (PNG) it prints.';

ALTER TABLE public.certificate_template ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.certificate_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.commune_sum (
    report_id bigint NOT NULL,
    commune_id bigint NOT NULL,
    period_id bigint NOT NULL,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    sums bigint[] NOT NULL,
    missing integer[] NOT NULL,
    teams integer NOT NULL,
    meeting integer[] NOT NULL,
    failing integer[] NOT NULL,
    accepted boolean DEFAULT false NOT NULL
);

COMMENT ON TABLE public.commune_sum IS 'Sums of a commune''s figures, kept in the save after locking the report row. Nothing above the commune is written.';

COMMENT ON COLUMN public.commune_sum.missing IS 'By slot: expected cells that are empty; without it there is no "unknown".';

COMMENT ON COLUMN public.commune_sum.meeting IS 'By indicator ordinal: teams that certainly meet; failing: certainly fail.';

CREATE TABLE public.community_model (
    id bigint NOT NULL,
    commune_id bigint NOT NULL,
    name text NOT NULL,
    field text NOT NULL,
    effect text DEFAULT ''::text NOT NULL,
    started_on date NOT NULL,
    ended_on date,
    created_by bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    ended_why text DEFAULT ''::text NOT NULL,
    CONSTRAINT community_model_ended CHECK (((ended_on IS NULL) OR (ended_on >= started_on))),
    CONSTRAINT community_model_ended_why CHECK (((ended_on IS NOT NULL) OR (ended_why = ''::text)))
);

COMMENT ON TABLE public.community_model IS 'Mô hình of a commune: working until ended_on; counts for 2.1 once recognised at a level the plan accepts on that date.';

COMMENT ON COLUMN public.community_model.ended_why IS 'Why it works no longer; asked since evidence came, empty on older rows.';

ALTER TABLE public.community_model ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.community_model_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.correction (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    team_id bigint,
    slot integer NOT NULL,
    old integer,
    new integer,
    reason text NOT NULL,
    state text NOT NULL,
    proposed_by bigint,
    proposed_at timestamp with time zone NOT NULL,
    decided_by bigint,
    decided_at timestamp with time zone,
    origin text DEFAULT 'holder'::text NOT NULL,
    new_none boolean DEFAULT false NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    nth integer,
    annex_no integer,
    CONSTRAINT correction_annex CHECK (((annex_no IS NULL) OR (state = 'approved'::text))),
    CONSTRAINT correction_answer CHECK (((state <> 'refused'::text) OR (answer <> ''::text))),
    CONSTRAINT correction_decided CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
    CONSTRAINT correction_nth CHECK (((nth IS NOT NULL) = (state = 'approved'::text))),
    CONSTRAINT correction_origin CHECK ((origin = ANY (ARRAY['holder'::text, 'register'::text, 'roster'::text]))),
    CONSTRAINT correction_reason CHECK ((reason <> ''::text)),
    CONSTRAINT correction_state CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text, 'lapsed'::text]))),
    CONSTRAINT correction_values CHECK (((old IS DISTINCT FROM new) AND (new >= 0)))
);

COMMENT ON TABLE public.correction IS 'After acceptance only an approved correction changes a figure; one pending per cell.';

COMMENT ON COLUMN public.correction.state IS 'withdrawn: taken back, or its difference is gone; lapsed: the old value stood no more when it was to be approved.';

COMMENT ON COLUMN public.correction.origin IS 'holder: typed by the reporting unit; register, roster: a list changed after acceptance.';

COMMENT ON COLUMN public.correction.new_none IS 'The new zero is “không phát sinh”.';

COMMENT ON COLUMN public.correction.answer IS 'Why it was refused, withdrawn or lapsed.';

COMMENT ON COLUMN public.correction.nth IS 'The report''s count of corrections (report.fixed) once it was carried out.';

COMMENT ON COLUMN public.correction.annex_no IS 'Its number in the annex of the province''s frozen report, where the phase was frozen.';

ALTER TABLE public.correction ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.council_dossier (
    meeting_id bigint NOT NULL,
    dossier_id bigint NOT NULL
);

COMMENT ON TABLE public.council_dossier IS 'Which dossiers a meeting looks at.';

CREATE TABLE public.council_meeting (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    form text NOT NULL,
    phase_id bigint NOT NULL,
    held_on date NOT NULL,
    began text DEFAULT ''::text NOT NULL,
    ended text DEFAULT ''::text NOT NULL,
    venue text DEFAULT ''::text NOT NULL,
    rule jsonb NOT NULL,
    remarks text DEFAULT ''::text NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    opened jsonb NOT NULL,
    closed jsonb,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT council_meeting_began CHECK (((began = ''::text) OR (began ~ '^[0-2][0-9]:[0-5][0-9]$'::text))),
    CONSTRAINT council_meeting_ended CHECK (((ended = ''::text) OR ((ended ~ '^[0-2][0-9]:[0-5][0-9]$'::text) AND ((began = ''::text) OR (began < ended))))),
    CONSTRAINT council_meeting_form CHECK ((form = ANY (ARRAY['giay_khen'::text, 'bang_khen'::text])))
);

COMMENT ON TABLE public.council_meeting IS 'A sitting of a unit''s Hội đồng Thi đua, khen thưởng; closed once its minutes are kept, then nothing of it changes.';

COMMENT ON COLUMN public.council_meeting.began IS 'Hour and minute as the minutes name it, "08:00"; empty: not written down. So is ended.';

COMMENT ON COLUMN public.council_meeting.rule IS 'award.CouncilRule it worked by.';

ALTER TABLE public.council_meeting ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.council_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.council_member (
    id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    place integer NOT NULL,
    name text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    seat text NOT NULL,
    attendance text NOT NULL,
    excuse text DEFAULT ''::text NOT NULL,
    CONSTRAINT council_member_attendance CHECK ((attendance = ANY (ARRAY['present'::text, 'absent'::text]))),
    CONSTRAINT council_member_name CHECK ((name <> ''::text)),
    CONSTRAINT council_member_seat CHECK ((seat = ANY (ARRAY['chair'::text, 'member'::text, 'secretary'::text])))
);

COMMENT ON TABLE public.council_member IS 'A member of the council at one meeting.';

ALTER TABLE public.council_member ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.council_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.council_vote (
    member_id bigint NOT NULL,
    nominee_id bigint NOT NULL,
    choice text DEFAULT ''::text NOT NULL,
    written boolean DEFAULT false NOT NULL,
    recused text DEFAULT ''::text NOT NULL,
    CONSTRAINT council_vote_choice CHECK ((choice = ANY (ARRAY[''::text, 'for'::text, 'against'::text, 'abstain'::text]))),
    CONSTRAINT council_vote_recused CHECK (((recused = ''::text) OR (choice = ''::text)))
);

COMMENT ON TABLE public.council_vote IS 'One member''s vote on one nominee: in the room, or written by one absent; recused with a reason gives none.';

CREATE TABLE public.deed_person (
    deed_id bigint NOT NULL,
    person_id bigint NOT NULL
);

COMMENT ON TABLE public.deed_person IS 'Members a deed credits: on the team''s roster on the deed''s day.';

CREATE TABLE public.diary_entry (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    commune_id bigint NOT NULL,
    team_id bigint,
    day date NOT NULL,
    slot integer NOT NULL,
    n integer NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    withdrawn_by bigint,
    withdrawn_at timestamp with time zone,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT diary_entry_n CHECK (((n >= 1) AND (n <= 9999))),
    CONSTRAINT diary_entry_withdrawn CHECK ((((withdrawn_at IS NULL) = (withdrawn_why = ''::text)) AND ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))),
    CONSTRAINT diary_entry_words CHECK ((char_length(words) <= 200))
);

COMMENT ON TABLE public.diary_entry IS 'Sổ phát sinh: what happened on a day, counted by measure. The month proposes the sums, the officer confirms.';

COMMENT ON COLUMN public.diary_entry.commune_id IS 'The commune that reports the row: the team''s on that day.';

COMMENT ON COLUMN public.diary_entry.team_id IS 'NULL: the whole commune, no team.';

ALTER TABLE public.diary_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.diary_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossier (
    id bigint NOT NULL,
    form text NOT NULL,
    phase_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    awarding_id bigint NOT NULL,
    no integer NOT NULL,
    roles jsonb NOT NULL,
    state text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    submission_no integer DEFAULT 0 NOT NULL,
    specialist_id bigint,
    doc_number text DEFAULT ''::text NOT NULL,
    doc_date date,
    signer_title text DEFAULT ''::text NOT NULL,
    signer_name text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    created jsonb NOT NULL,
    CONSTRAINT dossier_form CHECK ((form = ANY (ARRAY['giay_khen'::text, 'bang_khen'::text]))),
    CONSTRAINT dossier_state CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'returned'::text, 'in_opinion'::text, 'forwarded'::text, 'received'::text, 'appraising'::text, 'supplement'::text, 'consulting'::text, 'council'::text, 'concluded'::text, 'presented'::text, 'decided'::text, 'closed'::text, 'withdrawn'::text])))
);

COMMENT ON TABLE public.dossier IS 'Hồ sơ đề nghị khen thưởng of a unit for one form at one phase''s review.';

COMMENT ON COLUMN public.dossier.awarding_id IS 'The unit whose chair decides.';

COMMENT ON COLUMN public.dossier.roles IS 'award.Route.Roles as of the day it was begun: which role each party is.';

COMMENT ON COLUMN public.dossier.doc_number IS 'Of the tờ trình that goes with it, once signed.';

COMMENT ON COLUMN public.dossier.scope_path IS 'The proposing unit''s path.';

CREATE TABLE public.dossier_consult (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    agency text NOT NULL,
    question text NOT NULL,
    asked jsonb NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    answered jsonb,
    CONSTRAINT dossier_consult_agency CHECK ((agency <> ''::text))
);

COMMENT ON TABLE public.dossier_consult IS 'Hiệp y: another agency asked about a dossier, and what it answered.';

ALTER TABLE public.dossier_consult ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dossier_consult_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.dossier ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dossier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossier_paper (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    nominee_id bigint,
    kind text NOT NULL,
    name text NOT NULL,
    digest bytea NOT NULL,
    added jsonb NOT NULL,
    withdrawn jsonb,
    why text DEFAULT ''::text NOT NULL,
    CONSTRAINT dossier_paper_kind CHECK ((kind <> ''::text)),
    CONSTRAINT dossier_paper_withdrawn CHECK (((withdrawn IS NULL) = (why = ''::text)))
);

COMMENT ON TABLE public.dossier_paper IS 'A paper of the dossier as a file (signed tờ trình, minutes, …); the checklist names kinds. The bytes are evidence_file''s.';

ALTER TABLE public.dossier_paper ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dossier_paper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossier_step (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    act text DEFAULT ''::text NOT NULL,
    from_state text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    holder text DEFAULT ''::text NOT NULL,
    by jsonb NOT NULL,
    on_day date NOT NULL,
    why text DEFAULT ''::text NOT NULL
);

COMMENT ON TABLE public.dossier_step IS 'Every hand-over of a dossier: who did it, why, who holds it since (award.Handover). The first has no act.';

ALTER TABLE public.dossier_step ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dossier_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.evidence_chunk (
    digest bytea NOT NULL,
    n integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT evidence_chunk_bytes CHECK (((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 262144))),
    CONSTRAINT evidence_chunk_n CHECK ((n >= 0))
);
ALTER TABLE ONLY public.evidence_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

COMMENT ON TABLE public.evidence_chunk IS 'A file''s bytes in pieces of 256 kB, the last one shorter.';

CREATE TABLE public.evidence_file (
    digest bytea NOT NULL,
    kind text NOT NULL,
    size integer NOT NULL,
    width integer DEFAULT 0 NOT NULL,
    height integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT evidence_file_digest CHECK ((octet_length(digest) = 32)),
    CONSTRAINT evidence_file_kind CHECK ((kind = ANY (ARRAY['pdf'::text, 'jpeg'::text, 'png'::text, 'docx'::text, 'xlsx'::text]))),
    CONSTRAINT evidence_file_pixels CHECK ((((width)::bigint * height) <= 40000000)),
    CONSTRAINT evidence_file_size CHECK (((size >= 1) AND (size <= 10485760)))
);

COMMENT ON TABLE public.evidence_file IS 'A file as served, stored once: SHA-256 of its bytes after images lost their metadata.';

CREATE TABLE public.evidence_link (
    id bigint NOT NULL,
    row_kind text NOT NULL,
    row_id bigint NOT NULL,
    deed_id bigint GENERATED ALWAYS AS (
CASE
    WHEN (row_kind = 'good_deed'::text) THEN row_id
    ELSE NULL::bigint
END) STORED,
    model_id bigint GENERATED ALWAYS AS (
CASE
    WHEN (row_kind = 'community_model'::text) THEN row_id
    ELSE NULL::bigint
END) STORED,
    digest bytea NOT NULL,
    name text NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    withdrawn_by bigint,
    withdrawn_at timestamp with time zone,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    CONSTRAINT evidence_link_name CHECK (((char_length(name) >= 1) AND (char_length(name) <= 130))),
    CONSTRAINT evidence_link_row_kind CHECK ((row_kind = ANY (ARRAY['good_deed'::text, 'community_model'::text]))),
    CONSTRAINT evidence_link_withdrawn CHECK (((withdrawn_at IS NULL) = (withdrawn_why = ''::text)))
);

COMMENT ON TABLE public.evidence_link IS 'A file as evidence of a row, under the name it is shown by; read by whoever may read the row.';

ALTER TABLE public.evidence_link ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.evidence_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.good_deed (
    id bigint NOT NULL,
    team_id bigint NOT NULL,
    done_on date NOT NULL,
    who text NOT NULL,
    what text NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

COMMENT ON TABLE public.good_deed IS 'Gương người tốt, việc tốt: one row a deed or commendation of a team; withdrawn rows do not count.';

ALTER TABLE public.good_deed ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.good_deed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.import_batch (
    id bigint NOT NULL,
    actor_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    kind text NOT NULL,
    report_id bigint,
    file_name text NOT NULL,
    digest bytea NOT NULL,
    state text NOT NULL,
    run_no integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    beat_at timestamp with time zone,
    added integer NOT NULL,
    changed integer NOT NULL,
    same integer NOT NULL,
    errors integer NOT NULL,
    warnings integer NOT NULL,
    total integer NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    lines jsonb NOT NULL,
    issues jsonb NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    CONSTRAINT import_batch_clean CHECK (((errors = 0) OR (state = ANY (ARRAY['checked'::text, 'dropped'::text])))),
    CONSTRAINT import_batch_digest CHECK ((length(digest) = 32)),
    CONSTRAINT import_batch_forgets CHECK (((state = ANY (ARRAY['checked'::text, 'running'::text])) OR ((lines = '[]'::jsonb) AND (issues = '[]'::jsonb)))),
    CONSTRAINT import_batch_kind CHECK ((kind = ANY (ARRAY['members'::text, 'teams'::text, 'month'::text]))),
    CONSTRAINT import_batch_report CHECK (((kind = 'month'::text) = (report_id IS NOT NULL))),
    CONSTRAINT import_batch_state CHECK ((state = ANY (ARRAY['checked'::text, 'running'::text, 'done'::text, 'failed'::text, 'dropped'::text])))
);

COMMENT ON TABLE public.import_batch IS 'A workbook read and checked, waiting to be confirmed: all or nothing. What it held is gone once it is imported, dropped or expired.';

COMMENT ON COLUMN public.import_batch.digest IS 'SHA-256 of the file: what is confirmed is what was shown.';

COMMENT ON COLUMN public.import_batch.run_no IS 'Which attempt at importing; only the newest may finish.';

COMMENT ON COLUMN public.import_batch.beat_at IS 'Last sign of life of the attempt, by the wall clock.';

COMMENT ON COLUMN public.import_batch.lines IS 'The rows to write, as checked.';

COMMENT ON COLUMN public.import_batch.issues IS 'Every problem and warning by row and column.';

ALTER TABLE public.import_batch ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.import_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicator (
    campaign_id bigint NOT NULL,
    ordinal integer NOT NULL,
    code text NOT NULL,
    CONSTRAINT indicator_ordinal CHECK ((ordinal >= 0))
);

COMMENT ON TABLE public.indicator IS 'Ordinals are permanent and append-only: index into commune_sum.meeting.';

CREATE TABLE public.instance (
    singleton boolean DEFAULT true NOT NULL,
    kind text NOT NULL,
    CONSTRAINT instance_kind CHECK ((kind = ANY (ARRAY['demo'::text, 'production'::text]))),
    CONSTRAINT instance_one_row CHECK (singleton)
);

COMMENT ON TABLE public.instance IS 'One row: demo or production (set by the migrating connection''s thidua.kind).';

CREATE TABLE public.launch (
    id bigint NOT NULL,
    phase_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    level text NOT NULL,
    above_id bigint,
    launched_on date NOT NULL,
    slogan text NOT NULL,
    plan_slogan text NOT NULL,
    plan_version_id bigint NOT NULL,
    doc_number text DEFAULT ''::text NOT NULL,
    doc_date date,
    signer text DEFAULT ''::text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    launched_by bigint,
    by_name text NOT NULL,
    launched_at timestamp with time zone NOT NULL,
    CONSTRAINT launch_above CHECK (((level = 'province'::text) = (above_id IS NULL))),
    CONSTRAINT launch_document CHECK ((((doc_number = ''::text) = (doc_date IS NULL)) AND ((level = 'province'::text) OR (doc_number <> ''::text)))),
    CONSTRAINT launch_level CHECK ((level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text]))),
    CONSTRAINT launch_slogan CHECK ((slogan <> ''::text))
);

COMMENT ON TABLE public.launch IS 'Phát động of a phase by a unit to all below it; the province''s is first, the others name the one above them.';

COMMENT ON COLUMN public.launch.plan_slogan IS 'The plan''s own words on that day, beside what was launched.';

COMMENT ON COLUMN public.launch.plan_version_id IS 'The plan attached: this version''s full text.';

ALTER TABLE public.launch ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.launch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.launch_receipt (
    id bigint NOT NULL,
    launch_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    received_on date NOT NULL,
    teams integer NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    received_by bigint,
    by_name text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    CONSTRAINT launch_receipt_teams CHECK ((teams >= 0))
);

COMMENT ON TABLE public.launch_receipt IS 'A commune''s word that it has the launch and carried it to its teams.';

ALTER TABLE public.launch_receipt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.launch_receipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.login_failure (
    id bigint NOT NULL,
    login text NOT NULL,
    address text NOT NULL,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.login_failure IS 'Failed logins of the last hour, for the throttle: by (account, address) and by address; account-wide failures only delay.';

ALTER TABLE public.login_failure ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.login_failure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.measure (
    campaign_id bigint NOT NULL,
    slot integer NOT NULL,
    code text NOT NULL,
    CONSTRAINT measure_slot CHECK ((slot >= 0))
);

COMMENT ON TABLE public.measure IS 'Slots are permanent and append-only: index into team_figure.values.';

CREATE TABLE public.model_credit (
    model_id bigint NOT NULL,
    team_id bigint NOT NULL
);

COMMENT ON TABLE public.model_credit IS 'Teams a model credits.';

CREATE TABLE public.model_person (
    model_id bigint NOT NULL,
    person_id bigint NOT NULL
);

COMMENT ON TABLE public.model_person IS 'Members a model credits: in one of its teams while it worked.';

CREATE TABLE public.nominee (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    form text NOT NULL,
    place integer NOT NULL,
    subject text NOT NULL,
    team_id bigint NOT NULL,
    person_id bigint,
    name text NOT NULL,
    detail text DEFAULT ''::text NOT NULL,
    span text DEFAULT ''::text NOT NULL,
    deeds bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    models bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    merit text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    ground text DEFAULT ''::text NOT NULL,
    why text DEFAULT ''::text NOT NULL,
    changed jsonb NOT NULL,
    decision_id bigint,
    decision_place integer,
    judged jsonb,
    CONSTRAINT nominee_form CHECK ((form = ANY (ARRAY['giay_khen'::text, 'bang_khen'::text]))),
    CONSTRAINT nominee_listed CHECK ((((decision_id IS NULL) = (decision_place IS NULL)) AND ((state <> ALL (ARRAY['listed'::text, 'awarded'::text])) OR (decision_id IS NOT NULL)))),
    CONSTRAINT nominee_name CHECK ((name <> ''::text)),
    CONSTRAINT nominee_reason CHECK (((state <> ALL (ARRAY['declined'::text, 'refused'::text])) OR ((ground <> ''::text) AND (why <> ''::text)))),
    CONSTRAINT nominee_state CHECK ((state = ANY (ARRAY['nominated'::text, 'recommended'::text, 'declined'::text, 'listed'::text, 'awarded'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT nominee_subject CHECK ((subject = ANY (ARRAY['team'::text, 'member'::text]))),
    CONSTRAINT nominee_whose CHECK (((subject = 'member'::text) = (person_id IS NOT NULL)))
);

COMMENT ON TABLE public.nominee IS 'A team or member put forward in a dossier (award.Nominee).';

COMMENT ON COLUMN public.nominee.detail IS 'Position and team, or commune and district, as papers print it below the name.';

COMMENT ON COLUMN public.nominee.span IS 'The stretch whose achievement is rewarded; '''' where certain deeds and models are, by themselves.';

COMMENT ON COLUMN public.nominee.merit IS 'The sentence of merit on decision and certificate.';

COMMENT ON COLUMN public.nominee.judged IS 'The eligibility its last favourable outcome rested on, as it was then.';

CREATE TABLE public.nominee_check (
    nominee_id bigint NOT NULL,
    submission_no integer NOT NULL,
    key text NOT NULL,
    agreed boolean NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    by jsonb NOT NULL,
    CONSTRAINT nominee_check_words CHECK ((agreed OR (words <> ''::text)))
);

COMMENT ON TABLE public.nominee_check IS 'The appraiser''s finding on one criterion (award.Key) of a nominee.';

CREATE TABLE public.nominee_confirm (
    id bigint NOT NULL,
    nominee_id bigint NOT NULL,
    guard text NOT NULL,
    refs jsonb DEFAULT '[]'::jsonb NOT NULL,
    side text NOT NULL,
    said text NOT NULL,
    reason text NOT NULL,
    by jsonb NOT NULL,
    CONSTRAINT nominee_confirm_reason CHECK ((reason <> ''::text)),
    CONSTRAINT nominee_confirm_side CHECK ((side = ANY (ARRAY['proposer'::text, 'appraiser'::text])))
);

COMMENT ON TABLE public.nominee_confirm IS 'A guard''s finding somebody looked at, with what they found.';

ALTER TABLE public.nominee_confirm ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.nominee_confirm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.nominee ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.nominee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.nominee_opinion (
    nominee_id bigint NOT NULL,
    submission_no integer NOT NULL,
    favourable boolean NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    by jsonb NOT NULL,
    CONSTRAINT nominee_opinion_words CHECK ((favourable OR (words <> ''::text)))
);

COMMENT ON TABLE public.nominee_opinion IS 'PX03''s opinion on a nominee for Bằng khen, once for each sending of the dossier.';

CREATE TABLE public.nominee_override (
    id bigint NOT NULL,
    nominee_id bigint NOT NULL,
    key text NOT NULL,
    was text NOT NULL,
    said text NOT NULL,
    reason text NOT NULL,
    by jsonb NOT NULL,
    lifted_by jsonb,
    lifted_why text DEFAULT ''::text NOT NULL,
    CONSTRAINT nominee_override_lifted CHECK (((lifted_by IS NULL) = (lifted_why = ''::text))),
    CONSTRAINT nominee_override_reason CHECK ((reason <> ''::text))
);

COMMENT ON TABLE public.nominee_override IS 'A criterion set aside for a nominee with a written reason; never removed, lifting is a second entry on it.';

ALTER TABLE public.nominee_override ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.nominee_override_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.nominee_text (
    nominee_id bigint NOT NULL,
    section text NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    figures jsonb DEFAULT '[]'::jsonb NOT NULL,
    by jsonb NOT NULL,
    CONSTRAINT nominee_text_body CHECK ((octet_length(body) <= 262144)),
    CONSTRAINT nominee_text_section CHECK ((section = ANY (ARRAY['team'::text, 'own'::text])))
);

COMMENT ON TABLE public.nominee_text IS 'Báo cáo thành tích: achievement of the team and of the member, every version kept, the newest counts.';

COMMENT ON COLUMN public.nominee_text.figures IS 'The accepted figures it was drafted from, each with its source and value then: a later difference is flagged.';

CREATE TABLE public.nudge (
    id bigint NOT NULL,
    phase_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    words text NOT NULL,
    sent_by bigint NOT NULL,
    sent_unit bigint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    sent_on date NOT NULL,
    CONSTRAINT nudge_words CHECK ((words <> ''::text))
);

COMMENT ON TABLE public.nudge IS 'Đôn đốc from the cockpit, shown on the unit''s home until what it asks for is done; one a day from one unit to another.';

ALTER TABLE public.nudge ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.nudge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.once (
    actor_id bigint NOT NULL,
    key text NOT NULL,
    result_url text NOT NULL,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.once IS 'Creating forms already carried out, by actor and the form''s random key.';

CREATE TABLE public.participation (
    campaign_id bigint NOT NULL,
    unit_id bigint NOT NULL
);

COMMENT ON TABLE public.participation IS 'Units taking part, each with all below it; others are never expected to report.';

CREATE TABLE public.period (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    ordinal integer NOT NULL,
    label text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    opens_on date NOT NULL,
    submit_from date NOT NULL,
    due_on date NOT NULL,
    closes_before date NOT NULL,
    plan_version_id bigint NOT NULL,
    CONSTRAINT period_dates CHECK (((starts_on <= ends_on) AND (ends_on <= due_on) AND (due_on < closes_before)))
);

COMMENT ON TABLE public.period IS 'A reporting month, clipped at phase boundaries; keeps the plan version it is judged by.';

COMMENT ON COLUMN public.period.due_on IS 'Inclusive, to 24:00.';

COMMENT ON COLUMN public.period.closes_before IS 'Exclusive: the first day entry is refused (hard close).';

ALTER TABLE public.period ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.period_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.person (
    id bigint NOT NULL,
    full_name text NOT NULL,
    birth_date date,
    gender text NOT NULL,
    citizen_id text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT person_citizen_id CHECK ((citizen_id ~ '^([0-9]{9}|[0-9]{12})?$'::text)),
    CONSTRAINT person_gender CHECK ((gender = ANY (ARRAY['male'::text, 'female'::text])))
);

COMMENT ON TABLE public.person IS 'A member or former member. Ethnicity, religion and health are not collected.';

COMMENT ON COLUMN public.person.citizen_id IS '12 digits as text (legacy: 9), '''' unknown; masked on screen.';

ALTER TABLE public.person ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.phase (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    ordinal integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    slogan text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    report_before date NOT NULL,
    CONSTRAINT phase_dates CHECK (((starts_on <= ends_on) AND (ends_on < report_before)))
);

COMMENT ON TABLE public.phase IS 'A phase of the campaign, both days inclusive, with its slogan.';

COMMENT ON COLUMN public.phase.report_before IS 'Exclusive ("trước ngày"): the last day on time is the day before.';

CREATE TABLE public.phase_correction (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    no integer NOT NULL,
    correction_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.phase_correction IS 'Đính chính after the freeze, numbered per provincial report; the cell, old, new and reason are the correction''s.';

ALTER TABLE public.phase_correction ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.phase_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.phase ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.phase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.phase_report (
    id bigint NOT NULL,
    phase_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    level text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    submission_no integer DEFAULT 0 NOT NULL,
    first_submitted_at timestamp with time zone,
    first_submitted_on date,
    submitted_at timestamp with time zone,
    submitted_by bigint,
    decided_at timestamp with time zone,
    decided_by bigint,
    holder_id bigint NOT NULL,
    reviewer_id bigint,
    due_before date NOT NULL,
    doc_number text DEFAULT ''::text NOT NULL,
    doc_date date,
    signer_form text DEFAULT ''::text NOT NULL,
    signer_title text DEFAULT ''::text NOT NULL,
    signer_name text DEFAULT ''::text NOT NULL,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT phase_report_first CHECK ((((submission_no = 0) = (first_submitted_at IS NULL)) AND ((first_submitted_at IS NULL) = (first_submitted_on IS NULL)))),
    CONSTRAINT phase_report_level CHECK ((level = ANY (ARRAY['commune'::text, 'district'::text, 'province'::text]))),
    CONSTRAINT phase_report_reviewer CHECK (((reviewer_id IS NULL) = (level = 'province'::text))),
    CONSTRAINT phase_report_state CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'accepted'::text, 'frozen'::text, 'signed'::text, 'left_out'::text]))),
    CONSTRAINT phase_report_steps CHECK ((((level = 'province'::text) AND (state = ANY (ARRAY['draft'::text, 'frozen'::text, 'signed'::text]))) OR (level <> 'province'::text)))
);

COMMENT ON TABLE public.phase_report IS 'Báo cáo kết quả thực hiện đợt: one per unit and phase. Figures are computed while it is a draft; what was sent or frozen is a snapshot.';

COMMENT ON COLUMN public.phase_report.holder_id IS 'Whose turn it is to write; a restructuring moves work by changing holder and reviewer.';

COMMENT ON COLUMN public.phase_report.due_before IS 'Exclusive: the last day on time is the day before ("trước ngày").';

COMMENT ON COLUMN public.phase_report.signer_form IS 'TM., KT., TL., TUQ. or empty, as the signature block begins.';

ALTER TABLE public.phase_report ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.phase_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.phase_snapshot (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    kind text NOT NULL,
    no integer NOT NULL,
    canonical bytea NOT NULL,
    digest bytea NOT NULL,
    code text NOT NULL,
    gaps text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    made_by bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    refused_at timestamp with time zone,
    CONSTRAINT phase_snapshot_decided CHECK (((accepted_at IS NULL) OR (refused_at IS NULL))),
    CONSTRAINT phase_snapshot_digest CHECK ((digest = sha256(canonical))),
    CONSTRAINT phase_snapshot_kind CHECK ((kind = ANY (ARRAY['submission'::text, 'supplement'::text, 'freeze'::text]))),
    CONSTRAINT phase_snapshot_reason CHECK (((gaps = ''::text) OR (reason <> ''::text)))
);

COMMENT ON TABLE public.phase_snapshot IS 'Figures and text as sent, supplemented or frozen: canonical bytes, never changed.';

COMMENT ON COLUMN public.phase_snapshot.digest IS 'SHA-256 of canonical, printed on the document.';

COMMENT ON COLUMN public.phase_snapshot.code IS 'Public verification code, at least 80 random bits.';

COMMENT ON COLUMN public.phase_snapshot.gaps IS 'What was missing or not accepted when it was sent; sent with gaps only with a reason.';

COMMENT ON COLUMN public.phase_snapshot.refused_at IS 'A supplement the reviewer did not take over; why is its step''s reason.';

ALTER TABLE public.phase_snapshot ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.phase_snapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.phase_step (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    action text NOT NULL,
    submission_no integer DEFAULT 0 NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    snapshot_id bigint,
    user_id bigint,
    at timestamp with time zone NOT NULL,
    CONSTRAINT phase_step_action CHECK ((action = ANY (ARRAY['open'::text, 'submit'::text, 'recall'::text, 'return'::text, 'accept'::text, 'supplement'::text, 'supplement.accept'::text, 'supplement.refuse'::text, 'freeze'::text, 'correct'::text, 'sign'::text, 'nudge'::text, 'leave_out'::text])))
);

COMMENT ON TABLE public.phase_step IS 'The life of a phase report, as its page shows it.';

ALTER TABLE public.phase_step ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.phase_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.phase_text (
    report_id bigint NOT NULL,
    section text NOT NULL,
    body text NOT NULL,
    version integer NOT NULL,
    user_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT phase_text_body CHECK ((octet_length(body) <= 1048576))
);

COMMENT ON TABLE public.phase_text IS 'A narrative section, every version kept: the newest is the section, none is ever lost. [[…]] stands for a live figure.';

CREATE TABLE public.plan_version (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    number integer NOT NULL,
    definition text NOT NULL,
    plan_text text NOT NULL,
    sha256 bytea NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    loaded_by text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    CONSTRAINT plan_version_number CHECK ((number >= 1)),
    CONSTRAINT plan_version_sha256 CHECK ((length(sha256) = 32))
);

COMMENT ON TABLE public.plan_version IS 'The definition file as loaded, byte for byte; a judged period keeps its version.';

ALTER TABLE public.plan_version ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.plan_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.print_job (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    certificates bigint[] NOT NULL,
    print jsonb NOT NULL,
    emblem bytea,
    per integer NOT NULL,
    next integer DEFAULT 0 NOT NULL,
    state text NOT NULL,
    trouble text DEFAULT ''::text NOT NULL,
    asked jsonb NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    CONSTRAINT print_job_next CHECK (((next >= 0) AND (next <= cardinality(certificates)))),
    CONSTRAINT print_job_per CHECK ((per > 0)),
    CONSTRAINT print_job_some CHECK ((cardinality(certificates) > 0)),
    CONSTRAINT print_job_state CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);

COMMENT ON TABLE public.print_job IS 'A batch of certificates being printed: parts are stored as they are done, a batch that broke off goes on at next.';

COMMENT ON COLUMN public.print_job.print IS 'Template, blank and nudge as they were when it was asked for; emblem likewise.';

ALTER TABLE public.print_job ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.print_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.print_part (
    job_id bigint NOT NULL,
    first integer NOT NULL,
    last integer NOT NULL,
    pdf bytea NOT NULL
);

COMMENT ON TABLE public.print_part IS 'Certificates first to last (from 1) of a batch as one PDF.';

CREATE TABLE public.question (
    id bigint NOT NULL,
    phase_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    proposal text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    asked_by bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_on date NOT NULL,
    answered_by bigint,
    answered_role text DEFAULT ''::text NOT NULL,
    answered_unit bigint,
    answered_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT question_answer CHECK ((char_length(answer) <= 4000)),
    CONSTRAINT question_answered CHECK ((((state = 'answered'::text) = (answer <> ''::text)) AND ((state = 'answered'::text) = (answered_by IS NOT NULL)))),
    CONSTRAINT question_body CHECK (((body <> ''::text) AND (char_length(body) <= 4000))),
    CONSTRAINT question_proposal CHECK ((char_length(proposal) <= 2000)),
    CONSTRAINT question_state CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'withdrawn'::text]))),
    CONSTRAINT question_subject CHECK (((subject <> ''::text) AND (char_length(subject) <= 200)))
);

COMMENT ON TABLE public.question IS 'Khó khăn, vướng mắc a unit asks about; what is open flows into the phase report.';

ALTER TABLE public.question ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.recognition (
    id bigint NOT NULL,
    row_kind text NOT NULL,
    row_id bigint NOT NULL,
    deed_id bigint GENERATED ALWAYS AS (
CASE
    WHEN (row_kind = 'good_deed'::text) THEN row_id
    ELSE NULL::bigint
END) STORED,
    model_id bigint GENERATED ALWAYS AS (
CASE
    WHEN (row_kind = 'community_model'::text) THEN row_id
    ELSE NULL::bigint
END) STORED,
    level text NOT NULL,
    by_whom text NOT NULL,
    document text DEFAULT ''::text NOT NULL,
    on_day date NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    withdrawn_by bigint,
    withdrawn_at timestamp with time zone,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    CONSTRAINT recognition_by_whom CHECK ((by_whom <> ''::text)),
    CONSTRAINT recognition_level CHECK ((level = ANY (ARRAY[''::text, 'commune'::text, 'district'::text, 'province'::text, 'ministry'::text]))),
    CONSTRAINT recognition_model_level CHECK (((row_kind <> 'community_model'::text) OR (level <> ''::text))),
    CONSTRAINT recognition_row_kind CHECK ((row_kind = ANY (ARRAY['good_deed'::text, 'community_model'::text]))),
    CONSTRAINT recognition_withdrawn CHECK (((withdrawn_at IS NULL) = (withdrawn_why = ''::text)))
);

COMMENT ON TABLE public.recognition IS 'Who recognised a good deed or a model, at which level, when, by which paper; several a row. 2.1 counts models by these.';

COMMENT ON COLUMN public.recognition.level IS 'Empty only for deeds written down before levels were asked.';

ALTER TABLE public.recognition ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.recognition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.report (
    id bigint NOT NULL,
    commune_id bigint NOT NULL,
    period_id bigint NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    submission_no integer DEFAULT 0 NOT NULL,
    first_submitted_at timestamp with time zone,
    first_submitted_on date,
    submitted_at timestamp with time zone,
    submitted_by bigint,
    taken_at timestamp with time zone,
    taken_by bigint,
    decided_at timestamp with time zone,
    decided_by bigint,
    holder_id bigint NOT NULL,
    reviewer_id bigint NOT NULL,
    plan_version_id bigint NOT NULL,
    extended_until date,
    scope_path text NOT NULL COLLATE pg_catalog."C",
    summed text,
    fixed integer DEFAULT 0 NOT NULL,
    annexed text DEFAULT ''::text NOT NULL,
    CONSTRAINT report_first_submission CHECK ((((submission_no = 0) = (first_submitted_at IS NULL)) AND ((first_submitted_at IS NULL) = (first_submitted_on IS NULL)))),
    CONSTRAINT report_state CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'in_review'::text, 'returned'::text, 'accepted'::text, 'frozen'::text, 'left_out'::text])))
);

COMMENT ON TABLE public.report IS 'One commune and period. holder_id may write, reviewer_id may review: a restructuring moves work by changing them.';

COMMENT ON COLUMN public.report.first_submitted_on IS 'Business day of the first submission: timeliness counts by it.';

COMMENT ON COLUMN public.report.extended_until IS 'Last day (inclusive) entry is allowed after the hard close, granted with a reason.';

COMMENT ON COLUMN public.report.scope_path IS 'Path of the commune ("1.3.45."): range scans give a unit''s subtree.';

COMMENT ON COLUMN public.report.summed IS 'commune_sum once more, as boards read it: teams;sums;missing;meeting;failing, numbers separated by commas; missing and failing are empty where all zeros. Written in one statement with commune_sum.';

COMMENT ON COLUMN public.report.fixed IS 'How many corrections were carried out: a phase report knows by it which ones its figures hold.';

COMMENT ON COLUMN public.report.annexed IS 'Figures corrected beside a frozen phase report, "no:row:slot" separated by spaces; row 0 is the whole commune. Written with phase_correction.';

ALTER TABLE public.report ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.report_return (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    submission_no integer NOT NULL,
    reason text NOT NULL,
    user_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT report_return_reason CHECK ((reason <> ''::text))
);

COMMENT ON TABLE public.report_return IS 'A reviewer''s return with its reason.';

ALTER TABLE public.report_return ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.report_return_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.report_text (
    report_id bigint NOT NULL,
    code text NOT NULL,
    body text NOT NULL,
    user_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.report_text IS 'The month''s texts (difficulties, good practices), by the definition''s text code.';

CREATE TABLE public.return_cell (
    return_id bigint NOT NULL,
    team_id bigint,
    slot integer NOT NULL,
    old integer
);

COMMENT ON TABLE public.return_cell IS 'Cells a return ticked: only they open. None ticked: all open. old is the value returned.';

CREATE TABLE public.revision (
    scope text NOT NULL,
    n bigint DEFAULT 0 NOT NULL
);

COMMENT ON TABLE public.revision IS 'Bumped in the transaction that changes what processes keep (org, plan, identity).';

CREATE TABLE public.service (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    team_id bigint NOT NULL,
    "position" text NOT NULL,
    during daterange NOT NULL,
    join_decision text DEFAULT ''::text NOT NULL,
    leave_reason text DEFAULT ''::text NOT NULL,
    leave_decision text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by bigint,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    CONSTRAINT service_during CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL))),
    CONSTRAINT service_leave_reason CHECK ((leave_reason = ANY (ARRAY[''::text, 'own_request'::text, 'health'::text, 'refused_tasks'::text, 'prosecuted'::text, 'died'::text, 'fell_on_duty'::text, 'transferred'::text, 'team_ended'::text, 'position_changed'::text]))),
    CONSTRAINT service_left CHECK (((upper(during) IS NULL) = (leave_reason = ''::text))),
    CONSTRAINT service_position CHECK (("position" = ANY (ARRAY['head'::text, 'deputy'::text, 'member'::text]))),
    CONSTRAINT service_withdrawn CHECK (((withdrawn_at IS NULL) = (withdrawn_why = ''::text)))
);

COMMENT ON TABLE public.service IS 'A person in a team during [joined, left): one team at a time, one head a team at a time.';

COMMENT ON COLUMN public.service.withdrawn_at IS 'Written down by mistake: counts nowhere from then on, stays readable with its reason.';

ALTER TABLE public.service ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.service_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.session (
    id_hash bytea NOT NULL,
    user_id bigint,
    data bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    address text NOT NULL,
    agent text NOT NULL,
    CONSTRAINT session_id_hash CHECK ((length(id_hash) = 32))
);

COMMENT ON TABLE public.session IS 'SHA-256 of the cookie''s random id, never the id itself. expires_at is absolute; idle time counts from seen_at.';

CREATE TABLE public.signed_copy (
    report_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    number text NOT NULL,
    signed_on date NOT NULL,
    year integer GENERATED ALWAYS AS ((EXTRACT(year FROM signed_on))::integer) STORED,
    signer text NOT NULL,
    file_digest bytea NOT NULL,
    file_name text NOT NULL,
    registered_by bigint NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    CONSTRAINT signed_copy_number CHECK ((number <> ''::text)),
    CONSTRAINT signed_copy_signer CHECK ((signer <> ''::text))
);

COMMENT ON TABLE public.signed_copy IS 'Number, date and scan (PDF) of the signed paper; from then on the report is closed. The bytes are evidence_file''s.';

CREATE TABLE public.submission (
    report_id bigint NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    on_day date NOT NULL,
    user_id bigint NOT NULL,
    recalled_at timestamp with time zone
);

COMMENT ON TABLE public.submission IS 'Each handing-in of a report; a recall marks it, never removes it.';

CREATE TABLE public.team_area (
    team_id bigint NOT NULL,
    name text NOT NULL,
    during daterange NOT NULL,
    CONSTRAINT team_area_during CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL))),
    CONSTRAINT team_area_name CHECK ((name <> ''::text))
);

COMMENT ON TABLE public.team_area IS 'Thôn, khu phố a team works in, one row each; a team without rows works in the one it is named after.';

CREATE TABLE public.team_figure (
    report_id bigint NOT NULL,
    team_id bigint,
    "values" integer[] NOT NULL,
    none_slots integer[] DEFAULT '{}'::integer[] NOT NULL,
    sent bytea GENERATED ALWAYS AS (public.figures_sent("values")) STORED NOT NULL
);

COMMENT ON TABLE public.team_figure IS 'Figures of a team, or of the whole commune (team_id NULL), by measure slot; NULL = empty, which is not zero.';

COMMENT ON COLUMN public.team_figure.none_slots IS 'Slots whose zero was given as "không phát sinh".';

COMMENT ON COLUMN public.team_figure.sent IS 'values in binary form, as the grid reads them.';

CREATE TABLE public.unit (
    id bigint NOT NULL,
    level text NOT NULL,
    during daterange NOT NULL,
    ordinal integer DEFAULT 0 NOT NULL,
    successor_id bigint,
    basis text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT unit_during CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL))),
    CONSTRAINT unit_level CHECK ((level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text, 'team'::text])))
);

COMMENT ON TABLE public.unit IS 'A unit or team, in force during [opened, closed).';

COMMENT ON COLUMN public.unit.ordinal IS 'Fixed administrative order among siblings.';

COMMENT ON COLUMN public.unit.successor_id IS 'Lead successor (đơn vị kế thừa) of a closed unit: takes its open work and its whole-commune figures.';

COMMENT ON COLUMN public.unit.basis IS 'Legal basis of opening or closing.';

COMMENT ON COLUMN public.unit.version IS 'Raised by each edit of a team, so that two people do not overwrite each other.';

ALTER TABLE public.unit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.unit_link (
    child_id bigint NOT NULL,
    parent_id bigint NOT NULL,
    during daterange NOT NULL,
    CONSTRAINT unit_link_during CHECK ((NOT isempty(during))),
    CONSTRAINT unit_link_not_self CHECK ((child_id <> parent_id))
);

COMMENT ON TABLE public.unit_link IS 'Who belongs to whom when; one parent at a time.';

CREATE TABLE public.unit_name (
    unit_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    during daterange NOT NULL,
    basis text DEFAULT ''::text NOT NULL,
    CONSTRAINT unit_name_during CHECK ((NOT isempty(during)))
);

COMMENT ON TABLE public.unit_name IS 'What a unit is called when: a code or a name alone never identifies a unit.';

COMMENT ON COLUMN public.unit_name.code IS 'Official code (General Statistics Office); '''' for teams.';

COMMENT ON COLUMN public.unit_name.name IS 'Bare name: "Kinh Dinh", "khu phố 1".';

COMMENT ON COLUMN public.unit_name.kind IS 'tỉnh, thành phố, huyện, phường, xã, thị trấn, tổ.';

COMMENT ON COLUMN public.unit_name.basis IS 'Decision the name was given by.';

ALTER TABLE ONLY public.app_user
    ADD CONSTRAINT app_user_login UNIQUE (login);

ALTER TABLE ONLY public.app_user
    ADD CONSTRAINT app_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_once EXCLUDE USING gist (user_id WITH =, role WITH =, unit_id WITH =, during WITH &&);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assigned_target
    ADD CONSTRAINT assigned_target_one_subject UNIQUE (id, subject);

ALTER TABLE ONLY public.assigned_target
    ADD CONSTRAINT assigned_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assigned_unit
    ADD CONSTRAINT assigned_unit_once EXCLUDE USING gist (unit_id WITH =, subject WITH =, daterange(starts_on, ends_before) WITH &&);

ALTER TABLE ONLY public.assigned_unit
    ADD CONSTRAINT assigned_unit_pkey PRIMARY KEY (target_id, unit_id);

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_entry_id_key UNIQUE (entry_id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY (ordinal);

ALTER TABLE ONLY public.award_case
    ADD CONSTRAINT award_case_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.award_decision
    ADD CONSTRAINT award_decision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_number UNIQUE (decision_id, golden);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_once UNIQUE (nominee_id);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.award_guide
    ADD CONSTRAINT award_guide_once UNIQUE (phase_id, version);

ALTER TABLE ONLY public.award_guide
    ADD CONSTRAINT award_guide_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.award_past
    ADD CONSTRAINT award_past_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.award_score
    ADD CONSTRAINT award_score_once UNIQUE (phase_id, form, subject, subject_id);

ALTER TABLE ONLY public.award_score
    ADD CONSTRAINT award_score_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.award_setting
    ADD CONSTRAINT award_setting_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.award_term
    ADD CONSTRAINT award_term_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT campaign_code_key UNIQUE (code);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT campaign_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cell_change
    ADD CONSTRAINT cell_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cell_note
    ADD CONSTRAINT cell_note_once UNIQUE NULLS NOT DISTINCT (report_id, team_id, slot);

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_code UNIQUE (code);

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_once UNIQUE (grant_id, issue);

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.certificate_template
    ADD CONSTRAINT certificate_template_once UNIQUE (unit_id, name);

ALTER TABLE ONLY public.certificate_template
    ADD CONSTRAINT certificate_template_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.commune_sum
    ADD CONSTRAINT commune_sum_once UNIQUE (commune_id, period_id);

ALTER TABLE ONLY public.commune_sum
    ADD CONSTRAINT commune_sum_pkey PRIMARY KEY (report_id);

ALTER TABLE ONLY public.community_model
    ADD CONSTRAINT community_model_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.council_dossier
    ADD CONSTRAINT council_dossier_once PRIMARY KEY (meeting_id, dossier_id);

ALTER TABLE ONLY public.council_meeting
    ADD CONSTRAINT council_meeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.council_member
    ADD CONSTRAINT council_member_once UNIQUE (meeting_id, place);

ALTER TABLE ONLY public.council_member
    ADD CONSTRAINT council_member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.council_vote
    ADD CONSTRAINT council_vote_once PRIMARY KEY (member_id, nominee_id);

ALTER TABLE ONLY public.deed_person
    ADD CONSTRAINT deed_person_pkey PRIMARY KEY (deed_id, person_id);

ALTER TABLE ONLY public.diary_entry
    ADD CONSTRAINT diary_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossier_consult
    ADD CONSTRAINT dossier_consult_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_once UNIQUE (phase_id, form, unit_id, no);

ALTER TABLE ONLY public.dossier_paper
    ADD CONSTRAINT dossier_paper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossier_step
    ADD CONSTRAINT dossier_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_chunk
    ADD CONSTRAINT evidence_chunk_pkey PRIMARY KEY (digest, n);

ALTER TABLE ONLY public.evidence_file
    ADD CONSTRAINT evidence_file_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.good_deed
    ADD CONSTRAINT good_deed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.import_batch
    ADD CONSTRAINT import_batch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_campaign_id_code_key UNIQUE (campaign_id, code);

ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_pkey PRIMARY KEY (campaign_id, ordinal);

ALTER TABLE ONLY public.instance
    ADD CONSTRAINT instance_pkey PRIMARY KEY (singleton);

ALTER TABLE ONLY public.launch
    ADD CONSTRAINT launch_once UNIQUE (phase_id, unit_id);

ALTER TABLE ONLY public.launch
    ADD CONSTRAINT launch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.launch_receipt
    ADD CONSTRAINT launch_receipt_once UNIQUE (phase_id, unit_id);

ALTER TABLE ONLY public.launch_receipt
    ADD CONSTRAINT launch_receipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.login_failure
    ADD CONSTRAINT login_failure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT measure_campaign_id_code_key UNIQUE (campaign_id, code);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT measure_pkey PRIMARY KEY (campaign_id, slot);

ALTER TABLE ONLY public.model_credit
    ADD CONSTRAINT model_credit_pkey PRIMARY KEY (model_id, team_id);

ALTER TABLE ONLY public.model_person
    ADD CONSTRAINT model_person_pkey PRIMARY KEY (model_id, person_id);

ALTER TABLE ONLY public.nominee_check
    ADD CONSTRAINT nominee_check_once PRIMARY KEY (nominee_id, submission_no, key);

ALTER TABLE ONLY public.nominee_confirm
    ADD CONSTRAINT nominee_confirm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.nominee_opinion
    ADD CONSTRAINT nominee_opinion_once PRIMARY KEY (nominee_id, submission_no);

ALTER TABLE ONLY public.nominee_override
    ADD CONSTRAINT nominee_override_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.nominee
    ADD CONSTRAINT nominee_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.nominee_text
    ADD CONSTRAINT nominee_text_once PRIMARY KEY (nominee_id, section, version);

ALTER TABLE ONLY public.nudge
    ADD CONSTRAINT nudge_daily UNIQUE (phase_id, unit_id, sent_unit, sent_on);

ALTER TABLE ONLY public.nudge
    ADD CONSTRAINT nudge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.once
    ADD CONSTRAINT once_pkey PRIMARY KEY (actor_id, key);

ALTER TABLE ONLY public.participation
    ADD CONSTRAINT participation_pkey PRIMARY KEY (campaign_id, unit_id);

ALTER TABLE ONLY public.period
    ADD CONSTRAINT period_campaign_id_ordinal_key UNIQUE (campaign_id, ordinal);

ALTER TABLE ONLY public.period
    ADD CONSTRAINT period_no_overlap EXCLUDE USING gist (campaign_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.period
    ADD CONSTRAINT period_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phase
    ADD CONSTRAINT phase_campaign_id_code_key UNIQUE (campaign_id, code);

ALTER TABLE ONLY public.phase
    ADD CONSTRAINT phase_campaign_id_ordinal_key UNIQUE (campaign_id, ordinal);

ALTER TABLE ONLY public.phase_correction
    ADD CONSTRAINT phase_correction_of UNIQUE (correction_id);

ALTER TABLE ONLY public.phase_correction
    ADD CONSTRAINT phase_correction_once UNIQUE (report_id, no);

ALTER TABLE ONLY public.phase_correction
    ADD CONSTRAINT phase_correction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phase
    ADD CONSTRAINT phase_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phase_report
    ADD CONSTRAINT phase_report_once UNIQUE (phase_id, unit_id);

ALTER TABLE ONLY public.phase_report
    ADD CONSTRAINT phase_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phase_snapshot
    ADD CONSTRAINT phase_snapshot_code UNIQUE (code);

ALTER TABLE ONLY public.phase_snapshot
    ADD CONSTRAINT phase_snapshot_once UNIQUE (report_id, kind, no);

ALTER TABLE ONLY public.phase_snapshot
    ADD CONSTRAINT phase_snapshot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phase_step
    ADD CONSTRAINT phase_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phase_text
    ADD CONSTRAINT phase_text_once PRIMARY KEY (report_id, section, version);

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_campaign_id_number_key UNIQUE (campaign_id, number);

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.print_job
    ADD CONSTRAINT print_job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.print_part
    ADD CONSTRAINT print_part_once PRIMARY KEY (job_id, first);

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.recognition
    ADD CONSTRAINT recognition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_once UNIQUE (commune_id, period_id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.report_return
    ADD CONSTRAINT report_return_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.report_return
    ADD CONSTRAINT report_return_report_id_submission_no_key UNIQUE (report_id, submission_no);

ALTER TABLE ONLY public.report_text
    ADD CONSTRAINT report_text_pkey PRIMARY KEY (report_id, code);

ALTER TABLE ONLY public.return_cell
    ADD CONSTRAINT return_cell_once UNIQUE NULLS NOT DISTINCT (return_id, team_id, slot);

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (scope);

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_one_head EXCLUDE USING gist (team_id WITH =, during WITH &&) WHERE ((("position" = 'head'::text) AND (withdrawn_at IS NULL)));

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_one_team EXCLUDE USING gist (person_id WITH =, during WITH &&) WHERE ((withdrawn_at IS NULL));

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id_hash);

ALTER TABLE ONLY public.signed_copy
    ADD CONSTRAINT signed_copy_once UNIQUE (unit_id, year, number);

ALTER TABLE ONLY public.signed_copy
    ADD CONSTRAINT signed_copy_pkey PRIMARY KEY (report_id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (report_id, number);

ALTER TABLE ONLY public.team_area
    ADD CONSTRAINT team_area_once EXCLUDE USING gist (team_id WITH =, name WITH =, during WITH &&);

ALTER TABLE ONLY public.team_figure
    ADD CONSTRAINT team_figure_once UNIQUE NULLS NOT DISTINCT (report_id, team_id);

ALTER TABLE ONLY public.unit_link
    ADD CONSTRAINT unit_link_one_parent EXCLUDE USING gist (child_id WITH =, during WITH &&);

ALTER TABLE ONLY public.unit_name
    ADD CONSTRAINT unit_name_one_at_a_time EXCLUDE USING gist (unit_id WITH =, during WITH &&);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);

CREATE INDEX appointment_unit ON public.appointment USING btree (unit_id);

CREATE INDEX appointment_user ON public.appointment USING btree (user_id);

CREATE INDEX assigned_target_campaign ON public.assigned_target USING btree (campaign_id);

CREATE INDEX audit_entry_actor ON public.audit_entry USING btree (actor_id, id);

CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at DESC);

CREATE INDEX audit_entry_object ON public.audit_entry USING btree (object_kind, object_id, id);

CREATE INDEX award_case_person ON public.award_case USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX award_case_scope ON public.award_case USING btree (scope_path);

CREATE INDEX award_case_team ON public.award_case USING btree (team_id) WHERE (team_id IS NOT NULL);

CREATE UNIQUE INDEX award_decision_number ON public.award_decision USING btree (unit_id, year, plain) WHERE (state = ANY (ARRAY['recorded'::text, 'applied'::text]));

CREATE INDEX award_decision_scope ON public.award_decision USING btree (phase_id, scope_path);

CREATE INDEX award_grant_person ON public.award_grant USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX award_grant_scope ON public.award_grant USING btree (phase_id, scope_path);

CREATE INDEX award_grant_team ON public.award_grant USING btree (team_id);

CREATE UNIQUE INDEX award_guide_one_issued ON public.award_guide USING btree (phase_id) WHERE (state = 'issued'::text);

CREATE UNIQUE INDEX award_guide_one_open ON public.award_guide USING btree (phase_id) WHERE (state = ANY (ARRAY['draft'::text, 'agreed'::text]));

CREATE INDEX award_past_person ON public.award_past USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX award_past_team ON public.award_past USING btree (team_id) WHERE (team_id IS NOT NULL);

CREATE INDEX award_term_unit ON public.award_term USING btree (unit_id);

CREATE INDEX cell_change_cell ON public.cell_change USING btree (report_id, slot, team_id, id);

CREATE UNIQUE INDEX certificate_one_valid ON public.certificate USING btree (grant_id) WHERE (state = 'valid'::text);

CREATE INDEX commune_sum_scope ON public.commune_sum USING btree (period_id, scope_path);

CREATE INDEX community_model_commune ON public.community_model USING btree (commune_id);

CREATE INDEX community_model_search ON public.community_model USING gin (public.folded(((name || ' '::text) || field)) public.gin_trgm_ops);

CREATE UNIQUE INDEX correction_one_pending ON public.correction USING btree (report_id, team_id, slot) NULLS NOT DISTINCT WHERE (state = 'proposed'::text);

CREATE INDEX correction_pending ON public.correction USING btree (report_id) WHERE (state = 'proposed'::text);

CREATE INDEX correction_report ON public.correction USING btree (report_id, id DESC);

CREATE INDEX council_dossier_of ON public.council_dossier USING btree (dossier_id);

CREATE INDEX council_meeting_unit ON public.council_meeting USING btree (unit_id, id);

CREATE INDEX council_vote_nominee ON public.council_vote USING btree (nominee_id);

CREATE INDEX deed_person_person ON public.deed_person USING btree (person_id);

CREATE INDEX diary_entry_commune ON public.diary_entry USING btree (commune_id, day DESC, id DESC);

CREATE INDEX diary_entry_counted ON public.diary_entry USING btree (commune_id, day) WHERE (withdrawn_at IS NULL);

CREATE INDEX dossier_consult_of ON public.dossier_consult USING btree (dossier_id, id);

CREATE INDEX dossier_paper_of ON public.dossier_paper USING btree (dossier_id, id);

CREATE INDEX dossier_scope ON public.dossier USING btree (phase_id, scope_path);

CREATE INDEX dossier_state ON public.dossier USING btree (awarding_id, state);

CREATE INDEX dossier_step_of ON public.dossier_step USING btree (dossier_id, id);

CREATE INDEX evidence_link_digest ON public.evidence_link USING btree (digest);

CREATE UNIQUE INDEX evidence_link_once ON public.evidence_link USING btree (row_kind, row_id, digest) WHERE (withdrawn_at IS NULL);

CREATE INDEX evidence_link_row ON public.evidence_link USING btree (row_kind, row_id);

CREATE INDEX good_deed_search ON public.good_deed USING gin (public.folded(((who || ' '::text) || what)) public.gin_trgm_ops);

CREATE INDEX good_deed_team ON public.good_deed USING btree (team_id, done_on);

CREATE INDEX import_batch_actor ON public.import_batch USING btree (actor_id, id);

CREATE INDEX import_batch_expiry ON public.import_batch USING btree (expires_at) WHERE (state = 'checked'::text);

CREATE INDEX launch_receipt_launch ON public.launch_receipt USING btree (launch_id);

CREATE UNIQUE INDEX launch_root ON public.launch USING btree (phase_id) WHERE (level = 'province'::text);

CREATE INDEX login_failure_address ON public.login_failure USING btree (address, at);

CREATE INDEX login_failure_login ON public.login_failure USING btree (login, at);

CREATE INDEX model_credit_team ON public.model_credit USING btree (team_id);

CREATE INDEX model_person_person ON public.model_person USING btree (person_id);

CREATE UNIQUE INDEX nominee_active ON public.nominee USING btree (phase_id, subject, (
CASE
    WHEN (subject = 'member'::text) THEN person_id
    ELSE team_id
END)) WHERE (state <> ALL (ARRAY['withdrawn'::text, 'refused'::text]));

CREATE INDEX nominee_confirm_of ON public.nominee_confirm USING btree (nominee_id);

CREATE INDEX nominee_decision ON public.nominee USING btree (decision_id, decision_place) WHERE (decision_id IS NOT NULL);

CREATE INDEX nominee_dossier ON public.nominee USING btree (dossier_id, place);

CREATE UNIQUE INDEX nominee_override_one ON public.nominee_override USING btree (nominee_id, key) WHERE (lifted_by IS NULL);

CREATE INDEX nudge_unit ON public.nudge USING btree (unit_id, phase_id, id DESC);

CREATE UNIQUE INDEX person_citizen_id_once ON public.person USING btree (citizen_id) WHERE (citizen_id <> ''::text);

CREATE INDEX person_name_search ON public.person USING gin (public.folded(full_name) public.gin_trgm_ops);

CREATE INDEX person_phone ON public.person USING btree (phone) WHERE (phone <> ''::text);

CREATE INDEX phase_report_scope ON public.phase_report USING btree (phase_id, scope_path);

CREATE INDEX phase_snapshot_report ON public.phase_snapshot USING btree (report_id, id DESC);

CREATE INDEX phase_step_report ON public.phase_step USING btree (report_id, id DESC);

CREATE INDEX print_job_decision ON public.print_job USING btree (decision_id, id);

CREATE INDEX print_job_open ON public.print_job USING btree (state, id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE INDEX question_scope ON public.question USING btree (phase_id, scope_path, id DESC);

CREATE INDEX recognition_row ON public.recognition USING btree (row_kind, row_id);

CREATE INDEX report_period ON public.report USING btree (period_id, commune_id);

CREATE INDEX report_scope ON public.report USING btree (scope_path, period_id);

CREATE INDEX service_person ON public.service USING btree (person_id);

CREATE INDEX service_team ON public.service USING btree (team_id);

CREATE INDEX session_by_expiry ON public.session USING btree (expires_at);

CREATE INDEX session_by_user ON public.session USING btree (user_id);

CREATE INDEX unit_link_parent ON public.unit_link USING btree (parent_id);

CREATE TRIGGER app_user_changed AFTER INSERT OR DELETE OR UPDATE OF full_name, title, must_change, disabled_at ON public.app_user FOR EACH STATEMENT EXECUTE FUNCTION public.identity_changed();

CREATE TRIGGER appointment_changed AFTER INSERT OR DELETE OR UPDATE ON public.appointment FOR EACH STATEMENT EXECUTE FUNCTION public.identity_changed();

CREATE TRIGGER audit_entry_keep BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_entry_keep_all BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_seal_keep BEFORE DELETE OR UPDATE ON public.audit_seal FOR EACH ROW EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_seal_keep_all BEFORE TRUNCATE ON public.audit_seal FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER phase_snapshot_keep BEFORE DELETE OR UPDATE ON public.phase_snapshot FOR EACH ROW EXECUTE FUNCTION public.phase_snapshot_keep();

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.assigned_target
    ADD CONSTRAINT assigned_target_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaign(id);

ALTER TABLE ONLY public.assigned_target
    ADD CONSTRAINT assigned_target_ordinal FOREIGN KEY (campaign_id, ordinal) REFERENCES public.indicator(campaign_id, ordinal);

ALTER TABLE ONLY public.assigned_target
    ADD CONSTRAINT assigned_target_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.assigned_target
    ADD CONSTRAINT assigned_target_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.assigned_target
    ADD CONSTRAINT assigned_target_setter_id_fkey FOREIGN KEY (setter_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.assigned_target
    ADD CONSTRAINT assigned_target_slot FOREIGN KEY (campaign_id, slot) REFERENCES public.measure(campaign_id, slot);

ALTER TABLE ONLY public.assigned_unit
    ADD CONSTRAINT assigned_unit_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES public.assigned_target(id);

ALTER TABLE ONLY public.assigned_unit
    ADD CONSTRAINT assigned_unit_target FOREIGN KEY (target_id, subject) REFERENCES public.assigned_target(id, subject) ON UPDATE CASCADE;

ALTER TABLE ONLY public.assigned_unit
    ADD CONSTRAINT assigned_unit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES public.audit_entry(id);

ALTER TABLE ONLY public.award_case
    ADD CONSTRAINT award_case_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.award_case
    ADD CONSTRAINT award_case_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.award_decision
    ADD CONSTRAINT award_decision_file_digest_fkey FOREIGN KEY (file_digest) REFERENCES public.evidence_file(digest);

ALTER TABLE ONLY public.award_decision
    ADD CONSTRAINT award_decision_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.award_decision
    ADD CONSTRAINT award_decision_term_id_fkey FOREIGN KEY (term_id) REFERENCES public.award_term(id);

ALTER TABLE ONLY public.award_decision
    ADD CONSTRAINT award_decision_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.award_decision(id);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_nominee_id_fkey FOREIGN KEY (nominee_id) REFERENCES public.nominee(id);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.award_grant
    ADD CONSTRAINT award_grant_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.award_guide
    ADD CONSTRAINT award_guide_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.award_past
    ADD CONSTRAINT award_past_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.award_past
    ADD CONSTRAINT award_past_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.award_score
    ADD CONSTRAINT award_score_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.award_term
    ADD CONSTRAINT award_term_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.cell_change
    ADD CONSTRAINT cell_change_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.cell_change
    ADD CONSTRAINT cell_change_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.cell_change
    ADD CONSTRAINT cell_change_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.cell_note
    ADD CONSTRAINT cell_note_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.cell_note
    ADD CONSTRAINT cell_note_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.cell_note
    ADD CONSTRAINT cell_note_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.award_grant(id);

ALTER TABLE ONLY public.certificate_template
    ADD CONSTRAINT certificate_template_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.commune_sum
    ADD CONSTRAINT commune_sum_commune_id_fkey FOREIGN KEY (commune_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.commune_sum
    ADD CONSTRAINT commune_sum_period_id_fkey FOREIGN KEY (period_id) REFERENCES public.period(id);

ALTER TABLE ONLY public.commune_sum
    ADD CONSTRAINT commune_sum_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.community_model
    ADD CONSTRAINT community_model_commune_id_fkey FOREIGN KEY (commune_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.community_model
    ADD CONSTRAINT community_model_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.council_dossier
    ADD CONSTRAINT council_dossier_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.council_dossier
    ADD CONSTRAINT council_dossier_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.council_meeting(id);

ALTER TABLE ONLY public.council_meeting
    ADD CONSTRAINT council_meeting_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.council_meeting
    ADD CONSTRAINT council_meeting_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.council_member
    ADD CONSTRAINT council_member_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.council_meeting(id);

ALTER TABLE ONLY public.council_vote
    ADD CONSTRAINT council_vote_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.council_member(id);

ALTER TABLE ONLY public.council_vote
    ADD CONSTRAINT council_vote_nominee_id_fkey FOREIGN KEY (nominee_id) REFERENCES public.nominee(id);

ALTER TABLE ONLY public.deed_person
    ADD CONSTRAINT deed_person_deed_id_fkey FOREIGN KEY (deed_id) REFERENCES public.good_deed(id);

ALTER TABLE ONLY public.deed_person
    ADD CONSTRAINT deed_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.diary_entry
    ADD CONSTRAINT diary_entry_commune_id_fkey FOREIGN KEY (commune_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.diary_entry
    ADD CONSTRAINT diary_entry_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.diary_entry
    ADD CONSTRAINT diary_entry_measure FOREIGN KEY (campaign_id, slot) REFERENCES public.measure(campaign_id, slot);

ALTER TABLE ONLY public.diary_entry
    ADD CONSTRAINT diary_entry_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.diary_entry
    ADD CONSTRAINT diary_entry_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_awarding_id_fkey FOREIGN KEY (awarding_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.dossier_consult
    ADD CONSTRAINT dossier_consult_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.dossier_paper
    ADD CONSTRAINT dossier_paper_digest_fkey FOREIGN KEY (digest) REFERENCES public.evidence_file(digest);

ALTER TABLE ONLY public.dossier_paper
    ADD CONSTRAINT dossier_paper_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.dossier_paper
    ADD CONSTRAINT dossier_paper_nominee_id_fkey FOREIGN KEY (nominee_id) REFERENCES public.nominee(id);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_specialist_id_fkey FOREIGN KEY (specialist_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.dossier_step
    ADD CONSTRAINT dossier_step_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.evidence_chunk
    ADD CONSTRAINT evidence_chunk_digest_fkey FOREIGN KEY (digest) REFERENCES public.evidence_file(digest);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_digest_fkey FOREIGN KEY (digest) REFERENCES public.evidence_file(digest);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_of_deed FOREIGN KEY (deed_id) REFERENCES public.good_deed(id);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_of_model FOREIGN KEY (model_id) REFERENCES public.community_model(id);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.good_deed
    ADD CONSTRAINT good_deed_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.good_deed
    ADD CONSTRAINT good_deed_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.import_batch
    ADD CONSTRAINT import_batch_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.import_batch
    ADD CONSTRAINT import_batch_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.import_batch
    ADD CONSTRAINT import_batch_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaign(id);

ALTER TABLE ONLY public.launch
    ADD CONSTRAINT launch_above_id_fkey FOREIGN KEY (above_id) REFERENCES public.launch(id);

ALTER TABLE ONLY public.launch
    ADD CONSTRAINT launch_launched_by_fkey FOREIGN KEY (launched_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.launch
    ADD CONSTRAINT launch_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.launch
    ADD CONSTRAINT launch_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES public.plan_version(id);

ALTER TABLE ONLY public.launch_receipt
    ADD CONSTRAINT launch_receipt_launch_id_fkey FOREIGN KEY (launch_id) REFERENCES public.launch(id);

ALTER TABLE ONLY public.launch_receipt
    ADD CONSTRAINT launch_receipt_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.launch_receipt
    ADD CONSTRAINT launch_receipt_received_by_fkey FOREIGN KEY (received_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.launch_receipt
    ADD CONSTRAINT launch_receipt_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.launch
    ADD CONSTRAINT launch_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT measure_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaign(id);

ALTER TABLE ONLY public.model_credit
    ADD CONSTRAINT model_credit_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.community_model(id);

ALTER TABLE ONLY public.model_credit
    ADD CONSTRAINT model_credit_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.model_person
    ADD CONSTRAINT model_person_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.community_model(id);

ALTER TABLE ONLY public.model_person
    ADD CONSTRAINT model_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.nominee_check
    ADD CONSTRAINT nominee_check_nominee_id_fkey FOREIGN KEY (nominee_id) REFERENCES public.nominee(id);

ALTER TABLE ONLY public.nominee_confirm
    ADD CONSTRAINT nominee_confirm_nominee_id_fkey FOREIGN KEY (nominee_id) REFERENCES public.nominee(id);

ALTER TABLE ONLY public.nominee
    ADD CONSTRAINT nominee_decided_by FOREIGN KEY (decision_id) REFERENCES public.award_decision(id);

ALTER TABLE ONLY public.nominee
    ADD CONSTRAINT nominee_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES public.dossier(id);

ALTER TABLE ONLY public.nominee_opinion
    ADD CONSTRAINT nominee_opinion_nominee_id_fkey FOREIGN KEY (nominee_id) REFERENCES public.nominee(id);

ALTER TABLE ONLY public.nominee_override
    ADD CONSTRAINT nominee_override_nominee_id_fkey FOREIGN KEY (nominee_id) REFERENCES public.nominee(id);

ALTER TABLE ONLY public.nominee
    ADD CONSTRAINT nominee_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.nominee
    ADD CONSTRAINT nominee_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.nominee
    ADD CONSTRAINT nominee_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.nominee_text
    ADD CONSTRAINT nominee_text_nominee_id_fkey FOREIGN KEY (nominee_id) REFERENCES public.nominee(id);

ALTER TABLE ONLY public.nudge
    ADD CONSTRAINT nudge_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.nudge
    ADD CONSTRAINT nudge_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.nudge
    ADD CONSTRAINT nudge_sent_unit_fkey FOREIGN KEY (sent_unit) REFERENCES public.unit(id);

ALTER TABLE ONLY public.nudge
    ADD CONSTRAINT nudge_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.participation
    ADD CONSTRAINT participation_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaign(id);

ALTER TABLE ONLY public.participation
    ADD CONSTRAINT participation_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.period
    ADD CONSTRAINT period_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaign(id);

ALTER TABLE ONLY public.period
    ADD CONSTRAINT period_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.period
    ADD CONSTRAINT period_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES public.plan_version(id);

ALTER TABLE ONLY public.phase
    ADD CONSTRAINT phase_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaign(id);

ALTER TABLE ONLY public.phase_correction
    ADD CONSTRAINT phase_correction_correction_id_fkey FOREIGN KEY (correction_id) REFERENCES public.correction(id);

ALTER TABLE ONLY public.phase_correction
    ADD CONSTRAINT phase_correction_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.phase_report(id);

ALTER TABLE ONLY public.phase_report
    ADD CONSTRAINT phase_report_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.phase_report
    ADD CONSTRAINT phase_report_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.phase_report
    ADD CONSTRAINT phase_report_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.phase_report
    ADD CONSTRAINT phase_report_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.phase_report
    ADD CONSTRAINT phase_report_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.phase_report
    ADD CONSTRAINT phase_report_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.phase_snapshot
    ADD CONSTRAINT phase_snapshot_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.phase_snapshot
    ADD CONSTRAINT phase_snapshot_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.phase_report(id);

ALTER TABLE ONLY public.phase_step
    ADD CONSTRAINT phase_step_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.phase_report(id);

ALTER TABLE ONLY public.phase_step
    ADD CONSTRAINT phase_step_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES public.phase_snapshot(id);

ALTER TABLE ONLY public.phase_step
    ADD CONSTRAINT phase_step_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.phase_text
    ADD CONSTRAINT phase_text_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.phase_report(id);

ALTER TABLE ONLY public.phase_text
    ADD CONSTRAINT phase_text_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaign(id);

ALTER TABLE ONLY public.print_job
    ADD CONSTRAINT print_job_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.award_decision(id);

ALTER TABLE ONLY public.print_job
    ADD CONSTRAINT print_job_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.print_part
    ADD CONSTRAINT print_part_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.print_job(id);

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_answered_unit_fkey FOREIGN KEY (answered_unit) REFERENCES public.unit(id);

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES public.phase(id);

ALTER TABLE ONLY public.question
    ADD CONSTRAINT question_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.recognition
    ADD CONSTRAINT recognition_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.recognition
    ADD CONSTRAINT recognition_of_deed FOREIGN KEY (deed_id) REFERENCES public.good_deed(id);

ALTER TABLE ONLY public.recognition
    ADD CONSTRAINT recognition_of_model FOREIGN KEY (model_id) REFERENCES public.community_model(id);

ALTER TABLE ONLY public.recognition
    ADD CONSTRAINT recognition_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_commune_id_fkey FOREIGN KEY (commune_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_period_id_fkey FOREIGN KEY (period_id) REFERENCES public.period(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES public.plan_version(id);

ALTER TABLE ONLY public.report_return
    ADD CONSTRAINT report_return_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.report_return
    ADD CONSTRAINT report_return_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.report_text
    ADD CONSTRAINT report_text_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.report_text
    ADD CONSTRAINT report_text_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.return_cell
    ADD CONSTRAINT return_cell_return_id_fkey FOREIGN KEY (return_id) REFERENCES public.report_return(id);

ALTER TABLE ONLY public.return_cell
    ADD CONSTRAINT return_cell_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.signed_copy
    ADD CONSTRAINT signed_copy_file_digest_fkey FOREIGN KEY (file_digest) REFERENCES public.evidence_file(digest);

ALTER TABLE ONLY public.signed_copy
    ADD CONSTRAINT signed_copy_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.signed_copy
    ADD CONSTRAINT signed_copy_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.phase_report(id);

ALTER TABLE ONLY public.signed_copy
    ADD CONSTRAINT signed_copy_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.team_area
    ADD CONSTRAINT team_area_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.team_figure
    ADD CONSTRAINT team_figure_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.team_figure
    ADD CONSTRAINT team_figure_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.unit_link
    ADD CONSTRAINT unit_link_child_id_fkey FOREIGN KEY (child_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.unit_link
    ADD CONSTRAINT unit_link_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.unit_name
    ADD CONSTRAINT unit_name_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES public.unit(id);
