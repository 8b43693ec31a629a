"""Whole engagements on real servers, each told act by act on a quickened calendar."""
