import { eq } from "drizzle-orm";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { householdMembers } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import { calendarEntries } from "#db/schema/publicity.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { enterList } from "#domain/awards/enter-list.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { answerCallback } from "#domain/callbacks/answer-callback.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { newestOver, recordEnds } from "#domain/closes/rules.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { issue } from "#domain/consents/issue.ts";
import { postCopy } from "#domain/consents/post.ts";
import { depositFund } from "#domain/funds/deposits.ts";
import { publish } from "#domain/moderation/decide.ts";
import { feedTokenOf, newFeedAddress } from "#domain/publicity/calendar/feed.ts";
import { planEntry } from "#domain/publicity/calendar/plan.ts";
import { closeRating } from "#domain/ratings/close-rating.ts";
import { ownResults } from "#domain/ratings/own-results.ts";
import { settleRating } from "#domain/ratings/settle-rating.ts";
import { proposeRules } from "#domain/rule-sets/adopt-rules.ts";
import { saveRules } from "#domain/rule-sets/edit-rules.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { reportPage } from "#domain/spots/report-page.ts";
import { addGood } from "#domain/store/goods.ts";
import { addKeeper } from "#domain/store/keepers.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { grantTitle } from "#domain/titles/grant-title.ts";
import { showTitle } from "#domain/titles/household-word.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { boardsOf } from "#tests/boards.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { drawnCheck, drawnLookback, drawnWalk } from "#tests/doings.ts";
import { RULES } from "#tests/drafts.ts";
import { daysAgo, orderedAt, policyFor, shownCard } from "#tests/exposure.ts";
import { harmEveryWord } from "#tests/harm.ts";
import { titledModel } from "#tests/models.ts";
import { OFFICES, oneOfEachRole } from "#tests/offices.ts";
import { otherWriter } from "#tests/other-writer.ts";
import { photoOf } from "#tests/pictures.ts";
import { growingPlans, plannedAnew } from "#tests/plans.ts";
import { drawnRating, looksAt, markedBy } from "#tests/ratings.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { linesAsTyped } from "#tests/rules.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sourcesBelow } from "#tests/sources.ts";
import { assigned, type Offices, saidFixed, spotOffices, spotsToDoWith } from "#tests/spots.ts";
import { recordedStatements } from "#tests/statements.ts";
import { publishedStory, storyOffices, storyWithPhoto } from "#tests/stories.ts";
import { draftOf, sentSubmission } from "#tests/submissions.ts";
import { noticedTitle, SAID, SETTLED } from "#tests/titles.ts";
import { drawTripwire, type FoundForm, faultsWhenOpened, pagesRead, type Sent, sentWithHarm } from "#tests/tripwire.ts";
import { lostFrom, type Typing, typingOn } from "#tests/typing.ts";
import { type Seen, seen, Visitor } from "#tests/visitor.ts";
import { closeRound, makeInvalid, say } from "#tests/votes.ts";
import { JOBS } from "../../src/jobs.ts";

// Who gets which page. Generated from the files in src/pages: a page that is missing here fails, and so does a line without a page.
type Who = "visitor" | "owner" | "neighbour" | "elsewhere" | Role;
const EVERYBODY: Who[] = ["visitor", "owner", "neighbour", "elsewhere", ...OFFICES];
const SIGNED_IN = EVERYBODY.filter((who) => who !== "visitor");
const HOUSEHOLDS: Who[] = ["owner", "neighbour"];
const STAFF: Who[] = ["elsewhere", ...OFFICES];
const ADMINS: Who[] = ["village_admin", "town_admin", "district_admin"];

/** Who may put the second signature, and who may sit at the entering of paper. */
const WITNESSES: Who[] = [...ADMINS, "auditor"];
const ENTERERS: Who[] = ["moderator", "inspector", "publicist", ...WITNESSES];

/** 代填: who may write a pair down for a household. */
const HELPERS: Who[] = ["elsewhere", "moderator", "inspector", "publicist", ...ADMINS];

/** `elsewhere` is a moderator of another village. */
const MATRIX: Record<string, Who[]> = {
	"/": EVERYBODY,
	"/wall": EVERYBODY,
	"/how": EVERYBODY,
	"/open-data": EVERYBODY,
	"/privacy": EVERYBODY,
	"/report": EVERYBODY,
	"/report/new": EVERYBODY,
	"/report/find": EVERYBODY,
	"/report/[reference]": EVERYBODY,
	"/report/[reference]/photos/[picture]": EVERYBODY,
	"/me/reports/[spotId]": ["owner"],
	"/villages": EVERYBODY,
	"/villages/[id]": EVERYBODY,
	"/villages/[id]/store": EVERYBODY,
	"/villages/[id]/store/sheet": EVERYBODY,
	"/rules/[id]": EVERYBODY,
	"/submissions/[id]": EVERYBODY,
	"/courtyards/[code]": EVERYBODY,
	"/boards": EVERYBODY,
	"/boards/[id]": EVERYBODY,
	"/boards/[id]/objections": EVERYBODY,
	"/boards/[id]/sheet": EVERYBODY,
	"/ratings": EVERYBODY,
	"/ratings/sheet": EVERYBODY,
	"/ratings/[id]/objections": ["owner"],
	"/ratings/score": ["neighbour"], // a scorer
	"/ratings/score/[id]": ["neighbour"], // who was drawn for it
	"/me/ratings": HOUSEHOLDS,
	"/me/title": HOUSEHOLDS,
	"/me/helped": HOUSEHOLDS,
	"/staff/awards": WITNESSES,
	"/staff/awards/[id]": WITNESSES,
	"/staff/ratings": [...ADMINS, "auditor"],
	"/staff/ratings/agreement": [...ADMINS, "auditor"],
	"/staff/ratings/[id]": [...ADMINS, "auditor"],
	"/staff/ratings/[id]/objections": [...ADMINS, "auditor"],
	"/stories": EVERYBODY,
	"/stories/[id]": EVERYBODY,
	"/models": EVERYBODY,
	"/models/[id]": EVERYBODY,
	"/models/[id]/objections": EVERYBODY,
	"/titles": EVERYBODY,
	"/titles/[id]": EVERYBODY,
	"/titles/[id]/objections": EVERYBODY,
	"/titles/[id]/plaque": ["owner", "moderator", "inspector", "publicist", ...ADMINS, "auditor"], // of one that is shown
	"/inspections": EVERYBODY,
	"/inspections/pool.csv": [], // of no month that is over
	"/lookbacks": EVERYBODY,
	"/lookbacks/pool.csv": [], // of no month that is over
	"/exposure": EVERYBODY,
	"/exposure/[id]": EVERYBODY,
	"/exposure/policy": EVERYBODY,
	"/sign-in": EVERYBODY,
	"/staff/sign-in": EVERYBODY,
	"/h/[token]": EVERYBODY,
	"/q/[token]": EVERYBODY,
	"/calendar/[token].ics": EVERYBODY, // who knows the address
	"/setup/[token]": [],
	"/passphrase/[token]": [],
	"/403": [],
	"/404": [],
	"/503": [],
	"/507": [],
	"/500": [],
	"/votes": EVERYBODY,
	"/votes/[id]": EVERYBODY,
	"/votes/[id]/receipt": HOUSEHOLDS,
	"/votes/[id]/receipts": EVERYBODY,
	"/votes/[id]/appeal": HOUSEHOLDS,
	"/votes/[id]/result": EVERYBODY,
	"/votes/[id]/objections": EVERYBODY,
	"/votes/[id]/card.png": EVERYBODY,
	"/votes/[id]/certificates/[number]": ["owner", ...ADMINS, "publicist", "auditor"],
	"/staff/votes/[id]/count": [...ADMINS, "publicist", "auditor"],
	"/staff/votes/[id]/objections": [...ADMINS, "publicist", "auditor"],
	"/kiosk": EVERYBODY,
	"/kiosk/[id]": EVERYBODY, // without a kiosk all are sent to its door
	"/kiosk/[id]/receipt": EVERYBODY,
	"/kiosk/store": EVERYBODY,
	"/me": SIGNED_IN, // staff are sent on to their own room
	"/me/consents": HOUSEHOLDS,
	"/me/consents/[item]": ["owner"],
	"/me/orders": HOUSEHOLDS,
	"/me/points": HOUSEHOLDS,
	"/me/statement": HOUSEHOLDS,
	"/me/taken": HOUSEHOLDS,
	"/me/security": SIGNED_IN, // staff are sent on to their own
	"/me/submissions/[id]": ["owner"],
	"/submit": HOUSEHOLDS,
	"/submit/[id]": ["owner"],
	"/submit/[id]/photos": ["owner"],
	"/submit/[id]/about": ["owner"],
	"/submit/[id]/check": ["owner"],
	"/submit/[id]/mend": ["owner"],
	"/moderation": ["moderator", "elsewhere"],
	"/moderation/history": ["moderator", "elsewhere", "auditor", ...ADMINS],
	"/moderation/[id]": ["moderator"],
	"/moderation/[id]/originals": ["moderator", ...ADMINS],
	"/moderation/[id]/photos/[photo]": ["moderator"],
	"/staff": STAFF,
	"/staff/checks": [...ADMINS, "auditor"],
	"/staff/checks/answers": ["district_admin", "auditor"],
	"/staff/checks/[entrySeq]": WITNESSES,
	"/staff/spots": ["elsewhere", "moderator", "inspector", ...ADMINS, "auditor", "storekeeper"],
	"/staff/spots/[id]": ["moderator", "inspector", ...ADMINS, "auditor"],
	"/staff/spots/[id]/redact": ["moderator", "publicist", "inspector", "town_admin", "district_admin"],
	"/staff/spots/[id]/phone": ["moderator", "town_admin", "district_admin"],
	"/staff/spots/round": ["storekeeper"], // who acts for a unit
	"/staff/shown": ["publicist", "inspector", ...ADMINS, "auditor"],
	"/staff/publicity": ["publicist", ...ADMINS],
	"/staff/publicity/album": ["publicist", ...ADMINS],
	"/staff/publicity/album/file": ["publicist", ...ADMINS],
	"/staff/publicity/article/[id]": ["publicist", ...ADMINS],
	"/staff/publicity/article/[id]/file": ["publicist", ...ADMINS],
	"/staff/publicity/article/[id]/text": ["publicist", ...ADMINS],
	"/staff/publicity/calendar": ["publicist", ...ADMINS],
	"/staff/publicity/calendar/[id]": ["publicist", ...ADMINS],
	"/staff/publicity/make/[item]": ["publicist", ...ADMINS],
	"/staff/publicity/make/[item]/file": ["publicist", ...ADMINS],
	"/staff/publicity/sheets/[sheet]": ["publicist", ...ADMINS],
	"/staff/publicity/sheets/[sheet]/file": ["publicist", ...ADMINS],
	"/staff/publicity/documents": ["publicist", ...ADMINS],
	"/staff/publicity/documents/rows": ["publicist", ...ADMINS],
	"/staff/publicity/documents/[document]": ["publicist", ...ADMINS],
	"/staff/publicity/documents/[document]/file": ["publicist", ...ADMINS],
	"/staff/publicity/figures": ["publicist", ...ADMINS],
	"/staff/publicity/broadcast": ["publicist", ...ADMINS],
	"/staff/publicity/figures/file": ["publicist", ...ADMINS],
	"/staff/inspections": ["inspector", "town_admin", "district_admin", "auditor"],
	"/staff/inspections/[id]": ["inspector"], // for whom it was drawn
	"/staff/lookbacks": ["inspector", "moderator", "elsewhere", ...ADMINS],
	"/staff/lookbacks/[id]": ["inspector"], // for whom it was drawn
	"/staff/points": ["storekeeper"],
	"/points/check": EVERYBODY,
	"/staff/points/callbacks": WITNESSES,
	"/staff/points/callbacks/[entrySeq]": WITNESSES,
	"/staff/points/cards": ADMINS, // sent on to the months
	"/staff/points/closes": WITNESSES,
	"/staff/points/closes/[villageId]": WITNESSES,
	"/staff/points/closes/[villageId]/file": WITNESSES,
	"/staff/points/ledger/[villageId]": WITNESSES,
	"/staff/store": ["storekeeper"], // who keeps one
	"/staff/store/books/[villageId]": [...ADMINS, "auditor", "storekeeper"], // who keeps it
	"/staff/store/books/[villageId]/file": [...ADMINS, "auditor", "storekeeper"],
	"/staff/store/books/[villageId]/sheet": [...ADMINS, "auditor", "storekeeper"],
	"/staff/store/goods/[id]": [...ADMINS, "storekeeper"],
	"/staff/store/order": ["storekeeper"],
	"/staff/store/stock": [...ADMINS, "auditor", "storekeeper"], // who keeps one
	"/staff/room": ["town_admin", "district_admin", "auditor"],
	"/staff/trail": ["auditor", "district_admin"],
	"/staff/security": SIGNED_IN,
	"/staff/boards": [...ADMINS, "publicist", "auditor"],
	"/staff/boards/[id]": [...ADMINS, "publicist", "auditor"], // one in public; drafts are for its region's office
	"/staff/boards/[id]/objections": ["town_admin", "district_admin"],
	"/staff/stories": ["publicist", ...ADMINS, "moderator", "auditor", "elsewhere"],
	"/staff/stories/featured": ["publicist", ...ADMINS],
	"/staff/stories/[id]": ["publicist", ...ADMINS, "moderator", "auditor"],
	"/staff/stories/[id]/photos": ["publicist", ...ADMINS],
	"/staff/stories/[id]/redact": ["publicist", ...ADMINS],
	"/staff/stories/[id]/preview": ["publicist", ...ADMINS, "moderator", "auditor"],
	"/staff/stories/[id]/versions": ["publicist", ...ADMINS, "moderator", "auditor"],
	"/staff/models": ["inspector", "publicist", ...ADMINS, "auditor"],
	"/staff/models/[id]": ["inspector", "publicist", ...ADMINS, "auditor"],
	"/staff/models/[id]/objections": ["inspector", "publicist", ...ADMINS, "auditor"],
	"/staff/models/[id]/redact": ["publicist", ...ADMINS],
	"/staff/titles": ["elsewhere", "moderator", "inspector", "publicist", ...ADMINS, "auditor"],
	"/staff/titles/[id]": ["moderator", "inspector", "publicist", ...ADMINS, "auditor"],
	"/staff/titles/[id]/objections": ["moderator", "inspector", "publicist", ...ADMINS, "auditor"],
	"/staff/exposure": ["elsewhere", "moderator", "publicist", ...ADMINS, "auditor"],
	"/staff/exposure/[spotId]": ["moderator", "publicist", ...ADMINS, "auditor"],
	"/staff/assist": HELPERS,
	"/staff/assist/[id]": ["moderator"], // who began it
	"/staff/assist/form": HELPERS,
	"/staff/assist/statement": ADMINS, // sent on to choose a household
	"/staff/publicity/consents": HELPERS,
	"/staff/publicity/consents/form": HELPERS,
	"/staff/publicity/posted": [...ADMINS, "publicist"],
	"/staff/votes/[id]/papers": ADMINS,
	"/staff/votes/[id]/papers/print": ADMINS,
	"/staff/votes/[id]/papers/entry": ENTERERS,
	"/staff/votes/[id]/doubts": WITNESSES,
	"/staff/votes/[id]/doubts/letters/[invalidation]": WITNESSES,
	"/staff/votes/[id]/doubts/visits/[flag]": WITNESSES,
	"/admin": [...ADMINS, "auditor"],
	"/admin/regions": [...ADMINS, "auditor"],
	"/admin/regions/[id]/merge": ADMINS,
	"/admin/regions/[id]/move": ADMINS,
	"/admin/regions/[id]/split": ADMINS,
	"/admin/households": [...ADMINS, "auditor"],
	"/admin/households/new": ADMINS,
	"/admin/households/roster.csv": ADMINS,
	"/admin/households/[id]": [...ADMINS, "auditor"],
	"/admin/households/[id]/changes": [...ADMINS, "auditor"],
	"/admin/door-codes": ADMINS,
	"/admin/door-codes/sheet": ADMINS,
	"/admin/door-codes/slips": ADMINS,
	"/admin/import": ADMINS,
	"/admin/import/errors.csv": ADMINS,
	"/admin/import/preview.csv": ADMINS,
	"/admin/import/questions.csv": ADMINS,
	"/admin/import/template.csv": ADMINS,
	"/admin/staff": ADMINS,
	"/admin/staff/[personId]": ADMINS,
	"/admin/staff/cards": ADMINS,
	"/admin/staff/errors.csv": ADMINS,
	"/admin/staff/file": ADMINS,
	"/admin/staff/template.csv": ADMINS,
	"/admin/rules": ADMINS,
	"/admin/rules/[id]": ADMINS,
	"/admin/rules/adoptions/[id]": WITNESSES,
	"/admin/funds": ADMINS,
	"/admin/funds/[id]": WITNESSES,
	"/admin/units": ADMINS,
	"/admin/units/[id]": ADMINS,
	"/admin/units/errors.csv": ADMINS,
	"/admin/units/import": ADMINS,
	"/admin/units/new": ADMINS,
	"/admin/units/template.csv": ADMINS,
	"/admin/jobs": ["district_admin", "auditor"],
	"/admin/settings": ["district_admin"],
	"/admin/calendar": ["district_admin"],
	"/admin/outlines": ["district_admin"],
	"/staff/votes": [...ADMINS, "publicist", "auditor"],
	"/staff/votes/new": ADMINS,
	"/staff/votes/[id]": [...ADMINS, "publicist", "auditor"],
	"/staff/votes/[id]/rules": ADMINS,
	"/staff/votes/[id]/nominations": [...ADMINS, "publicist", "auditor"],
	"/staff/votes/[id]/roll": [...ADMINS, "auditor"],
	"/staff/votes/[id]/roll.csv": [...ADMINS, "auditor"],
};

/** The address of each file in src/pages, as Astro reads it. */
function routes(): string[] {
	return sourcesBelow("src/pages").map(({ file }) => file.slice("src/pages".length).replace(/(\/index)?\.(astro|ts)$/, "") || "/");
}

let cast: Awaited<ReturnType<typeof inviteCast>>;
let staff: Record<Role, Viewer>;
const real: Record<string, string> = {};
const OF_ITEMS = ["/me/consents/[item]", "/staff/publicity/make/[item]"];

const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	staff = await oneOfEachRole(cast.places);
	const { bao, chen } = cast.homes;
	const published = await sentSubmission(bao.viewer as never, { key: "published", number: 11 });
	await publish({ by: cast.staff.li, submissionId: published, version: 1, at: MORNING });
	const waiting = await sentSubmission(bao.viewer as never, { key: "waiting", number: 21 });
	const times = { opensAt: new Date(Date.now() - 1000), closesAt: new Date(Date.now() + 86_400_000) };
	const round = await roundOf("autumn", { regionId: cast.places.shilin.id, candidates: [bao, chen], roll: [bao, chen], ...times });
	const drafting = { by: cast.staff.wang, regionId: cast.places.qingshi.id, draft: RULES, at: MORNING };
	await finishedRound(published);
	await doubtedRound();
	const helper = { ...staff.moderator, roles: cast.staff.li.roles };
	const helped = { householdId: cast.homes.du.householdId, idempotencyKey: "assisted", by: helper, helper, at: new Date() };
	Object.assign(real, await spotsToSee(), await boardsToSee(), await ratingToSee(), await printedCode(published), await plannedEntry(), {
		"/staff/spots/[id]": (await spotsToDoWith(cast, staff.storekeeper.personId)).known,
		"/staff/assist/[id]": (await startDraft(helped)).submissionId,
		"/staff/votes/[id]": (await draftRound(drafting)).roundId,
		"/votes/[id]": round,
		...Object.fromEntries(OF_COUNTED.map((route) => [route, "spring"])),
		"[number]": "1",
		"/staff/checks/[entrySeq]": await drawnCheck(chen.householdId, cast.places.qingshi.id),
		"/staff/votes/[id]/doubts": "winter",
		"[invalidation]": "winter-invalidation-3",
		"[flag]": "winter-flag",
		...{ "/kiosk/[id]": round, ...(await visitsToSee()), ...(await goodToSee()) },
		...{ "/villages/[id]": cast.places.qingshi.id, ...(await rulesToSee()), "/staff/publicity/sheets/[sheet]": "notice" },
		...{ "/submissions/[id]": published, ...Object.fromEntries(OF_ITEMS.map((route) => [route, `submission:${published}`])) },
		...{ "/courtyards/[code]": "code-bao", "/staff/publicity/documents/[document]": "circular" },
		"/h/[token]": "chen000000",
		"/setup/[token]": "0".repeat(26),
		"/passphrase/[token]": "0".repeat(26),
		"/me/submissions/[id]": waiting,
		"/submit/[id]": await draftOf(bao.viewer as never, { key: "draft", at: new Date() }),
		"/moderation/[id]": waiting,
		"[photo]": await firstPhotoOf(waiting),
		"/admin/regions/[id]": cast.places.donggou.id,
		"/admin/households/[id]": bao.householdId,
		"/admin/staff/[personId]": cast.staff.li.personId,
	});
});

async function goodToSee() {
	const [villageId, by] = [cast.places.qingshi.id, cast.staff.wang];
	await addKeeper({ villageId, personId: staff.storekeeper.personId, by, at: MORNING });
	const { goodId } = await addGood({ villageId, name: "肥皂", unit: "块", description: "", points: "5", by, at: MORNING });
	return { "/staff/store/goods/[id]": goodId, "/staff/store/books/[villageId]": villageId };
}

/** What an inspector was drawn for. */
async function visitsToSee() {
	const [walk, lookback] = [await drawnWalk(cast, "post-inspector"), await drawnLookback(cast, "post-inspector")];
	return { "/staff/inspections/[id]": walk, "/staff/lookbacks/[id]": lookback };
}

async function rulesToSee() {
	const villageId = cast.places.qingshi.id;
	const deposit = { villageId, quarter: "2026-Q4", deposit: "500", documentNumber: "村会〔2026〕7号" };
	const fundId = await depositFund({ ...deposit, by: cast.staff.wang, at: new Date() });
	const meeting = { documentNumber: "村会〔2026〕8号", decidedOn: dayAt(new Date()), month: "2099-01" };
	await saveRules({ villageId, lines: linesAsTyped(), by: cast.staff.wang, at: new Date() });
	const adoptionId = await proposeRules({ villageId, ...meeting, by: cast.staff.wang, at: new Date() });
	const list = { key: "list-to-see", villageId, code: "P04", heldOn: dayAt(new Date()), occasion: "集中清洁", helped: "", paperNumber: "" };
	const { listId } = await enterList({ ...list, homes: "东沟 1", words: "点过名", by: cast.staff.wang, at: new Date() });
	// A month in which nothing of this file is dated.
	const closed = later(recordEnds(monthAfter(newestOver(MORNING), -1)), DAY_MS);
	const month = newestOver(closed);
	const { closeId } = await beginClose({ villageId, month, by: cast.staff.wang, at: closed });
	await noticeClose({ closeId, days: "3", by: cast.staff.wang, at: later(closed, 3 * DAY_MS) });
	return {
		"/staff/points/callbacks/[entrySeq]": await untrueEntry(villageId),
		"/staff/points/closes/[villageId]": villageId,
		"/staff/points/ledger/[villageId]": villageId,
		"/staff/awards/[id]": listId,
		"/admin/rules/[id]": villageId,
		"/rules/[id]": villageId,
		"/admin/funds/[id]": fundId,
		"/admin/rules/adoptions/[id]": adoptionId,
	};
}

/** An entry by Wang's list that Bao's household called untrue. */
async function untrueEntry(villageId: string): Promise<string> {
	const [entry] = await db.select().from(pointEntries).where(eq(pointEntries.evidence, "award:list-to-see"));
	const [entrySeq, householdId] = [entry?.seq ?? 0, entry?.householdId ?? ""];
	await write((tx) => tx.insert(pointCallbacks).values({ entrySeq, householdId, villageId, quarter: "2026-Q4", drawnAt: new Date() }));
	await answerCallback({ entrySeq, answer: "untrue", how: "phone", words: "那天没去。", by: cast.staff.song, at: new Date() });
	return String(entrySeq);
}

/** A settled round in which Bao's yard has its stars; Chen scored it. Bao has the title, and shows it. */
async function ratingToSee() {
	const ratingId = await drawnRating(cast);
	const { chen, du } = cast.homes;
	await markedBy([cast.staff.li, chen.viewer, du.viewer], "household-bao");
	await closeRating({ ratingId, by: cast.staff.wang, at: MORNING });
	await settleRating({ ratingId, by: cast.staff.wang, at: SETTLED });
	const title = await noticedTitle(cast, { yun: cast.staff.wang }, daysAgo(25));
	const other = { ...staff.district_admin, roles: cast.staff.wang.roles };
	await grantTitle({ titleId: title, ...SAID, by: other, at: daysAgo(1) });
	await showTitle({ titleId: title, isShown: true, by: { ...cast.homes.bao.viewer, householdId: "household-bao" }, at: new Date() });
	const [result] = await ownResults("household-bao");
	const own = (await looksAt("household-bao")).find(({ scorerId }) => scorerId === chen.personId);
	const resultId = result?.resultId ?? "";
	return {
		...{ "/staff/ratings/[id]": ratingId, "/ratings/score/[id]": own?.id, "/ratings/[id]/objections": resultId },
		"/staff/ratings/[id]/objections": resultId,
		...{ "/titles/[id]": title, "/staff/titles/[id]": title },
	};
}

async function printedCode(submissionId: string) {
	await giveConsents({ agreed: [`submission:${submissionId}/village_board`], textEdition: "2026-12", by: cast.homes.bao, at: MORNING });
	const made = { kind: "card", design: "eave", channel: "village_board" as const, contentHash: "", by: cast.staff.wang, at: MORNING };
	const { issuedId, token } = await issue({ ...made, subject: `submission:${submissionId}` });
	await postCopy({ issuedId, place: "小卖部外墙", by: cast.staff.wang, at: MORNING });
	return { "/q/[token]": token };
}

async function plannedEntry() {
	const by = cast.staff.wang;
	const entry = {
		regionId: cast.places.qingshi.id,
		kind: "visit",
		title: "东沟观摩",
		startsAt: "2099-05-08T09:00",
		who: "",
		storyId: "",
		weeks: 1,
	};
	await planEntry({ ...entry, by, at: MORNING });
	const [planned] = await db.select({ id: calendarEntries.id }).from(calendarEntries);
	await newFeedAddress({ by, at: MORNING });
	return { "/staff/publicity/calendar/[id]": planned?.id ?? "", "/calendar/[token].ics": (await feedTokenOf(by)) ?? "" };
}

async function firstPhotoOf(submissionId: string): Promise<string> {
	const [photo] = await db.select().from(submissionPhotos).where(eq(submissionPhotos.submissionId, submissionId));
	return photo?.photoId ?? "";
}

// What there is only once a round is counted.
const OF_COUNTED = ["result", "objections", "card.png", "certificates"].map((page) => `/votes/[id]/${page}`);

async function spotsToSee() {
	const offices = await spotOffices(cast);
	const model = await titledModel(cast, offices, daysAgo(25));
	const story = await publishedStory(cast, await storyOffices(cast));
	return {
		...(await fixedSpot(offices)),
		...(await exposedSpot(offices)),
		"/models/[id]": model,
		"/staff/models/[id]": model,
		"/stories/[id]": story,
		"/staff/stories/[id]": story,
		"/staff/stories/[id]/redact": await storyWithPhoto(cast.places.qingshi.id, { by: cast.staff.wang, at: MORNING }),
		"/staff/publicity/article/[id]": story,
	};
}

async function boardsToSee() {
	const { published, draft } = await boardsOf(cast);
	return { "/boards/[id]": published, "/staff/boards/[id]": published, "[draft]": draft };
}

/** A spot that Bao reported, and that its unit says is fixed, with a picture. */
async function fixedSpot(offices: Offices) {
	const { spotId, reference } = await assigned(cast, offices, { report: { by: { personId: cast.homes.bao.personId } } });
	await saidFixed(spotId, offices.yun);
	const { after } = await reportPage(reference, MORNING);
	const picture = after[0]?.sources.at(-1)?.url.split("/").at(-1);
	return { "/report/[reference]": reference, "/me/reports/[spotId]": spotId, "[picture]": picture, "/admin/units/[id]": offices.unitId };
}

async function exposedSpot(offices: Offices) {
	await policyFor(cast, offices, daysAgo(90));
	const { spotId } = await orderedAt(cast, offices, daysAgo(20));
	return { "/exposure/[id]": await shownCard(cast, spotId, daysAgo(1)), "/staff/exposure/[spotId]": spotId };
}

/** 青石村's round of the spring, long final; Bao's household has won it. */
async function finishedRound(submissionId: string): Promise<void> {
	const { bao, chen } = cast.homes;
	await roundOf("spring", {
		regionId: cast.places.qingshi.id,
		candidates: [{ ...bao, submissionId }, chen],
		roll: [bao, chen],
		objectionDays: 1,
	});
	await say("spring", 2, [1]);
	await closeRound("spring");
	await countRound({ roundId: "spring", by: cast.staff.wang, at: CLOSES });
	await finishRound({ roundId: "spring", by: cast.staff.wang, at: minutesAfter(CLOSES, 24 * 60) });
}

/** 青石村's round of the winter, closed; Du's ballot was made invalid, and Du is to be asked at the door. */
async function doubtedRound(): Promise<void> {
	const { bao, chen, du } = cast.homes;
	await roundOf("winter", { regionId: cast.places.qingshi.id, candidates: [bao, chen], roll: [bao, chen, du] });
	await say("winter", 3, [1]);
	await closeRound("winter");
	await makeInvalid("winter", 3);
	const evidence = { kind: "sample", households: [3], outOf: 1 };
	const flag = { id: "winter-flag", roundId: "winter", kind: "sample" as const, subject: "sample", evidence, foundAt: CLOSES };
	await write((tx) => tx.insert(voteFlags).values(flag));
}

/** The route with the ids of the prepared world in it. */
function addressOf(route: string): string {
	const known = Object.keys(real).filter((key) => route === key || route.startsWith(`${key}/`));
	const longest = known.sort((a, b) => b.length - a.length)[0];
	const filled = longest ? route.replace(longest, longest.replace(/\[\w+\](?=[^[]*$)/, real[longest] as string)) : route;
	return filled.replace(/\[(photo|picture|number|invalidation|flag)\]/, (part) => real[part] as string);
}

async function comeAs(who: Who, visitor = new Visitor(site().origin)): Promise<Visitor> {
	if (who === "visitor") return visitor;
	const { bao, chen } = cast.homes;
	const viewers: Record<string, Viewer> = { owner: bao.viewer, neighbour: chen.viewer, elsewhere: await moderatorElsewhere(), ...staff };
	return signIn(visitor, viewers[who] as Viewer);
}

async function moderatorElsewhere(): Promise<Viewer> {
	const personId = "post-elsewhere";
	await write(async (tx) => {
		await tx.insert(people).values({ id: personId, name: "elsewhere", username: "elsewhere", createdAt: MORNING }).onConflictDoNothing();
		const grant = { personId, role: "moderator" as const, regionId: cast.places.baiyang.id, grantedAt: MORNING };
		await tx.insert(roleGrants).values(grant).onConflictDoNothing();
	});
	return { personId, name: "elsewhere", kind: "staff", sessionId: "", householdId: null, roles: [] };
}

test("every page stands in the matrix, and every line of it is a page", () => {
	expect(Object.keys(MATRIX).sort()).toEqual(routes().sort());
});

/** What somebody finds who opens every page of the matrix. */
interface Walk {
	visitor: Visitor;
	/** What each route is to them. */
	found: Map<string, string>;
	/** The links that they are shown, each with a route that shows it. */
	links: Map<string, string>;
	/** The forms into which they can type, each with the address of its page, by address, id and fields. */
	forms: Map<string, Typing & { address: string }>;
}

const walks = new Map<Who, Promise<Walk>>();

/** Each one's walk is taken once for all tests. */
function walkOf(who: Who): Promise<Walk> {
	const walk = walks.get(who) ?? walked(who);
	walks.set(who, walk);
	return walk;
}

async function walked(who: Who): Promise<Walk> {
	const walk: Walk = { visitor: await comeAs(who), found: new Map(), links: new Map(), forms: new Map() };
	for (const route of Object.keys(MATRIX)) {
		const answer = await walk.visitor.ask(addressOf(route));
		walk.found.set(route, meaning(answer));
		if (answer.status !== 200 || /\.\w+$/.test(route)) {
			await answer.body?.cancel();
			continue;
		}
		const page = await seen(addressOf(route), answer);
		for (const address of linksOn(page)) walk.links.set(address, walk.links.get(address) ?? route);
		for (const form of typingOn(page))
			walk.forms.set(`${page.address} ${form.formId} ${Object.keys(form.typed)}`, { ...form, address: page.address });
	}
	return walk;
}

test.each(EVERYBODY)("%s gets the pages of the matrix and no other", async (who) => {
	const { found } = await walkOf(who);
	const told = Object.entries(MATRIX).map(([route, allowed]) => [route, expected(who, route, allowed)]);
	expect([...found]).toEqual(told);
});

// Pages of households: staff who belong to none are told so, and led to their own room.
const OF_HOUSEHOLDS = /^\/(ratings\/\[id\]\/objections|submit|me|403)(\/|$)|^\/votes\/\[id\]\/(receipt|appeal)$/;

function expected(who: Who, route: string, allowed: Who[]): string {
	if (allowed.includes(who)) return "page";
	if (STAFF.includes(who) && OF_HOUSEHOLDS.test(route)) return "not theirs";
	return who === "visitor" && SIGNED_IN.some((one) => allowed.includes(one)) ? "door" : route === "/500" ? "broken" : "nowhere";
}

/** A page may send those on whom it is not meant for now: a signed-in member from the door code to their household. */
function meaning({ status, headers }: Response): string {
	if (status === 200) return "page";
	if (status === 403) return "not theirs";
	if (status === 404) return "nowhere";
	if (status === 500) return "broken";
	if (status !== 303 && status !== 302) return String(status);
	// At the door stands why one was sent there.
	return /\/sign-in\?.*\bwhy=first/.test(headers.get("location") ?? "") ? "door" : "page";
}

test.each(EVERYBODY)("no link that %s is shown leads nowhere", async (who) => {
	const { visitor, found, links } = await walkOf(who);
	const opened = new Set([...found].filter(([, what]) => what === "page").map(([route]) => addressOf(route)));
	for (const [address, route] of links) {
		if (opened.has(address)) continue;
		const answer = await visitor.ask(address);
		await answer.body?.cancel();
		expect(answer.status, `${who} follows ${address} from ${route}`).toBeLessThan(400);
	}
});

// Lists from their middle on, filtered and searched: what no link of so small a place leads to.
const FURTHER = [
	...["", "?village=V", "?category=Q3-01", "?category=clear", "?village=V&category=clear", "?after=wall", "?village=V&after=wall"].map(
		(query) => `/wall${query}`,
	),
	...[
		"/titles?village=V",
		"/titles?after=notices",
		"/titles?village=V&after=notices",
		"/staff/titles?list=all",
		"/staff/titles?list=all&after=titles",
		"/staff/titles?after=due",
		"/staff/titles?village=V",
	],
	...["/boards?after=boards", "/staff/boards/[draft]", "/inspections?after=walks"],
	...["?village=V", "?after=exposure", "?village=V&after=exposure"].map((query) => `/exposure${query}`),
	...["?outcome=published", "?outcome=declined", "?after=decisions", "?outcome=returned&after=decisions"].map(
		(query) => `/moderation/history${query}`,
	),
	...[
		"/moderation?after=queue",
		"/me/points?after=points",
		"/me?after=own",
		"/staff/trail?after=trail",
		"/staff/shown?after=shown",
		"/staff/shown?days=30&kind=clear",
	],
	...[
		"/report?find=qingshi",
		"/report?village=V",
		"/report?town=T",
		"/report/new?hamlet=H&categoryCode=Q2-01&north=43825&east=87617",
		"/admin?search=鲍春生",
		"/admin?search=donggou",
		"/admin?search=0001",
		"/admin/households?place=V",
		"/admin/households?place=T",
		"/admin/households?after=households",
	],
	...[
		"/admin/households?place=V&search=陈",
		"/admin/door-codes?place=V",
		"/admin/door-codes?place=T",
		"/admin/regions?place=T",
		"/admin/regions?place=V",
		"/admin/staff?search=李",
	],
	...[
		"/staff/spots?list=triage&after=spots",
		"/staff/spots?list=again&after=spots",
		"/staff/spots?list=gaps&after=spots",
		"/staff/spots?list=confirm&after=spots",
		"/staff/spots?list=work&after=spots",
		"/staff/spots?list=late&after=spots&unit=V",
		"/staff/spots?list=all&after=spots",
		"/staff/room?place=V",
		"/staff/room?place=T",
		"/staff/points?search=陈",
		"/me/statement?month=2026-11",
		"/staff/store/order?search=陈",
		"/staff/store/stock?village=V",
		"/staff/store/order?household=household-chen",
		"/staff/publicity/consents?household=household-bao",
		"/staff/publicity/documents/rows?figure=found",
		"/staff/publicity/documents/order",
		"/staff/publicity/documents/roll",
		"/staff/publicity/consents/form?household=household-bao",
		"/staff/votes/autumn/roll?search=陈",
		"/staff/votes/new?near=T",
		"/admin/door-codes/sheet?village=V",
		"/admin/staff?near=T",
		"/admin/units?search=青石",
		"/admin/units?after=units",
		"/admin/units/new?near=T",
	],
];

/** Who gets this page at all; the others are turned away by what their walk has asked already. */
function allowedAt(address: string): Who[] {
	const [path = ""] = address.split("?");
	const route = Object.keys(MATRIX).find((one) => new RegExp(`^${one.replaceAll(/\[\w+\]/g, "[^/]+")}$`).test(path)) ?? "";
	return MATRIX[path] ?? MATRIX[route] ?? EVERYBODY;
}

/** The address with a village, a town and a cursor from the middle of its list. */
function furtherOn(address: string): string {
	const at = Date.now();
	const cursors: Record<string, unknown[]> = {
		...{ wall: ["wall", at, "x"], shown: ["shown", at, "x"], queue: ["queue", 1, "x"], decisions: ["decisions", at, "x"] },
		...{ households: ["households", "990101100201001", "0001"], points: ["points", 9], own: ["own", at, "x"], trail: ["trail", 9_999] },
		...{
			walks: ["walks", "a"],
			boards: ["boards", at, "x"],
			exposure: ["exposure", at, "x"],
			units: ["units", "990101100201", "村"],
			spots: ["spots", 9, "x"],
			titles: ["titles", at, "x"],
			due: ["titles-due", 1, "x"],
			notices: ["title-notices", 1, "x"],
		},
	};
	const written = (list: string) => Buffer.from(JSON.stringify(cursors[list])).toString("base64url");
	return encodeURI(address)
		.replace(/after=(\w+)/, (_, list: string) => `after=${written(list)}`)
		.replace(encodeURI("[draft]"), real["[draft]"] as string)
		.replace("=V", `=${cast.places.qingshi.id}`)
		.replace("=H", `=${cast.places.donggou.id}`)
		.replace("=T", `=${cast.places.shilin.id}`);
}

test("no statement of a page or a job reads, sorts or indexes a growing table as a whole, but for those whose reason stands in the list; none is planned anew each time", async () => {
	const own = recordedStatements();
	for (const who of EVERYBODY) {
		const visitor = await comeAs(who);
		for (const address of FURTHER.filter((one) => allowedAt(one).includes(who)))
			await (await visitor.ask(furtherOn(address))).body?.cancel();
	}
	const reading = { at: new Date(), dueBy: new Date() };
	for (const job of JOBS) await ("work" in job ? job.work(reading.at) : job.sweep(reading));
	const statements = [...own, ...(await site().statements())];
	expect(growingPlans(statements)).toEqual({ growing: [], unused: [] });
	expect(plannedAnew(statements)).toEqual([]);
});

/** Links to our own pages; the other language has the same ones. */
function linksOn({ root, address }: Seen): string[] {
	const hrefs = root.querySelectorAll("a[href]").map((link) => new URL(link.getAttribute("href") ?? "", site().origin + address));
	return hrefs.filter((url) => url.origin === site().origin && !/^\/en(\/|$)/.test(url.pathname)).map((url) => url.pathname + url.search);
}

async function sentOff(visitor: Visitor, { address, action, entries }: Typing & { address: string }): Promise<Response> {
	const { pathname, search } = new URL(action, site().origin + address);
	const headers = { origin: site().origin, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" };
	return visitor.ask(pathname + search, { method: "POST", body: new URLSearchParams(entries as [string, string][]).toString(), headers });
}

// A form with the same fields is kept alike for all of a side, so one of them sends it.
test.each([
	["households", HOUSEHOLDS, 5],
	["staff", STAFF, 20],
] as const)("whatever form %s type into, it is there again when the session had ended", async (_, side, least) => {
	const tried = new Set<string>();
	const lost: string[] = [];
	for (const who of side) {
		const { visitor, forms } = await walkOf(who);
		for (const [key, form] of forms) {
			// What one chose in a vote is kept nowhere but in the box; the phone itself keeps the ticks.
			if (tried.has(key) || form.formId.endsWith("/ballot")) continue;
			tried.add(key);
			lost.push(...(await lostByEndedSession(who, visitor, form)).map((what) => `${who} ${form.address} ${form.formId}: ${what}`));
		}
	}
	expect(tried.size).toBeGreaterThanOrEqual(least);
	expect(lost).toEqual([]);
});

/** Sends the form by a session that is over, signs in again, and tells what the page that one comes back to does not show as it was typed. */
async function lostByEndedSession(who: Who, visitor: Visitor, form: Typing & { address: string }): Promise<string[]> {
	visitor.cookies.set("session", "ended");
	const answer = await sentOff(visitor, form);
	await answer.body?.cancel();
	const door = new URL(answer.headers.get("location") ?? "/", site().origin);
	await comeAs(who, visitor);
	const back = await visitor.open(door.searchParams.get("next") ?? "/");
	return door.searchParams.get("why") === "kept" ? lostFrom(back, form) : [`${answer.status} ${door.pathname}${door.search}`];
}

test("whatever forms households, moderators and admins send while nothing can be written, each comes back with what was typed", async () => {
	const writers = await Promise.all((["owner", "moderator", "district_admin"] as const).map(walkOf));
	const letGo = await otherWriter();
	// A sheet or document that is looked at is only drawn, which needs no writing.
	const isDrawn = ({ address }: { address: string }) => /^\/staff\/publicity\/(sheets|documents|broadcast)(\/|$)/.test(address);
	const sent = writers.flatMap(({ visitor, forms }) =>
		[...forms.values()]
			.filter((form) => !isDrawn(form))
			.map(async (form) => {
				const { pathname, search } = new URL(form.action, site().origin + form.address);
				const answer = await visitor.post(pathname + search, new URLSearchParams(form.entries as [string, string][]));
				const isRefused = answer.status >= 400;
				return (isRefused ? lostFrom(answer, form) : [`${answer.status}`]).map((what) => `${form.address} ${form.formId}: ${what}`);
			}),
	);
	const lost = (await Promise.all(sent)).flat();
	await letGo();
	expect(sent.length).toBeGreaterThan(20);
	expect(lost).toEqual([]);
});

test("staff at a page of households are told whose it is, and where their own room is", async () => {
	const visitor = await comeAs("moderator");
	const told = await visitor.open("/submit");
	expect(told.status).toBe(403);
	expect(told.text).toContain("这里是给农户用的");
	const ways = told.root.querySelectorAll("main a").map((link) => [link.textContent.trim(), link.getAttribute("href")]);
	expect(ways).toContainEqual(["去工作台", "/moderation"]);
	for (const route of ["/", "/wall", "/how", "/villages/[id]"]) {
		expect((await visitor.open(addressOf(route))).root.querySelectorAll("a[href='/submit'], a[href='/me']"), route).toEqual([]);
	}
});

test("staff who send a household's form anyway change nothing and are told", async () => {
	const visitor = await comeAs("moderator");
	const form = new FormData();
	form.append("photos", new File([new Uint8Array(await photoOf(1))], "a.jpg", { type: "image/jpeg" }));
	const told = await visitor.post("/submit?key=office", form);
	expect(told.status).toBe(403);
	expect(await db.select().from(submissions).where(eq(submissions.idempotencyKey, "office"))).toEqual([]);
});

const browser = useBrowser();

async function browserAs(page: Page, who: Who): Promise<void> {
	await page.context().clearCookies();
	const session = (await comeAs(who)).cookies.get("session");
	if (session) await page.context().addCookies([{ name: "session", value: session, url: site().origin }]);
	await page.goto("/how");
}

const addressesOf = (who: Who) =>
	Object.keys(MATRIX)
		.filter((route) => MATRIX[route]?.includes(who))
		.map(addressOf);

// What is read but not shown complains of styles, and photos that are rows only of their files.
const HARMLESS = /Applying inline style|Failed to load resource/;

/** Between them they see whatever the others wrote. */
const SEES_MOST = ["visitor", "owner", "moderator", "publicist", "district_admin"] as const;

test("what anybody writes into any field, or left in the database, no page of anybody takes for more than words", async () => {
	const page = await browser({ site: site(), width: 1280, provokes: HARMLESS });
	await drawTripwire(page);
	const columns = await harmEveryWord();
	const faults: string[] = [];
	const [opened, known, sending] = [new Map<string, boolean>(), new Set<string>(), new Map<Who, FoundForm[]>()];
	const pagesOf = (who: Who) => addressesOf(who).filter((address) => opened.get(address) !== false);
	for (const who of EVERYBODY) {
		await browserAs(page, who);
		const asked = pagesOf(who);
		const read = await pagesRead(page, asked);
		faults.push(...read.faults.map((fault) => `${who} reads ${fault}`));
		for (const address of read.pages.filter((one) => !opened.has(one)))
			faults.push(...(await faultsWhenOpened(page, address)).map((fault) => `${who} opens ${fault}`));
		const own = read.forms.filter(({ name }) => !known.has(name));
		sending.set(who, own);
		for (const address of asked) opened.set(address, read.pages.includes(address));
		for (const { name } of own) known.add(name);
	}
	const sent: Sent[] = [];
	for (const [who, forms] of sending) {
		await browserAs(page, who);
		sent.push(await sentWithHarm(page, forms));
	}
	for (const who of SEES_MOST) {
		await browserAs(page, who);
		faults.push(...(await pagesRead(page, pagesOf(who))).faults.map((fault) => `${who} then reads ${fault}`));
	}
	expect([...faults, ...sent.flatMap((one) => one.faults)]).toEqual([]);
	const many = { columns: columns.length, pages: [...opened.values()].filter(Boolean).length, forms: known.size };
	const [fields, taken] = [sent.flatMap((one) => one.fields).length, sent.flatMap((one) => one.taken).length];
	expect(
		Math.min(many.columns - 44, many.pages - 200, many.forms - 80, fields - 200, taken - 40),
		JSON.stringify(many),
	).toBeGreaterThanOrEqual(0);
});

test("a member whose household is theirs no more is told whom to ask", async () => {
	const visitor = await comeAs("neighbour");
	const { personId } = cast.homes.chen;
	await write((tx) => tx.update(householdMembers).set({ leftAt: MORNING }).where(eq(householdMembers.personId, personId)));
	const told = await visitor.open("/me");
	expect(told.status).toBe(403);
	expect(told.text).toContain("请到村委会或找组长问一问");
});
