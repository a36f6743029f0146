"""PDF files of the tests' own, object by object: good ones, and bombs."""

import zlib

MB = 2**20
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf(*objects: bytes) -> bytes:
    """A file of a catalog and these objects, numbered from 2."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    trailer = (
        b"trailer\n<</Root 1 0 R/Info %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
        % (size - 1, size, len(out))
    )
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def page(resources: bytes = b"", more: bytes = b"") -> bytes:
    """A page whose content is object 4."""
    return (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<%s>>%s>>"
        % (resources, more)
    )


def stream(data: bytes, about: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (about, len(data), data)


def packed(megabytes: int, letter: bytes = b" ") -> bytes:
    """So much of one letter as a zlib stream (RFC 1950): one packed block, again and again."""
    piece, packer, check = letter * MB, zlib.compressobj(9, wbits=-15), 1
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(megabytes):
        check = zlib.adler32(piece, check)
    return b"\x78\xda" + block * megabytes + packer.flush() + check.to_bytes(4, "big")


def inflating() -> bytes:
    """Two gigabytes in a stream of two megabytes."""
    return pdf(PAGES, page(), stream(packed(2048), b"/Filter/FlateDecode"))


def inflating_twice() -> bytes:
    """Two gigabytes in a file of three kilobytes."""
    return pdf(
        PAGES,
        page(),
        stream(zlib.compress(packed(2048), 9), b"/Filter[/FlateDecode/FlateDecode]"),
    )


def form(number: int, content: bytes) -> bytes:
    """A drawing that may draw the object of this number."""
    about = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
        % number
    )
    return stream(content, about)


def drawing_itself() -> bytes:
    return pdf(
        PAGES, page(b"/XObject<</F 5 0 R>>"), stream(b"/F Do"), form(5, b"/F Do /F Do")
    )


def drawings_of_drawings() -> bytes:
    """Each of twelve drawings draws the next ten times."""
    forms = [
        form(6 + i, b"/F Do " * 10 if i < 11 else b"BT (boom) Tj ET") for i in range(12)
    ]
    return pdf(PAGES, page(b"/XObject<</F 5 0 R>>"), stream(b"/F Do"), *forms)


def tree_in_a_loop() -> bytes:
    return pdf(
        b"<</Type/Pages/Kids[3 0 R]/Count 9>>",
        b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>",
    )


def pages(count: int) -> bytes:
    """One page, shown so often."""
    kids = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count)
    return pdf(kids, page(), stream(b"BT /F 9 Tf (x) Tj ET"))


def brackets() -> bytes:
    return pdf(
        PAGES, page(more=b"/Deep " + b"[" * 100_000 + b"]" * 100_000), stream(b"")
    )


def brackets_to_draw() -> bytes:
    return pdf(PAGES, page(), stream(b"[" * 100_000 + b"]" * 100_000 + b" TJ"))


def objects_in_a_stream() -> bytes:
    """A stream that says it holds a million objects, and inflates to a gigabyte."""
    held = stream(packed(1024), b"/Type/ObjStm/N 1000000/First 10/Filter/FlateDecode")
    out = b"%PDF-1.7\n4 0 obj\n" + held + b"\nendobj\n"
    rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, 9, 0), (1, len(out), 0)]
    table = b"".join(
        bytes([kind]) + at.to_bytes(4, "big") + nth.to_bytes(2, "big")
        for kind, at, nth in rows
    )
    about = b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Filter/FlateDecode"
    return out + b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (
        stream(zlib.compress(table), about),
        len(out),
    )


def table_of_contents() -> bytes:
    """A cross-reference stream that inflates to a gigabyte."""
    about = b"/Type/XRef/Size 100000000/W[1 4 2]/Root 1 0 R/Filter/FlateDecode"
    return b"%%PDF-1.7\n5 0 obj\n%s\nendobj\nstartxref\n9\n%%%%EOF" % stream(
        packed(1024, b"\0"), about
    )


def printed(*texts: str, about: bytes = b"<<>>") -> bytes:
    """A good one: each text a page, line by line. `about` is what the file says of itself."""
    kids, objects = [], []
    for words in texts:
        number = 3 + len(objects)
        kids.append(b"%d 0 R" % number)
        lines = b" Tj T* ".join(
            b"<" + line.encode("cp1252").hex().encode() + b">"
            for line in words.split("\n")
        )
        font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"
        about_page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<<%s>>>>"
        objects += [
            about_page % (number + 1, font),
            stream(b"BT /F 9 Tf 12 TL 9 700 Td " + lines + b" Tj ET"),
        ]
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return pdf(tree, *objects, about)


def text(words: bytes, title: bytes = b"", author: bytes = b"") -> bytes:
    """A good one: a page with these words, and what it says of itself."""
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    lines = b" Tj T* ".join(
        b"(" + line.replace(b"(", rb"\(").replace(b")", rb"\)") + b")"
        for line in words.split(b"\n")
    )
    content = stream(b"BT /F 9 Tf 12 TL 9 9 Td " + lines + b" Tj ET")
    about = b"<</Title<%s>/Author<%s>>>" % (title.hex().encode(), author.hex().encode())
    return pdf(PAGES, page(font), content, about)
