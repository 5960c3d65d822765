// Sets the chosen theme before the first paint, so it is in the head and blocks. Django's admin uses
// the same key and values, so one choice serves both.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's theme stays.
}
