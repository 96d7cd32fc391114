import { setupLink } from "#domain/accounts/set-up.ts";
import { beside } from "#i18n/beside.ts";
import { build, isBuilt } from "#platform/build.ts";

// `npm start`: serves the site of DATA_DIR. Until there is staff, it prints the link for the first admin.
if (!isBuilt()) await build();
const { address } = await import("../server.ts");
console.log(`${beside((words) => words.open)}:  ${address}`);
const link = await setupLink(new Date());
if (link) console.log(`${beside((words) => words.noAdmin)}:\n  ${address}/setup/${link.token}`);
