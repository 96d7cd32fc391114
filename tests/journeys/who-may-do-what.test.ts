import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { calendarEntries } from "#db/schema/publicity.ts";
import { ratingLooks } from "#db/schema/ratings.ts";
import { areaDuties } from "#db/schema/spots/units.ts";
import { resetPassphrase } from "#domain/accounts/reset-sign-in.ts";
import { openSession } from "#domain/accounts/sessions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { drawCallbacks } from "#domain/callbacks/draw-callbacks.ts";
import { drawChecks } from "#domain/checks/draw-checks.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { drawLookbacks } from "#domain/lookbacks/draw-day.ts";
import { countLookbacks } from "#domain/lookbacks/figures.ts";
import { planEntry } from "#domain/publicity/calendar/plan.ts";
import { openRating } from "#domain/ratings/rounds.ts";
import { addKeeper } from "#domain/store/keepers.ts";
import { placeOrder } from "#domain/store/order.ts";
import { setDuty } from "#domain/units/duties.ts";
import { addUnit } from "#domain/units/units.ts";
import { consents as words } from "#i18n/zh-CN/consents.ts";
import { giveTotp } from "#tests/accounts.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { rowsInAll } from "#tests/count-rows.ts";
import { thingsToDoWith } from "#tests/doings.ts";
import { storyOf } from "#tests/models.ts";
import { OFFICES, oneOfEachRole } from "#tests/offices.ts";
import { useSite } from "#tests/server.ts";
import { sourcesBelow } from "#tests/sources.ts";
import { chosen, openStore } from "#tests/store.ts";
import { Visitor } from "#tests/visitor.ts";

// Who may do what: every action and every form that a page or the front answers itself, sent by everybody with what it needs. Allowed is whoever is
// not told "sign in", "not yours" or "not there"; what is wrong with the thing itself (closed, done before, too short) says nothing here.
type Who = "visitor" | "owner" | "neighbour" | "moderatorElsewhere" | "adminElsewhere" | "withoutApp" | Role;
const HOUSEHOLDS: Who[] = ["owner", "neighbour"];
const STAFF: Who[] = ["moderatorElsewhere", "adminElsewhere", ...OFFICES];
/** `withoutApp` is an admin of the village who has not bound the app that staff must have: until then an account without any role. */
const SIGNED_IN: Who[] = [...HOUSEHOLDS, ...STAFF, "withoutApp"];
const EVERYBODY: Who[] = ["visitor", ...SIGNED_IN];
const NOBODY: Who[] = [];
const ADMINS: Who[] = ["village_admin", "town_admin", "district_admin"];
const ANY_ADMIN: Who[] = [...ADMINS, "adminElsewhere"];
const WITNESSES: Who[] = [...ADMINS, "auditor"];
const ENTERERS: Who[] = ["moderator", "inspector", "publicist", ...WITNESSES];

/** 代填: of 青石村. */
const HELPERS: Who[] = ["moderator", "inspector", "publicist", ...ADMINS];

let cast: Awaited<ReturnType<typeof inviteCast>>;
let viewers: Record<Exclude<Who, "visitor">, Viewer>;
let things: Awaited<ReturnType<typeof thingsToDoWith>>;
let link = "";
/** A household of the village that nobody else of this file needs. */
let spare = "";
/** One that answers for the village. */
let unit = { id: "", dutyId: "" };
let planned = "";
let store: Awaited<ReturnType<typeof openStore>>;
/** A round that waits for its draw. */
let rating = "";
const anyLook = async () =>
	(await db.select({ id: ratingLooks.id }).from(ratingLooks).where(eq(ratingLooks.ratingId, rating)))[0]?.id ?? "";
/** Orders of the owner. */
const waits = { own: "", counter: "" };
const site = useSite(async () => {
	cast = await inviteCast();
	const { baiyang, qingshi } = cast.places;
	const offices = await oneOfEachRole(cast.places);
	const adminElsewhere = await employed("adminElsewhere", "village_admin", baiyang);
	const moderatorElsewhere = await employed("moderatorElsewhere", "moderator", baiyang);
	for (const one of [...Object.values(offices), adminElsewhere, moderatorElsewhere]) await giveTotp(one);
	const withoutApp = await employed("withoutApp", "village_admin", qingshi);
	await employed("target", "moderator", qingshi);
	const { chen, du } = cast.homes;
	viewers = { owner: chen.viewer, neighbour: du.viewer, ...offices, adminElsewhere, moderatorElsewhere, withoutApp };
	store = await openStore(cast);
	await addKeeper({ villageId: qingshi.id, personId: offices.storekeeper.personId, by: cast.staff.wang, at: MORNING });
	for (const which of ["own", "counter"] as const) waits[which] = await soapFor(chen);
	things = await thingsToDoWith(cast, { ...offices.moderator, roles: cast.staff.li.roles });
	link = await linkFor("target");
	planned = await plannedEntry();
	({ ratingId: rating } = await openRating({ villageId: qingshi.id, profile: "B", by: cast.staff.wang, at: MORNING }));
	// What the site's job writes as soon as the site runs.
	await drawChecks(new Date());
	await drawCallbacks(new Date());
	await drawInspections(new Date());
	await drawLookbacks(new Date());
	unit = await unitIn(qingshi.id);
	const place = { hamletId: cast.places.donggou.id, number: "", headName: "马川", status: "lived_in" as const };
	// The last that was done: it is of today, so that the clock is believed.
	spare = await carryOut(addHousehold, { ...place, by: null, at: new Date() });
	// The site would count them in its first seconds, beside the first line.
	await countLookbacks(new Date());
});

async function soapFor({ personId, householdId }: (typeof cast)["homes"]["chen"]): Promise<string> {
	const wanted = [await chosen(store.soapId)];
	const by = { personId, householdId };
	return (await placeOrder({ key: `soap-${crypto.randomUUID()}`, wanted, by, way: "own", at: new Date() })).orderId;
}

async function unitIn(regionId: string): Promise<typeof unit> {
	const by = { by: cast.staff.wang, at: MORNING };
	const { unitId } = await addUnit({ ...by, regionId, name: "青石村村委会", phone: "" });
	await setDuty({ ...by, unitId, regionId, categoryPrefix: "" });
	const [duty] = await db.select({ id: areaDuties.id }).from(areaDuties);
	return { id: unitId, dutyId: duty?.id ?? "" };
}

async function linkFor(personId: string): Promise<string> {
	return (await resetPassphrase({ personId, by: cast.staff.wang, at: new Date() })).token;
}

async function plannedEntry(): Promise<string> {
	const entry = {
		regionId: cast.places.qingshi.id,
		kind: "visit",
		title: "西坡观摩",
		startsAt: "2099-05-08T09:00",
		who: "",
		storyId: "",
		weeks: 1,
	};
	await planEntry({ ...entry, by: cast.staff.wang, at: MORNING });
	const [one] = await db.select({ id: calendarEntries.id }).from(calendarEntries);
	return one?.id ?? "";
}

async function employed(personId: string, role: Role, { id: regionId }: { id: string }): Promise<Viewer> {
	await write(async (tx) => {
		await tx.insert(people).values({ id: personId, name: personId, username: personId.toLowerCase(), createdAt: MORNING });
		await tx.insert(roleGrants).values({ id: `grant-${personId}`, personId, role, regionId, grantedAt: MORNING });
	});
	return { personId, name: personId, kind: "staff", sessionId: "", householdId: null, roles: [] };
}

type Fields = Record<string, string | string[] | File>;
type Line = [allowed: Who[], fields?: () => Fields | Promise<Fields>];
/** Who decides on reported spots, and who looks whether one is fixed. `storekeeper` acts for the unit of one. */
const TRIAGE: Who[] = ["moderator", "town_admin", "district_admin"];
/** Of the town, which compares its villages. */
const ABOVE: Who[] = ["town_admin", "district_admin"];
const CONFIRMING: Who[] = ["inspector", ...TRIAGE];
const onSpot =
	(which: "waiting" | "known" | "given" | "away", more: () => Fields = () => ({})): (() => Fields) =>
	() => ({ spotId: things.spots[which], ...more() });
const inRound =
	(roundId: string, more: Fields = {}): (() => Fields) =>
	() => ({ roundId, ...more });
const item =
	(more: Fields = {}) =>
	() => ({ submissionId: things.waiting.submissionId, version: "1", ...more });
const ofDraft =
	(more: Fields = {}) =>
	() => ({ submissionId: things.draft, ...more });
const ofAssisted =
	(more: Fields = {}) =>
	() => ({ submissionId: things.assisted, ...more });
const ofTitle =
	(which: keyof (typeof things)["titles"], more: Fields = {}): (() => Fields) =>
	() => ({ titleId: things.titles[which], ...more });
const onWarned = () => ({ titleId: things.titles.warned, checkId: things.titles.checkId });
const ofChen = () => ({ householdId: cast.homes.chen.householdId, saidBy: "陈桂兰" });
const onTarget =
	(more: Fields = {}) =>
	() => ({ personId: "target", ...more });
const onSpare =
	(more: Fields = {}) =>
	() => ({ householdId: spare, ...more });
const { costs: _, ...told } = storyOf({ unitId: "none" });
const PROPOSERS: Who[] = [...ADMINS, "publicist"];
const ofModel =
	(more: () => Fields = () => ({})): (() => Fields) =>
	() => ({ modelVillageId: things.modelVillageId, ...more() });
const STORY_DECIDERS: Who[] = ["moderator", ...PROPOSERS];
const ofStory =
	(more: () => Fields = () => ({})): (() => Fields) =>
	() => ({ storyId: things.story.storyId, ...more() });
const qingshi = () => cast.places.qingshi.id;
const RULES: Fields = {
	...{ name: "冬日庭院", words: "", opensAt: "2030-01-10T08:00", closesAt: "2030-01-12T18:00", paperUntil: "", objectionDays: "3" },
	...{ votesPerHousehold: "2", ownVillage: "allowed", weighting: "none", ties: "shared", places: "3" },
};
const NEW_PASSPHRASE = { passphrase: "院子里的三棵柿子树 2031", again: "院子里的三棵柿子树 2031" };
const COUNT = { kind: "round", subject: "counted" };
const WHY = "问过两户，都说不是自己投的。";
const proposal = (kind: string, more: Fields) => inRound("closed", { kind, why: WHY, ...more });

/** `tests/repo/actions.test.ts` asks for a line of each action; one that does several things has a line for each. What is done at the end of a line ends the thing itself, so lines that need it stand above. */
const ACTIONS: Record<string, Line> = {
	"assist.start": [HELPERS, () => ({ householdId: "household-bao", idempotencyKey: "anew" })],
	"assist.takeUp": [HELPERS, () => ({ submissionId: things.assistedByTurns })],
	"assist.removePhoto": [["moderator"], ofAssisted({ photoId: "none" })],
	"assist.swapSides": [["moderator"], ofAssisted({ before: "none" })],
	"assist.send": [["moderator"], ofAssisted({ saidBy: "鲍春生", how: "spoken", consentsToDisplay: "on" })],
	"assist.withdraw": [["moderator"], () => ({ submissionId: things.assistedToo })],
	"consents.answer": [["owner"], () => ({ asked: `${things.consents.item}/press`, answer: "yes", readEdition: words.edition })],
	"consents.takeBack": [["owner"], () => ({ agreed: `${things.consents.item}/press` })],
	"consents.record": [HELPERS, () => ({ ...ofChen(), agreed: `${things.consents.item}/press`, how: "spoken", paperCode: "" })],
	"consents.takeBackFor": [HELPERS, () => ({ ...ofChen(), agreed: `${things.consents.item}/wechat` })],
	"consents.post": [PROPOSERS, () => ({ issuedId: things.consents.issuedId, place: "村委会门口" })],
	"consents.takeDown": [PROPOSERS, () => ({ copyId: things.consents.copyId })],
	// At last, because it ends the pair.
	"consents.takeBackPairFor": [HELPERS, () => ({ ...ofChen(), submissionId: things.consents.item.slice("submission:".length) })],
	// The moderator took it back, and puts nothing back.
	"consents.disownFor": [
		HELPERS.filter((who) => who !== "moderator"),
		() => ({ ...ofChen(), submissionId: things.consents.item.slice("submission:".length) }),
	],
	"consents.disown": [["owner"], () => ({ submissionId: things.consents.item.slice("submission:".length) })],
	"preferences.care": [EVERYBODY, () => ({ care: "1" })],
	"accounts.signInVillager": [EVERYBODY, () => ({ doorToken: "zzzzzzzzzz", secret: "00000000" })],
	"accounts.signInStaff": [EVERYBODY, () => ({ username: "nobody", passphrase: "nothing" })],
	// A site that has its people is set up by nobody, whatever link they hold.
	"accounts.setUp": [
		NOBODY,
		() => ({
			...NEW_PASSPHRASE,
			token: link,
			name: "王",
			username: "wang2",
			districtName: "青岭区",
			code: "990101",
		}),
	],
	"accounts.setPassphraseByLink": [EVERYBODY, async () => ({ ...NEW_PASSPHRASE, token: await linkFor("target") })],
	"accounts.signOut": [EVERYBODY],
	"accounts.signOutElsewhere": [SIGNED_IN],
	"accounts.signOutEverywhere": [SIGNED_IN],
	"accounts.setPassphrase": [SIGNED_IN, () => ({ current: "no", ...NEW_PASSPHRASE })],
	"accounts.beginTotp": [[...STAFF, "withoutApp"]],
	"accounts.confirmTotp": [[...STAFF, "withoutApp"], () => ({ code: "000000" })],
	"accounts.releaseTotp": [[...STAFF, "withoutApp"], () => ({ code: "000000" })],
	"accounts.declareRelative": [[...STAFF, "withoutApp"], () => ({ courtyard: "code-fan" })],
	// A walk is one inspector's, whom tests/journeys/inspections.test.ts follows.
	"inspections.see": [NOBODY, () => ({ walkId: "none", place: "road", found: "clean" })],
	"lookbacks.appeal": [["neighbour"], () => ({ ...things.lookback, words: "那天刮大风。" })],
	"lookbacks.appealFor": [
		HELPERS,
		() => ({ householdId: cast.homes.du.householdId, lookbackId: things.lookback.lookbackId, words: "那天刮大风。", saidBy: "杜长河" }),
	],
	"lookbacks.answerAppeal": [
		["moderator", ...ADMINS],
		() => ({ lookbackId: things.lookback.lookbackId, verdict: "right", words: "看了照片，是风刮的。" }),
	],
	"lookbacks.show": [["neighbour"], () => ({ ...things.lookback, shown: "yes" })],
	"orders.place": [HOUSEHOLDS, () => ({ key: "nothing-chosen" })],
	"orders.cancel": [["owner"], () => ({ orderId: waits.own })],
	// Who keeps the store; tests/journeys/counter.test.ts follows them.
	"store.handOut": [["storekeeper"], () => ({ code: "000000" })],
	"store.orderFor": [["storekeeper"], () => ({ householdId: "household-chen", key: "order-for-chen", saidBy: "陈桂兰" })],
	"store.addGood": [ADMINS, () => ({ villageId: qingshi(), name: "肥皂", unit: "块", points: "5" })],
	"store.setPrice": [ADMINS, () => ({ villageId: qingshi(), goodId: store.saltId, points: "3" })],
	"store.endGood": [ADMINS, () => ({ villageId: qingshi(), goodId: store.saltId })],
	"store.removePhoto": [[...ADMINS, "storekeeper"], () => ({ goodId: store.soapId })],
	"store.deliver": [
		[...ADMINS, "storekeeper"],
		() => ({
			villageId: qingshi(),
			key: "delivery-of-soap",
			goodId: store.soapId,
			donorId: "",
			quantity: "1",
			cost: "1",
			why: "采购单第 1 号",
		}),
	],
	"store.takeStock": [[...ADMINS, "storekeeper"], () => ({ villageId: qingshi(), key: "taking-1" })],
	"store.addDonor": [ADMINS, () => ({ villageId: qingshi(), kind: "firm", name: "供销社", isNamed: "on" })],
	"store.addKeeper": [ADMINS, () => ({ villageId: qingshi(), personId: "target" })],
	"store.endKeeper": [ADMINS, () => ({ villageId: qingshi(), personId: "target" })],
	"store.cancel": [["storekeeper"], () => ({ orderId: waits.counter })],
	"ratings.open": [ADMINS, () => ({ villageId: qingshi(), profile: "A" })],
	"ratings.appoint": [ADMINS, () => ({ ratingId: "none", villageId: qingshi(), name: "马川", number: "" })],
	"ratings.end": [ADMINS, () => ({ ratingId: "none", villageId: qingshi(), personId: "person-bao" })],
	"ratings.draw": [ADMINS, () => ({ ratingId: rating })],
	"ratings.drawAnother": [ADMINS, async () => ({ ratingId: rating, lookId: await anyLook() })],
	"ratings.close": [ADMINS, () => ({ ratingId: rating })],
	"ratings.settle": [ADMINS, () => ({ ratingId: rating })],
	"ratings.show": [HOUSEHOLDS, () => ({ shown: "yes" })],
	// Both score for the village.
	"ratings.declare": [HOUSEHOLDS, () => ({ courtyard: "code-fan" })],
	"notices.dismiss": [SIGNED_IN, () => ({ noticeIds: "none" })],
	"ballots.withdraw": [HOUSEHOLDS, inRound("open")],
	"kiosk.open": [ADMINS, () => ({ regionId: qingshi() })],
	"kiosk.close": [SIGNED_IN],
	"kiosk.enter": [EVERYBODY, () => ({ doorToken: "zzzzzzzzzz", secret: "00000000" })],
	"kiosk.leave": [EVERYBODY],
	"doubts.findFlags": [ADMINS, inRound("closed")],
	"doubts.answerFlag": [ADMINS, inRound("closed", { flagId: "flag", note: WHY })],
	"doubts.propose invalidation": [ADMINS, proposal("invalidation", { rollNumber: "1", outcome: "bought" })],
	"doubts.propose settlement": [ADMINS, proposal("settlement", { rollNumber: "1", outcome: "other" })],
	"approvals.refuse": [WITNESSES, () => ({ approvalId: "closed-invalidation-3", why: WHY })],
	"approvals.sign": [WITNESSES, () => ({ approvalId: "closed-invalidation-3" })],
	"doubts.appeal": [["owner"], inRound("closed", { words: "票是我家自己投的。" })],
	"doubts.appealFor": [WITNESSES, inRound("closed", { rollNumber: "2", words: "票是我家自己投的。" })],
	"doubts.propose ruling": [WITNESSES, proposal("ruling", { rollNumber: "2", outcome: "stands" })],
	"papers.enter": [ENTERERS, inRound("open", { code: "zzzzzzzzzz", numbers: "1" })],
	"counts.count": [ADMINS, inRound("closed")],
	"counts.finish": [ADMINS, inRound("counted")],
	"objections.make": [HOUSEHOLDS, () => ({ ...COUNT, words: "第 2 名的票数我看不明白。" })],
	"objections.answer": [ADMINS, () => ({ ...COUNT, number: "1", answer: "查过了，没有错。", verdict: "rejected" })],
	"rounds.draft": [
		ADMINS,
		() => ({
			...{ regionId: qingshi(), name: "冬日庭院", opensAt: "2030-01-10", closesAt: "2030-01-12", votesPerHousehold: "2" },
			...{ who: "ticked", days: "30", wanted: "1", submissionId: [things.shown] },
		}),
	],
	"rounds.edit": [ADMINS, inRound("draft", RULES)],
	"rounds.correct": [ADMINS, inRound("counted")],
	"rounds.nominate": [[...ADMINS, "publicist"], () => ({ roundId: "draft", submissionId: things.shown, words: "院里的柿子红了。" })],
	"rounds.drawNominees": [[...ADMINS, "publicist"], inRound("draft", { from: "2026-11-01", until: "2026-11-30", wanted: "1" })],
	"rounds.drawUpRoll": [ADMINS, inRound("draft")],
	"rounds.checkRoll": [ADMINS, () => ({ roundId: "draft", villageId: qingshi(), households: "3" })],
	"rounds.strike": [ADMINS, () => ({ roundId: "draft", villageId: qingshi(), number: "1", why: "已经迁出" })],
	"rounds.addToRoll": [ADMINS, () => ({ roundId: "draft", villageId: qingshi(), hamletId: cast.places.donggou.id, houseNumber: "0001" })],
	"rounds.announce": [ADMINS, inRound("draft", { rulesHash: "0" })],
	"rounds.answer": [["owner"], () => ({ nominationId: "draft-nomination-1", words: "", answer: "accepted" })],
	"rounds.answerFor": [
		WITNESSES,
		inRound("draft", { nominationId: "draft-nomination-1", saidBy: "鲍春生", words: "", answer: "accepted" }),
	],
	"rounds.takeBack": [["owner"], () => ({ nominationId: "draft-nomination-1" })],
	"rounds.cancel": [ADMINS, inRound("draft", { why: "今年不办了" })],
	"spots.check": [TRIAGE, onSpot("waiting")],
	"spots.readReport": [TRIAGE, onSpot("waiting", () => ({ reportId: things.spots.reportId, verdict: "pass" }))],
	"spots.assign": [TRIAGE, onSpot("known", () => ({ unitId: things.spots.unitId, cause: "legacy", grade: "B", words: "", orders: "0" }))],
	"spots.explain": [["storekeeper"], onSpot("given", () => ({ words: "桶已经在买了。" }))],
	"spots.plan": [["storekeeper"], onSpot("given", () => ({ words: ["买桶"], day: ["2040-01-01"] }))],
	"spots.doMilestone": [["storekeeper"], onSpot("given", () => ({ position: "1" }))],
	"spots.appeal": [["storekeeper"], onSpot("given", () => ({ words: "这一处不归保洁队管。" }))],
	"spots.answerAppeal": [TRIAGE, onSpot("given", () => ({ verdict: "rejected", words: "看过图，归保洁队管。" }))],
	"spots.answerGap": [["town_admin", "district_admin"], onSpot("given", () => ({ answer: "planned", words: "列入十二月的计划。" }))],
	"spots.confirm": [CONFIRMING, onSpot("given")],
	"spots.sendBack": [CONFIRMING, onSpot("given", () => ({ why: "沟里还有。" }))],
	"spots.relapse": [CONFIRMING, onSpot("given", () => ({ why: "又堵上了。" }))],
	"spots.redact": [[...CONFIRMING, "publicist"], onSpot("waiting", () => ({ photoId: things.spots.photoId, rectangles: "[]" }))],
	"spots.passPicture": [[...CONFIRMING, "publicist"], onSpot("waiting", () => ({ photoId: things.spots.photoId }))],
	"spots.lookAgain": [["town_admin", "district_admin"], onSpot("away", () => ({ verdict: "leave" }))],
	"spots.merge": [TRIAGE, onSpot("waiting", () => ({ into: things.spots.known }))],
	"spots.turnAway": [TRIAGE, onSpot("waiting", () => ({ door: "no_problem", why: "去看过，是干净的。" }))],
	"staff.hire": [ADMINS, () => ({ name: "新人", username: "newcomer", role: "moderator", regionId: qingshi() })],
	"staff.confirmHiring": [ANY_ADMIN],
	"staff.grant": [ADMINS, () => ({ ...onTarget({ role: "inspector" })(), regionId: qingshi() })],
	"staff.reset": [ADMINS, onTarget()],
	"staff.unbindTotp": [ADMINS, onTarget()],
	"staff.disable": [ADMINS, onTarget()],
	"staff.enable": [ADMINS, onTarget()],
	"staff.keep": [ADMINS, onTarget()],
	"staff.revoke": [ADMINS, onTarget({ grantId: "grant-target" })],
	"boards.draft": [
		ABOVE,
		() => ({ regionId: cast.places.shilin.id, level: "hamlet", fromMonth: "2026-01", untilMonth: "2026-02", label: "加油榜" }),
	],
	"boards.say": [ABOVE, () => ({ editionId: things.boards.draft, placeId: qingshi(), words: "条条巷子都干净。" })],
	"boards.propose": [ABOVE, () => ({ editionId: things.boards.draft, why: "" })],
	"boards.settle": [ABOVE, () => ({ editionId: things.boards.published })],
	"boards.help": [
		ABOVE,
		() => ({
			editionId: things.boards.published,
			placeId: qingshi(),
			kind: "crew",
			helperId: cast.places.shilin.id,
			doneOn: "2026-01-05",
		}),
	],
	"boards.talk": [
		["district_admin"],
		() => ({ editionId: things.boards.published, placeId: qingshi(), heldOn: "2026-01-05", words: "说好了每周清两次。" }),
	],
	"boards.drop": [ABOVE, () => ({ editionId: things.boards.draft })],
	"agenda.plan": [
		["publicist", ...ADMINS],
		() => ({ regionId: qingshi(), kind: "visit", title: "东沟观摩", startsAt: "2099-05-08T09:00", who: "", storyId: "", weeks: "1" }),
	],
	"agenda.move": [["publicist", ...ADMINS], () => ({ entryId: planned, startsAt: "2099-05-08T10:00" })],
	"agenda.callOff": [["publicist", ...ADMINS], () => ({ entryId: planned })],
	"agenda.subscribe": [["publicist", ...ANY_ADMIN], () => ({})],
	"agenda.unsubscribe": [["publicist", ...ANY_ADMIN], () => ({})],
	"publicity.issueAlbum": [["publicist", ...ANY_ADMIN], () => ({ title: "", period: "", pairs: "", channel: "village_board" })],
	// Only a household's own yes lets it go anywhere but the site.
	"publicity.issue": [
		["publicist", ...ADMINS],
		() => ({ item: `submission:${things.shown}`, maker: "share", design: "cover", format: "share", title: "", channel: "site" }),
	],
	// Of a story that everybody reads; this one is being written.
	"publicity.issueArticle": [NOBODY, () => ({ storyId: things.story.storyId })],
	"stories.begin": [PROPOSERS, () => ({ regionId: "", fromId: "shown" })],
	"stories.write": [PROPOSERS, ofStory(() => ({ act: "save", title: "改一个标题", blocks: "" }))],
	"stories.discard": [PROPOSERS, ofStory()],
	"stories.tellOf": [PROPOSERS, ofStory(() => ({ householdId: cast.homes.bao.householdId }))],
	"stories.tellNoMoreOf": [PROPOSERS, ofStory(() => ({ householdId: cast.homes.bao.householdId }))],
	"stories.removePhoto": [PROPOSERS, ofStory(() => ({ photoId: "none" }))],
	"stories.redact": [PROPOSERS, () => ({ storyId: things.story.pictured, photoId: "story-pond", rectangles: "[]" })],
	"stories.pass": [STORY_DECIDERS, ofStory(() => ({ version: "1", words: "" }))],
	"stories.sendBack": [STORY_DECIDERS, ofStory(() => ({ version: "1", words: "还要改一改" }))],
	"stories.remark": [STORY_DECIDERS, ofStory(() => ({ version: "1", block: "title", passage: "", words: "核对" }))],
	"stories.answer": [PROPOSERS, () => ({ remarkId: things.story.remarkId, words: "核对过了" })],
	"stories.schedule": [PROPOSERS, ofStory(() => ({ startsAt: "2099-01-01T09:00", endsAt: "" }))],
	"stories.publish": [PROPOSERS, ofStory()],
	"stories.end": [PROPOSERS, ofStory()],
	"stories.takeBack": [PROPOSERS, ofStory(() => ({ words: "再改改" }))],
	"stories.drop": [PROPOSERS, ofStory()],
	"stories.arrange": [PROPOSERS, () => ({ regionId: qingshi(), startsAt: "2099-01-01T09:00", act: "", slots: ["", "", ""] })],
	"titles.propose": [ADMINS, () => ({ householdId: "household-bao" })],
	"titles.apply": [HOUSEHOLDS],
	"titles.applyFor": [HELPERS, () => ({ householdId: things.titles.without, saidBy: "马兰" })],
	"titles.agree": [["owner"], ofTitle("asked")],
	"titles.hear": [HELPERS, ofTitle("toHear", { answer: "no", saidBy: "罗英" })],
	"titles.reply": [["neighbour"], () => ({ ...onWarned(), words: "那几天在医院。" })],
	"titles.replyFor": [HELPERS, () => ({ ...onWarned(), words: "那几天在医院。", saidBy: "杜长河" })],
	"titles.show": [["neighbour"], ofTitle("warned", { shown: "yes" })],
	"titles.leave": [["neighbour"], ofTitle("warned")],
	"titles.notice": [ADMINS, ofTitle("toNotice")],
	"titles.decline": [ADMINS, ofTitle("toDecline", { why: "材料不齐，先不评。" })],
	// The village's own inspector looks at none of its courtyards; tests/journeys/titles.test.ts follows one of the town.
	"titles.grant": [ABOVE, ofTitle("noticed", { words: "去看过，都干净。" })],
	"titles.check": [ABOVE, ofTitle("titled", { result: "passed", words: "去看过，都干净。" })],
	"titles.remove": [ABOVE, ofTitle("failed", { words: "两次去看都没有收拾。" })],
	"models.propose": [PROPOSERS, () => ({ villageId: qingshi() })],
	"models.write": [PROPOSERS, ofModel(() => told)],
	"models.takeOut": [PROPOSERS, ofModel(() => ({ pairId: "lane-main" }))],
	"models.redact": [PROPOSERS, ofModel(() => ({ photoId: "lane-main-after", rectangles: "[]" }))],
	"models.notice": [ABOVE, ofModel()],
	"models.review": [ABOVE, ofModel()],
	"models.decline": [PROPOSERS, ofModel(() => ({ why: "还要再等一等。" }))],
	"models.show": [ABOVE, ofModel()],
	"models.ask": [["district_admin"], ofModel(() => ({ why: WHY }))],
	// An inspector of the village itself is bound to it.
	"models.recheck": [ABOVE, ofModel(() => ({ result: "passed", words: "看过了，都干净。" }))],
	"exposure.takeDown": [EVERYBODY, () => ({ exposureId: things.card.exposureId, words: "" })],
	"exposure.propose": [["moderator", "publicist"], () => ({ spotId: things.lateSpot, beforeId: "none", why: WHY })],
	"exposure.review": [
		["moderator", "town_admin", "district_admin"],
		() => ({ spotId: things.card.spotId, exposureId: things.card.exposureId, outcome: "kept", words: "没有人。" }),
	],
	"exposure.adopt": [ADMINS, () => ({ villageId: qingshi(), documentNumber: "青石村民会〔2026〕4号", adoptedOn: "2026-01-05" })],
	"exposure.end": [ADMINS, () => ({ villageId: qingshi() })],
	"households.check": [WITNESSES, () => ({ entrySeq: things.check, answer: "true", how: "phone", words: "是真的。" })],
	"households.describe": [ADMINS, () => ({ householdId: cast.homes.du.householdId, status: "lived_in", isHardship: "on" })],
	"households.rotateDoorToken": [ADMINS, () => ({ householdId: cast.homes.du.householdId })],
	"households.add": [ADMINS, () => ({ hamletId: cast.places.donggou.id, number: "", headName: "马小川", status: "lived_in" })],
	"households.addMember": [ADMINS, onSpare({ name: "马小山" })],
	"households.memberLeaves": [ADMINS, onSpare({ personId: "nobody", why: "died" })],
	"households.memberMoves": [ADMINS, onSpare({ personId: "nobody", into: "code-bao" })],
	"households.renameMember": [ADMINS, onSpare({ personId: "nobody", name: "马大山" })],
	"households.changeHead": [ADMINS, onSpare({ name: "马老川", why: "handed_over" })],
	"households.move": [ADMINS, onSpare({ hamletId: "region-990101100201001", number: "77" })],
	"households.split": [ADMINS, onSpare({ headName: "马新川", number: "", status: "lived_in" })],
	"households.takeBack": [ADMINS, onSpare()],
	"households.merge": [ADMINS, onSpare({ into: "code-bao" })],
	"households.close": [ADMINS, onSpare({ why: "demolished" })],
	"households.answerImport": [ANY_ADMIN, () => ({ "all-head": "skip" })],
	"households.confirmImport": [ANY_ADMIN, () => ({ fingerprint: "" })],
	"regions.rename": [ADMINS, () => ({ regionId: cast.places.xipo.id, name: "西坡里" })],
	"regions.recode": [ADMINS, () => ({ regionId: cast.places.xipo.id, code: "044" })],
	"regions.move": [["town_admin", "district_admin"], () => ({ regionId: cast.places.xipo.id, toId: cast.places.baiyang.id })],
	"regions.merge": [ADMINS, () => ({ regionId: cast.places.xipo.id, intoId: cast.places.donggou.id })],
	"regions.split": [ADMINS, () => ({ regionId: cast.places.donggou.id, name: "里沟", code: "009", goes: [cast.homes.bao.householdId] })],
	"inspections.markRemote": [["town_admin", "district_admin"], () => ({ villageId: qingshi(), hamletIds: [cast.places.xipo.id] })],
	"regions.close": [ADMINS, () => ({ regionId: cast.places.xipo.id })],
	"calendar.mark": [["district_admin"], () => ({ from: "2030-01-02", until: "2030-01-02", mark: "rest", name: "元旦" })],
	"calendar.unmark": [["district_admin"], () => ({ from: "2030-01-02", until: "2030-01-02" })],
	"maps.confirmFile": [["district_admin"]],
	"rules.save": [ADMINS, () => ({ villageId: qingshi() })],
	"rules.adopt": [ADMINS, () => ({ villageId: qingshi(), documentNumber: "村会3号", decidedOn: "2026-01-05", month: "2099-01" })],
	"awards.enter": [
		ADMINS,
		() => ({
			...{ key: "list-of-office", villageId: qingshi(), code: "P04", heldOn: dayAt(new Date()), occasion: "集中清洁" },
			...{ homes: "东沟 1", helped: "", words: "点过名", paperNumber: "" },
		}),
	],
	// Of help that there is not; tests/domain/awards/lists.test.ts asks a household.
	"awards.confirm": [NOBODY, () => ({ listId: "none", answer: "yes" })],
	"awards.confirmFor": [NOBODY, () => ({ listId: "none", answer: "yes", saidBy: "陈桂兰" })],
	// A close is a village's month; tests/journeys/closes.test.ts follows one.
	"closes.begin": [ADMINS, () => ({ villageId: qingshi(), month: "2099-01" })],
	"closes.notice": [NOBODY, () => ({ closeId: "none", villageId: qingshi(), days: "5" })],
	"closes.lock": [NOBODY, () => ({ closeId: "none", villageId: qingshi() })],
	"closes.answer": [NOBODY, () => ({ entrySeq: "1", villageId: qingshi(), verdict: "wrong", correction: "0", words: "查过了，没有错。" })],
	"closes.callback": [NOBODY, () => ({ entrySeq: "0", answer: "true", how: "phone", words: "是真的。" })],
	// Of a report that there is not; tests/domain/spots/report-points.test.ts follows one.
	"spots.claimPoints": [NOBODY, () => ({ reference: "000000000000" })],
	"closes.ruleCallback": [NOBODY, () => ({ entrySeq: "0", outcome: "close", why: WHY })],
	"closes.dispute": [NOBODY, () => ({ entrySeq: "0", reason: "look" })],
	"closes.disputeFor": [NOBODY, () => ({ entrySeq: "0", householdId: "none", reason: "look", saidBy: "陈桂兰" })],
	"funds.deposit": [ADMINS, () => ({ villageId: qingshi(), quarter: "2026-Q4", deposit: "50", documentNumber: "村会1号" })],
	"units.add": [ADMINS, () => ({ regionId: qingshi(), name: "青石村保洁队", phone: "" })],
	"units.changePhone": [ADMINS, () => ({ unitId: unit.id, phone: "0991-8812346" })],
	"units.addMember": [ADMINS, () => ({ unitId: unit.id, personId: "target" })],
	"units.endMember": [ADMINS, () => ({ unitId: unit.id, personId: "target" })],
	"units.setDuty": [ADMINS, () => ({ unitId: unit.id, regionId: qingshi(), categoryPrefix: "Q2-" })],
	"units.endDuty": [ADMINS, () => ({ unitId: unit.id, dutyId: unit.dutyId })],
	"units.close": [ADMINS, () => ({ unitId: unit.id })],
	"units.confirmFile": [ANY_ADMIN],
	"jobs.confirmClock": [["district_admin"], () => ({ shownAt: String(Date.now()) })],
	"settings.change": [["district_admin"], () => ({ slipDays: "30" })],
	"submissions.describe": [["owner"], ofDraft({ categoryCode: "Q3-01" })],
	"submissions.removePhoto": [["owner"], ofDraft({ photoId: "none" })],
	"submissions.swapSides": [["owner"], ofDraft({ before: "none" })],
	"submissions.send": [["owner"], ofDraft({ startedBy: "self", consentsToDisplay: "on" })],
	"submissions.mend": [["owner"], ofDraft({ words: "扫了一上午。" })],
	"submissions.withdraw": [["owner"], ofDraft()],
	// Of a pair that was paid nothing yet; tests/domain/callbacks/found-false.test.ts follows one.
	"closes.findFalse": [["moderator"], () => ({ submissionId: things.waiting.submissionId, why: WHY })],
	"moderation.switchKeys": [["moderator", "moderatorElsewhere"], () => ({ keys: "on" })],
	"moderation.takeOver": [["moderator"], item()],
	"moderation.letGo": [["moderator", "moderatorElsewhere"], item()],
	"moderation.redact": [["moderator"], () => ({ ...item()(), photoId: things.waiting.before, rectangles: "[]" })],
	"moderation.publishTogether": [["moderator", "moderatorElsewhere"], () => ({ items: [`${things.waiting.submissionId}:9`] })],
	"moderation.returnTogether": [
		["moderator", "moderatorElsewhere"],
		() => ({ items: [`${things.waiting.submissionId}:9`], reasons: ["too_dark"] }),
	],
	"moderation.returnToHousehold": [["moderator"], item({ version: "9", reasons: ["too_dark"] })],
	"moderation.decline": [["moderator"], item({ version: "9", reasons: ["unfit"] })],
	"moderation.publish": [["moderator"], item({ version: "9" })],
	"moderation.undo": [["moderator"], () => ({ decisionId: things.decisionId })],
};

/** Forms that no action takes, by the file that answers them. */
const ENDPOINTS: Record<string, [...Line, address?: () => string]> = {
	"src/http/ballots.ts": [HOUSEHOLDS, () => ({ candidate: "9" }), () => "/votes/open/ballot"],
	"src/pages/submit/index.astro": [HOUSEHOLDS, () => ({ photos: new File(["x"], "a.jpg") }), () => "/submit?key=new"],
	"src/pages/submit/[id]/mend.astro": [["owner"], () => ({ after: new File(["x"], "a.jpg") }), () => `/submit/${things.draft}/mend`],
	"src/pages/submit/[id]/photos.astro": [
		["owner"],
		() => ({ photos: new File(["x"], "a.jpg") }),
		() => `/submit/${things.draft}/photos?side=before`,
	],
	"src/pages/staff/assist/[id].astro": [
		["moderator"],
		() => ({ photos: new File(["x"], "a.jpg") }),
		() => `/staff/assist/${things.assisted}?side=before`,
	],
	"src/pages/staff/spots/[id]/index.astro": [
		["storekeeper"],
		() => ({ photos: new File(["x"], "a.jpg") }),
		() => `/staff/spots/${things.spots.given}`,
	],
	"src/pages/staff/spots/[id]/phone.astro": [TRIAGE, () => ({}), () => `/staff/spots/${things.spots.waiting}/phone`],
	"src/pages/staff/models/[id]/index.astro": [
		PROPOSERS,
		() => ({ pairId: "pair-of-a-lane", words: "村口的巷子", before: new File(["x"], "a.jpg") }),
		() => `/staff/models/${things.modelVillageId}`,
	],
	"src/pages/staff/stories/[id]/photos.astro": [
		PROPOSERS,
		() => ({ words: "村口的水塘", takenBy: "", photo: new File(["x"], "a.jpg") }),
		() => `/staff/stories/${things.story.pictured}/photos`,
	],
	"src/pages/moderation/[id]/originals.astro": [
		["moderator", ...ADMINS],
		() => ({ photo: things.waiting.before, reason: "" }),
		() => `/moderation/${things.waiting.submissionId}/originals`,
	],
	"src/pages/admin/import/index.astro": [ANY_ADMIN, () => ({ file: new File(["x"], "a.csv") }), () => "/admin/import"],
	"src/pages/admin/door-codes/slips.astro": [ANY_ADMIN, () => ({ household: [] }), () => "/admin/door-codes/slips"],
	"src/pages/admin/households/roster.csv.ts": [ADMINS, () => ({ regionId: qingshi() }), () => "/admin/households/roster.csv"],
	"src/pages/staff/publicity/sheets/[sheet]/index.astro": [["publicist", ...ANY_ADMIN], () => ({}), () => "/staff/publicity/sheets/sign"],
	"src/pages/staff/publicity/broadcast/index.astro": [["publicist", ...ANY_ADMIN], () => ({}), () => "/staff/publicity/broadcast"],
	"src/pages/staff/publicity/documents/[document]/index.astro": [
		["publicist", ...ANY_ADMIN],
		() => ({}),
		() => "/staff/publicity/documents/appeal",
	],
	"src/pages/staff/publicity/documents/[document]/file.ts": [
		["publicist", ...ANY_ADMIN],
		() => ({ title: "倡议书", p1: "一起动手" }),
		() => "/staff/publicity/documents/appeal/file",
	],
	"src/pages/staff/publicity/sheets/[sheet]/file.ts": [
		["publicist", ...ANY_ADMIN],
		() => ({ title: "青石村", slogan: "村子大家照看" }),
		() => "/staff/publicity/sheets/sign/file",
	],
	"src/pages/admin/staff/file.astro": [ANY_ADMIN, () => ({ file: new File(["x"], "a.csv") }), () => "/admin/staff/file"],
	"src/pages/admin/staff/cards.astro": [ANY_ADMIN, () => ({ username: "nobody" }), () => "/admin/staff/cards"],
	"src/pages/admin/units/import.astro": [ANY_ADMIN, () => ({ file: new File(["x"], "a.csv") }), () => "/admin/units/import"],
	"src/pages/admin/outlines.astro": [["district_admin"], () => ({ file: new File(["x"], "a.json") }), () => "/admin/outlines"],
	"src/pages/points/check.astro": [EVERYBODY, () => ({ code: "0000-0000-0000" }), () => "/points/check"],
	// An unknown number is told with 404, to everybody alike.
	"src/pages/report/find.astro": [NOBODY, () => ({ reference: "0000-0000-0000" }), () => "/report/find"],
	"src/pages/report/new.astro": [
		EVERYBODY,
		() => ({ key: "a".repeat(26), photos: new File(["x"], "a.jpg") }),
		() => `/report/new?hamlet=${cast.places.donggou.id}&categoryCode=Q2-01`,
	],
	// Whoever holds its number; nobody holds this one.
	"src/pages/report/[reference]/index.astro": [NOBODY, () => ({ words: "" }), () => "/report/000000000000"],
	"src/pages/staff/inspections/[id].astro": [
		NOBODY,
		() => ({ photos: new File(["x"], "a.jpg") }),
		() => "/staff/inspections/none?fault=road",
	],
	"src/pages/staff/lookbacks/[id].astro": [
		NOBODY,
		() => ({ answer: "clean", photo: new File(["x"], "a.jpg") }),
		() => "/staff/lookbacks/none",
	],
	"src/pages/staff/store/index.astro": [["storekeeper"], () => ({ code: "000000" }), () => "/staff/store"],
	"src/pages/staff/store/goods/[id].astro": [
		[...ADMINS, "storekeeper"],
		() => ({ isLookedAt: "on", photo: new File(["x"], "a.jpg") }),
		() => `/staff/store/goods/${store.soapId}`,
	],
	"src/pages/ratings/score/[id].astro": [NOBODY, () => ({ A1: "20" }), () => "/ratings/score/none"],
	"src/pages/staff/votes/[id]/papers/print.astro": [ADMINS, () => ({ household: [] }), () => "/staff/votes/open/papers/print"],
};

test("every form that a page or the front answers itself has a line", () => {
	const answers = ["src/pages", "src/http"]
		.flatMap((room) => sourcesBelow(room))
		.filter(({ text }) => /method [!=]== "POST"|isUpload\(|POST: APIRoute/.test(text));
	const passOn = /^src\/http\/(files|pages|photos|published-files|open-data\/open-data|roster-upload|screen|limits)\.ts$/;
	expect(
		answers
			.map(({ file }) => file)
			.filter((file) => !passOn.test(file))
			.sort(),
	).toEqual(Object.keys(ENDPOINTS).sort());
});

const lines = [
	...Object.entries(ACTIONS).map(([name, [allowed, fields]]) => ({
		name,
		allowed,
		fields,
		address: () => `/_actions/${name.split(" ")[0]}`,
	})),
	...Object.entries(ENDPOINTS).map(([name, [allowed, fields, address]]) => ({ name, allowed, fields, address: address ?? (() => "/") })),
];

test.each(lines)("$name: who may, and nothing changes for who may not", async ({ allowed, fields, address }) => {
	const body = async () => formOf(await (fields?.() ?? {}));
	await signInAnew();
	const before = await rowsInAll();
	const refused = EVERYBODY.filter((who) => !allowed.includes(who));
	const heard: string[] = [];
	for (const who of refused) heard.push(`${who} ${await outcome(who, address(), await body())}`);
	expect(heard).toEqual(refused.map((who) => `${who} refused`));
	expect(await rowsInAll()).toBe(before);
	const done: string[] = [];
	for (const who of allowed) done.push(`${who} ${await outcome(who, address(), await body())}`);
	expect(done).toEqual(allowed.map((who) => `${who} allowed`));
});

/** Of everybody, for this line; a line may end one. All in one commit, because there are thousands. */
const sessions = new Map<Who, string>();

async function signInAnew(): Promise<void> {
	await write(async (tx) => {
		for (const who of SIGNED_IN) {
			const { personId, kind } = viewers[who as Exclude<Who, "visitor">];
			sessions.set(who, (await openSession(tx, { personId, kind, at: new Date() })).sessionId);
		}
	});
}

function formOf(fields: Fields): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
	return form;
}

const REFUSED = [401, 403, 404];
/** Not read as a form of this kind at all, or broken: the line itself is wrong. */
const WRONG_LINE = (status: number) => [400, 405, 413, 415].includes(status) || (status >= 500 && status !== 503);

async function outcome(who: Who, address: string, body: FormData): Promise<string> {
	const visitor = new Visitor(site().origin);
	visitor.cookies.set("probe", "1");
	const session = sessions.get(who);
	if (session) visitor.cookies.set("session", session);
	const headers = { origin: site().origin, "sec-fetch-site": "same-origin" };
	const answer = await visitor.ask(address, { method: "POST", body, headers });
	await answer.body?.cancel();
	if (WRONG_LINE(answer.status)) return `${answer.status}`;
	const isSentToDoor = answer.status === 303 && /sign-in|staff\/security/.test(answer.headers.get("location") ?? "");
	return REFUSED.includes(answer.status) || isSentToDoor ? "refused" : "allowed";
}
