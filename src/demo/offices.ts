import type { Viewer } from "#domain/accounts/types.ts";
import { addDays, dayAt } from "#domain/calendar/rules.ts";
import { adoptPolicy } from "#domain/exposure/policies.ts";
import { markRemote } from "#domain/inspections/mark-remote.ts";
import { setDuty } from "#domain/units/duties.ts";
import { addMember } from "#domain/units/members.ts";
import { addUnit } from "#domain/units/units.ts";
import { type Place, type Staff, viewerOf } from "./staff.ts";

/** The parts of a code by which a unit of the district answers for one thing everywhere. */
interface PlannedUnit {
	name: string;
	phone: string;
	/** The name of its place. */
	place: string;
	duties: string[];
	/** Who acts for it, by username. */
	member?: string;
}

// No district of the country has the area code 0900.
const UNITS: PlannedUnit[] = [
	{ name: "青石村村民委员会", phone: "0900-8810021", place: "青石村", duties: [""], member: "cun-guanli" },
	{ name: "白杨村村民委员会", phone: "0900-8810022", place: "白杨村", duties: [""], member: "cun-baiyang" },
	{ name: "柿林镇环境卫生所", phone: "0900-8810011", place: "柿林镇", duties: [""], member: "cun-baiyang" },
	{ name: "石桥镇环境卫生所", phone: "0900-8810012", place: "石桥镇", duties: [""], member: "cun-shiqiao" },
	{ name: "南河街道城市管理办公室", phone: "0900-8810010", place: "南河街道", duties: [""], member: "cun-nanhe" },
	{ name: "青岭区交通运输局公路站", phone: "0900-8810003", place: "青岭区", duties: ["S-03", "Q3-05"] },
	{ name: "青岭区水务局", phone: "0900-8810004", place: "青岭区", duties: ["W-"] },
];

const REMOTE = ["松林垭", "后山", "刘家垄", "观音岩"];

/** The units with their duties, by name; the policy that each village's assembly adopted; the hamlets far from the road. */
export async function openOffices(staff: Staff, places: Place[], at: Date): Promise<Map<string, string>> {
	const { admin: by } = staff;
	const units = new Map<string, string>();
	for (const unit of UNITS) units.set(unit.name, await openUnit(unit, { staff, places, at }));
	for (const [n, { id: villageId, name }] of places.filter(({ level }) => level === "village").entries()) {
		const adoptedOn = addDays(dayAt(at), -2 - (n % 9));
		await adoptPolicy({
			villageId,
			documentNumber: `${name}${assemblyOf(name)}〔${adoptedOn.slice(0, 4)}〕${3 + (n % 4)}号`,
			adoptedOn,
			by,
			at,
		});
		const hamletIds = places.filter(({ parentId, name: hamlet }) => parentId === villageId && REMOTE.includes(hamlet)).map(({ id }) => id);
		if (hamletIds.length > 0) await markRemote({ villageId, hamletIds, by, at });
	}
	return units;
}

const assemblyOf = (village: string) => (village.endsWith("社区") ? "居民会议" : "村民会议");

async function openUnit(
	{ name, phone, place, duties, member }: PlannedUnit,
	{ staff, places, at }: { staff: Staff; places: Place[]; at: Date },
): Promise<string> {
	const by: Viewer = staff.admin;
	const regionId = places.find((one) => one.name === place)?.id ?? "";
	const { unitId } = await addUnit({ regionId, name, phone, by, at });
	if (member) await addMember({ unitId, personId: viewerOf(staff, member).personId, by, at });
	for (const categoryPrefix of duties) await setDuty({ unitId, regionId, categoryPrefix, by, at });
	return unitId;
}
