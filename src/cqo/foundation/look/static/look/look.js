/* Progressive enhancement of every page. Nothing here is needed to read or to submit. */

/* ── menus close when somebody looks elsewhere ── */
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* ── what is wrong with a form is read first ── */
document.getElementById("error-summary")?.focus();

/* ── on a phone the results come before the filters, unless a filter is set ── */
if (matchMedia("(max-width: 767.98px)").matches) {
  for (const part of document.querySelectorAll("details[data-shut-on-phone]")) {
    const set = [...part.querySelectorAll("input, select")].some((field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value));
    part.open = set;
  }
}

/* ── a second press submits nothing ── */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), 8000); /* the answer may be a download, which leaves the page as it is */
  if (form.hasAttribute("data-ends-session")) sessionStorage.clear();
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

/* ── leaving a form that has been changed asks first ── */
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-guard")) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

/* ── copying, printing ── */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    const source = document.getElementById(button.dataset.copy);
    const text = source ? (source.value ?? source.textContent).trim() : button.dataset.copyText;
    await copy(text);
    button.dataset.copied = "1";
    setTimeout(() => delete button.dataset.copied, 2000);
  }
  if (event.target.closest("[data-print]")) window.print();
});

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const pad = document.createElement("textarea"); /* pages served without TLS inside a government network have no clipboard */
  pad.value = text;
  pad.className = "visually-hidden";
  document.body.append(pad);
  pad.select();
  document.execCommand("copy");
  pad.remove();
}

/* ── a long form is kept in this tab while it is filled in; never what identifies a person or opens an account ── */
const NEVER_KEPT = /pass|secret|code|token|csrf|(^|_|-)id(_|-|$)|id_?number|identity|birth|phone|mobile/i;

const keeps = (field) => field.name && !["password", "file", "hidden", "submit", "tel"].includes(field.type) && !NEVER_KEPT.test(field.name);

for (const form of document.querySelectorAll("form[data-draft]")) {
  const place = `draft:${location.pathname}:${form.dataset.draft}`;
  const failed = document.getElementById("error-summary");
  if (!failed) restore(form, JSON.parse(sessionStorage.getItem(place) ?? "null"));
  form.addEventListener("input", () => sessionStorage.setItem(place, JSON.stringify(kept(form))));
  form.addEventListener("submit", () => sessionStorage.removeItem(place));
}

function kept(form) {
  return [...form.elements].filter(keeps).map((field) => {
    const tick = field.type === "checkbox" || field.type === "radio";
    return [field.name, field.value, tick ? field.checked : null];
  });
}

function restore(form, draft) {
  if (!draft) return;
  for (const field of [...form.elements].filter(keeps)) {
    const tick = field.type === "checkbox" || field.type === "radio";
    const line = draft.find(([name, value]) => name === field.name && (!tick || value === field.value));
    if (!line) continue;
    if (tick) field.checked = line[2];
    else field.value = line[1];
  }
  form.querySelector("[data-draft-restored]")?.removeAttribute("hidden");
}

// An activation slip's QR carries the code behind a #, where no server log sees it; it goes into its field, and out of the address.
const hashed = document.querySelector("[data-from-hash]");
if (hashed && location.hash.length > 1 && !hashed.value) {
  hashed.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
}
