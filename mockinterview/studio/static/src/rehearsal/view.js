// The whole page as a function of what is going on: the question, what happens now, and what can be done.

import { html, nothing } from "lit-html";

import { say } from "../given.js";
import { deck } from "./deck.js";
import { ended, failed, idle, starting } from "./ends.js";
import { earlier, feedback } from "./feedback.js";
import { listening } from "./listening.js";
import { question } from "./question.js";
import { heading } from "./words.js";

const NOTICES_IN_SIGHT = 3;

/** `state` as in rehearsal.js; `act` is what a person can do. */
export function view(state, act) {
  const { stage } = state;
  const whole = { idle, starting, ended, failed }[stage.phase];
  if (whole) return html`${whole(state, act)} ${notices(stage.notices)}`;
  return html`
    ${stage.asked ? question(stage) : html`<h1 data-heading tabindex="-1">${say("title")}</h1>`}
    <section class="turn card" aria-labelledby="phase">
      <div class="phase">${PHASES[stage.phase](state, act)}</div>
      ${deck(state, act)}
    </section>
    ${notices(stage.notices)} ${SHOWS_EARLIER.includes(stage.phase) && stage.feedback ? earlier(stage.feedback) : nothing}
  `;
}

/** While the next answer is under way, what was said of the one before stays in sight, but smaller. */
const SHOWS_EARLIER = ["asking", "listening", "waiting", "stuck"];

const voiceOf = (asked) => (asked.awaits_voice ? "awaited" : asked.spoken ? "spoken" : "shown");

const PHASES = {
  asking: ({ stage }) => html`
    <div class="quiet-middle">
      ${stage.asked.awaits_voice
        ? html`<div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>`
        : html`<div class=${stage.asked.spoken ? "voice spoken" : "voice"} aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></div>`}
      ${heading(say(`asking.${voiceOf(stage.asked)}.title`))}
      <p class="soft">${say(`asking.${voiceOf(stage.asked)}.text`)}</p>
    </div>
  `,
  listening: (state) => listening(state),
  waiting: ({ stage, stopping }) => html`
    <div class="quiet-middle">
      <div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>
      ${heading(stopping ? say("commands.stopping") : stage.ended || stage.waiting_for || say("waiting.moment"))}
      <p class="soft" dir="auto">${(stopping || stage.ended) && stage.waiting_for ? stage.waiting_for : say("waiting.next")}</p>
    </div>
  `,
  feedback: (state, act) => feedback(state, act),
  choosing: (state, act) => feedback(state, act),
  stuck: ({ stage }) => html`
    <div class="quiet-middle">
      ${heading(say("stuck.title"))}
      <p class="problem" dir="auto">${stage.problem}</p>
      <p class="soft">${say("stuck.kept")}</p>
    </div>
  `,
};

/** The newest lines that a person should know. */
function notices(lines) {
  if (!lines.length) return nothing;
  return html`
    <section class="notices" aria-labelledby="notices">
      <h2 id="notices" class="unseen">${say("notices")}</h2>
      <ul>
        ${lines.slice(-NOTICES_IN_SIGHT).map((line) => html`<li dir="auto">${line}</li>`)}
      </ul>
    </section>
  `;
}
