import { fileURLToPath } from "node:url";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const backend = process.env.TRUNKLINE_BACKEND ?? "http://127.0.0.1:8080";

// what the server sends is compressed once, here
function compressed(): Plugin {
  let folder = "";
  return {
    name: "compressed",
    configResolved: (config) => void (folder = join(config.root, config.build.outDir)),
    closeBundle() {
      const at = process.env.TRUNKLINE_WORKSPACE ?? folder;
      for (const name of readdirSync(at, { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css|svg|html)$/.test(name)) continue;
        const content = readFileSync(join(at, name));
        if (content.length < 1000) continue;
        writeFileSync(join(at, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(join(at, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: ["node_modules"] } } },
  build: {
    outDir: process.env.TRUNKLINE_WORKSPACE ?? "../src/trunkline/workspace",
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: true,
    chunkSizeWarningLimit: 2000,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": backend, "/tmf-api": backend } },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
} as Parameters<typeof defineConfig>[0]);
