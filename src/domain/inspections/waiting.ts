import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { villagesWithoutInspector } from "./inspectors.ts";

export async function inspectionsWaiting(viewer: Viewer): Promise<Waiting[]> {
	const count = (await villagesWithoutInspector(viewer)).length;
	return [{ key: "inspections.barred.count", params: { count }, way: "/staff/inspections#barred" }];
}
