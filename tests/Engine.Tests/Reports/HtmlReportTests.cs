using System.Globalization;
using System.Xml.Linq;
using Glissade.Lsh;

namespace Glissade.Tests;

public sealed class HtmlReportTests : IDisposable
{
    private static readonly RunReport Run = new(1000, 20_000, 1_500_000, 2, "avx2 <&>", 7);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ThePageIsWellFormedAndNeedsNothingElse()
    {
        string page = Write(Epochs(3), new EvaluationReport(50, [1, 5], [0.5, 0.25], [0.5, 0.4], [0.1, 0.2], [0.3, double.NaN]));

        // As XML, but for the two elements that HTML leaves open.
        string[] closed = [.. page.Split('\n').Skip(1).Where(line => !line.StartsWith("<meta ", StringComparison.Ordinal))];
        XDocument document = XDocument.Parse(string.Join('\n', closed));
        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.Contains("avx2 &lt;&amp;&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<td>P</td><td>50.00</td><td>25.00</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>PSP</td><td>30.00</td><td>-</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ThereIsACurveForEachThingThatWasMeasured()
    {
        XElement[] all = [.. Drawings(Write(Epochs(4)))];
        Assert.Equal(5, all.Length);
        Assert.All(all, svg => Assert.Equal(4, svg.Descendants("circle").Count()));
        Assert.Equal("epoch 2, 5.0 s: 0.5000", all[0].Descendants("title").ElementAt(1).Value);

        EpochReport[] bare = [.. Epochs(4).Select(epoch => epoch with { PrecisionAt1 = null, Load = null })];
        Assert.Equal(2, Drawings(Write(bare)).Count());
    }

    [Fact]
    public void PointsLieWithinTheirDrawingAndLaterOnesFurtherRight()
    {
        foreach (XElement svg in Drawings(Write(Epochs(6))))
        {
            double[] x = [.. svg.Descendants("circle").Select(circle => Number(circle, "cx"))];
            Assert.Equal(x.Order(), x);
            Assert.All(x, value => Assert.InRange(value, 62, 446));
            Assert.All(svg.Descendants("circle"), circle => Assert.InRange(Number(circle, "cy"), 12, 218));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void ARunOfOneEpochOrNoneHasAPageToo(int epochs) => Assert.Equal(5 * epochs, Drawings(Write(Epochs(epochs))).Count());

    [Theory]
    [InlineData(0, 1, "0", "0.2", "1.0")]
    [InlineData(0, 37, "0", "10", "40")]
    [InlineData(12_345, 99_000, "0", "20,000", "100,000")]
    [InlineData(0.0101, 0.0102, "0.01010", "0.01012", "0.01020")]
    [InlineData(5, 5, "0", "1", "5")]
    public void TicksAreRoundAndCoverTheValues(double least, double most, string first, string second, string last)
    {
        AxisTicks ticks = new(least, most);
        string[] labels = [.. ticks.All.Select(tick => tick.Label)];
        Assert.Equal((first, second, last), (labels[0], labels[1], labels[^1]));
        double slack = 1e-5 * (most - least);
        Assert.True(ticks.First <= least + slack && most <= ticks.Last + slack);
    }

    private static EpochReport[] Epochs(int count) =>
    [
        .. Enumerable.Range(1, count).Select(epoch => new EpochReport(
            2.5, 1.0 / epoch, 0.1 * epoch, 100 - epoch, 0.5, 3, 0, new TableLoad(100, 10 * epoch, 50 - epoch, 900, 0, [], []))),
    ];

    private static IEnumerable<XElement> Drawings(string page)
    {
        foreach (string part in page.Split("<svg").Skip(1))
            yield return XElement.Parse("<svg" + part[..(part.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
    }

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private string Write(EpochReport[] epochs, EvaluationReport? evaluation = null)
    {
        TrainingReport training = new(2.5 * epochs.Length, 1234, 99.5, epochs);
        HtmlReport.Write(folder.File("report.html"), TestRecipes.Plain, training, Run, evaluation);
        return File.ReadAllText(folder.File("report.html"));
    }
}
