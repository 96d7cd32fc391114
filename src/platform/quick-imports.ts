import { type ResolveFnOutput, registerHooks } from "node:module";

const found = new Map<string, ResolveFnOutput>();

/**
 * `node --import` takes this before anything of ours. At each import of a package, and at each inside one, Node reads the whole list of the package's entry
 * points anew; drizzle's list has 180 KB, our files import it a hundred times and its files one another hundreds of times. That was half of a start.
 */
registerHooks({
	resolve(specifier, context, next) {
		const { parentURL = "", conditions } = context;
		const isOwn = parentURL !== "" && !parentURL.includes("/node_modules/");
		if (isOwn && /^[#@a-z][^:]*$/i.test(specifier)) {
			// All our files lie under the one folder of modules, and all are of one package, so a name means the same to each.
			const key = `${conditions} ${specifier}`;
			const known = found.get(key) ?? next(specifier, context);
			found.set(key, known);
			return { ...known, shortCircuit: true };
		}
		const isInside = specifier.startsWith(".") && parentURL.endsWith(".js") && parentURL.includes("/node_modules/drizzle-orm/");
		return isInside ? { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true } : next(specifier, context);
	},
});
