import { parseArgs } from "node:util";
import { reboard } from "#domain/boards/reboard.ts";
import { wholeFile } from "#domain/published-files/published-files.ts";
import { workOutAgain } from "./again.ts";

// `npm run reboard -- FILE` (a published edition of a board, without a database) or `-- ID` (one of this site): works the board out again.
const { positionals } = parseArgs({ allowPositionals: true });
const again = async (text: string) => reboard(text);
process.exitCode = await workOutAgain({
	command: "reboard",
	asked: positionals[0],
	published: (id) => wholeFile({ kind: "board", subject: id }),
	again,
	faults: {},
});
