"""How properties are tested: the same examples in every run, on machines of any speed."""

from hypothesis import settings

settings.register_profile("groundrule", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("groundrule")
