import { build, isBuilt } from "#platform/build.ts";

if (!isBuilt()) await build();
