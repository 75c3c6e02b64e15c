// Answers that were recorded but not written down: asks for their words, and follows how far that is.

import { html } from "lit-html";

import { say } from "./given.js";

const OFTEN_MS = 500;
const JSON_PLEASE = { headers: { Accept: "application/json" } };

/** Begins; returns how far it is, or `{problem}` with a line that says why not. */
export async function begin(session) {
  const address = `/sessions/${encodeURIComponent(session)}/write-down`;
  try {
    const response = await fetch(address, { ...JSON_PLEASE, method: "POST" });
    const told = await response.json();
    return response.ok ? told : { problem: told.problem ?? say("writing.failed") };
  } catch {
    return { problem: say("writing.failed") };
  }
}

/** Tells `hear` how far it is, until it is over. */
export async function follow(hear) {
  for (;;) {
    await new Promise((done) => setTimeout(done, OFTEN_MS));
    let now;
    try {
      const response = await fetch("/writing.json", JSON_PLEASE);
      if (!response.ok) continue; // a failure is told once; the next answer says what became of it
      now = await response.json();
    } catch {
      continue; // the frame says that the studio is gone
    }
    await hear(now);
    if (!now.running) return;
  }
}

/** What it is at, in a line. */
export const wordsFor = (now) => (now.number ? say("writing.at", now) : say("writing.ready"));

/** What came of it, in a line or two. */
export function resultOf({ came, problem }) {
  const parts = [];
  if (came.written) parts.push(say("writing.done", { n: came.written }));
  if (came.unreadable) parts.push(say("writing.unreadable", { n: came.unreadable }));
  if (problem) parts.push(problem);
  return parts.join(" ");
}

/** The same for the eye, with how much of this answer is done. */
export const progressOf = (now) => html`<div class="writing">
  <p>${wordsFor(now)}</p>
  <progress max="1" .value=${now.share} aria-label=${say("writing.bar")}></progress>
</div>`;
