DROP TABLE council_vote, council_member, council_dossier, council_meeting, nominee_confirm, nominee_override, nominee_check, nominee_opinion, nominee_text,
    dossier_paper, nominee, dossier_consult, dossier_step, dossier, award_score, award_case, award_setting, award_guide;
