-- Closing an account and a new passphrase end every session; a code, a link and a slip work once; roles stay as rows.

CREATE TRIGGER sessions_open_account BEFORE INSERT ON sessions BEGIN
	SELECT RAISE(ABORT, 'sessions: the account is closed') WHERE (SELECT disabled_at FROM people WHERE id = NEW.person_id) IS NOT NULL;
END;

CREATE TRIGGER sessions_end_with_account AFTER UPDATE OF disabled_at, passphrase_hash ON people
WHEN NEW.disabled_at IS NOT NULL OR NEW.passphrase_hash IS NOT OLD.passphrase_hash BEGIN
	DELETE FROM sessions WHERE person_id = NEW.id;
END;

CREATE TRIGGER people_totp_once BEFORE UPDATE OF totp_last_step ON people
WHEN NEW.totp_secret IS OLD.totp_secret AND OLD.totp_confirmed_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'people: a code opens one door') WHERE NEW.totp_last_step IS NULL OR NEW.totp_last_step <= OLD.totp_last_step;
END;

CREATE TRIGGER role_grants_only_revoked BEFORE UPDATE ON role_grants BEGIN
	SELECT RAISE(ABORT, 'role_grants can only be revoked') WHERE OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL
		OR NEW.person_id <> OLD.person_id OR NEW.role <> OLD.role OR NEW.region_id <> OLD.region_id OR NEW.granted_at <> OLD.granted_at;
END;

CREATE TRIGGER passphrase_links_once BEFORE UPDATE ON passphrase_links WHEN OLD.used_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'passphrase_links work once');
END;

CREATE TRIGGER sign_in_slips_once BEFORE UPDATE ON sign_in_slips WHEN OLD.used_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'sign_in_slips work once');
END;
