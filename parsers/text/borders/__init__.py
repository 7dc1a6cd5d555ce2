"""Where the sender's own words end: the line above a quote, the head of an older mail, what gateways, programs and
companies write around. A line is one of these only when its own words say so."""
