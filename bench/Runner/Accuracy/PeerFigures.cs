using Glissade.Runner.Reports;

namespace Glissade.Runner.Accuracy;

/// <summary>
/// What other programs reach on the same files, measured by us before this benchmark was written.
/// Percentages; NaN for what was not noted.
/// </summary>
/// <param name="Task">The data set.</param>
/// <param name="Method">The program.</param>
/// <param name="Precision">P@1, P@3 and P@5.</param>
/// <param name="TrainSeconds">Training time at about one core.</param>
internal sealed record PeerFigures(
    string Task, string Method, (double At1, double At3, double At5) Precision, double TrainSeconds = double.NaN)
{
    private const string Best = "best peer of each figure";

    public static IReadOnlyList<PeerFigures> All { get; } =
    [
        new("bibtex", "napkinXC PLT-3", (63.90, 38.85, 28.18)),
        new("bibtex", "PECOS XR-Linear", (63.38, 38.65, 28.05)),
        new("bibtex", "dense network, PyTorch", (64.93, 40.07, 29.79)),
        new("bibtex", Best, (64.9, 40.1, 29.8)) { ScoredPrecision = (50.5, 54.2, 60.8) },
        new("citeulike-t", "napkinXC PLT-3", (62.51, 46.54, 38.23), 50),
        new("citeulike-t", "PECOS XR-Linear", (61.37, 45.89, 37.47), 13.5),
        new("citeulike-t", "dense network, PyTorch", (57.67, 41.94, 33.99), 100),
        new("citeulike-t", Best, (62.5, 46.5, 38.2)) { ScoredPrecision = (12.1, 12.4, 12.9) },
        new("eurlex57k", "napkinXC PLT-3", (91.88, 82.47, 69.56), 125),
        new("eurlex57k", "PECOS XR-Linear", (91.48, 81.94, 69.10), 50),
        new("eurlex57k", "dense network, PyTorch", (91.80, 81.37, 68.38), 284),
        new("eurlex57k", Best, (91.9, 82.5, 69.6)) { ScoredPrecision = (48.0, 59.7, 65.7) },
        new("gowalla", "napkinXC PLT-3", (7.17, 5.04, 4.07)),
        new("gowalla", "PECOS XR-Linear", (7.67, 5.23, 4.28), 18),
        new("gowalla", "dense network, PyTorch", (9.48, 6.29, 5.04), 101),
        new("gowalla", Best, (9.5, 6.9, 5.9)) { RecallAt20 = 12.8 },
        new("wn18rr", "napkinXC PLT-3", (25.89, 11.05, 6.91), 13),
        new("wn18rr", "PECOS XR-Linear", (26.50, 11.96, 7.60), 9),
        new("skip-gram", "fastText, hierarchical softmax", (32.7, 20.8, 16.4), 10),
        new("skip-gram", "smoothed counts of neighbours", (34.9, 22.3, 17.3)),
    ];

    /// <summary>PSP@1, PSP@3 and PSP@5.</summary>
    public (double At1, double At3, double At5) ScoredPrecision { get; private init; } = (double.NaN, double.NaN, double.NaN);

    /// <summary>R@20.</summary>
    public double RecallAt20 { get; private init; } = double.NaN;

    /// <summary>The cells of <see cref="FigurePage.Columns"/>.</summary>
    public IReadOnlyList<string> Cells() =>
    [
        Percentage(Precision.At1), Percentage(Precision.At3), Percentage(Precision.At5), Percentage(ScoredPrecision.At1),
        Percentage(ScoredPrecision.At3), Percentage(ScoredPrecision.At5), "-", Percentage(RecallAt20),
        Cell.Number(TrainSeconds, "0.0"), "-", "-",
    ];

    private static string Percentage(double value) => Cell.Number(value, "0.0#");
}
