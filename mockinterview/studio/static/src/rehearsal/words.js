// Small pieces of wording.

import { html } from "lit-html";

import { say } from "../given.js";

/** The heading of what goes on; the focus comes here where what had it is gone. */
export const heading = (text) => html`<h2 id="phase" data-heading tabindex="-1">${text}</h2>`;

/** Seconds as a clock shows them: 75.4 becomes 1:15. */
export function clock(seconds) {
  const whole = Math.max(Math.floor(seconds), 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Which question it is: "Question 2 of 3", "Question 2 of 3, follow-up". */
export function kindOf(asked) {
  const number = say("question.number", asked);
  return asked.is_follow_up ? `${number}, ${say("question.follow_up").toLowerCase()}` : number;
}

/** How long was spoken, in minutes where it was at least one and a half. */
export function spoken(seconds) {
  if (seconds >= 90) return say("ended.minutes", { n: Math.round(seconds / 60) });
  return say("ended.seconds", { n: Math.round(seconds) });
}
