"""What one is reading does not move while the page loads."""

import pytest

NOTE = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.shifts += value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("path", ["/polls/", "/accounts/profile/"])
def test_a_page_hardly_moves(open_page, bob, question, path):
    page = open_page(bob, fresh=True)
    page.add_init_script(NOTE)
    page.goto(path, wait_until="networkidle")

    assert page.evaluate("window.shifts") < 0.02
