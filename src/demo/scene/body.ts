import type { Stage } from "./stage.ts";

export type Body = { x0: number; x1: number; z0: number; z1: number };

export function bodyOf(stage: Stage): Body {
	const { house, yard } = stage.courtyard;
	return { x0: house.aside - house.width / 2, x1: house.aside + house.width / 2, z0: yard.depth, z1: yard.depth + house.depth };
}
