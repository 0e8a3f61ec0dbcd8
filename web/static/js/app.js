// Small helps for every page; all of them work without this file.
// A second click on a submit button while the first is on its way is ignored.
document.addEventListener("submit", (e) => {
  const f = e.target;
  if (e.defaultPrevented) return;
  if (f.dataset.sent) { e.preventDefault(); return; }
  f.dataset.sent = "1";
  setTimeout(() => { delete f.dataset.sent; }, 8000);
});
// Focus goes to the error summary after a refused form.
document.querySelector(".errors")?.focus();
// Filters apply when a select changes; the button stays for those without script.
document.querySelectorAll("form.filter select").forEach((s) => s.addEventListener("change", () => s.form.requestSubmit()));
document.querySelectorAll("[data-print]").forEach((b) => { b.hidden = false; b.addEventListener("click", () => window.print()); });
// An open group of the menu closes by Escape, or where something else is used.
const groups = document.querySelectorAll(".menu details");
document.addEventListener("keydown", (e) => {
  const open = e.key === "Escape" && document.querySelector(".menu details[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});
["click", "focusin"].forEach((kind) => document.addEventListener(kind, (e) => groups.forEach((g) => { if (!g.contains(e.target)) g.open = false; })));
// "/" or Ctrl+K goes to the search box, unless something is being typed.
const find = document.querySelector("[data-find]");
if (find) document.addEventListener("keydown", (e) => {
  const typing = e.target.closest("input, textarea, select, [contenteditable]");
  if ((e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) || (e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey) && !e.altKey)) {
    e.preventDefault();
    find.focus();
    find.select();
  }
});
