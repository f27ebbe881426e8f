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
