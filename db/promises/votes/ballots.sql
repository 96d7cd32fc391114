-- Ballots come in order, in time, and from households of the roll.

CREATE TRIGGER ballots_cast BEFORE INSERT ON ballots BEGIN
	SELECT RAISE(ABORT, 'ballots: the round is not open') WHERE NOT EXISTS (
		SELECT 1 FROM vote_rounds WHERE id = NEW.round_id AND NEW.at >= opens_at AND NEW.votes <= votes_per_household AND (
			stage = 'announced' AND NEW.at < closes_at OR NEW.channel = 'paper' AND stage IN ('announced', 'closed') AND NEW.at < paper_until));
	SELECT RAISE(ABORT, 'ballots: the household is not on the roll') WHERE EXISTS (
		SELECT 1 FROM vote_roll WHERE round_id = NEW.round_id AND number = NEW.roll_number AND struck_at IS NOT NULL);
	SELECT RAISE(ABORT, 'ballots: one after the other') WHERE NEW.version <> 1 + coalesce(
		(SELECT max(version) FROM ballots WHERE round_id = NEW.round_id AND roll_number = NEW.roll_number), 0);
	SELECT RAISE(ABORT, 'ballots: paper that two people read alike') WHERE NEW.channel = 'paper' AND NOT EXISTS (
		SELECT 1 FROM paper_ballots WHERE round_id = NEW.round_id AND roll_number = NEW.roll_number AND used_at IS NOT NULL AND voided_at IS NULL);
END;
