"""What an engagement's state keeps of each entry: who recorded what about whom and when.

Hardly any text: what people wrote stays in the events. An entry keeps its id for good; a correction
replaces what stands there, a retraction takes it away.
"""
