// The question: which one it is, who asks, and its words, as large as they allow.

import { html, nothing } from "lit-html";

import { say } from "../given.js";

// Characters from which a question is set smaller, and from which it is scrolled in a box of its own.
const LONG = 160;
const ENDLESS = 360;

export function question({ asked, phase }) {
  const small = ["feedback", "choosing"].includes(phase) ? "small-now" : "";
  const greeting = small ? "" : asked.greeting;
  const length = asked.text.length + greeting.length;
  const size = length > ENDLESS ? "endless" : asked.text.length > LONG ? "long" : "";
  return html`
    <header class="asked ${small}">
      <p class="kind">
        <span>${say("question.number", asked)}</span>
        ${asked.is_follow_up ? html`<span class="badge">${say("question.follow_up")}</span>` : nothing}
        ${asked.asked_by ? html`<bdi class="who">${asked.asked_by}</bdi>` : nothing}
      </p>
      ${words(asked.text, greeting, size)}
    </header>
  `;
}

/** What is said: so long that it would push the buttons out of sight, it gets a box to be scrolled in. */
function words(text, greeting, size) {
  const said = html`
    ${greeting ? html`<p class="greeting" dir="auto">${greeting}</p>` : nothing}
    <h1 class=${size} dir="auto">${text}</h1>
  `;
  if (size !== "endless") return said;
  return html`<div class="scrolled" tabindex="0" role="region" aria-label=${say("question.whole")}>${said}</div>`;
}
