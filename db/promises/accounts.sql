-- Closing an account or changing its passphrase ends all its sessions, which remember who let them in. A code, a link and a slip work once. Roles stay as rows.

CREATE TRIGGER sessions_open_account BEFORE INSERT ON sessions BEGIN
	SELECT RAISE(ABORT, 'sessions: the account is closed') WHERE (SELECT disabled_at FROM people WHERE id = NEW.person_id) IS NOT NULL;
END;

CREATE TRIGGER sessions_end_with_account AFTER UPDATE OF disabled_at, passphrase_hash ON people
WHEN NEW.disabled_at IS NOT NULL OR NEW.passphrase_hash IS NOT OLD.passphrase_hash BEGIN
	DELETE FROM sessions WHERE person_id = NEW.id;
END;

-- Without them nobody could open an account of their office again, but by the machine.
CREATE VIEW only_district_admins AS
	SELECT mine.person_id FROM role_grants mine WHERE mine.role = 'district_admin' AND mine.revoked_at IS NULL AND NOT EXISTS (
		SELECT 1 FROM role_grants g JOIN people p ON p.id = g.person_id WHERE g.region_id = mine.region_id AND g.role = 'district_admin'
			AND g.revoked_at IS NULL AND g.person_id <> mine.person_id AND p.disabled_at IS NULL AND p.passphrase_hash IS NOT NULL);

CREATE TRIGGER people_keep_a_district_admin BEFORE UPDATE OF disabled_at ON people WHEN OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'people: a district keeps an admin who can sign in') WHERE EXISTS (SELECT 1 FROM only_district_admins WHERE person_id = NEW.id);
END;

CREATE TRIGGER sessions_let_in BEFORE INSERT ON sessions BEGIN
	SELECT RAISE(ABORT, 'sessions go back to a slip used now, or to that of the passphrase') WHERE NEW.let_in_by IS NOT (SELECT let_in_by FROM people WHERE id = NEW.person_id)
		AND NOT EXISTS (SELECT 1 FROM household_members m JOIN sign_in_slips l ON l.household_id = m.household_id
			WHERE m.person_id = NEW.person_id AND m.left_at IS NULL AND l.person_id = NEW.person_id AND l.used_at = NEW.started_at AND l.issued_by IS NEW.let_in_by);
END;

CREATE TRIGGER sessions_let_in_stays BEFORE UPDATE OF let_in_by ON sessions WHEN NEW.let_in_by IS NOT OLD.let_in_by BEGIN
	SELECT RAISE(ABORT, 'sessions stay let in by whom they were');
END;

CREATE TRIGGER people_let_in BEFORE UPDATE OF passphrase_hash, let_in_by ON people WHEN NEW.username IS NULL BEGIN
	SELECT RAISE(ABORT, 'people: a passphrase goes back to the slip of the session that chose it') WHERE NOT EXISTS (
		SELECT 1 FROM sessions WHERE person_id = NEW.id AND let_in_by IS NEW.let_in_by)
		AND (NEW.let_in_by IS NOT OLD.let_in_by OR EXISTS (SELECT 1 FROM sessions WHERE person_id = NEW.id));
END;

-- Whoever issued a link may have opened it.
CREATE TRIGGER people_let_in_by_link BEFORE UPDATE OF passphrase_hash, passphrase_changed_at, let_in_by ON people WHEN NEW.username IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'people: a passphrase chosen by a link goes back to who issued it, until another link is used') WHERE
		EXISTS (SELECT 1 FROM passphrase_links WHERE person_id = NEW.id AND used_at = NEW.passphrase_changed_at AND issued_by IS NOT NEW.let_in_by)
		OR NEW.let_in_by IS NOT OLD.let_in_by AND NOT EXISTS (
			SELECT 1 FROM passphrase_links WHERE person_id = NEW.id AND used_at = NEW.passphrase_changed_at AND issued_by IS NEW.let_in_by);
END;

CREATE TRIGGER people_totp_once BEFORE UPDATE OF totp_last_step ON people
WHEN NEW.totp_secret IS OLD.totp_secret AND OLD.totp_confirmed_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'people: a code opens one door') WHERE NEW.totp_last_step IS NULL OR NEW.totp_last_step <= OLD.totp_last_step;
END;

CREATE TRIGGER role_grants_only_revoked BEFORE UPDATE ON role_grants BEGIN
	SELECT RAISE(ABORT, 'role_grants can only be revoked') WHERE OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL
		OR NEW.person_id <> OLD.person_id OR NEW.role <> OLD.role OR NEW.region_id <> OLD.region_id OR NEW.granted_at <> OLD.granted_at
		OR NEW.granted_by IS NOT OLD.granted_by;
END;

-- Who made whom: gave them a role (even if later revoked), or a way in that was used. Nobody made the first admin.
CREATE VIEW makers AS
	SELECT made.person_id, made.maker_id, made.at,
		EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = made.maker_id AND g.granted_by IS NULL) AS is_first
	FROM (SELECT person_id, granted_by AS maker_id, granted_at AS at FROM role_grants WHERE granted_by IS NOT NULL
		UNION ALL SELECT person_id, issued_by, issued_at FROM passphrase_links WHERE issued_by IS NOT NULL AND person_id IS NOT NULL AND used_at IS NOT NULL) made;

CREATE TRIGGER passphrase_links_used_stay BEFORE DELETE ON passphrase_links WHEN OLD.used_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'passphrase_links that were used stay');
END;

CREATE TRIGGER passphrase_links_only_used BEFORE UPDATE ON passphrase_links BEGIN
	SELECT RAISE(ABORT, 'passphrase_links are used, nothing else') WHERE NEW.person_id IS NOT OLD.person_id OR NEW.issued_by IS NOT OLD.issued_by OR NEW.issued_at <> OLD.issued_at;
END;

CREATE TRIGGER passphrase_links_once BEFORE UPDATE ON passphrase_links WHEN OLD.used_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'passphrase_links work once');
END;

CREATE TRIGGER sign_in_slips_once BEFORE UPDATE ON sign_in_slips WHEN OLD.used_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'sign_in_slips work once');
END;
