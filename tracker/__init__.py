"""Settings, root addresses and the server entry point of the tracker."""
