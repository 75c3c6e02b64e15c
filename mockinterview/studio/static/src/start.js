// The start page: one button for the next sensible step, and everything else quietly below it.

import "./presence.js";

import { GIVEN } from "./given.js";
import { begin } from "./start/begin.js";
import { look } from "./start/equipment.js";
import { hush, openCheck, rest } from "./start/microphone.js";
import { wishes } from "./start/plan.js";

const SAMPLE_QUESTIONS = 2;

async function beginWith(button, special = {}) {
  hush(); // the rehearsal needs the microphone
  if (!(await begin({ ...wishes(), ...special }, button))) rest();
}

document.querySelector("[data-plan]").addEventListener("submit", (event) => {
  event.preventDefault();
  beginWith(event.submitter ?? event.target.querySelector("[data-begin]"));
});

const DO = {
  check: (button) => openCheck(button, (begun) => beginWith(begun)),
  sample: (button) => beginWith(button, { sample: true, questions: SAMPLE_QUESTIONS, rounds: [], panel: false, weakest: false }),
  weakest: (button) => beginWith(button, { weakest: true, questions: GIVEN.weak, rounds: [] }),
};
for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => DO[button.dataset.do](button));
}
look();
