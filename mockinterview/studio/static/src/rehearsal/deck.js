// What can be done now: one main button, the others beside it, and the room where silence is counted down.

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";

import { say } from "../given.js";

const LABELS = {
  starting: { quit: "stop" },
  asking: { done: "answer_now", again: "hear_again", skip: "skip", quit: "stop" },
  listening: { done: "done", "not done": "not_done", again: "start_over", skip: "skip", quit: "stop" },
  feedback: { done: "go_on", again: "answer_again", quit: "stop" },
  choosing: { done: "next", again: "answer_again", quit: "stop" },
  stuck: { done: "try_again", quit: "stop" },
  waiting: { skip: "go_on_without", quit: "stop" },
};

/** Phases in which "all is kept" would be no help, or not true. */
const NOTHING_TO_KEEP = ["starting", "stuck"];

const LOOKS = { done: "main big", "not done": "big not-done" };

export function deck(state, act) {
  const { stage } = state;
  return html`
    <div class="deck" data-part="deck">
      ${Object.hasOwn(HINTS, stage.phase) ? silence(say(stage.can_skip ? "waiting.hint_skip" : HINTS[stage.phase])) : nothing}
      ${ways(state, act)}
    </div>
  `;
}

/** What can be pressed, or that another page steers. */
export const ways = (state, act) => (state.steers ? buttons(state, act) : watching(act));

/** What stands where silence is counted down; its room is kept, so that nothing moves when that begins. */
const HINTS = { asking: "asking.hint", listening: "listening.hint", waiting: "waiting.hint" };

const silence = (hint) => html`
  <div class="silence">
    <p data-part="countdown" .textContent=${hint}></p>
    <div class="left" aria-hidden="true"><i data-part="left"></i></div>
  </div>
`;

function buttons({ stage, pressed }, act) {
  if (!stage.commands.length) return nothing;
  return html`
    <div class="buttons" role="group" aria-label=${say("commands.label")}>
      ${repeat(
        stage.commands,
        (command) => command, // the same button stays where it was, and under the focus
        (command) => html`
          <button
            type="button" class="${LOOKS[command] ?? "other"} ${pressed === command ? "pressed" : ""}"
            data-command=${command} @click=${(event) => event.detail < 2 && act.press(command)}
          >
            ${label(stage, command)} <kbd>${say(`keys.${command}`)}</kbd>
          </button>
        `,
      )}
    </div>
  `;
}

function label({ phase, last }, command) {
  const name = phase === "choosing" && command === "done" && last ? "finish" : LABELS[phase][command];
  const text = html`<span>${say(`commands.${name}`)}</span>`;
  return command === "quit" && !NOTHING_TO_KEEP.includes(phase) ? html`${text} <span class="aside">(${say("commands.all_is_kept")})</span>` : text;
}

const watching = (act) => html`
  <div class="watching">
    <p><b>${say("watching.title")}</b> ${say("watching.text")}</p>
    <button type="button" @click=${act.takeOver}>${say("watching.take_over")}</button>
  </div>
`;
