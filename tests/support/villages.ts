import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { regionFigures, regionMonths } from "#db/schema/figures.ts";
import { regionOutlines } from "#db/schema/outlines.ts";
import { regions } from "#db/schema/regions.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { yearUntil } from "#domain/maps/rules.ts";
import { MORNING } from "#tests/cast.ts";
import { square } from "#tests/outlines.ts";

const TOWNS = ["云岭镇", "石桥镇", "梅溪乡", "双河街道", "麦坪镇", "枫林镇"];
const HEADS = [..."安北长东大高红金李南前三上松王西下新杨张"];
const TAILS = ["家村", "沟村", "坪村", "桥社区", "湾村"];

/**
 * Towns of villages below the district of the cast, in a grid, with outlines unless said otherwise. What their figures tell is written as rows, a different
 * share for each, the first of each town with too little to tell.
 */
export async function settleVillages({ towns, each, isOutlined = true }: { towns: number; each: number; isOutlined?: boolean }) {
	const district = { id: "region-990101000000", path: "/region-990101000000/" };
	const common = { codeSource: "local", validFrom: MORNING } as const;
	await write(async (tx) => {
		for (let t = 0; t < towns; t += 1) {
			const town = { id: `town-${t}`, path: `${district.path}town-${t}/`, code: `9901012${String(t).padStart(2, "0")}000` };
			await tx.insert(regions).values({ ...common, ...town, level: "town", name: TOWNS[t % TOWNS.length] ?? "", parentId: district.id });
			for (let v = 0; v < each; v += 1) {
				const id = `village-${t}-${v}`;
				const name = `${HEADS[(v * 7 + t) % HEADS.length]}${TAILS[(v + t) % TAILS.length]}`;
				const code = `${town.code.slice(0, 9)}${String(v + 1).padStart(3, "0")}`;
				await tx.insert(regions).values({ ...common, id, code, level: "village", name, parentId: town.id, path: `${town.path}${id}/` });
				const takingPart = v === 0 ? 0 : (t * 13 + v * 29) % 120;
				await tx
					.update(regionFigures)
					.set({ households: v === 0 ? 3 : 180, takingPart, pairs: takingPart * 2, selfStarted: (takingPart * (v % 5)) >> 1 })
					.where(eq(regionFigures.regionId, id));
				const looked = v === 0 ? 1 : 3 + (v % 4);
				const months = yearUntil(monthAt(new Date())).map((month, n) => ({
					regionId: id,
					month,
					pairs: (v * 5 + n * 3 + t) % 9,
					looked,
					clean: Math.max(0, looked - ((v + n) % 5 === 0 ? 2 : (v * n) % 3 === 0 ? 1 : 0)),
					mended: v % 3,
					mendedInTime: Math.max(0, (v % 3) - (n % 6 === 0 ? 1 : 0)),
				}));
				await tx.insert(regionMonths).values(months);
				const place = square(110 + (t % 3) * 0.06 + (v % 5) * 0.012, 30 + Math.floor(t / 3) * 0.065 + Math.floor(v / 5) * 0.012, 0.012);
				if (isOutlined) await tx.insert(regionOutlines).values({ regionId: id, shape: JSON.stringify([[place]]) });
			}
		}
	});
}
