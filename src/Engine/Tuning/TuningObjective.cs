using System.Globalization;

namespace Glissade;

/// <summary>What a search makes as large as it can: a figure over the validation points, by exact search.</summary>
/// <param name="Figure">Which.</param>
/// <param name="K">At what cut-off; positive.</param>
public sealed record TuningObjective(TuningFigure Figure, int K)
{
    private static readonly (string Name, TuningFigure Figure)[] Names =
    [
        ("p", TuningFigure.Precision), ("psp", TuningFigure.PropensityScoredPrecision),
        ("ndcg", TuningFigure.Ndcg), ("recall", TuningFigure.Recall),
    ];

    /// <summary>Understands names such as p@1, psp@3, ndcg@5 or recall@20; null for anything else.</summary>
    public static TuningObjective? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('@') is not [{ } name, { } cutoff])
            return null;
        if (!int.TryParse(cutoff, NumberStyles.None, CultureInfo.InvariantCulture, out int k) || k < 1)
            return null;
        foreach ((string known, TuningFigure figure) in Names)
        {
            if (known == name)
                return new TuningObjective(figure, k);
        }
        return null;
    }

    /// <summary>The name that <see cref="Parse"/> understands.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Names.First(named => named.Figure == Figure).Name}@{K}");

    internal double Measure(ExtremeClassifier model, Dataset points, LabelMask? mask, CancellationToken cancellation)
    {
        EvaluationReport report = model.Evaluate(points, [K], threads: model.Recipe.Threads, mask: mask, cancellation: cancellation);
        return Figure switch
        {
            TuningFigure.Precision => report.Precision[0],
            TuningFigure.PropensityScoredPrecision => report.PropensityScoredPrecision![0],
            TuningFigure.Ndcg => report.Ndcg[0],
            _ => report.Recall[0],
        };
    }
}
