// The running answer: how the voice arrives, the time against a good length, and the words so far.

import { html, nothing } from "lit-html";

import { say } from "../given.js";
import { scaleOf } from "./moments.js";
import { clock, heading } from "./words.js";

const BARS = Array.from({ length: 13 });

/** What is marked with data-part is filled by moments.js, so nothing is bound inside of it. */
export function listening({ stage, pressed }) {
  const reminder = pressed === "not done" ? say("commands.not_done_taken") : stage.reminders.at(-1);
  return html`
    <div class="live">
      <div class="meter" data-part="meter" aria-hidden="true">${BARS.map(() => html`<i></i>`)}</div>
      <div class="says">
        ${heading(say("listening.title"))}
        <p class="state" data-part="state" .textContent=${say("listening.begin")}></p>
        <p class="reminder" dir="auto">${reminder ?? nothing}</p>
      </div>
      <p class="clock"><span class="unseen">${say("listening.clock")}</span> <b data-part="clock" .textContent=${clock(0)}></b></p>
    </div>
    ${length(stage.asked.zone)}
    <div
      class="so-far" data-part="transcript" tabindex="0" role="region" aria-label=${say("listening.transcript")}
    >
      <p class="words" dir="auto" data-part="words"></p>
      <p class="soft none">${say(stage.transcribes ? "listening.no_words_yet" : "listening.no_words")}</p>
    </div>
  `;
}

/** A bar of time with the good length drawn on it; its words say the same. */
function length(zone) {
  const [low, high] = zone.map((seconds) => (100 * seconds) / scaleOf(zone));
  return html`
    <div class="length">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" y="3" width="100" height="4"></rect>
        <rect class="zone" x=${low} width=${high - low} height="10"></rect>
        <rect class="value" data-part="elapsed" y="3" width="100" height="4" transform="scale(0 1)"></rect>
      </svg>
      <p class="soft" data-part="where"></p>
    </div>
  `;
}
