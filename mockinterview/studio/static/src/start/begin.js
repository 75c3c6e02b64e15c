// Begins a rehearsal, and says where one cannot.

import { html, render } from "lit-html";

import { say } from "../given.js";

const trouble = document.querySelector("[data-trouble]");
let beginning = false;

function tell(text, link = null) {
  render(html`<p class="note">${text} ${link}</p>`, trouble);
  trouble.scrollIntoView({ block: "nearest" });
}

/** Begins with these wishes; the pressed button says so at once. Returns whether the page is being left. */
export async function begin(wishes, button) {
  if (beginning) return true;
  beginning = true;
  render(null, trouble);
  const before = button.textContent;
  button.textContent = say("plan.beginning");
  button.setAttribute("aria-disabled", "true");
  if (await asked(wishes)) return true;
  beginning = false;
  button.textContent = before;
  button.removeAttribute("aria-disabled");
  return false;
}

async function asked(wishes) {
  let response;
  try {
    response = await fetch("/rehearsal", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(wishes),
    });
  } catch {
    tell(say("begin.gone"));
    return false;
  }
  if (response.status === 201) {
    location.assign("/rehearsal");
    return true;
  }
  const { begun, problem } = await response.json().catch(() => ({}));
  if (response.status === 409 && begun === false) {
    tell(say("begin.running"), html`<a href="/rehearsal">${say("begin.go")}</a>`);
  } else if (problem) {
    tell(problem);
  } else {
    tell(say(response.status === 422 ? "begin.wrong" : "begin.failed"));
  }
  return false;
}
