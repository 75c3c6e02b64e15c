// The page of the rehearsal: shows the stage that the studio sends, and sends back what the person wishes.

import { render } from "lit-html";

import { createHearing } from "./rehearsal/hearing.js";
import { createKeys } from "./rehearsal/keys.js";
import { createMoments } from "./rehearsal/moments.js";
import { createNews } from "./rehearsal/news.js";
import { view } from "./rehearsal/view.js";
import { openLive } from "./live.js";

// A press this soon after the microphone opened was meant for what stood there before.
const SETTLING_MS = 300;

// So long a wish for more time is answered in words.
const TAKEN_MS = 6000;

// Phases in which a stop that was pressed before is still on its way.
const STOPPING = ["asking", "waiting", "feedback", "choosing"];

const root = document.querySelector("[data-stage]");
const lost = document.querySelector("[data-lost]");
const gone = document.querySelector("[data-gone]");

/** What the page shows; `pressed` is the last command of this step, `playing` the spot that is heard. */
const state = { stage: null, steers: false, pressed: null, stopping: false, playing: null, unplayable: false };

let shown = { step: null, since: 0 };
let drawing = false;
let structureChanged = false;

const live = openLive({ view: "rehearsal", onMessage, onState });
const news = createNews(document.querySelector("[data-news]"), document.querySelector("[data-urgent]"));
const moments = createMoments(root);
const hearing = createHearing(document.querySelector("[data-take]"), {
  tell: (hear, step) => live.send({ hear, step }),
  onChange(playing, unplayable) {
    Object.assign(state, { playing, unplayable });
    draw(true);
  },
});

const act = {
  press(command) {
    const { stage, steers } = state;
    if (!stage || !steers || !stage.commands.includes(command)) return;
    if (stage.phase === "listening" && command === "done" && performance.now() - shown.since < SETTLING_MS) return;
    hearing.stop();
    live.send({ command, step: stage.step });
    state.pressed = command;
    state.stopping ||= command === "quit";
    if (command === "not done") setTimeout(forget, TAKEN_MS, stage.step);
    draw(true);
  },
  hear: (spot) => hearing.toggle(spot, state.stage),
  takeOver: () => live.send({ take_over: true }),
};
createKeys(act.press);

// --- what comes in -------------------------------------------------------------------------------------

function onMessage(message) {
  const before = state.stage;
  if (message.type === "moment") {
    if (!before) return;
    const told = before.reminders.length;
    state.stage = { ...before, moment: message.moment, reminders: message.reminders };
    news.follow(before, state.stage);
    draw(message.reminders.length !== told);
  } else if (message.type === "stage") {
    enter(message.stage);
    state.steers = message.steers;
    news.follow(before, message.stage);
    draw(true);
  }
}

/** Takes a whole stage; what belonged to the step before is over. */
function enter(stage) {
  if (stage.step !== state.stage?.step) {
    state.pressed = null;
    if (!STOPPING.includes(stage.phase)) state.stopping = false;
  }
  state.stage = stage;
  hearing.follow(stage); // not in the next frame: a page in the background must fall silent too
}

function forget(step) {
  if (state.stage.step !== step || state.pressed !== "not done") return;
  state.pressed = null;
  draw(true);
}

function onState(connection, reason) {
  if (connection !== "open") hearing.stop();
  lost.hidden = connection !== "broken";
  gone.hidden = connection !== "gone";
  if (reason) gone.textContent = reason;
  news.connection(connection, lost.textContent);
}

// --- what is shown -------------------------------------------------------------------------------------

/** Draws once a frame, however much comes in; `structure` unless only the running answer has moved. */
function draw(structure) {
  structureChanged ||= structure;
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    if (structureChanged) {
      structureChanged = false;
      drawStructure();
    }
    moments.show(state.stage.moment, state.stage.asked);
  });
}

function drawStructure() {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  if (!root.dataset.drawn) {
    root.replaceChildren();
    root.dataset.drawn = "true";
  }
  render(view(state, act), root);
  root.dataset.phase = state.stage.phase;
  if (shown.step !== state.stage.step) {
    // A page that was loaded anew comes into a step that stands there for a while already.
    shown = { step: state.stage.step, since: shown.step === null ? -Infinity : performance.now() };
  }
  moments.attach();
  // Whoever was on something that is gone now goes on at the heading of what came instead.
  if (focused && !focused.isConnected) root.querySelector("[data-heading]")?.focus({ preventScroll: true });
}
