import node from "@astrojs/node";
import preact from "@astrojs/preact";
import { defineConfig } from "astro/config";
import sharp from "sharp";

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

const EDGE = /url\("?\.\/(edges\/[\w-]+\.svg)"?\)/;
/** As sharp as the finest phones. */
const DOTS_A_PIXEL = 3;

/** The drawn edges of the house become pictures within the stylesheet. As drawings, each would be a document of its own, for which a cheap phone needs 10 ms of its first frame. */
const drawnEdges = {
	postcssPlugin: "tingyuan:drawn-edges",
	/** @param {{ walkDecls(visit: (line: { value: string }) => void): void }} styles */
	async Once(styles) {
		/** @type {{ value: string }[]} */
		const drawn = [];
		styles.walkDecls((line) => void (EDGE.test(line.value) && drawn.push(line)));
		for (const line of drawn) {
			const [, file = ""] = EDGE.exec(line.value) ?? [];
			const drawing = sharp(`src/styles/${file}`, { density: 72 * DOTS_A_PIXEL });
			const picture = await drawing.png({ palette: true, colours: 16 }).toBuffer();
			line.value = line.value.replace(EDGE, `url("data:image/png;base64,${picture.toString("base64")}")`);
		}
	},
};

export default defineConfig({
	output: "server",
	// Pages go out whole: the front compresses and keeps them, and an error in a component becomes a 500 instead of half a page.
	adapter: node({ mode: "middleware", experimentalDisableStreaming: true }),
	integrations: [preact()],
	session: false,
	// One stylesheet, hashed and kept by the browser; nothing inline for the content policy to forgive.
	build: { inlineStylesheets: "never" },
	trailingSlash: "never",
	devToolbar: { enabled: false },
	image: { service: { entrypoint: "astro/assets/services/noop" } },
	security: {
		// The middleware checks the Origin of every change, whatever its type; this check knows neither ORIGIN nor a proxy's https.
		checkOrigin: false,
		csp: {
			directives: [
				"default-src 'none'",
				"img-src 'self' data: blob:",
				"connect-src 'self'",
				"manifest-src 'self'",
				"worker-src 'self'",
				"form-action 'self'",
				"frame-ancestors 'none'",
				"base-uri 'none'",
				"object-src 'none'",
			],
		},
	},
	server: { port: 4321 },
	vite: { plugins: [ownModules], css: { postcss: { plugins: [drawnEdges] } } },
});
