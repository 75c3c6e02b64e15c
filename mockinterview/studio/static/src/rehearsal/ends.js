// Before the first question and after the last.

import { html, nothing } from "lit-html";

import { say } from "../given.js";
import { ways } from "./deck.js";
import { spoken } from "./words.js";

const title = (text) => html`<h1 data-heading tabindex="-1">${text}</h1>`;

export const idle = () => html`
  <div class="whole">
    ${title(say("idle.title"))}
    <p class="lead">${say("idle.text")}</p>
    <p class="ways"><a class="button main big" href="/">${say("idle.start")}</a></p>
  </div>
`;

export const starting = (state, act) => html`
  <div class="whole">
    <div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>
    ${title(say("starting.title"))}
    <p class="lead">${say("starting.text")}</p>
    <p class="soft">${say("starting.breathe")}</p>
    ${ways(state, act)}
  </div>
`;

export const failed = ({ stage: { problem } }) => html`
  <div class="whole">
    ${title(say("failed.title"))}
    <p class="problem" dir="auto">${problem}</p>
    <p class="ways"><a class="button main big" href="/">${say("failed.home")}</a></p>
  </div>
`;

export function ended({ stage: { closing } }) {
  const { answered, asked, session } = closing;
  const kept = session ? "ended.kept" : asked ? "ended.not_kept" : "ended.nothing_asked";
  return html`
    <div class="whole closing">
      ${title(say(answered ? "ended.title" : "ended.title_none"))}
      <p class="lead">
        ${answered
          ? html`${say("ended.answered", { answered, n: asked })}, ${spoken(closing.spoken_s)}.`
          : say("ended.none")}
      </p>
      <dl class="sum">${["strength", "habit", "tip"].map((name) => part(name, closing[name]))}</dl>
      <p class=${asked && !session ? "problem" : "soft"}>${say(kept)}</p>
      <p class="ways">
        ${session ? html`<a class="button main big" href="/sessions/${session}">${say("ended.hear")}</a>` : nothing}
        <a class="button ${session ? "" : "main big"}" href="/">${say("ended.again")}</a>
        <a class="button" href="/progress">${say("ended.progress")}</a>
      </p>
    </div>
  `;
}

const part = (name, text) =>
  text ? html`<div class=${name}><dt>${say(`ended.${name}`)}</dt><dd dir="auto">${text}</dd></div>` : nothing;
