"""A coaching program as a whole: its plan, how it is improved, the report over what finished."""
