// The replay and the progress page: where their content is still being made, says how far it is and then shows it;
// and lets an answer be written down that was only recorded.

import { html, nothing, render } from "lit-html";

import { GIVEN, say } from "./given.js";
import "./presence.js";
import { begin, follow, progressOf, resultOf, wordsFor } from "./writing.js";

const OFTEN_MS = 400;

async function wait(note, page) {
  for (;;) {
    await new Promise((done) => setTimeout(done, OFTEN_MS));
    let state;
    try {
      const response = await fetch(GIVEN.ready);
      if (!response.ok) break;
      state = await response.json();
    } catch {
      continue; // the frame says that the studio is gone
    }
    if (state.ready) break;
    if (state.total) note.textContent = say("waiting_for", state);
  }
  page.reload();
}

const note = document.querySelector("[data-waiting]");
if (note) wait(note, location);

// --- answers without words ----------------------------------------------------------------------------

const unwritten = [...document.querySelectorAll("[data-unwritten]")];
const spoken = document.querySelector("[data-said]");

/** Shows the same at every answer that waits: in place of its button how far it is, or what came of it. */
function show(now, result = "") {
  for (const place of unwritten) {
    const [button, told] = [place.querySelector("button"), place.querySelector("[data-told]")];
    button.hidden = now.running === true;
    render(now.running ? progressOf(now) : result ? html`<p class="note">${result}</p>` : nothing, told);
  }
  const words = now.running ? wordsFor(now) : result;
  if (spoken.textContent !== words) spoken.textContent = words;
}

/** Shows the words: at once, unless somebody is listening. */
function showWords(place, result) {
  const page = `#${place.closest("[data-answer]").id}`;
  const again = () => {
    history.replaceState(null, "", page);
    location.reload();
  };
  if ([...document.querySelectorAll("audio")].every((audio) => audio.paused)) {
    again();
    return;
  }
  const told = place.querySelector("[data-told]");
  render(html`<p class="note">${result}</p><button type="button" @click=${again}>${say("show_words")}</button>`, told);
  place.querySelector("button").hidden = true;
}

async function followIt(place) {
  let last;
  await follow((now) => {
    last = now;
    if (now.session === GIVEN.session) show(now, now.running ? "" : resultOf(now));
  });
  if (last.session === GIVEN.session && last.came.written) showWords(place, resultOf(last));
}

async function writeDown(place) {
  const begun = await begin(GIVEN.session);
  if (!begun.session) {
    show({}, begun.problem);
    return;
  }
  show(begun);
  place.querySelector("[data-told]").focus(); // the button that had the focus is gone
  await followIt(place);
}

for (const place of unwritten) {
  const button = place.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => writeDown(place));
}
if (unwritten.length && GIVEN.writing.session === GIVEN.session) {
  const now = GIVEN.writing;
  show(now, now.running ? "" : now.problem);
  if (now.running) followIt(unwritten[0]);
}
