// What was good and what could be better, with the spots to hear, and the words that were said.

import { html, nothing } from "lit-html";

import { say } from "../given.js";
import { clock, heading } from "./words.js";

export function feedback(state, act) {
  const { stage } = state;
  const given = stage.feedback;
  if (!given) {
    return html`
      <div class="quiet-middle">
        ${heading(say("feedback.title"))}
        <p class="lead" dir="auto">${stage.ended || say("feedback.no_answer")}</p>
      </div>
    `;
  }
  const one = (point) => card(point, state, act);
  return html`
    <div>
      ${heading(say("feedback.title"))}
      <p class="soft" dir="auto">${stage.ended}</p>
    </div>
    <div class="points">${given.core.length ? given.core.map(one) : html`<p>${say("feedback.nothing")}</p>`}</div>
    <p class="error" role="alert" ?hidden=${!state.unplayable}>${say("feedback.not_playable")}</p>
    ${given.words ? said(given.words) : nothing}
    ${given.others.length ? others(given.others, state, act) : nothing}
  `;
}

function card(point, state, act) {
  return html`
    <article class="point ${point.tone}">
      <h3>${say(`feedback.${point.tone}`)}</h3>
      <p dir="auto">${point.text}</p>
      ${spots(point, state, act)}
    </article>
  `;
}

/** Buttons that play where the answer shows a point; none before its sound can be heard. */
function spots(point, { stage, steers, playing }, act) {
  if (!steers || !stage.feedback.take || !point.spots.length) return nothing;
  return html`
    <ul class="spots">
      ${point.spots.map((spot) => {
        const on = playing?.start === spot.start && playing?.end === spot.end;
        return html`
          <li>
            <button type="button" class="chip ${on ? "playing" : ""}" aria-pressed=${on} @click=${() => act.hear(spot)}>
              <span class="icon play" aria-hidden="true"></span>
              <span>${say("feedback.hear")}</span>
              ${spot.text ? html`<bdi class="chip-text">“${spot.text}”</bdi>` : nothing}
              <span class="at">${clock(spot.start)}</span>
            </button>
          </li>
        `;
      })}
    </ul>
  `;
}

const said = (words) => html`
  <section class="said" aria-labelledby="said">
    <h3 id="said">${say("feedback.words")}</h3>
    <blockquote dir="auto">${words}</blockquote>
  </section>
`;

const others = (points, state, act) => html`
  <details class="others">
    <summary>${say("feedback.others", { n: points.length })}</summary>
    <ul>
      ${points.map((point) => html`<li><p dir="auto">${point.text}</p>${spots(point, state, act)}</li>`)}
    </ul>
  </details>
`;

/** What was said of the answer before, while the next one is under way. */
export const earlier = ({ core }) =>
  core.length
    ? html`
        <section class="earlier-points" aria-labelledby="earlier">
          <h2 id="earlier">${say("feedback.earlier")}</h2>
          <ul>
            ${core.map(
              ({ tone, text }) => html`
                <li class=${tone}><b>${say(`feedback.${tone}`)}</b> <span dir="auto">${text}</span></li>
              `,
            )}
          </ul>
        </section>
      `
    : nothing;
