// Joins the page's script and the player it uses into one file: `npm ci && npm run build`.
//
// The player (wavesurfer.js with its regions plugin) comes from the npm registry at the version that
// package.json pins and package-lock.json holds to its checksum. Its licence goes into the first lines of the
// result, because every page that is made carries a copy. `npm run build` also refreshes the checker that
// only the tests use (axe-core).

import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { build } from "esbuild";

const STATIC = "mockinterview/report/static";
const PLAYER = "node_modules/wavesurfer.js";

const sources = readdirSync(`${STATIC}/src`).sort();
const digest = createHash("sha256");
for (const name of sources) digest.update(readFileSync(`${STATIC}/src/${name}`));

const { version } = JSON.parse(readFileSync(`${PLAYER}/package.json`, "utf8"));
const licence = readFileSync(`${PLAYER}/LICENSE`, "utf8").trim();
const banner = [
  "/*! Made by `npm run build`; do not edit.",
  `sources: sha256 ${digest.digest("hex")}`,
  `contains wavesurfer.js ${version} and its regions plugin:`,
  "",
  licence,
  "*/",
].join("\n");

const { outputFiles } = await build({
  entryPoints: [`${STATIC}/src/page.js`],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  banner: { js: banner },
  write: false,
});
// "</script" and "<!--" inside the text would end or confuse the element that the page puts it into.
const script = outputFiles[0].text.replaceAll(/<(?=\/script|!--)/gi, "\\x3C");
writeFileSync(`${STATIC}/report.js`, script);
copyFileSync("node_modules/axe-core/axe.min.js", "tests/vendor/axe.min.js");
