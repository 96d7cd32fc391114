import { type Served, serve } from "../../src/serve.ts";
import { recordedStatements } from "./statements.ts";

// Serves one site after the other: told a data folder it opens that site, told none it closes it.
let site: Served | undefined;
let asked: string[] = [];
const statements = recordedStatements((text) => asked.push(text));

process.on("message", async ({ dataDir, asks }: { dataDir: string | null; asks?: "statements" | "asked" }) => {
	if (asks === "statements") process.send?.([...statements]);
	else if (asks) {
		process.send?.(asked);
		asked = [];
	} else if (dataDir) {
		process.env["DATA_DIR"] = dataDir;
		site = await serve();
	} else {
		await site?.close();
		process.send?.("closed");
	}
});
process.on("disconnect", () => process.exit());
