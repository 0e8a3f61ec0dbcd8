-- internal/criteria: what awards ask for and what is known of the subjects.
-- A signature column holds {"UserID","Name","Title","At"}: who, as called then.
CREATE TABLE award_guide (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phase_id   bigint NOT NULL REFERENCES phase (id),
    version    int    NOT NULL CONSTRAINT award_guide_version CHECK (version >= 1),
    state      text   NOT NULL CONSTRAINT award_guide_state CHECK (state IN ('draft', 'agreed', 'issued', 'replaced')),
    edits      int    NOT NULL DEFAULT 0,
    criteria   jsonb  NOT NULL,
    drafted    jsonb,
    agreed     jsonb,
    issued     jsonb,
    number     text   NOT NULL DEFAULT '',
    issued_on  date,
    sent_back  text   NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    CONSTRAINT award_guide_once UNIQUE (phase_id, version),
    CONSTRAINT award_guide_signed CHECK ((state = 'draft') = (agreed IS NULL) AND (state IN ('issued', 'replaced')) = (issued IS NOT NULL AND number <> '' AND issued_on IS NOT NULL))
);
COMMENT ON TABLE award_guide IS 'Hướng dẫn tiêu chí khen thưởng: versions of the criteria for a phase''s review; an issued one never changes but to replaced.';
COMMENT ON COLUMN award_guide.edits IS 'Grows with each edit: agreeing is to the one that was seen.';
COMMENT ON COLUMN award_guide.criteria IS 'award.Criteria of each form and subject.';
CREATE UNIQUE INDEX award_guide_one_issued ON award_guide (phase_id) WHERE state = 'issued';
CREATE UNIQUE INDEX award_guide_one_open ON award_guide (phase_id) WHERE state IN ('draft', 'agreed');

CREATE TABLE award_setting (
    key     text  PRIMARY KEY CONSTRAINT award_setting_key CHECK (key <> ''),
    value   jsonb NOT NULL,
    version int   NOT NULL DEFAULT 1,
    changed jsonb NOT NULL
);
COMMENT ON TABLE award_setting IS 'What a province sets of the law and its own rules: law, calendar, limits, council, rounding, copy, papers. A key without a row has the default in code.';

CREATE TABLE award_case (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject        text   NOT NULL CONSTRAINT award_case_subject CHECK (subject IN ('team', 'member')),
    team_id        bigint REFERENCES unit (id),
    person_id      bigint REFERENCES person (id),
    kind           text   NOT NULL CONSTRAINT award_case_kind CHECK (kind IN ('discipline', 'investigation', 'inspection', 'complaint', 'press')),
    since          date   NOT NULL,
    reason         text   NOT NULL CONSTRAINT award_case_reason CHECK (reason <> ''),
    concluded      date,
    conclusion     text   NOT NULL DEFAULT '',
    disciplined_to date,
    recorded       jsonb  NOT NULL,
    settled        jsonb,
    version        int    NOT NULL DEFAULT 1,
    scope_path     text   COLLATE "C" NOT NULL,
    CONSTRAINT award_case_whose CHECK ((subject = 'team') = (team_id IS NOT NULL) AND (subject = 'member') = (person_id IS NOT NULL)),
    CONSTRAINT award_case_settled CHECK ((concluded IS NULL) = (settled IS NULL) AND (concluded IS NULL OR conclusion <> '' AND concluded >= since)),
    CONSTRAINT award_case_discipline CHECK (disciplined_to IS NULL OR concluded IS NOT NULL)
);
COMMENT ON TABLE award_case IS 'Discipline, investigation, inspection, complaint or press matter: no award is proposed or given until it is concluded (Nghị định 152/2025, Điều 4). Kept after its conclusion.';
CREATE INDEX award_case_team ON award_case (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX award_case_person ON award_case (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX award_case_scope ON award_case (scope_path);

CREATE TABLE award_score (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phase_id   bigint NOT NULL REFERENCES phase (id),
    form       text   NOT NULL CONSTRAINT award_score_form CHECK (form IN ('giay_khen', 'bang_khen')),
    subject    text   NOT NULL CONSTRAINT award_score_subject CHECK (subject IN ('team', 'member')),
    subject_id bigint NOT NULL,
    points     jsonb  NOT NULL DEFAULT '{}',
    deductions jsonb  NOT NULL DEFAULT '{}',
    scored     jsonb,
    verified   jsonb,
    version    int    NOT NULL DEFAULT 1,
    CONSTRAINT award_score_once UNIQUE (phase_id, form, subject, subject_id)
);
COMMENT ON TABLE award_score IS 'Bảng chấm điểm of a team (unit id) or a member (person id) at a phase''s review: self and verified points by item, deductions by code.';

-- internal/dossier: proposals on their way, their nominees, the council.
CREATE TABLE dossier (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form          text   NOT NULL CONSTRAINT dossier_form CHECK (form IN ('giay_khen', 'bang_khen')),
    phase_id      bigint NOT NULL REFERENCES phase (id),
    unit_id       bigint NOT NULL REFERENCES unit (id),
    awarding_id   bigint NOT NULL REFERENCES unit (id),
    no            int    NOT NULL,
    roles         jsonb  NOT NULL,
    state         text   NOT NULL CONSTRAINT dossier_state CHECK (state IN ('draft', 'sent', 'returned', 'in_opinion', 'forwarded', 'received', 'appraising',
                  'supplement', 'consulting', 'council', 'concluded', 'presented', 'decided', 'closed', 'withdrawn')),
    version       int    NOT NULL DEFAULT 1,
    submission_no int    NOT NULL DEFAULT 0,
    specialist_id bigint REFERENCES app_user (id),
    doc_number    text   NOT NULL DEFAULT '',
    doc_date      date,
    signer_title  text   NOT NULL DEFAULT '',
    signer_name   text   NOT NULL DEFAULT '',
    note          text   NOT NULL DEFAULT '',
    scope_path    text   COLLATE "C" NOT NULL,
    created       jsonb  NOT NULL,
    CONSTRAINT dossier_once UNIQUE (phase_id, form, unit_id, no)
);
COMMENT ON TABLE dossier IS 'Hồ sơ đề nghị khen thưởng of a unit for one form at one phase''s review.';
COMMENT ON COLUMN dossier.roles IS 'award.Route.Roles as of the day it was begun: which role each party is.';
COMMENT ON COLUMN dossier.awarding_id IS 'The unit whose chair decides.';
COMMENT ON COLUMN dossier.doc_number IS 'Of the tờ trình that goes with it, once signed.';
COMMENT ON COLUMN dossier.scope_path IS 'The proposing unit''s path.';
CREATE INDEX dossier_scope ON dossier (phase_id, scope_path);
CREATE INDEX dossier_state ON dossier (awarding_id, state);

CREATE TABLE dossier_step (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dossier_id bigint NOT NULL REFERENCES dossier (id),
    act        text   NOT NULL DEFAULT '',
    from_state text   NOT NULL DEFAULT '',
    state      text   NOT NULL,
    holder     text   NOT NULL DEFAULT '',
    by         jsonb  NOT NULL,
    on_day     date   NOT NULL,
    why        text   NOT NULL DEFAULT ''
);
COMMENT ON TABLE dossier_step IS 'Every hand-over of a dossier: who did it, why, who holds it since (award.Handover). The first has no act.';
CREATE INDEX dossier_step_of ON dossier_step (dossier_id, id);

CREATE TABLE dossier_consult (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dossier_id bigint NOT NULL REFERENCES dossier (id),
    agency     text   NOT NULL CONSTRAINT dossier_consult_agency CHECK (agency <> ''),
    question   text   NOT NULL,
    asked      jsonb  NOT NULL,
    answer     text   NOT NULL DEFAULT '',
    answered   jsonb
);
COMMENT ON TABLE dossier_consult IS 'Hiệp y: another agency asked about a dossier, and what it answered.';
CREATE INDEX dossier_consult_of ON dossier_consult (dossier_id, id);

CREATE TABLE nominee (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dossier_id     bigint NOT NULL REFERENCES dossier (id),
    phase_id       bigint NOT NULL REFERENCES phase (id),
    form           text   NOT NULL CONSTRAINT nominee_form CHECK (form IN ('giay_khen', 'bang_khen')),
    place          int    NOT NULL,
    subject        text   NOT NULL CONSTRAINT nominee_subject CHECK (subject IN ('team', 'member')),
    team_id        bigint NOT NULL REFERENCES unit (id),
    person_id      bigint REFERENCES person (id),
    name           text   NOT NULL CONSTRAINT nominee_name CHECK (name <> ''),
    detail         text   NOT NULL DEFAULT '',
    span           text   NOT NULL DEFAULT '',
    deeds          bigint[] NOT NULL DEFAULT '{}',
    models         bigint[] NOT NULL DEFAULT '{}',
    merit          text   NOT NULL DEFAULT '',
    state          text   NOT NULL CONSTRAINT nominee_state CHECK (state IN ('nominated', 'recommended', 'declined', 'listed', 'awarded', 'refused', 'withdrawn')),
    version        int    NOT NULL DEFAULT 1,
    ground         text   NOT NULL DEFAULT '',
    why            text   NOT NULL DEFAULT '',
    changed        jsonb  NOT NULL,
    decision_id    bigint,
    decision_place int,
    judged         jsonb,
    CONSTRAINT nominee_whose CHECK ((subject = 'member') = (person_id IS NOT NULL)),
    CONSTRAINT nominee_listed CHECK ((decision_id IS NULL) = (decision_place IS NULL) AND (state NOT IN ('listed', 'awarded') OR decision_id IS NOT NULL)),
    CONSTRAINT nominee_reason CHECK (state NOT IN ('declined', 'refused') OR ground <> '' AND why <> '')
);
COMMENT ON TABLE nominee IS 'A team or member put forward in a dossier (award.Nominee).';
COMMENT ON COLUMN nominee.detail IS 'Position and team, or commune and district, as papers print it below the name.';
COMMENT ON COLUMN nominee.span IS 'The stretch whose achievement is rewarded; '''' where certain deeds and models are, by themselves.';
COMMENT ON COLUMN nominee.merit IS 'The sentence of merit on decision and certificate.';
COMMENT ON COLUMN nominee.judged IS 'The eligibility its last favourable outcome rested on, as it was then.';
CREATE UNIQUE INDEX nominee_active ON nominee (phase_id, subject, (CASE WHEN subject = 'member' THEN person_id ELSE team_id END)) WHERE state NOT IN ('withdrawn', 'refused');
CREATE INDEX nominee_dossier ON nominee (dossier_id, place);
CREATE INDEX nominee_decision ON nominee (decision_id, decision_place) WHERE decision_id IS NOT NULL;

CREATE TABLE dossier_paper (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dossier_id   bigint NOT NULL REFERENCES dossier (id),
    nominee_id   bigint REFERENCES nominee (id),
    kind         text   NOT NULL CONSTRAINT dossier_paper_kind CHECK (kind <> ''),
    name         text   NOT NULL,
    digest       bytea  NOT NULL REFERENCES evidence_file (digest),
    added        jsonb  NOT NULL,
    withdrawn    jsonb,
    why          text   NOT NULL DEFAULT '',
    CONSTRAINT dossier_paper_withdrawn CHECK ((withdrawn IS NULL) = (why = ''))
);
COMMENT ON TABLE dossier_paper IS 'A paper of the dossier as a file (signed tờ trình, minutes, …); the checklist names kinds. The bytes are evidence_file''s.';
CREATE INDEX dossier_paper_of ON dossier_paper (dossier_id, id);

CREATE TABLE nominee_text (
    nominee_id bigint NOT NULL REFERENCES nominee (id),
    section    text   NOT NULL CONSTRAINT nominee_text_section CHECK (section IN ('team', 'own')),
    version    int    NOT NULL,
    body       text   NOT NULL CONSTRAINT nominee_text_body CHECK (octet_length(body) <= 262144),
    figures    jsonb  NOT NULL DEFAULT '[]',
    by         jsonb  NOT NULL,
    CONSTRAINT nominee_text_once PRIMARY KEY (nominee_id, section, version)
);
COMMENT ON TABLE nominee_text IS 'Báo cáo thành tích: achievement of the team and of the member, every version kept, the newest counts.';
COMMENT ON COLUMN nominee_text.figures IS 'The accepted figures it was drafted from, each with its source and value then: a later difference is flagged.';

CREATE TABLE nominee_opinion (
    nominee_id    bigint  NOT NULL REFERENCES nominee (id),
    submission_no int     NOT NULL,
    favourable    boolean NOT NULL,
    words         text    NOT NULL DEFAULT '',
    by            jsonb   NOT NULL,
    CONSTRAINT nominee_opinion_once PRIMARY KEY (nominee_id, submission_no),
    CONSTRAINT nominee_opinion_words CHECK (favourable OR words <> '')
);
COMMENT ON TABLE nominee_opinion IS 'PX03''s opinion on a nominee for Bằng khen, once for each sending of the dossier.';

CREATE TABLE nominee_check (
    nominee_id    bigint  NOT NULL REFERENCES nominee (id),
    submission_no int     NOT NULL,
    key           text    NOT NULL,
    agreed        boolean NOT NULL,
    words         text    NOT NULL DEFAULT '',
    by            jsonb   NOT NULL,
    CONSTRAINT nominee_check_once PRIMARY KEY (nominee_id, submission_no, key),
    CONSTRAINT nominee_check_words CHECK (agreed OR words <> '')
);
COMMENT ON TABLE nominee_check IS 'The appraiser''s finding on one criterion (award.Key) of a nominee.';

CREATE TABLE nominee_override (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nominee_id bigint NOT NULL REFERENCES nominee (id),
    key        text   NOT NULL,
    was        text   NOT NULL,
    said       text   NOT NULL,
    reason     text   NOT NULL CONSTRAINT nominee_override_reason CHECK (reason <> ''),
    by         jsonb  NOT NULL,
    lifted_by  jsonb,
    lifted_why text   NOT NULL DEFAULT '',
    CONSTRAINT nominee_override_lifted CHECK ((lifted_by IS NULL) = (lifted_why = ''))
);
COMMENT ON TABLE nominee_override IS 'A criterion set aside for a nominee with a written reason; never removed, lifting is a second entry on it.';
CREATE UNIQUE INDEX nominee_override_one ON nominee_override (nominee_id, key) WHERE lifted_by IS NULL;

CREATE TABLE nominee_confirm (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nominee_id bigint NOT NULL REFERENCES nominee (id),
    guard      text   NOT NULL,
    refs       jsonb  NOT NULL DEFAULT '[]',
    side       text   NOT NULL CONSTRAINT nominee_confirm_side CHECK (side IN ('proposer', 'appraiser')),
    said       text   NOT NULL,
    reason     text   NOT NULL CONSTRAINT nominee_confirm_reason CHECK (reason <> ''),
    by         jsonb  NOT NULL
);
COMMENT ON TABLE nominee_confirm IS 'A guard''s finding somebody looked at, with what they found.';
CREATE INDEX nominee_confirm_of ON nominee_confirm (nominee_id);

CREATE TABLE council_meeting (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id    bigint NOT NULL REFERENCES unit (id),
    form       text   NOT NULL CONSTRAINT council_meeting_form CHECK (form IN ('giay_khen', 'bang_khen')),
    phase_id   bigint NOT NULL REFERENCES phase (id),
    held_on    date   NOT NULL,
    began      text   NOT NULL DEFAULT '' CONSTRAINT council_meeting_began CHECK (began = '' OR began ~ '^[0-2][0-9]:[0-5][0-9]$'),
    ended      text   NOT NULL DEFAULT '' CONSTRAINT council_meeting_ended CHECK (ended = '' OR ended ~ '^[0-2][0-9]:[0-5][0-9]$' AND (began = '' OR began < ended)),
    venue      text   NOT NULL DEFAULT '',
    rule       jsonb  NOT NULL,
    remarks    text   NOT NULL DEFAULT '',
    number     text   NOT NULL DEFAULT '',
    version    int    NOT NULL DEFAULT 1,
    opened     jsonb  NOT NULL,
    closed     jsonb,
    scope_path text   COLLATE "C" NOT NULL
);
COMMENT ON TABLE council_meeting IS 'A sitting of a unit''s Hội đồng Thi đua, khen thưởng; closed once its minutes are kept, then nothing of it changes.';
COMMENT ON COLUMN council_meeting.began IS 'Hour and minute as the minutes name it, "08:00"; empty: not written down. So is ended.';
COMMENT ON COLUMN council_meeting.rule IS 'award.CouncilRule it worked by.';
CREATE INDEX council_meeting_unit ON council_meeting (unit_id, id);

CREATE TABLE council_dossier (
    meeting_id bigint NOT NULL REFERENCES council_meeting (id),
    dossier_id bigint NOT NULL REFERENCES dossier (id),
    CONSTRAINT council_dossier_once PRIMARY KEY (meeting_id, dossier_id)
);
COMMENT ON TABLE council_dossier IS 'Which dossiers a meeting looks at.';
CREATE INDEX council_dossier_of ON council_dossier (dossier_id);

CREATE TABLE council_member (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id bigint NOT NULL REFERENCES council_meeting (id),
    place      int    NOT NULL,
    name       text   NOT NULL CONSTRAINT council_member_name CHECK (name <> ''),
    title      text   NOT NULL DEFAULT '',
    seat       text   NOT NULL CONSTRAINT council_member_seat CHECK (seat IN ('chair', 'member', 'secretary')),
    attendance text   NOT NULL CONSTRAINT council_member_attendance CHECK (attendance IN ('present', 'absent')),
    excuse     text   NOT NULL DEFAULT '',
    CONSTRAINT council_member_once UNIQUE (meeting_id, place)
);
COMMENT ON TABLE council_member IS 'A member of the council at one meeting.';

CREATE TABLE council_vote (
    member_id  bigint  NOT NULL REFERENCES council_member (id),
    nominee_id bigint  NOT NULL REFERENCES nominee (id),
    choice     text    NOT NULL DEFAULT '' CONSTRAINT council_vote_choice CHECK (choice IN ('', 'for', 'against', 'abstain')),
    written    boolean NOT NULL DEFAULT false,
    recused    text    NOT NULL DEFAULT '',
    CONSTRAINT council_vote_once PRIMARY KEY (member_id, nominee_id),
    CONSTRAINT council_vote_recused CHECK (recused = '' OR choice = '')
);
COMMENT ON TABLE council_vote IS 'One member''s vote on one nominee: in the room, or written by one absent; recused with a reason gives none.';
CREATE INDEX council_vote_nominee ON council_vote (nominee_id);
