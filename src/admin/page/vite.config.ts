import { join } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const here = import.meta.dirname;

/** Builds the page to `dist/page`. No inline script, style or data address: the content-security policy forbids them. */
export default defineConfig({
  root: here,
  base: "/",
  publicDir: join(here, "public"),
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
  build: {
    outDir: join(here, "../../../dist/page"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome123", "firefox121", "safari17.5"],
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
