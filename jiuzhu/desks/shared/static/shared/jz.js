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

// Rows that repeat: a <template> inside the list's section, its index written as __n__.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (!button) return;
  const list = document.getElementById(button.dataset.addRow);
  const form = button.form || button.closest("form");
  const total = form.elements[button.dataset.total];
  const blank = document.getElementById(button.dataset.blank);
  if (!list || !total || !blank) return;
  event.preventDefault();
  const holder = document.createElement("template");
  holder.innerHTML = blank.innerHTML.replaceAll("__n__", total.value).replaceAll("__no__", Number(total.value) + 1);
  list.append(holder.content);
  total.value = Number(total.value) + 1;
  list.lastElementChild.querySelector("input, select").focus();
});

document.addEventListener("DOMContentLoaded", () => showErrors(document));
document.addEventListener("htmx:afterSwap", (event) => showErrors(event.target));
