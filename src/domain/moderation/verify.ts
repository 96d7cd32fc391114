import { type SQL, sql } from "drizzle-orm";
import { faultsBy } from "#domain/faults.ts";

export type PublicationFault =
	| "stage_differs"
	| "version_differs"
	| "sent_differs"
	| "decision_astray"
	| "published_without_decision"
	| "published_without_consent"
	| "published_without_redaction"
	| "published_unreleased"
	| "released_unpublished"
	| "paid_without_decision"
	| "undone_but_kept"
	| "decided_but_unpaid"
	| "issued_otherwise_dated";

/** Each fault as a query that returns the ids concerned. */
const FAULTS: Record<PublicationFault, SQL> = {
	stage_differs: sql`select id from submissions s where stage is not (
		select stage from submission_stages where submission_id = s.id order by seq desc limit 1)`,
	version_differs: sql`select id from submissions s where version <> (
		select coalesce(max(version), 0) from submission_versions where submission_id = s.id)`,
	sent_differs: sql`select id from submissions s where sent_at is not (
		select sent_at from submission_versions where submission_id = s.id and version = s.version)`,
	decision_astray: sql`select d.id from decisions d join submissions s on s.id = d.submission_id where d.village_id is not s.village_id`,
	published_without_decision: sql`select id from submissions s where stage = 'published' and not exists (
		select 1 from decisions where submission_id = s.id and version = s.version and outcome = 'published' and undone_at is null)`,
	published_without_consent: sql`select id from submissions s where stage = 'published' and not exists (
		select 1 from consents where submission_id = s.id and channel = 'public_display' and withdrawn_at is null)`,
	published_without_redaction: sql`select p.id from ${sql.raw(shownPhotos())} where not exists (
		select 1 from photo_redactions where photo_id = p.id and revision = p.revision)`,
	published_unreleased: sql`select p.id from ${sql.raw(shownPhotos())} where p.released_at is null and p.erased_at is null`,
	released_unpublished: sql`select p.id from photos p where p.released_at is not null and not exists (
		select 1 from submission_photos sp join submissions s on s.id = sp.submission_id where sp.photo_id = p.id and s.stage = 'published')
		and not exists (select 1 from exposures e where p.id in (e.before_id, e.after_id) and e.stage in ('shown', 'corrected') and e.hidden_at is null)
		and not exists (select 1 from store_goods where photo_id = p.id)
		and not exists (select 1 from model_pairs m join model_villages v on v.village_id = m.village_id
			where p.id in (m.before_id, m.after_id) and m.taken_out_at is null and v.stage not in ('proposed', 'declined'))
		and not exists (select 1 from story_photos o join stories s on s.id = o.story_id where o.photo_id = p.id and s.stage = 'published')`,
	paid_without_decision: sql`select e.seq as id from point_entries e where (e.source glob 'decision:*' or e.source glob 'holding:decision:*') and not exists (
		select 1 from decisions d where d.id = substr(replace(e.source, 'holding:', ''), 10) and d.outcome = 'published')`,
	undone_but_kept: sql`select e.seq as id from point_entries e join decisions d on (e.source glob 'decision:*' or e.source glob 'holding:decision:*') and d.id = substr(replace(e.source, 'holding:', ''), 10)
		where d.undone_at is not null and not exists (select 1 from point_entries r where r.source = 'reversal:' || e.seq)
		and not exists (select 1 from audit_entries a where a.action = 'decision.undo' and a.subject = 'submission:' || d.submission_id
			and json_extract(a.detail, '$.decisionId') = d.id and json_extract(a.detail, '$.pointsSpent') > 0)`,
	decided_but_unpaid: sql`select json_extract(a.detail, '$.decisionId') as id from audit_entries a
		where a.action = 'submission.publish' and json_extract(a.detail, '$.points') > 0 and not exists (
		select 1 from point_entries where source = 'decision:' || json_extract(a.detail, '$.decisionId')
			and points = json_extract(a.detail, '$.points'))
		union select json_extract(a.detail, '$.decisionId') from audit_entries a
		where a.action = 'submission.publish' and json_extract(a.detail, '$.held') > 0 and not exists (
		select 1 from point_entries where source = 'holding:decision:' || json_extract(a.detail, '$.decisionId')
			and held = json_extract(a.detail, '$.held'))`,
	issued_otherwise_dated: sql`select id from issued i where last_issued_at is not (
		select max(at) from audit_entries where subject = 'issued:' || i.id and action = 'issued.make')`,
};

function shownPhotos(): string {
	return `submissions s join submission_photos sp on s.stage = 'published' and sp.submission_id = s.id join photos p on p.id = sp.photo_id`;
}

/** Checks that everything public may be public, and that decisions, stages and the ledger agree. */
export async function verifyPublications(onProgress?: (done: number, total: number) => void) {
	return { checks: Object.keys(FAULTS).length, faults: await faultsBy(FAULTS, onProgress) };
}
