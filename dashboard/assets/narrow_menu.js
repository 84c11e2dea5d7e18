// On a narrow screen the menu lies over the page, and Streamlit leaves it open after a page was chosen in it, also for later
// visits. Here a page that is drawn for the first time closes it; on the same page it stays as its reader has it.
const NARROW = "(max-width: 767px)";
const KEPT = "stSidebarCollapsed-";
let shown = null;

export default function () {
    const path = window.location.pathname;
    if (path === shown) {
        return;
    }
    shown = path;
    if (!window.matchMedia(NARROW).matches) {
        return;
    }
    document.querySelector('[data-testid="stSidebar"] [data-testid="stSidebarCollapseButton"] button')?.click();
    try {
        // What was chosen on a narrow screen is not kept for a wide one, where nothing is covered.
        window.localStorage.removeItem(KEPT);
    } catch (error) {
        // A browser that keeps nothing begins with a closed menu.
    }
}
