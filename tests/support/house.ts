import { type Served, serve } from "../../src/serve.ts";
import { recordedStatements } from "./statements.ts";

// Serves one site after the other: told a data folder it opens that site, told none it closes it.
let site: Served | undefined;
const statements = recordedStatements();

process.on("message", async ({ dataDir, asks }: { dataDir: string | null; asks?: "statements" }) => {
	if (asks) process.send?.([...statements]);
	else if (dataDir) {
		process.env["DATA_DIR"] = dataDir;
		site = await serve();
	} else {
		await site?.close();
		process.send?.("closed");
	}
});
process.on("disconnect", () => process.exit());
