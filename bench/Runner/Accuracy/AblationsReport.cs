using System.Globalization;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Accuracy;

/// <summary>Writes what each part of the default recipe is worth as a page in Markdown.</summary>
internal static class AblationsReport
{
    public static string Write(AccuracyPlan plan, IReadOnlyList<AccuracyResult> results, DateOnly date) =>
        FigurePage.Write("What each part of the default recipe is worth", plan, results, date, Explanation(plan), FigureTable(results));

    private static string Explanation(AccuracyPlan plan) =>
        $"{FigurePage.Medians(plan)} Each row is the default recipe without one of its parts, all else being at its default; parts that " +
        $"the recipe for that data does not have are not listed. Changes are " +
        $"differences to the whole recipe, in points. {FigurePage.Explanation}";

    private static MarkdownTable FigureTable(IReadOnlyList<AccuracyResult> results)
    {
        MarkdownTable table = new(2, ["data set", "left out", "change of P@1", "change of P@5", .. FigurePage.Columns]);
        foreach (AccuracyResult result in results)
        {
            VariantResult whole = result.Variants.Single(variant => variant.Name == Ablations.Nothing);
            foreach (VariantResult variant in result.Variants)
            {
                table.Add(
                [
                    result.Task.Name, variant.Name, Difference("precision_at_1"), Difference("precision_at_5"),
                    .. FigurePage.Cells(variant),
                ]);

                string Difference(string figure)
                {
                    double points = 100 * (variant.MedianOf(figure) - whole.MedianOf(figure));
                    string signed = points.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
                    return variant == whole || !double.IsFinite(points) ? "" : signed;
                }
            }
        }
        return table;
    }
}
