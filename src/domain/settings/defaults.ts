import { write } from "#db/client.ts";
import { installTaxonomy } from "#domain/campaign/install-taxonomy.ts";
import { installRules } from "#domain/points/rulebook.ts";

export async function installDefaults(): Promise<void> {
	await write(async (tx) => {
		await installTaxonomy(tx);
		await installRules(tx);
	});
}
