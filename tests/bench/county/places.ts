import type { SeededRandom } from "#demo/random.ts";
import { hamletName, headName, townNames, villageNames } from "./names.ts";
import { type Row, seededCode } from "./rows.ts";

const VILLAGES = 1_032;
const HAMLETS = 5_662;
/** No province has the code 99. */
const DISTRICT = { digits: "990201", name: "北原县" };

export interface Place {
	id: string;
	code: string;
	level: "district" | "town" | "village" | "hamlet";
	name: string;
	parentId: string | null;
	path: string;
}

export interface Places {
	district: Place;
	towns: Place[];
	villages: Place[];
	hamlets: Place[];
}

export function plannedPlaces(random: SeededRandom): Places {
	const district = placed(random, { level: "district", code: `${DISTRICT.digits}000000`, name: DISTRICT.name }, null);
	const towns = townNames().map((name, n) =>
		placed(random, { level: "town", code: `${DISTRICT.digits}${townDigits(name, n)}000`, name }, district),
	);
	const villages = villageNames(random, VILLAGES).map((name, n) => {
		const town = towns[n % towns.length] as Place;
		const nth = Math.floor(n / towns.length);
		const digits = String((/居委会|社区/.test(name) ? 1 : 201) + nth).padStart(3, "0");
		return placed(random, { level: "village", code: `${town.code.slice(0, 9)}${digits}`, name }, town);
	});
	const hamlets = villages.flatMap((village, v) => {
		const count = Math.floor(((v + 1) * HAMLETS) / VILLAGES) - Math.floor((v * HAMLETS) / VILLAGES);
		return Array.from({ length: count }, (_, n) => {
			const code = `${village.code}${String(n + 1).padStart(3, "0")}`;
			return placed(random, { level: "hamlet", code, name: hamletName(random, n) }, village);
		});
	});
	return { district, towns, villages, hamlets };
}

function townDigits(name: string, n: number): number | string {
	if (name.endsWith("街道")) return String(n + 1).padStart(3, "0");
	return (/乡$|苏木$/.test(name) ? 200 : name.endsWith("镇") ? 100 : 400) + n;
}

function placed(random: SeededRandom, place: Pick<Place, "level" | "code" | "name">, above: Place | null): Place {
	const id = seededCode(random, 16);
	return { ...place, id, parentId: above?.id ?? null, path: `${above?.path ?? "/"}${id}/` };
}

export function placeRows({ district, towns, villages, hamlets }: Places, at: Date): Row[] {
	return [district, ...towns, ...villages, ...hamlets].map(({ parentId, ...place }) => ({
		...place,
		parent_id: parentId,
		code_source: "local",
		valid_from: at.getTime(),
	}));
}

export interface Home {
	id: string;
	headName: string;
	hamletId: string;
	villageId: string;
	number: string;
}

/** About 200,000 households: some away for work, some empty, some in hardship. */
export function plannedHomes(random: SeededRandom, hamlets: Place[]): Home[] {
	return hamlets.flatMap(({ id: hamletId, parentId }) =>
		Array.from({ length: random.int(24, 47) }, (_, n) => ({
			...{ id: seededCode(random, 16), headName: headName(random), hamletId, villageId: parentId ?? "" },
			number: String(n + 1).padStart(4, "0"),
		})),
	);
}

export function homeRows(random: SeededRandom, homes: Home[], at: Date): Row[] {
	return homes.map((home) => ({
		...{ id: home.id, hamlet_id: home.hamletId, village_id: home.villageId, number: home.number, head_name: home.headName },
		...{ public_code: seededCode(random, 10), door_token: seededCode(random, 10), door_token_since: at.getTime() },
		status: random.chance(0.12) ? "away" : random.chance(0.05) ? "empty" : "lived_in",
		...{ is_hardship: random.chance(0.03), is_unranked: random.chance(0.01), created_at: at.getTime() },
	}));
}
