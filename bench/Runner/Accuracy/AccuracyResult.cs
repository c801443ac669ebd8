using Glissade.Runner.Data;
using Glissade.Runner.Reports;
using Glissade.Runner.Training;

namespace Glissade.Runner.Accuracy;

/// <summary>A data set and what was measured on it.</summary>
/// <param name="Task">The data set.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Default">The value that training takes when none is asked for.</param>
/// <param name="Variants">One entry a value of the setting that is varied, in the table's order.</param>
internal sealed record AccuracyResult(
    BenchmarkData Task, DataShape Shape, string Default, IReadOnlyList<VariantResult> Variants);

/// <summary>The runs with one value of the setting on one data set.</summary>
/// <param name="Name">The value's name on the command line.</param>
internal sealed record VariantResult(string Name)
{
    /// <summary>Runs that finished.</summary>
    public List<TrainingRun> Runs { get; } = [];

    /// <summary>Runs that did not.</summary>
    public int Failed { get; set; }

    /// <summary>The median over the runs of a number in their metrics.</summary>
    public double MedianOf(string figure) => Median.Of(Runs.Select(run => run.Figure(figure)));

    /// <summary>The median over the runs of the sum over their epochs of a number in these.</summary>
    public double MedianTotal(string figure) => Median.Of(Runs.Select(run => run.EpochTotal(figure)));
}
