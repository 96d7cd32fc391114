import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { plannedDistrict } from "#demo/district.ts";
import { plannedHistory } from "#demo/plan.ts";
import { seededRandom } from "#demo/random.ts";
import { snapshotsOf } from "#demo/snapshots.ts";
import { otherWords } from "#demo/words.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { notesOn } from "#domain/photos/rules.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { uploadOf } from "#tests/pictures.ts";

freshDatabase();

function history(seed: string) {
	const { households } = plannedDistrict(seededRandom(`${seed}/district`));
	return plannedHistory(seededRandom(`${seed}/history`), households, MORNING);
}

test("the same seed lives the same half year, another seed another one", () => {
	expect(history("1")).toEqual(history("1"));
	expect(history("2")).not.toEqual(history("1"));
});

test("of the demo's waiting pairs one was taken in the dark and one by a moving hand, and intake sees each", async () => {
	const { homes } = await inviteCast();
	const { householdId, personId } = homes.bao;
	const spoilt = history("1").filter(({ mishap }) => mishap);
	expect(spoilt.map(({ fate, mishap }) => [fate, mishap])).toEqual([
		["waiting", "too_dark"],
		["waiting", "blurred"],
	]);
	for (const planned of spoilt) {
		for (const { jpeg } of await snapshotsOf(planned, "1")) {
			await takeInPhoto({ upload: await uploadOf(Buffer.from(jpeg)), householdId, personId, at: MORNING });
		}
	}
	expect((await db.select().from(photos)).flatMap(notesOn)).toEqual(["too_dark", "blurred"]);
});

test("whoever may not say what another candidate does finds other words", () => {
	const random = seededRandom("words");
	const taken = new Set<string>();
	for (let n = 0; n < 12; n += 1) taken.add(otherWords(random, "Z2-01", taken));
	expect(taken.size).toBe(12);
});
