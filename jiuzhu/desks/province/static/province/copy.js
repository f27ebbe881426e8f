// Copies one value of a transfer sheet at a time. Without this script, or where the browser keeps the clipboard shut,
// the value is selected and copied by hand.
"use strict";

function select(value) {
  const range = document.createRange();
  range.selectNodeContents(value);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(button) {
  const value = document.getElementById(button.dataset.copy);
  select(value);
  const said = document.getElementById("copied");
  try {
    await navigator.clipboard.writeText(value.textContent);
    said.textContent = `已复制：${button.dataset.label}`;
    button.firstChild.data = "已复制"; // what has been typed over there shows at a glance
  } catch {
    said.textContent = `已选中：${button.dataset.label}，请按 Ctrl+C 复制`;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
