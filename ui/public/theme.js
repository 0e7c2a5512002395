// Runs before the first paint, so that no frame shows the wrong theme. app/theme.ts keeps the same two keys.
(function () {
  var wish = null;
  try { wish = localStorage.getItem("trunkline.theme"); } catch { /* storage is off: follow the system */ }
  var dark = wish === "dark" || (wish !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
