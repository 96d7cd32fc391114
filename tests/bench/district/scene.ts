import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase, type Tx, write } from "#db/client.ts";
import { Connection } from "#db/connection.ts";
import { boardEditions, boardNamed } from "#db/schema/boards.ts";
import { record } from "#domain/audit/trail.ts";
import { editionFor } from "#domain/boards/editions.ts";
import { LISTS } from "#domain/boards/file.ts";
import { boardOn, namedIn } from "#domain/boards/standing-board.ts";
import type { BoardLevel } from "#domain/boards/types.ts";
import { dayAt, monthAt } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { enterStale } from "#domain/finder/enter.ts";
import { countLookbacks } from "#domain/lookbacks/figures.ts";
import { yearUntil } from "#domain/maps/rules.ts";
import { publishFile } from "#domain/published-files/published-files.ts";
import { installSheets } from "#domain/ratings/sheets.ts";
import { env } from "#platform/env.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { DISTRICT, districtRows } from "./rows.ts";
import { yardRows } from "./yards.ts";

/** Lays the district out in the database of this process; triggers that refuse are put aside. Returns what its admin sends along. */
export async function layOutDistrict(by: string, at: Date): Promise<{ cookie: string }> {
	const months = yearUntil(monthAt(at));
	unrefused((district) => districtRows(district, { months, now: at.getTime(), by }));
	await openDatabase(env.databaseFile);
	await write(async (tx) => {
		for (const month of months) await draw(tx, month, by, at);
		for (const level of ["village", "hamlet"] as const) await publish(tx, level, { by, at, months: months.slice(-4, -1) });
		await tx.run(sql`insert into board_editions (id, region_id, level, from_month, until_month, label, least, one_in, most, error, stage_at)
			select 'draft', region_id, level, from_month, until_month, label, least, one_in, most, error, stage_at from board_editions where id = 'hamlet'`);
		await tx.run(sql`analyze`);
	});
	await enterStale();
	const cookie = `session=${await sessionFor({ personId: by, kind: "staff" })}`;
	await closeDatabase();
	return { cookie };
}

/** Households with their pairs, look backs, ratings and titles, over the district that was laid out before. */
export async function layOutYards(by: string, at: Date): Promise<void> {
	await openDatabase(env.databaseFile);
	await write(installSheets);
	await closeDatabase();
	unrefused((district) => yardRows(district, { now: at.getTime(), today: dayAt(at), by }));
	await openDatabase(env.databaseFile);
	await countLookbacks(at);
	await write((tx) => tx.run(sql`analyze`));
	await enterStale();
	await closeDatabase();
}

/** Rows in one transaction without the triggers that refuse; a site that starts later makes them again. */
function unrefused(lay: (district: Connection) => void): void {
	const district = new Connection(env.databaseFile);
	district.exec("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
	const refusing = district.values({
		sql: "select name from sqlite_master where type = 'trigger' and sql glob 'CREATE TRIGGER * BEFORE *'",
	});
	for (const [name] of refusing) district.exec(`drop trigger "${name}"`);
	district.exec("begin");
	lay(district);
	district.exec("commit");
	district.close();
}

async function draw(tx: Tx, month: Month, actorId: string, at: Date): Promise<void> {
	const about = { subject: `inspection:${month}`, actorId, at } as const;
	const [walks] = await tx.all<{ drawn: number }>(sql`select count(*) as drawn from inspection_walks where month = ${month}`);
	await record(tx, { ...about, action: "inspection.seal", detail: { commitment: "c".repeat(64) } });
	await record(tx, {
		...about,
		action: "inspection.draw",
		detail: { seed: "s".repeat(64), perVillage: 3, hamlets: 5_000, drawn: walks?.drawn },
	});
}

/** The edition of this level, which is its id too: the board of the rows, whoever signs. */
async function publish(tx: Tx, level: BoardLevel, { by, at, months }: { by: string; at: Date; months: Month[] }): Promise<void> {
	const [fromMonth = "", untilMonth = ""] = [months[0], months.at(-1)];
	const rules = { least: 10, oneIn: 10, most: 5, error: 50 };
	const edition = { id: level, regionId: DISTRICT, level, fromMonth, untilMonth, label: "加油榜", ...rules, stageAt: at };
	await tx.insert(boardEditions).values(edition);
	const written = await boardOn(await editionFor(level, tx), dayAt(at), tx);
	await publishFile(tx, { kind: "board", subject: level, text: written.text, lists: LISTS, by, at });
	const named = namedIn(written).map(({ name: _name, code: _code, part: faults, whole: inspections, ...row }) => ({
		editionId: level,
		...row,
		faults,
		inspections,
	}));
	if (named.length > 0) await tx.insert(boardNamed).values(named);
	const shown = {
		stage: "published",
		publishedAt: at,
		objectionsUntil: new Date(at.getTime() + 10 * 86_400_000),
		onDay: dayAt(at),
	} as const;
	await tx.update(boardEditions).set(shown).where(sql`id = ${level}`);
}
