using System.CommandLine;
using System.Globalization;
using Glissade.Cli.Options;
using Glissade.Cli.Output;

namespace Glissade.Cli.Commands;

/// <summary>glissade data describe: the shape of a data set, and what looks wrong with it.</summary>
internal sealed class DataDescribeCommand
{
    private readonly Terminal terminal;
    private readonly Argument<string> file = new("FILE")
    {
        Description = $"points {DataOptionSet.Readable}",
    };

    private readonly DataOptionSet reading = new(makesFeatures: true);
    private readonly Option<string?> metrics = SharedOptions.Metrics();

    private DataDescribeCommand(Terminal terminal) => this.terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        DataDescribeCommand action = new(terminal);
        Command command = new("describe", "Shows sizes, distributions and values of a data set, and what looks wrong with it.");
        command.Arguments.Add(action.file);
        foreach (Option option in (IEnumerable<Option>)[.. action.reading.All, action.metrics])
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        UserFiles.RequireOutput(parsed.GetValue(metrics));
        Dataset data = UserFiles.Load(parsed.GetRequiredValue(file), reading.Read(parsed));
        DatasetDescription description = DatasetDescription.Of(data);
        WriteSizes(description.Summary);
        WriteDistributions(description.Summary);
        WriteHistogram("features of a point", "points", description.FeaturesPerPoint);
        WriteHistogram("labels of a point", "points", description.LabelsPerPoint);
        WriteHistogram("points of a label", "labels", description.PointsPerLabel);
        WriteHistogram("points of a feature", "features", description.PointsPerFeature);
        WriteMost("most frequent labels", description.MostFrequentLabels);
        WriteMost("most frequent features", description.MostFrequentFeatures);
        WriteRemarks(description.Remarks);
        if (parsed.GetValue(metrics) is { } path)
            description.WriteJson(path);
        return ExitCode.Ok;
    }

    private void WriteSizes(DatasetSummary summary)
    {
        TextWriter writer = terminal.Output;
        writer.WriteLine(Lines.Named("points", Lines.Whole(summary.PointCount)));
        writer.WriteLine(Lines.Named(
            "features", $"{Lines.Whole(summary.FeatureCount)}, {Lines.Whole(summary.FeatureEntryCount)} values stored"));
        writer.WriteLine(Lines.Named(
            "labels", $"{Lines.Whole(summary.LabelCount)}, {Lines.Whole(summary.LabelCount - summary.UnusedLabelCount)} of them in use"));
        string kind = summary.ValuesAreOnes ? "all 1" : summary.ValuesAreCounts ? "positive whole numbers" : "real numbers";
        string length = summary.RowsAreNormalized ? "; points have length 1" : "";
        writer.WriteLine(Lines.Named(
            "values", $"{kind}, from {Lines.Invariant(summary.MinimumValue)} to {Lines.Invariant(summary.MaximumValue)}{length}"));
    }

    private void WriteDistributions(DatasetSummary summary)
    {
        terminal.Output.WriteLine();
        terminal.Output.WriteLine($"{"",-20}{"mean",10}{"median",10}{"90 %",10}{"99 %",10}{"most",10}");
        WriteDistribution("features of a point", summary.FeaturesPerPoint);
        WriteDistribution("labels of a point", summary.LabelsPerPoint);
        WriteDistribution("points of a label", summary.PointsPerLabel);
    }

    private void WriteDistribution(string name, CountDistribution counts) => terminal.Output.WriteLine(
        $"{name,-20}{Lines.Number(counts.Mean),10}{Lines.Whole(counts.Median),10}{Lines.Whole(counts.Quantile90),10}" +
        $"{Lines.Whole(counts.Quantile99),10}{Lines.Whole(counts.Maximum),10}");

    private void WriteHistogram(string name, string what, SizeHistogram histogram)
    {
        terminal.Output.WriteLine();
        if (terminal.IsOutputLive)
        {
            BarCharts.Write(terminal.Output, $"{what} by {name}", HistogramPrinter.Classes(histogram.Counts));
            return;
        }
        terminal.Output.WriteLine($"  {name,19}  {what,11}");
        HistogramPrinter.Write(terminal.Output, histogram.Counts);
    }

    private void WriteMost(string title, IReadOnlyList<NamedCount> most)
    {
        if (most.Count == 0)
            return;
        terminal.Output.WriteLine();
        if (terminal.IsOutputLive)
        {
            BarCharts.Write(terminal.Output, $"{title}, by points", most.Select(one => (NameOf(one), (long)one.Points)));
            return;
        }
        terminal.Output.WriteLine($"{title}, by points");
        foreach (NamedCount one in most)
            terminal.Output.WriteLine($"  {Lines.Whole(one.Points),11}  {NameOf(one)}");
    }

    private static string NameOf(NamedCount one) => one.Name ?? one.Id.ToString(CultureInfo.InvariantCulture);

    private void WriteRemarks(IReadOnlyList<string> remarks)
    {
        terminal.Output.WriteLine();
        foreach (string remark in remarks.DefaultIfEmpty("nothing looks wrong"))
            terminal.Output.WriteLine($"- {remark}");
    }
}
