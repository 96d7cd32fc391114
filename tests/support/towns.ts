import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { MORNING } from "#tests/cast.ts";

interface Place {
	id: string;
	path: string;
}

/** 河西镇, a second town of the district, with so many villages and hamlets in each. Its first village bears the name of one in the other town. */
export async function addTown(district: Place, villages: number, hamlets = 0): Promise<void> {
	const town = { id: "hexi", code: "990101101000", level: "town" as const, name: "河西镇", parentId: district.id };
	const path = `${district.path}hexi/`;
	const kept = { codeSource: "local" as const, validFrom: MORNING };
	const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
	const below = numbers(villages).map((n) => ({
		...{ id: `hexi-${n}`, code: `990101101${String(201 + n)}`, level: "village" as const, name: n === 0 ? "青石村" : `第${n}村` },
		...{ parentId: "hexi", path: `${path}hexi-${n}/`, ...kept },
	}));
	await write(async (tx) => {
		await tx.insert(regions).values({ ...town, path, ...kept });
		for (const village of below) {
			await tx.insert(regions).values(village);
			for (const n of numbers(hamlets))
				await tx.insert(regions).values({
					...{ id: `${village.id}-${n}`, code: `${village.code}${String(n + 1).padStart(3, "0")}`, level: "hamlet", name: `${n + 1}组` },
					...{ parentId: village.id, path: `${village.path}${village.id}-${n}/`, ...kept },
				});
		}
	});
}
