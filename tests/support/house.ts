import { type Served, serve } from "../../src/serve.ts";

// Serves one site after the other: told a data folder it opens that site, told none it closes it.
let site: Served | undefined;

process.on("message", async ({ dataDir }: { dataDir: string | null }) => {
	if (dataDir) {
		process.env["DATA_DIR"] = dataDir;
		site = await serve();
	} else {
		await site?.close();
		process.send?.("closed");
	}
});
process.on("disconnect", () => process.exit());
