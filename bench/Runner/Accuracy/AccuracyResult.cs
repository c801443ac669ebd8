using Glissade.Runner.Data;
using Glissade.Runner.Reports;
using Glissade.Runner.Training;

namespace Glissade.Runner.Accuracy;

/// <summary>A data set and what was measured on it.</summary>
/// <param name="Task">The data set.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Variants">One entry a way of training, in the table's order.</param>
internal sealed record AccuracyResult(BenchmarkData Task, DataShape Shape, IReadOnlyList<VariantResult> Variants);

/// <summary>The runs of one way of training on one data set.</summary>
/// <param name="Variant">The way.</param>
internal sealed record VariantResult(Variant Variant)
{
    /// <summary>Its name in the table.</summary>
    public string Name => Variant.Name;

    /// <summary>Runs that finished.</summary>
    public List<TrainingRun> Runs { get; } = [];

    /// <summary>Runs that did not.</summary>
    public int Failed { get; set; }

    /// <summary>The median over the runs of a number in their metrics.</summary>
    public double MedianOf(string figure) => Median.Of(Runs.Select(run => run.Figure(figure)));

    /// <summary>The median over the runs of the sum over their epochs of a number in these.</summary>
    public double MedianTotal(string figure) => Median.Of(Runs.Select(run => run.EpochTotal(figure)));
}
