-- What the tables promise beyond keys and checks. One section an area; each promise has a test of the same words.

-- points: the ledger is append-only, each balance follows from the one before, and the entries form one hash chain.
CREATE TRIGGER point_entries_no_update BEFORE UPDATE ON point_entries BEGIN SELECT RAISE(ABORT, 'point_entries is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER point_entries_no_delete BEFORE DELETE ON point_entries BEGIN SELECT RAISE(ABORT, 'point_entries is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER point_entries_follow BEFORE INSERT ON point_entries BEGIN
	SELECT RAISE(ABORT, 'point_entries: the chain is broken') WHERE NEW.previous_hash <> coalesce((SELECT hash FROM point_entries ORDER BY seq DESC LIMIT 1), '');
	SELECT RAISE(ABORT, 'point_entries: the sequence has a gap') WHERE NEW.seq <> coalesce((SELECT max(seq) FROM point_entries), 0) + 1;
	SELECT RAISE(ABORT, 'point_entries: the balance does not follow') WHERE NEW.balance_after <> NEW.points + coalesce((SELECT balance_after FROM point_entries WHERE household_id = NEW.household_id ORDER BY seq DESC LIMIT 1), 0);
END;
--> statement-breakpoint
CREATE TRIGGER point_rules_no_update BEFORE UPDATE ON point_rules BEGIN SELECT RAISE(ABORT, 'point_rules change by a new version'); END;
--> statement-breakpoint
CREATE TRIGGER point_rules_no_delete BEFORE DELETE ON point_rules BEGIN SELECT RAISE(ABORT, 'point_rules change by a new version'); END;
--> statement-breakpoint

-- audit: append-only and chained.
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_follow BEFORE INSERT ON audit_entries BEGIN
	SELECT RAISE(ABORT, 'audit_entries: the chain is broken') WHERE NEW.previous_hash <> coalesce((SELECT hash FROM audit_entries ORDER BY seq DESC LIMIT 1), '');
	SELECT RAISE(ABORT, 'audit_entries: the sequence has a gap') WHERE NEW.seq <> coalesce((SELECT max(seq) FROM audit_entries), 0) + 1;
END;
--> statement-breakpoint

-- accounts: closing an account and a new passphrase end every session; a code, a link and a slip work once; roles stay as rows.
CREATE TRIGGER sessions_open_account BEFORE INSERT ON sessions BEGIN
	SELECT RAISE(ABORT, 'sessions: the account is closed') WHERE (SELECT disabled_at FROM people WHERE id = NEW.person_id) IS NOT NULL;
END;
--> statement-breakpoint
CREATE TRIGGER sessions_end_with_account AFTER UPDATE OF disabled_at, passphrase_hash ON people
WHEN NEW.disabled_at IS NOT NULL OR NEW.passphrase_hash IS NOT OLD.passphrase_hash BEGIN
	DELETE FROM sessions WHERE person_id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER people_totp_once BEFORE UPDATE OF totp_last_step ON people
WHEN NEW.totp_secret IS OLD.totp_secret AND OLD.totp_confirmed_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'people: a code opens one door') WHERE NEW.totp_last_step IS NULL OR NEW.totp_last_step <= OLD.totp_last_step;
END;
--> statement-breakpoint
CREATE TRIGGER role_grants_only_revoked BEFORE UPDATE ON role_grants BEGIN
	SELECT RAISE(ABORT, 'role_grants can only be revoked') WHERE OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL
		OR NEW.person_id <> OLD.person_id OR NEW.role <> OLD.role OR NEW.region_id <> OLD.region_id OR NEW.granted_at <> OLD.granted_at;
END;
--> statement-breakpoint
CREATE TRIGGER role_grants_no_delete BEFORE DELETE ON role_grants BEGIN SELECT RAISE(ABORT, 'role_grants stay'); END;
--> statement-breakpoint
CREATE TRIGGER passphrase_links_once BEFORE UPDATE ON passphrase_links WHEN OLD.used_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'passphrase_links work once');
END;
--> statement-breakpoint
CREATE TRIGGER sign_in_slips_once BEFORE UPDATE ON sign_in_slips WHEN OLD.used_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'sign_in_slips work once');
END;
--> statement-breakpoint

-- submissions: history is rows; the row of the submission follows its last stage, by these triggers only.
CREATE TRIGGER submission_stages_no_update BEFORE UPDATE ON submission_stages BEGIN SELECT RAISE(ABORT, 'submission_stages is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER submission_stages_no_delete BEFORE DELETE ON submission_stages BEGIN SELECT RAISE(ABORT, 'submission_stages is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER submission_stages_step BEFORE INSERT ON submission_stages BEGIN
	SELECT RAISE(ABORT, 'submission_stages: no such step') WHERE
		(SELECT count(*) FROM submission_stages WHERE submission_id = NEW.submission_id) + 1 <> NEW.seq
		OR coalesce((SELECT stage FROM submission_stages WHERE submission_id = NEW.submission_id ORDER BY seq DESC LIMIT 1), '') || '>' || NEW.stage NOT IN (
			'>draft', 'draft>waiting', 'waiting>published', 'waiting>returned', 'waiting>declined', 'returned>waiting',
			'published>waiting', 'declined>waiting',
			'draft>withdrawn', 'waiting>withdrawn', 'returned>withdrawn', 'published>withdrawn', 'declined>withdrawn');
	SELECT RAISE(ABORT, 'submission_stages: a published submission needs a decision on this version') WHERE NEW.stage = 'published' AND NOT EXISTS (
		SELECT 1 FROM decisions d JOIN submissions s ON s.id = d.submission_id
		WHERE d.submission_id = NEW.submission_id AND d.version = s.version AND d.outcome = 'published' AND d.undone_at IS NULL);
	SELECT RAISE(ABORT, 'submission_stages: a published submission needs the consent of the household') WHERE NEW.stage = 'published' AND NOT EXISTS (
		SELECT 1 FROM consents WHERE submission_id = NEW.submission_id AND channel = 'public_display' AND withdrawn_at IS NULL);
	SELECT RAISE(ABORT, 'submission_stages: a sent submission needs a before and an after') WHERE NEW.stage = 'waiting' AND
		(SELECT count(DISTINCT side) FROM submission_photos WHERE submission_id = NEW.submission_id) < 2;
	SELECT RAISE(ABORT, 'submission_stages: a sent submission is written down as a version') WHERE NEW.stage = 'waiting' AND NOT EXISTS (
		SELECT 1 FROM submission_versions v JOIN submissions s ON s.id = v.submission_id AND s.version = v.version
		WHERE v.submission_id = NEW.submission_id);
	SELECT RAISE(ABORT, 'submission_stages: what was decided waits again only when the decision is undone') WHERE NEW.stage = 'waiting' AND (
		EXISTS (SELECT 1 FROM decisions d JOIN submissions s ON s.id = d.submission_id AND s.version = d.version
			WHERE d.submission_id = NEW.submission_id AND d.undone_at IS NULL)
		OR (SELECT stage FROM submissions WHERE id = NEW.submission_id) IN ('published', 'declined') AND NOT EXISTS (
			SELECT 1 FROM decisions d JOIN submissions s ON s.id = d.submission_id AND s.version = d.version
			WHERE d.submission_id = NEW.submission_id AND d.undone_at IS NOT NULL));
END;
--> statement-breakpoint
CREATE TRIGGER submission_stages_followed AFTER INSERT ON submission_stages BEGIN
	UPDATE submissions SET stage = NEW.stage, stage_at = NEW.at,
		published_at = CASE NEW.stage WHEN 'published' THEN coalesce(published_at, NEW.at) WHEN 'waiting' THEN NULL ELSE published_at END
	WHERE id = NEW.submission_id;
END;
--> statement-breakpoint
CREATE TRIGGER submissions_begin_as_draft BEFORE INSERT ON submissions BEGIN
	SELECT RAISE(ABORT, 'submissions begin as a draft') WHERE NEW.stage <> 'draft' OR NEW.version <> 0 OR NEW.published_at IS NOT NULL;
END;
--> statement-breakpoint
CREATE TRIGGER submissions_stage_follows BEFORE UPDATE OF stage ON submissions BEGIN
	SELECT RAISE(ABORT, 'submissions.stage follows submission_stages') WHERE NEW.stage <>
		(SELECT stage FROM submission_stages WHERE submission_id = NEW.id ORDER BY seq DESC LIMIT 1);
END;
--> statement-breakpoint
CREATE TRIGGER submissions_version_grows BEFORE UPDATE OF version ON submissions BEGIN
	SELECT RAISE(ABORT, 'submissions.version counts one up') WHERE NEW.version <> OLD.version AND NEW.version <> OLD.version + 1;
END;
--> statement-breakpoint
CREATE TRIGGER submissions_edited_while_open BEFORE UPDATE OF words, category_code, started_by ON submissions WHEN OLD.stage NOT IN ('draft', 'returned') BEGIN
	SELECT RAISE(ABORT, 'submissions can be edited as a draft or when returned');
END;
--> statement-breakpoint
CREATE TRIGGER submission_photos_added_while_open BEFORE INSERT ON submission_photos BEGIN
	SELECT RAISE(ABORT, 'submission_photos change as a draft or when returned') WHERE
		(SELECT stage FROM submissions WHERE id = NEW.submission_id) NOT IN ('draft', 'returned');
	SELECT RAISE(ABORT, 'submission_photos: a photo of the household itself') WHERE
		(SELECT household_id FROM submissions WHERE id = NEW.submission_id) <> (SELECT household_id FROM photos WHERE id = NEW.photo_id);
END;
--> statement-breakpoint
CREATE TRIGGER submission_photos_removed_while_open BEFORE DELETE ON submission_photos BEGIN
	SELECT RAISE(ABORT, 'submission_photos change as a draft or when returned') WHERE
		(SELECT stage FROM submissions WHERE id = OLD.submission_id) NOT IN ('draft', 'returned');
END;
--> statement-breakpoint
CREATE TRIGGER submission_photos_no_update BEFORE UPDATE ON submission_photos BEGIN SELECT RAISE(ABORT, 'submission_photos are added and removed'); END;
--> statement-breakpoint
CREATE TRIGGER submission_versions_sent_by_adults BEFORE INSERT ON submission_versions BEGIN
	SELECT RAISE(ABORT, 'submission_versions: nobody under 14 sends') WHERE (SELECT is_under14 FROM people WHERE id = NEW.sent_by);
END;
--> statement-breakpoint
CREATE TRIGGER submission_versions_no_update BEFORE UPDATE ON submission_versions BEGIN SELECT RAISE(ABORT, 'submission_versions is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER submission_versions_no_delete BEFORE DELETE ON submission_versions BEGIN SELECT RAISE(ABORT, 'submission_versions is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER consents_only_withdrawn BEFORE UPDATE ON consents BEGIN
	SELECT RAISE(ABORT, 'consents can only be withdrawn') WHERE OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
		OR NEW.household_id <> OLD.household_id OR NEW.submission_id <> OLD.submission_id OR NEW.channel <> OLD.channel
		OR NEW.given_by <> OLD.given_by OR NEW.given_at <> OLD.given_at;
END;
--> statement-breakpoint
CREATE TRIGGER consents_no_delete BEFORE DELETE ON consents BEGIN SELECT RAISE(ABORT, 'consents stay'); END;
--> statement-breakpoint

-- moderation: nobody decides on their own household or a declared relative's; a decision changes only by being undone.
CREATE TRIGGER decisions_recusal BEFORE INSERT ON decisions BEGIN
	SELECT RAISE(ABORT, 'decisions: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM submissions s WHERE s.id = NEW.submission_id AND (
			s.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.moderator_id AND left_at IS NULL)
			OR s.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.moderator_id)));
END;
--> statement-breakpoint
CREATE TRIGGER declared_relatives_no_update BEFORE UPDATE ON declared_relatives BEGIN SELECT RAISE(ABORT, 'declared_relatives stay'); END;
--> statement-breakpoint
CREATE TRIGGER declared_relatives_no_delete BEFORE DELETE ON declared_relatives BEGIN SELECT RAISE(ABORT, 'declared_relatives stay'); END;
--> statement-breakpoint
CREATE TRIGGER decisions_only_undone BEFORE UPDATE ON decisions BEGIN
	SELECT RAISE(ABORT, 'decisions can only be undone') WHERE OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
		OR NEW.submission_id <> OLD.submission_id OR NEW.version <> OLD.version OR NEW.outcome <> OLD.outcome
		OR NEW.moderator_id <> OLD.moderator_id OR NEW.decided_at <> OLD.decided_at OR NEW.note <> OLD.note;
END;
--> statement-breakpoint
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions stay'); END;
--> statement-breakpoint

-- photos: the only way out is a redaction decision on the revision that goes out; nobody decides on their own household's pictures.
CREATE TRIGGER photos_release_needs_decision BEFORE UPDATE OF released_at, revision ON photos WHEN NEW.released_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'photos: a release needs a redaction decision') WHERE NOT EXISTS (
		SELECT 1 FROM photo_redactions WHERE photo_id = NEW.id AND revision = NEW.revision);
END;
--> statement-breakpoint
CREATE TRIGGER photos_arrive_unreleased BEFORE INSERT ON photos WHEN NEW.released_at IS NOT NULL OR NEW.revision <> 0 BEGIN
	SELECT RAISE(ABORT, 'photos: a release needs a redaction decision');
END;
--> statement-breakpoint
CREATE TRIGGER photos_revision_grows BEFORE UPDATE OF revision ON photos WHEN NEW.revision <> OLD.revision AND NEW.revision <> OLD.revision + 1 BEGIN
	SELECT RAISE(ABORT, 'photos.revision counts one up');
END;
--> statement-breakpoint
CREATE TRIGGER photos_gone_for_good BEFORE UPDATE OF withdrawn_at, erased_at ON photos
	WHEN (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL) OR (OLD.erased_at IS NOT NULL AND NEW.erased_at IS NOT OLD.erased_at) BEGIN
	SELECT RAISE(ABORT, 'photos: withdrawn and erased are for good');
END;
--> statement-breakpoint
CREATE TRIGGER photo_derivatives_of_now BEFORE INSERT ON photo_derivatives BEGIN
	SELECT RAISE(ABORT, 'photo_derivatives belong to the current revision of a photo that is there') WHERE NOT EXISTS (
		SELECT 1 FROM photos WHERE id = NEW.photo_id AND revision = NEW.revision AND erased_at IS NULL);
END;
--> statement-breakpoint
CREATE TRIGGER photo_derivatives_no_update BEFORE UPDATE ON photo_derivatives BEGIN SELECT RAISE(ABORT, 'photo_derivatives never change'); END;
--> statement-breakpoint
CREATE TRIGGER photo_redactions_recusal BEFORE INSERT ON photo_redactions BEGIN
	SELECT RAISE(ABORT, 'photo_redactions: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM photos p WHERE p.id = NEW.photo_id AND (
			p.household_id IN (SELECT household_id FROM household_members WHERE person_id = NEW.decided_by AND left_at IS NULL)
			OR p.household_id IN (SELECT household_id FROM declared_relatives WHERE person_id = NEW.decided_by)));
END;
--> statement-breakpoint
CREATE TRIGGER photo_redactions_no_update BEFORE UPDATE ON photo_redactions BEGIN SELECT RAISE(ABORT, 'photo_redactions is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER photo_redactions_no_delete BEFORE DELETE ON photo_redactions BEGIN SELECT RAISE(ABORT, 'photo_redactions is append-only'); END;
