// Blocking, in the head: the chosen theme is set before the first paint.
// The key and its values are those of Django's admin, so one choice serves both.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's theme stays.
}
