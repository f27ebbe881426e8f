// Own script of all pages. Everything works without it; it only saves steps.
"use strict";

// Errors are read first.
function showErrors(root) {
  const box = root.querySelector(".errors[tabindex]");
  if (box) box.focus();
}

// An open explanation closes with Escape or a click elsewhere, and focus goes back to where it came from.
function closeExplanations(except) {
  for (const open of document.querySelectorAll('details[name="pop"][open]')) {
    if (!except || !open.contains(except)) open.open = false;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector('details[name="pop"][open]');
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => closeExplanations(event.target));

// A link from the error box puts the cursor into the field.
document.addEventListener("click", (event) => {
  const link = event.target.closest('.errors a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const control = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
  (control || field).focus();
});

// On a phone the tab of this page is brought into view.
document.addEventListener("DOMContentLoaded", () => {
  const tab = document.querySelector(".tabs [aria-current]");
  const list = tab && tab.closest("ul");
  if (list) list.scrollLeft = tab.offsetLeft - list.offsetLeft + tab.offsetWidth - list.clientWidth; // no further
});

// A button that prints.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A fragment that could not be had (signed out, server gone): the form goes the ordinary way, with all that was typed.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const control = event.detail.elt;
    if (control.form) control.form.requestSubmit(control);
  });
}

document.addEventListener("DOMContentLoaded", () => showErrors(document));
document.addEventListener("htmx:afterSwap", (event) => showErrors(event.target));

// What is typed is kept in this tab, sealed by the server: whoever sits down here next can't read it.
const KEPT = "jz-kept";
let pause;

function kept() {
  return JSON.parse(sessionStorage.getItem(KEPT) || "null");
}

async function keep(form) {
  const typed = new URLSearchParams(new FormData(form));
  typed.set("command", "autosave");
  const answer = await fetch(form.action, { method: "POST", body: typed }).catch(() => null);
  if (!answer || !answer.ok || !answer.headers.get("Content-Type").startsWith("text/plain")) return;
  const at = new Date().toTimeString().slice(0, 5);
  const draft = { key: form.elements.form_key.value, at, sealed: await answer.text() };
  sessionStorage.setItem(KEPT, JSON.stringify(draft));
  const line = document.querySelector("[data-autosaved]");
  if (line) line.textContent = `已自动保存 ${at}`;
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !("autosave" in form.dataset)) return;
  clearTimeout(pause);
  pause = setTimeout(() => keep(form), 1500);
});

// Sent forms are done once the page after them is there; until then what was kept is offered again.
document.addEventListener("submit", (event) => {
  clearTimeout(pause);
  const draft = kept();
  if (draft && "autosave" in event.target.dataset) sessionStorage.setItem(KEPT, JSON.stringify({ ...draft, sent: true }));
});
document.addEventListener("DOMContentLoaded", () => {
  const draft = kept();
  const offer = document.querySelector("form[data-restore]");
  if (draft && draft.sent && /^\/(cases|intake\/waiting)\//.test(location.pathname)) sessionStorage.removeItem(KEPT);
  if (!draft || !offer || document.querySelector("form[data-autosave]").elements.form_key.value === draft.key) return;
  offer.elements.sealed.value = draft.sealed;
  offer.querySelector("[data-saved-at]").textContent = draft.at;
  offer.hidden = false;
});
