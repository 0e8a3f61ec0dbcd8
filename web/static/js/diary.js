// The diary's count has − and + where script runs; without it the field is
// typed into.
document.querySelectorAll(".dy-count [data-step]").forEach((b) => {
  const i = b.parentNode.querySelector("input");
  b.hidden = false;
  b.addEventListener("click", () => { i.value = String(Math.min(9999, Math.max(1, (Number(i.value.replace(/\D/g, "")) || 0) + Number(b.dataset.step)))); });
});
