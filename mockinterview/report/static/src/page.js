/** The replay page: brings its players, words and buttons to life. */

import { claimSound, createPlayer } from "./player.js";
import { createWords } from "./words.js";

// The whole page, or the part of another page that shows the rehearsal.
const report = document.querySelector("[data-report]");
const texts = JSON.parse(report.dataset.texts);
const { nonce, framed } = report.dataset;
// In a frame the recordings come as they were kept, FLAC or WAV, which every browser plays.
const playable =
  framed !== undefined || document.createElement("audio").canPlayType('audio/ogg; codecs="opus"') !== "";
const players = new Map();

/** Make the player of an answer, once. */
function playerOf(answer) {
  const root = answer.querySelector("[data-player]");
  if (!players.has(root)) {
    let words = null;
    const playhead = answer.querySelector("[data-playhead]");
    const duration = Number(root.dataset.duration);
    const player = createPlayer(root, {
      texts,
      nonce,
      onTime(seconds) {
        words?.follow(seconds);
        showPlayhead(playhead, (100 * seconds) / duration);
      },
    });
    const transcript = answer.querySelector("[data-transcript]");
    if (transcript) words = createWords(transcript, player.playFrom);
    for (const chip of answer.querySelectorAll("[data-play]")) {
      chip.addEventListener("click", () => player.playSpot(Number(chip.dataset.play), Number(chip.dataset.end)));
    }
    players.set(root, player);
  }
  return players.get(root);
}

function showPlayhead(line, percent) {
  line?.setAttribute("x1", percent);
  line?.setAttribute("x2", percent);
  line?.setAttribute("visibility", percent > 0 ? "visible" : "hidden");
}

/** Show our controls in place of the browser's. */
function prepare(answer) {
  const root = answer.querySelector("[data-player]");
  for (const hidden of root.querySelectorAll(".controls, .seek")) hidden.hidden = false;
  root.querySelector("audio").hidden = true;
  const hint = answer.querySelector("[data-hint]");
  if (hint) hint.hidden = false;
  answer.querySelector("[data-transcript]")?.classList.add("clickable");
}

function prepareQuestion(button) {
  const audio = button.parentElement.querySelector("audio");
  audio.hidden = true;
  button.hidden = false;
  for (const event of ["play", "pause", "ended"]) {
    audio.addEventListener(event, () => {
      button.classList.toggle("playing", !audio.paused);
      button.setAttribute("aria-pressed", String(!audio.paused));
    });
  }
  button.addEventListener("click", () => {
    claimSound(audio);
    if (audio.paused) {
      audio.currentTime = 0;
      audio.play().catch(() => {});
    } else {
      audio.pause();
    }
  });
}

/** Draw the other waveforms when there is time, so that a page that is printed has them all. */
function drawRest(answers) {
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
  const isOpen = (answer) => answer.offsetWidth > 0;
  const next = answers.find((answer) => isOpen(answer) && !players.has(answer.querySelector("[data-player]")));
  if (!next) return;
  idle(() => {
    playerOf(next);
    drawRest(answers);
  });
}

function recolour() {
  for (const player of players.values()) player.recolour();
}

if (playable) {
  const answers = [...document.querySelectorAll("[data-answer]")].filter((a) => a.querySelector("[data-player]"));
  answers.forEach(prepare);
  document.querySelectorAll("[data-hear]").forEach(prepareQuestion);
  // Waveforms are drawn shortly before they come into view, so that a long page opens at once.
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) {
          seen.unobserve(target);
          playerOf(target);
        }
      }
    },
    { rootMargin: "600px" },
  );
  for (const answer of answers) {
    seen.observe(answer);
    // A screen reader may press a button far outside the view.
    for (const use of ["focusin", "click"]) answer.addEventListener(use, () => playerOf(answer), { capture: true });
  }
  drawRest(answers);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  matchMedia("print").addEventListener("change", recolour);
} else {
  for (const note of document.querySelectorAll("[data-cannot]")) note.hidden = false;
}
