import node from "@astrojs/node";
import preact from "@astrojs/preact";
import { defineConfig } from "astro/config";

/** Our own modules stay outside Astro's bundle, so that pages, jobs, cli and tests share one instance of each (one write lane). */
const ownModules = {
	name: "tingyuan:own-modules",
	enforce: "pre",
	apply: "build",
	/** @param {string} id */
	resolveId(id) {
		const own = /^#(db|domain|platform|http|i18n)\//.test(id);
		return own && this.environment.name !== "client" ? { id, external: true } : null;
	},
};

export default defineConfig({
	output: "server",
	adapter: node({ mode: "middleware" }),
	integrations: [preact()],
	session: false,
	// One stylesheet, hashed and kept by the browser; nothing inline for the content policy to forgive.
	build: { inlineStylesheets: "never" },
	trailingSlash: "never",
	devToolbar: { enabled: false },
	image: { service: { entrypoint: "astro/assets/services/noop" } },
	security: { checkOrigin: true },
	server: { port: 4321 },
	vite: { plugins: [ownModules] },
});
