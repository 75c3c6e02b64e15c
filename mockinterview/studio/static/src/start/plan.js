// How the rehearsal is to go: what the form holds, remembered from one visit to the next.

import { GIVEN, say } from "../given.js";

const MEMORY = "mockinterview.start";
const form = document.querySelector("[data-plan]");

/** The field of a name, null where this page does not have it. */
export const field = (name) => form.elements.namedItem(name);

/** What was remembered, whatever stands there now. */
function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(MEMORY));
    return kept !== null && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

function remember() {
  const now = {};
  for (const element of form.elements) {
    if (!element.name) continue;
    if (element.name === "rounds") (now.rounds ??= []).push(...(element.checked ? [element.value] : []));
    else if (element.type === "checkbox") now[element.name] = element.checked;
    else if (element.type !== "radio" || element.checked) now[element.name] = element.value;
  }
  try {
    localStorage.setItem(MEMORY, JSON.stringify({ ...remembered(), ...now }));
  } catch {
    // A browser that keeps nothing: the next visit begins with the usual choices.
  }
}

/** Puts what was remembered into the form, as far as it still fits. */
function recall() {
  const kept = remembered();
  for (const element of form.elements) {
    const value = kept[element.name];
    if (!element.name || value === undefined) continue;
    if (element.name === "rounds") element.checked = Array.isArray(value) && value.includes(element.value);
    else if (element.type === "checkbox") element.checked = value === true;
    else if (element.type === "radio") element.checked = value === element.value || (element.checked && !known(element.name, value));
    else if (element.tagName === "SELECT") wait(element, value);
    else if (Number.isInteger(Number(value))) element.value = value;
  }
}

const known = (name, value) => [...form.querySelectorAll(`[name="${name}"]`)].some((one) => one.value === value);

/** Keeps a chosen device until it is known whether it is here. */
function wait(select, value) {
  if (typeof value !== "string" || !value || value.length > 300) return;
  select.add(new Option(value, value, false, true));
}

export const minutes = (count) => count * GIVEN.minutes;

export const counted = (n) => say("count", { n });

/** What is shown of the length, in all places. */
function showLength() {
  const slider = field("questions");
  if (!slider) return;
  const n = Number(slider.value);
  const text = say("length", { count: counted(n), minutes: minutes(n) });
  slider.setAttribute("aria-valuetext", text);
  for (const place of document.querySelectorAll("[data-length]")) place.textContent = text;
}

/** How many questions the form asks for. */
export const questions = () => (GIVEN.again ? GIVEN.again.questions : Number(field("questions").value));

/** The wishes that the form holds, as the studio takes them. */
export function wishes() {
  const data = new FormData(form);
  const chosen = (name) => data.get(name) || null;
  return {
    ...(GIVEN.again ? { again: GIVEN.again.id } : anew(data)),
    patience: data.get("patience"),
    model: chosen("model") ?? "auto",
    voice: chosen("voice"),
    microphone: chosen("microphone"),
    loudspeaker: chosen("loudspeaker"),
    silent_feedback: !data.has("spoken_feedback"),
    no_follow_ups: !data.has("follow_ups"),
  };
}

const anew = (data) => ({
  questions: Number(data.get("questions")),
  rounds: data.getAll("rounds"),
  panel: data.has("panel"),
  weakest: data.has("weakest"),
});

recall();
showLength();
form.addEventListener("input", showLength);
form.addEventListener("change", remember);
