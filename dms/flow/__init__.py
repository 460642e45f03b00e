"""The way of one letter: the only place that knows the order of the steps."""
