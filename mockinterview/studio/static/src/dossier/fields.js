// The fields of the form: one value, a list, an entry with parts; each with its label, its note and its problem.

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";

import { BLOCKS } from "./chapters.js";
import { paper } from "./papers.js";
import { isEmpty } from "./sheet.js";
import { GIVEN, say } from "../given.js";

const NAME_SHOWN = 60;

export const idOf = (...parts) => ["f", ...parts].join("-").replaceAll(/[^\w-]+/g, "-");

/** A block of a chapter. `form` is what the page offers: its sheet, its open points, and what it does. */
export function block(form, one) {
  if (one.kind === "paper") return paper(form, one);
  if (one.kind === "list") return list(form, one);
  if (one.kind === "said") return said(form, one);
  return single(form, one);
}

// --- one value

function single(form, one) {
  const { place } = one;
  return html`<div class="field ${one.half ? "half" : ""}" data-place=${place}>
    ${labelled({
      id: idOf(place),
      label: say(`fields.${place}.label`),
      hint: say(`fields.${place}.hint`),
      always: one.settles, // how it may be written is said as long as it is missing, too
      kind: one.kind,
      choice: one.choice,
      value: form.sheet.held[place],
      problem: form.sheet.misfits.get(place),
      point: form.point(place, null, ""),
      onInput(value) {
        form.sheet.held[place] = value;
        form.touched(place);
      },
      onLeave: () => form.left(one),
    })}
    ${taken(form, place)}
  </div>`;
}

/** A label, its control, and what stands below it. */
function labelled({ id, label, hint = "", problem, point, unseen = false, always = false, ...rest }) {
  const note = point?.note ? `${always ? `${hint} ` : ""}${point.note}` : hint;
  const describedBy = [note && `${id}-note`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return html`<label for=${id} class=${unseen ? "unseen" : ""}>${label}</label>
    ${control({ id, describedBy, problem, ...rest })}
    ${note ? html`<p class="hint ${point?.open ? "point" : ""} ${point?.met ? "met" : ""}" id="${id}-note">${note}</p>` : nothing}
    ${problem ? html`<p class="error" id="${id}-problem">${problem}</p>` : nothing}`;
}

function control({ id, kind, choice, value, describedBy, problem, onInput, onLeave, onEnter }) {
  const described = describedBy || nothing;
  const invalid = problem ? "true" : nothing;
  const typed = (event) => onInput(event.target.value);
  if (kind === "choice") {
    return html`<select id=${id} aria-describedby=${described} aria-invalid=${invalid} .value=${live(value)} @change=${typed}>
      ${GIVEN.choices[choice].map(
        (one) => html`<option value=${one} ?selected=${one === value}>${say(`choices.${choice}.${one}`)}</option>`,
      )}
    </select>`;
  }
  if (kind === "long" || kind === "line") {
    return html`<textarea
      id=${id} dir="auto" rows=${kind === "line" ? 1 : 2} autocomplete="off"
      aria-describedby=${described} aria-invalid=${invalid}
      .value=${live(value)} @input=${typed} @change=${onLeave}
      @keydown=${(event) => onEnter && event.key === "Enter" && !event.shiftKey && !event.isComposing && onEnter(event)}
    ></textarea>`;
  }
  return html`<input
    id=${id} type="text" dir="auto" autocomplete="off"
    aria-describedby=${described} aria-invalid=${invalid}
    .value=${live(value)} @input=${typed} @change=${onLeave}
  >`;
}

// --- what was changed elsewhere

export function taken(form, place) {
  if (!(place in form.sheet.taken)) return nothing;
  const there = summary(BLOCKS[place], form.sheet.taken[place]);
  return html`<div class="note clash" role="group">
    <p>${say("taken.text")}</p>
    <p dir="auto">${say("taken.there", { text: there || say("taken.nothing") })}</p>
    <p class="buttons">
      <button type="button" @click=${() => form.resolved(place, "theirs")}>${say("taken.theirs")}</button>
      <button type="button" @click=${() => form.resolved(place, "mine")}>${say("taken.mine")}</button>
    </p>
  </div>`;
}

function summary(one, value) {
  if (!Array.isArray(value)) return value && `“${short(value)}”`;
  return value.map((entry) => `“${short(wordsOf(entry))}”`).join(", ");
}

const wordsOf = (value) =>
  typeof value === "string" ? value : value.title || value.name || value.text || value.situation || value.action || "";

const short = (text) => (text.length > NAME_SHOWN ? `${text.slice(0, NAME_SHOWN).trimEnd()}…` : text);

/** How an entry is called where it is removed or moved. */
function nameOf(place, entry, number) {
  return short(wordsOf(entry.value)) || say(`fields.${place}.one`, { n: number });
}

// --- lists

function list(form, one) {
  const { place } = one;
  const entries = form.sheet.entries(place);
  const hint = one.hint ? html`<p class="hint">${say(`fields.${place}.hint`)}</p>` : nothing;
  return html`<fieldset class="list" data-place=${place}>
    <legend class=${one.alone ? "unseen" : ""}>${say(`fields.${place}.label`)}</legend>
    ${points(form, place)} ${hint} ${taken(form, place)}
    <ol>
      ${repeat(withRemoved(form, place, entries), rowKey, (row) =>
        row.removed ? undo(form, place, row.removed) : entryOf(form, one, row, entries),
      )}
    </ol>
    <button type="button" class="add" data-add @click=${() => form.add(place)}>${say(`fields.${place}.add`)}</button>
  </fieldset>`;
}

const rowKey = (row) => (row.removed ? "removed" : row.id);

function withRemoved(form, place, entries) {
  const removed = form.sheet.removed[place];
  return removed ? entries.toSpliced(removed.index, 0, { removed }) : entries;
}

function points(form, place) {
  return form
    .pointsOf(place)
    .map((point) => html`<p class="hint point ${point.met ? "met" : ""}">${point.note}</p>`);
}

export function undo(form, place, { entry, index }) {
  const name = nameOf(place, entry, index + 1);
  return html`<li class="undo">
    <span dir="auto">${say("removed", { name })}</span>
    <button type="button" id=${idOf(place, "undo")} @click=${() => form.undo(place)}>${say("undo")}</button>
  </li>`;
}

function entryOf(form, one, entry, entries) {
  const number = entries.indexOf(entry) + 1;
  const name = nameOf(one.place, entry, number);
  const tools = html`<span class="tools">
    ${one.ordered && entries.length > 1
      ? html`${tool(form, one, entry, "up", "↑", name, number === 1)}
        ${tool(form, one, entry, "down", "↓", name, number === entries.length)}`
      : nothing}
    <button type="button" class="tool" data-remove aria-label=${say("remove_named", { name })} title=${say("remove")}
      @click=${() => form.remove(one.place, entry.id)}>×</button>
  </span>`;
  if (!one.parts) return html`<li class="row" data-entry>${textOf(form, one, entry, number)} ${tools}</li>`;
  const parts = Object.entries(one.parts).map(([part, kind]) => partOf(form, one, entry, part, kind));
  if (!one.folded) return html`<li class="card" data-entry>${parts} ${tools}</li>`;
  return html`<li class="card folded" data-entry>
    <details ?open=${live(entry.open)} @toggle=${(event) => { entry.open = event.target.open; }}>
      <summary><span dir="auto">${name}</span></summary>
      ${parts} ${tools}
    </details>
  </li>`;
}

function tool(form, one, entry, way, sign, name, atEnd) {
  const by = way === "up" ? -1 : 1;
  return html`<button type="button" class="tool" id=${idOf(one.place, entry.id, way)} data-move=${way}
    aria-label=${say(way, { name })} title=${say(way, { name })} aria-disabled=${atEnd ? "true" : nothing}
    @click=${(event) => !atEnd && form.move(one.place, entry.id, by, event.currentTarget.id)}>${sign}</button>`;
}

function textOf(form, one, entry, number) {
  return html`<div class="field">
    ${labelled({
      id: idOf(one.place, entry.id),
      label: say(`fields.${one.place}.one`, { n: number }),
      unseen: true,
      kind: "line",
      value: entry.value,
      problem: form.sheet.misfits.get(`${one.place}/${entry.id}`),
      onInput(value) {
        Object.assign(entry, { value, fresh: false });
        form.touched(one.place);
      },
      onLeave: () => form.left(one),
      onEnter(event) {
        event.preventDefault();
        form.add(one.place, entry.id);
      },
    })}
  </div>`;
}

function partOf(form, one, entry, part, kind, label = say(`fields.${one.place}.parts.${part}`), point = null) {
  return html`<div class="field">
    ${labelled({
      id: idOf(one.place, entry.id, part),
      label,
      kind,
      choice: part,
      value: entry.value[part],
      problem: form.sheet.misfits.get(`${one.place}/${entry.id}/${part}`),
      point: point ?? form.point(one.place, indexOf(form, one, entry), part),
      onInput(value) {
        entry.value[part] = value;
        if (kind !== "choice") entry.fresh = false;
        form.touched(one.place);
      },
      onLeave: () => form.left(one),
    })}
  </div>`;
}

/** The place of an entry in the file, which knows no empty ones. */
function indexOf(form, one, entry) {
  return form.sheet
    .entries(one.place)
    .filter((other) => !isEmpty(one, other.value) || !other.fresh)
    .indexOf(entry);
}

// --- what was told in the first interview: a field for each key fact, and others

function said(form, one) {
  const { place } = one;
  const entries = form.sheet.entries(place);
  const fixed = GIVEN.choices.about
    .filter((about) => about !== "other")
    .map((about) => entries.find((entry) => entry.value.about === about))
    .filter(Boolean);
  const others = entries.filter((entry) => !fixed.includes(entry));
  const labelOf = (entry) => say(`choices.about.${entry.value.about}`);
  return html`<fieldset class="list" data-place=${place}>
    <legend>${say(`fields.${place}.label`)}</legend>
    ${taken(form, place)}
    ${repeat(fixed, (entry) => entry.id, (entry) =>
      partOf(form, one, entry, "text", "long", labelOf(entry), form.point(place, null, entry.value.about) ?? {}),
    )}
    <ol>
      ${repeat(others, (entry) => entry.id, (entry) => html`<li class="row" data-entry>
        ${partOf(form, one, entry, "text", "long", labelOf(entry), {})}
        <span class="tools"><button type="button" class="tool" data-remove title=${say("remove")}
          aria-label=${say("remove_named", { name: short(entry.value.text) || labelOf(entry) })}
          @click=${() => form.remove(place, entry.id)}>×</button></span>
      </li>`)}
      ${form.sheet.removed[place] ? undo(form, place, form.sheet.removed[place]) : nothing}
    </ol>
    <button type="button" class="add" data-add @click=${() => form.add(place, null, { about: "other" })}>${say(`fields.${place}.add`)}</button>
  </fieldset>`;
}
