namespace Glissade.Cli.Output;

/// <summary>Prints ranking figures as a small table, in percent.</summary>
internal static class EvaluationPrinter
{
    private const int ColumnWidth = 9;

    public static void Write(TextWriter writer, string title, EvaluationReport report)
    {
        writer.WriteLine(title + DescribeMask(report));
        writer.WriteLine(Lines.Named("  percent", string.Concat(report.Cutoffs.Select(k => $"@{Lines.Whole(k)}".PadLeft(ColumnWidth)))));
        WriteRow(writer, "P", report.Precision);
        WriteRow(writer, "nDCG", report.Ndcg);
        WriteRow(writer, "recall", report.Recall);
        if (report.PropensityScoredPrecision is { } scored)
            WriteRow(writer, "PSP", scored);
    }

    private static string DescribeMask(EvaluationReport report) =>
        (report.InputItemsMasked ? ", input items masked" : "") + (report.KnownLabelsFiltered ? ", known labels filtered" : "");

    private static void WriteRow(TextWriter writer, string name, IReadOnlyList<double> fractions) =>
        writer.WriteLine(Lines.Named($"  {name}", string.Concat(fractions.Select(Cell))));

    private static string Cell(double fraction) => Lines.Percent(fraction).Replace(" %", "", StringComparison.Ordinal).PadLeft(ColumnWidth);
}
