import { parseArgs } from "node:util";
import { reboard } from "#domain/boards/reboard.ts";
import { workOutAgain } from "./again.ts";

// `npm run reboard -- FILE` (a published edition of a board, without a database): works the board out again.
const { positionals } = parseArgs({ allowPositionals: true });
const again = async (text: string) => reboard(text);
process.exitCode = await workOutAgain({ command: "reboard", asked: positionals[0], published: async () => null, again, faults: {} });
