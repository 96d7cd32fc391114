import { parseArgs } from "node:util";
import { countedFile } from "#domain/votes/counts/counted.ts";
import { recount } from "#domain/votes/counts/recount.ts";
import { messagesFor } from "#i18n/messages.ts";
import { workOutAgain } from "./again.ts";

// `npm run recount -- FILE` (a published file, without a database) or `-- ROUND` (a round of this site): counts the file's votes again.
const { faults } = messagesFor("zh-CN").counts;
const { positionals } = parseArgs({ allowPositionals: true });
process.exitCode = await workOutAgain({ command: "recount", asked: positionals[0], published: countedFile, again: recount, faults });
