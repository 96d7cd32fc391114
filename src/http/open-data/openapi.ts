import { z } from "astro/zod";
import { type Locale, messagesFor } from "#i18n/messages.ts";
import { FORMATS } from "./formats.ts";
import { type Parameter, RESOURCES, type Resource } from "./resources.ts";
import { listOf, Problem } from "./schemas.ts";

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of what is open, from the schemas that the answers are made by. */
export function openApi({ origin, locale }: { origin: string; locale: Locale }): Json {
	const words = messagesFor(locale).openData;
	return {
		openapi: "3.1.0",
		info: { title: words.title, version: "1", description: words.lede },
		servers: [{ url: `${origin}/api/v1` }],
		paths: Object.fromEntries(Object.entries(RESOURCES).flatMap(([name, one]) => pathsOf(name, one, locale))),
		components: { schemas: schemas(), responses: { Problem: answerOf("Problem", "application/json", words.problem) } },
	};
}

function schemas(): Json {
	const registry = z.registry<{ id: string }>();
	registry.add(Problem, { id: "Problem" });
	for (const { schema, one } of Object.values(RESOURCES)) {
		registry.add(schema, { id: one });
		registry.add(listOf(schema), { id: `${one}List` });
	}
	const made = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` }).schemas as Record<string, Json>;
	return Object.fromEntries(Object.entries(made).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]));
}

function pathsOf(name: string, resource: Resource, locale: Locale): [string, Json][] {
	const words = messagesFor(locale).openData;
	return FORMATS.filter(({ isFor }) => isFor(resource)).map(({ ending, type }) => [
		`/${name}${ending}`,
		{
			get: {
				operationId: `${name}${ending}`.replace(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase()),
				summary: words.lists[name as keyof typeof words.lists].title,
				description: words.lists[name as keyof typeof words.lists].text,
				parameters: resource.takes.map((parameter) => parameterOf(parameter, resource, locale)),
				responses: {
					200: answerOf(ending ? undefined : `${resource.one}List`, type, words.found),
					304: { description: words.unchanged },
					...Object.fromEntries([400, 404, 429].map((status) => [status, { $ref: "#/components/responses/Problem" }])),
				},
			},
		},
	]);
}

function parameterOf(name: Parameter, { needs }: Resource, locale: Locale): Json {
	return {
		...{ name, in: "query", required: name === needs, schema: { type: "string" } },
		description: messagesFor(locale).openData.parameters[name],
	};
}

function answerOf(schema: string | undefined, type: string, description: string): Json {
	return {
		description,
		content: { [type]: schema ? { schema: { $ref: `#/components/schemas/${schema}` } } : {} },
	};
}
