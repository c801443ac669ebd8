using Glissade.Runner.Reports;

namespace Glissade.Runner.Accuracy;

/// <summary>Writes what the values of a setting reach as a page in Markdown.</summary>
internal static class AccuracyReport
{
    private static readonly string[] OfTraining =
        ["of it tables s", "rebuilds", "of it learning s", "examples/s", "active neurons"];

    public static string Write(AccuracyAxis axis, AccuracyPlan plan, IReadOnlyList<AccuracyResult> results, DateOnly date) =>
        FigurePage.Write(axis.Title, plan, results, date, Explanation(axis, plan), FigureTable(axis, results));

    private static string Explanation(AccuracyAxis axis, AccuracyPlan plan)
    {
        string sampler = axis.Sampler is { } name ? $", but the sampler is {name}" : "";
        IEnumerable<string> leftOut = axis.TakesLong.Where(left => plan.Tasks.Any(task => task.Name == left.Task))
            .Select(left => $" {left.Value} is left out on {left.Task}, where it takes half an hour or more.");
        string peers = axis.Peers.Any(peer => plan.Tasks.Any(task => task.Name == peer.Task))
            ? "\n\n" +
              "Rows marked \"elsewhere\" are no figures of this command: other programs' on the same files, measured before it was written, at " +
              "about one core of a 2-core Zen 4 machine that had other work too, so that their seconds tell the order of magnitude " +
              "(`bench/Runner/Accuracy/PeerFigures.cs`). \"best peer of each figure\" is no single program."
            : "";
        return
            $"{FigurePage.Medians(plan)} Everything but the {axis.Name} is at its default{sampler}; \"default\" marks the one that training " +
            $"takes by itself on that data. {FigurePage.Explanation} Rebuilding tables or otherwise making them follow the weights, and " +
            "learning hash functions at the end, are parts of the seconds. Rebuilds count hashing of all rows. Active neurons are output " +
            $"neurons computed for a sample.{string.Concat(leftOut)}{peers}";
    }

    private static MarkdownTable FigureTable(AccuracyAxis axis, IReadOnlyList<AccuracyResult> results)
    {
        MarkdownTable table = new(3, ["data set", axis.Column, "", .. FigurePage.Columns, .. OfTraining]);
        foreach (AccuracyResult result in results)
        {
            string usual = axis.DefaultOn(result.Task, result.Shape.Train);
            foreach (VariantResult variant in result.Variants)
            {
                table.Add(
                [
                    result.Task.Name, variant.Name, variant.Name == usual ? "default" : "", .. FigurePage.Cells(variant),
                    Cell.Number(variant.MedianTotal("rebuild_seconds"), "0.00"), Cell.Number(variant.MedianTotal("rebuilds"), "0"),
                    Cell.Number(variant.MedianTotal("hash_learning_seconds"), "0.00"),
                    Cell.Number(variant.MedianOf("samples_per_second"), "N0"),
                    Cell.Number(variant.MedianOf("mean_active_neurons"), "N0"),
                ]);
            }
            foreach (PeerFigures peer in axis.Peers.Where(peer => peer.Task == result.Task.Name))
                table.Add([peer.Task, peer.Method, "elsewhere", .. peer.Cells(), .. OfTraining.Select(_ => "-")]);
        }
        return table;
    }
}
