import fc from "fast-check";

/**
 * Loaded before all tests: properties ask the same questions at each run, so that a failure is the change's own.
 * `SEED=17 npm test` asks others.
 */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20) });
