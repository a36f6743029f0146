"""Templates of this site, read with the white space that lays them out collapsed."""

from django.template import Origin
from django.template.loaders import filesystem

from factcheck.text.template_whitespace import collapse


class Loader(filesystem.Loader):
    """While debugging, the lines of a template keep their numbers; the pages are the same."""

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        if not origin.name.endswith(".html"):
            return source
        return collapse(source, keep_lines=self.engine.debug)
