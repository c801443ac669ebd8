using System.Text;
using ScottPlot;

namespace Glissade.Runner.Reports;

/// <summary>Writes plots as vector graphics: small, and sharp at any size.</summary>
internal static class Svg
{
    private const int Width = 720;
    private const int Height = 440;
    private const int TitleSize = 14;
    private const int LabelSize = 12;

    public static void Write(string path, Plot plot)
    {
        plot.ShowLegend(Edge.Right);
        plot.Axes.Title.Label.FontSize = TitleSize;
        plot.Axes.Bottom.Label.FontSize = LabelSize;
        plot.Axes.Left.Label.FontSize = LabelSize;
        string text = plot.GetSvgXml(Width, Height);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        Console.Error.WriteLine($"wrote {path}");
    }
}
