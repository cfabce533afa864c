import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";

// Before anything else is loaded, and therefore no TypeScript itself: what was compiled before loads without the compiler, which
// takes more memory than an import.
enableCompileCache();
// The heap grows by a seventh of what is in use, not to several times as much.
setFlagsFromString("--heap-growing-percent=15");
await import("./main.ts");
