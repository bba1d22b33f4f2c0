/* An exam that runs. Every change is sent at once and counts as saved only when the server says so; until then it is kept in this browser
   and sent again. What is left of the time comes with every answer of the server: the clock of this machine is never asked. */

const form = document.getElementById("exam");
const words = JSON.parse(document.getElementById("exam-words").textContent);
const DOOR = "/answers/";
const BEAT = 20_000; /* asks how things stand, where nothing is to be saved */
const RENEW = 20 * 60_000; /* long before the pass or the session ends */
const PATIENCE = 15_000;
const GATHER = 120;
const PAUSES = [1000, 2000, 4000, 8000, 15_000];

const prefix = `exam-${form.dataset.attempt}-`;
const device = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => "abcdefghijklmnopqrstuvwxyz012345"[byte % 32]).join("");
const questions = new Map([...form.querySelectorAll(".question")].map((section) => [Number(section.dataset.item), section]));

let pass = form.dataset.pass;
let revision = Number(form.dataset.revision);
let number = 0;
let failures = 0;
let trouble = ""; /* why the last attempt to send failed: a key of `words` */
let timer = 0;
let sending = false;
let finished = false;
let leaving = false;
let stored = true;
let endsAt = performance.now() + Number(form.dataset.left) * 1000;
/* device → item → {n, choice}: what the server has not acknowledged; that of earlier pages of this browser among it */
const pending = new Map([[device, new Map()]]);

/* ── words ── */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const say = (text) => (document.getElementById("spoken").textContent = text);
const listed = (items) => items.map((item) => questions.get(item)?.dataset.number).filter(Boolean).map(Number).sort((a, b) => a - b).join(words.separator);

/* ── what waits, here and in the browser's store ── */
function keep(owner) {
  const waiting = pending.get(owner);
  try {
    if (waiting.size) localStorage.setItem(prefix + owner, JSON.stringify([...waiting]));
    else localStorage.removeItem(prefix + owner);
    stored = true;
  } catch {
    stored = false;
  }
}

function inherit() {
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    stored = false;
  }
  for (const key of keys) {
    try {
      const waiting = new Map(JSON.parse(localStorage.getItem(key)));
      pending.set(key.slice(prefix.length), waiting);
      for (const [item, { choice }] of waiting) show(item, choice);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

const waitingItems = () => [...new Set([...pending.values()].flatMap((waiting) => [...waiting.keys()]))];

/* ── the page ── */
const choiceOf = (section) => [...section.querySelectorAll("input:checked")].map((input) => input.value).sort().join("");

function show(item, choice) {
  for (const input of questions.get(item)?.querySelectorAll("input") ?? []) input.checked = choice.includes(input.value);
}

function draw() {
  const waiting = new Set(waitingItems());
  let answered = 0;
  for (const [item, section] of questions) {
    const given = choiceOf(section) !== "";
    const unsaved = waiting.has(item);
    answered += given;
    const place = form.querySelector(`[data-map="${item}"]`);
    place.classList.toggle("done", given);
    place.classList.toggle("unsaved", unsaved);
    const flagged = section.classList.contains("flagged");
    place.querySelector("[data-map-says]").textContent = [given ? words.answered : words.unanswered, flagged && words.flagged, unsaved && words.unsaved].filter(Boolean).join(" ");
    const sign = section.querySelector("[data-sign]");
    const state = unsaved ? (failures ? "unsaved" : "saving") : section.dataset.touched ? "saved" : "";
    sign.textContent = state ? words[state] : "";
    sign.dataset.sign = state;
    section.querySelector("[data-clear]").hidden = !given || finished;
  }
  for (const place of document.querySelectorAll("[data-answered]")) place.textContent = answered;
  const overall = document.getElementById("sign");
  const state = waiting.size ? (failures ? "unsaved" : "saving") : "saved";
  if (overall.dataset.sign !== state || state === "unsaved") {
    overall.dataset.sign = state;
    overall.textContent = state === "unsaved" ? fill(words.unsaved_count, { n: waiting.size }) : words[state];
  }
  if (!finished) alarm(waiting.size && failures >= 2 ? fill(words[trouble], { n: waiting.size }) : !stored && waiting.size ? words.storage : "");
}

function alarm(text) {
  const place = document.getElementById("alarm");
  if (place.dataset.text === text) return;
  place.dataset.text = text;
  place.textContent = text;
  place.hidden = !text;
  if (text && text === fill(words.signed_out, { n: waitingItems().length })) {
    const link = Object.assign(document.createElement("a"), { href: form.dataset.signIn, target: "_blank", rel: "opener", textContent: words.sign_in });
    place.append(" ", link);
  }
}

/* ── sending ── */
function soon(pause) {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

function changed(section) {
  const item = Number(section.dataset.item);
  section.dataset.touched = "1";
  for (const [owner, waiting] of pending) if (owner !== device && waiting.delete(item)) keep(owner); /* this page's answer is newer */
  pending.get(device).set(item, { n: ++number, choice: choiceOf(section) });
  keep(device);
  draw();
  if (!sending && !failures) soon(GATHER);
}

async function send() {
  if (sending || finished) return;
  sending = true;
  const owner = [...pending.keys()].find((each) => pending.get(each).size) ?? device;
  const saves = [...pending.get(owner)].map(([item, { n, choice }]) => [item, n, choice]).sort((a, b) => a[1] - b[1]);
  let asked = performance.now();
  try {
    const answer = await fetch(DOOR, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Exam ${pass}` },
      body: JSON.stringify({ device: owner, seen: revision, saves }),
      signal: AbortSignal.timeout(PATIENCE),
      cache: "no-store",
    });
    const told = await answer.json();
    if (answer.status === 200 || answer.status === 409) take(owner, told, asked);
    if (answer.status === 409) finish(told);
    else if (answer.status === 401) await renew();
    else if (answer.status === 429 || answer.status === 503) failed("busy");
    else if (answer.status !== 200) failed("refused");
  } catch {
    failed("offline");
  }
  sending = false;
  if (finished) return;
  draw();
  soon(failures ? PAUSES[Math.min(failures, PAUSES.length) - 1] * (0.8 + Math.random() * 0.4) : waitingItems().length ? 0 : BEAT);
}

function failed(why) {
  failures += 1;
  trouble = why;
}

function take(owner, told, asked) {
  failures = 0;
  const kept = new Set(told.kept);
  const waiting = pending.get(owner);
  for (const [item, { n }] of waiting) {
    if (!kept.has(n)) continue;
    waiting.delete(item);
    if (questions.has(item)) questions.get(item).dataset.touched = "1";
  }
  keep(owner);
  if (owner !== device && !waiting.size) pending.delete(owner);
  revision = told.revision;
  if (told.answers) adopt(told.answers);
  const ends = asked + told.left * 1000;
  if (Math.abs(ends - endsAt) > 30_000 && told.left) say(words.extended);
  endsAt = ends;
}

/* Another device has saved: where nothing waits here, its answers are shown. */
function adopt(answers) {
  const waiting = new Set(waitingItems());
  const different = [];
  for (const [item, section] of questions) {
    const choice = answers[item] ?? "";
    if (waiting.has(item) || choiceOf(section) === choice) continue;
    show(item, choice);
    section.dataset.touched = "1";
    different.push(item);
  }
  if (different.length) notice(fill(words.other_device, { list: listed(different) }));
}

function notice(text) {
  const place = document.getElementById("notice") ?? document.getElementById("alarm").insertAdjacentElement("afterend", Object.assign(document.createElement("p"), { id: "notice", className: "exam-notice" }));
  place.textContent = text;
  say(text);
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => place.remove(), 12_000);
}

async function renew() {
  try {
    const answer = await fetch(form.dataset.renew, {
      method: "POST",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      signal: AbortSignal.timeout(PATIENCE),
      redirect: "manual",
    });
    if (answer.status !== 200) throw new Error("signed out");
    pass = (await answer.json()).pass;
  } catch (error) {
    failed(error.message === "signed out" ? "signed_out" : "offline");
  }
}

/* ── the end ── */
function finish(told) {
  finished = true;
  clearTimeout(timer);
  const lost = waitingItems();
  for (const owner of pending.keys()) {
    pending.get(owner).clear();
    keep(owner);
  }
  for (const field of form.querySelectorAll("input, #to-hand-in, [data-clear], [data-flag]")) field.disabled = true;
  const at = /T(\d\d:\d\d:\d\d)/.exec(told.at)?.[1] ?? "";
  draw();
  alarm([fill(words[told.code] ?? words.over, { at }), lost.length ? fill(words.lost, { list: listed(lost) }) : ""].filter(Boolean).join(" "));
  setTimeout(() => location.assign(form.dataset.after), lost.length ? 12_000 : 4000);
}

/* ── the time ── */
const ALARMS = [600, 300, 60];
let lastLeft = Infinity;

function tick() {
  const left = Math.max(0, Math.floor((endsAt - performance.now()) / 1000));
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60].map((part, index) => (index ? String(part).padStart(2, "0") : part));
  const clock = document.getElementById("clock");
  clock.textContent = hours ? `${hours}:${minutes}:${seconds}` : `${minutes}:${seconds}`;
  clock.classList.toggle("exam-hurry", left <= 300);
  for (const alarmAt of ALARMS) if (left <= alarmAt && lastLeft > alarmAt && lastLeft !== Infinity) say(fill(words.minutes_left, { n: alarmAt / 60 }));
  if (left === 0 && lastLeft > 0) soon(0); /* the server decides whether it is over */
  lastLeft = left;
}

/* ── handing in: first everything is saved ── */
async function toHandIn() {
  for (let round = 0; round < 40 && waitingItems().length && !finished; round += 1) {
    if (!sending) soon(0);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  if (finished) return;
  const waiting = waitingItems().length;
  if (waiting) {
    alarm(fill(words.wait_for_saves, { n: waiting }));
    return;
  }
  leaving = true;
  location.assign(`${form.dataset.after}hand-in/`);
}

/* ── marks of one's own, in this browser only ── */
const flagsKey = `exam-flags-${form.dataset.attempt}`;
const flags = new Set();
try {
  for (const item of JSON.parse(localStorage.getItem(flagsKey) ?? "[]")) flags.add(item);
} catch {
  /* no marks then */
}

function drawFlag(item) {
  const section = questions.get(item);
  const on = flags.has(item);
  section.classList.toggle("flagged", on);
  section.querySelector("[data-flag]").setAttribute("aria-pressed", String(on));
  form.querySelector(`[data-map="${item}"]`).classList.toggle("flagged", on);
}

function toggleFlag(item) {
  if (!flags.delete(item)) flags.add(item);
  try {
    localStorage.setItem(flagsKey, JSON.stringify([...flags]));
  } catch {
    /* lasts as long as the page */
  }
  drawFlag(item);
  draw();
}

/* ── begin ── */
form.addEventListener("change", (event) => {
  const section = event.target.closest(".question");
  if (section && !finished) changed(section);
});
form.addEventListener("click", (event) => {
  const section = event.target.closest(".question");
  if (event.target.closest("[data-flag]")) toggleFlag(Number(section.dataset.item));
  else if (event.target.closest("[data-clear]")) {
    show(Number(section.dataset.item), "");
    changed(section);
    section.querySelector("input").focus();
  }
});
form.addEventListener(
  "submit",
  (event) => {
    event.preventDefault();
    toHandIn();
  },
  { capture: true },
);
window.addEventListener("online", () => soon(0));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && !sending) soon(0);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
window.addEventListener("beforeunload", (event) => {
  if (!leaving && !finished && waitingItems().length) event.preventDefault();
});

for (const hidden of form.querySelectorAll("[data-flag], [data-script]")) hidden.hidden = false;
for (const item of questions.keys()) drawFlag(item);
inherit();
draw();
tick();
setInterval(tick, 500);
setInterval(() => finished || renew(), RENEW);
soon(waitingItems().length ? 0 : BEAT);
