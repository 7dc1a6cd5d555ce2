"""Which lines of a text its sender wrote: without quotes, signatures, banners and letters of ours."""
