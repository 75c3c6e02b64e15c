// The microphone check: opened when the person asks, closed with its page.

import { html, nothing, render } from "lit-html";

import { say } from "../given.js";
import { counted, field, questions } from "./plan.js";

const FAINTEST_DB = -60;
const HEARD_DB = -45;
const ZEROS = 45; // levels of digital silence in a row, about three seconds
const RECORD_S = 5;

const card = document.querySelector("[data-check]");
let socket = null;
let opener = null;
let state = {};
let onBegin = () => {};

const fresh = () => ({ phase: "opening", db: -100, zeros: 0, heard: false, left: null, verdict: null, recordings: 0, problem: "" });

/** What the line above the buttons says. */
function line() {
  if (state.problem) return state.problem;
  if (state.phase === "opening") return say("check.opening");
  // A screen reader says it once: its voice would be recorded.
  if (state.left !== null) return html`<span class="unseen">${say("check.now")}</span><span aria-hidden="true">${say("check.recording", { n: state.left })}</span>`;
  if (state.verdict) return `${state.verdict.text} ${state.verdict.good ? say("check.well") : ""}`;
  if (state.heard) return say("check.heard");
  return say(state.zeros >= ZEROS ? "check.nothing" : "check.speak");
}

const share = () => Math.min(Math.max((state.db - FAINTEST_DB) / -FAINTEST_DB, 0), 1);

function playback() {
  return html`<div class="playback">
    <audio controls preload="auto" aria-label=${say("check.recorded")} src="/microphone/recording?n=${state.recordings}"></audio>
    <p class="hint">${say("check.kept_nowhere")}</p>
  </div>`;
}

function buttons() {
  if (state.problem) return html`<button type="button" class="main" data-check-do="again" @click=${listen}>${say("check.try_again")}</button>`;
  const good = state.verdict?.good;
  const text = state.verdict ? say("check.again") : say("check.record");
  const busy = state.phase !== "open" || state.left !== null;
  return html`
    ${good ? html`<button type="button" class="main" data-begin @click=${begin} .textContent=${say("check.begin", { count: counted(questions()) })}></button>` : nothing}
    <button type="button" class=${good ? "" : "main"} data-check-do="record" aria-disabled=${busy} @click=${record}>${text}</button>
  `;
}

function show() {
  if (card.hidden) return;
  const percent = Math.round(100 * share());
  render(
    html`
      <h2 id="check-title" tabindex="-1">${say("check.title")}</h2>
      <div class="field">
        <label for="check-microphone">${say("check.choose")}</label>
        <select id="check-microphone" @change=${choose}>
          ${[...field("microphone").options].map((one) => html`<option value=${one.value} .selected=${one.selected}>${one.text}</option>`)}
        </select>
      </div>
      <div class="level" role="meter" aria-label=${say("check.level")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>
        <div data-bar></div>
      </div>
      <p class="said ${state.problem || (state.verdict && !state.verdict.good && state.left === null) ? "bad" : ""}" role="status">${line()}</p>
      ${state.verdict && state.left === null ? playback() : nothing}
      <p class="buttons">
        ${buttons()}
        <button type="button" data-check-do="close" @click=${done}>${say("check.done")}</button>
      </p>
    `,
    card,
  );
  card.querySelector("[data-bar]").style.transform = `scaleX(${share()})`;
}

function hear(message) {
  if (message.type === "open") state.phase = "open";
  if (message.type === "level") {
    state.db = message.db;
    state.zeros = message.db > -100 ? 0 : state.zeros + 1;
    state.heard ||= message.db > HEARD_DB;
    state.left = message.recorded === null ? null : Math.max(Math.ceil(RECORD_S - message.recorded), 1);
  }
  if (message.type === "verdict") {
    state.verdict = message;
    state.left = null;
    state.recordings += 1;
  }
  if (message.type === "problem") fail(message.text);
  show();
}

function fail(text) {
  Object.assign(state, { phase: "closed", problem: text, db: -100, left: null, verdict: null });
}

/** Opens the chosen microphone; whatever was open is closed before. */
function listen() {
  hush();
  state = fresh();
  const opened = new WebSocket(`ws://${location.host}/microphone?${new URLSearchParams({ device: field("microphone").value })}`);
  socket = opened;
  opened.addEventListener("message", (event) => socket === opened && hear(JSON.parse(event.data)));
  opened.addEventListener("close", () => {
    if (socket !== opened) return;
    socket = null;
    if (!state.problem) fail(say("check.gone"));
    show();
  });
  show();
}

/** Closes the microphone, and leaves what is shown. */
export function hush() {
  const open = socket;
  socket = null;
  open?.close();
}

/** Says that the microphone was closed, should its card still be there. */
export function rest() {
  fail(say("check.closed"));
  show();
}

function record() {
  if (state.phase !== "open" || state.left !== null) return;
  for (const audio of card.querySelectorAll("audio")) audio.pause();
  state.left = RECORD_S;
  socket?.send(JSON.stringify({ record: true }));
  show();
}

function choose(event) {
  const select = field("microphone");
  select.value = event.target.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  listen();
}

function begin(event) {
  onBegin(event.currentTarget);
}

function done() {
  hush();
  card.hidden = true;
  render(nothing, card);
  opener?.focus();
}

/** Opens the check; `start` begins the rehearsal, should the person want that afterwards. */
export function openCheck(button, start) {
  opener = button;
  onBegin = start;
  card.hidden = false;
  listen();
  card.scrollIntoView({ block: "nearest" });
  card.querySelector("h2").focus({ preventScroll: true });
}

// What is found later shows in the list of the check, too.
addEventListener("equipment", show);
addEventListener("pagehide", hush);
