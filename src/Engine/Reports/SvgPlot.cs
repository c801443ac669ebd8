using System.Globalization;
using System.Net;
using System.Text;

namespace Glissade;

/// <summary>One curve as an inline SVG drawing, coloured by the style sheet of the page that it stands in.</summary>
internal static class SvgPlot
{
    private const int Width = 460;
    private const int Height = 260;
    private const int Left = 62;
    private const int Right = 14;
    private const int Top = 12;
    private const int Bottom = 42;

    /// <summary>Draws points in the order of their x, joined by lines; each tells its name when it is pointed at.</summary>
    /// <param name="title">Read out where the drawing cannot be seen.</param>
    /// <param name="xName">Below the x axis.</param>
    /// <param name="points">At least one; those that are not finite are left out.</param>
    /// <param name="fromZero">Whether the y axis begins at zero, where small differences mean little.</param>
    public static string Draw(string title, string xName, IEnumerable<(double X, double Y, string Name)> points, bool fromZero = false)
    {
        (double X, double Y, string Name)[] shown = [.. points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))];
        if (shown.Length == 0)
            return "<p>no finite values</p>";
        AxisTicks x = new(0, shown.Max(point => point.X));
        AxisTicks y = new(fromZero ? 0 : shown.Min(point => point.Y), shown.Max(point => point.Y));
        StringBuilder svg = new();
        Add(svg, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encode(title)}\">\n");
        foreach ((double value, string label) in y.All)
        {
            double at = PlaceY(value, y);
            Add(svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{at:0.#}\" y2=\"{at:0.#}\"/>");
            Add(svg, $"<text class=\"y\" x=\"{Left - 8}\" y=\"{at + 4:0.#}\">{label}</text>\n");
        }
        foreach ((double value, string label) in x.All)
            Add(svg, $"<text class=\"x\" x=\"{PlaceX(value, x):0.#}\" y=\"{Height - Bottom + 18}\">{label}</text>\n");
        Add(svg, $"<text class=\"x\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\">{Encode(xName)}</text>\n");
        string curve = string.Join(' ', shown.Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{PlaceX(point.X, x):0.#},{PlaceY(point.Y, y):0.#}")));
        Add(svg, $"<polyline class=\"curve\" points=\"{curve}\"/>\n");
        foreach ((double px, double py, string name) in shown)
        {
            Add(svg, $"<circle class=\"point\" cx=\"{PlaceX(px, x):0.#}\" cy=\"{PlaceY(py, y):0.#}\" r=\"4\">");
            Add(svg, $"<title>{Encode(name)}</title></circle>\n");
        }
        return svg.Append("</svg>").ToString();
    }

    private static double PlaceX(double value, AxisTicks ticks) =>
        Left + ((value - ticks.First) / (ticks.Last - ticks.First) * (Width - Left - Right));

    private static double PlaceY(double value, AxisTicks ticks) =>
        Height - Bottom - ((value - ticks.First) / (ticks.Last - ticks.First) * (Height - Top - Bottom));

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
