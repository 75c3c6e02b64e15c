// What this computer offers: asked for once the page is there, since devices and voices take a moment.

import { html, render } from "lit-html";

import { say } from "../given.js";
import { field } from "./plan.js";

const status = document.querySelector("[data-equipment]");
const problems = document.querySelector("[data-problems]");
const FAMILIES = ["tiny", "base", "small", "medium", "large"];

/** Fills a list: the usual one first (which voice that is only the system knows), then all; what is chosen stays. */
function fill(name, choices, usual, label = (choice) => choice.label) {
  const select = field(name);
  const chosen = select.value;
  const first = name !== "voice" && choices.length ? say(`more.${usual}_is`, { name: choices[0].label }) : say(`more.${usual}`);
  const options = choices.map((choice) => new Option(label(choice), choice.value, false, choice.value === chosen));
  select.replaceChildren(new Option(first, ""), ...options);
}

/** A model with a plain word on what it is like. */
function explained({ value, label }) {
  const family = FAMILIES.find((name) => value.startsWith(name));
  return family ? say(`more.models.${family}`, { name: label }) : label;
}

function showProblems(found) {
  if (!found.length) return render(null, problems);
  const line = ({ part, text }) => html`<li>${text} ${say(`equipment.still.${part}`)}</li>`;
  return render(
    html`<section class="note problems" aria-labelledby="problems-title">
      <h2 id="problems-title">${say("equipment.problems", { n: found.length })}</h2>
      <ul>
        ${found.map(line)}
      </ul>
      <button type="button" @click=${look}>${say("equipment.again")}</button>
    </section>`,
    problems,
  );
}

const used = (name) => {
  const { value, options } = field(name);
  return value || options[0].dataset.name || say("equipment.none");
};

function showUsed() {
  status.textContent = say("equipment.found", { microphone: used("microphone"), loudspeaker: used("loudspeaker") });
}

for (const name of ["microphone", "loudspeaker"]) field(name).addEventListener("change", showUsed);

/** Looks what there is, and shows it. */
export async function look() {
  status.textContent = say("equipment.waiting");
  let found;
  try {
    const response = await fetch("/api/equipment", { headers: { Accept: "application/json" } });
    found = await response.json();
    fill("microphone", found.microphones, "usual");
    fill("loudspeaker", found.loudspeakers, "usual");
    fill("voice", found.voices, "usual");
    fill("model", found.models, "best", explained);
  } catch {
    status.textContent = say("equipment.failed");
    return;
  }
  for (const name of ["microphone", "loudspeaker"]) {
    field(name).options[0].dataset.name = found[`${name}s`][0]?.label ?? "";
  }
  showProblems(found.problems);
  showUsed();
  dispatchEvent(new Event("equipment"));
}
