// The job advert and the CV: a file or a pasted text is read, and only its key terms are kept.

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";

import { idOf, taken, undo } from "./fields.js";
import { GIVEN, say } from "../given.js";

const BYTES_IN_MB = 1_000_000;

const papers = {};

/** What goes on with a paper: the pasted text, what was said of the last reading, the terms before it. */
function stateOf(place) {
  papers[place] ??= { text: "", busy: false, said: "", problem: "", before: null, open: null };
  return papers[place];
}

export function paper(form, { place }) {
  const state = stateOf(place);
  const entries = form.sheet.entries(place);
  state.open ??= !entries.length;
  return html`<fieldset class="list paper" data-place=${place}>
    <legend>${say(`fields.${place}.label`)}</legend>
    ${form.pointsOf(place).map((point) => html`<p class="hint point ${point.met ? "met" : ""}">${point.note}</p>`)}
    ${taken(form, place)} ${terms(form, place)}
    <details ?open=${live(state.open)} @toggle=${(event) => { state.open = event.target.open; }}>
      <summary>${say(entries.length ? "paper.read_again" : "paper.read_first")}</summary>
      ${ways(form, place, state)}
    </details>
    ${state.before ? html`<p><button type="button" class="quiet" @click=${() => bringBack(form, place)}>${say("paper.bring_back")}</button></p>` : nothing}
    <p class=${state.problem ? "error" : "hint"} role="status">${state.busy ? say("paper.reading") : state.problem || state.said}</p>
  </fieldset>`;
}

/** The two ways to hand a paper over. */
function ways(form, place, state) {
  const size = GIVEN.largest / BYTES_IN_MB;
  return html`<div class="ways">
    <div class="field">
      <label for=${idOf(place, "file")}>${say("paper.file")}</label>
      <input type="file" id=${idOf(place, "file")} accept=".pdf,.txt,.md,text/plain,application/pdf"
        aria-describedby=${idOf(place, "file-hint")} ?disabled=${state.busy} @change=${(event) => fromFile(form, place, event.target)}>
      <p class="hint" id=${idOf(place, "file-hint")}>${say("paper.file_hint", { size })}</p>
    </div>
    <div class="field">
      <label for=${idOf(place, "text")}>${say("paper.or_paste")}</label>
      <textarea id=${idOf(place, "text")} rows="4" dir="auto" .value=${live(state.text)}
        @input=${(event) => { state.text = event.target.value; }}></textarea>
    </div>
    <p><button type="button" ?disabled=${state.busy} @click=${() => fromText(form, place)}>${say("paper.read")}</button></p>
  </div>`;
}

function terms(form, place) {
  const entries = form.sheet.entries(place);
  const removed = form.sheet.removed[place];
  if (!entries.length && !removed) return html`<p class="hint">${say("paper.no_terms")}</p>`;
  return html`<ul class="terms" aria-label=${say("paper.terms")}>
      ${repeat(entries, ({ id }) => id, ({ id, value }) => html`<li class="term">
        <span dir="auto">${value}</span>
        <button type="button" class="tool" aria-label=${say("remove_named", { name: value })} title=${say("remove")}
          @click=${() => form.remove(place, id)}>×</button>
      </li>`)}
    </ul>
    ${removed ? html`<ul>${undo(form, place, removed)}</ul>` : nothing}`;
}

async function fromFile(form, place, input) {
  const [file] = input.files;
  if (!file) return;
  if (file.size > GIVEN.largest) {
    fail(form, place, say("paper.too_large", { size: GIVEN.largest / BYTES_IN_MB }));
  } else await read(form, place, file, "application/octet-stream");
  input.value = ""; // so that the same file can be chosen again
}

async function fromText(form, place) {
  const state = stateOf(place);
  const bytes = new TextEncoder().encode(state.text);
  if (!state.text.trim()) fail(form, place, say("paper.empty"));
  else if (bytes.length > GIVEN.largest) fail(form, place, say("paper.too_large", { size: GIVEN.largest / BYTES_IN_MB }));
  else if (await read(form, place, bytes, "text/plain")) state.text = "";
  form.render();
}

/** Read a paper and take its key terms; returns whether that worked. */
async function read(form, place, body, type) {
  const state = stateOf(place);
  Object.assign(state, { busy: true, problem: "", said: "" });
  form.render();
  try {
    const headers = { "Content-Type": type, Accept: "application/json" };
    const response = await fetch("/dossier/terms", { method: "POST", headers, body });
    const answer = await response.json();
    if (answer.terms?.length) {
      state.before = form.sheet.entries(place).map(({ value }) => value);
      state.open = false;
      state.said = [say("paper.found", { n: answer.terms.length }), ...answer.notes].join(" ");
      if (!state.before.length) state.before = null;
      form.replace(place, answer.terms);
      return true;
    }
    state.problem = answer.busy ? say("paper.busy") : answer.problem || say("paper.empty");
  } catch {
    state.problem = say("paper.failed");
  } finally {
    state.busy = false;
    form.render();
  }
  return false;
}

function bringBack(form, place) {
  const state = stateOf(place);
  form.replace(place, state.before);
  Object.assign(state, { before: null, said: "", problem: "" });
  form.render();
}

function fail(form, place, problem) {
  Object.assign(stateOf(place), { problem, said: "" });
  form.render();
}
