using Glissade.Runner.Data;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Race;

/// <summary>A task and what was measured on it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Shape">The data's sizes.</param>
/// <param name="Hidden">Hidden units of the command's network.</param>
/// <param name="Methods">Who took part, in the page's order.</param>
internal sealed record RaceResult(RaceTask Task, DataShape Shape, int Hidden, IReadOnlyList<MethodResult> Methods);

/// <summary>The runs of one method on one task.</summary>
/// <param name="Method">The method.</param>
internal sealed record MethodResult(RaceMethod Method)
{
    /// <summary>Runs that finished.</summary>
    public List<RaceRun> Runs { get; } = [];

    /// <summary>Runs that did not.</summary>
    public int Failed { get; set; }

    /// <summary>The run with the median training time, the faster of the two in the middle; null if none finished.</summary>
    public RaceRun? MedianRun => Runs.OrderBy(run => run.Seconds).ElementAtOrDefault((Runs.Count - 1) / 2);

    /// <summary>The median over the runs.</summary>
    public double MedianOf(Func<RaceRun, double> figure) => Median.Of(Runs.Select(figure));

    /// <summary>
    /// The median over the rounds that both have a run of: this method's time to a P@1, a fraction, divided by the other's. What never gets
    /// there takes infinitely long.
    /// </summary>
    public double TimeRelativeTo(MethodResult other, double precision) => Median.Of(
        Runs.Join(
            other.Runs, run => run.Round, run => run.Round, (own, theirs) => own.SecondsTo(precision) / theirs.SecondsTo(precision)));
}
