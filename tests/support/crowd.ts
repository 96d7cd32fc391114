import { write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { MORNING } from "#tests/cast.ts";

interface Hamlet {
	id: string;
	parent?: { id: string } | undefined;
}

/** Many households with one member each, as rows. Numbered from 1000, in turn over these hamlets. */
export async function crowdOf(count: number, hamlets: Hamlet[]) {
	const homes = Array.from({ length: count }, (_, n) => {
		const hamlet = hamlets[n % hamlets.length] as Hamlet;
		return { householdId: `crowd-${n}`, personId: `crowd-person-${n}`, number: String(1000 + n), hamlet };
	});
	await write(async (tx) => {
		await tx.insert(households).values(
			homes.map(({ householdId, number, hamlet }, n) => ({
				id: householdId,
				hamletId: hamlet.id,
				villageId: hamlet.parent?.id ?? "",
				number,
				headName: `户主${n}`,
				publicCode: householdId,
				doorToken: `c${String(n).padStart(9, "0")}`,
				doorTokenSince: MORNING,
				createdAt: MORNING,
			})),
		);
		await tx.insert(people).values(homes.map(({ personId }, n) => ({ id: personId, name: `户主${n}`, createdAt: MORNING })));
		await tx.insert(householdMembers).values(homes.map(({ householdId, personId }) => ({ householdId, personId, joinedAt: MORNING })));
	});
	return homes;
}
