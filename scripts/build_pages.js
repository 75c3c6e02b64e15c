// Joins the script of each page and the library it uses into one file: `npm ci && npm run build`.
//
// The libraries come from the npm registry at the versions that package.json pins and package-lock.json holds to
// their checksums. Their licences go into the first lines of the results, because every page that is made carries
// a copy. This also refreshes the checker that only the tests use (axe-core).

import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { build } from "esbuild";

const PAGES = [
  {
    folder: "mockinterview/report/static",
    source: "page.js",
    result: "report.js",
    library: "wavesurfer.js",
    licence: "LICENSE",
    contains: (version) => `contains wavesurfer.js ${version} and its regions plugin:`,
  },
  {
    folder: "mockinterview/progress_page/static",
    source: "charts.js",
    result: "progress.js",
    library: "chartist",
    licence: "LICENSE-MIT",
    contains: (version) => `contains Chartist ${version}, used under the MIT License:`,
  },
];

// The pages of the studio share their modules and one library.
const STUDIO = {
  folder: "mockinterview/studio/static",
  library: "lit-html",
  licence: "LICENSE",
  contains: (version) => `contains lit-html ${version}, used under the BSD-3-Clause License:`,
};
const STUDIO_PAGES = ["presence", "start", "rehearsal", "sessions", "replay", "dossier", "day"];

function banner({ folder, library, licence, contains }) {
  const digest = createHash("sha256");
  const names = readdirSync(`${folder}/src`, { recursive: true }).filter((name) => name.endsWith(".js"));
  for (const name of names.sort()) digest.update(readFileSync(`${folder}/src/${name}`));
  const { version } = JSON.parse(readFileSync(`node_modules/${library}/package.json`, "utf8"));
  return [
    "/*! Made by `npm run build`; do not edit.",
    `sources: sha256 ${digest.digest("hex")}`,
    contains(version),
    "",
    readFileSync(`node_modules/${library}/${licence}`, "utf8").trim(),
    "*/",
  ].join("\n");
}

await build({
  entryPoints: STUDIO_PAGES.map((name) => `${STUDIO.folder}/src/${name}.js`),
  outdir: STUDIO.folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  banner: { js: banner(STUDIO) },
});

for (const page of PAGES) {
  const { outputFiles } = await build({
    entryPoints: [`${page.folder}/src/${page.source}`],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022"],
    charset: "utf8",
    banner: { js: banner(page) },
    write: false,
  });
  // "</script" and "<!--" inside the text would end or confuse the element that the page puts it into.
  const script = outputFiles[0].text.replaceAll(/<(?=\/script|!--)/gi, "\\x3C");
  writeFileSync(`${page.folder}/${page.result}`, script);
}
copyFileSync("node_modules/axe-core/axe.min.js", "tests/vendor/axe.min.js");
