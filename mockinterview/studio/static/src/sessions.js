// The list of rehearsals: search, save a copy, write down, delete, bring back.

import { html, nothing, render } from "lit-html";

import { say } from "./given.js";
import "./presence.js";
import { begin, follow, progressOf, resultOf, wordsFor } from "./writing.js";

const FIRST = 40; // more are shown when somebody asks: thousands of rows at once would be slow, and nobody reads them
const MORE = 200;
const QUESTIONS = 3;
const KINDS = ["zip", "markdown", "csv", "json"];
const HITS = 3;
const TYPED_MS = 250; // so long after the last letter the answers are searched, too
const MOST_WORDS = 20;
const JSON_PLEASE = { headers: { Accept: "application/json" } };

const place = document.querySelector("[data-after]");
const ask = document.querySelector("[data-ask]");

const state = {
  rows: [],
  aside: [],
  here: false,
  wanted: "",
  heard: { key: "", hits: {} }, // where the words of `key` were said, by rehearsal
  most: FIRST,
  said: "",
  problem: "",
  writing: {},
};
let typing = 0;

// --- looking ----------------------------------------------------------------------------------------

const folded = (text) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

const wantedWords = () => folded(state.wanted).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);

/** The rows that have every word that is searched for, in their date, their questions or the answers. */
function found() {
  const words = wantedWords();
  const has = (row, word, n) => row.text.includes(word) || hitsOf(row).some((hit) => hit.word === n);
  return words.length ? state.rows.filter((row) => words.every((word, n) => has(row, word, n))) : state.rows;
}

const listening = () => state.wanted.trim() !== "" && state.heard.key !== wantedWords().join(" ");

/** Where the words that are searched for now were said in a rehearsal. */
const hitsOf = (row) => (listening() ? [] : (state.heard.hits[row.id] ?? []));

/** Searches the answers, which the page does not have; a slower answer to an older question is dropped. */
async function searchAnswers() {
  const words = wantedWords();
  const key = words.join(" ");
  if (!key || key === state.heard.key) return;
  const hits = await request("/sessions/search", {
    method: "POST",
    headers: { ...JSON_PLEASE.headers, "Content-Type": "application/json" },
    body: JSON.stringify({ words }),
  });
  if (key !== wantedWords().join(" ")) return;
  state.heard = { key, hits: hits ?? {} };
  draw();
}

async function load() {
  const told = await request("/sessions.json");
  if (!told) return;
  // A date can be searched for as it is read and as it is written: the id begins with it.
  state.rows = told.rows.map((row) => ({ ...row, text: folded([row.when, row.id, ...row.questions].join(" ")) }));
  state.aside = told.aside;
  state.here = told.running_here;
  state.writing = told.writing.running || told.writing.problem ? told.writing : {};
}

/** Returns what the studio answers, undefined where it did not work: then the page says why. */
async function request(address, options = {}) {
  state.problem = "";
  try {
    const response = await fetch(address, { ...JSON_PLEASE, ...options });
    const told = await response.json();
    if (response.ok) return told;
    state.problem = told.problem ?? say("failed");
  } catch {
    state.problem = say("failed");
  }
  return undefined;
}

// --- deleting ---------------------------------------------------------------------------------------

const nameOf = (row) => row.when || row.id;

function askToDelete(row) {
  ask.querySelector("[data-which]").textContent = nameOf(row);
  ask.returnValue = "";
  ask.onclose = () => {
    if (ask.returnValue === "delete") remove(row);
  };
  ask.showModal();
}

async function remove(row) {
  if (await request(address(row), { method: "DELETE" })) {
    row.gone = true; // its place stays until the page is left, so that nothing moves under the person's hand
    state.aside = [row, ...state.aside];
    state.said = say("gone", { when: nameOf(row) });
  }
  draw();
  focusOn(row);
}

async function bringBack(row) {
  if (await request(`${address(row)}/bring-back`, { method: "POST" })) {
    state.said = say("back", { when: nameOf(row) });
    await load();
  }
  draw();
  focusOn(row);
}

// --- writing down -----------------------------------------------------------------------------------

async function writeDown(row) {
  const begun = await begin(row.id);
  state.problem = begun.session ? "" : begun.problem;
  if (begun.session) state.writing = begun;
  draw();
  focusOn(row);
  if (begun.session) await followIt();
}

/** Shows how far it is; once it is over, the rows as they are then. */
async function followIt() {
  await follow(async (now) => {
    state.writing = now;
    state.said = now.running ? wordsFor(now) : resultOf(now);
    if (!now.running) await reload(now.session);
    draw();
  });
}

/** Looks at that rehearsal again, and leaves the others where they stand. */
async function reload(session) {
  const gone = state.rows.filter((row) => row.gone);
  const told = await request("/sessions.json");
  if (!told) return;
  const fresh = told.rows.find((row) => row.id === session);
  state.rows = state.rows.map((row) => (row.id === session && fresh && !gone.includes(row) ? { ...row, ...fresh } : row));
}

function focusOn(row) {
  const problem = place.querySelector("[data-problem]");
  (problem ?? document.getElementById(`row-${row.id}`))?.focus();
}

const address = (row) => `/sessions/${encodeURIComponent(row.id)}`;

// --- showing ----------------------------------------------------------------------------------------

function facts(row) {
  if (row.state === "broken") return "";
  const long = row.minutes < 1 ? say("seconds") : say("minutes", { n: Math.round(row.minutes) });
  return [say("questions", { n: row.count }), long, ...(row.candidate ? [say("candidate")] : [])].join(" · ");
}

function stateOf(row) {
  if (row.state === "cut off") return html`<p class="state">${say("cut_off")}</p>`;
  if (row.state === "broken") return html`<p class="state">${say("broken", { problem: row.problem })}</p>`;
  if (row.state !== "running") return nothing;
  return html`<p class="state">${say(state.here ? "running_here" : "running_elsewhere")}</p>`;
}

function unwrittenOf(row) {
  const mine = state.writing.session === row.id;
  if (mine && state.writing.running) return progressOf(state.writing);
  const result = mine ? resultOf(state.writing) : "";
  const waits = row.untranscribed ? say("untranscribed", { n: row.untranscribed }) : "";
  return html`${result ? html`<p class="state">${result}</p>` : nothing}
  ${waits && !(mine && state.writing.came.unreadable) ? html`<p class="state">${waits}</p>` : nothing}`;
}

function questionsOf(row) {
  const more = row.questions.length - QUESTIONS;
  return html`<ul class="asked">
    ${row.questions.slice(0, QUESTIONS).map((text) => html`<li dir="auto">${text}</li>`)}
    ${more > 0 ? html`<li class="small">${say("more_questions", { n: more })}</li>` : nothing}
  </ul>`;
}

/** Where it was found: what was said around the words, each spot once. */
function foundIn(row) {
  const seen = new Map(hitsOf(row).map((hit) => [hit.text, hit]));
  if (!state.wanted.trim() || !seen.size) return nothing;
  return html`<ul class="hits">
    ${[...seen.values()].slice(0, HITS).map(
      (hit) => html`<li><span class="small">${say(hit.follow_up ? "said_follow_up" : "said", { n: hit.number })}</span>
        <q dir="auto">${hit.text}</q></li>`,
    )}
  </ul>`;
}

const labelled = (row, what) => say("of", { what: say(what), when: nameOf(row) });

function menuOf(row) {
  return html`<details class="menu" name="menu" @keydown=${closeByKey}>
    <summary class="quiet" aria-label=${labelled(row, "export")}>${say("export")}</summary>
    <ul>
      ${KINDS.map((kind) => html`<li><a href="${address(row)}/export/${kind}">${say(`kinds.${kind}`)}</a></li>`)}
    </ul>
  </details>`;
}

function closeByKey(event) {
  if (event.key !== "Escape") return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector("summary").focus();
}

function actionsOf(row) {
  if (row.state === "running") {
    return state.here
      ? html`<div class="actions"><a class="button main" href="/rehearsal">${say("go_there")}</a></div>`
      : nothing;
  }
  const remove = html`<button class="quiet" aria-label=${labelled(row, "delete")} @click=${() => askToDelete(row)}>
    ${say("delete")}
  </button>`;
  if (row.state === "broken") return html`<div class="actions">${remove}</div>`;
  const writing = state.writing.running && state.writing.session === row.id;
  // While it is at work its place stays, so that nothing moves under the person's hand.
  const writeIt = html`<button ?disabled=${writing} aria-label=${labelled(row, "write_down")} @click=${() => writeDown(row)}>
    ${say("write_down")}
  </button>`;
  const again = `/?again=${encodeURIComponent(row.id)}`;
  return html`<div class="actions">
    <a class="button hear" href=${address(row)} aria-label=${labelled(row, "hear")}>
      <span class="icon play" aria-hidden="true"></span>${say("hear")}
    </a>
    ${row.untranscribed ? writeIt : nothing}
    ${row.count ? html`<a class="quiet" href=${again} aria-label=${labelled(row, "again")}>${say("again")}</a>` : nothing}
    ${menuOf(row)} ${writing ? nothing : remove}
  </div>`;
}

function rowOf(row) {
  if (row.gone) return goneOf(row, `row-${row.id}`);
  const opens = ["complete", "cut off"].includes(row.state);
  const name = opens
    ? html`<a id="row-${row.id}" href=${address(row)}>${nameOf(row)}</a>`
    : html`<span id="row-${row.id}" tabindex="-1">${nameOf(row)}</span>`;
  return html`<li class="rehearsal ${row.state.replace(" ", "-")}">
    <h2>${name}</h2>
    ${row.state === "broken" ? nothing : html`<p class="facts">${facts(row)}</p>`}
    ${row.questions.length ? questionsOf(row) : nothing} ${foundIn(row)} ${stateOf(row)}
    ${unwrittenOf(row)}
    ${actionsOf(row)}
  </li>`;
}

function goneOf(row, id) {
  return html`<li class="rehearsal gone">
    <span>${say("gone", { when: nameOf(row) })}</span>
    <button id=${id ?? nothing} aria-label=${labelled(row, "bring_back")} @click=${() => bringBack(row)}>
      ${say("bring_back")}
    </button>
  </li>`;
}

function asideOf() {
  const elsewhere = state.aside.filter((row) => !row.gone);
  if (!elsewhere.length) return nothing;
  return html`<section class="aside" aria-labelledby="aside">
    <h2 id="aside">${say("aside")}</h2>
    <p class="small">${say("aside_text")}</p>
    <ul class="rehearsals">
      ${elsewhere.map((row) => goneOf(row))}
    </ul>
  </section>`;
}

function searchOf(rows) {
  const kept = (some) => some.filter((row) => !row.gone).length;
  const [n, all] = [kept(rows), kept(state.rows)];
  const count = state.wanted.trim() ? say("found", { n, all }) : say("shown", { n: all });
  const told = listening() ? say("listening", { n }) : rows.length || !state.wanted ? count : say("not_found");
  return html`<div class="search field">
    <label for="search">${say("search")}</label>
    <input id="search" type="search" autocomplete="off" aria-describedby="searched" .value=${state.wanted} @input=${search} />
    <p class="hint" id="searched">${say("searched")}</p>
    <p class="count" role="status">${told}</p>
  </div>`;
}

function search(event) {
  state.wanted = event.target.value;
  state.most = FIRST;
  clearTimeout(typing);
  typing = setTimeout(searchAnswers, TYPED_MS);
  draw();
}

function showMore(first) {
  state.most += MORE;
  draw();
  document.getElementById(`row-${first.id}`)?.focus();
}

function moreOf(rows) {
  const left = rows.length - state.most;
  if (left <= 0) return nothing;
  const first = rows[state.most];
  return html`<p><button class="more" @click=${() => showMore(first)}>${say("more", { n: Math.min(left, MORE) })}</button></p>`;
}

function draw() {
  const rows = found();
  const list = state.rows.length
    ? html`${searchOf(rows)}
        <ul class="rehearsals">
          ${rows.slice(0, state.most).map(rowOf)}
        </ul>
        ${moreOf(rows)}`
    : html`<p class="lead">${say("none")}</p>
        <p><a class="button main big" href="/">${say("rehearse")}</a></p>`;
  const problem = html`<p class="note problem" role="alert" tabindex="-1" data-problem>${state.problem}</p>`;
  render(
    html`<p class="unseen" role="status">${state.said}</p>
      ${state.problem ? problem : nothing} ${state.rows.length || !state.problem ? list : nothing} ${asideOf()}`,
    place,
  );
}

// A click elsewhere closes an open menu.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

await load();
place.replaceChildren();
draw();
if (state.writing.running) await followIt();
