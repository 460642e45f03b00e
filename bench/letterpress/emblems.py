"""Simple emblems for letterheads (invented offices, so invented arms)."""

from math import cos, pi, sin

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas


def _star(canvas: Canvas, x: float, y: float, radius: float, *, points: int = 5) -> None:
    path = canvas.beginPath()
    for step in range(2 * points):
        reach = radius if step % 2 == 0 else radius * 0.42
        angle = pi / 2 + step * pi / points
        (path.moveTo if step == 0 else path.lineTo)(x + reach * cos(angle), y + reach * sin(angle))
    path.close()
    canvas.drawPath(path, fill=1, stroke=0)


def _shield(canvas: Canvas, x: float, y: float, radius: float, *, fill: Color) -> None:
    path = canvas.beginPath()
    path.moveTo(x - radius * 0.8, y + radius)
    path.lineTo(x + radius * 0.8, y + radius)
    path.lineTo(x + radius * 0.8, y - radius * 0.2)
    path.curveTo(x + radius * 0.75, y - radius * 0.8, x + radius * 0.2, y - radius, x, y - radius * 1.15)
    path.curveTo(x - radius * 0.2, y - radius, x - radius * 0.75, y - radius * 0.8, x - radius * 0.8, y - radius * 0.2)
    path.close()
    canvas.setFillColor(fill)
    canvas.setLineWidth(1.4)
    canvas.drawPath(path, fill=1, stroke=1)


def _waves(canvas: Canvas, x: float, y: float, radius: float) -> None:
    canvas.setStrokeColor(HexColor("#ffffff"))
    canvas.setLineWidth(1.1)
    for row in range(3):
        base = y - radius * (0.25 + 0.2 * row)
        half = radius * (0.55 - 0.1 * row)
        canvas.bezier(x - half, base, x - half / 3, base + 4, x + half / 3, base - 4, x + half, base)
    canvas.setStrokeColor(HexColor("#000000"))


def city(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Arms of the city: star over water on a green shield."""
    _shield(canvas, x, y, radius, fill=HexColor("#1f6b3a"))
    canvas.setFillColor(HexColor("#e5b81c"))
    _star(canvas, x, y + radius * 0.45, radius * 0.4)
    _waves(canvas, x, y, radius)
    canvas.setFillColor(HexColor("#000000"))


def province(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Arms of the province: five peaks over water on a blue shield."""
    _shield(canvas, x, y, radius, fill=HexColor("#1d4f91"))
    canvas.setFillColor(HexColor("#d9a514"))
    path = canvas.beginPath()
    path.moveTo(x - radius * 0.6, y)
    for step in range(1, 8):
        path.lineTo(x - radius * 0.6 + radius * 0.171 * step, y + (radius * 0.55 if step % 2 else radius * 0.2))
    path.lineTo(x + radius * 0.6, y)
    path.close()
    canvas.drawPath(path, fill=1, stroke=0)
    _waves(canvas, x, y, radius)
    canvas.setFillColor(HexColor("#000000"))


def state(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """A golden emblem for posts of state: a star between two spread wings."""
    gold = HexColor("#a8842c")
    canvas.setFillColor(gold)
    canvas.setStrokeColor(gold)
    for side in (-1, 1):
        for feather in range(8):
            angle = pi * (0.44 - 0.085 * feather)
            tip = (x + side * radius * 1.15 * cos(angle), y + radius * 1.15 * sin(angle) - radius * 0.1)
            canvas.setLineWidth(3.4 - 0.2 * feather)
            canvas.bezier(x, y - radius * 0.4, x + side * radius * 0.45, y - radius * 0.1, tip[0], tip[1] - 9, *tip)
    _shield(canvas, x, y, radius * 0.5, fill=gold)
    canvas.setFillColor(HexColor("#ffffff"))
    _star(canvas, x, y, radius * 0.32)
    canvas.setFillColor(HexColor("#000000"))
    canvas.setStrokeColor(HexColor("#000000"))


def university(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """A round seal with an open book."""
    canvas.setLineWidth(1.6)
    canvas.setFillColor(HexColor("#f2c230"))
    canvas.circle(x, y, radius, fill=1)
    canvas.setFillColor(HexColor("#16407a"))
    canvas.circle(x, y, radius * 0.78, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    for side in (-1, 1):
        path = canvas.beginPath()
        path.moveTo(x, y - radius * 0.3)
        path.lineTo(x, y + radius * 0.2)
        path.lineTo(x + side * radius * 0.5, y + radius * 0.35)
        path.lineTo(x + side * radius * 0.5, y - radius * 0.15)
        path.close()
        canvas.drawPath(path, fill=1)
    canvas.setFillColor(HexColor("#000000"))


def prosecutor(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Scales under three stars."""
    _shield(canvas, x, y, radius, fill=HexColor("#5c4a12"))
    canvas.setFillColor(HexColor("#e8c34a"))
    canvas.setStrokeColor(HexColor("#e8c34a"))
    for shift in (-0.4, 0.0, 0.4):
        _star(canvas, x + radius * shift, y + radius * 0.68, radius * 0.18)
    canvas.setLineWidth(1.3)
    canvas.line(x, y + radius * 0.4, x, y - radius * 0.7)
    canvas.line(x - radius * 0.55, y + radius * 0.25, x + radius * 0.55, y + radius * 0.25)
    for side in (-1, 1):
        canvas.line(x + side * radius * 0.55, y + radius * 0.25, x + side * radius * 0.55, y - radius * 0.1)
        canvas.ellipse(
            x + side * radius * 0.55 - 5, y - radius * 0.25, x + side * radius * 0.55 + 5, y - radius * 0.1, fill=1
        )
    canvas.setFillColor(HexColor("#000000"))
    canvas.setStrokeColor(HexColor("#000000"))
