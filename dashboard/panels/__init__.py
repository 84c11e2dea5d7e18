"""The explorer's panels: each draws one view of the same statements; a click in any of them is followed by the list."""
