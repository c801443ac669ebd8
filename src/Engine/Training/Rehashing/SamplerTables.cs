using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>The tables behind a sampler as a schedule sees them, with the time that following the weights took.</summary>
internal sealed class SamplerTables : IRehashable, IStateful, IDisposable
{
    private readonly INeuronSampler sampler;
    private readonly WeightMatrix weights;
    private readonly WorkerTeam team;
    private readonly TouchedRows? touched;
    private readonly IRehashSchedule schedule;
    private readonly Stopwatch watch = new();
    private TimeSpan earlier;
    private int rebuilds;

    /// <summary>
    /// Tables over the rows that <paramref name="optimizer"/> updates, which from now on are noted if the recipe's schedule asks for them.
    /// </summary>
    public SamplerTables(INeuronSampler sampler, RowOptimizer optimizer, TrainingRecipe recipe, WorkerTeam team)
    {
        this.sampler = sampler;
        this.team = team;
        weights = optimizer.Weights;
        schedule = RehashSchedules.Create(recipe);
        if (sampler.FollowsWeights && recipe.Rehash == RehashKind.Touched)
            optimizer.Touched = touched = new TouchedRows(weights.Rows);
    }

    public int RowCount => weights.Rows;

    /// <summary>Full rebuilds so far.</summary>
    public int Rebuilds => rebuilds;

    /// <summary>Time spent on rebuilds, refreshes and checks so far.</summary>
    public TimeSpan Time => earlier + watch.Elapsed;

    /// <summary>The number of finished batches up to which the workers may run before <see cref="Follow"/>.</summary>
    public long NextBatch => sampler.FollowsWeights ? schedule.NextBatch : long.MaxValue;

    /// <summary>Does what the schedule has due after <paramref name="finishedBatches"/>. No worker may be at work.</summary>
    public void Follow(long finishedBatches)
    {
        if (finishedBatches < NextBatch)
            return;
        watch.Start();
        schedule.Visit(finishedBatches, this);
        watch.Stop();
    }

    public int CountTouched() => touched?.Count() ?? RowCount;

    public double MeasureDrift() => sampler.MeasureDrift(weights, team);

    public void Rebuild()
    {
        sampler.Rebuild(weights, team);
        touched?.Clear();
        rebuilds++;
    }

    public void Refresh()
    {
        if (touched is null)
        {
            Rebuild();
            return;
        }

        if (sampler.Refresh(weights, touched.Collect(), team))
            rebuilds++;
        touched.Clear();
    }

    public void Visit(IStateVisitor state)
    {
        TimeSpan time = Time;
        state.Value("time", ref time);
        earlier = time - watch.Elapsed;
        state.Value("rebuilds", ref rebuilds);
        state.Part("schedule", schedule);
        if (touched is not null)
            state.Part("touched", touched);
        if (sampler is IStatefulOverRows stateful)
            stateful.Visit(state.Part("sampler"), weights);
    }

    public void Dispose() => touched?.Dispose();
}
