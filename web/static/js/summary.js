// A click puts a live figure where the cursor was last; without script its
// code is copied. Leaving with unsaved text asks first.
let last = null, dirty = false;
const form = document.querySelector(".sm-form");
form?.addEventListener("focusin", (e) => { if (e.target.matches("textarea")) last = e.target; });
form?.addEventListener("input", () => { dirty = true; });
form?.addEventListener("submit", () => { dirty = false; });
window.addEventListener("beforeunload", (e) => { if (dirty) e.preventDefault(); });
document.querySelectorAll("[data-token]").forEach((b) => {
  b.hidden = false;
  b.addEventListener("click", () => {
    const at = last ?? form?.querySelector("textarea");
    if (!at) return;
    at.setRangeText(b.dataset.token, at.selectionStart, at.selectionEnd, "end");
    at.dispatchEvent(new Event("input", { bubbles: true }));
    at.focus();
  });
});
