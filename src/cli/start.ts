import { setupLink } from "#domain/accounts/set-up.ts";
import { beside } from "#i18n/beside.ts";
import { build, isBuilt } from "#platform/build.ts";
import { requireSettings } from "../data.ts";

// `npm start`: serves the site of DATA_DIR. Until there is staff, it prints the link for the first admin.
// Building takes a minute; a wrong setting is told before.
requireSettings();
if (!isBuilt()) await build();
const { address } = await import("../server.ts");
console.log(`${beside((words) => words.open)}:  ${address}`);
const link = await setupLink(new Date());
if (link) console.log(`${beside((words) => words.noAdmin)}:\n  ${address}/setup/${link.token}`);
